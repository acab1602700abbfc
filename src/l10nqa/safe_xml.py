"""XML of unknown origin, read element by element in bounded memory.

Nothing is expanded and nothing is fetched: a file that declares entities is refused, a DTD is not looked for, and
libxml2 keeps its limits (10 MB a text, 256 levels). Characters that XML 1.0 forbids (section 2.2), which many tools
write all the same, raw or as `&#x1;`, are read as U+FFFD and reported; the rest of the file is read.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from lxml import etree

from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

__all__ = ["FORBIDDEN", "elements", "line_of", "name_of"]

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that an XML 1.0 document cannot hold in any way."""

# huge_tree stays off: it would take away libxml2's guards against entity bombs and endless nesting.
_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_BLOCK = 1 << 16
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_CONTROL = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9A-Fa-f]{1,8})|0*([0-9]{1,10}));")
_LONGEST_REFERENCE = 32
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED = re.compile(r"^(<\?xml[^>]*?encoding=)([\"'])[^\"']*\2")


def elements(
    file: Path,
    names: Collection[str],
    *,
    kind: str,
    roots: Collection[str],
    skipped: Callable[[InputError], None],
) -> Iterator[etree._Element]:
    """Yield each element with one of the local names, complete, and forget it as soon as the next is asked for.

    Its ancestors are there with their attributes, its elder siblings are gone or empty. `kind` is what the file should
    be, `roots` the local names that its root may have. That characters were replaced goes to `skipped`, once, after
    everything else.

    Raises:
        InputError: the file declares entities, has another root, or is broken; in the last case everything before the
            break has been yielded.
        OSError: the file cannot be read.
    """
    with file.open("rb") as stream:
        _check_beginning(_Cleaned(stream), file, kind, roots)
    with file.open("rb") as stream:
        cleaned = _Cleaned(stream)
        tags = [f"{{*}}{name}" for name in names]
        try:
            for _, element in etree.iterparse(cleaned, tag=tags, remove_comments=True, remove_pis=True, **_OPTIONS):
                yield element
                _forget(element)
        except etree.XMLSyntaxError as error:
            raise _broken(error, file) from error
        if cleaned.replaced:
            reason = f"characters that XML forbids, read as \N{REPLACEMENT CHARACTER}: {cleaned.replaced}"
            skipped(InputError(reason, path=str(file), line=cleaned.first_line))


def name_of(element: etree._Element) -> str:
    """Return the local name of an element; nothing for what is no element, such as an entity."""
    tag: Any = element.tag  # a function, for what is no element
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int:
    """Return the line on which an element begins, or is inside where its start tag takes several."""
    line: Any = element.sourceline
    return line or 1


class _Cleaned:
    """A stream of XML without what a parser would stop at: forbidden characters; UTF-16 becomes UTF-8 on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        self.replaced = 0
        self.first_line = 0
        self._stream = stream
        self._held = b""
        self._line = 1
        self._decoder = self._utf_16_decoder()
        self._at_start = True

    def read(self, size: int = -1) -> bytes:
        """Return the next stretch of the document, nothing at its end; `size` is a hint."""
        while True:
            raw = self._stream.read(size if size > 0 else _BLOCK)
            block = self._held + (self._as_utf_8(raw, self._decoder) if self._decoder else raw)
            # A reference may be cut in two by the end of the block.
            cut = block.find(b"&", max(len(block) - _LONGEST_REFERENCE, 0)) if raw else -1
            block, self._held = (block[:cut], block[cut:]) if cut >= 0 else (block, b"")
            if block or not raw:
                return self._clean(block)

    def _clean(self, block: bytes) -> bytes:
        if b"&#" in block:
            block = _REFERENCE.sub(self._reference, block)
        if len(block.translate(None, _CONTROLS)) != len(block):
            block = _CONTROL.sub(self._control, block)
        self._line += block.count(b"\n")
        return block

    def _reference(self, match: re.Match[bytes]) -> bytes:
        number = int(match[1], 16) if match[1] else int(match[2])
        if number <= 0x10FFFF and not FORBIDDEN.match(chr(number)):
            return match[0]
        self._note(match)
        return b"&#xFFFD;"

    def _control(self, match: re.Match[bytes]) -> bytes:
        self._note(match)
        # As a reference it is right in any encoding.
        return b"&#xFFFD;"

    def _note(self, match: re.Match[bytes]) -> None:
        self.replaced += 1
        self.first_line = self.first_line or self._line + match.string.count(b"\n", 0, match.start())

    def _utf_16_decoder(self) -> codecs.IncrementalDecoder | None:
        start = self._stream.read(2)
        self._stream.seek(0)
        return codecs.getincrementaldecoder(_UTF_16[start])("surrogatepass") if start in _UTF_16 else None

    def _as_utf_8(self, raw: bytes, decoder: codecs.IncrementalDecoder) -> bytes:
        try:
            text = decoder.decode(raw, final=not raw)
        except UnicodeDecodeError:  # half a character at the end of the file
            text = "\N{REPLACEMENT CHARACTER}"
        if self._at_start:
            text = _DECLARED.sub(r"\1\2UTF-8\2", text.removeprefix("\ufeff"))
            self._at_start = False
        # Half of a surrogate pair is no character: what UTF-8 cannot say becomes a reference, and that is replaced.
        return text.encode("utf-8", "xmlcharrefreplace")


def _check_beginning(stream: _Cleaned, file: Path, kind: str, roots: Collection[str]) -> None:
    try:
        _, root = next(iter(etree.iterparse(stream, events=("start",), **_OPTIONS)))
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        hint = "put the text in the place of each &name; and remove the <!ENTITY ...> lines"
        raise InputError("declares entities, which can be made to do harm", path=str(file), hint=hint)
    if name_of(root) not in roots:
        found = f"is no {kind}: its root element is <{name_of(root)}>"
        hint = f"expected {' or '.join(f'<{name}>' for name in roots)}"
        raise InputError(found, path=str(file), line=line_of(root), hint=hint)


def _broken(error: etree.XMLSyntaxError, file: Path) -> InputError:
    hint = "what stands before it was read" if (error.lineno or 0) > 1 else "check that the file is complete"
    return InputError(f"is broken XML: {error.msg}", path=str(file), line=error.lineno or None, hint=hint)


def _forget(element: etree._Element) -> None:
    # Without its elder siblings gone too, the tree of a large file would fill up with empty elements.
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
