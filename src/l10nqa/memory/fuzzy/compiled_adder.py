"""The work of `adder`, compiled: a piece of each row at a time, so that all data but the rows stay in the caches.

Four rows at a time go through three full adders into the planes of ones and twos, which leaves a carry that counts
four; two carries of a level wait for each other and go through one more (Harley and Seal's way: Warren, "Hacker's
Delight", section 5-1). So each row is read once, and little is written.

Loops are in functions of their own where the compiler vectorises them only there; and they are loops, not operations on
arrays, because those take seconds to compile. Indices are unsigned, since a signed one might count from the end, and
planes lie at constant distances, since arrays that might overlap are not vectorised.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from l10nqa.memory.fuzzy.jit import compile_loop

if TYPE_CHECKING:
    from l10nqa.memory.fuzzy.adder import Words
    from l10nqa.memory.fuzzy.filter_math import Numbers

__all__ = ["reaching"]

_WIDTH = np.uint64(128)
"""Words of each row in a piece."""
_LEVEL = np.uint64(3) * _WIDTH
"""Words of a level: its plane, and behind that two carries that wait to be added to it."""
_ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
_ONE = np.uint64(1)


@compile_loop
def reaching(
    bitmap: Words, either: Numbers, alternative: Numbers, pairs: int, limits: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the slots of a block that have a bit in enough rows for the limit of their word, and that number for each.

    A row is `either` or, of the first `pairs`, the union with its `alternative`. `limits` are not negative. The number
    of words in a row of the bitmap is a power of two.
    """
    count, length = len(either), np.uint64(bitmap.shape[1])
    flat = bitmap.reshape(bitmap.size)
    ones, alternatives = either.astype(np.uint64) * length, alternative.astype(np.uint64) * length
    alternatives[pairs:] = ones[pairs:]
    levels = 2
    while count >> levels:
        levels += 1
    # One level more than counts need: at the end `_settle` hands a carry on there, a single one, which is empty.
    work = np.empty(np.uint64(levels + 1) * _LEVEL, np.uint64)
    waiting = np.empty(levels + 1, np.int64)
    width = min(_WIDTH, length)
    reached = np.empty(width, np.uint64)
    slots, counts = np.empty(64 * length, np.int64), np.empty(64 * length, np.int64)
    found = 0
    for start in range(0, length, width):
        wanted = limits[start : start + width]
        if _lowest(wanted) > count:
            continue
        _clear(work)
        waiting[:] = 0
        for row in range(0, count - 3, 4):
            if row < pairs:
                _four_of_two(flat, ones, alternatives, row, start, work, _free(waiting, 2), width)
            else:
                _four(flat, ones, row, start, work, _free(waiting, 2), width)
            _hand_on(work, waiting, 2, width)
        for row in range(count - count % 4, count):
            _load(flat, ones[row] + start, alternatives[row] + start, work, _free(waiting, 0), width)
            _hand_on(work, waiting, 0, width)
        _settle(work, waiting, levels, width)
        _at_least(work, levels, wanted, reached)
        found = _collect(work, levels, reached, start, slots, counts, found)
    return slots[:found].copy(), counts[:found].copy()


@compile_loop
def _lowest(limits: Numbers) -> int:
    lowest: int = limits[0]
    for limit in limits:
        lowest = min(lowest, limit)
    return lowest


@compile_loop
def _clear(work: Words) -> None:
    for word in range(len(work)):
        work[word] = 0


@compile_loop
def _free(waiting: Numbers, level: int) -> np.uint64:
    """Return the offset of the next carry to be added to a level."""
    return np.uint64(level) * _LEVEL + np.uint64(1 + waiting[level]) * _WIDTH


@compile_loop
def _four(flat: Words, ones: Words, row: int, start: int, work: Words, carry: np.uint64, width: np.uint64) -> None:
    """Add four rows to the planes of ones and twos, and store the carries, which count four."""
    a, b, c, d = ones[row] + start, ones[row + 1] + start, ones[row + 2] + start, ones[row + 3] + start
    for word in range(width):
        rows = flat[a + word], flat[b + word], flat[c + word], flat[d + word]
        sums = _sum(work[word], work[_LEVEL + word], rows)
        work[word], work[_LEVEL + word], work[carry + word] = sums


