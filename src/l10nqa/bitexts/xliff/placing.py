"""A translation put between the inline codes of its source: all of them, or not at all.

A code that shows a text, such as a `ph` around `%s`, goes where the translation has that text. One that shows none goes
to the beginning or the end, where it stands in the source; if it stands anywhere else, nobody knows where it belongs,
and the translation has no place. Nor has it where a text occurs more or less often than the source's codes show it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Placeable", "place"]


class Placeable(NamedTuple):
    """A stretch of the source's text, or a code in it."""

    shown: str
    raw: str | None = None
    """Its XML; None for text."""
    opens: bool = False
    """It is a start tag, whose end tag is another code."""
    closes: bool = False
    pair: str | None = None
    """What a beginning and its end have in common that are elements of their own."""


def place(source: Sequence[Placeable], translation: str) -> list[Placeable] | None:
    """Return the translation with the codes of the source; None where they cannot be placed beyond doubt."""
    codes = [piece for piece in source if piece.raw is not None]
    leading = _silent(source)
    trailing = _silent(source[::-1])[::-1] if len(leading) < len(source) else []
    inner = codes[len(leading) : len(codes) - len(trailing)]
    placed = _between(source, inner, translation)
    if placed is None:
        return None
    result = [*leading, *placed, *trailing]
    return result if _is_nested(result) and _is_in_order(codes, result) else None


def _silent(pieces: Sequence[Placeable]) -> list[Placeable]:
    """Return the codes in front that show no text."""
    end = next((at for at, piece in enumerate(pieces) if piece.shown), len(pieces))
    return list(pieces[:end])


def _between(source: Sequence[Placeable], codes: Sequence[Placeable], translation: str) -> list[Placeable] | None:
    if not codes:
        return [Placeable(translation)]
    by_text: dict[str, list[Placeable]] = defaultdict(list)
    for code in codes:
        by_text[code.shown].append(code)
    if "" in by_text:
        return None
    any_of = re.compile("|".join(map(re.escape, sorted(by_text, key=len, reverse=True))))
    wanted = Counter(code.shown for code in codes)
    whole = "".join(piece.shown for piece in source)
    # The same text outside a code in the source, and it could be either in the translation.
    if Counter(any_of.findall(whole)) != wanted or Counter(any_of.findall(translation)) != wanted:
        return None
    placed: list[Placeable] = []
    reached = 0
    for found in any_of.finditer(translation):
        placed += (Placeable(translation[reached : found.start()]), by_text[found[0]].pop(0))
        reached = found.end()
    placed.append(Placeable(translation[reached:]))
    return [piece for piece in placed if piece.shown]


def _is_nested(pieces: Sequence[Placeable]) -> bool:
    open_: list[str | None] = []
    for piece in pieces:
        if piece.opens:
            open_.append(piece.pair)
        elif piece.closes and (not open_ or open_.pop() != piece.pair):
            return False
    return not open_


def _is_in_order(source: Sequence[Placeable], target: Sequence[Placeable]) -> bool:
    """Return whether the codes of each pair follow one another as in the source."""

    def pairs(pieces: Sequence[Placeable]) -> dict[str | None, list[str | None]]:
        found: dict[str | None, list[str | None]] = defaultdict(list)
        for piece in pieces:
            if piece.raw is not None and piece.pair:
                found[piece.pair].append(piece.raw)
        return found

    return pairs(source) == pairs(target)
