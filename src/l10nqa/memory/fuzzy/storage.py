"""The file an index is kept in: written whole or not at all, mapped for reading, trusted only if whole and sound.

MAGIC, the arrays one after the other (each from a multiple of 64 bytes on), facts in JSON, and at the end how long
those are and a hash of all that stands before. What cannot be read for any reason is treated like a file that is not
there: an index can be made again.
"""

from __future__ import annotations

import json
import mmap
import struct
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import xxhash

from l10nqa.files import atomic_file
from l10nqa.memory.fuzzy.index import Index
from l10nqa.memory.fuzzy.soundness import are_integers, is_sound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Facts", "read_index", "write_index"]

_MAGIC = b"l10nqa index 01\n"
"""Ends with the version of the layout and of everything that decides what stands in the arrays."""
_END = struct.Struct("<QQ")
_ALIGNMENT = 64
_ABANDONED = 3600
"""Seconds after which a part file that no process has touched is taken for one that a killed process left."""


class Facts(NamedTuple):
    """Which state of which memory an index is of."""

    generation: int
    token: str
    """Drawn at random for each generation of each memory."""
    change: int
    """The last entry of the memory's log of changes that the index takes into account."""
    last_unit: int
    pairs: tuple[tuple[str, str], ...]
    """The pairs of locales, source and target, that units refer to by place."""


def write_index(path: Path, facts: Facts, arrays: Iterable[tuple[str, NDArray[np.generic]]]) -> None:
    """Write the arrays, as they come, to a file that takes the place of `path` when it is complete.

    Raises:
        InputError: the folder cannot be written.
        OSError: writing failed on the way.
    """
    _remove_abandoned(path)
    hashed = xxhash.xxh3_64()
    table: dict[str, tuple[str, tuple[int, ...], int]] = {}
    with atomic_file(path) as file:
        at = 0

        def put(content: bytes | memoryview) -> None:
            nonlocal at
            hashed.update(content)
            at += file.write(content)

        put(_MAGIC)
        for name, values in arrays:
            put(b"\0" * (-at % _ALIGNMENT))
            table[name] = (values.dtype.str, values.shape, at)
            put(np.ascontiguousarray(values).view(np.uint8).reshape(-1).data)
        described = json.dumps({"facts": facts, "arrays": table}).encode()
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
        name: np.frombuffer(content, kind, int(np.prod(shape)), at).reshape(shape)
        for name, (kind, shape, at) in described["arrays"].items()
    }
    if not are_integers(arrays):
        return None
    (generation, token, change, last_unit, pairs) = described["facts"]
    facts = Facts(generation, token, change, last_unit, tuple((source, target) for source, target in pairs))
    index = Index(arrays, content, described["arrays"]["texts"][2])
    return (facts, index) if is_sound(index, len(pairs)) else None


def _described(content: mmap.mmap) -> dict[str, Any] | None:
    if len(content) < len(_MAGIC) + _END.size or content[: len(_MAGIC)] != _MAGIC:
        return None
    length, digest = _END.unpack(content[-_END.size :])
    with memoryview(content) as view, view[: -_END.size] as body:
        if length > len(body) or xxhash.xxh3_64_intdigest(body) != digest:
            return None
        return json.loads(bytes(body[len(body) - length :]))  # type: ignore[no-any-return]


def _remove_abandoned(path: Path) -> None:
    for part in path.parent.glob(f".{path.name[:40]}.*.part"):
        try:
            if part.stat().st_mtime < time.time() - _ABANDONED:
                part.unlink()
        except OSError:
            pass  # it went away by itself, or is not ours
