"""What `rows` and `regions` do, compiled: for a few blocks and bigrams, calls of NumPy cost more than their work."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.memory.fuzzy.jit import compile_loop

if TYPE_CHECKING:
    from l10nqa.memory.fuzzy.bounds import Numbers

__all__ = ["Shape", "rows"]


class Shape(NamedTuple):
    """How an index is laid out: the constants of `regions`, and how many buckets there are."""

    regions: int
    steps: int
    half: int
    buckets: int


@compile_loop
def rows(
    table: Numbers,
    blocks: Numbers,
    buckets: Numbers,
    least: float,
    shortest: Numbers,
    longest: Numbers,
    shape: Shape,
) -> tuple[Numbers, Numbers, int]:
    """Return either, other and pairs of the rows that `rows_of` returns; `table` is the index's table of rows."""
    many, most, pairs = len(buckets), 0, 0
    either, other = np.empty((len(blocks), many), np.int64), np.empty((len(blocks), many), np.int64)
    seen = np.empty(shape.regions * shape.regions * shape.buckets, np.int64)
    for place, block in enumerate(blocks):
        ones, starts = table[block, -1], table[block]
        seen[:] = 0
        begin, end = 0, many  # those that are two from the front, the others from the back
        for at, bucket in enumerate(buckets):
            first, last = _regions(at, many - 1, least, shortest[place], longest[place], shape)
            key = (first * shape.regions + last) * shape.buckets + bucket
            level = seen[key]
            seen[key] += 1
            if first != last:
                level //= 2
            one, two = first * shape.buckets + bucket, last * shape.buckets + bucket
            if starts[one] + level >= starts[one + 1] or starts[two] + level >= starts[two + 1]:
                continue
            if first == last:
                end -= 1
                either[place, end] = other[place, end] = starts[one] + level
            else:
                either[place, begin], other[place, begin] = starts[one] + level, starts[two] + level
                begin += 1
        known = begin + many - end
        either[place, begin:known], other[place, begin:known] = either[place, end:], other[place, end:]
        either[place, known:], other[place, known:] = ones, ones
        most, pairs = max(most, known), max(pairs, begin)
    return either[:, :most].copy(), other[:, :most].copy(), pairs


@compile_loop
def _regions(at: int, length: int, least: float, shortest: int, longest: int, shape: Shape) -> tuple[int, int]:
    """Return what `regions_of` returns for one bigram and one range of lengths."""
    low, high = math.inf, -math.inf
    for other in (shortest, min(max(shortest, length), longest), longest):
        edits = (1 - least + 1e-9) * max(other, length) + 1e-6
        grown, steps = other - length, shape.steps / max(other, 1)
        low = min(low, at * steps - ((edits - grown) / 2 * steps + 1e-6))
        high = max(high, at * steps + ((edits + grown) / 2 * steps - shape.half + 1e-6))
    first, last = int(min(max(low, 0), shape.regions - 1)), math.ceil(min(max(high, 0), shape.regions - 1))
    return (first, last) if last > first else ((first + last) // 2, (first + last) // 2)
