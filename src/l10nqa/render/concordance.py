"""Units that contain a text: for people with the text marked, or as one JSON object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from l10nqa.render.columns import terminal_width
from l10nqa.render.matches import place_of, unit_facts
from l10nqa.render.wrapping import wrapped
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.memory import ConcordanceMatch, ConcordancePage
    from l10nqa.text import Span

__all__ = ["concordance_for_people", "occurrence_facts", "page_json"]

_INDENT = 10
"""The columns before the texts of a unit."""


def page_json(text: str, side: str, page: ConcordancePage, milliseconds: float) -> str:
    """Return one line of JSON: the text, the time, the units with the spans of the text, and whether more follow.

    Spans are code points of the searched side; if both were searched, `spans` are those of the source and
    `target_spans` those of the target.
    """
    units = [occurrence_facts(side, each) for each in page.matches]
    found = {"query": text, "side": side, "ms": round(milliseconds, 3), "hits": units, "more": page.more}
    return json.dumps(found, ensure_ascii=not text.isprintable())


def occurrence_facts(side: str, found: ConcordanceMatch) -> dict[str, object]:
    """Return the JSON object for a unit that contains a text."""
    spans = {"spans": found.spans, "target_spans": found.target_spans} if side == "both" else {"spans": found.spans}
    return {**unit_facts(found.unit), **spans}


def concordance_for_people(side: str, page: ConcordancePage, *, color: bool = False) -> Iterator[str]:
    """Yield lines with source, target and place of each unit, the text marked on the searched side."""
    for found in page.matches:
        for name, text in (("source", found.unit.source), ("target", found.unit.target)):
            spans = found.spans if name == side or (side, name) == ("both", "source") else found.target_spans
            shown = _fitted(_marked(text, spans, color=color))
            yield f"{'' if name == 'target' else found.unit.id:>8}  {shown}"
        place = wrapped(place_of(found.unit), terminal_width(), _INDENT, _INDENT, keep_words=True)
        yield f"{'':8}  {click.style(place, dim=True) if color else place}"
    if not page.matches:
        yield f"{'–':>8}  no unit contains it"


def _fitted(text: str) -> str:
    return wrapped(text, terminal_width(), _INDENT, _INDENT)


def _marked(text: str, spans: Sequence[Span], *, color: bool) -> str:
    pieces, offset = [], 0
    for span in spans:
        found = printable(span.of(text))
        pieces += [
            printable(text[offset : span.start]),
            click.style(found, bold=True, fg="green") if color else f"[{found}]",
        ]
        offset = span.end
    return "".join([*pieces, printable(text[offset:])])
