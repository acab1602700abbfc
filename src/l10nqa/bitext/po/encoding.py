"""The encoding of a PO file: the one that its header names, and UTF-8 where it names none."""

from __future__ import annotations

import re
from typing import NamedTuple

from l10nqa.errors import InputError

__all__ = ["Decoded", "decode", "encoding_of"]

_CHARSET = re.compile(rb"Content-Type:[^\n]*?charset\s*=\s*([^\s;\"\\]+)", re.IGNORECASE)
_HEADER = 1 << 16
"""Bytes in which the header is looked for."""
_ASCII = bytes(range(32, 127)) + b"\t\n\r"
_REMEDY = "save it as UTF-8 and let its header say so"


class Decoded(NamedTuple):
    """The text of a file, and the encoding that gives its bytes back."""

    text: str
    encoding: str


def decode(raw: bytes, path: str) -> Decoded:
    """Return the text of a PO file.

    Raises:
        InputError: it is not in the encoding that its header names; with the line, where one is to blame.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("is UTF-16, which gettext does not read", path=path, line=1, hint=_REMEDY)
    encoding = encoding_of(raw)
    try:
        text = raw.decode(encoding)
        if encoding != "UTF-8" and text.encode(encoding) != raw:
            hint = "msgconv -t UTF-8 FILE.po -o NEW.po makes it a file that can be written"
            raise InputError(f"is in {encoding}, which cannot be written back as it was", path=path, hint=hint)
    except UnicodeError as error:
        message = f"is not in the encoding of its header, {encoding}"
        raise InputError(message, path=path, line=_bad_line(raw, encoding), hint=_REMEDY) from error
    return Decoded(text, encoding)


def encoding_of(raw: bytes) -> str:
    """Return the encoding that the header of a PO file names; UTF-8 where it names none that gettext could read."""
    found = _CHARSET.search(raw, 0, _HEADER)
    name = found[1].decode("latin-1") if found else ""
    try:
        return name if _ASCII.decode(name) == _ASCII.decode() else "UTF-8"
    except (LookupError, ValueError):  # the first: no encoding, or none of text; the second: not of ASCII
        return "UTF-8"


def _bad_line(raw: bytes, encoding: str) -> int | None:
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode(encoding)
        except UnicodeError:
            return number
    return None
