"""The machine whose loops numba compiles (see `jit`); the module cannot be imported where numba is not installed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from l10nqa.memory.fuzzy.compiled_adder import reaching
from l10nqa.memory.fuzzy.compiled_distance import distances
from l10nqa.memory.fuzzy.filter_math import allowed_edits
from l10nqa.memory.fuzzy.jit import compile_loop, was_compiled
from l10nqa.memory.fuzzy.machine import Rows, similarities

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.filter_math import Layout, Numbers
    from l10nqa.memory.fuzzy.index import Index

__all__ = ["Compiled", "is_kept"]

_MOST_POINTS = 65_000
"""The greatest number of different code points that a text may have for the compiled measure."""


def is_kept() -> bool:
    """Tell whether the loops were compiled on this machine before, so that loading them takes half a second."""
    return was_compiled(distances)


class Compiled:
    """See `Machine`."""

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
        either, alternative, pairs = _rows_to_add(
            index.rows, blocks, buckets, min_similarity, shortest, longest, index.layout
        )
        return Rows(either, alternative, pairs, len(buckets) - either.shape[1])

    def reaching(self, index: Index, blocks: Numbers, rows: Rows, limits: Numbers) -> tuple[Numbers, Numbers]:
        """See `Machine`."""
        each = index.block // 64
        slots, counts = [], []
        for place, block in enumerate(blocks.tolist()):
            wanted = limits[place * each : (place + 1) * each]
            some, numbers = reaching(
                index.blocks[block], rows.either[place], rows.alternative[place], rows.pairs, wanted
            )
            slots.append(some + block * index.block)
            counts.append(numbers)
        return np.concatenate(slots), np.concatenate(counts)

    def similarities(self, index: Index, text: str, slots: Numbers, min_similarity: float) -> NDArray[np.float64]:
        """See `Machine`."""
        raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        points, places = np.unique(raw, return_inverse=True)
        if not len(slots) or not 0 < len(points) < _MOST_POINTS:
            return similarities(text, index.texts_of(slots), min_similarity)
        lengths = index.lengths_of(slots)
        longer = np.maximum(lengths, len(text))
        begins, ends = index.offsets[slots].astype(np.int64), index.offsets[slots + 1].astype(np.int64)
        allowed = allowed_edits(longer, min_similarity)
        edits = distances(places, points.astype(np.int64), index.arena, begins, ends, lengths, allowed)
        # The same operations in floating point as in rapidfuzz, so that the scores are the same to the last bit.
        found: NDArray[np.float64] = 1 - edits / longer
        return found


@compile_loop
def _rows_to_add(
    table: Numbers,
    blocks: Numbers,
    buckets: Numbers,
    min_similarity: float,
    shortest: Numbers,
    longest: Numbers,
    layout: Layout,
) -> tuple[Numbers, Numbers, int]:
    """Return either, alternative and pairs of the rows that `rows_of` returns; `table` is the index's table of rows."""
    count, most, pairs = len(buckets), 0, 0
    either, alternative = np.empty((len(blocks), count), np.int64), np.empty((len(blocks), count), np.int64)
    seen = np.empty(layout.regions * layout.regions * layout.buckets, np.int64)
    for place, block in enumerate(blocks):
        ones, starts = table[block, -1], table[block]
        seen[:] = 0
        begin, end = 0, count  # those that are two from the front, the others from the back
        for position, bucket in enumerate(buckets):
            first, last = _regions(position, count - 1, min_similarity, shortest[place], longest[place], layout)
            key = (first * layout.regions + last) * layout.buckets + bucket
            level = seen[key]
            seen[key] += 1
            if first != last:
                level //= 2
            place_of_first, place_of_last = first * layout.buckets + bucket, last * layout.buckets + bucket
            if (
                starts[place_of_first] + level >= starts[place_of_first + 1]
                or starts[place_of_last] + level >= starts[place_of_last + 1]
            ):
                continue
            if first == last:
                end -= 1
                either[place, end] = alternative[place, end] = starts[place_of_first] + level
            else:
                either[place, begin], alternative[place, begin] = (
                    starts[place_of_first] + level,
                    starts[place_of_last] + level,
                )
                begin += 1
        known = begin + count - end
        either[place, begin:known], alternative[place, begin:known] = either[place, end:], alternative[place, end:]
        either[place, known:], alternative[place, known:] = ones, ones
        most, pairs = max(most, known), max(pairs, begin)
    return either[:, :most].copy(), alternative[:, :most].copy(), pairs


@compile_loop
def _regions(
    position: int, length: int, min_similarity: float, shortest: int, longest: int, layout: Layout
) -> tuple[int, int]:
    """Return the result of `regions_of` for one bigram and one range of lengths."""
    low, high = math.inf, -math.inf
    for found in (shortest, min(max(shortest, length), longest), longest):
        edits = (1 - min_similarity + 1e-9) * max(found, length) + 1e-6
        grown, steps = found - length, layout.steps / max(found, 1)
        low = min(low, position * steps - ((edits - grown) / 2 * steps + 1e-6))
        high = max(high, position * steps + ((edits + grown) / 2 * steps - layout.width + 1e-6))
    first, last = int(min(max(low, 0), layout.regions - 1)), math.ceil(min(max(high, 0), layout.regions - 1))
    return (first, last) if last > first else ((first + last) // 2, (first + last) // 2)
