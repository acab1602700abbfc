"""How the words of one segment are distributed: which source words produced which target words.

Each target word is distributed over the source words that may have produced it, and vice versa (posteriors of the
association in both directions, weighted by position and by equal spelling).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.budget import MAX_PAIRS, NODE_WEIGHT
from l10nqa.lexicon.association import values_of
from l10nqa.lexicon.words import Words, words_of
from l10nqa.markup import EMPHASES, Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.markup import Inline, Node

__all__ = ["Alignment", "Shares", "align", "is_alignable", "match_nodes", "target_words", "words_inside"]

# Not the address of a link, which stands in brackets as well.
_BRACKETED = re.compile(r"(?:(?<![\]\w])\(|（)([^\W_][^()（）]*)[)）]")
_SPREAD = 2.0
"""How fast a pair of words loses weight with the difference of their relative positions."""
_MAX_KEPT_PAIRS = 2_500
"""Weights of positions are kept for segments with at most so many pairs of words: 20 kB each."""
_NOTHING = 0.02
"""The weight of being produced by no word."""
_sum = np.add.reduce
"""As the method of arrays, without its wrapper, which costs as much again for the short rows of a segment."""


class Shares(NamedTuple):
    """The evidence that the words alone give about one pair of nodes, without positions and punctuation."""

    values: tuple[float, ...]
    """The first ten `FEATURES`."""
    outside: tuple[int, ...]
    """Target words outside the node that come from under its counterpart, by number."""
    inside: tuple[int, ...]
    """Target words inside the node that come from elsewhere."""
    content: float
    unknown: float


class Alignment(NamedTuple):
    """The words of one segment and their shares in each other. Rows are source words, columns are target words."""

    sources: Words
    targets: Words
    to_source: NDArray[np.float64]
    """The share of each target word that comes from each source word; the rest of 1 comes from none."""
    to_target: NDArray[np.float64]
    """The share of each source word that went into each target word."""
    source_weight: list[float]
    """The weight of each source word, from 0 to 1: rare words weigh much, function words little."""
    target_weight: list[float]
    from_anywhere: list[float]
    """The share of each target word that comes from any source word."""
    into_anywhere: list[float]
    """The share of each source word that went into any target word."""
    known: dict[tuple[int, int, int, int], Shares]
    """The results for pairs of nodes, by their words: a fix leaves most nodes on the same words."""


def align(source: Inline, target: Inline, lexicon: Lexicon) -> Alignment:
    """Align the words of one segment."""
    sources, targets = words_of(source), target_words(source, target)
    tables = lexicon.tables
    number, unknown = lexicon.sources.get, -1
    rows = np.array([number(stem, unknown) for stem in sources.stems], np.int64)
    number = lexicon.targets.get
    columns = np.array([number(stem, unknown) for stem in targets.stems], np.int64)
    score = values_of(tables.keys, tables.strength, tables.source_groups[rows], tables.target_groups[columns])
    _add_spelling(score, sources.stems, targets.stems, alone=not lexicon.segments)
    if len(sources) and len(targets):
        score *= _nearness(len(sources), len(targets))
    to_source = score / (_sum(score, 0, keepdims=True) + _NOTHING)
    to_target = score / (_sum(score, 1, keepdims=True) + _NOTHING)
    # A second pass: a word that has a better partner counts less for the others.
    score *= np.sqrt(to_source * to_target)
    to_source = score / (_sum(score, 0, keepdims=True) + _NOTHING / 2)
    to_target = score / (_sum(score, 1, keepdims=True) + _NOTHING / 2)
    return Alignment(
        sources,
        targets,
        to_source,
        to_target,
        tables.source_weights[rows].tolist(),
        tables.target_weights[columns].tolist(),
        _sum(to_source, 0).tolist(),
        _sum(to_target, 1).tolist(),
        {},
    )


def is_alignable(source: Inline, target: Inline) -> bool:
    """Tell whether the words, links and emphases of a segment are few enough to be aligned within the budget."""
    size = len(source.text) * len(target.text) + NODE_WEIGHT * len(source.nodes) * len(target.nodes)
    if size <= MAX_PAIRS:  # a word has a character, and most segments are short
        return True
    nodes = max(len(source.of(kinds)) * len(target.of(kinds)) for kinds in (EMPHASES, Kind.LINK))
    left = MAX_PAIRS - NODE_WEIGHT * nodes
    # A word has at least one character: only long texts are counted.
    return len(source.text) * len(target.text) <= left or (
        left >= 0 and len(words_of(source)) * len(words_of(target)) <= left
    )


def target_words(source: Inline, target: Inline) -> Words:
    """Return the words of the target without glosses, which repeat the source in brackets: `desene (pattern)`."""
    words = words_of(target)
    if "(" not in target.text and "（" not in target.text:
        return words
    text = source.text.casefold()
    glosses = [
        Span(*match.span())
        for match in _BRACKETED.finditer(target.text)
        if match[1].casefold() in text and f"({match[1].casefold()}" not in text
    ]
    if not glosses:
        return words
    return words.where(lambda word: not any(word.span.inside(gloss) for gloss in glosses))


def _nearness(sources: int, targets: int) -> NDArray[np.float64]:
    """Return the weights of pairs of words for their positions alone."""
    if sources * targets <= _MAX_KEPT_PAIRS:
        return _kept_nearness(sources, targets)
    return _new_nearness(sources, targets)


def _new_nearness(sources: int, targets: int) -> NDArray[np.float64]:
    nearness: NDArray[np.float64] = np.exp(
        -_SPREAD * np.abs(np.arange(sources)[:, None] / sources - np.arange(targets)[None, :] / targets)
    )
    return nearness


_kept_nearness = lru_cache(maxsize=4096)(_new_nearness)


def _add_spelling(score: NDArray[np.float64], sources: Sequence[str], targets: Sequence[str], *, alone: bool) -> None:
    """Add evidence for names, numbers and cognates: equal spelling needs no memory, similar spelling does."""
    places: dict[str, list[int]] = {}
    beginnings = {stem[:4] for stem in sources}
    for column, stem in enumerate(targets):
        if stem[:4] in beginnings:  # as few do
            places.setdefault(stem[:4], []).append(column)
    for row, stem in enumerate(sources):
        for column in places.get(stem[:4], ()):
            equal = stem == targets[column]
            if equal or not alone:
                score[row, column] += 0.8 if equal else 0.3


def match_nodes(alignment: Alignment, sources: Sequence[Node], targets: Sequence[Node]) -> list[tuple[int, int]]:
    """Pair nodes by the words they share, best first; ties are broken by order."""
    if len(sources) == len(targets) == 1:
        return [(0, 0)]
    columns = [words_inside(alignment.targets, node) for node in targets]
    scores = []
    for i, node in enumerate(sources):
        rows = words_inside(alignment.sources, node)
        height = rows.stop - rows.start
        here = _sum(alignment.to_source[rows], 0).tolist() if height else []
        there = _sum(alignment.to_target[rows], 0).tolist() if height else []
        for j, covered in enumerate(columns):
            shared, width = 0.0, covered.stop - covered.start
            if height and width:
                shared = sum(here[covered]) / width + sum(there[covered]) / height
            near = abs(i / len(sources) - j / len(targets))
            scores.append((shared - 0.3 * near, -abs(i - j), i, j))
    scores.sort(reverse=True)
    pairs: list[tuple[int, int]] = []
    used_sources: set[int] = set()
    used_targets: set[int] = set()
    for _, _, i, j in scores:
        if i not in used_sources and j not in used_targets:
            pairs.append((i, j))
            used_sources.add(i)
            used_targets.add(j)
    return sorted(pairs)


def words_inside(words: Words, node: Node) -> slice:
    """Return the range of words inside the content of the node."""
    return words.inside(node.inner)
