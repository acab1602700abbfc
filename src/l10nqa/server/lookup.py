"""What the server asks of a memory, and which implementation answers it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.memory import Memory
    from l10nqa.model import TranslationUnit

__all__ = ["Lookup", "Match", "Side", "lookup_in"]

Side = Literal["source", "target"]


class Match(NamedTuple):
    """A unit and how much its source resembles the query: 100·(1 − Levenshtein / length of the longer)."""

    score: float
    unit: TranslationUnit


class Lookup(Protocol):
    """Look-ups in a memory. A locale given takes the units of that locale, `lv` those of `lv-LV` too."""

    def search(
        self,
        text: str,
        *,
        limit: int = 5,
        least: float = 70.0,
        source_locale: str | None = None,
        target_locale: str | None = None,
    ) -> Sequence[Match]:
        """Return the best matches of a score of at least `least`, best first, ties by the unit's number."""
        ...

    def concordance(
        self,
        text: str,
        *,
        side: Side = "source",
        limit: int = 20,
        offset: int = 0,
        source_locale: str | None = None,
        target_locale: str | None = None,
    ) -> Sequence[TranslationUnit]:
        """Return units in which the text occurs, whatever its capitals, by number; `offset` passes over the first."""
        ...


def lookup_in(memory: Memory) -> Lookup:
    """Return what answers the server's questions about this memory: the memory where it can, else a scan."""
    scan = _Scan(memory)
    for name in ("search", "concordance"):
        if hasattr(memory, name):
            setattr(scan, name, getattr(memory, name))
    return scan


class _Scan:
    """Look-ups that read the whole memory: right, and slow where there are many units."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def search(
        self,
        text: str,
        *,
        limit: int = 5,
        least: float = 70.0,
        source_locale: str | None = None,
        target_locale: str | None = None,
    ) -> Sequence[Match]:
        units = list(self._memory.units(source_locale=source_locale, target_locale=target_locale))
        found = process.extract(
            text,
            [unit.source for unit in units],
            scorer=Levenshtein.normalized_similarity,
            processor=None,
            limit=limit,
            score_cutoff=least / 100,
        )
        return [Match(100 * score, units[at]) for _, score, at in found]

    def concordance(
        self,
        text: str,
        *,
        side: Side = "source",
        limit: int = 20,
        offset: int = 0,
        source_locale: str | None = None,
        target_locale: str | None = None,
    ) -> Sequence[TranslationUnit]:
        wanted = text.casefold()
        units = self._memory.units(source_locale=source_locale, target_locale=target_locale)
        found = (unit for unit in units if wanted in getattr(unit, side).casefold())
        return list(islice(found, offset, offset + limit))
