"""The text of an XLIFF document that is filled in place: as it stands in the file, and back to the same bytes."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from l10nqa.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["decoded", "encoded", "encoding_of"]

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MARKS |= {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


def encoding_of(raw: bytes) -> str:
    """Return the encoding of a document."""
    marked = next((encoding for mark, encoding in _MARKS.items() if raw.startswith(mark)), None)
    declared = _DECLARED.match(raw)
    # Without a mark or a zero byte it is not UTF-16, whatever it declares (see `safe_xml`).
    is_told = declared and not declared[1].upper().startswith(b"UTF-16")
    return marked or (declared[1].decode() if declared and is_told else "utf-8")


def decoded(raw: bytes, encoding: str, file: Path) -> str:
    """Return the text of a document.

    Raises:
        InputError: it is not in that encoding, or nobody knows it.
    """
    try:
        # What is no character of UTF-8 comes out as it came in.
        return raw.decode(encoding, "surrogateescape" if _is_utf_8(encoding) else "strict")
    except (UnicodeError, LookupError) as error:
        raise InputError(f"is not in {encoding}", path=str(file), hint="save it as UTF-8") from error


def encoded(document: str, encoding: str) -> bytes:
    """Return the text as it goes back into its file."""
    # A character that the encoding lacks can always be written as a reference.
    return document.encode(encoding, "surrogateescape" if _is_utf_8(encoding) else "xmlcharrefreplace")


def _is_utf_8(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "utf-8"
