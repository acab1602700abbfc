"""The file an index is kept in; see `array_file`. One whose arrays do not go together is treated like a missing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.memory.array_file import MALFORMED, ArrayFile, read_arrays, write_arrays
from l10nqa.memory.fuzzy.filter_math import BY_PLACE, CODES
from l10nqa.memory.fuzzy.index import Index
from l10nqa.memory.state import MemoryState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.filter_math import Numbers

__all__ = ["Facts", "read_index", "write_index"]

_MAGIC = b"l10nqa index 01\n"
"""Ends with the version of the format: of the layout, and of everything that decides the contents of the arrays."""


class Facts(NamedTuple):
    """The state of the memory that an index is of."""

    state: MemoryState
    pairs: tuple[tuple[str, str], ...]
    """The pairs of locales, source and target, by the numbers that units refer to them with."""


def write_index(
    path: Path, facts: Facts, arrays: Iterable[tuple[str, NDArray[np.generic]]], *, mode: int | None = None
) -> None:
    """Write the arrays, as they come, to a file that takes the place of `path` when it is complete.

    `mode` is its permissions, those of the memory: it holds the same texts.

    Raises:
        InputError: the folder cannot be written.
        OSError: writing failed on the way.
    """
    write_arrays(path, _MAGIC, (*facts.state, facts.pairs), arrays, mode=mode)


def read_index(path: Path) -> tuple[Facts, Index] | None:
    """Return the index at `path`; None where there is none that is whole, sound and of this version."""
    found = read_arrays(path, _MAGIC)
    try:
        return _indexed(found) if found else None
    except MALFORMED:
        return None


def _indexed(found: ArrayFile) -> tuple[Facts, Index] | None:
    if not _are_of_their_kinds(found.arrays):
        return None
    *state, pairs = found.facts
    facts = Facts(MemoryState(*state), tuple((source, target) for source, target in pairs))
    index = Index(found.arrays, found.content, found.offsets["texts"])
    return (facts, index) if _is_sound(index, len(pairs)) else None


_MAX_BYTES = 4
"""The greatest number of bytes of a code point in UTF-8."""


def _are_of_their_kinds(arrays: Mapping[str, NDArray[np.generic]]) -> bool:
    """Tell whether the texts are bytes, and the bitmaps words."""
    return all(
        (name != "texts" or array.dtype == np.uint8) and (not name.startswith("block ") or array.dtype == np.uint64)
        for name, array in arrays.items()
    )


def _is_sound(index: Index, pairs: int) -> bool:
    """Tell whether the arrays of an index go together: compiled loops read wherever these point.

    The hash of its file says that an index is as it was written, not that we wrote it.

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


def _leads_through(places: NDArray[np.generic], count: int) -> bool:
    """Tell whether the places rise from 0 to a number."""
    numbers = places.astype(np.int64)
    # Compared, not subtracted: a difference of the greatest numbers overflows.
    return bool(numbers[0] == 0 and numbers[-1] == count and (numbers[:-1] <= numbers[1:]).all())


def _rises(numbers: Numbers) -> bool:
    """Tell whether each number is greater than the one before."""
    return bool((numbers[:-1] < numbers[1:]).all())


def _are_below(count: int, places: NDArray[np.generic]) -> bool:
    """Tell whether the places are from 0 to below a number: one below 0 would count from the end, or lie before it."""
    numbers = places.astype(np.int64)
    return bool(((numbers >= 0) & (numbers < count)).all())


def _units_are_there(index: Index, pairs: int) -> bool:
    return (
        len(index.first_unit) == index.slots + 1
        and _leads_through(index.first_unit, index.units)
        and len(index.pairs) == index.units
        and _are_below(pairs, index.pairs)
    )


def _texts_are_there(index: Index) -> bool:
    """Tell whether every text has as many code points as its length says, where reading them might leave the arena."""
    if len(index.offsets) != index.slots + 1 or not _leads_through(index.offsets, len(index.arena)):
        return False
    # A code point has a byte at least; greater numbers might overflow in the sums below.
    if not _are_below(len(index.arena) + 1, index.lengths) or not _rises(index.lengths):
        return False
    offsets, lengths = index.offsets.astype(np.int64), index.lengths_of(np.arange(index.slots))
    far = np.flatnonzero(offsets[:-1] + _MAX_BYTES * lengths > len(index.arena))
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
        and _are_below(BY_PLACE.buckets, index.table)
        and index.rows.shape == (-(-index.slots // index.block), BY_PLACE.regions * BY_PLACE.buckets + 1)
        and all(
            bitmap.shape[1] == words and _leads_through(starts, len(bitmap) - 1)
            for starts, bitmap in zip(index.rows, index.blocks, strict=True)
        )
    )
