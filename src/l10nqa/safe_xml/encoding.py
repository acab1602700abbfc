"""The text of an XML file that is edited in place, and the same text as bytes again."""

from __future__ import annotations

import codecs
import re

from l10nqa.errors import InputError

__all__ = ["decoded", "encoded", "encoding_of"]

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MARKS |= {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


def encoding_of(raw: bytes) -> str:
    """Return the name of the encoding of a file; the byte order mark, if there is one, stays part of the text."""
    marked = next((encoding for mark, encoding in _MARKS.items() if raw.startswith(mark)), None)
    declared = _DECLARED.match(raw)
    # Without a mark or a zero byte it is not UTF-16, whatever it declares (see `Cleaned`).
    is_trusted = declared and not declared[1].upper().startswith(b"UTF-16")
    return marked or (declared[1].decode() if declared and is_trusted else "utf-8")


def decoded(raw: bytes, encoding: str, path: str) -> str:
    """Return the text of a file; `encoded` gives the same bytes back.

    Raises:
        InputError: the bytes are not in that encoding, or the encoding is unknown or does not give them back.
    """
    try:
        text = raw.decode(encoding, _errors(encoding, otherwise="strict"))
        is_reversible = encoded(text, encoding) == raw
    except (UnicodeError, LookupError) as error:
        raise InputError(f"is not in {encoding}", path=path, hint="save it as UTF-8") from error
    if not is_reversible:
        raise InputError(f"has several spellings of one text in {encoding}", path=path, hint="save it as UTF-8")
    return text


def encoded(text: str, encoding: str) -> bytes:
    """Return the text as bytes; a character that the encoding lacks becomes a character reference."""
    return text.encode(encoding, _errors(encoding, otherwise="xmlcharrefreplace"))


def _errors(encoding: str, *, otherwise: str) -> str:
    # Bytes that are not UTF-8 become lone surrogates (PEP 383); in UTF-16 that is what they are.
    return {"utf-8": "surrogateescape", "utf-16-le": "surrogatepass", "utf-16-be": "surrogatepass"}.get(
        codecs.lookup(encoding).name, otherwise
    )
