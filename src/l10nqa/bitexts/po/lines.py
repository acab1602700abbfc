"""A PO file as the lines that it is made of, so that an entry can change while all others keep their bytes.

What a line says is `parse`'s business; here is only which line is of which kind, and which make up an entry.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

import polib

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["EntryLines", "Kind", "Line", "entries_of", "text_of"]

_QUOTED = re.compile(rb'"(.*)"', re.DOTALL)


class Kind(Enum):
    """What a line is; one that goes on with a text is of the kind of the line where that begins."""

    BLANK = "blank"
    COMMENT = "#"
    EXTRACTED = "#."
    REFERENCE = "#:"
    FLAGS = "#,"
    PREVIOUS = "#|"
    CONTEXT = "msgctxt"
    SOURCE = "msgid"
    PLURAL = "msgid_plural"
    TARGET = "msgstr"


_COMMENTS = {b"#.": Kind.EXTRACTED, b"#:": Kind.REFERENCE, b"#,": Kind.FLAGS, b"#|": Kind.PREVIOUS}
# The longer word first: it begins with the other one.
_TEXTS = (Kind.CONTEXT, Kind.PLURAL, Kind.SOURCE, Kind.TARGET)


class Line(NamedTuple):
    """One line with its end."""

    kind: Kind
    raw: bytes


class EntryLines(NamedTuple):
    """The lines of an entry, and the blank ones after it. What follows the last one is an entry without a source."""

    lines: list[Line]

    def of(self, kind: Kind) -> list[bytes]:
        """Return the lines of a kind."""
        return [line.raw for line in self.lines if line.kind is kind]

    @property
    def is_message(self) -> bool:
        """Whether it has a source, and is not the header: that is the one with an empty source and no context."""
        sources = self.of(Kind.SOURCE)
        is_obsolete = any(raw.lstrip().startswith(b"#~") for raw in sources)
        return bool(sources) and (is_obsolete or bool(self.of(Kind.CONTEXT)) or any(map(_inside, sources)))


def entries_of(raw: bytes) -> Iterator[EntryLines]:
    """Yield the entries of a file; their lines in a row are the file."""
    entry: list[Line] = []
    text, is_complete = Kind.BLANK, False
    for line in raw.splitlines(keepends=True):
        kind = _kind_of(line, text)
        if is_complete and kind not in (Kind.TARGET, Kind.BLANK):
            yield EntryLines(entry)
            entry, is_complete = [], False
        entry.append(Line(kind, line))
        if kind is not Kind.BLANK:
            text, is_complete = kind, is_complete or kind is Kind.TARGET
    if entry:
        yield EntryLines(entry)


def text_of(lines: Iterable[bytes], encoding: str) -> str:
    """Return the text that the lines of a field hold."""
    return "".join(polib.unescape(_inside(line).decode(encoding)) for line in lines)


def _kind_of(line: bytes, before: Kind) -> Kind:
    text = line.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"#~"):
        text = text[2:].strip()
        if text.startswith(b"|"):
            return Kind.PREVIOUS
    if not text:
        return Kind.BLANK
    if text.startswith(b"#"):
        return _COMMENTS.get(text[:2], Kind.COMMENT)
    return next((kind for kind in _TEXTS if text.startswith(kind.value.encode())), before)


def _inside(raw: bytes) -> bytes:
    found = _QUOTED.search(raw)
    return found[1] if found else b""
