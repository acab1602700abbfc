"""Keeps what a report shows of its findings: in memory while they are few, in a temporary file where they are many."""

from __future__ import annotations

import pickle
import tempfile
import weakref
import zlib
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Spool"]

_HELD = 60_000
"""The number of items that are held in memory, about 2 kB each; a report over one or two locales never has more."""
_TOGETHER = 500
"""Items written at once: they share texts and paths, and are compressed together."""
_Item = TypeVar("_Item")


class Spool(Generic[_Item]):
    """Items in groups, each group in the order in which its items were added.

    The file has no name, so that no other process can reach it, and it is gone with this one. That is why it may hold
    pickles: nobody else has written what is read from it.
    """

    def __init__(self, held: int = _HELD) -> None:
        self._most = held
        self._count = 0
        self._held: dict[str, list[_Item]] = {}
        self._written: dict[str, list[tuple[int, int]]] = {}
        """The offset and the size of each piece of a group in the file."""
        self._file: Any = None

    def add(self, group: str, items: Sequence[_Item]) -> None:
        """Add items to a group.

        Raises:
            InputError: the temporary file cannot be written.
        """
        self._held.setdefault(group, []).extend(items)
        self._count += len(items)
        if self._count > self._most:
            try:
                for each in self._held:
                    self._write(each)
            except OSError as error:
                reason = f"cannot hold the findings of the report until its pages are written: {error.strerror}"
                hint = "make room there, or name another folder with the environment variable TMPDIR"
                raise InputError(reason, path=tempfile.gettempdir(), hint=hint) from error
            self._count = 0

    def items(self, group: str) -> Iterator[_Item]:
        """Yield the items of a group."""
        for offset, size in self._written.get(group, ()):
            self._file.seek(offset)
            yield from pickle.loads(zlib.decompress(self._file.read(size)))  # noqa: S301 - our own, see the class
        yield from self._held.get(group, ())

    def _write(self, group: str) -> None:
        items = self._held[group]
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="l10nqa-report-")  # noqa: SIM115 - open as long as the spool
            weakref.finalize(self, self._file.close)
        self._file.seek(0, 2)
        for start in range(0, len(items), _TOGETHER):
            piece = zlib.compress(pickle.dumps(items[start : start + _TOGETHER], pickle.HIGHEST_PROTOCOL), 1)
            self._written.setdefault(group, []).append((self._file.tell(), len(piece)))
            self._file.write(piece)
        items.clear()
