"""Looks texts up in a memory: candidates from the file of trigrams, and the texts themselves to decide.

So the trigrams of deleted units do no harm. Units that were added or changed since the file was updated are candidates
all the same; once there are many of them, the file is updated.
"""

from __future__ import annotations

import heapq
import sqlite3
from contextlib import ExitStack, closing, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from l10nqa.memory.concordance.fold import folded
from l10nqa.memory.concordance.grams import Grams
from l10nqa.memory.database import in_batches, placeholders
from l10nqa.memory.state import changed_units, current_state, is_ancestor

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from pathlib import Path

    from l10nqa.memory.database import Database, Progress
    from l10nqa.memory.state import MemoryState
    from l10nqa.model import TranslationUnit
    from l10nqa.text import Span

__all__ = ["SIDES", "Concordance", "ConcordanceMatch", "ConcordancePage", "Side"]

Text = Literal["source", "target"]
"""One side of the units."""
Side = Literal["source", "target", "both"]
"""Where a text is looked for; `both`: in either."""
SIDES: Mapping[Side, tuple[Text, ...]] = MappingProxyType(
    {"source": ("source",), "target": ("target",), "both": ("source", "target")}
)
_FEW = 2_000
"""The number of new units that are looked through one by one rather than added to the file."""
_MOST_CHANGED = 20_000
"""Of more units changed or deleted since, a side is made anew; in a smaller memory, of more than a quarter of it."""
_TEXT = {
    "source": "SELECT id, source FROM unit WHERE id IN ({})",
    "target": "SELECT id, target FROM unit WHERE id IN ({})",
}
_TEXTS = {
    "source": "SELECT id, source FROM unit WHERE id > ? ORDER BY id",
    "target": "SELECT id, target FROM unit WHERE id > ? ORDER BY id",
}


class ConcordanceMatch(NamedTuple):
    """A unit that holds a text."""

    unit: TranslationUnit
    spans: tuple[Span, ...]
    """The places of the text, in code points of the side that was searched; of the source where both were."""
    target_spans: tuple[Span, ...] = ()
    """The places in the target, where both sides were searched."""


class ConcordancePage(NamedTuple):
    """Some of the units that hold a text, in order of their ids."""

    matches: tuple[ConcordanceMatch, ...]
    more: bool
    """Whether there are others behind the last one."""


class Concordance:
    """Looks texts up in the memory of a database; every call must be made in a transaction on it."""

    def __init__(self, database: Database, file: Path) -> None:
        """Take the memory's database, and the file where the trigrams are or are to be."""
        self._database = database
        self._file = file
        self._grams: Grams | None = None

    def units(self, needle: str, side: Side, after: int, progress: Progress) -> Generator[int]:
        """Yield the numbers, greater than `after`, of the units whose side holds the text, in rising order."""
        if not needle:
            return
        # Every side is brought up to date before one is asked: a file that is being read cannot be changed.
        files = {text: self._file_of(text, needle, progress) for text in SIDES[side]}
        with ExitStack() as stack:
            found = [
                stack.enter_context(closing(self._holding(needle, text, self._candidates(needle, text, after, file))))
                for text, file in files.items()
            ]
            yield from _distinct(heapq.merge(*found))

    def _holding(self, needle: str, side: Text, candidates: Iterable[int]) -> Generator[int]:
        sought = folded(needle)
        for numbers in in_batches(candidates):
            texts = dict(self._database.execute(_TEXT[side].format(placeholders(numbers)), numbers).fetchall())
            yield from (number for number in numbers if number in texts and sought in folded(texts[number]))

    def _file_of(self, side: Text, needle: str, progress: Progress) -> tuple[Grams, MemoryState] | None:
        if len(needle) == 1:
            return None  # so many units have a single character that the first ones are soon found
        try:
            return self._prepared(side, progress)
        except sqlite3.Error:
            return None  # the folder is not ours, or full: look through all

    def _candidates(self, needle: str, side: Text, after: int, file: tuple[Grams, MemoryState] | None) -> Iterable[int]:
        everything = "SELECT id FROM unit WHERE id > ? ORDER BY id"
        found = None
        if file:
            grams, known = file
            with suppress(sqlite3.Error):
                found = grams.candidates(side, needle, after)
        if not file or found is None:
            return (number for (number,) in self._database.stream(everything, (after,)))
        changed = sorted(number for number in changed_units(self._database, known.change) if number > after)
        newer = (number for (number,) in self._database.stream(everything, (max(after, known.last_unit),)))
        return _distinct(heapq.merge(found, changed, newer))

    def _prepared(self, side: Text, progress: Progress) -> tuple[Grams, MemoryState]:
        """Return the file, brought up to date where that is worth it, and the state that the side is of."""
        try:
            grams = self._grams = self._grams or self._open()
            return grams, self._up_to_date(grams, side, progress)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self.close()
            self._file.unlink(missing_ok=True)  # damaged: it can be made again
            grams = self._grams = self._open()
            return grams, self._up_to_date(grams, side, progress)

    def _open(self) -> Grams:
        with suppress(OSError):  # a folder that is not ours, as opening the file tells
            # Before there is anything in it: SQLite would make it readable for everybody.
            mode = self._database.mode()
            self._file.touch(mode)
            self._file.chmod(mode)
        return Grams(self._file)

    def _up_to_date(self, grams: Grams, side: Text, progress: Progress) -> MemoryState:
        state = current_state(self._database)
        known = self._known(grams, side)
        if known and state.change - known.change <= _bearable(known) and state.last_unit - known.last_unit <= _FEW:
            return known
        with grams.writing():
            known = self._known(grams, side)  # another process may have been faster
            if known is None or state.change - known.change > _bearable(known):
                grams.clear(side)
                known = state._replace(last_unit=0)
            rows = self._database.stream(_TEXTS[side], (known.last_unit,))
            total = state.last_unit - known.last_unit
            # What changed before is told by the log still: only those that are newer come in.
            known = known._replace(generation=state.generation, token=state.token, last_unit=state.last_unit)
            for done in grams.add(side, rows, known):
                progress(done, total)
        return known

    def _known(self, grams: Grams, side: Text) -> MemoryState | None:
        known = grams.state(side)
        return known if known and is_ancestor(self._database, known) else None

    def close(self) -> None:
        """Close the file."""
        if self._grams:
            self._grams.close()
            self._grams = None


def _bearable(known: MemoryState) -> int:
    return max(_FEW, min(known.last_unit // 4, _MOST_CHANGED))


def _distinct(numbers: Iterable[int]) -> Iterator[int]:
    last = 0
    for number in numbers:
        if number != last:
            yield number
            last = number
