"""Positions in text: spans, lines and columns, and all conversions to other units.

Inside l10nqa every offset is in code points. UTF-8 bytes (the Markdown parser, editors) and UTF-16 units (SARIF,
editors) are converted only here.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any, AnyStr, NamedTuple

import xxhash

__all__ = [
    "EFFECTIVE",
    "ByteCursor",
    "LineIndex",
    "Region",
    "Span",
    "UnitIndex",
    "compile_pattern",
    "count_of",
    "escaped",
    "is_small_letter",
    "printable",
    "text_hash",
    "with_line_feeds",
    "without_surrogates",
]

_HAS_SOUND_RE = sys.version_info >= (3, 11, 5)
"""Python 3.11.0 to 3.11.4 lose groups within possessive repeats (CPython issue 106052); Debian 12 has 3.11.2."""
_digest = xxhash.xxh3_64_intdigest
# CommonMark 0.31, section 2.1: a line ends with \n, \r\n, or an \r that is not followed by \n.
_LINE_END = re.compile(r"\r\n|\n|\r")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BYTE_ORDER_MARK = "\ufeff"
_BLOCK = 1024
"""Code points between two marks of a `UnitIndex`."""
EFFECTIVE = "[\\0-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
"""A pattern for what does something on a terminal instead of being shown.

These are control characters (Cc), separators of lines and paragraphs (Zl, Zp), bidirectional controls (Unicode Standard
Annex 9, table 4), and lone surrogates, which cannot be encoded.
"""
_EFFECTIVE = re.compile(EFFECTIVE)


class Span(NamedTuple):
    """A half-open range of code points: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters that the span covers in `text`."""
        return text[self.start : self.end]

    def touches(self, other: Span) -> bool:
        """Tell whether the two spans overlap or meet."""
        return self.start <= other.end and other.start <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans have a character in common, or an empty one lies within the other."""
        return self.start < other.end and other.start < self.end

    def inside(self, other: Span) -> bool:
        """Tell whether the whole span lies within `other`."""
        return other.start <= self.start and self.end <= other.end

    def shift(self, by: int) -> Span:
        """Return the span moved by a number of code points."""
        return Span(self.start + by, self.end + by)


