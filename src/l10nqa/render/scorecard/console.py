"""`--format console` of an evaluation: a table for each annotator, with the figures below."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from textwrap import fill
from typing import TYPE_CHECKING, TextIO

from l10nqa.render.columns import terminal_width
from l10nqa.render.scorecard.rows import agreement_line, figures, headings, remarks, rows_of
from l10nqa.text import count_of, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.model import Sample
    from l10nqa.scorecard import Evaluation, Scorecard

__all__ = ["render_console", "sample_line"]

_WIDTH = 80


def render_console(evaluation: Evaluation, stream: TextIO, *, scheme: str) -> None:
    """Write the tables, in at most 80 columns."""
    if evaluation.sample:
        stream.write(f"{_filled(sample_line(evaluation.sample))}\n\n")
    for card in evaluation.cards:
        stream.writelines(f"{line}\n" for line in _card(card, evaluation, scheme))
    stream.writelines(f"{_filled(agreement_line(each))}\n" for each in evaluation.agreements)


def sample_line(sample: Sample) -> str:
    """Return how the sample was drawn, in words."""
    locales = f"{', '.join(sample.source_locales)} > {', '.join(sample.target_locales)}"
    return (
        f"sample {sample.name} ({locales}): {count_of(len(sample.segments), 'segment')} of "
        f"{sample.segments_drawn_from:,}, {sample.words:,} of {sample.words_drawn_from:,} source words, "
        f"drawn by {sample.by} with seed {sample.seed}"
    )


def _card(card: Scorecard, evaluation: Evaluation, scheme: str) -> Iterator[str]:
    rows = rows_of(card, scheme)
    columns = (*headings(scheme), "points")
    width = max([len(row.name) + 2 for row in rows] + [len("error type")])
    yield f"annotator: {printable(card.annotator)}"
    yield _line("error type", columns, columns, width)
    for group, members in groupby(rows, attrgetter("group")):
        found = list(members)
        if group and [row.name for row in found] != [group]:
            yield group
        for row in found:
            name = row.name if row.name == group or not group else f"  {row.name}"
            yield _line(name, [*map(_number, row.counts), f"{row.points:,g}"], columns, width)
    totals = [sum(counts) for counts in zip(*(row.counts for row in rows), strict=True)] or [0] * (len(columns) - 1)
    yield _line("total", [*map(_number, totals), f"{sum(row.points for row in rows):,g}"], columns, width)
    yield ""
    named = figures(card, scheme)
    longest = max(len(name) for name, _ in named)
    yield from (f"{name:<{longest}}  {value}" for name, value in named)
    yield from (_filled(remark) for remark in remarks(card, evaluation, scheme))
    yield ""


def _line(name: str, cells: Sequence[str], columns: Sequence[str], width: int) -> str:
    shown = "".join(f"  {cell:>{max(len(column), 5)}}" for cell, column in zip(cells, columns, strict=True))
    return f"{name:<{width}}{shown}".rstrip()


def _number(count: int) -> str:
    return f"{count:,}" if count else "–"


def _filled(text: str) -> str:
    return fill(printable(text), min(terminal_width(), _WIDTH), break_long_words=False, break_on_hyphens=False)
