"""The candidates of a search, and the best of them: in an index some of whose units are dead, and among units in none.

No text is passed over that belongs in the answer (see `filter_math`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from l10nqa.memory.fuzzy.filter_math import Numbers, best_similarity, bigrams_of, min_shared, within_length
from l10nqa.memory.fuzzy.machine import similarities

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from l10nqa.memory.fuzzy.index import Index
    from l10nqa.memory.fuzzy.machine import Machine

__all__ = ["Allowed", "Best", "IndexPart", "RestPart", "SharedBy", "candidates"]

SharedBy = Callable[[int, Numbers, float], Numbers]
"""Returns the number of bigrams that texts must share, as `min_shared` does."""
Allowed = NDArray[np.bool_] | None
"""For each pair of locales, whether its units are wanted; None where all are."""
_AT_ONCE = 1_500
"""The number of candidates that are measured in one go; of more, the most promising ones first."""
_NEVER = 1 << 40


def candidates(
    index: Index, text: str, min_similarity: float, machine: Machine, shared_by: SharedBy = min_shared
) -> tuple[Numbers, Numbers]:
    """Return all slots whose texts may have a similarity (0 to 1) to the text, and a bound for each.

    The bound is the number of bigrams that it can share with the text at most. `shared_by` says how many it must share.
    """
    groups = np.flatnonzero(within_length(len(text), index.lengths, min_similarity))
    if not len(groups):
        return groups, groups
    begin, end = int(index.starts[groups[0]]), int(index.starts[groups[-1] + 1])
    blocks = np.arange(begin // index.block, (end - 1) // index.block + 1)
    buckets = index.table[bigrams_of(text)].astype(np.int64)
    shortest = index.lengths_of(np.maximum(blocks * index.block, begin))
    longest = index.lengths_of(np.minimum((blocks + 1) * index.block, end) - 1)
    rows = machine.rows(index, blocks, buckets, min_similarity, shortest, longest)
    shared = shared_by(len(text), index.lengths, min_similarity)
    # A word of 64 slots may hold several lengths, and rounding lets the bound fall by one where the length grows.
    lowest = np.maximum(np.minimum.accumulate(shared[::-1])[::-1] - rows.unknown, 0)
    words = index.block // 64
    limits = np.full(len(blocks) * words, _NEVER)
    first = int(blocks[0]) * words
    looked_at = slice(begin // 64 - first, (end - 1) // 64 + 1 - first)
    limits[looked_at] = lowest[index.word_groups[first : first + len(limits)][looked_at]]
    slots, counts = machine.reaching(index, blocks, rows, limits)
    inside = slice(*np.searchsorted(slots, (begin, end)).tolist())
    return slots[inside], counts[inside] + rows.unknown


class Best:
    """At most `limit` units of at least a similarity (0 to 1): the most similar first, then by number."""

    def __init__(self, limit: int, min_similarity: float) -> None:
        self._limit = limit
        self.min_similarity = min_similarity
        """The similarity that a unit must reach to get in; rises as better ones come."""
        self._scores: NDArray[np.float64] = np.zeros(0)
        self._units: Numbers = np.zeros(0, np.int64)

    def add(self, scores: NDArray[np.float64], units: Numbers) -> None:
        """Take units with their similarities, those below the minimum too."""
        scores, units = np.append(self._scores, scores), np.append(self._units, units)
        order = np.lexsort((units, -scores))[: self._limit]
        order = order[scores[order] >= self.min_similarity]
        self._scores, self._units = scores[order], units[order]
        if len(order) == self._limit:
            self.min_similarity = float(self._scores[-1])

    def __len__(self) -> int:
        return len(self._units)

    def units(self) -> list[tuple[float, int]]:
        """Return the similarity and the number of each unit."""
        return list(zip(self._scores.tolist(), self._units.tolist(), strict=True))


class IndexPart:
    """An index, without the units that were changed or deleted since it was made."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._dead = np.zeros(0, np.int64)

    def bury(self, units: Collection[int]) -> None:
        """Leave these units out from now on."""
        if units:
            self._dead = np.union1d(self._dead, np.fromiter(units, np.int64, len(units)))

    def add_same(self, text: str, best: Best, allowed: Allowed) -> None:
        """Add the units whose source is the text."""
        slots = self._index.find(text)
        self._add(slots, np.ones(len(slots)), best, allowed)

    def add_similar(self, text: str, best: Best, allowed: Allowed, machine: Machine) -> None:
        """Add the units that belong among the best."""

        def measure(slots: Numbers) -> None:
            scores = machine.similarities(self._index, text, slots, best.min_similarity)
            good = np.flatnonzero(scores >= best.min_similarity)
            self._add(slots[good], scores[good], best, allowed)

        slots, shared = candidates(self._index, text, best.min_similarity, machine)
        if len(slots) <= _AT_ONCE:
            measure(slots)
            return
        at_most = best_similarity(len(text), self._index.lengths_of(slots), shared)
        order = np.argsort(-at_most, kind="stable")
        start, count = 0, _AT_ONCE // 4
        while start < len(order) and at_most[order[start]] >= best.min_similarity:
            # In order of the slots, as their texts lie in memory.
            measure(slots[np.sort(order[start : start + count])])
            start, count = start + count, min(count * 2, 32 * _AT_ONCE)

    def _add(self, slots: Numbers, scores: NDArray[np.float64], best: Best, allowed: Allowed) -> None:
        if not len(slots):
            return
        units, pairs, owners = self._index.units_of(slots)
        alive = np.ones(len(units), bool) if allowed is None else allowed[pairs]
        if len(self._dead):
            alive &= ~np.isin(units, self._dead)
        best.add(scores[owners[alive]], units[alive])


class RestPart:
    """Units that are in no index; few enough to be measured one by one."""

    def __init__(self) -> None:
        self._units: dict[int, tuple[str, int]] = {}
        self._sources: list[str | bytes] = []
        self._numbers = self._pairs = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self._units)

    def replace(self, gone: Iterable[int], units: Iterable[tuple[int, str, int]]) -> None:
        """Take units (number, source, pair of locales) in, in the place of those that are gone."""
        for number in gone:
            self._units.pop(number, None)
        self._units.update((number, (source, pair)) for number, source, pair in units)
        self._sources = [source for source, _ in self._units.values()]
        self._numbers = np.fromiter(self._units, np.int64, len(self._units))
        self._pairs = np.fromiter((pair for _, pair in self._units.values()), np.int64, len(self._units))

    def add_same(self, text: str, best: Best, allowed: Allowed) -> None:
        """Add the units whose source is the text."""
        self._add(np.fromiter((source == text for source in self._sources), np.float64, len(self)), best, allowed)

    def add_similar(self, text: str, best: Best, allowed: Allowed, _: Machine) -> None:
        """Add the units that belong among the best."""
        self._add(similarities(text, self._sources, best.min_similarity), best, allowed)

    def _add(self, scores: NDArray[np.float64], best: Best, allowed: Allowed) -> None:
        good = np.flatnonzero(scores >= best.min_similarity)
        if allowed is not None:
            good = good[allowed[self._pairs[good]]]
        best.add(scores[good], self._numbers[good])