class Region(NamedTuple):
    """A stretch of a file for SARIF and editors: 1-based lines and columns in UTF-16 units; the end is exclusive."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


class LineIndex:
    """Converts offsets of one text into 1-based lines and columns; the index is built on first use."""

    __slots__ = ("_astral", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None
        self._astral: list[int] | None = None
        """The offsets of characters that are two units in UTF-16."""

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins, in code points."""
        if self._starts is None:
            if "\r" in self._text:
                self._starts = [0, *(match.end() for match in _LINE_END.finditer(self._text))]
            else:  # most files, and three times as fast
                self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n")[:-1])]
        return self._starts

    def line(self, offset: int) -> int:
        """Return the 1-based line that holds the code point at `offset`."""
        return bisect_right(self.starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column, the column in code points."""
        line = self.line(offset)
        return line, offset - self.starts[line - 1] + 1

    def utf16_column(self, offset: int) -> int:
        """Return the 1-based column in UTF-16 units, for SARIF and editors."""
        start = self.starts[self.line(offset) - 1]
        if self._astral is None:
            # Where every character is one unit there is none to look for, which takes seven times as long.
            units = len(self._text.encode("utf-16-le", "surrogatepass")) // 2
            has_any = units > len(self._text)
            self._astral = [match.start() for match in _ASTRAL.finditer(self._text)] if has_any else []
        pairs = bisect_left(self._astral, offset) - bisect_left(self._astral, start)
        return offset - start + pairs + 1

    def region(self, span: Span) -> Region:
        """Return the lines and UTF-16 columns of a span; a byte order mark is not part of the first line."""
        return Region(*self._utf16_position(span.start), *self._utf16_position(span.end))

    def _utf16_position(self, offset: int) -> tuple[int, int]:
        line = self.line(offset)
        marked = line == 1 and offset > 0 and self._text.startswith(_BYTE_ORDER_MARK)
        return line, self.utf16_column(offset) - marked


class UnitIndex:
    """Converts offsets of one text into the units of an encoding and back, at a cost independent of the offset.

    The index is built on first use: some files are a single line, and counting from its beginning each time would cost
    the square of its length.
    """

    __slots__ = ("_codec", "_marks", "_text", "_width")

    def __init__(self, text: str, codec: str, width: int) -> None:
        """Take the text, and the codec whose output has one unit in `width` bytes."""
        self._text, self._codec, self._width = text, codec, width
        self._marks: list[int] | None = None

    def before(self, offset: int) -> int:
        """Return the number of units before a code point."""
        marks = self._units()
        if not marks:
            return min(offset, len(self._text))
        block = min(offset, len(self._text)) // _BLOCK
        return marks[block] + self._count(self._text[block * _BLOCK : offset])

    def offset(self, units: int) -> int:
        """Return the code point that the unit of this number is of; the end of the text for larger numbers."""
        marks = self._units()
        if not marks:
            return min(units, len(self._text))
        block = bisect_right(marks, units) - 1
        left = units - marks[block]
        low, high = (min(start, len(self._text)) for start in (block * _BLOCK, (block + 1) * _BLOCK))
        while low < high:
            middle = (low + high + 1) // 2
            if self._count(self._text[block * _BLOCK : middle]) <= left:
                low = middle
            else:
                high = middle - 1
        return low

    def _units(self) -> list[int]:
        """Return the number of units before each block; nothing where each code point is one."""
        if self._marks is None:
            self._marks = []
            if not self._text.isascii():
                counts = (
                    self._count(self._text[start : start + _BLOCK]) for start in range(0, len(self._text), _BLOCK)
                )
                self._marks = list(accumulate(counts, initial=0))
        return self._marks

    def _count(self, text: str) -> int:
        return len(text) if text.isascii() else len(text.encode(self._codec, "surrogatepass")) // self._width


class ByteCursor:
    """Converts rising UTF-8 byte offsets of one text into code points, in linear time over all calls."""

    __slots__ = ("_offset", "_points", "_raw")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._offset = 0
        self._points = 0

    def to(self, offset: int) -> int:
        """Return the code point at byte `offset`, which must not be smaller than that of the previous call."""
        if offset > self._offset:
            self._points += len(self._raw[self._offset : offset].decode())
            self._offset = offset
        return self._points


def text_hash(text: str) -> int:
    """Return a stable 63-bit hash of the text (XXH3) that fits a signed 64-bit column; not for security."""
    return _digest(text.encode("utf-8", "surrogatepass")) >> 1


def with_line_feeds(text: str) -> str:
    """Return the text with a line feed in place of every line end: CR LF or CR alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_surrogates(text: str) -> str:
    """Return the text with U+FFFD for each lone surrogate, which represents a byte that could not be decoded."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    return text


def printable(text: str) -> str:
    """Return the text for one line of a terminal: line ends as ⏎, and escapes for what would take effect there."""
    text = text.replace("\r\n", "⏎").replace("\n", "⏎")
    return text if text.isprintable() else escaped(text)


def escaped(text: str) -> str:
    """Return the text with a backslash, `u` and the code of every character that takes effect; see `EFFECTIVE`."""
    return _EFFECTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def compile_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Compile a pattern that has possessive repeats, with the module `regex` where that of Python gets them wrong."""
    if _HAS_SOUND_RE:
        return re.compile(pattern, flags)
    import regex  # noqa: PLC0415 - few need it

    own = {re.IGNORECASE: regex.IGNORECASE, re.MULTILINE: regex.MULTILINE, re.DOTALL: regex.DOTALL}
    own |= {re.VERBOSE: regex.VERBOSE, re.ASCII: regex.ASCII}
    compiled: Any = regex.compile(pattern, sum(int(theirs) for flag, theirs in own.items() if flags & flag))
    return compiled  # type: ignore[no-any-return]


def is_small_letter(character: str) -> bool:
    """Tell whether a character is a letter that has a capital in running text; empty text is none.

    Unicode gives Georgian letters capitals, with which whole headings are set, and no sentence begins.
    """
    return character.islower() and not "\u10d0" <= character <= "\u10ff"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return `1 finding`, `2,000 findings`; the plural, or what else changes with the number, may be given."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
