"""What `adder` does, compiled: a piece of the rows at a time, so that all it works on stays in the caches.

Loops stand in functions of their own where the compiler makes vector instructions of them only there; and they are
loops, not operations on arrays, because those take seconds to compile.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from l10nqa.memory.fuzzy.jit import compile_loop

if TYPE_CHECKING:
    from l10nqa.memory.fuzzy.adder import Words
    from l10nqa.memory.fuzzy.bounds import Numbers

__all__ = ["reaching"]

_WIDTH = 256
"""Words of each row in a piece."""
_ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
_ONE = np.uint64(1)


@compile_loop
def reaching(bitmap: Words, either: Numbers, other: Numbers, pairs: int, limits: Numbers) -> tuple[Numbers, Numbers]:
    """Return slots of a block, and in how many of the rows they have a bit, where that reaches the limit of the word.

    A row is `either` or, of the first `pairs`, that and `other` together. `limits` are not negative. A row of the
    bitmap has a power of two of words.
    """
    many, width = len(either), min(_WIDTH, bitmap.shape[1])
    one = np.empty(many * width, np.uint64)
    two = np.empty((many // 2 + 1) * width, np.uint64)
    planes = np.empty((32, width), np.uint64)
    hits = np.empty(width, np.uint64)
    slots = np.empty(bitmap.shape[1] * 64, np.int64)
    counts = np.empty(bitmap.shape[1] * 64, np.int64)
    found = 0
    for start in range(0, bitmap.shape[1], width):
        wanted = limits[start : start + width]
        if _least(wanted) > many:
            continue
        for row in range(many):
            source = bitmap[either[row]][start : start + width]
            _either(source, bitmap[other[row]][start : start + width] if row < pairs else source, one[row * width :])
        left, depth, rows, carries = many, 0, one, two
        while left:
            left = _add(rows, left, carries, width)
            _copy(rows[:width], planes[depth])
            rows, carries, depth = carries, rows, depth + 1
        _at_least(planes[:depth], wanted, hits)
        for word in range(width):
            hit = hits[word]
            while hit:
                bit = math.frexp(float(hit & (~hit + _ONE)))[1] - 1
                hit &= hit - _ONE
                slots[found], counts[found] = (start + word) * 64 + bit, 0
                for plane in range(depth):
                    counts[found] |= np.int64(planes[plane, word] >> np.uint64(bit) & _ONE) << plane
                found += 1
    return slots[:found].copy(), counts[:found].copy()


@compile_loop
def _either(one: Words, two: Words, room: Words) -> None:
    for at in range(len(one)):
        room[at] = one[at] | two[at]


@compile_loop
def _add(rows: Words, many: int, carries: Words, width: int) -> int:
    """Add the first rows up into the very first; return the number of rows of carries."""
    carried = 0
    while many > 2:
        third = many // 3
        size = third * width
        _full_adder(rows[:size], rows[size : 2 * size], rows[2 * size : 3 * size], carries[carried * width :])
        carried += third
        left = many - 3 * third
        _copy(rows[3 * size : 3 * size + left * width], rows[size:])
        many = third + left
    if many == 2:
        _half_adder(rows[:width], rows[width : 2 * width], carries[carried * width :])
        carried += 1
    return carried


@compile_loop
def _copy(row: Words, room: Words) -> None:
    for at in range(len(row)):
        room[at] = row[at]


@compile_loop
def _least(limits: Numbers) -> int:
    least: int = limits[0]
    for limit in limits:
        least = min(least, limit)
    return least


@compile_loop
def _full_adder(one: Words, two: Words, three: Words, carry: Words) -> None:
    for at in range(len(one)):
        a, b, c = one[at], two[at], three[at]
        half = a ^ b
        one[at] = half ^ c
        carry[at] = (a & b) | (half & c)


@compile_loop
def _half_adder(one: Words, two: Words, carry: Words) -> None:
    for at in range(len(one)):
        a, b = one[at], two[at]
        one[at] = a ^ b
        carry[at] = a & b


@compile_loop
def _at_least(planes: Words, limits: Numbers, hits: Words) -> None:
    hits[:] = _ONES
    for power in range(len(planes)):
        plane = planes[power]
        for at in range(len(hits)):
            absent = np.uint64((limits[at] >> power & 1) - 1)
            hits[at] = (plane[at] & hits[at]) | (absent & (plane[at] | hits[at]))
    for at in range(len(hits)):
        if limits[at] >> len(planes):
            hits[at] = 0
