"""Files of arrays that are made of a memory: written whole or not at all, mapped for reading, trusted only if whole.

A file holds a magic number, the arrays one after the other (each at a multiple of 64 bytes), facts in JSON, and at the
end the length of these and a hash of all that comes before. A file that cannot be read for any reason is treated like
one that is missing: what is in it can be made again.
"""

from __future__ import annotations

import json
import mmap
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import xxhash

from l10nqa.files import atomic_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["MALFORMED", "ArrayFile", "read_arrays", "write_arrays"]

MALFORMED = (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""The errors that reading a file raises where its facts or its arrays are not such as were written."""
_END = struct.Struct("<QQ")
_ALIGNMENT = 64


class ArrayFile(NamedTuple):
    """The contents of a file."""

    facts: Any
    arrays: dict[str, NDArray[Any]]
    """Views of the content, which cannot be written to."""
    content: mmap.mmap
    offsets: dict[str, int]
    """The places of the arrays in the content, in bytes."""


def write_arrays(
    path: Path, magic: bytes, facts: object, arrays: Iterable[tuple[str, NDArray[np.generic]]], *, mode: int | None
) -> None:
    """Write the arrays, as they come, to a file that takes the place of `path` when it is complete.

    Args:
        path: the file.
        magic: what it begins with; ends with the version of the format: of all that decides what is in the arrays.
        facts: whatever JSON can say.
        arrays: the arrays by name.
        mode: its permissions, those of the memory: it tells what is in its texts.

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

        put(magic)
        for name, values in arrays:
            put(b"\0" * (-offset % _ALIGNMENT))
            table[name] = (values.dtype.str, values.shape, offset)
            put(np.ascontiguousarray(values).view(np.uint8).reshape(-1).data)
        described = json.dumps({"facts": facts, "arrays": table}).encode()
        put(described)
        file.write(_END.pack(len(described), hashed.intdigest()))


def read_arrays(path: Path, magic: bytes) -> ArrayFile | None:
    """Return what is in a file; None where there is none that is whole and begins as it should."""
    try:
        with path.open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        described = _described(content, magic)
        if described is None:
            return None
        arrays = {
            name: np.frombuffer(content, kind, int(np.prod(shape)), offset).reshape(shape)
            for name, (kind, shape, offset) in described["arrays"].items()
        }
        if not all(array.dtype.kind in "iu" and array.dtype.isnative for array in arrays.values()):
            return None  # other than integers in this machine's order
        offsets = {name: offset for name, (_, _, offset) in described["arrays"].items()}
        return ArrayFile(described["facts"], arrays, content, offsets)
    except MALFORMED:
        return None  # there is none, it is empty, or its facts are not such facts


def _described(content: mmap.mmap, magic: bytes) -> dict[str, Any] | None:
    if len(content) < len(magic) + _END.size or content[: len(magic)] != magic:
        return None
    length, digest = _END.unpack(content[-_END.size :])
    with memoryview(content) as view, view[: -_END.size] as body:
        if length > len(body) or xxhash.xxh3_64_intdigest(body) != digest:
            return None
        return json.loads(bytes(body[len(body) - length :]))  # type: ignore[no-any-return]
