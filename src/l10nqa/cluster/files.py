"""Compares a file as this machine sees it with what a worker sees under the same path.

Size and time of the last change are compared first, which costs nothing. Where they differ, as they do between two
checkouts of one commit, the contents decide.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from l10nqa.bitext import Place

__all__ = ["SAME_PATH", "ReadContent", "SeenFile", "differing", "refuse_other_content", "seen_files"]

SAME_PATH = (
    "mount or check out the documents under the same path on every machine (docs/cluster.md); where that cannot be, "
    "use --shard"
)


class SeenFile(NamedTuple):
    """A file as one machine sees it."""

    path: str
    """Absolute; links in it stay."""
    shown: str
    """The path for messages."""
    size: int | None = None
    """In bytes; None if there is no such file, or it cannot be asked for."""
    modified: int = 0
    """The time of the last change, in nanoseconds of the file system."""


class ReadContent(NamedTuple):
    """What a machine reads under a path: two that are equal give the same results."""

    digest: str = ""
    is_readable: bool = True
    reason: str = ""
    """Why it cannot be read."""

    def agrees(self, theirs: ReadContent) -> bool:
        """Tell whether both machines read the same, or both cannot read the file."""
        return self.is_readable == theirs.is_readable and self.digest == theirs.digest


def seen_files(places: Iterable[Place]) -> list[SeenFile]:
    """Return the files that are read for the places, as this machine sees them.

    Raises:
        ConfigError: one of them is a pipe or a device, whose content only this process can read.
    """
    return [_seen(os.path.abspath(file), shown) for place in places for file, shown in _files_of(place)]  # noqa: PTH100 - follows no link


def _files_of(place: Place) -> Iterator[tuple[os.PathLike[str], str]]:
    if place.source is None or not place.source.is_untranslated:
        yield place.file, place.path
    if place.source:
        yield place.source.file, place.source.file.as_posix()


def _seen(path: str, shown: str) -> SeenFile:
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path for every file of a large tree costs seconds
    except OSError:
        return SeenFile(path, shown)
    if not stat.S_ISREG(found.st_mode):
        raise ConfigError("is a pipe or a device, which no worker of a cluster can read", path=shown, hint="use a file")
    return SeenFile(path, shown, found.st_size, found.st_mtime_ns)


def differing(files: Iterable[SeenFile]) -> list[tuple[SeenFile, ReadContent]]:
    """Return the files that look different on this machine, with what it reads: called on a worker."""
    return [(file, _content(file.path)) for file in files if not _looks_the_same(file)]


def _looks_the_same(file: SeenFile) -> bool:
    try:
        found = os.stat(file.path)  # noqa: PTH116 - as in _seen
    except OSError:
        return False
    is_same = stat.S_ISREG(found.st_mode) and (found.st_size, found.st_mtime_ns) == (file.size, file.modified)
    return is_same and os.access(file.path, os.R_OK)


def _content(path: str) -> ReadContent:
    digest = xxhash.xxh3_128()
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as in _seen
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        return ReadContent(is_readable=False, reason=error.strerror or str(error))
    return ReadContent(digest.hexdigest())


def refuse_other_content(differences: Iterable[tuple[SeenFile, ReadContent]], worker: str) -> None:
    """Compare what a worker read with the files of this machine.

    Raises:
        ConfigError: the worker read something else, or could not read what can be read here.
    """
    for file, theirs in differences:
        ours = _content(file.path)
        if ours.agrees(theirs):
            continue
        if not theirs.is_readable:
            message = f"cannot be read on the worker {worker}: {theirs.reason} ({file.path})"
        elif not ours.is_readable:
            message = f"can be read on the worker {worker}, but not here: {ours.reason} ({file.path})"
        else:
            message = f"has another content on the worker {worker} ({file.path})"
        raise ConfigError(message, path=file.shown, hint=SAME_PATH)
