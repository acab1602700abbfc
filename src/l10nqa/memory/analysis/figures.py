"""The figures of an analysis: amounts by file and band. Bands add up to their file, and files to the total."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.memory.analysis.bands import Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from l10nqa.markup import Volume

__all__ = ["Amount", "Analysis", "FileFigures", "sum_of"]


class Amount(NamedTuple):
    """How much of something there is; see `Volume`."""

    segments: int = 0
    words: int = 0
    characters: int = 0
    """Code points without white space."""
    characters_with_spaces: int = 0
    tags: int = 0
    placeables: int = 0

    @classmethod
    def of(cls, segments: int, volume: Volume) -> Amount:
        """Return the amount of a number of segments of one volume each."""
        return cls(segments, *(segments * part for part in volume))


@dataclass(frozen=True, slots=True)
class FileFigures:
    """The amounts of one file; a band without segments is not in them."""

    path: str
    source_locale: str
    target_locale: str
    amounts: Mapping[Band, Amount]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The figures of a job: those of its files in their order, and the rate of a word in each band."""

    files: tuple[FileFigures, ...]
    rates: Mapping[Band, float]
    memory: str = ""
    """The memory that the job was compared with, as its user calls it."""

    @property
    def amounts(self) -> Mapping[Band, Amount]:
        """The amounts of all files together, by band."""
        found: dict[Band, list[Amount]] = defaultdict(list)
        for file in self.files:
            for band, amount in file.amounts.items():
                found[band].append(amount)
        return {band: sum_of(found[band]) for band in Band if band in found}

    def weighted_words(self, amounts: Mapping[Band, Amount]) -> float:
        """Return the words that the amounts are worth: those of each band times its rate, to two decimals."""
        return round(sum(amount.words * self.rates[band] for band, amount in amounts.items()), 2)


def sum_of(amounts: Iterable[Amount]) -> Amount:
    """Return the amounts added up."""
    return Amount(*map(sum, zip(Amount(), *amounts, strict=True)))
