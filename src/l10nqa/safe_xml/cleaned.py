"""Cleans a stream of XML for a parser: forbidden characters and oversized elements."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, AnyStr, BinaryIO

from l10nqa.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FORBIDDEN", "Cleaned", "clean"]

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that an XML 1.0 document cannot hold in any way."""

_BLOCK = 1 << 16
_LONGEST = 1 << 24
"""Bytes that may be read for one element: as a tree, empty elements without number take thirty times as much."""
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_CONTROL = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORBIDDEN_UTF_8 = re.compile(_CONTROL.pattern + b"|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9A-Fa-f]{1,8})|0*([0-9]{1,10}));")
_REFERENCE_IN_TEXT = re.compile(_REFERENCE.pattern.decode())
_LONGEST_REFERENCE = 32
_LONGEST_DECLARATION = 200
_CUT = re.compile(rb"&[^&]{0,31}\Z|[\xed\xef][\x80-\xbf]?\Z")
"""What the end of a block may cut in two: a reference, and a character that is forbidden."""
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED = re.compile(rb"^(<\?xml[^>]*?encoding\s*=\s*)([\"'])([^\"']*)\2")


def clean(xml: str) -> str:
    """Return a piece of XML as a stream of it is cleaned: with U+FFFD for each character that XML forbids."""

    def reference(found: re.Match[str]) -> str:
        return "\N{REPLACEMENT CHARACTER}" if _is_forbidden(found) else found[0]

    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", _REFERENCE_IN_TEXT.sub(reference, xml))


def _is_forbidden(reference: re.Match[AnyStr]) -> bool:
    """Tell whether a character that is referred to is one that XML forbids, or none at all."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return number > 0x10FFFF or FORBIDDEN.match(chr(number)) is not None


class Cleaned:
    """A stream of XML without what a parser would stop at: forbidden characters; UTF-16 becomes UTF-8 on the way.

    Reading stops with an `InputError` where more than `_LONGEST` bytes have been read since `begin` was called.
    """

    def __init__(self, stream: BinaryIO, file: Path | str) -> None:
        self.replaced = 0
        self.first_line = 0
        self._stream = stream
        self._file = file
        self._held = b""
        self._line = self._began = 1
        self._size = 0
        start = stream.read(_LONGEST_DECLARATION)
        stream.seek(0)
        utf_16 = _UTF_16.get(start[:2])
        self._decoder = codecs.getincrementaldecoder(utf_16)("surrogatepass") if utf_16 else None
        declared = _DECLARED.match(start.removeprefix(codecs.BOM_UTF8))
        # Some programs declare UTF-16, in which they hold a document, and write UTF-8.
        self._is_misdeclared = bool(not utf_16 and declared and declared[3].upper().startswith(b"UTF-16"))
        self._is_utf_8 = not declared or self._is_misdeclared or declared[3].upper() in {b"UTF-8", b"UTF8"}
        self._at_start = True

    def begin(self) -> None:
        """Record that an element is finished and another one begins."""
        self._size, self._began = 0, self._line

    def read(self, size: int = -1) -> bytes:
        """Return the next stretch of the document, nothing at its end; `size` is a hint."""
        while True:
            raw = self._stream.read(size if size > 0 else _BLOCK)
            if self._is_misdeclared:
                raw, self._is_misdeclared = _as_declared(raw), False
            self._size += len(raw)
            if self._size > _LONGEST:
                reason = f"holds an element, here or below, of more than {_LONGEST >> 20} MiB"
                raise InputError(reason, path=str(self._file), line=self._began, hint="split it")
            block = self._held + (self._as_utf_8(raw, self._decoder) if self._decoder else raw)
            cut = _CUT.search(block, max(len(block) - _LONGEST_REFERENCE, 0)) if raw else None
            block, self._held = (block[: cut.start()], cut[0]) if cut else (block, b"")
            if block or not raw:
                return self._clean(block)

    def _clean(self, block: bytes) -> bytes:
        if b"&#" in block:
            block = _REFERENCE.sub(self._reference, block)
        if self._is_utf_8 and (b"\xed" in block or b"\xef\xbf" in block or _has_controls(block)):
            block = _FORBIDDEN_UTF_8.sub(self._character, block)
        elif not self._is_utf_8 and _has_controls(block):
            block = _CONTROL.sub(self._character, block)
        self._line += block.count(b"\n")
        return block

    def _reference(self, match: re.Match[bytes]) -> bytes:
        return self._character(match) if _is_forbidden(match) else match[0]

    def _character(self, match: re.Match[bytes]) -> bytes:
        self.replaced += 1
        line = self._line + match.string.count(b"\n", 0, match.start())
        self.first_line = min(self.first_line or line, line)
        # A reference is right in any encoding, but in a CDATA section it would be text.
        return "\N{REPLACEMENT CHARACTER}".encode() if self._is_utf_8 else b"&#xFFFD;"

    def _as_utf_8(self, raw: bytes, decoder: codecs.IncrementalDecoder) -> bytes:
        try:
            text = decoder.decode(raw, final=not raw)
        except UnicodeDecodeError:  # half a character at the end of the file
            decoder.reset()  # or it would be there for ever
            text = "\N{REPLACEMENT CHARACTER}"
        # Half of a surrogate pair is no character: it becomes what UTF-8 forbids, and that is replaced.
        block = text.encode("utf-8", "surrogatepass")
        if self._at_start:
            block, self._at_start = _as_declared(block), False
        return block


def _as_declared(beginning: bytes) -> bytes:
    """Return the beginning of a document in UTF-8 so that it declares that, or nothing."""
    return _DECLARED.sub(rb"\1\2UTF-8\2", beginning.removeprefix(codecs.BOM_UTF8))


def _has_controls(block: bytes) -> bool:
    return len(block.translate(None, _CONTROLS)) != len(block)
