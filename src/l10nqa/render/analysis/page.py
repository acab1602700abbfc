"""`--format html` of an analysis: one page that needs nothing else, no script, no font, no network."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, TextIO

from l10nqa import __version__
from l10nqa.render.analysis.rows import LABELS, rows_of, total_row
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from l10nqa.memory.analysis import Amount, Analysis, Band
    from l10nqa.render.analysis.rows import Row

__all__ = ["render_html"]

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --bar: #2b7de0; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin-bottom: 1rem; }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
tfoot td { font-weight: 600; }
td.share { background: linear-gradient(var(--bar) 0 0) no-repeat left bottom / var(--part) 3px; }
summary { cursor: pointer; overflow-wrap: anywhere; }
"""
_HEADINGS = (
    "band", "segments", "words", "%", "characters", "with spaces", "tags", "placeables", "rate", "weighted words"
)  # fmt: skip


def render_html(analysis: Analysis, stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write the page: the bands of all files together, then each file, folded."""
    stream.write('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    stream.write('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    stream.write(f"<title>Leverage analysis</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n")
    stream.write("<h1>Leverage analysis</h1>\n")
    stream.write(f"<p>Files: {len(analysis.files):,}. l10nqa {html.escape(__version__)}</p>\n")
    stream.writelines(_table(analysis, analysis.amounts))
    for file in analysis.files:
        total = total_row(analysis, file.amounts)
        path = html.escape(printable(file.path))
        locales = html.escape(printable(f"{file.source_locale} → {file.target_locale}"))
        stream.write(f"<details><summary>{path} ({locales}): {total.amount.segments:,} segments, ")
        stream.write(f"{total.amount.words:,} words, {_weighted(total)} weighted</summary>\n")
        stream.writelines(_table(analysis, file.amounts))
        stream.write("</details>\n")
    stream.write("</body>\n</html>\n")


def _table(analysis: Analysis, amounts: Mapping[Band, Amount]) -> Iterator[str]:
    total = total_row(analysis, amounts)
    yield f"<table>\n<thead><tr>{_cells(_HEADINGS, 'th')}</tr></thead>\n<tbody>\n"
    for row in rows_of(analysis, amounts):
        if row.amount.segments:
            yield _row(row, total)
    yield f"</tbody>\n<tfoot>\n{_row(total, total)}</tfoot>\n</table>\n"


def _row(row: Row, total: Row) -> str:
    label = LABELS[row.band] if row.band else "total"
    segments, words, *others = (f"{number:,}" for number in row.amount)
    share = f"{100 * row.amount.words / max(total.amount.words, 1):.1f}"
    rate = "" if row.rate is None else f"{row.rate:g}"
    return (
        f'<tr>{_cells((label, segments, words))}<td class="share" style="--part: {share}%">{share}</td>'
        f"{_cells((*others, rate, _weighted(row)))}</tr>\n"
    )


def _cells(texts: tuple[str, ...], tag: str = "td") -> str:
    return "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in texts)


def _weighted(row: Row) -> str:
    return f"{row.weighted_words:,.2f}"
