"""Wraps text into lines that fit a terminal: at spaces, and in scripts that write none, where Unicode permits a break.

Addresses, paths and commands are never broken: they are to be copied, and a terminal copies a line whole that it wraps
itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.render.columns import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regex import Pattern

__all__ = ["wrapped"]

_NO_SPACES = r"\p{lb=ID}\p{lb=CJ}\p{lb=NS}\p{lb=H2}\p{lb=H3}\p{lb=JL}\p{lb=JV}\p{lb=JT}"
"""Characters of scripts without spaces, or that may be divided between syllables: ideographs, kana and Hangul."""
_NO_START = r"\p{lb=CL}\p{lb=CP}\p{lb=EX}\p{lb=IS}\p{lb=SY}\p{lb=NS}\p{lb=CJ}\p{lb=QU}\p{lb=IN}\p{lb=PO}"
"""Characters that begin no line: closing marks, small kana and the like."""
_NO_END = r"\p{lb=OP}\p{lb=QU}\p{lb=PR}"
"""Characters that end no line: opening marks."""
_KEPT = r"\p{lb=CM}\p{lb=ZWJ}\p{lb=GL}\p{lb=WJ}\x1b"
"""Characters that stay with the one before them; styles begin with the last of them."""


def wrapped(text: str, width: int, indent: int, taken: int = 0, *, keep_words: bool = False) -> str:
    """Return the text in lines of at most `width` columns; in the first one, `taken` are in use. Others are indented.

    A run of characters that is wider than a line is left whole if it may be an address, a path or a command (it is
    ASCII), else broken between graphemes. With `keep_words` lines are broken at spaces only: for texts with paths.
    """
    lines, line, used = list[str](), "", taken
    for space, piece in _pieces(text, width - indent, keep_words=keep_words):
        needed = width_of(piece)
        if used > indent and used + len(space) + needed > width:
            lines.append(line.rstrip())
            line, used, space = "", indent, ""  # noqa: PLW2901 - the end of the line stands for it
        line += space + piece
        used += len(space) + needed
    return f"\n{' ' * indent}".join([*lines, line])


def _pieces(text: str, room: int, *, keep_words: bool) -> Iterator[tuple[str, str]]:
    """Yield the pieces that are not broken, each with the space before it."""
    space = ""
    for word in text.split(" "):
        for piece in (word,) if keep_words or word.isascii() else _breakable(word, room):
            yield space, piece
            space = ""
        space = " "


def _breakable(word: str, room: int) -> Iterator[str]:
    """Yield the pieces between which a word may be broken (UAX 14, the parts that matter without spaces)."""
    for piece in _break_places().split(word):
        if piece.isascii() or width_of(piece) <= room:
            yield piece
            continue
        line, used = "", 0
        for cell in _cells().findall(piece):
            if used + width_of(cell) > room and line:
                yield line
                line, used = "", 0
            line += cell
            used += width_of(cell)
        yield line


@lru_cache
def _break_places() -> Pattern[str]:
    """Return the pattern of the empty places at which a word may be broken."""
    import regex  # noqa: PLC0415 - few texts need it

    beside = rf"(?:(?<=[{_NO_SPACES}][[{_NO_START}]--[ -~]]{{0,3}})|(?=[{_NO_SPACES}]))"
    return regex.compile(
        rf"(?<!^)(?<![{_NO_END}])(?<!\x1b\[[0-9;]{{0,9}}m){beside}(?![{_NO_START}{_KEPT}]|$)", regex.V1
    )


@lru_cache
def _cells() -> Pattern[str]:
    """Return the pattern of what stays whole: an address and the mark behind it, a style, a grapheme."""
    import regex  # noqa: PLC0415 - few texts need it

    return regex.compile(rf"[!-~]+[{_NO_START}]?|(?:\x1b\[[0-9;]*m)+|\X", regex.V1)
