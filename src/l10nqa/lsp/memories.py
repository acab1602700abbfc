"""Searches the memory of a project in a thread of its own: a memory is open in one thread only."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from l10nqa.errors import L10nqaError
from l10nqa.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.memory import Location
    from l10nqa.model import Match

__all__ = ["MemorySearch"]

_MATCHES = 2
_MIN_SCORE = 70.0


class MemorySearch:
    """Keeps the memory that was searched last open."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "l10nqa-memory")
        self._memory: Memory | None = None

    def start(self, tm: Location, source: str, target_locale: str) -> Future[Sequence[Match]]:
        """Begin to search for matches of a source; none come of a memory that cannot be opened.

        The first search may have to make the index of the memory: ten seconds for a million units.
        """
        return self._thread.submit(self._find, tm, source, target_locale)

    def stop(self) -> None:
        """Close the memory once the present search is over."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _find(self, tm: Location, source: str, target_locale: str) -> Sequence[Match]:
        try:
            if self._memory is None or self._memory.location != tm or not self._memory.is_current():
                self._close()
                self._memory = Memory(tm)
            return self._memory.search(source, limit=_MATCHES, min_score=_MIN_SCORE, target_locale=target_locale)
        except L10nqaError:
            self._close()  # checks say what is wrong with it
            return ()

    def _close(self) -> None:
        if self._memory:
            self._memory.close()
        self._memory = None
