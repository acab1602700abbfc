"""Finds terms in segments, in any form of their words.

On the source side a term is its words, each unchanged or in the plural: a term found by mistake would demand a
translation that cannot be right. On the target side a term counts as used if the stems of all its words occur, because
no list of endings is complete. A forbidden term is searched for like one of the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import facts_of
from l10nqa.markup import Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.markup import Inline
    from l10nqa.termbase.concept import Status

__all__ = ["Demand", "DemandMatch", "Terms"]

_SHOWN = Kind.TEXT | Kind.ESCAPE | Kind.ENTITY
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = re.compile(r"[\s*_~\[\]\u00a0-]*")
"""The text that may separate two words of a term: blanks, hyphens and delimiters."""
_TOKENS_BEFORE = frozenset("@.\\/_$#=:&?-")
_TOKEN_AFTER = re.compile(r"[@\\/_=]|[.:-][^\W_]")
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]")
_SHORT = 4
"""The largest number of letters of a word without an ending to remove."""
_ENDING = 3
"""The largest number of letters by which an inflected form is longer than its stem."""
_CHANGING = ("as", "es", "is", "us")
"""Endings that other forms lack."""
_BEGINNING = 6
"""The number of letters by which a word is looked up in a source language whose plurals are unknown."""
_ARABIC_ARTICLE = "ال"
_SEMITIC = re.compile(r"[\u0590-\u06ff]")
# Plurals change the vowels within the word (ترخيص, تراخيص; קובץ, קבצים): the other letters stay.
_CONSONANTS = str.maketrans("ךםןףץ", "כמנפצ", "اأإآٱويىئؤءةהוי")


class Demand(NamedTuple):
    """The terms that a source term demands of a translation."""

    source: str
    usable: tuple[str, ...]
    """The terms of which one must be used; none if only `refused` matters."""
    refused: tuple[tuple[str, Status], ...]


class DemandMatch(NamedTuple):
    """A demand, and the span of its source term; an empty span if it has none."""

    demand: Demand
    span: Span
    in_name: bool = False
    """Whether it is capitalised beside other capitalised words, and in lower case in the termbase."""


class _TextWord(NamedTuple):
    shown: str
    folded: str
    span: Span


class Terms:
    """The terms for one pair of locales, indexed for search."""

    def __init__(self, demands: Iterable[Demand], source_locale: str, target_locale: str) -> None:
        self._spaced_source = facts_of(source_locale).spaces_words
        self._spaced_target = facts_of(target_locale).spaces_words
        self._semitic = facts_of(target_locale).attaches_prefixes
        self._english = source_locale.partition("-")[0] == "en"
        self._everywhere: list[Demand] = []
        self._by_first: dict[str, list[tuple[tuple[str, ...], Demand]]] = defaultdict(list)
        self._unspaced: list[Demand] = []
        for demand in demands:
            words = tuple(self._key(fold(word)) for word in _WORD.findall(demand.source))
            if not demand.source:
                self._everywhere.append(demand)
            elif words and self._spaced_source:
                self._by_first[words[0]].append((words, demand))
            else:
                self._unspaced.append(demand)
        self._beginnings = {form for first in self._by_first for form in self._forms(first)}
        self._unspaced.sort(key=lambda demand: -len(demand.source))

    def in_source(self, source: Inline) -> Iterator[DemandMatch]:
        """Yield the terms of the text, the longest of overlapping ones, and the demands without a source term."""
        for demand in self._everywhere:
            yield DemandMatch(demand, Span(0, 0))
        if self._by_first:
            yield from self._in_words(source)
        if self._unspaced:
            yield from self._in_characters(source)

    def used(self, target: Inline, terms: Sequence[str]) -> bool:
        """Tell whether the text uses one of the terms, in any form."""
        text = fold(_without_accelerator(target))
        if self._semitic:
            text = text.translate(_CONSONANTS)
        if not self._spaced_target:
            text = "".join(text.split())
            return any("".join(fold(term).split()) in text for term in terms)
        words = None
        for term in terms:
            if words is None:
                words = set(_WORD.findall(text))
            if all(_has(stem, text, words) for stem in map(_stem, _WORD.findall(fold(term)))):
                return True
        return False

    def occurrences(self, target: Inline, term: str) -> list[Span]:
        """Return the spans where the text uses exactly this term, possibly inflected."""
        if not self._spaced_target:
            pattern = re.compile(r"\s*".join(re.escape(word) for word in term.split()), re.IGNORECASE)
            return [
                Span(*match.span()).shift(node.span.start)
                for node in target.of(_SHOWN)
                for match in pattern.finditer(node.span.of(target.text))
            ]
        wanted = [(word, fold(word)) for word in _WORD.findall(term)]
        words = _words(target)
        return [
            Span(words[index].span.start, words[index + len(wanted) - 1].span.end)
            for index in range(len(words) - len(wanted) + 1)
            if wanted
            and all(_is_form(words[index + step], shown, folded) for step, (shown, folded) in enumerate(wanted))
            and _adjacent(target.text, words[index : index + len(wanted)])
        ]

    def _in_words(self, source: Inline) -> Iterator[DemandMatch]:
        beginnings = _WORD.findall(fold(source.text))
        if self._beginnings.isdisjoint(beginnings if self._english else [word[:_BEGINNING] for word in beginnings]):
            return  # most segments contain no term
        words = _words(source)
        index = 0
        while index < len(words):
            found = self._demand_from(words, index, source.text)
            if found is None:
                index += 1
            else:
                wanted, demand = found
                end = index + len(wanted)
                span = Span(words[index].span.start, words[end - 1].span.end)
                yield DemandMatch(demand, span, _in_name(words, index, end, demand.source))
                index = end

    def _demand_from(self, words: Sequence[_TextWord], index: int, text: str) -> tuple[tuple[str, ...], Demand] | None:
        """Return the longest term that begins with a word."""
        folded = words[index].folded
        base = self._base(folded)
        known = self._by_first.get(folded, []) + (self._by_first.get(base, []) if base != folded else [])
        for wanted, demand in sorted(known, key=lambda pair: -len(pair[0])) if len(known) > 1 else known:
            here = words[index : index + len(wanted)]
            if len(here) == len(wanted) and self._stands(here, wanted, demand.source, text):
                return wanted, demand
        return None

    def _stands(self, here: Sequence[_TextWord], wanted: Sequence[str], shown: str, text: str) -> bool:
        if any(
            word_wanted not in {word.folded, self._base(word.folded)}
            for word_wanted, word in zip(wanted, here, strict=True)
        ):
            return False
        if shown.isupper() and len(shown) > 1 and not here[0].shown[:2].isupper():
            return False  # capitals distinguish acronyms from words: IT is not "it"
        if text[max(here[0].span.start - 1, 0) : here[0].span.start] in _TOKENS_BEFORE or _TOKEN_AFTER.match(
            text, here[-1].span.end
        ):
            return False  # a part of an address, a path or a name in code
        return _adjacent(text, here)

    def _in_characters(self, source: Inline) -> Iterator[DemandMatch]:
        taken: list[Span] = []
        for demand in self._unspaced:
            index = source.text.find(demand.source)
            span = Span(index, index + len(demand.source))
            if index >= 0 and not any(span.overlaps(each) for each in taken):
                taken.append(span)
                yield DemandMatch(demand, span)

    def _key(self, word: str) -> str:
        """Return the key of a word of a term: in English the word itself, so that "settings" is not a verb."""
        return word if self._english else word[:_BEGINNING]

    def _forms(self, word: str) -> tuple[str, ...]:
        """Return all words whose `_base` is the word, and the word itself."""
        if not self._english:
            return (word,)
        plurals = (word, f"{word}s", f"{word}es", f"{word[:-1]}ies")
        return (*plurals, *(f"{form}{mark}s" for form in plurals for mark in "'’"))

    def _base(self, word: str) -> str:
        """Return the form of a term that a word of the text may be a plural of."""
        if not self._english:
            return word[:_BEGINNING]
        word = word.removesuffix("'s").removesuffix("’s")
        if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
            return word
        if word.endswith("ies") and len(word) > _SHORT:
            return word[:-3] + "y"
        return word[:-2] if word.endswith(("sses", "xes", "zes", "ches", "shes")) else word[:-1]


def _without_accelerator(side: Inline) -> str:
    """Return the text without the access key mark within a word, as in `S&peichern`."""
    text = side.text
    for node in side.of(Kind.ACCELERATOR):
        text = text[: node.span.start] + text[node.span.end :]
    return text


def fold(text: str) -> str:
    """Return the text in lower case, without width variants and without marks on letters."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", folded))


