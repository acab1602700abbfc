"""A set of distinct sources, ready to be searched, and the units that have them. Immutable.

Sources stand in slots, ordered by length and then by hash. Slots are cut into blocks, and each block has a bitmap: row
(region, bucket, level) holds a bit for every slot whose text has at least `level` bigrams of the bucket in the region
(see `filter_math`). The number of levels depends on the block: short texts repeat few bigrams.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from l10nqa.memory.fuzzy.filter_math import BY_PLACE
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.adder import Words
    from l10nqa.memory.fuzzy.filter_math import Layout, Numbers

__all__ = ["Bytes", "Index", "short_hash"]


class Bytes(Protocol):
    """The bytes that texts are cut out of: in memory, or of a mapped file."""

    def __getitem__(self, part: slice, /) -> bytes:
        """Return a copy of the bytes of the range."""
        ...


class Index:
    """The arrays of an index, as `build` makes them, under the names they are stored with."""

    def __init__(
        self,
        arrays: Mapping[str, NDArray[np.generic]],
        texts: Bytes,
        texts_start: int = 0,
        *,
        layout: Layout = BY_PLACE,
    ) -> None:
        """Take the arrays, and the bytes that hold the texts from offset `texts_start` on."""
        self.layout = layout
        self.table = arrays["table"]
        self.lengths: Numbers = arrays["lengths"].astype(np.int64)
        self.starts: Numbers = arrays["starts"].astype(np.int64)
        self.block = int(arrays["block"][0])
        """Slots in a block; the last one may have fewer."""
        self.rows: Numbers = arrays["rows"].astype(np.int64)
        self.blocks: list[Words] = [
            _fixed(arrays[f"block {number}"]).view(np.uint64) for number in range(len(self.rows))
        ]
        self._hashes = arrays["hashes"]
        self.arena: NDArray[np.uint8] = _fixed(arrays["texts"]).view(np.uint8)
        """All texts, one behind the other, in UTF-8."""
        self.offsets = arrays["offsets"]
        """The offset in the arena at which each text begins, and behind them the one at which the last text ends."""
        self.first_unit = arrays["first unit"]
        """The index of the first unit of each slot, and behind them the number of units."""
        self._units = arrays["units"]
        self.pairs = arrays["pairs"]
        """The pair of locales of each unit."""
        self._texts = texts
        self._texts_start = texts_start

    @property
    def slots(self) -> int:
        """The number of distinct sources."""
        return len(self._hashes)

    @property
    def units(self) -> int:
        """The number of units."""
        return len(self._units)

    @cached_property
    def word_groups(self) -> Numbers:
        """For each word of 64 slots, the index of the length of its first slot."""
        # Not made with the index: of one that is not sound, it might take more memory than there is.
        words = np.arange(len(self.rows) * (self.block // 64))
        return np.searchsorted(self.starts[:-1], words * 64, "right") - 1

    def lengths_of(self, slots: Numbers) -> Numbers:
        """Return the lengths of texts, in code points."""
        return self.lengths[np.searchsorted(self.starts, slots, "right") - 1]

    def texts_of(self, slots: Numbers) -> list[str | bytes]:
        """Return the texts; one that is all ASCII as its bytes, which need no decoding to be compared."""
        texts, start = self._texts, self._texts_start
        begins = (self.offsets[slots].astype(np.int64) + start).tolist()
        ends = (self.offsets[slots + 1].astype(np.int64) + start).tolist()
        return [
            texts[begin:end] if end - begin == length else texts[begin:end].decode("utf-8", "surrogatepass")
            for begin, end, length in zip(begins, ends, self.lengths_of(slots).tolist(), strict=True)
        ]

    def find(self, text: str) -> Numbers:
        """Return the slot of exactly this text: an array of one number, or of none."""
        group = int(np.searchsorted(self.lengths, len(text)))
        if group == len(self.lengths) or self.lengths[group] != len(text):
            return np.zeros(0, np.int64)
        start, end = self.starts[group : group + 2]
        hashes, wanted = self._hashes[start:end], np.uint32(short_hash(text))
        same = np.arange(np.searchsorted(hashes, wanted), np.searchsorted(hashes, wanted, "right")) + start
        raw = text.encode("ascii") if text.isascii() else text
        exact = np.fromiter((found == raw for found in self.texts_of(same)), bool, len(same))
        return np.compress(exact, same)

    def units_of(self, slots: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Return for each unit of the slots its number, its pair of locales, and the index of its slot in `slots`."""
        begins = self.first_unit[slots].astype(np.int64)
        counts = self.first_unit[slots + 1].astype(np.int64) - begins
        owners = np.repeat(np.arange(len(slots)), counts)
        places = np.arange(len(owners)) + np.repeat(begins - np.cumsum(counts) + counts, counts)
        return self._units[places].astype(np.int64), self.pairs[places].astype(np.int64), owners


def _fixed(array: NDArray[np.generic]) -> NDArray[np.generic]:
    # The loops are compiled for arrays that are read-only, as those of a mapped file are.
    view = array.view()
    view.flags.writeable = False
    return view


def short_hash(text: str) -> int:
    """Return the 32 bits that sources of one length are ordered by."""
    return text_hash(text) >> 31
