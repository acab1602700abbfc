"""`--format console` of an analysis: a line a file, then the bands of all files together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.table import Table

from l10nqa.memory.analysis import Band, sum_of
from l10nqa.render.analysis.rows import LABELS, rows_of, total_row
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.memory.analysis import Amount, Analysis
    from l10nqa.render.analysis.rows import Row

__all__ = ["render_console"]

_MOST_FILES = 50
"""Of more files the table says only the whole; the other formats list them all."""
_GROUPS = {
    "context": (Band.BOTH_CONTEXTS, Band.ONE_CONTEXT),
    "100 %": (Band.EXACT,),
    "repeated": (Band.REPETITION, Band.REPETITION_ACROSS_FILES),
    "75–99 %": (Band.FROM_95, Band.FROM_85, Band.FROM_75),
    "internal": (Band.INTERNAL_FROM_95, Band.INTERNAL_FROM_85, Band.INTERNAL_FROM_75),
    "below 75 %": (Band.FROM_50, Band.INTERNAL_FROM_50, Band.NEW),
}
"""The columns of the files' table, in words; each band is in one of them."""


def render_console(analysis: Analysis, stream: TextIO, *, color: bool = False) -> None:
    """Write the tables; bands without segments are left out."""
    width = None if stream.isatty() else 200  # a file or a pipe has no width to fit into
    console = Console(file=stream, highlight=False, no_color=not color, width=width, soft_wrap=width is not None)
    if len(analysis.files) > _MOST_FILES:
        console.print(f"{len(analysis.files):,} files; --format csv, json or html lists each\n")
    elif len(analysis.files) > 1:
        console.print(_files(analysis))
        console.print()
    console.print(_bands(analysis))


def _files(analysis: Analysis) -> Table:
    table = _table("file", ("segments", "words", *_GROUPS, "weighted"))
    for file in analysis.files:
        total = total_row(analysis, file.amounts)
        groups = [_words(file.amounts[band] for band in bands if band in file.amounts) for bands in _GROUPS.values()]
        figures = (total.amount.segments, total.amount.words, *groups)
        table.add_row(printable(file.path), *map(_number, figures), f"{total.weighted_words:,.1f}")
    return table


def _bands(analysis: Analysis) -> Table:
    headings = ("segments", "words", "%", "characters", "with spaces", "tags", "placeables", "rate", "weighted")
    table = _table("band", headings)
    total = total_row(analysis, analysis.amounts)
    for row in rows_of(analysis, analysis.amounts):
        if row.band and row.amount.segments:
            table.add_row(LABELS[row.band], *_cells(row, total))
    table.add_section()
    table.add_row("total", *_cells(total, total), style="bold")
    return table


def _cells(row: Row, total: Row) -> list[str]:
    segments, words, *others = map(_number, row.amount)
    share = f"{100 * row.amount.words / max(total.amount.words, 1):.1f}"
    rate = "" if row.rate is None else f"{row.rate:g}"
    return [segments, words, share, *others, rate, f"{row.weighted_words:,.1f}"]


def _table(first: str, others: Iterable[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold")
    for heading in others:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _words(amounts: Iterable[Amount]) -> int:
    return sum_of(amounts).words


def _number(number: int) -> str:
    return f"{number:,}" if number else "–"
