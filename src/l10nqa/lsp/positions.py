"""Converts between the positions of an editor and offsets in code points, in the encoding agreed with the editor.

An editor counts lines and columns from 0, and columns in UTF-8 bytes, UTF-16 units or code points (LSP 3.17,
`PositionEncodingKind`).
"""

from __future__ import annotations

import re

from lsprotocol.types import Position, PositionEncodingKind, Range

from l10nqa.text import LineIndex, Region, Span, UnitIndex, without_surrogates

__all__ = ["EditorText"]

_CODECS: dict[str, tuple[str, int]] = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
"""The codec whose output has a unit of the encoding in so many bytes."""
_LINE_END = re.compile(r"[\r\n]")
_BYTE_ORDER_MARK = "\ufeff"


class EditorText:
    """A text with the positions in it, as an editor counts them."""

    __slots__ = ("_units", "_utf16", "encoding", "lines", "text")

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        """Take the text, and the encoding that columns are counted in; U+FFFD stands for each lone surrogate."""
        self.text = without_surrogates(text)
        self.encoding = encoding
        self.lines = LineIndex(self.text)
        self._units = UnitIndex(self.text, *_CODECS[encoding])
        self._utf16 = UnitIndex(self.text, *_CODECS[PositionEncodingKind.Utf16])

    def offset(self, position: Position) -> int:
        """Return the offset of a position; one behind the end of its line or of the text means that end.

        A position within a character means its beginning.
        """
        line = position.line
        if line >= len(self.lines.starts):
            return len(self.text)
        offset = self._units.offset(self._units.before(self.lines.starts[line]) + position.character)
        return min(offset, self._end_of_line(line))

    def span(self, place: Range) -> Span:
        """Return the span of a range; its ends in order."""
        start, end = self.offset(place.start), self.offset(place.end)
        return Span(min(start, end), max(start, end))

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        line = self.lines.line(offset)
        return Position(line - 1, self._units.before(offset) - self._units.before(self.lines.starts[line - 1]))

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def range_of(self, region: Region) -> Range:
        """Return the range of a region: 1-based, its columns in UTF-16 units, as bitexts and findings have them."""
        start_line, start_column, end_line, end_column = region
        return Range(self._of_utf16(start_line, start_column), self._of_utf16(end_line, end_column))

    def replaced(self, place: Range | None, text: str) -> EditorText:
        """Return the text with a range of it replaced; None replaces the whole."""
        if place is None:
            return EditorText(text, self.encoding)
        span = self.span(place)
        return EditorText(self.text[: span.start] + text + self.text[span.end :], self.encoding)

    def _of_utf16(self, line: int, column: int) -> Position:
        # A region leaves out a byte order mark, which an editor that sends one counts.
        column += line == 1 and self.text.startswith(_BYTE_ORDER_MARK)
        if self.encoding == PositionEncodingKind.Utf16 or line > len(self.lines.starts):
            return Position(line - 1, column - 1)
        start = self.lines.starts[line - 1]
        return self.position(self._utf16.offset(self._utf16.before(start) + column - 1))

    def _end_of_line(self, line: int) -> int:
        found = _LINE_END.search(self.text, self.lines.starts[line])
        return found.start() if found else len(self.text)
