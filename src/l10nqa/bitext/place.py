"""Reads the bytes at a `Place`: a file, or standard input."""

from __future__ import annotations

import errno
import os
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.bitext.find import STANDARD_INPUT, Place
from l10nqa.errors import InputError

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["beginning_of", "read_bytes"]


def read_bytes(place: Place) -> bytes:
    """Return the bytes of the file, or of standard input up to its end.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return _read_once(_standard_input()) if place.path == STANDARD_INPUT else place.file.read_bytes()
    except OSError as error:
        hint = "check that it exists and its permissions"
        raise InputError(f"cannot be read: {error.strerror}", path=place.path, hint=hint) from error


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # so Python says that it was closed before we began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


@lru_cache(maxsize=1)
def _read_once(stream: BinaryIO) -> bytes:
    """Read the stream to its end; a second call returns the same bytes, which the stream itself could not."""
    return stream.read()


def beginning_of(place: Place, size: int) -> bytes:
    """Return the first bytes of the file, at most `size`.

    Raises:
        InputError: the file cannot be read.
    """
    if place.path == STANDARD_INPUT:
        return read_bytes(place)[:size]
    try:
        with place.file.open("rb") as file:
            return file.read(size)
    except OSError as error:
        hint = "check that it exists and its permissions"
        raise InputError(f"cannot be read: {error.strerror}", path=place.path, hint=hint) from error
