"""Cells of CSV that spreadsheets show and do not execute."""

from __future__ import annotations

__all__ = ["as_text_cell"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""Beginnings of cells that spreadsheets execute; and the apostrophe, so that an added one can be removed again."""


def as_text_cell(text: str) -> str:
    """Return a text as a cell: with an apostrophe first where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