@compile_loop
def _four_of_two(
    flat: Words, ones: Words, alternatives: Words, row: int, start: int, work: Words, carry: np.uint64, width: np.uint64
) -> None:
    """Do the same as `_four` where each row is the union of two."""
    a, b, c, d = ones[row] + start, ones[row + 1] + start, ones[row + 2] + start, ones[row + 3] + start
    e, f, g, h = (
        alternatives[row] + start,
        alternatives[row + 1] + start,
        alternatives[row + 2] + start,
        alternatives[row + 3] + start,
    )
    for word in range(width):
        rows = (
            *(flat[a + word] | flat[e + word], flat[b + word] | flat[f + word]),
            *(flat[c + word] | flat[g + word], flat[d + word] | flat[h + word]),
        )
        sums = _sum(work[word], work[_LEVEL + word], rows)
        work[word], work[_LEVEL + word], work[carry + word] = sums


@compile_loop
def _sum(ones: int, twos: int, rows: tuple[int, int, int, int]) -> tuple[int, int, int]:
    """Return ones, twos and fours of ones, twos and four rows."""
    a, b, c, d = rows
    half = ones ^ a
    total, first = half ^ b, (ones & a) | (half & b)
    half = total ^ c
    sum_, second = half ^ d, (total & c) | (half & d)
    half = twos ^ first
    return sum_, half ^ second, (twos & first) | (half & second)


@compile_loop
def _load(flat: Words, first: np.uint64, second: np.uint64, work: Words, place: np.uint64, width: np.uint64) -> None:
    for word in range(width):
        work[place + word] = flat[first + word] | flat[second + word]


@compile_loop
def _hand_on(work: Words, waiting: Numbers, level: int, width: np.uint64) -> None:
    """Register a carry for a level; two carries are added to the level, which leaves one for the next."""
    waiting[level] += 1
    while waiting[level] == 2:
        _full_adder(work, np.uint64(level) * _LEVEL, _free(waiting, level + 1), width)
        waiting[level] = 0
        level += 1
        waiting[level] += 1


@compile_loop
def _settle(work: Words, waiting: Numbers, levels: int, width: np.uint64) -> None:
    """Add the carries that are left, from the lowest level up, as each may leave one for the next."""
    for level in range(levels):
        if waiting[level]:
            _half_adder(work, np.uint64(level) * _LEVEL, _free(waiting, level + 1), width)
            waiting[level] = 0
            _hand_on(work, waiting, level + 1, width)


@compile_loop
def _full_adder(work: Words, plane: np.uint64, carry: np.uint64, width: np.uint64) -> None:
    for word in range(width):
        total = work[plane + word]
        a, b = work[plane + _WIDTH + word], work[plane + _WIDTH + _WIDTH + word]
        half = total ^ a
        work[plane + word] = half ^ b
        work[carry + word] = (total & a) | (half & b)


@compile_loop
def _half_adder(work: Words, plane: np.uint64, carry: np.uint64, width: np.uint64) -> None:
    for word in range(width):
        total, a = work[plane + word], work[plane + _WIDTH + word]
        work[plane + word] = total ^ a
        work[carry + word] = total & a


@compile_loop
def _at_least(work: Words, levels: int, limits: Numbers, reached: Words) -> None:
    reached[:] = _ONES
    for level in range(levels):
        _compare(work, np.uint64(level) * _LEVEL, level, limits, reached)
    for word in range(len(reached)):
        if limits[word] >> levels:
            reached[word] = 0


@compile_loop
def _compare(work: Words, plane: np.uint64, level: int, limits: Numbers, reached: Words) -> None:
    for word in range(len(reached)):
        bits, absent = work[plane + np.uint64(word)], np.uint64((limits[word] >> level & 1) - 1)
        reached[word] = (bits & reached[word]) | (absent & (bits | reached[word]))


@compile_loop
def _collect(work: Words, levels: int, reached: Words, start: int, slots: Numbers, counts: Numbers, found: int) -> int:
    """Store the slots whose bits are set, with their counts; return the number stored so far."""
    for word in range(len(reached)):
        bits_left = reached[word]
        while bits_left:
            bit = math.frexp(float(bits_left & (~bits_left + _ONE)))[1] - 1
            bits_left &= bits_left - _ONE
            slots[found], counts[found] = (start + word) * 64 + bit, 0
            for level in range(levels):
                place = np.uint64(level) * _LEVEL + np.uint64(word)
                counts[found] |= np.int64(work[place] >> np.uint64(bit) & _ONE) << level
            found += 1
    return found
