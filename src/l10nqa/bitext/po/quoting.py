r"""The quoted texts of PO: what they say, where each of its characters stands, and how a new text is written.

Escapes are those of C, as gettext reads them: `\a \b \f \n \r \t \v \\ \"`, bytes as `\ooo` (up to three octal
digits) and `\xHH` (any number of hexadecimal digits, of which the last two count), and a backslash at the end of a
line, which joins it to the next.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from itertools import takewhile
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.text import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["STRING", "UNFIT", "Decoder", "Positions", "edited_texts", "escaped", "quoted"]

STRING = r'"[^"\\\n]*+(?:\\[\s\S][^"\\\n]*+)*+"'
"""The pattern of one quoted string."""
UNFIT = re.compile("[\0\x04\ud800-\udfff]")
"""What no PO file can hold, escaped or not: for gettext a text ends with NUL, and a context with EOT."""
_STRING = compile_pattern(STRING)
_INSIDE = compile_pattern(rf'"({STRING[1:-1]})"')
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+|[\s\S])")
_UNIT = re.compile(rf"{_ESCAPE.pattern}|[\s\S]")
_SIMPLE = {
    r"\n": "\n", r"\t": "\t", r"\"": '"', r"\\": "\\", r"\r": "\r",
    r"\a": "\a", r"\b": "\b", r"\f": "\f", r"\v": "\v", "\\\n": "",
}  # fmt: skip
_BYTES = re.compile("[\udc80-\udcff]")
_WRITTEN = {character: escape for escape, character in _SIMPLE.items() if character}
_WRITTEN |= {chr(code): f"\\{code:03o}" for code in (*range(1, 32), 127) if chr(code) not in _WRITTEN}
_SPECIAL = re.compile('[\x01-\x1f\x7f"\\\\]')


class Decoder:
    """Undoes the quoting of texts in one encoding."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.met_bad_escape = False
        """Whether some text so far had an escape that gettext does not know; it stands for itself."""

    def value(self, texts: str) -> str:
        """Return what quoted strings in a row say; whatever stands between them is passed over."""
        if "\\" not in texts:
            return texts[1:-1] if texts.count('"') == 2 else "".join(_INSIDE.findall(texts))
        if "\\\\" not in texts:  # then each backslash begins an escape, and nearly all of these are of two kinds
            value = "".join(_INSIDE.findall(texts)).replace('\\"', '"').replace("\\n", "\n")
            if "\\" not in value:
                return value
        pieces = [_ESCAPE.sub(self.character, piece) if "\\" in piece else piece for piece in _INSIDE.findall(texts)]
        value = "".join(pieces)
        if not value.isascii() and _BYTES.search(value):
            return value.encode(self.encoding, "surrogateescape").decode(self.encoding, "surrogateescape")
        return value

    def character(self, found: re.Match[str]) -> str:
        """Return what an escape says; a byte beyond ASCII as a surrogate, until the whole text is together."""
        escape = found[0]
        known = _SIMPLE.get(escape)
        if known is not None:
            return known
        if escape[1] in "01234567":
            return _byte(int(escape[1:], 8))
        if escape[1] == "x" and len(escape) > 2:
            return _byte(int(escape[-2:].lstrip("x"), 16))
        self.met_bad_escape = True
        return escape


def _byte(code: int) -> str:
    code &= 0xFF
    return chr(code) if code < 0x80 else chr(0xDC00 + code)


class Positions(NamedTuple):
    """Where each code point of a value stands in the quoted texts that say it, by offset in these."""

    starts: list[int]
    ends: list[int]

    @classmethod
    @lru_cache(maxsize=4)  # the findings of a segment ask for the same texts in a row
    def of(cls, texts: str, encoding: str) -> Positions:
        """Return the positions; no bounds but those of the length of the texts are put on the work."""
        characters: list[tuple[str, int, int]] = []
        decoder = Decoder(encoding)
        for string in _STRING.finditer(texts):
            for unit in _UNIT.finditer(texts, string.start() + 1, string.end() - 1):
                said = _ESCAPE.sub(decoder.character, unit[0]) if unit[0][0] == "\\" else unit[0]
                if len(said) > 1:  # no escape after all
                    characters += [(said[0], unit.start(), unit.start() + 1), (said[1], unit.end() - 1, unit.end())]
                elif said:
                    characters.append((said, *unit.span()))
        merged = list(_merged(characters, encoding))
        return cls([start for start, _ in merged], [end for _, end in merged])


