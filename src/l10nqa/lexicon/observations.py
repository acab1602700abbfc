"""What was observed of many pairs of texts, in little room: the texts numbered, the numbers in arrays.

A pair takes about 200 bytes in memory and half of that stored, so that the observations of a large memory can be kept,
and only what is new in it need be observed to learn again.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from l10nqa.lexicon.ragged import Ragged

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from l10nqa.lexicon.observation import Observation

__all__ = ["COLUMNS", "VOCABULARIES", "Column", "Observations", "narrowed"]


class Column(NamedTuple):
    """Something that is observed of every pair, any number of times."""

    vocabulary: str
    """What its numbers are the numbers of."""
    is_marked: bool = False
    """Whether each number is doubled, and one more where what was asked of it is the case."""
    is_first: bool = True
    """Whether it numbers its vocabulary: in the order in which the texts come in this column."""


COLUMNS = {
    "sources": Column("sources"),
    "targets": Column("targets"),
    "source repeats": Column("sources", is_first=False),
    "target repeats": Column("targets", is_first=False),
    "kept": Column("sources", is_first=False),
    "names": Column("names", is_marked=True),
    "stopped": Column("stopped", is_marked=True),
    "labels": Column("labels"),
    "endings": Column("endings"),
}
"""Every word of either side; those of a side that were in it before; the stems that both sides have; the names, and
whether the target has each; the words that a full stop follows, and whether the sentence goes on; labels with what each
is called; the closing marks."""
VOCABULARIES = tuple(name for name, column in COLUMNS.items() if column.is_first)


class _Numbers:
    """The numbers of a column, row by row; most columns have none for most pairs."""

    def __init__(self, rows: Ragged | None = None) -> None:
        self._values, self._pairs, self._lengths = array("i"), array("i"), array("i")
        if rows:
            self.extend(0, rows)

    def put(self, pair: int, numbers: Sequence[int]) -> None:
        """Put the numbers of the next pair that has any."""
        self._values.extend(numbers)
        self._pairs.append(pair)
        self._lengths.append(len(numbers))

    def extend(self, first: int, rows: Ragged) -> None:
        """Put the numbers of pairs in a row, from the `first` on."""
        pairs = np.flatnonzero(rows.lengths)
        self._values.frombytes(rows.values.astype(np.int32).tobytes())
        self._pairs.frombytes((pairs + first).astype(np.int32).tobytes())
        self._lengths.frombytes(rows.lengths[pairs].astype(np.int32).tobytes())

    def rows(self, count: int) -> Ragged:
        """Return the numbers, with a row for each pair."""
        lengths = np.zeros(count, np.int32)
        lengths[np.frombuffer(self._pairs, np.int32)] = np.frombuffer(self._lengths, np.int32)
        return Ragged(np.frombuffer(self._values, np.int32), lengths)


class Observations:
    """What was observed of different pairs, numbered in the order in which they are added."""

    def __init__(self) -> None:
        self._count = 0
        self._numbers = {name: _numbering() for name in VOCABULARIES}
        self._columns = {name: _Numbers() for name in COLUMNS}

    @classmethod
    def of(cls, vocabularies: Mapping[str, Iterable[Hashable]], columns: Mapping[str, Ragged]) -> Observations:
        """Return observations from their vocabularies and columns, which must go together."""
        made = cls()
        made._count = len(columns["endings"].lengths)
        made._numbers = {name: _numbering(texts) for name, texts in vocabularies.items()}
        made._columns = {name: _Numbers(rows) for name, rows in columns.items()}
        return made

    def __len__(self) -> int:
        return self._count

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the vocabularies and columns, their numbers as wide as the greatest needs."""
        columns = {name: tuple(map(narrowed, column)) for name, column in self.columns.items()}
        return _unpickled, (self.vocabularies, columns)

    def add(self, observed: Observation) -> None:
        """Add what was observed of a pair that is different from those before."""
        sources = self._put("sources", observed.sources)
        targets = self._put("targets", observed.targets)
        self._put_repeats("source repeats", sources)
        self._put_repeats("target repeats", targets)
        found = {*observed.targets}
        if not found.isdisjoint(observed.sources):
            known = self._numbers["sources"]
            kept = [known[stem] for stem in dict.fromkeys(observed.sources) if stem in found]
            self._columns["kept"].put(self._count, kept)
        if observed.names:
            self._put_marked("names", observed.names)
        if observed.stopped:
            self._put_marked("stopped", observed.stopped)
        if observed.labels:
            self._put("labels", observed.labels)
        self._put("endings", (observed.ending,))
        self._count += 1

    def extend(self, others: Observations) -> None:
        """Add what was observed of other pairs, which are different from those before, as if one by one."""
        numbers = {
            name: np.fromiter(map(self._numbers[name].__getitem__, texts), np.int32, len(texts))
            for name, texts in others._numbers.items()
        }
        for name, (values, lengths) in others.columns.items():
            column = COLUMNS[name]
            renumbered = _renumbered(values, numbers[column.vocabulary], column)
            self._columns[name].extend(self._count, Ragged(renumbered, lengths))
        self._count += len(others)

    @property
    def vocabularies(self) -> dict[str, list[Any]]:
        """The texts by their numbers."""
        return {name: list(numbers) for name, numbers in self._numbers.items()}

    @property
    def columns(self) -> dict[str, Ragged]:
        """The numbers of all pairs. While they are in use nothing can be added."""
        return {name: numbers.rows(self._count) for name, numbers in self._columns.items()}

    def arranged(self, order: NDArray[np.int64]) -> Observations:
        """Return the observations of some pairs, by their numbers, as if they had been added in that order."""
        taken = {name: column.take(order) for name, column in self.columns.items()}
        vocabularies: dict[str, list[Hashable]] = {}
        numbers: dict[str, NDArray[np.int32]] = {}
        for name in VOCABULARIES:
            values = taken[name].values >> COLUMNS[name].is_marked
            texts = list(self._numbers[name])
            first = np.full(len(texts), len(values))
            first[values[::-1]] = np.arange(
                len(values) - 1, -1, -1
            )  # of several the last one stays, which is the first
            by_first = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(values))]
            vocabularies[name] = [texts[number] for number in by_first.tolist()]
            numbers[name] = np.zeros(len(texts), np.int32)
            numbers[name][by_first] = np.arange(len(by_first))
        return Observations.of(
            vocabularies,
            {
                name: Ragged(
                    _renumbered(column.values, numbers[COLUMNS[name].vocabulary], COLUMNS[name]), column.lengths
                )
                for name, column in taken.items()
            },
        )

    def _put(self, column: str, texts: Iterable[Hashable]) -> list[int]:
        numbers = list(map(self._numbers[column].__getitem__, texts))
        if numbers:
            self._columns[column].put(self._count, numbers)
        return numbers

    def _put_marked(self, column: str, marks: Mapping[str, bool]) -> None:
        known = self._numbers[column]
        self._columns[column].put(self._count, [2 * known[text] + mark for text, mark in marks.items()])

    def _put_repeats(self, column: str, numbers: list[int]) -> None:
        """Put the numbers that came before in the list, each as often as it comes again."""
        if len(set(numbers)) == len(numbers):
            return
        seen, repeats = set[int](), list[int]()
        for number in numbers:
            if number in seen:
                repeats.append(number)
            else:
                seen.add(number)
        self._columns[column].put(self._count, repeats)


def _unpickled(
    vocabularies: Mapping[str, Iterable[Hashable]], columns: Mapping[str, tuple[NDArray[Any], NDArray[Any]]]
) -> Observations:
    return Observations.of(vocabularies, {name: Ragged(*column) for name, column in columns.items()})


def _numbering(texts: Iterable[Hashable] = ()) -> dict[Hashable, int]:
    """Return the numbers of the texts; any other gets the next one when it is asked for."""
    known = dict(zip(texts, count(), strict=False))
    return defaultdict(count(len(known)).__next__, known)


def narrowed(numbers: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
    """Return numbers from 0 on as the narrowest unsigned ones that hold them."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def _renumbered(values: NDArray[np.int32], numbers: NDArray[np.int32], column: Column) -> NDArray[np.int32]:
    return (numbers[values >> 1] << 1) | (values & 1) if column.is_marked else numbers[values]
