"""Matches of a search in a memory: for people with what differs marked word by word, or one JSON object a query."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click
from rapidfuzz.distance import Levenshtein

from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.memory import Match

__all__ = ["matches_for_people", "matches_json"]

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def matches_json(query: str, matches: Sequence[Match], milliseconds: float) -> str:
    """Return one line of JSON: the query, how long the look-up took, and its matches with where they come from."""
    found = [
        {
            "score": round(match.score, 4),
            "source": match.unit.source,
            "target": match.unit.target,
            "unit": match.unit.id,
            "source_locale": match.unit.source_locale,
            "target_locale": match.unit.target_locale,
            "path": match.unit.path,
            "segment": match.unit.segment,
            "origin": match.unit.origin,
            "created": match.unit.created,
            "changed": match.unit.changed,
        }
        for match in matches
    ]
    # Bytes of a query that are no UTF-8 have no place in JSON but as escapes.
    plain = all(not 0xD800 <= ord(character) < 0xE000 for character in query)
    return json.dumps({"query": query, "ms": round(milliseconds, 3), "matches": found}, ensure_ascii=not plain)


def matches_for_people(query: str, matches: Sequence[Match], *, color: bool = False) -> Iterator[str]:
    """Yield lines: the query, and of each match its score, what to change in its source, its target and its place."""
    yield _style(query, color=color, bold=True)
    for match in matches:
        unit = match.unit
        place = unit.key or unit.path or "–"
        facts = [printable(place), unit.origin, f"{unit.source_locale} > {unit.target_locale}", f"unit {unit.id}"]
        yield f"{match.score:7.2f}  {_changes(unit.source, query, color=color)}"
        yield f"{'':7}  {printable(unit.target)}"
        yield f"{'':7}  {_style('  '.join(fact for fact in facts if fact), color=color, dim=True)}"
    if not matches:
        yield f"{'–':>7}  no match"
    yield ""


def _changes(before: str, after: str, *, color: bool) -> str:
    """Mark what turns one text into the other: colours, or `[-gone-]{+new+}` as in a word diff."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces = []
    for step in Levenshtein.opcodes(old, new):
        gone = "".join(old[step.src_start : step.src_end])
        if step.tag == "equal":
            pieces.append(printable(gone))
            continue
        came = "".join(new[step.dest_start : step.dest_end])
        if gone:
            pieces.append(
                _style(gone, color=color, fg="red", strikethrough=True) if color else f"[-{printable(gone)}-]"
            )
        if came:
            pieces.append(
                _style(came, color=color, fg="green", underline=True) if color else f"{{+{printable(came)}+}}"
            )
    return "".join(pieces)


def _style(text: str, *, color: bool, fg: str | None = None, **style: bool) -> str:
    text = printable(text)
    return click.style(text, fg=fg, **style) if color else text
