"""The parts a memory is searched in: an index some of whose units are dead, and units that are in none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from l10nqa.memory.fuzzy.best import similarities
from l10nqa.memory.fuzzy.bounds import best_similarity
from l10nqa.memory.fuzzy.candidates import candidates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from l10nqa.memory.fuzzy.best import Best
    from l10nqa.memory.fuzzy.bounds import Numbers
    from l10nqa.memory.fuzzy.index import Index
    from l10nqa.memory.fuzzy.machine import Machine

__all__ = ["Allowed", "IndexPart", "RestPart"]

Allowed = NDArray[np.bool_] | None
"""For each pair of locales, whether its units are wanted; None where all are."""
_AT_ONCE = 1_500
"""So many candidates are measured in one go; of more, the most promising ones first."""


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
            scores = machine.similarities(self._index, text, slots, best.least)
            good = np.flatnonzero(scores >= best.least)
            self._add(slots[good], scores[good], best, allowed)

        slots, shared = candidates(self._index, text, best.least, machine)
        if len(slots) <= _AT_ONCE:
            measure(slots)
            return
        at_most = best_similarity(len(text), self._index.lengths_of(slots), shared)
        order = np.argsort(-at_most, kind="stable")
        start, many = 0, _AT_ONCE // 4
        while start < len(order) and at_most[order[start]] >= best.least:
            # In order of the slots, as their texts lie in memory.
            measure(slots[np.sort(order[start : start + many])])
            start, many = start + many, min(many * 2, 32 * _AT_ONCE)

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
        self._add(similarities(text, self._sources, best.least), best, allowed)

    def _add(self, scores: NDArray[np.float64], best: Best, allowed: Allowed) -> None:
        good = np.flatnonzero(scores >= best.least)
        if allowed is not None:
            good = good[allowed[self._pairs[good]]]
        best.add(scores[good], self._numbers[good])
