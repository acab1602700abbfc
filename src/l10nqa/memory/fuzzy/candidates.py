"""The filter: which sources may be as similar to a text as is asked for. It misses none (see `bounds`, `regions`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.memory.fuzzy.adder import Words, at_least, counts_at
from l10nqa.memory.fuzzy.bigrams import BUCKETS, bigrams
from l10nqa.memory.fuzzy.bounds import best_similarity, least_shared, within_length
from l10nqa.memory.fuzzy.regions import REGIONS, regions_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.bounds import Numbers
    from l10nqa.memory.fuzzy.index import Index

__all__ = ["Passed", "candidates"]


_ROOM = 1 << 19
"""Words that are added up at once: with fewer, calls cost more than work; with more, they leave the caches."""


class Passed(NamedTuple):
    """What passed the filter in some blocks."""

    slots: Numbers
    words: Numbers
    bits: Numbers
    planes: list[Words]
    unknown: int

    def best(self, index: Index, length: int) -> NDArray[np.float64]:
        """Return how similar each of them can be at most."""
        shared = counts_at(self.planes, self.words, self.bits) + self.unknown
        return best_similarity(length, index.lengths_of(self.slots), shared)


class _Rows(NamedTuple):
    """The rows of each block (first axis) that a text asks for: either of two for each bigram, or twice the same."""

    either: Numbers
    other: Numbers
    pairs: int
    """So many at the beginning may be two."""
    unknown: int
    """Bigrams left out because no block has rows for them; they count as shared."""


def candidates(index: Index, text: str, least: float) -> list[Passed]:
    """Return all slots whose texts may have a similarity of `least` (0 to 1) to the text."""
    groups = np.flatnonzero(within_length(len(text), index.lengths, least))
    if not len(groups):
        return []
    begin, end = int(index.starts[groups[0]]), int(index.starts[groups[-1] + 1])
    blocks = np.arange(begin // index.block, (end - 1) // index.block + 1)
    rows = _rows(index, text, least, blocks, begin, end)
    shared = least_shared(len(text), index.lengths, least)
    # A word of 64 slots may hold several lengths, and rounding lets the bound fall by one where the length grows.
    lowest = np.minimum.accumulate(shared[::-1])[::-1] - rows.unknown
    words_each = index.block // 64
    at_once = max(1, _ROOM // max(1, rows.either.shape[1] * words_each))
    found = []
    for start in range(0, len(blocks), at_once):
        stop = min(start + at_once, len(blocks))
        planes = _planes(index, blocks[start:stop].tolist(), rows, start)
        offset = int(blocks[start]) * words_each
        limits = lowest[index.word_groups[offset : offset + (stop - start) * words_each]]
        words, bits = _set_bits(at_least(planes, limits))
        slots = (words + offset) * 64 + bits
        inside = slice(*np.searchsorted(slots, (begin, end)).tolist())
        found.append(Passed(slots[inside], words[inside], bits[inside], planes, rows.unknown))
    return found


def _rows(index: Index, text: str, least: float, blocks: Numbers, begin: int, end: int) -> _Rows:
    """Return the rows to add up in each of the blocks, of which the slots from `begin` to `end` are looked at."""
    buckets = index.table[bigrams([text])[0]].astype(np.int64)
    shortest = index.lengths_of(np.maximum(blocks * index.block, begin))
    longest = index.lengths_of(np.minimum((blocks + 1) * index.block, end) - 1)
    first, last = regions_of(len(text), least, shortest, longest)
    # Of several bigrams of one bucket and the same regions, the second asks for level 2, and so on.
    keys = np.sort((first * REGIONS + last) * BUCKETS + buckets, axis=1)
    at = np.arange(keys.shape[1])
    fresh = np.zeros_like(keys)
    np.multiply(keys[:, 1:] != keys[:, :-1], at[1:], out=fresh[:, 1:])
    level = at - np.maximum.accumulate(fresh, axis=1)
    bucket, both = keys % BUCKETS, keys // BUCKETS
    first, last = both // REGIONS, both % REGIONS
    # Where two regions hold `level` bigrams between them, one of the two holds half as many, rounded up.
    level = np.where(first == last, level, level // 2)
    block = blocks[:, None] * (REGIONS * BUCKETS + 1)
    either, either_end = _row(index, block + first * BUCKETS + bucket, level)
    other, other_end = _row(index, block + last * BUCKETS + bucket, level)
    known = (either < either_end) & (other < other_end)
    # Those that are two come first, and last those that are unknown: behind all its rows each block has one of ones.
    ones = index.rows[blocks, -1][:, None]
    coded = np.where(known, ((either == other) << 50) + (either << 25) + other, (2 << 50) + (ones << 25) + ones)
    coded.sort(axis=1)
    many = int(np.count_nonzero(known, axis=1).max())
    either, other = coded[:, :many] >> 25 & 0x1FFFFFF, coded[:, :many] & 0x1FFFFFF
    return _Rows(either, other, int(np.count_nonzero(either != other, axis=1).max()), len(buckets) - many)


def _row(index: Index, place: Numbers, level: Numbers) -> tuple[Numbers, Numbers]:
    """Return the row of a level at places in the table of rows, and where the rows of the next place begin."""
    rows = index.rows.ravel()
    return rows.take(place) + level, rows.take(place + 1)


def _planes(index: Index, blocks: list[int], rows: _Rows, start: int) -> list[Words]:
    """Return the bit planes of how many of the rows have each of the slots of these blocks."""
    many = rows.either.shape[1]
    room, spare = index.adder.rows(len(blocks), many, index.block // 64)
    for place, block in enumerate(blocks):
        bitmap = index.blocks[block]
        np.take(bitmap, rows.either[start + place], axis=0, out=room[place], mode="clip")
        if rows.pairs:
            others = spare[: rows.pairs]
            np.take(bitmap, rows.other[start + place, : rows.pairs], axis=0, out=others, mode="clip")
            room[place, : rows.pairs] |= others
    return index.adder.planes(room)


def _set_bits(words: Words) -> tuple[Numbers, Numbers]:
    """Return word and bit of every bit that is set, in order."""
    some = np.flatnonzero(words)
    at = np.flatnonzero(np.unpackbits(words[some].view(np.uint8), bitorder="little"))
    return some[at >> 6], at & 63
