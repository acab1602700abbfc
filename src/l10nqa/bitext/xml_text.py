"""XML for our writers: tags as text, because the file of a memory is written unit by unit.

Characters that XML forbids are shown as U+FFFD; the exact text is stored beside it (see `exact`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.bitext.codes import Code
from l10nqa.bitext.exact import put_back, show
from l10nqa.safe_xml import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from l10nqa.bitext.codes import Piece

__all__ = ["DECLARATION", "XML_LANG", "as_shown", "content", "exact_texts", "restored", "tag", "text"]

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# A raw carriage return is read as a line feed (XML 1.0, section 2.11).
_RAW_END = {"\r": "&#13;"}
# Most texts need no escapes, and one search is cheaper than all replacements.
_UNFIT_FOR_TEXT = re.compile(f"[&<>\r]|{FORBIDDEN.pattern}")
_UNFIT_FOR_ATTRIBUTE = re.compile(f'[&<>"\t\n\r]|{FORBIDDEN.pattern}')


def as_shown(value: str) -> str:
    """Return the text as XML can hold it."""
    return show(value, FORBIDDEN)


def text(value: str) -> str:
    """Return the text as the content of an element."""
    if not _UNFIT_FOR_TEXT.search(value):
        return value
    from xml.sax.saxutils import escape  # noqa: PLC0415 - brings a client of HTTP along, 40 ms of every start

    return escape(as_shown(value), _RAW_END)


def tag(name: str, attributes: Mapping[str, str | int | None], inside: str | None = None, *, close: bool = True) -> str:
    """Return an element with the attributes that are not None around `inside`, which is XML; without `close`, open."""
    start = name
    for key, value in attributes.items():
        if isinstance(value, str) and _UNFIT_FOR_ATTRIBUTE.search(value):
            from xml.sax.saxutils import quoteattr  # noqa: PLC0415 - see `text`

            start += f" {key}={quoteattr(as_shown(value), _RAW_END)}"
        elif value is not None:
            start += f' {key}="{value}"'
    if not close:
        return f"<{start}>"
    return f"<{start}/>" if inside is None else f"<{start}>{inside}</{name}>"


def content(pieces: Iterable[Piece], element: Callable[[Code], str]) -> str:
    """Return the pieces of a text as mixed content; `element` writes a code."""
    return "".join(element(piece) if isinstance(piece, Code) else text(piece) for piece in pieces)


def exact_texts(texts: Mapping[str, str | None]) -> dict[str, str]:
    """Return the texts that XML cannot hold."""
    return {name: value for name, value in texts.items() if value and FORBIDDEN.search(value)}


def restored(shown: str, exact: str | None) -> str:
    """Return the exact text of a shown one; of an edited one, the edited text with the exact characters put back."""
    if exact is None:
        return shown
    return exact if as_shown(exact) == shown else put_back(shown, exact, FORBIDDEN)
