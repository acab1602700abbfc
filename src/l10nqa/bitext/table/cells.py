"""The cells of a table with their places, as the csv module reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BrokenQuoting", "Cell", "cells_of", "place_in_cell", "written_cell"]


class Cell(NamedTuple):
    """A cell: its text, and where it stands with its quotes."""

    text: str
    span: Span


class BrokenQuoting(Exception):  # noqa: N818 - tells the reader of the table, who knows the file
    """A quoted cell goes on behind its quote, or never ends."""

    def __init__(self, message: str, offset: int) -> None:
        """Take what is wrong, in the words of the csv module, and the offset of the row."""
        super().__init__(message)
        self.offset = offset


def cells_of(text: str, offset: int, delimiter: str) -> Iterator[list[Cell]]:
    """Yield the rows of a table from the offset on; a line without anything is a row without cells.

    Raises:
        BrokenQuoting: in the row that comes next.
    """
    cell = compile_pattern(rf'"((?:[^"]++|"")*+)"|([^{re.escape(delimiter)}\r\n]*+)')
    end_of_line = compile_pattern("\r\n|\r|\n")
    row: list[Cell] = []
    begin = offset
    while offset < len(text) or row:
        if not row and (blank := end_of_line.match(text, offset)):
            yield []
            begin = offset = blank.end()
            continue
        found = cell.match(text, offset)
        assert found  # noqa: S101 - its second half matches anything
        if found[1] is None and text.startswith('"', offset):
            raise BrokenQuoting("unexpected end of data", begin)
        quoted = found[1]
        row.append(Cell(found[2] if quoted is None else quoted.replace('""', '"'), Span(*found.span())))
        offset = found.end()
        if text.startswith(delimiter, offset):
            offset += 1
            continue
        ended = end_of_line.match(text, offset)
        if not ended and offset < len(text):
            raise BrokenQuoting(f"{delimiter!r} expected after '\"'", begin)
        yield row
        row = []
        begin = offset = ended.end() if ended else offset


def place_in_cell(text: str, cell: Span, span: Span) -> Span:
    """Return where a span of the text of a cell stands in the table."""
    if not text.startswith('"', cell.start) or cell.end - cell.start < 2:
        return span.shift(cell.start)
    written = text[cell.start + 1 : cell.end - 1]
    if '"' not in written:
        return span.shift(cell.start + 1)
    starts = _starts(written)
    return Span(starts[span.start], starts[span.end]).shift(cell.start + 1)


@lru_cache(maxsize=4)  # the findings of a segment ask for the same cells in a row
def _starts(written: str) -> list[int]:
    """Return where each character of a cell begins, each quote of which is written as two, and the end of the cell."""
    return [found.start() for found in re.finditer('""|[^"]', written, re.DOTALL)] + [len(written)]


def written_cell(text: str, former: str, delimiter: str) -> str:
    """Return a text as a cell: in quotes where it needs them, or the cell had them."""
    if former.startswith('"') or re.search(rf'["\r\n{re.escape(delimiter)}]', text) or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
