"""Plain prose: text with nothing in it that a rule about marks, digits or markup could look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup.node import Kind
from l10nqa.text import compile_pattern

if TYPE_CHECKING:
    import re

    from l10nqa.markup.node import Inline

__all__ = ["are_prose"]

_LETTER = (
    r"[a-z\xb5\xc0-\xd6\xd8-\xf6\xf8-\u02af"  # Latin
    r"\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03f5\u0400-\u0481\u048a-\u052f"  # Greek and Cyrillic
    r"\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u064a]"  # Armenian, Hebrew and Arabic
)
"""A letter of a script that has no digits or numerals among its letters. Of capitals of ASCII a word has at most four,
and at its beginning: others may make a token of it. Ranges are searched for faster than `\\w` without exceptions."""
_WORD = rf"(?:{_LETTER}++|[A-Z]{{1,4}}+{_LETTER}*+)"
_JOINED_WORD = rf"{_WORD}(?:['’-](?<![0-9A-Fa-f]{{8}}-){_LETTER}++)*+"
"""A word of a source may be joined of several, as in `doesn't` and `step-by-step`; eight digits of base 16 before a
hyphen begin a GUID."""
_MARKS = ".:?!"
_BOLD = Kind.TEXT | Kind.STRONG


def _prose(word: str) -> re.Pattern[str]:
    # Nothing can be read in two ways: possessive repeats, which try only one, take half the time.
    return compile_pattern(rf"{word}(?:,? {word})*+[.:?!]?")


def _with_labels(word: str) -> str:
    """Return the pattern of a word, or of several in bold."""
    return rf"(?:{word}|\*\*{word}(?:,? {word})*+\*\*)"


_PATTERNS = {
    int(Kind.TEXT): (_prose(_JOINED_WORD), _prose(_WORD)),
    # Half of the segments that have bold text: they cost half as much as when every rule looked at them.
    _BOLD: (_prose(_with_labels(_JOINED_WORD)), _prose(_with_labels(_WORD))),
}


def are_prose(source: Inline, target: Inline) -> bool:
    """Tell whether both sides are plain prose, and end with the same mark or with none.

    That is words of letters with single spaces and commas between them, as in half of the segments of a manual. Words
    may be in bold, where both sides have as many labels that begin and end with a word.
    """
    kinds, text = source.kinds, target.text
    last, found = source.text[-1:], text[-1:]
    if kinds != target.kinds or (last != found and (last in _MARKS or found in _MARKS)):
        return False
    patterns = _PATTERNS.get(kinds)
    if patterns is None or (kinds == _BOLD and source.text.count("**") != text.count("**")):
        return False
    # The target first: in other scripts its first character tells.
    return bool(patterns[1].fullmatch(text) and patterns[0].fullmatch(source.text))
