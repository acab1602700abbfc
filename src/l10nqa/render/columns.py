"""Fits text into the columns of a terminal: its width, and excerpts around a spot."""

from __future__ import annotations

import re
import shutil
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["cells_of", "excerpt", "terminal_width", "width_of"]

_MIN_WIDTH = 40
"""Fewer columns than these are no terminal to read findings on."""
_LONGEST_WORD = 24
"""What is longer is an address or the like, which may be cut."""
_ESCAPE = "\x1b"
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""A style (ECMA-48, SGR)."""
_ELLIPSIS = "…"


def terminal_width() -> int:
    """Return the number of columns: as COLUMNS or the terminal says, else 80."""
    return max(shutil.get_terminal_size().columns, _MIN_WIDTH)


def width_of(text: str) -> int:
    """Return the number of columns that a text takes (UAX 11); a style takes none."""
    if _ESCAPE in text:
        text = _STYLE.sub("", text)
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells_of(text: str, *, in_spot: bool = False) -> list[str]:
    """Return what is shown for each code point of a text; in a spot, what cannot be seen is shown as an escape."""
    cells = [printable(character) for character in text]
    for index, character in enumerate(text):
        if character == "\r" and text[index + 1 : index + 2] == "\n":
            cells[index] = ""
        elif in_spot and character != " " and unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp"):
            cells[index] = f"\\u{ord(character):04x}"
    return cells


def excerpt(cells: Sequence[str], start: int, end: int, width: int) -> str:
    """Return the cells from `start` to `end` and as much around them as fits the width, cut between words.

    Of a spot that is too wide itself, the middle is left out.
    """
    widths = [width_of(cell) for cell in cells]
    if sum(widths) <= width:
        return "".join(cells)
    spot = sum(widths[start:end])
    if spot > width - 2:
        return _without_middle(cells, widths, start, end, width)
    room = width - spot - 2  # for the marks of what is left out
    left, right = sum(widths[:start]), sum(widths[end:])
    to_left = min(left, max(room // 2, room - right))
    first = start - _fitting(widths[:start][::-1], to_left)
    last = end + _fitting(widths[end:], room - to_left)
    first, last = _word_start(cells, first, start), _word_end(cells, end, last)
    before, after = _ELLIPSIS if first else "", _ELLIPSIS if last < len(cells) else ""
    return f"{before}{''.join(cells[first:last])}{after}"


def _without_middle(cells: Sequence[str], widths: Sequence[int], start: int, end: int, width: int) -> str:
    room = width - 3
    head = start + _fitting(widths[start:end], room - room // 2)
    tail = end - _fitting(widths[start:end][::-1], room // 2)
    kept = "".join(cell for cell in cells[head:tail] if cell.startswith(_ESCAPE))
    before, after = _ELLIPSIS if start else "", _ELLIPSIS if end < len(cells) else ""
    return f"{before}{''.join(cells[start:head])}{_ELLIPSIS}{kept}{''.join(cells[tail:end])}{after}"


def _fitting(widths: Iterable[int], room: int) -> int:
    """Return how many of the widths fit."""
    return sum(1 for total in accumulate(widths) if total <= room)


def _word_start(cells: Sequence[str], index: int, limit: int) -> int:
    """Return the first index from `index` to `limit` at which a word begins; `index` if there is none."""
    places = range(index, min(limit, index + _LONGEST_WORD) + 1) if index else ()
    return next((place for place in places if _is_break(cells, place)), index)


def _word_end(cells: Sequence[str], limit: int, index: int) -> int:
    """Return the last index from `index` down to `limit` at which a word ends; `index` if there is none."""
    places = range(index, max(limit, index - _LONGEST_WORD) - 1, -1) if index < len(cells) else ()
    return next((place for place in places if _is_break(cells, place)), index)


def _is_break(cells: Sequence[str], index: int) -> bool:
    """Tell whether text may be cut before a cell: at white space, or beside a character as wide as a word."""
    around = cells[max(index - 1, 0) : index + 1]
    return any(cell.isspace() or cell == "⏎" or width_of(cell[:1]) > 1 for cell in around)