def _words(side: Inline) -> list[_TextWord]:
    return [
        _TextWord(match[0], fold(match[0]), Span(node.span.start + match.start(), node.span.start + match.end()))
        for node in side.of(_SHOWN)
        for match in _WORD.finditer(node.span.of(side.text))
    ]


def _adjacent(text: str, words: Sequence[_TextWord]) -> bool:
    return all(_BETWEEN.fullmatch(text, before.span.end, after.span.start) for before, after in pairwise(words))


def _in_name(words: Sequence[_TextWord], index: int, end: int, term: str) -> bool:
    if term[0].isupper() or not words[index].shown[0].isupper():
        return False
    before = (
        index > 0 and words[index - 1].span.end + 1 == words[index].span.start and words[index - 1].shown[0].isupper()
    )
    after = end < len(words) and words[end - 1].span.end + 1 == words[end].span.start and words[end].shown[0].isupper()
    return before or after


def _stem(word: str) -> str:
    """Return the probable common stem of all forms of a word."""
    if _SEMITIC.match(word):
        return (word.removeprefix(_ARABIC_ARTICLE) if len(word) > _SHORT else word).translate(_CONSONANTS)
    if len(word) < _SHORT:
        return word
    return word[:-1] if len(word) <= _SHORT + 1 else word[: max(_SHORT, len(word) * 7 // 10)]


def _has(stem: str, text: str, words: set[str]) -> bool:
    # A short word occurs alone, or with an attached article or ending; within a long word it means nothing.
    if len(stem) >= _SHORT:
        return stem in text
    prefixed = bool(_SEMITIC.match(stem))
    return any(
        len(word) <= len(stem) + _ENDING and (word.startswith(stem) or (prefixed and stem in word)) for word in words
    )


def _is_form(word: _TextWord, shown: str, folded: str) -> bool:
    if word.folded == folded:
        return not (shown.isupper() and len(shown) > 1) or word.shown.isupper()
    if len(folded) <= _SHORT or abs(len(word.folded) - len(folded)) > _ENDING:
        return False
    ending = 2 if folded.endswith(_CHANGING) else 1
    return word.folded.startswith(folded[: max(_SHORT, len(folded) - ending)])
