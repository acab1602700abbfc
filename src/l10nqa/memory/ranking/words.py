"""The second score: how like two texts are word by word.

It is 100 · (1 - Levenshtein distance / greater length), counted in tokens: one changed word of ten costs ten points,
however long it is. A token is

- a word, as `l10nqa.counting` has it (UAX #29, hyphens join); in scripts without spaces, each character: there a
  dictionary would have to say what a word is;
- a piece of markup in one: the marks that begin or end emphasis, the closing mark of a link with its address, inline
  code, an HTML tag, a variable, a placeholder;
- every other character but white space. So texts that differ in white space alone score 100, too.

Every source of the memory is measured, and none passed over for any other reason than its length: texts of m and n
tokens are no more alike than the lesser over the greater. No index is kept: the first search of a run splits all
distinct sources, some 25 microseconds each, and keeps the units; a search then measures some ten million a second.
"""

from __future__ import annotations

from array import array
from heapq import nsmallest
from operator import itemgetter
from typing import TYPE_CHECKING, cast

import numpy as np

from l10nqa.counting import split_words
from l10nqa.markup import Kind, parse_inline
from l10nqa.memory.fuzzy.machine import similarities
from l10nqa.model import Match
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from l10nqa.markup import Node
    from l10nqa.memory.store import Memory
    from l10nqa.model import TranslationUnit

__all__ = ["WordSearch", "word_tokens"]

_PAIRS = Kind.STRONG | Kind.EMPHASIS | Kind.STRIKETHROUGH | Kind.LINK
_TEXT = Kind.TEXT | Kind.ESCAPE | Kind.ENTITY | Kind.SOFT_BREAK
_CODE_POINTS = 0x110000


def word_tokens(text: str) -> list[str]:
    """Return the tokens of a text, in order; see the module for what a token is."""
    inline = parse_inline(text)
    if not inline.kinds & ~_TEXT:
        return split_words(text)
    tokens: list[str] = []
    reached = 0
    for start, end in sorted(_marks(inline.nodes)):
        if start >= reached:
            tokens += [*split_words(text[reached:start]), text[start:end]]
            reached = end
    return tokens + split_words(text[reached:])


class WordSearch:
    """Searches a memory by the word score; a memory that changes meanwhile is searched as it was at first."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._parts: dict[tuple[str | None, str | None], _Part] = {}

    def search(
        self,
        text: str,
        *,
        limit: int = 5,
        min_score: float = 70.0,
        source_locale: str | None = None,
        target_locale: str | None = None,
    ) -> list[Match]:
        """Return the units whose sources are most like the text: the best first, those of one score by their ids.

        The same as `Memory.search` but for the score.
        """
        locales = (source_locale, target_locale)
        if locales not in self._parts:
            self._parts[locales] = _Part(self._memory.units_for(source_locale, target_locale))
        return self._parts[locales].best(text, limit, min_score / 100)

    def units(self) -> Iterator[TranslationUnit]:
        """Yield all units in order of their ids."""
        return self._memory.units()

    def locales(self, within: str | None = None) -> list[str]:
        """Return the locales that the memory translates into; `within` a language: only its own."""
        return self._memory.locales(within)


class _Part:
    """The units of some locales, their sources in order of the number of tokens.

    A source is kept as a text with a character for each distinct token: comparing such texts is comparing tokens.
    """

    def __init__(self, units: Iterable[TranslationUnit]) -> None:
        numbers: dict[str, int] = {}
        owners: dict[str, list[TranslationUnit]] = {}
        for unit in units:
            owners.setdefault(unit.source, []).append(unit)
        coded = [
            (_coded([numbers.setdefault(token, len(numbers)) for token in word_tokens(source)]), of_source)
            for source, of_source in owners.items()
        ]
        coded.sort(key=lambda each: len(each[0]))
        self._numbers = numbers
        self._texts = [text for text, _ in coded]
        self._owners = [of_source for _, of_source in coded]
        self._lengths: NDArray[np.int64] = np.fromiter(map(len, self._texts), np.int64, len(coded))

    def best(self, text: str, limit: int, min_similarity: float) -> list[Match]:
        query = self._query(text)
        # In floating point a bound may come out a little too narrow.
        first = int(np.searchsorted(self._lengths, len(query) * min_similarity - 1e-6))
        longest = len(query) / min_similarity + 1e-6 if min_similarity else np.inf
        last = int(np.searchsorted(self._lengths, longest, "right"))
        scores = similarities(query, self._texts[first:last], min_similarity)
        places = np.flatnonzero(scores >= min_similarity).tolist()
        found = [(-float(scores[place]), unit.id, unit) for place in places for unit in self._owners[first + place]]
        return [Match(-100 * score, unit) for score, _, unit in nsmallest(limit, found, key=itemgetter(0, 1))]

    def _query(self, text: str) -> str:
        numbers, unknown = self._numbers, dict[str, int]()
        for token in (tokens := word_tokens(text)):
            if token not in numbers:
                unknown.setdefault(token, len(numbers) + len(unknown))
        return _coded([numbers[token] if token in numbers else unknown[token] for token in tokens])


def _coded(numbers: Sequence[int]) -> str:
    if max(numbers, default=0) < _CODE_POINTS:
        return "".join(map(chr, numbers))
    # The measure takes arrays as well, only more slowly.
    return cast("str", array("Q", numbers))


def _marks(nodes: Iterable[Node]) -> Iterator[Span]:
    for node in nodes:
        if node.kind & _PAIRS:
            yield Span(node.span.start, node.inner.start)
            yield Span(node.inner.end, node.span.end)
        elif not node.kind & _TEXT:
            yield node.span
