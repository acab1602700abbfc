"""The rows of a bitmap that a text asks for: one for each of its bigrams, or two of which either will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.memory.fuzzy.bigrams import BUCKETS
from l10nqa.memory.fuzzy.regions import REGIONS, regions_of

if TYPE_CHECKING:
    from l10nqa.memory.fuzzy.bounds import Numbers
    from l10nqa.memory.fuzzy.index import Index

__all__ = ["Rows", "rows_of"]


class Rows(NamedTuple):
    """The rows of each block (first axis) that a text asks for: either of two for each bigram, or twice the same."""

    either: Numbers
    other: Numbers
    pairs: int
    """So many at the beginning may be two."""
    unknown: int
    """Bigrams left out because no block has rows for them; they count as shared."""


def rows_of(index: Index, blocks: Numbers, buckets: Numbers, least: float, shortest: Numbers, longest: Numbers) -> Rows:
    """Return the rows to add up in each of the blocks, where texts of so many code points are looked at.

    `buckets` are those of the text's bigrams, which are one more than its code points.
    """
    first, last = regions_of(len(buckets) - 1, least, shortest, longest)
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
    many = int(known.sum(axis=1).max())
    either, other = coded[:, :many] >> 25 & 0x1FFFFFF, coded[:, :many] & 0x1FFFFFF
    return Rows(either, other, int((either != other).sum(axis=1).max()), len(buckets) - many)


def _row(index: Index, place: Numbers, level: Numbers) -> tuple[Numbers, Numbers]:
    """Return the row of a level at places in the table of rows, and where the rows of the next place begin."""
    rows = index.rows.ravel()
    return rows.take(place) + level, rows.take(place + 1)
