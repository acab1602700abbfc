"""Evidence whether the words under a link or emphasis translate those under its counterpart in the source.

In one segment, each target word is distributed over the source words that may have produced it, and vice versa
(posteriors of the association in both directions, weighted by position and by equal spelling). The words under the
markup on one side should then come from the words under the markup on the other.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.budget import MAX_PAIRS, NODE_WEIGHT
from l10nqa.lexicon.association import values_of
from l10nqa.lexicon.words import Word, stems_of, words_of
from l10nqa.locale import ENCLOSING_MARKS
from l10nqa.markup import EMPHASES, Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.markup import Inline, Node

__all__ = ["FEATURES", "Alignment", "Evidence", "align", "evidence", "is_alignable", "match_nodes", "target_words"]

FEATURES = (
    "swallowed",
    "swallowed_most",
    "swallowed_first",
    "swallowed_last",
    "left_out",
    "left_out_most",
    "inside",
    "covered",
    "before",
    "after",
    "length",
    "case",
    "known",
    "other",
    "empty",
    "content",
    "outside_words",
    "inside_words",
    "unknown",
    "enclosed",
    "words",
    "counts",
)
_MIN_USUAL = 3
_USUAL_RATIO = 8
"""How often a name must occur to be usual: at all, and for each other occurrence of the one at hand."""
# Not the address of a link, which stands in brackets as well.
_BRACKETED = re.compile(r"(?:(?<![\]\w])\(|（)([^\W_][^()（）]*)[)）]")
_SPREAD = 2.0
"""How fast a pair of words loses weight with the difference of their relative positions."""
_MAX_KEPT_PAIRS = 2_500
"""Weights of positions are kept for segments with at most so many pairs of words: 20 kB each."""
_NOTHING = 0.02
"""The weight of being produced by no word."""
_sum, _max = np.add.reduce, np.maximum.reduce
"""As the methods of arrays, without their wrappers, which cost as much again for the short rows of a segment."""


class Alignment(NamedTuple):
    """The words of one segment and their shares in each other. Rows are source words, columns are target words."""

    sources: list[Word]
    targets: list[Word]
    to_source: NDArray[np.float64]
    """The share of each target word that comes from each source word; the rest of 1 comes from none."""
    to_target: NDArray[np.float64]
    """The share of each source word that went into each target word."""
    source_weight: NDArray[np.float64]
    """The weight of each source word, from 0 to 1: rare words weigh much, function words little."""
    target_weight: NDArray[np.float64]
    from_anywhere: NDArray[np.float64]
    """The share of each target word that comes from any source word."""
    into_anywhere: NDArray[np.float64]
    """The share of each source word that went into any target word."""
    known: dict[tuple[int, int, int, int], Shares]
    """The results for pairs of nodes, by their words: a fix leaves most nodes on the same words."""


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


class Evidence(NamedTuple):
    """The evidence for and against one pair of nodes."""

    values: tuple[float, ...]
    """In the order of `FEATURES`."""
    outside: tuple[Word, ...]
    """Target words outside the node that come from under its counterpart."""
    inside: tuple[Word, ...]
    """Target words inside the node that come from elsewhere."""
    against_usage: bool
    """Whether the memory usually has a shorter or longer name for the label, and the difference is next to the node."""

    @property
    def proven(self) -> bool:
        """Whether single words show that the markup is misplaced."""
        return bool(self.outside or self.inside)


def align(source: Inline, target: Inline, lexicon: Lexicon) -> Alignment:
    """Align the words of one segment."""
    sources, targets = words_of(source), target_words(source, target)
    tables = lexicon.tables
    rows = np.array([lexicon.sources.get(word.stem, -1) for word in sources], np.int64)
    columns = np.array([lexicon.targets.get(word.stem, -1) for word in targets], np.int64)
    score = values_of(tables.keys, tables.strength, tables.source_groups[rows], tables.target_groups[columns])
    _add_spelling(score, sources, targets, alone=not lexicon.segments)
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
        tables.source_weights[rows],
        tables.target_weights[columns],
        _sum(to_source, 0),
        _sum(to_target, 1),
        {},
    )


def is_alignable(source: Inline, target: Inline) -> bool:
    """Tell whether the words, links and emphases of a segment are few enough to be aligned within the budget."""
    nodes = max(len(source.of(kinds)) * len(target.of(kinds)) for kinds in (EMPHASES, Kind.LINK))
    left = MAX_PAIRS - NODE_WEIGHT * nodes
    # A word has at least one character: only long texts are counted.
    return len(source.text) * len(target.text) <= left or (
        left >= 0 and len(words_of(source)) * len(words_of(target)) <= left
    )


def target_words(source: Inline, target: Inline) -> list[Word]:
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
    return [word for word in words if not any(word.span.inside(gloss) for gloss in glosses)] if glosses else words


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


def _add_spelling(score: NDArray[np.float64], sources: Sequence[Word], targets: Sequence[Word], *, alone: bool) -> None:
    """Add evidence for names, numbers and cognates: equal spelling needs no memory, similar spelling does."""
    places: dict[str, list[int]] = {}
    for column, word in enumerate(targets):
        places.setdefault(word.stem[:4], []).append(column)
    for row, word in enumerate(sources):
        for column in places.get(word.stem[:4], ()):
            equal = word.stem == targets[column].stem
            if equal or not alone:
                score[row, column] += 0.8 if equal else 0.3


def match_nodes(alignment: Alignment, sources: Sequence[Node], targets: Sequence[Node]) -> list[tuple[int, int]]:
    """Pair nodes by the words they share, best first; ties are broken by order."""
    if len(sources) == len(targets) == 1:
        return [(0, 0)]
    columns = [_inside(alignment.targets, node) for node in targets]
    scores = []
    for i, node in enumerate(sources):
        rows = _inside(alignment.sources, node)
        for j, covered in enumerate(columns):
            shared = 0.0
            if rows.start < rows.stop and covered.start < covered.stop:
                shared += float(_sum(alignment.to_source[rows, covered], None)) / (covered.stop - covered.start)
                shared += float(_sum(alignment.to_target[rows, covered], None)) / (rows.stop - rows.start)
            near = abs(i / len(sources) - j / len(targets))
            scores.append((shared - 0.3 * near, -abs(i - j), i, j))
    pairs: list[tuple[int, int]] = []
    used_sources: set[int] = set()
    used_targets: set[int] = set()
    for _, _, i, j in sorted(scores, reverse=True):
        if i not in used_sources and j not in used_targets:
            pairs.append((i, j))
            used_sources.add(i)
            used_targets.add(j)
    return sorted(pairs)


def evidence(
    alignment: Alignment, source: tuple[Inline, Node], target: tuple[Inline, Node], lexicon: Lexicon
) -> Evidence:
    """Return the evidence about one pair of nodes."""
    (source_side, source_node), (target_side, target_node) = source, target
    rows, columns = _inside(alignment.sources, source_node), _inside(alignment.targets, target_node)
    shares = _shares(alignment, rows, columns)
    label, name = source_side.visible(source_node.inner), target_side.visible(target_node.inner)
    known, other_name = _names(label, name, lexicon)
    words = columns.stop - columns.start
    values = (
        *shares.values,
        _length(label, name),
        float(bool(label[:1].isupper() and name[:1].islower())),
        known,
        other_name,
        float(not words),
        shares.content,
        min(len(shares.outside), 6),
        min(len(shares.inside), 6),
        shares.unknown,
        float(_is_enclosed(target_side.text, target_node)),
        min(words, 12),
        float(len(source_side.of(source_node.kind)) - len(target_side.of(target_node.kind))),
    )
    targets = alignment.targets
    swallowed: Sequence[int] = ()
    left_out: Sequence[int] = ()
    # Where their numbers differ, two labels may have become one, which is the matter of other rules.
    if len(source_side.of(source_node.kind)) == len(target_side.of(target_node.kind)):
        swallowed, left_out = _against_usual_name(label, name, alignment, columns, lexicon)
    return Evidence(
        values,
        tuple(targets[index] for index in sorted({*shares.outside, *left_out})),
        tuple(targets[index] for index in sorted({*shares.inside, *swallowed})),
        bool(swallowed or left_out),
    )


def _against_usual_name(
    label: str, shown: str, alignment: Alignment, columns: slice, lexicon: Lexicon
) -> tuple[Sequence[int], Sequence[int]]:
    """Return the indices of words that the node wrongly covers, and of those left out, by the usual name of the label.

    Such words are a verb's particle, `page` and `button`, which machine translation often takes into labels.
    """
    words = tuple(word.stem for word in alignment.targets)
    start, stop = columns.start, columns.stop
    own = words[columns]
    for name in _usual_names(label, shown, own, lexicon):
        length, difference = len(name), abs(len(name) - len(own))
        if length < len(own):
            if own[:length] == name:
                return range(start + length, stop), ()
            if own[-length:] == name:
                return range(start, stop - length), ()
        elif start >= difference and words[start - difference : stop] == name:
            return (), range(start - difference, start)
        elif words[start : stop + difference] == name:
            return (), range(stop, stop + difference)
    return (), ()


def _usual_names(label: str, shown: str, own: tuple[str, ...], lexicon: Lexicon) -> list[tuple[str, ...]]:
    """Return the usual names of the label in the memory, as stems, most frequent first; none if its own name is usual.

    A usual name occurs at least three times, and eight times as often as the name at hand.
    """
    names = lexicon.labels.get(label.lower(), {})
    known = names.get(shown, 1)
    if len(names) < 2 or not own or sum(names.values()) - known < max(_MIN_USUAL, _USUAL_RATIO * (known - 1)):
        return []
    counts: Counter[tuple[str, ...]] = Counter()
    for name, count in names.items():
        counts[tuple(stems_of(name))] += count
    # The segment at hand was most likely counted itself.
    enough = max(_MIN_USUAL, _USUAL_RATIO * (counts[own] - 1))
    return [name for name, count in counts.most_common() if count >= enough and len(name) not in (0, len(own))]


def _shares(alignment: Alignment, rows: slice, columns: slice) -> Shares:
    """Return the evidence of the words for nodes on these source and target words; it is cached in the alignment."""
    key = rows.start, rows.stop, columns.start, columns.stop
    found = alignment.known.get(key)
    if found is None:
        found = alignment.known[key] = _weigh(alignment, rows, columns)
    return found


def _weigh(alignment: Alignment, rows: slice, columns: slice) -> Shares:
    from_inside = _sum(alignment.to_source[rows], 0)
    from_outside = alignment.from_anywhere - from_inside
    into_inside = _sum(alignment.to_target[rows, columns], 1)
    into_outside = alignment.into_anywhere[rows] - into_inside
    foreign = from_outside[columns] * (1 - from_inside[columns])
    lost = into_outside * (1 - into_inside)
    target_weight, source_weight = alignment.target_weight[columns], alignment.source_weight[rows]
    here, elsewhere = from_inside.tolist(), from_outside.tolist()
    words = columns.stop - columns.start
    return Shares(
        (
            _mean(foreign, target_weight),
            _most(foreign * np.sqrt(target_weight)),
            float(foreign[0]) if len(foreign) else 0.0,
            float(foreign[-1]) if len(foreign) else 0.0,
            _mean(lost, source_weight),
            _most(lost * np.sqrt(source_weight)),
            _mean(from_inside[columns], target_weight),
            _mean(into_inside, source_weight),
            _neighbour(here, elsewhere, columns, columns.start - 1),
            _neighbour(here, elsewhere, columns, columns.stop),
        ),
        tuple(
            index
            for index, share in enumerate(here)
            if share > 0.5 and share > elsewhere[index] and not columns.start <= index < columns.stop
        ),
        tuple(
            index
            for index in range(columns.start, columns.stop)
            if elsewhere[index] > 0.5 and elsewhere[index] > here[index]
        ),
        _most(target_weight),
        1 - (sum(here[columns]) + sum(elsewhere[columns])) / words if words else 1.0,
    )


def _inside(words: Sequence[Word], node: Node) -> slice:
    """Return the range of words inside the content of the node."""
    first = bisect_left(words, node.inner.start, key=_start)
    return slice(first, max(first, bisect_right(words, node.inner.end, key=_end)))


def _start(word: Word) -> int:
    return word.span.start


def _end(word: Word) -> int:
    return word.span.end


def _mean(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    total = float(_sum(weights))
    return float(values @ weights) / total if total > 0 else 0.0


def _most(values: NDArray[np.float64]) -> float:
    return float(_max(values)) if len(values) else 0.0


def _neighbour(here: Sequence[float], elsewhere: Sequence[float], columns: slice, index: int) -> float:
    """Return the degree to which the word next to the node belongs inside it, from 0 to 1."""
    beside = columns.start < columns.stop and 0 <= index < len(here)
    return here[index] * (1 - elsewhere[index]) if beside else 0.0


def _length(label: str, name: str) -> float:
    return max(-2.0, min(2.0, math.log((len(name) + 1) / (len(label) + 1))))


def _is_enclosed(text: str, node: Node) -> bool:
    """Tell whether brackets or quotation marks inside or around the markup show that the label is complete."""
    content = node.inner.of(text).strip()
    if len(content) > 2 and ENCLOSING_MARKS.get(content[0]) == content[-1]:
        return True
    before, after = text[: node.span.start].rstrip()[-1:], text[node.span.end :].lstrip()[:1]
    return bool(before) and bool(after) and ENCLOSING_MARKS.get(before) == after


def _names(label: str, name: str, lexicon: Lexicon) -> tuple[float, float]:
    """Return the frequency of the name for the label in the memory, and that of its most frequent other name."""
    names = lexicon.labels.get(label.lower(), {})
    own = names.get(name, 0)
    total = sum(names.values())
    # The segment at hand was most likely counted itself.
    own, total = max(own - 1, 0), max(total - 1, 0)
    if total <= 0:
        return 0.0, 0.0
    return math.log1p(own) / 5 + own / total, max(
        (count for other_name, count in names.items() if other_name != name), default=0
    ) / (total + 2)
