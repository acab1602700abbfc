"""Counting in columns: the number of rows that have a bit set, for 64 columns in each machine word.

A count is kept as bit planes: plane p holds bit p of every column's count. Three rows go through one full adder
(Harley and Seal's carry-save adder: Warren, "Hacker's Delight", section 5-1), which takes five operations on whole
words and leaves a row of sums and a row of carries, which count double.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Adder", "Words", "at_least", "counts_at"]

Words = NDArray[np.uint64]
_ONES = np.uint64(0xFFFFFFFFFFFFFFFF)


class Adder:
    """Adds rows up in memory that it keeps: allocating memory for every query would cost more than the adding."""

    def __init__(self) -> None:
        self._room = np.empty((3, 0), np.uint64)

    def rows(self, blocks: int, count: int, words: int) -> tuple[Words, Words]:
        """Return a matrix of rows to fill in for each block, and memory for one more; the next call reuses both."""
        size = blocks * count * words
        if self._room.shape[1] < size:
            self._room = np.empty((3, size), np.uint64)
        return self._shaped(0, blocks, count, words), self._shaped(1, 1, count, words)[0]

    def planes(self, rows: Words) -> list[Words]:
        """Return the bit planes of the column counts of a result of `rows`, lowest first, with a row for each block."""
        blocks, count, words = rows.shape
        carries = self._shaped(1, blocks, count // 2 + 1, words) if count > 1 else rows
        work = self._shaped(2, blocks, count // 3 + 1, words) if count > 1 else rows
        found: list[Words] = []
        while count:
            count = _add_row_by_row(rows, count, carries, work)
            found.append(rows[:, 0].copy())
            rows, carries = carries, rows
        return found

    def _shaped(self, room: int, blocks: int, count: int, words: int) -> Words:
        return self._room[room, : blocks * count * words].reshape(blocks, count, words)


def _add_row_by_row(rows: Words, count: int, carries: Words, work: Words) -> int:
    """Add the first `count` rows of each block up into its row 0; return the number of rows of carries."""
    carried = 0
    while count > 2:
        third = count // 3
        first, second, last = rows[:, :third], rows[:, third : 2 * third], rows[:, 2 * third : 3 * third]
        half, carry = work[:, :third], carries[:, carried : carried + third]
        np.bitwise_xor(first, second, half)
        np.bitwise_and(first, second, carry)
        np.bitwise_xor(half, last, first)
        np.bitwise_and(half, last, half)
        np.bitwise_or(carry, half, carry)
        carried += third
        left = count - 3 * third
        rows[:, third : third + left] = rows[:, 3 * third : count]
        count = third + left
    if count == 2:
        np.bitwise_and(rows[:, 0], rows[:, 1], carries[:, carried])
        np.bitwise_xor(rows[:, 0], rows[:, 1], rows[:, 0])
        carried += 1
    return carried


def at_least(counts: list[Words], thresholds: NDArray[np.int64]) -> Words:
    """Return a bit for each column whose count reaches the threshold of its word, over all blocks."""
    if not counts:
        return np.where(thresholds <= 0, _ONES, np.uint64(0))
    width = len(counts)
    limits = np.clip(thresholds, 0, (1 << width) - 1)
    # Neighbouring words mostly have the same threshold, so its bits are spread out over runs of them.
    runs = np.flatnonzero(np.diff(limits, prepend=-1))
    missing = ((limits[runs] >> np.arange(width)[:, None]) & 1) - 1
    missing = np.repeat(missing, np.diff(runs, append=len(limits)), axis=1)
    found = np.full(len(thresholds), _ONES)
    for plane, absent in zip(counts, missing.view(np.uint64), strict=True):
        # Where the limit has this bit, the count must have it too; where not, the bit alone makes it greater.
        flat = plane.ravel()
        found = (flat & found) | (absent & (flat | found))
    found[thresholds > limits] = 0
    return found


def counts_at(counts: list[Words], words: NDArray[np.int64], bits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the counts of single columns, given by word and by bit in the word."""
    shifts = bits.astype(np.uint64)
    total = np.zeros(len(words), np.int64)
    for power, plane in enumerate(counts):
        total += ((plane.ravel()[words] >> shifts) & np.uint64(1)).astype(np.int64) << power
    return total