def _merged(characters: list[tuple[str, int, int]], encoding: str) -> Iterator[tuple[int, int]]:
    """Yield the place of each character; one of several bytes stands where the escapes of all these stand."""
    if not any(_BYTES.match(character) for character, _, _ in characters):
        yield from ((start, end) for _, start, end in characters)
        return
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    pending: list[tuple[int, int]] = []
    for number, (character, start, end) in enumerate(characters):
        pending.append((start, end))
        raw = character.encode(encoding, "surrogateescape")
        count = len(decoder.decode(raw, final=number == len(characters) - 1))
        if count == 1:
            yield pending[0][0], end
        elif count:
            # Bytes that make no character: each is one.
            yield from pending[len(pending) - count :]
        if count:
            pending.clear()


def escaped(text: str) -> str:
    """Return the text as it stands between quotes, on one line."""
    return _SPECIAL.sub(lambda found: _WRITTEN[found[0]], text) if _SPECIAL.search(text) else text


def quoted(text: str, line_end: str = "\n", prefix: str = "") -> str:
    """Return the text as gettext writes it behind a keyword: on one line, or if it has several, each by itself.

    `prefix` is what its other lines begin with (`#| `).
    """
    *whole, rest = text.split("\n")
    if not whole or (len(whole) == 1 and not rest):
        return f'"{escaped(text)}"'
    lines = [f'"{escaped(line)}\\n"' for line in whole] + ([f'"{escaped(rest)}"'] if rest else [])
    return '""' + "".join(f"{line_end}{prefix}{line}" for line in lines)


def edited_texts(texts: str, before: str, after: str, encoding: str, line_end: str) -> str:
    """Return quoted texts that say `after` instead of `before`; where nothing changes, they are as they were.

    A text on one line goes on being on one line, unless line ends come into it; one on several lines keeps its lines.
    """
    positions = Positions.of(texts, encoding)
    has_lines = len(_STRING.findall(texts)) > 1
    if not before or len(positions.starts) != len(before) or not (has_lines or "\n" in before or "\n" not in after):
        return quoted(after, line_end)
    same = _shared(before, after)
    tail = _shared(before[same:][::-1], after[same:][::-1])
    start, end = _place(positions, before, same, len(before) - tail)
    new = escaped(after[same : len(after) - tail])
    if has_lines:
        new = _break_lines(new, line_end, is_last=texts[end:] == '"')
    edited = texts[:start] + new + texts[end:]
    return edited if Decoder(encoding).value(edited) == after else quoted(after, line_end)


def _shared(text: str, model: str) -> int:
    """Return how many characters the two texts begin with alike."""
    return sum(1 for _ in takewhile(bool, map(eq, text, model)))


def _break_lines(text: str, line_end: str, *, is_last: bool) -> str:
    """Begin a new string behind each line end of an escaped text."""
    pieces = re.split(r"((?:[^\\]|\\[^n])*\\n)", text)
    lines = [piece for piece in pieces if piece]
    if not is_last and lines and lines[-1].endswith("\\n"):
        lines.append("")
    return f'"{line_end}"'.join(lines)


def _place(positions: Positions, value: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the quoted texts that says `value[start:end]`; an empty one lies at the end of a line."""
    starts, ends = positions
    if start < end:
        return starts[start], ends[end - 1]
    behind = start > 0 and (value[start - 1] != "\n" or start == len(value))
    offset = ends[start - 1] if behind else starts[start]
    return offset, offset
