"""Writes files atomically: a reader never sees half of one."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from l10nqa.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["atomic_file", "atomic_text_file", "refuse_inputs", "write_atomically"]


@contextmanager
def atomic_file(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """Open a file for writing that replaces `path` only when the block ends without an error.

    A symbolic link stays, and its target is replaced; a pipe or a device is written to directly. The permissions of a
    replaced file are kept. With `durable` the content is on disk before the file is replaced; without, a power failure
    can leave an empty file, which is acceptable for files that can be created again.

    Raises:
        InputError: the file or its folder cannot be written.
    """
    if _is_stream(path):
        with path.open("wb") as file:
            yield file
        return
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path), hint="check the folder") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        _replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def atomic_text_file(path: Path) -> Iterator[TextIO]:
    """Open a UTF-8 file like `atomic_file`, not durably; characters that UTF-8 cannot encode are written as escapes."""
    with atomic_file(path, durable=False) as file:
        stream = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
        yield stream
        stream.flush()
        stream.detach()


def write_atomically(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write the whole content to `path`, or leave the file unchanged."""
    with atomic_file(path, durable=durable) as file:
        file.write(content)


def refuse_inputs(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse to overwrite one of the inputs, under any name or link.

    Raises:
        ConfigError: the output is the same file as an input.
    """
    try:
        there = output.stat()
    except OSError:
        return  # nothing is there that could be replaced
    for path in inputs:
        try:
            is_same = os.path.samestat(there, path.stat())
        except OSError:
            continue
        if is_same and stat.S_ISREG(there.st_mode):
            raise ConfigError(f"{output} is also an input ({path})", hint="give -o another file")


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _replace(part: Path, path: Path) -> None:
    try:
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path), hint="give another name") from error


def _umask() -> int:
    # POSIX offers no way to read the mask without setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
