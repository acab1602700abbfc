r"""Which native codes of TMX are part of the text.

TMX 1.4b (section "Content Markup") keeps in `bpt ept it ph ut` the codes of the original file, whatever its format. A
text should read as it does in a file of another kind, because both are searched for and checked together: there, a
placeholder or an HTML tag stands in the text, and `{\b ` of RTF or an empty element of a tool does not. So a code is
text where its shape leaves no doubt, or where the format that `datatype` names is text to the eye; it is formatting
where it is empty, RTF, or a tag that no HTML has. Tools fill in `datatype` by default: shape goes before it.
"""

from __future__ import annotations

import re

from l10nqa.markup.html_elements import HTML_ELEMENTS
from l10nqa.text import compile_pattern

__all__ = ["is_text"]

_LITERAL = compile_pattern(
    r"""(?:
        %(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?(?:hh?|ll?|[Lqjzt])?[@a-zA-Z]    # printf
      | %\([^()]*\)[#0+\ -]*\d*[a-zA-Z] | %\{[^{}]*\} | %<[^<>]*>\w      # Python, Ruby
      | %L?\d{1,2}                                                      # Qt
      | \$\{[^{}]*\} | \$\w+\$? | \#\{[^{}]*\}
      | \{\{[^{}]*\}\} | \{\w*\}                                        # templates, str.format, MessageFormat
      | &(?:\w+|\#\w+);
      | \s
    )++""",
    re.VERBOSE,
)
_TAGS = compile_pattern(r"(?:</?[A-Za-z][A-Za-z\d]*(?:\s[^<>]*)?/?>|(?><!--.*?-->)|\s)++", re.DOTALL)
_NAME = compile_pattern(r"</?([A-Za-z][A-Za-z\d]*)")
_RTF = compile_pattern(r"[{}]+\s*|\{?\\(?:[a-z]{2,}-?\d*|[bi]\d?|\*\\)[\s\S]*|\{\\[\s\S]*")
_TOOL = compile_pattern(r"</?[A-Za-z][\w.-]*:[^<>]*>|<:[^<>]*>")
_TEXT_TO_THE_EYE = frozenset(
    """
    plaintext text html htmlbody xhtml xml markdown md text/markdown x-markdown text/plain text/html text/xml
    c cpp java javascript pascal php vbscript winres lisp json yaml po gettext
    """.split()
)


def is_text(native: str, datatype: str) -> bool:
    """Tell whether a native code of a file in the format `datatype` is read as part of the text."""
    if not native:
        return False
    if _LITERAL.fullmatch(native) or _is_html(native):
        return True
    if _RTF.fullmatch(native) or _TOOL.fullmatch(native):
        return False
    return datatype.lower() in _TEXT_TO_THE_EYE


def _is_html(native: str) -> bool:
    return _TAGS.fullmatch(native) is not None and all(name.lower() in HTML_ELEMENTS for name in _NAME.findall(native))
