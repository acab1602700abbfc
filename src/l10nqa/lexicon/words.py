"""Words of one side of a segment, as alignment wants them: with their place, and reduced to a stem.

A stem is the first letters of the word in small letters, which is enough to bring the forms of an inflected language
together. Where words are not spaced, a run of katakana is a word, and every other character of the script is one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from l10nqa.markup import Inline, Kind
from l10nqa.text import Span

__all__ = ["UNSPACED", "Word", "stem_of", "stems_in", "stems_of", "words_of"]

_STEM = 6
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u9fff"
_WORD = re.compile(rf"[\u30a0-\u30ff]+|[{UNSPACED}]|[^\W{UNSPACED}\u30a0-\u30ff]+|[&>]")
# Conjunction, preposition and article that Arabic writes onto a word; at least three letters must remain.
_ARABIC_PREFIX = re.compile(r"^(?:[وف])?(?:لل|[بكل]?ال|[بكل])?(?=\w{3})")
_TEXT = Kind.TEXT | Kind.CODE | Kind.ESCAPE | Kind.ENTITY
_KNOWN_STEMS = 1 << 15
"""Words whose stems are remembered, about 200 bytes each: the words of a documentation recur in all of it."""

_new_word = _new_span = tuple.__new__


class Word(NamedTuple):
    """A word and where it stands in the side's text."""

    stem: str
    span: Span


def words_of(inline: Inline) -> list[Word]:
    """Return the words that a reader sees, in order."""
    text = inline.text
    # tuple.__new__ skips the generated constructors: this line runs for every word that is aligned.
    return [
        _new_word(Word, (stem_of(word), _new_span(Span, match.span())))
        for node in inline.of(_TEXT)
        for match in _WORD.finditer(text, *node.inner)
        if (word := match[0]) != ">" or node.kind is Kind.ESCAPE
    ]


def stems_in(inline: Inline) -> list[str]:
    """Return the stems of the words that a reader sees, in order: those of `words_of`, without their places."""
    text = inline.text
    return [
        stem_of(word)
        for node in inline.of(_TEXT)
        for word in _WORD.findall(text, *node.inner)
        if word != ">" or node.kind is Kind.ESCAPE
    ]


def stems_of(text: str) -> list[str]:
    """Return the stems of the words in a text without markup, in order."""
    return [stem_of(word) for word in _WORD.findall(text) if word not in "&>"]


@lru_cache(maxsize=_KNOWN_STEMS)
def stem_of(word: str) -> str:
    """Return what stands for the forms of a word: its first letters, small, without an Arabic article."""
    if word.isascii():
        return word.lower()[:_STEM]
    if "\u0600" <= word[0] <= "\u06ff":
        word = _ARABIC_PREFIX.sub("", word)
        return word[: _STEM - 1]
    return word.lower()[:_STEM]
