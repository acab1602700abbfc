"""Words of one side of a segment, as alignment wants them: with their place, and reduced to a stem.

A stem is the first letters of the word in small letters, which is enough to bring the forms of an inflected language
together. Where words are not spaced, a run of katakana is a word, and every other character of the script is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, overload

from l10nqa.markup import Inline, Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["UNSPACED", "Word", "Words", "stem_of", "stems_in", "stems_of", "words_of"]

_STEM = 6
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u9fff"
_WORD = re.compile(rf"[\u30a0-\u30ff]+|[{UNSPACED}]|[^\W{UNSPACED}\u30a0-\u30ff]+|[&>]")
# Conjunction, preposition and article that Arabic writes onto a word; at least three letters must remain.
_ARABIC_PREFIX = re.compile(r"^(?:[وف])?(?:لل|[بكل]?ال|[بكل])?(?=\w{3})")
_TEXT = Kind.TEXT | Kind.CODE | Kind.ESCAPE | Kind.ENTITY
_KNOWN_STEMS = 1 << 15
"""Words whose stems are remembered, about 200 bytes each: the words of a documentation recur in all of it."""
_FIND = _WORD.findall
_FIND_ASCII = re.compile("[A-Za-z0-9_]+|[&>]").findall
"""The same where there is nothing but ASCII, in half the time."""
_END = itemgetter(1)
_NOTHING = Inline("", (), 0)


class Word(NamedTuple):
    """A word and where it stands in the side's text."""

    stem: str
    span: Span


class Words(Sequence[Word]):
    """The words of a side, in order. Where each stands is worked out when that is asked for: most questions are not."""

    __slots__ = ("_inline", "_pieces", "_spans", "stems")

    def __init__(self, stems: list[str], spans: list[tuple[int, int]]) -> None:
        self.stems = stems
        self._spans: list[tuple[int, int]] | None = spans
        self._inline: Inline | None = None
        self._pieces: list[tuple[int, int, int]] = []
        """The pieces of text in which the words stand: start, end, and the number of the words up to their end."""

    @classmethod
    def of(cls, inline: Inline) -> Words:
        """Return the words that a reader sees."""
        text, stems = inline.text, list[str]()
        find = _FIND_ASCII if text.isascii() else _FIND
        pieces: list[tuple[int, int, int]] = []
        for node in inline.nodes:
            if node.kind & _TEXT:
                start, end = node.inner
                found = find(text, start, end)
                if ">" in found and node.kind is not Kind.ESCAPE:
                    found = [word for word in found if word != ">"]
                stems += map(_STEMS.__getitem__, found)
                pieces.append((start, end, len(stems)))
        words = cls(stems, [])
        words._spans, words._inline, words._pieces = None, inline, pieces
        return words

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The starts and ends of the words in the side's text."""
        if self._spans is None:
            inline = self._inline or _NOTHING
            self._spans = [
                match.span()
                for node in inline.of(_TEXT)
                for match in _WORD.finditer(inline.text, *node.inner)
                if match[0] != ">" or node.kind is Kind.ESCAPE
            ]
        return self._spans

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Words: ...
    def __getitem__(self, index: int | slice) -> Word | Words:
        if isinstance(index, slice):
            return Words(self.stems[index], self.spans[index])
        return Word(self.stems[index], Span(*self.spans[index]))

    def __len__(self) -> int:
        return len(self.stems)

    def __iter__(self) -> Iterator[Word]:
        return (Word(stem, Span(*span)) for stem, span in zip(self.stems, self.spans, strict=True))

    def inside(self, span: Span) -> slice:
        """Return the range of the words that lie in the span."""
        start, end = span
        if self._spans is None and start < end:
            pieces = self._pieces
            first_piece, end_piece = bisect_left(pieces, (start,)), bisect_left(pieces, (end,))
            _, before, skipped = pieces[first_piece - 1] if first_piece else (0, 0, 0)
            _, finish, count = pieces[end_piece - 1] if end_piece > first_piece else (0, 0, skipped)
            if before <= start and finish <= end:  # else the span cuts a piece of text
                return slice(skipped, count)
        first = bisect_left(self.spans, (start,))
        return slice(first, bisect_right(self.spans, end, first, key=_END))

    def where(self, keep: Callable[[Word], bool]) -> Words:
        """Return the words for which `keep` is true."""
        kept = [word for word in self if keep(word)]
        return Words([word.stem for word in kept], [(word.span.start, word.span.end) for word in kept])


def words_of(inline: Inline) -> Words:
    """Return the words that a reader sees, in order."""
    return Words.of(inline)


def stems_in(inline: Inline) -> list[str]:
    """Return the stems of the words that a reader sees, in order: those of `words_of`, without their places."""
    if inline.kinds != Kind.TEXT or len(inline.nodes) > 1:
        return words_of(inline).stems
    text = inline.text  # as most texts are: nothing but text
    found = (_FIND_ASCII if text.isascii() else _FIND)(text)
    if ">" in text:
        found = [word for word in found if word != ">"]
    return list(map(_STEMS.__getitem__, found))


def stems_of(text: str) -> list[str]:
    """Return the stems of the words in a text without markup, in order."""
    return [stem_of(word) for word in _WORD.findall(text) if word not in "&>"]


def stem_of(word: str) -> str:
    """Return what stands for the forms of a word: its first letters, small, without an Arabic article."""
    return _STEMS[word]


class _Stems(dict[str, str]):
    """The stems of words, found on first use and remembered: a look-up is all that most words cost."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _KNOWN_STEMS:
            self.clear()
        stem = self[word] = _stem(word)
        return stem


def _stem(word: str) -> str:
    if word.isascii():
        return word.lower()[:_STEM]
    if "\u0600" <= word[0] <= "\u06ff":
        word = _ARABIC_PREFIX.sub("", word)
        return word[: _STEM - 1]
    return word.lower()[:_STEM]


_STEMS = _Stems()
