"""`--format html` of an evaluation: one self-contained page without scripts, fonts and network."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, TextIO

from l10nqa import __version__
from l10nqa.render.scorecard.console import sample_line
from l10nqa.render.scorecard.rows import agreement_line, figures, headings, remarks, rows_of
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.scorecard import Evaluation, Scorecard

__all__ = ["render_html"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The content security policy: a browser may only apply the style within the page."""
_STYLE = """
:root { color-scheme: light dark; --line: #8884; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 52rem; padding: 0 1rem; }
.scroll { overflow-x: auto; }
p, h2 { overflow-wrap: anywhere; }
table { border-spacing: 0; width: 100%; font-variant-numeric: tabular-nums; margin: .5rem 0; }
th, td { text-align: right; padding: .2rem .5rem; border-bottom: 1px solid var(--line); }
th:first-child { text-align: left; font-weight: normal; }
thead th { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dd { margin: 0; font-weight: 600; }
@media (max-width: 30rem) {
  dl { grid-template-columns: 1fr auto; }
  table { font-size: .75rem; }
  th, td { padding: .2rem .1rem; }
}
"""


def render_html(evaluation: Evaluation, stream: TextIO, *, scheme: str) -> None:
    """Write the page: how the sample was drawn, then a table and the figures of each annotator."""
    stream.write('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    stream.write(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n')
    stream.write('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    stream.write(f"<title>LQA scorecard</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>LQA scorecard</h1>\n")
    if evaluation.sample:
        stream.write(f"<p>{_text(sample_line(evaluation.sample))}</p>\n")
    for card in evaluation.cards:
        stream.writelines(_card(card, evaluation, scheme))
    stream.writelines(f"<p>{_text(agreement_line(each))}</p>\n" for each in evaluation.agreements)
    stream.write(f"<footer><p>l10nqa {_text(__version__)}</p></footer>\n</body>\n</html>\n")


def _card(card: Scorecard, evaluation: Evaluation, scheme: str) -> Iterator[str]:
    columns = ("error type", *headings(scheme), "points")
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in columns)
    yield f"<section>\n<h2>{_text(card.annotator)}</h2>\n"
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="errors found by {_text(card.annotator)}">'
    yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
    for row in rows_of(card, scheme):
        cells = "".join(f"<td>{count:,}</td>" for count in row.counts)
        name = f"{row.group}: {row.name}" if row.group and row.group != row.name else row.name
        yield f'<tr><th scope="row">{_text(name)}</th>{cells}<td>{row.points:,g}</td></tr>\n'
    yield "</tbody>\n</table></div>\n<dl>\n"
    yield from (f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>\n" for name, value in figures(card, scheme))
    yield "</dl>\n"
    yield from (f"<p>{_text(remark)}</p>\n" for remark in remarks(card, evaluation, scheme))
    yield "</section>\n"


def _text(text: str) -> str:
    return html.escape(printable(text))
