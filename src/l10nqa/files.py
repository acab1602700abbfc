"""Writes files atomically: a reader never sees half of one. All files are written here, except databases.

Nothing that the running job reads is replaced, and no SQLite database: see `l10nqa.inputs`.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from l10nqa.errors import ConfigError, InputError
from l10nqa.inputs import refuse_input

try:
    import fcntl
except ImportError:  # Windows: two processes that change one file at the same moment are not kept apart there
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["atomic_file", "atomic_text_file", "changing", "stamp_of", "write_atomically"]

_PART = ".l10nqa.part"
"""The ending of a file that is being written."""
_ABANDONED = 24 * 3600
"""Seconds after which a part that no process has touched is taken for one that a killed process left."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_SQLITE = b"SQLite format 3\0"


@contextmanager
def atomic_file(
    path: Path,
    *,
    durable: bool = True,
    replaces: str | None = None,
    within: Path | None = None,
    mode: int | None = None,
) -> Iterator[BinaryIO]:
    """Open a file for writing that replaces `path` only when the block ends without an error.

    A symbolic link stays, and its target is replaced; a pipe or a device is written to directly. The permissions of a
    replaced file are kept; with `mode` the file gets that one, old or new. With `durable` the content is on
    disk before the file is replaced; without, a power failure can leave an empty file, which is acceptable for files
    that can be created again. `replaces` is what an input is that may be replaced, such as the document that is fixed.
    With `within` no link leads out of that folder.

    Raises:
        ConfigError: the file is an input of the running job or a database, or a link leads out of `within`.
        InputError: the file or its folder cannot be written, or there is no room.
    """
    _refuse(path, replaces, within)
    if _is_stream(path):
        with path.open("wb") as file:
            yield file
        return
    given, path = path, path.resolve()
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=_PART, dir=path.parent)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path), hint="check the folder") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        _refuse(given, replaces, within)  # the job may have read more since it began to write
        _replace(part, path, mode)
    except BaseException as error:
        written = _size(part)
        part.unlink(missing_ok=True)
        with suppress(OSError):  # others may have put something there
            for folder in made:
                folder.rmdir()
        if isinstance(error, OSError) and error.errno in _NO_ROOM and error.filename is None:
            kept = "what was there before is unchanged" if path.exists() else "no file was left"
            message = f"cannot be written: {error.strerror}, after {written:,} bytes; {kept}"
            raise InputError(message, path=str(path), hint="make room, or give another folder") from error
        raise


@contextmanager
def atomic_text_file(path: Path, *, within: Path | None = None) -> Iterator[TextIO]:
    """Open a UTF-8 file like `atomic_file`, not durably; characters that UTF-8 cannot encode are written as escapes."""
    with atomic_file(path, durable=False, within=within) as file:
        stream = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
        yield stream
        stream.flush()
        stream.detach()


def write_atomically(
    path: Path, content: bytes, *, durable: bool = True, replaces: str | None = None, within: Path | None = None
) -> None:
    """Write the whole content to `path`, or leave the file unchanged; the rest is as in `atomic_file`."""
    with atomic_file(path, durable=durable, replaces=replaces, within=within) as file:
        file.write(content)


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Keep others who do the same from reading and replacing the file until the block ends: threads and processes.

    The lock is on the folder, so that it leaves no file behind; where a file system has no locks there is none.
    """
    folder = path.resolve().parent
    if fcntl is None or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # as on NFS, which locks only what is open for writing
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def stamp_of(path: Path) -> tuple[int, int, int] | None:
    """Return what tells whether a file has changed: time, size and number; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def _refuse(path: Path, replaces: str | None, within: Path | None) -> None:
    refuse_input(path, replaces)
    if within and not path.resolve().is_relative_to(within.resolve()):
        message = f"is a link that leads out of the output folder, to {path.resolve()}"
        raise ConfigError(message, path=str(path), hint="remove the link, or give another folder")
    if replaces is None and _begins_with(path, _SQLITE):
        hint = "give another file; a memory is changed only by the commands that take it as --tm"
        raise ConfigError("is a database, such as a translation memory, and is not replaced", path=str(path), hint=hint)


def _begins_with(path: Path, magic: bytes) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(magic)) == magic
    except OSError:
        return False


@lru_cache(maxsize=1024)
def _sweep(folder: Path) -> None:
    """Remove the parts that killed processes have left in the folder; once in a process."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(_PART):
                try:
                    if entry.stat(follow_symlinks=False).st_mtime < time.time() - _ABANDONED:
                        os.unlink(entry.path)  # noqa: PTH108 - as os.scandir gives it
                except OSError:
                    pass  # it went away by itself, or is not ours


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _replace(part: Path, path: Path, mode: int | None) -> None:
    try:
        if mode is None:
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        part.chmod(mode)
        part.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path), hint="give another name") from error


def _umask() -> int:
    # POSIX offers no way to read the mask without setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
