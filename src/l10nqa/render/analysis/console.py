"""`--format console` of an analysis: a line for each file, then the bands of all files together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from l10nqa.memory.analysis import Band, sum_of
from l10nqa.render.analysis.rows import LABELS, rows_of, total_row
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.memory.analysis import Amount, Analysis
    from l10nqa.render.analysis.rows import BandRow

__all__ = ["render_console"]

_MOST_FILES = 50
"""With more files the table shows only the total; the other formats list all of them."""
_WIDE = 200
_FIRST = 24
"""The smallest width of the first column in characters: that of the longest band name."""
_GROUPS = {
    "context": (Band.BOTH_CONTEXTS, Band.ONE_CONTEXT),
    "100 %": (Band.EXACT,),
    "repeated": (Band.REPETITION, Band.REPETITION_ACROSS_FILES),
    "75–99 %": (Band.FROM_95, Band.FROM_85, Band.FROM_75),
    "internal": (Band.INTERNAL_FROM_95, Band.INTERNAL_FROM_85, Band.INTERNAL_FROM_75),
    "below 75 %": (Band.FROM_50, Band.INTERNAL_FROM_50, Band.NEW),
}
"""The columns of the table of files, in words; each band is in one of them."""


def render_console(analysis: Analysis, stream: TextIO, *, color: bool = False) -> None:
    """Write the tables; bands without segments are left out, and less important columns in a narrow terminal."""
    width = None if stream.isatty() else _WIDE  # a file or a pipe has no width
    console = Console(file=stream, highlight=False, no_color=not color, width=width, soft_wrap=width is not None)
    everything = [partial(_bands, analysis)]
    if len(analysis.files) > _MOST_FILES:
        console.print(f"{len(analysis.files):,} files; --format csv, json or html lists each\n")
    elif len(analysis.files) > 1:
        everything.insert(0, partial(_files, analysis))
    wide = [draw(is_narrow=False) for draw in everything]
    is_narrow = any(_width(table, console) > console.width for table in wide)
    for number, table in enumerate([draw(is_narrow=True) for draw in everything] if is_narrow else wide):
        if number:
            console.print()
        console.print(table)
    if is_narrow:
        console.print("\na wider terminal also shows characters, tags, and what each file is worth by match")


def _width(table: Table, console: Console) -> int:
    """Return the width in which every figure and heading of a table fits; names of files may wrap."""
    table.columns[0].max_width = _FIRST
    width = Measurement.get(console, console.options.update(width=10 * _WIDE), table).minimum
    table.columns[0].max_width = None
    return width


def _files(analysis: Analysis, *, is_narrow: bool) -> Table:
    groups = {} if is_narrow else _GROUPS
    names = [printable(file.path) for file in analysis.files]
    table = _table("file", ("segments", "words", *groups, "weighted"), names)
    for name, file in zip(names, analysis.files, strict=True):
        total = total_row(analysis, file.amounts)
        words = [_words(file.amounts[band] for band in bands if band in file.amounts) for bands in groups.values()]
        figures = (total.amount.segments, total.amount.words, *words)
        table.add_row(name, *map(_number, figures), f"{total.weighted_words:,.1f}")
    return table


def _bands(analysis: Analysis, *, is_narrow: bool) -> Table:
    lesser = () if is_narrow else ("characters", "with spaces", "tags", "placeables")
    rows = {LABELS[row.band]: row for row in rows_of(analysis, analysis.amounts) if row.band and row.amount.segments}
    table = _table("band", ("segments", "words", "%", *lesser, "rate", "weighted"), rows)
    total = total_row(analysis, analysis.amounts)
    for name, row in rows.items():
        table.add_row(name, *_cells(row, total, is_narrow=is_narrow))
    table.add_section()
    table.add_row("total", *_cells(total, total, is_narrow=is_narrow), style="bold")
    return table


def _cells(row: BandRow, total: BandRow, *, is_narrow: bool) -> list[str]:
    segments, words, *others = map(_number, row.amount)
    share = f"{100 * row.amount.words / max(total.amount.words, 1):.1f}"
    rate = "" if row.rate is None else f"{row.rate:g}"
    return [segments, words, share, *([] if is_narrow else others), rate, f"{row.weighted_words:,.1f}"]


def _table(first: str, others: Iterable[str], names: Iterable[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold", min_width=min(_FIRST, max(map(len, names), default=0)))
    for heading in others:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _words(amounts: Iterable[Amount]) -> int:
    return sum_of(amounts).words


def _number(number: int) -> str:
    return f"{number:,}" if number else "–"
