"""What was observed of many pairs of texts, in little room: the texts numbered, the numbers in arrays.

A pair takes about 200 bytes in memory and half of that stored, so that the observations of a large memory can be kept,
and only what is new in it need be observed to learn again.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from l10nqa.lexicon.ragged import Ragged

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from l10nqa.lexicon.observation import Observation

__all__ = ["COLUMNS", "VOCABULARIES", "Column", "Observations"]


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


class Observations:
    """What was observed of different pairs, numbered in the order in which they are added."""

    def __init__(self) -> None:
        self._numbers = {name: _numbering() for name in VOCABULARIES}
        self._values = {name: array("i") for name in COLUMNS}
        self._lengths = {name: array("i") for name in COLUMNS}

    @classmethod
    def of(cls, vocabularies: Mapping[str, Iterable[Hashable]], columns: Mapping[str, Ragged]) -> Observations:
        """Return observations from their vocabularies and columns, which must go together."""
        made = cls()
        for name, texts in vocabularies.items():
            made._numbers[name] = _numbering(texts)
        for name, (values, lengths) in columns.items():
            made._values[name] = array("i", values.astype(np.int32).tobytes())
            made._lengths[name] = array("i", lengths.astype(np.int32).tobytes())
        return made

    def __len__(self) -> int:
        return len(self._lengths["sources"])

    def add(self, observed: Observation) -> None:
        """Add what was observed of a pair that is different from those before."""
        sources = self._numbered("sources", observed.sources)
        targets = self._numbered("targets", observed.targets)
        self._put("sources", sources)
        self._put("targets", targets)
        self._put("source repeats", _repeats(sources))
        self._put("target repeats", _repeats(targets))
        known = self._numbers["sources"]
        self._put("kept", sorted(known[stem] for stem in {*observed.sources}.intersection(observed.targets)))
        self._put("names", self._marked("names", observed.names))
        self._put("stopped", self._marked("stopped", observed.stopped))
        self._put("labels", self._numbered("labels", observed.labels) if observed.labels else ())
        self._put("endings", self._numbered("endings", (observed.ending,)))

    @property
    def vocabularies(self) -> dict[str, list[Any]]:
        """The texts by their numbers."""
        return {name: list(numbers) for name, numbers in self._numbers.items()}

    @property
    def columns(self) -> dict[str, Ragged]:
        """The numbers of all pairs. While they are in use nothing can be added."""
        return {
            name: Ragged(np.frombuffer(self._values[name], np.int32), np.frombuffer(self._lengths[name], np.int32))
            for name in COLUMNS
        }

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

    def _numbered(self, vocabulary: str, texts: Iterable[Hashable]) -> list[int]:
        return list(map(self._numbers[vocabulary].__getitem__, texts))

    def _marked(self, vocabulary: str, marks: Mapping[str, bool]) -> Sequence[int]:
        if not marks:
            return ()
        return [
            2 * number + mark for number, mark in zip(self._numbered(vocabulary, marks), marks.values(), strict=True)
        ]

    def _put(self, column: str, numbers: Sequence[int]) -> None:
        self._values[column].extend(numbers)
        self._lengths[column].append(len(numbers))


def _repeats(numbers: list[int]) -> list[int]:
    """Return the numbers that came before in the list, each as often as it comes again."""
    if len(set(numbers)) == len(numbers):
        return []
    counts = Counter(numbers)
    return [number for number, times in counts.items() for _ in range(times - 1)]


def _numbering(texts: Iterable[Hashable] = ()) -> dict[Hashable, int]:
    """Return the numbers of the texts; any other gets the next one when it is asked for."""
    known = dict(zip(texts, count(), strict=False))
    return defaultdict(count(len(known)).__next__, known)


def _renumbered(values: NDArray[np.int32], numbers: NDArray[np.int32], column: Column) -> NDArray[np.int32]:
    return (numbers[values >> 1] << 1) | (values & 1) if column.is_marked else numbers[values]
