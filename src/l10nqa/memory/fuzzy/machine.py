"""The heavy work of a search: which rows to add up, adding them up, and measuring.

`Plain` does it with NumPy and rapidfuzz, `compiled.Compiled` does the same compiled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from l10nqa.memory.fuzzy.adder import Adder, Words, at_least, counts_at
from l10nqa.memory.fuzzy.filter_math import regions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.filter_math import Numbers
    from l10nqa.memory.fuzzy.index import Index

__all__ = ["Machine", "Plain", "Rows", "rows_of", "similarities"]

_ROOM = 1 << 19
"""Words that are added up at once: with fewer, calls cost more than work; with more, they leave the caches."""


class Rows(NamedTuple):
    """The rows of each block (first axis) to add up for a text: two alternatives for each bigram, or twice the same."""

    either: Numbers
    alternative: Numbers
    pairs: int
    """The number of rows at the beginning that may be two different ones."""
    unknown: int
    """The number of bigrams left out because no block has rows for them; they count as shared."""


def rows_of(
    index: Index, blocks: Numbers, buckets: Numbers, min_similarity: float, shortest: Numbers, longest: Numbers
) -> Rows:
    """Return the rows to add up in each of the blocks for texts of `shortest` to `longest` code points.

    `buckets` are those of the text's bigrams, which are one more than its code points.
    """
    layout = index.layout
    first, last = regions_of(layout, len(buckets) - 1, min_similarity, shortest, longest)
    regions, bucket_count = layout.regions, layout.buckets
    # Of several bigrams of one bucket and the same regions, the second asks for level 2, and so on.
    keys = np.sort((first * regions + last) * bucket_count + buckets, axis=1)
    position = np.arange(keys.shape[1])
    fresh = np.zeros_like(keys)
    np.multiply(keys[:, 1:] != keys[:, :-1], position[1:], out=fresh[:, 1:])
    level = position - np.maximum.accumulate(fresh, axis=1)
    bucket, both = keys % bucket_count, keys // bucket_count
    first, last = both // regions, both % regions
    # Where two regions hold `level` bigrams between them, one of the two holds half as many, rounded up.
    level = np.where(first == last, level, level // 2)
    block = blocks[:, None] * (regions * bucket_count + 1)
    either, either_end = _row(index, block + first * bucket_count + bucket, level)
    alternative, alternative_end = _row(index, block + last * bucket_count + bucket, level)
    known = (either < either_end) & (alternative < alternative_end)
    # Those that are two come first, and last those that are unknown: behind all its rows each block has one of ones.
    ones = index.rows[blocks, -1][:, None]
    coded = np.where(
        known, ((either == alternative) << 50) + (either << 25) + alternative, (2 << 50) + (ones << 25) + ones
    )
    coded.sort(axis=1)
    count = int(known.sum(axis=1).max())
    either, alternative = coded[:, :count] >> 25 & 0x1FFFFFF, coded[:, :count] & 0x1FFFFFF
    return Rows(either, alternative, int((either != alternative).sum(axis=1).max()), len(buckets) - count)


def _row(index: Index, place: Numbers, level: Numbers) -> tuple[Numbers, Numbers]:
    """Return the row of a level at places in the table of rows, and where the rows of the next place begin."""
    rows = index.rows.ravel()
    return rows.take(place) + level, rows.take(place + 1)


class Machine(Protocol):
    """Counts shared bigrams, and measures."""

    def rows(
        self,
        index: Index,
        blocks: Numbers,
        buckets: Numbers,
        min_similarity: float,
        shortest: Numbers,
        longest: Numbers,
    ) -> Rows:
        """Return the result of `rows_of`; the rows of a block may come in another order."""
        ...

    def reaching(self, index: Index, blocks: Numbers, rows: Rows, limits: Numbers) -> tuple[Numbers, Numbers]:
        """Return the slots of some blocks that have a bit in enough of the rows, in order, and that number for each.

        `limits` has the number that is enough, not negative, for each word of 64 slots.
        """
        ...

    def similarities(self, index: Index, text: str, slots: Numbers, min_similarity: float) -> NDArray[np.float64]:
        """Return 1 - Levenshtein / greater length for the text of each slot, or any lower number below the minimum."""
        ...


class Plain:
    """The machine that needs nothing but NumPy and rapidfuzz; the compiled one must find the same."""

    def __init__(self) -> None:
        self._adder = Adder()

    def rows(
        self,
        index: Index,
        blocks: Numbers,
        buckets: Numbers,
        min_similarity: float,
        shortest: Numbers,
        longest: Numbers,
    ) -> Rows:
        """See `Machine`."""
        return rows_of(index, blocks, buckets, min_similarity, shortest, longest)

    def reaching(self, index: Index, blocks: Numbers, rows: Rows, limits: Numbers) -> tuple[Numbers, Numbers]:
        """See `Machine`."""
        each = index.block // 64
        at_once = max(1, _ROOM // max(1, rows.either.shape[1] * each))
        slots, counts = [], []
        for start in range(0, len(blocks), at_once):
            stop = min(start + at_once, len(blocks))
            planes = self._planes(index, blocks[start:stop].tolist(), rows, start)
            words, bits = _set_bits(at_least(planes, limits[start * each : stop * each]))
            slots.append((words + int(blocks[start]) * each) * 64 + bits)
            counts.append(counts_at(planes, words, bits))
        return np.concatenate(slots), np.concatenate(counts)

    def similarities(self, index: Index, text: str, slots: Numbers, min_similarity: float) -> NDArray[np.float64]:
        """See `Machine`."""
        return similarities(text, index.texts_of(slots), min_similarity)

    def _planes(self, index: Index, blocks: list[int], rows: Rows, start: int) -> list[Words]:
        """Return the bit planes of the number of rows that have each slot of these blocks."""
        count = rows.either.shape[1]
        room, spare = self._adder.rows(len(blocks), count, index.block // 64)
        for place, block in enumerate(blocks):
            bitmap = index.blocks[block]
            np.take(bitmap, rows.either[start + place], axis=0, out=room[place], mode="clip")
            if rows.pairs:
                others = spare[: rows.pairs]
                np.take(bitmap, rows.alternative[start + place, : rows.pairs], axis=0, out=others, mode="clip")
                room[place, : rows.pairs] |= others
        return self._adder.planes(room)


def _set_bits(words: Words) -> tuple[Numbers, Numbers]:
    """Return the word and the bit of every bit that is set, in order."""
    some = np.flatnonzero(words)
    places = np.flatnonzero(np.unpackbits(words[some].view(np.uint8), bitorder="little"))
    return some[places >> 6], places & 63


def similarities(text: str, texts: Sequence[str | bytes], min_similarity: float) -> NDArray[np.float64]:
    """Return 1 - Levenshtein / greater length for each of the texts, or any lower number below the minimum."""
    if not texts:
        return np.zeros(0)
    scorer = Levenshtein.normalized_similarity
    # In floating point 1 - 0.8 is less than 0.2, so that a cutoff of 0.8 itself would drop some that reach it.
    cutoff = max(min_similarity - 1e-6, 0)
    found: NDArray[np.float64] = cdist([text], texts, scorer=scorer, score_cutoff=cutoff, dtype=np.float64)[0]
    return found
