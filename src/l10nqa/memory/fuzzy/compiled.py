"""The machine whose loops numba compiles (see `jit`); the module cannot be imported where numba is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from l10nqa.memory.fuzzy.best import similarities
from l10nqa.memory.fuzzy.bigrams import BUCKETS
from l10nqa.memory.fuzzy.bounds import allowed_edits
from l10nqa.memory.fuzzy.compiled_adder import reaching
from l10nqa.memory.fuzzy.compiled_distance import distances
from l10nqa.memory.fuzzy.compiled_rows import Shape, rows
from l10nqa.memory.fuzzy.jit import was_compiled
from l10nqa.memory.fuzzy.regions import HALF, REGIONS, STEPS
from l10nqa.memory.fuzzy.rows import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.bounds import Numbers
    from l10nqa.memory.fuzzy.index import Index

__all__ = ["Compiled", "is_kept"]

_MOST_POINTS = 65_000
_SHAPE = Shape(REGIONS, STEPS, HALF, BUCKETS)


def is_kept() -> bool:
    """Tell whether the loops were compiled on this machine before, so that loading them takes half a second."""
    return was_compiled(distances)


class Compiled:
    """See `Machine`."""

    def rows(
        self, index: Index, blocks: Numbers, buckets: Numbers, least: float, shortest: Numbers, longest: Numbers
    ) -> Rows:
        """See `Machine`."""
        either, other, pairs = rows(index.rows, blocks, buckets, least, shortest, longest, _SHAPE)
        return Rows(either, other, pairs, len(buckets) - either.shape[1])

    def reaching(self, index: Index, blocks: Numbers, rows: Rows, limits: Numbers) -> tuple[Numbers, Numbers]:
        """See `Machine`."""
        each = index.block // 64
        slots, counts = [], []
        for place, block in enumerate(blocks.tolist()):
            wanted = limits[place * each : (place + 1) * each]
            some, many = reaching(index.blocks[block], rows.either[place], rows.other[place], rows.pairs, wanted)
            slots.append(some + block * index.block)
            counts.append(many)
        return np.concatenate(slots), np.concatenate(counts)

    def similarities(self, index: Index, text: str, slots: Numbers, least: float) -> NDArray[np.float64]:
        """See `Machine`."""
        raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        points, places = np.unique(raw, return_inverse=True)
        if not len(slots) or not 0 < len(points) < _MOST_POINTS:
            return similarities(text, index.texts_of(slots), least)
        lengths = index.lengths_of(slots)
        longer = np.maximum(lengths, len(text))
        begins, ends = index.offsets[slots].astype(np.int64), index.offsets[slots + 1].astype(np.int64)
        allowed = allowed_edits(longer, least)
        edits = distances(places, points.astype(np.int64), index.arena, begins, ends, lengths, allowed)
        # The same operations in floating point as in rapidfuzz, so that the scores are the same to the last bit.
        found: NDArray[np.float64] = 1 - edits / longer
        return found
