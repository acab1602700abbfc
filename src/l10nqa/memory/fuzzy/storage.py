"""The file an index is kept in: written whole or not at all, mapped for reading, trusted only if whole and sound.

The file holds a magic number, the arrays one after the other (each at a multiple of 64 bytes), facts in JSON, and at
the end the length of these and a hash of all that comes before. A file that cannot be read for any reason is treated
like one that is missing: an index can be made again.
"""

from __future__ import annotations

import json
import mmap
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import xxhash

from l10nqa.files import atomic_file
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
_END = struct.Struct("<QQ")
_ALIGNMENT = 64


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
    hashed = xxhash.xxh3_64()
    table: dict[str, tuple[str, tuple[int, ...], int]] = {}
    with atomic_file(path, replaces="file of a memory", mode=mode) as file:
        offset = 0

        def put(content: bytes | memoryview) -> None:
            nonlocal offset
            hashed.update(content)
            offset += file.write(content)

        put(_MAGIC)
        for name, values in arrays:
            put(b"\0" * (-offset % _ALIGNMENT))
            table[name] = (values.dtype.str, values.shape, offset)
            put(np.ascontiguousarray(values).view(np.uint8).reshape(-1).data)
        described = json.dumps({"facts": (*facts.state, facts.pairs), "arrays": table}).encode()
        put(described)
        file.write(_END.pack(len(described), hashed.intdigest()))


def read_index(path: Path) -> tuple[Facts, Index] | None:
    """Return the index at `path`; None where there is none that is whole, sound and of this version."""
    try:
        with path.open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        described = _described(content)
        return _indexed(content, described) if described else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return None  # there is none, it is empty, or its facts are not such facts


def _indexed(content: mmap.mmap, described: dict[str, Any]) -> tuple[Facts, Index] | None:
    arrays = {
        name: np.frombuffer(content, kind, int(np.prod(shape)), offset).reshape(shape)
        for name, (kind, shape, offset) in described["arrays"].items()
    }
    if not _are_integers(arrays):
        return None
    *state, pairs = described["facts"]
    facts = Facts(MemoryState(*state), tuple((source, target) for source, target in pairs))
    index = Index(arrays, content, described["arrays"]["texts"][2])
    return (facts, index) if _is_sound(index, len(pairs)) else None


def _described(content: mmap.mmap) -> dict[str, Any] | None:
    if len(content) < len(_MAGIC) + _END.size or content[: len(_MAGIC)] != _MAGIC:
        return None
    length, digest = _END.unpack(content[-_END.size :])
    with memoryview(content) as view, view[: -_END.size] as body:
        if length > len(body) or xxhash.xxh3_64_intdigest(body) != digest:
            return None
        return json.loads(bytes(body[len(body) - length :]))  # type: ignore[no-any-return]


_MAX_BYTES = 4
"""The greatest number of bytes of a code point in UTF-8."""


def _are_integers(arrays: Mapping[str, NDArray[np.generic]]) -> bool:
    """Tell whether all arrays hold integers in this machine's order, the texts bytes, and the bitmaps words."""
    return all(
        array.dtype.kind in "iu"
        and array.dtype.isnative
        and (name != "texts" or array.dtype == np.uint8)
        and (not name.startswith("block ") or array.dtype == np.uint64)
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
