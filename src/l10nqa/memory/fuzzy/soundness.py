"""Whether the arrays of an index go together: what is compiled reads wherever they point.

The hash of its file says that an index is as it was written, not that we wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from l10nqa.memory.fuzzy.bigrams import BUCKETS, CODES
from l10nqa.memory.fuzzy.regions import REGIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.bounds import Numbers
    from l10nqa.memory.fuzzy.index import Index

__all__ = ["are_integers", "is_sound"]

_LONGEST = 4
"""Bytes of a code point in UTF-8, at most."""


def are_integers(arrays: Mapping[str, NDArray[np.generic]]) -> bool:
    """Tell whether all arrays hold integers in this machine's order, the texts bytes, and the bitmaps words."""
    return all(
        array.dtype.kind in "iu"
        and array.dtype.isnative
        and (name != "texts" or array.dtype == np.uint8)
        and (not name.startswith("block ") or array.dtype == np.uint64)
        for name, array in arrays.items()
    )


def is_sound(index: Index, pairs: int) -> bool:
    """Tell whether whatever points from one array of the index into another points at something there.

    `pairs` is the number of pairs of locales. Takes twenty milliseconds for a million sources.

    Raises:
        ValueError: an array has more or fewer axes than it should.
    """
    return (
        len(index.lengths) == len(index.starts) - 1
        and _leads_through(index.starts, index.slots)
        and _rises(index.starts)
        and _units_are_there(index, pairs)
        and _texts_are_there(index)
        and _rows_are_there(index)
    )


def _leads_through(places: NDArray[np.generic], many: int) -> bool:
    """Tell whether the places rise from 0 to the number of what they lead to."""
    numbers = places.astype(np.int64)
    # Compared, not subtracted: a difference of the greatest numbers overflows.
    return bool(numbers[0] == 0 and numbers[-1] == many and (numbers[:-1] <= numbers[1:]).all())


def _rises(numbers: Numbers) -> bool:
    """Tell whether each number is greater than the one before."""
    return bool((numbers[:-1] < numbers[1:]).all())


def _are_below(many: int, places: NDArray[np.generic]) -> bool:
    """Tell whether the places are places among so many things; one below 0 would count from the end, or beyond it."""
    numbers = places.astype(np.int64)
    return bool(((numbers >= 0) & (numbers < many)).all())


def _units_are_there(index: Index, pairs: int) -> bool:
    return (
        len(index.first_unit) == index.slots + 1
        and _leads_through(index.first_unit, index.units)
        and len(index.pairs) == index.units
        and _are_below(pairs, index.pairs)
    )


def _texts_are_there(index: Index) -> bool:
    """Tell whether reading as many code points as each text is said to have stays within the texts."""
    if len(index.offsets) != index.slots + 1 or not _leads_through(index.offsets, len(index.arena)):
        return False
    # A code point has a byte at least; greater numbers might overflow in the sums below.
    if not _are_below(len(index.arena) + 1, index.lengths) or not _rises(index.lengths):
        return False
    offsets, lengths = index.offsets.astype(np.int64), index.lengths_of(np.arange(index.slots))
    far = np.flatnonzero(offsets[:-1] + _LONGEST * lengths > len(index.arena))
    texts = zip(offsets[far].tolist(), offsets[far + 1].tolist(), lengths[far].tolist(), strict=True)
    return all(
        len(index.arena[begin:end].tobytes().decode("utf-8", "surrogatepass")) == length for begin, end, length in texts
    )


def _rows_are_there(index: Index) -> bool:
    words = index.block // 64
    return (
        words > 0
        and words & (words - 1) == 0
        and index.block == words * 64
        and len(index.table) == CODES
        and _are_below(BUCKETS, index.table)
        and index.rows.shape == (-(-index.slots // index.block), REGIONS * BUCKETS + 1)
        and all(
            bitmap.shape[1] == words and _leads_through(starts, len(bitmap) - 1)
            for starts, bitmap in zip(index.rows, index.blocks, strict=True)
        )
    )
