"""Lines of structure inside paragraphs: what documentation adds to Markdown that CommonMark takes for text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.text import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["anchor_names", "cut_lines", "without_leading_anchors"]

_QUOTE = r"[ \t]*(?:>[ \t]?)*[ \t]*"
_IMAGE = r"!\[(?:[^\[\]\\\n]|\\.)*+\](?:\([^()\n]*+\)|\[[^\[\]\n]*+\])"
_STRUCTURE = compile_pattern(
    rf"{_QUOTE}(?:(?P<directive>"
    r":{3,}.*"  # ::: of docfx, Docusaurus, VitePress
    r"|(?:\{\{[<%](?:[^{}\n]|\}(?!\}))*+\}\}[ \t]*)+"  # shortcodes of Hugo, several on a line
    r"|(?:\{%[^%\n]*+%\}[ \t]*)+"  # Liquid
    r"|(?i:\[!(?:INCLUDE|CODE(?:-\w+)?|VIDEO)[ \t]*(?:\[|https?:)[^\n]*\][ \t]*)"
    r"|\[![A-Za-z]+(?:[ \t][^\[\]\n]*)?\][+-]?"  # the first line of an alert
    r"|(?:!!!|\?\?\?\+?|===)[ \t].*"  # admonitions and tabs of MkDocs
    r"|</?[A-Z][\w.]*(?:[ \t][^\n]*)?>"  # JSX
    r"|\{/\*[^\n]*\*/\}"
    r"|import[ \t][^\n]*[ \t]from[ \t]+['\"][^'\"\n]+['\"];?|import[ \t]+['\"][^'\"\n]+['\"];?"
    r"|export[ \t](?:const|default|function)[ \t][^\n]*"
    r"|\[(?:TOC|toc)\]|--8<--[^\n]*"
    r"))[ \t]*\\?"
)
_IMAGES = compile_pattern(rf"(?:\[?{_IMAGE}(?:\]\([^()\n]*+\))?\s*(?:\{{[^{{}}\n]*\}})?\s*(?:>[ \t]*)*)+")
_MAY_BE = compile_pattern(r"[:{\[!?=<|]|import|export|--8<--")
_DELIMITERS = compile_pattern(rf"^{_QUOTE}\|[ \t]*:?-{{3,}}:?[ \t]*\|[ \t:|-]*$", re.MULTILINE)
_CELL = compile_pattern(r"(?:[^|\\\n]|\\.)+")
_ANCHOR = compile_pattern(r"(?:<a[ \t]+(?:name|id)=[\"'][^\"'<>]*[\"'][ \t]*(?:/>|>[ \t]*</a>)[ \t]*)+", re.IGNORECASE)
_NAME = compile_pattern(r"<a[ \t]+(?:name|id)=[\"']([^\"'<>]+)[\"']", re.IGNORECASE)


def cut_lines(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the pieces of a paragraph with the kind of each: `directive`, `image`, or nothing for text."""
    if not _MAY_BE.search(text, start, end):
        yield "", (start, end)
        return
    if _IMAGES.fullmatch(text, start, end):
        yield "image", (start, end)
        return
    if _DELIMITERS.search(text, start, end):
        yield from _cells(text, start, end)
        return
    reached, line_start = start, start
    while line_start < end:
        stop = text.find("\n", line_start, end)
        stop = end if stop < 0 else stop
        content_end = stop - 1 if stop > line_start and text[stop - 1] == "\r" else stop
        line = _STRUCTURE.fullmatch(text, line_start, content_end)
        if line:
            if text[reached:line_start].strip(" \t\r\n>"):
                yield "", (reached, line_start)
            yield "directive", line.span("directive")
            reached = stop + 1
        line_start = stop + 1
    if text[reached:end].strip(" \t\r\n>"):
        yield "", (_behind_quote_marks(text, reached, end) if reached > start else start, end)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the cells of what was meant to be a table, which a wrong number of columns keeps from being one."""
    line_start = start
    while line_start < end:
        stop = text.find("\n", line_start, end)
        stop = end if stop < 0 else stop
        if _DELIMITERS.match(text, line_start, stop):
            yield "directive", (line_start, stop)
        else:
            for cell in _CELL.finditer(text, line_start, stop):
                if cell[0].strip(" \t\r>"):
                    yield "table-cell", cell.span()
        line_start = stop + 1


def _behind_quote_marks(text: str, start: int, end: int) -> int:
    marks = compile_pattern(_QUOTE).match(text, start, end)
    return marks.end() if marks else start


def without_leading_anchors(text: str, start: int, end: int) -> int:
    """Return where the text behind the empty anchors at its beginning starts."""
    anchor = _ANCHOR.match(text, start, end)
    return anchor.end() if anchor else start


def anchor_names(text: str) -> list[str]:
    """Return the names of the anchors in a text: `<a name="…"></a>`."""
    return _NAME.findall(text) if "<a" in text else []
