"""The fuzzy search of one open memory: an index in a file, and newer units in an index in memory or in none.

Units that an intake has changed or deleted since are dead in the older parts, so no part is ever written to. The file
is replaced when too many units are newer; where its folder is not writable, the index is kept in memory.
"""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from l10nqa.errors import InputError
from l10nqa.memory.database import silent
from l10nqa.memory.fuzzy.build import build, index_in_memory
from l10nqa.memory.fuzzy.candidates import Best, IndexPart, RestPart, candidates
from l10nqa.memory.fuzzy.machine import Plain
from l10nqa.memory.fuzzy.storage import Facts, read_index, write_index
from l10nqa.memory.state import (
    REACH,
    MemoryState,
    changed_units,
    current_state,
    is_ancestor,
    locale_pairs,
    rows,
    rows_since,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from l10nqa.memory.database import Database, Progress
    from l10nqa.memory.fuzzy.machine import Machine
    from l10nqa.memory.state import Row

__all__ = ["FittingMachine", "Searcher", "compiled"]

_FEW = 2_000
"""The number of units that are measured one by one: that takes no longer than a look into an index."""
_PATIENCE: tuple[float, ...] = (0.25, 5.0)
"""Seconds of searching and of making an index before the compiled machine is loaded, and before it is compiled for the
first time on a machine.

Each step takes up to twice as long as the searching before it, so a run is at worst three times as long as need be.
"""


class FittingMachine:
    """The machine that suits the amount of searching: the plain one, later the compiled one where there is one."""

    def __init__(self) -> None:
        self._machine: Machine = Plain()
        self._searched = 0.0
        self._patience = _PATIENCE

    @contextmanager
    def used(self, *, counts: bool = True) -> Iterator[Machine]:
        """Yield the machine for one search; afterwards change over once more of them are to be expected.

        A search that does not count is one that compiling would not speed up.
        """
        begin = time.perf_counter()
        yield self._machine
        if counts:
            self.count(time.perf_counter() - begin)

    def count(self, seconds: float) -> None:
        """Count time that was spent on searches or for them, and change over once that is enough."""
        self._searched += seconds
        while self._patience and self._searched > self._patience[0]:
            self._patience = self._patience[1:]
            if machine := compiled(only_kept=bool(self._patience)):
                self._machine, self._patience = machine, ()


class Searcher:
    """Searches the memory of a database; every call must be made in a transaction, so that it sees one state."""

    def __init__(self, database: Database, file: Path) -> None:
        """Take the memory's database, and the path of the index file."""
        self._database = database
        self._file = file
        self._state: MemoryState | None = None
        self._parts: list[IndexPart] = []
        self._rest = RestPart()
        self._pairs: dict[tuple[str, str], int] = {}
        self._machine = FittingMachine()

    def search(
        self, text: str, limit: int, min_similarity: float, is_wanted: Callable[[tuple[str, str]], bool] | None = None
    ) -> list[tuple[float, int]]:
        """Return similarity (0 to 1) and number of the best units of wanted pairs of locales.

        The most similar first, then by number; at most `limit`, of at least the minimum similarity.
        """
        self.refresh()
        if limit < 1:
            return []
        allowed = np.fromiter(map(is_wanted, self._pairs), bool, len(self._pairs)) if is_wanted else None
        # As many units of the very same source leave nothing to search for.
        best = Best(limit, 1)
        parts: list[IndexPart | RestPart] = [self._rest, *self._parts]
        for part in parts:
            part.add_same(text, best, allowed)
        if len(best) < limit and min_similarity < 1:
            best = Best(limit, min_similarity)
            with self._machine.used(counts=bool(self._parts)) as machine:
                for part in parts:
                    part.add_similar(text, best, allowed, machine)
        return best.units()

    def refresh(self, progress: Progress = silent) -> None:
        """Bring the parts up to the state of the memory; create the file where that helps."""
        state = current_state(self._database)
        if state == self._state:
            return
        if self._state is None or not is_ancestor(self._database, self._state):
            self._open(state, progress)
        else:
            changed = changed_units(self._database, self._state.change)
            fresh = rows_since(self._database, self._state)
            if len(self._rest) + len(fresh) > _FEW:
                self._open(state, progress)
            else:
                for part in self._parts:
                    part.bury(changed)
                self._rest.replace(changed, self._paired(fresh))
        self._state = state

    def renew(self, progress: Progress, *, compiles: bool) -> int:
        """Replace the file unless it is of the very state of the memory; return the number of units in it.

        With `compiles`, the machine is compiled as well where that can be done.
        """
        state = current_state(self._database)
        found = read_index(self._file)
        if not found or found[0].state != state:
            self._make(state, progress)
            found = read_index(self._file)
        self._state = None
        if compiles:
            self._machine.count(math.inf)
        return found[1].units if found else 0

    def _open(self, state: MemoryState, progress: Progress) -> None:
        """Open the file, and index newer units in memory or, if they are few, keep them as they are."""
        found = read_index(self._file)
        if found and not is_ancestor(self._database, found[0].state):
            found = None
        lacking = state.last_unit
        if found:
            lacking = max(state.last_unit - found[0].state.last_unit, 0) + state.change - found[0].state.change
        # A new file is made where this one lacks a quarter of its units or, of a large memory, more than the log keeps.
        if lacking > max(_FEW, min(found[1].units // 4 if found else 0, REACH)):
            self._make(state, progress)
            return
        facts = found[0] if found else Facts(MemoryState(0, "", 0, 0), ())
        self._pairs = {pair: place for place, pair in enumerate(facts.pairs)}
        self._parts = [IndexPart(found[1])] if found else []
        for part in self._parts:
            part.bury(changed_units(self._database, facts.state.change))
        self._rest = RestPart()
        fresh = list(self._paired(rows_since(self._database, facts.state)))
        if len(fresh) > _FEW:
            self._parts.append(IndexPart(index_in_memory(fresh)))
        else:
            self._rest.replace((), fresh)

    def _make(self, state: MemoryState, progress: Progress) -> None:
        begin = time.perf_counter()
        pairs = locale_pairs(self._database)
        self._pairs = {pair: place for place, pair in enumerate(pairs)}
        self._rest = RestPart()
        try:
            facts = Facts(state, tuple(pairs))
            arrays = build(self._paired(rows(self._database)), progress)
            write_index(self._file, facts, arrays, mode=self._database.mode())
            found = read_index(self._file)
        except (InputError, OSError):
            found = None  # the folder is not ours, or full: search all the same
        current = found and found[0] == facts  # not what another process has put there meanwhile
        index = found[1] if found and current else index_in_memory(self._paired(rows(self._database)), progress)
        self._parts = [IndexPart(index)]
        self._machine.count(time.perf_counter() - begin)

    def _paired(self, found: Iterable[Row]) -> Iterator[tuple[int, str, int]]:
        for number, source, source_locale, target_locale in found:
            yield number, source, self._pairs.setdefault((source_locale, target_locale), len(self._pairs))


def compiled(*, only_kept: bool = False) -> Machine | None:
    """Return the compiled machine; None where numba, which is the extra `fast`, is not there or cannot work.

    With `only_kept`, None also where it would have to be compiled first, which takes up to ten seconds.
    """
    try:
        from l10nqa.memory.fuzzy.compiled import Compiled, is_kept  # noqa: PLC0415 - half a second, to be worth it

        if only_kept and not is_kept():
            return None
        machine = Compiled()
        # Compiles it, or loads what was compiled, so that what goes wrong, as on a full disk, goes wrong here.
        index = index_in_memory([(1, "a", 0)])
        slots, _ = candidates(index, "a", 0.5, machine)
        machine.similarities(index, "a", slots, 0.5)
    except (ImportError, OSError, RuntimeError):  # the last where there is no folder to keep in what is compiled
        return None
    return machine
