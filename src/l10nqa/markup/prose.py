"""Plain prose: text with nothing in it that a rule about marks, digits or markup could look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup.node import Kind

if TYPE_CHECKING:
    from l10nqa.markup.node import Inline

__all__ = ["are_prose"]

_LETTER = r"[^\W\d_A-Z\xaa\xb2\xb3\xb9\xba\xbc-\xbe\u0660-\U0010ffff]"
"""A letter of a script that has no digits or numerals among its letters: Latin, Greek, Cyrillic, Hebrew. Of capitals of
ASCII a word has at most four, and at its beginning: others may make a token of it."""
_PROSE_WORD = rf"(?:[A-Z]{{1,4}}{_LETTER}*|{_LETTER}+)"
_PROSE = re.compile(rf"{_PROSE_WORD}(?:,? {_PROSE_WORD})*\.?")


def are_prose(source: Inline, target: Inline) -> bool:
    """Tell whether both sides are plain prose, and either both or neither ends with a full stop.

    That is words of letters with single spaces and commas between them, as in half of the segments of a manual.
    """
    return bool(
        source.kinds == target.kinds == Kind.TEXT
        and (source.text[-1:] == ".") == (target.text[-1:] == ".")
        and _PROSE.fullmatch(source.text)
        and _PROSE.fullmatch(target.text)
    )
