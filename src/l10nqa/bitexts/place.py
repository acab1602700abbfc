"""Reads the document at a `Place`: a file, or standard input."""

from __future__ import annotations

import errno
import os
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.bitexts.find import STANDARD_INPUT, Place
from l10nqa.bitexts.sxs.read import parse_document
from l10nqa.errors import InputError
from l10nqa.front_matter import scalar
from l10nqa.locale import UNKNOWN_LOCALE, locale_of_path

if TYPE_CHECKING:
    from typing import BinaryIO

    from l10nqa.bitexts.sxs.read import SxsDocument

__all__ = ["peek_locale", "read_bytes", "read_place"]

_BEGINNING = 4096
"""Bytes of a file in which its locale is looked for."""


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
    """Read the stream to its end; asked again, give the same bytes, which the stream itself could not."""
    return stream.read()


def read_place(place: Place, *, target_locale: str | None = None, fallback_locale: str | None = None) -> SxsDocument:
    """Read the document; see `parse_document`. `fallback_locale` is for one that does not say its locale.

    Raises:
        InputError: the file cannot be read, or is no UTF-8 text.
    """
    raw = read_bytes(place)
    document = parse_document(raw, place.path, place.name, target_locale=target_locale)
    if document.target_locale == UNKNOWN_LOCALE and fallback_locale:
        return parse_document(raw, place.path, place.name, target_locale=fallback_locale)
    return document


def peek_locale(place: Place) -> str:
    """Return the target locale by a look at the beginning of the file and its path; `und` where neither tells."""
    try:
        beginning = _beginning(place)
    except (OSError, InputError):
        return UNKNOWN_LOCALE
    front_matter = beginning.decode("utf-8", "replace").partition("\n---")[0]
    return scalar(front_matter.partition("\n")[2] + "\n", "ms.contentlocale") or locale_of_path(place.path)


def _beginning(place: Place) -> bytes:
    if place.path == STANDARD_INPUT:
        return read_bytes(place)[:_BEGINNING]
    with place.file.open("rb") as file:
        return file.read(_BEGINNING)
