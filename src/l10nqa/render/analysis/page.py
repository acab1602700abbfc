"""`--format html` of an analysis: one self-contained page without scripts, fonts and network."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, TextIO

from l10nqa import __version__
from l10nqa.render.analysis.rows import LABELS, rows_of, total_row
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from l10nqa.memory.analysis import Amount, Analysis, Band
    from l10nqa.render.analysis.rows import BandRow

__all__ = ["render_html"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The content security policy: a browser may only apply the style within the page."""
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --bar: #2b7de0; --quiet: light-dark(#555, #aaa); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
footer, .figures { color: var(--quiet); }
.scroll { overflow-x: auto; margin: 1rem 0; }
p { overflow-wrap: anywhere; }
table { border-spacing: 0; width: 100%; font-variant-numeric: tabular-nums; white-space: nowrap; }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid var(--line); }
tbody th { font-weight: normal; }
tfoot th, tfoot td { font-weight: 600; }
th:first-child { text-align: left; position: sticky; left: 0; background: Canvas padding-box; }
td.share { min-width: 5rem; background: linear-gradient(var(--bar) 0 0) no-repeat left bottom / var(--part) 4px; }
details { border-bottom: 1px solid var(--line); padding: .3rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  table { font-size: .85rem; }
  th, td { padding: .2rem .35rem; }
  tbody th { white-space: normal; min-width: 6rem; }
  td.share { min-width: 3rem; }
}
.figures { display: inline-block; font-variant-numeric: tabular-nums; margin-left: .5rem; }
"""
_HEADINGS = (
    "band", "segments", "words", "%", "characters", "with spaces", "tags", "placeables", "rate", "weighted words"
)  # fmt: skip


def render_html(analysis: Analysis, stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write the page: the bands of all files together, then each file, folded."""
    total = total_row(analysis, analysis.amounts)
    stream.write('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    stream.write(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n')
    stream.write('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    stream.write(f"<title>Leverage analysis</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n")
    stream.write(f"<h1>Leverage analysis</h1>\n<p>Files {len(analysis.files):,}, {_facts(total)}</p>\n")
    if analysis.memory:
        stream.write(f"<p>Against the memory <b>{html.escape(printable(analysis.memory))}</b></p>\n")
    stream.writelines(_table(analysis, analysis.amounts, "All files"))
    stream.write("<h2>By file</h2>\n")
    for file in analysis.files:
        path = html.escape(printable(file.path))
        locales = html.escape(printable(f"{file.source_locale} → {file.target_locale}"))
        figures = f"{locales}: {_facts(total_row(analysis, file.amounts))}"
        stream.write(f'<details><summary>{path} <span class="figures">{figures}</span></summary>\n')
        stream.writelines(_table(analysis, file.amounts, path))
        stream.write("</details>\n")
    stream.write(f"<footer><p>l10nqa {html.escape(__version__)}</p></footer>\n</body>\n</html>\n")


def _facts(total: BandRow) -> str:
    return f"segments {total.amount.segments:,}, words {total.amount.words:,}, weighted words {_weighted(total)}"


def _table(analysis: Analysis, amounts: Mapping[Band, Amount], name: str) -> Iterator[str]:
    """Yield the table in a named box that scrolls, also by keyboard, in a narrow window."""
    total = total_row(analysis, amounts)
    headings = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in _HEADINGS)
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table>\n'
    yield f"<thead><tr>{headings}</tr></thead>\n<tbody>\n"
    for row in rows_of(analysis, amounts):
        if row.band and row.amount.segments:
            part = f"{_share(row, total)}%"
            yield _row(row, LABELS[row.band], f'<td class="share" style="--part: {part}">{_share(row, total)}</td>')
    yield f"</tbody>\n<tfoot>\n{_row(total, 'total', f'<td>{_share(total, total)}</td>')}</tfoot>\n</table></div>\n"


def _row(row: BandRow, label: str, share: str) -> str:
    segments, words, *others = (f"{number:,}" for number in row.amount)
    rate = "" if row.rate is None else f"{row.rate:g}"
    figures = _cells(segments, words) + share + _cells(*others, rate, _weighted(row))
    return f'<tr><th scope="row">{html.escape(label)}</th>{figures}</tr>\n'


def _share(row: BandRow, total: BandRow) -> str:
    return f"{100 * row.amount.words / max(total.amount.words, 1):.1f}"


def _cells(*texts: str) -> str:
    return "".join(f"<td>{html.escape(text)}</td>" for text in texts)


def _weighted(row: BandRow) -> str:
    return f"{row.weighted_words:,.2f}"
