"""Checks of whether there is enough text, or too much of it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from l10nqa.counting import count_words
from l10nqa.memory.cleaning.plain import plain, shown

if TYPE_CHECKING:
    from l10nqa.memory.cleaning.check import Pair
    from l10nqa.memory.cleaning.length import LengthNorms

__all__ = ["empty", "long", "punctuation_only", "short"]

_MOST_WORDS = 100
"""Training corpora are commonly cut between 80 and 150 words a side."""
_FEWEST_WORDS = 2


def empty(pair: Pair, norms: LengthNorms) -> str:
    """Find a side that has nothing but blanks, no-break and zero-width ones included."""
    source, target = pair.source, pair.target
    if source[:1].isalnum() and target[:1].isalnum():
        return ""  # most units
    if _is_blank(source):
        return "both sides are empty" if _is_blank(target) else "the source is empty"
    return "the target is empty" if _is_blank(target) else ""


def punctuation_only(pair: Pair, norms: LengthNorms) -> str:
    """Find two sides without a letter or digit. Where one side has some, the other may be a symbol for it."""
    if any(side[:1].isalnum() or any(map(str.isalnum, shown(side))) for side in (pair.source, pair.target)):
        return ""
    return "no letters or digits on either side"


def long(pair: Pair, norms: LengthNorms) -> str:
    """Find a side of more than 100 words, counted as everywhere (`l10nqa.counting`)."""
    if len(pair.source) <= 2 * _MOST_WORDS and len(pair.target) <= 2 * _MOST_WORDS:
        return ""
    count = max(_words(pair.source), _words(pair.target))
    return f"{count} words" if count > _MOST_WORDS else ""


def short(pair: Pair, norms: LengthNorms) -> str:
    """Find a source of one word or none."""
    if len(pair.source) > 60 and " " in pair.source:
        return ""
    return "the source is one word" if _words(pair.source) < _FEWEST_WORDS else ""


def _is_blank(text: str) -> bool:
    text = shown(text) if "&" in text else text
    return all(character.isspace() or unicodedata.category(character) == "Cf" for character in text)


def _words(text: str) -> int:
    return count_words(plain(text))
