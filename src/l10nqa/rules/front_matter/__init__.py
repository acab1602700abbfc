"""The front matter is not YAML, is not closed, or its locale is missing, malformed or not that of the path.

The site takes title, locale and service from there: a page whose front matter cannot be read is not built, or built in
the wrong language.

In a pair of documents it is compared with that of the source as well: a key that was translated (`título:`) or is
missing, a value of another type (`draft: nein`), another value where a program knows the names (`layout:`), and the
locale of the source.

Not reported: documents without front matter; a locale that neither the path nor other keys of localization lead to
expect; keys that a translation may do without, such as `aliases`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from l10nqa.align import DocumentPair
from l10nqa.errors import InputError
from l10nqa.front_matter import find_front_matter, parse_front_matter, plain_scalar
from l10nqa.locale import UNKNOWN_LOCALE, is_language_tag, locale_of_path
from l10nqa.model import Bitext, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, document_rule
from l10nqa.rules.front_matter.compared import compared
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["front_matter"]

_KEY = "ms.contentlocale"
_LOCALIZED = ("ms.translationtype", "ms.openlocfilehash", "ms.locfileid")
"""Keys that only a localized document has."""
# Lines that are YAML whatever stands around them: a key with a value, or with a list of values, none of which holds a
# character that means something to YAML there. Reading the other few documents' front matter costs 0.1 ms each.
_NO = r"\n\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_VALUE = rf"""(?:"[^"\\\t{_NO}]*+"|'[^'\t{_NO}]*+'|[^\W_][^:#\t{_NO}]*+)"""
_LIST = rf" *+\r?\n(?P<indent> *+)- {_VALUE} *+(?:\r?\n(?P=indent)- {_VALUE} *+)*+"
_PLAIN = compile_pattern(rf"(?:[A-Za-z][\w.,-]*+:(?:{_LIST}|(?: ++{_VALUE})? *+)\r?\n)+")
_UNCLOSED = compile_pattern(r"\ufeff?---[ \t]*\r?\n[A-Za-z][\w.-]*:(?=\s)")


@document_rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    examples=(
        Example("en>lv", "docs/a.md", '---\n⟦title: "A" b⟧\nms.contentlocale: lv-LV\n---\n', note="not YAML"),
        Example("en>de", "docs/a.md", "---\nms.contentlocale: ⟦German⟧\n---\n", note="no locale"),
        Example("en>ja", "docs.ja-jp/ja-JP/a.md", "---\nms.contentlocale: ⟦de-DE⟧\n---\n", note="not the path's"),
        Example("en>ar", "docs/a.md", "---\nms.translationtype: MT\n⟦⟧---\n", note="locale missing"),
        Example("en>de", "docs/a.md", "⟦---⟧\ntitle: A\n\nText.\n", note="not closed"),
        Example("en>ja", "docs.ja-JP/a.md", "---\ntitle: A\nms.contentlocale: ja-JP\n---\n"),
        Example("en>ar", "docs/a.md", "---\ntitle: A\n---\n", note="not a localized document"),
        Example(
            "en>es",
            "docs/es/a.md",
            "---\n⟦título: Mapa⟧\nweight: 1\n---\n",
            document="---\ntitle: Map\nweight: 1\n---\n",
            note="a key was translated",
        ),
        Example(
            "en>de",
            "docs/de/a.md",
            "---\ntitle: Karte\n⟦draft: nein⟧\n---\n",
            document="---\ntitle: Map\ndraft: false\n---\n",
            note="text for a truth value",
        ),
        Example("en>zh", "docs/zh-CN/a.md", "---\nms.contentlocale: zh-Hans-CN\n---\n", note="says more than the path"),
    ),
)
def front_matter(document: Bitext) -> Iterator[Issue]:
    """Yield an issue for the first thing wrong with the front matter, or for all that differs from the source."""
    issue = next(_own(document), None)
    if issue:
        yield issue
    elif isinstance(document, DocumentPair):
        yield from compared(document, document.source_locale, document.target_locale)


def _own(document: Bitext) -> Iterator[Issue]:
    """Yield the first thing that is wrong with the front matter by itself."""
    if not document.front_matter:
        unclosed = document.front_matter is not None and _UNCLOSED.match(document.text)
        if unclosed and "\n---" not in document.text.replace("\r", "\n"):
            start = document.text.index("---")
            yield Issue("the front matter is not closed by a line “---”", None, Span(start, start + 3))
        return
    if _PLAIN.fullmatch(document.front_matter):
        data: dict[str, Any] = {_KEY: plain_scalar(document.front_matter, _KEY)}
        if data[_KEY] is None:
            data = {key: plain_scalar(document.front_matter, key) for key in _LOCALIZED}
    else:
        try:
            data = parse_front_matter(document.front_matter, "")
        except InputError as error:
            yield Issue(error.message, None, _line(document, error.line or 2))
            return
    locale = data.get(_KEY)
    if locale is None:
        if any(data.get(key) for key in _LOCALIZED):
            end = find_front_matter(document.text).end
            message = f"the front matter of a localized document lacks {_KEY}"
            yield Issue(message, None, Span(end, end), certainty=Certainty.LIKELY)
        return
    expected = locale_of_path(document.path)
    if not isinstance(locale, str) or not is_language_tag(locale):
        yield Issue(f"“{locale}” is no locale (BCP 47)", None, _value(document))
    elif expected != UNKNOWN_LOCALE and not _agree(locale, expected):
        message = f"the front matter says {locale}, the path {expected}"
        yield Issue(message, None, _value(document), certainty=Certainty.LIKELY)


def _line(document: Bitext, line: int) -> Span:
    starts = document.lines.starts
    start = starts[min(line, len(starts)) - 1]
    return Span(start, start + len(document.text[start:].partition("\n")[0].rstrip("\r")))


def _value(document: Bitext) -> Span:
    """Return where the value of the locale stands; the line of its key where it is no plain text."""
    front_matter, offset = document.front_matter or "", find_front_matter(document.text).start
    found = re.search(rf"^[\"']?{re.escape(_KEY)}[\"']?:[ \t]*(.*?)[ \t\r]*$", front_matter, re.MULTILINE)
    if found is None:
        return Span(offset, offset)
    value = plain_scalar(front_matter, _KEY)
    start, end = found.span(1)
    if value is not None and value in found[1]:
        start += found[1].index(value)
        end = start + len(value)
    return Span(offset + start, offset + end)


def _agree(locale: str, expected: str) -> bool:
    """Tell whether one of the tags only says more than the other, or another script than the path can say."""
    ours, theirs = locale.lower().split("-"), expected.lower().split("-")
    return ours[0] == theirs[0] and (set(ours) <= set(theirs) or set(theirs) <= set(ours))
