"""What the memory has for a segment: searched in a thread of its own, because a memory is open in one thread only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from l10nqa.errors import L10nqaError
from l10nqa.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from l10nqa.memory import Location
    from l10nqa.memory.concordance import ConcordanceMatch, ConcordancePage
    from l10nqa.model import Match

__all__ = ["FoundInMemory", "MemoryLookup"]

_MATCHES = 3
_MIN_SCORE = 70.0
_UNITS = 6
"""The number of units that a concordance shows."""
_READ = 30
"""The number of units that are read for either: many have the same texts."""
_Found = TypeVar("_Found", "Match", "ConcordanceMatch")


class FoundInMemory(NamedTuple):
    """What was found; an error in the place of both where the memory cannot be read."""

    matches: Sequence[Match] = ()
    page: ConcordancePage | None = None
    error: str = ""


class MemoryLookup:
    """The memory of a review."""

    def __init__(self, tm: Location) -> None:
        self._tm = tm
        self._thread = ThreadPoolExecutor(1, "l10nqa-memory")
        self._memory: Memory | None = None

    def find(self, source: str, words: str, target_locale: str) -> FoundInMemory:
        """Return the best matches of a source, and the units whose source holds some words."""

        def find(memory: Memory) -> FoundInMemory:
            matches: Sequence[Match] = ()
            page = None
            if source:
                found = memory.search(source, limit=_READ, min_score=_MIN_SCORE, target_locale=target_locale)
                matches = _distinct(found, _MATCHES)
            if words:
                page = memory.concordance(words, limit=_READ, target_locale=target_locale)
                shown = tuple(_distinct(page.matches, _UNITS))
                page = page._replace(matches=shown, more=page.more or len(shown) < len(page.matches))
            return FoundInMemory(matches, page)

        return self._thread.submit(self._with_memory, find).result()

    def stop(self) -> None:
        """Close the memory once the present search is over."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _with_memory(self, find: Callable[[Memory], FoundInMemory]) -> FoundInMemory:
        try:
            if self._memory is None or not self._memory.is_current():
                self._close()
                self._memory = Memory(self._tm)
            return find(self._memory)
        except L10nqaError as error:
            self._close()
            return FoundInMemory(error=str(error))

    def _close(self) -> None:
        if self._memory:
            self._memory.close()
        self._memory = None


def _distinct(found: Sequence[_Found], limit: int) -> list[_Found]:
    """Return the first of each pair of texts, at most so many."""
    first = {(each.unit.source, each.unit.target): each for each in reversed(found)}
    return [each for each in found if first[each.unit.source, each.unit.target] is each][:limit]
