"""Looks up the best match of many units in several memories, on several processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine import over_items
from l10nqa.memory.ranking import AttachedMemory, Query, open_memories, query_of, ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from l10nqa.memory.ranking import Ranked
    from l10nqa.model import Match, Penalty, TranslationUnit

__all__ = ["best_matches"]

_CHUNK = 200
_WORTH_A_POOL = 1_000
"""The number of sources below which starting processes takes longer than it saves."""


class _MatchRequest(NamedTuple):
    """One look-up; segments that need the same share it."""

    query: Query
    source_locale: str
    target_locale: str


class _MatchSearch(NamedTuple):
    """The settings of the look-ups, sent to each worker once."""

    memories: tuple[AttachedMemory, ...]
    points: dict[Penalty, float]
    min_score: float

    def run(self, requests: Sequence[_MatchRequest]) -> list[Match | None]:
        """Return the best match of each request."""
        with open_memories(self.memories) as opened:
            return [self._best(each, opened) for each in requests]

    def _best(self, request: _MatchRequest, opened: Sequence[Ranked]) -> Match | None:
        found = ranked(
            opened,
            request.query,
            self.points,
            limit=1,
            min_score=self.min_score,
            # Units of any English serve a job in any other: the text itself shows where they differ.
            source_locale=request.source_locale.partition("-")[0],
            target_locale=request.target_locale,
        )
        return found[0] if found else None


def best_matches(
    units: Mapping[int, TranslationUnit],
    memories: Sequence[AttachedMemory],
    *,
    points: Mapping[Penalty, float],
    min_score: float,
    jobs: int | None,
    progress: Callable[[int, int], None],
) -> dict[int, Match | None]:
    """Return the best match of each unit, None if there is none; equal look-ups are made once.

    `progress` is called with the number of look-ups done and their total.
    """
    requests = {
        index: _MatchRequest(query_of(unit), unit.source_locale, unit.target_locale) for index, unit in units.items()
    }
    distinct = list(dict.fromkeys(requests.values()))
    search = _MatchSearch(tuple(memories), dict(points), min_score)
    found: dict[_MatchRequest, Match | None] = {}
    for match in over_items(distinct, search, jobs=jobs, chunk=_CHUNK, worth_a_pool=_WORTH_A_POOL):
        found[distinct[len(found)]] = match
        progress(len(found), len(distinct))
    return {index: found[request] for index, request in requests.items()}
