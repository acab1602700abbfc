"""The machine that needs nothing but NumPy and rapidfuzz; it says what the compiled one must find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from l10nqa.memory.fuzzy.adder import Adder, Words, at_least, counts_at
from l10nqa.memory.fuzzy.best import similarities
from l10nqa.memory.fuzzy.rows import rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.bounds import Numbers
    from l10nqa.memory.fuzzy.index import Index
    from l10nqa.memory.fuzzy.rows import Rows

__all__ = ["Plain"]

_ROOM = 1 << 19
"""Words that are added up at once: with fewer, calls cost more than work; with more, they leave the caches."""


class Plain:
    """See `Machine`."""

    def __init__(self) -> None:
        self._adder = Adder()

    def rows(
        self, index: Index, blocks: Numbers, buckets: Numbers, least: float, shortest: Numbers, longest: Numbers
    ) -> Rows:
        """See `Machine`."""
        return rows_of(index, blocks, buckets, least, shortest, longest)

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

    def similarities(self, index: Index, text: str, slots: Numbers, least: float) -> NDArray[np.float64]:
        """See `Machine`."""
        return similarities(text, index.texts_of(slots), least)

    def _planes(self, index: Index, blocks: list[int], rows: Rows, start: int) -> list[Words]:
        """Return the bit planes of how many of the rows have each of the slots of these blocks."""
        many = rows.either.shape[1]
        room, spare = self._adder.rows(len(blocks), many, index.block // 64)
        for place, block in enumerate(blocks):
            bitmap = index.blocks[block]
            np.take(bitmap, rows.either[start + place], axis=0, out=room[place], mode="clip")
            if rows.pairs:
                others = spare[: rows.pairs]
                np.take(bitmap, rows.other[start + place, : rows.pairs], axis=0, out=others, mode="clip")
                room[place, : rows.pairs] |= others
        return self._adder.planes(room)


def _set_bits(words: Words) -> tuple[Numbers, Numbers]:
    """Return word and bit of every bit that is set, in order."""
    some = np.flatnonzero(words)
    at = np.flatnonzero(np.unpackbits(words[some].view(np.uint8), bitorder="little"))
    return some[at >> 6], at & 63
