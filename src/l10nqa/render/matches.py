"""Matches of a search: for people with the differences marked word by word, or one JSON object for each query."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

import click
from rapidfuzz.distance import Levenshtein

from l10nqa.counting import split_text
from l10nqa.render.columns import terminal_width
from l10nqa.render.wrapping import wrapped
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.model import Match, TranslationUnit

__all__ = ["match_facts", "matches_for_people", "matches_json", "place_of", "score_in_words", "unit_facts"]

_INDENT = 9
"""The columns before the texts of a match."""


def matches_json(query: str, matches: Sequence[Match], milliseconds: float) -> str:
    """Return one line of JSON: the query, the time of the look-up, and its matches with their places."""
    found = [match_facts(match) for match in matches]
    # JSON can hold bytes of a query that are not UTF-8 only as escapes.
    plain = all(not 0xD800 <= ord(character) < 0xE000 for character in query)
    return json.dumps({"query": query, "ms": round(milliseconds, 3), "matches": found}, ensure_ascii=not plain)


def match_facts(match: Match) -> dict[str, object]:
    """Return the JSON object for a match: its score, its unit, and the parts of the score."""
    return {
        "score": match.score,
        **unit_facts(match.unit),
        "memory": match.memory,
        "similarity": match.similarity,
        "context": match.context,
        "penalties": {deduction.penalty.value: deduction.points for deduction in match.penalties},
    }


def unit_facts(unit: TranslationUnit) -> dict[str, str | int | None]:
    """Return the JSON object for a unit; `unit` is its number in the memory."""
    return {
        "source": unit.source,
        "target": unit.target,
        "unit": unit.id,
        "source_locale": unit.source_locale,
        "target_locale": unit.target_locale,
        "path": unit.path,
        "segment": unit.segment,
        "origin": unit.origin,
        "created": unit.created,
        "changed": unit.changed,
    }


def place_of(unit: TranslationUnit) -> str:
    """Return the place of a unit, for people."""
    place = unit.key or unit.path or "–"
    changed = f"{datetime.fromtimestamp(unit.changed, UTC):%Y-%m-%d}" if unit.changed else None
    locales = f"{unit.source_locale} > {unit.target_locale}"
    facts = [printable(place), unit.origin, locales, f"unit {unit.id}", changed]
    return "  ".join(fact for fact in facts if fact)


def matches_for_people(
    query: str, matches: Sequence[Match], min_score: float = 0, *, color: bool = False
) -> Iterator[str]:
    """Yield lines: the query, and for each match its score, the changes to its source, its target and its place.

    `min_score` is the lowest score of the search.
    """
    yield _style(query, color=color, bold=True)
    for match in matches:
        unit = match.unit
        yield f"{match.score:7.2f}  {_fitted(_changes(unit.source, query, color=color))}"
        yield f"{'':7}  {_fitted(printable(unit.target))}"
        if match.context or match.penalties:
            yield f"{'':7}  {_style(score_in_words(match), color=color, dim=True)}"
        place = "  ".join(printable(part) for part in (match.memory, place_of(unit)) if part)
        place = wrapped(place, terminal_width(), _INDENT, _INDENT, keep_words=True)  # a path is to be copied
        yield f"{'':7}  {click.style(place, dim=True) if color else place}"
    if not matches:
        yield f"{'–':>7}  no match of {min_score:g} or more"
    yield ""


def _fitted(text: str) -> str:
    return wrapped(text, terminal_width(), _INDENT, _INDENT)


def score_in_words(match: Match) -> str:
    """Return the parts of a score, as in `100 + 1 (previous) - 3 (mt)`."""
    added = f" + {match.context.points} ({match.context})" if match.context else ""
    taken = "".join(f" - {points:g} ({penalty})" for penalty, points in match.penalties)
    return f"{match.similarity:.4g}{added}{taken}"


def _changes(before: str, after: str, *, color: bool) -> str:
    """Mark the changes between two texts: with colours, or as `[-removed-]{+new+}` as in a word diff."""
    old, new = split_text(before), split_text(after)
    pieces = []
    for is_same, steps in groupby(Levenshtein.opcodes(old, new), key=lambda step: step.tag == "equal"):
        # In a changed stretch all removed words come before all new ones, whatever the order of the steps.
        found = list(steps)
        gone = printable("".join(old[found[0].src_start : found[-1].src_end]))
        came = printable("".join(new[found[0].dest_start : found[-1].dest_end]))
        if is_same:
            pieces.append(gone)
            continue
        if gone:
            pieces.append(click.style(gone, fg="red", strikethrough=True) if color else f"[-{gone}-]")
        if came:
            pieces.append(click.style(came, fg="green", underline=True) if color else f"{{+{came}+}}")
    return "".join(pieces)


def _style(text: str, *, color: bool, **style: bool) -> str:
    text = printable(text)
    return click.style(text, **style) if color else text
