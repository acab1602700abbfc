"""Words of one side of a segment, as alignment wants them: with their place, and reduced to a stem.

A stem is the first letters of the word in small letters, which is enough to bring the forms of an inflected language
together. Where words are not spaced, a run of katakana is a word, and every other character of the script is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup import Inline, Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Word", "stem_of", "stems_of", "words_of"]

_STEM = 6
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u9fff"
_WORD = re.compile(rf"[\u30a0-\u30ff]+|[{_UNSPACED}]|(?:(?![{_UNSPACED}\u30a0-\u30ff])\w)+|[&>]")
# Conjunction, preposition and article that Arabic writes onto a word; at least three letters must remain.
_ARABIC_PREFIX = re.compile(r"^(?:[وف])?(?:لل|[بكل]?ال|[بكل])?(?=\w{3})")
_TEXT = Kind.TEXT | Kind.CODE | Kind.ESCAPE | Kind.ENTITY


class Word(NamedTuple):
    """A word and where it stands in the side's text."""

    stem: str
    span: Span


def words_of(inline: Inline) -> list[Word]:
    """Return the words that a reader sees, in order."""
    return list(_words(inline))


def _words(inline: Inline) -> Iterator[Word]:
    for node in inline.of(_TEXT):
        start, text = node.inner.start, node.inner.of(inline.text)
        for match in _WORD.finditer(text):
            word = match[0]
            if word in "&>" and node.kind is not Kind.ESCAPE and word == ">":
                continue
            yield Word(stem_of(word), Span(start + match.start(), start + match.end()))


def stems_of(text: str) -> list[str]:
    """Return the stems of the words in a text without markup, in order."""
    return [stem_of(word) for word in _WORD.findall(text) if word not in "&>"]


def stem_of(word: str) -> str:
    """Return what stands for the forms of a word: its first letters, small, without an Arabic article."""
    if word.isascii():
        return word.lower()[:_STEM]
    if "\u0600" <= word[0] <= "\u06ff":
        word = _ARABIC_PREFIX.sub("", word)
        return word[: _STEM - 1]
    return word.lower()[:_STEM]
