"""Reads the bytes at a `Place`: a file, or standard input."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import contextmanager
from functools import lru_cache
from io import BufferedReader
from typing import TYPE_CHECKING

from l10nqa.bitext.find import STANDARD_INPUT, Place
from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["beginning_of", "is_stream_of_records", "lines_of_standard_input", "read_bytes"]

_BEGINS_RECORD = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*(?:\"|\Z)")
"""An object with a key, which no other kind of file begins with; the rest of the line may not have arrived."""


def read_bytes(place: Place) -> bytes:
    """Return the bytes of the file, or of standard input up to its end; for a page without a translation its source's.

    Raises:
        InputError: the file cannot be read.
    """
    with _as_input_error(place.path):
        return _read_once(_standard_input()) if place.path == STANDARD_INPUT else _present(place).read_bytes()


def _present(place: Place) -> Path:
    """Return the file to read: that of the source for a translation that does not exist yet."""
    return place.source.file if place.source and place.source.is_untranslated else place.file


@contextmanager
def _as_input_error(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = "check that it exists and its permissions"
        raise InputError(f"cannot be read: {error.strerror}", path=path, hint=hint) from error


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # so Python says that it was closed before we began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


@lru_cache(maxsize=1)
def _read_once(stream: BinaryIO) -> bytes:
    """Read the stream to its end; a second call returns the same bytes, which the stream itself could not."""
    return stream.read()


def is_stream_of_records() -> bool:
    """Tell whether standard input begins as JSON Lines do; it waits for the first bytes, and takes none.

    Raises:
        InputError: standard input cannot be read.
    """
    with _as_input_error(STANDARD_INPUT):
        stream = _standard_input()
        beginning = stream.peek(1) if isinstance(stream, BufferedReader) else b""
    return _BEGINS_RECORD.match(beginning) is not None


def lines_of_standard_input(longest: int) -> Iterator[bytes]:
    """Yield each line as soon as it arrives, with its end; of a line of over `longest` bytes the first `longest + 1`.

    Raises:
        InputError: standard input cannot be read.
    """
    with _as_input_error(STANDARD_INPUT):
        stream = _standard_input()
        while line := stream.readline(longest + 1):
            rest = line
            while len(rest) > longest and not rest.endswith(b"\n"):
                rest = stream.readline(longest + 1)
            yield line


def beginning_of(place: Place, size: int) -> bytes:
    """Return the first bytes of the file, at most `size`.

    Raises:
        InputError: the file cannot be read.
    """
    if place.path == STANDARD_INPUT:
        return read_bytes(place)[:size]
    with _as_input_error(place.path), _present(place).open("rb") as file:
        return file.read(size)
