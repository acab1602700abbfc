"""Whether the words under a link or emphasis are the translation of those under its counterpart: the evidence.

For one segment, every target word shares itself out over the source words that may have produced it, and the other way
round (posteriors of the association in both directions, weighed by position and by equal spelling). What lies under
the markup on one side should then come from under the markup on the other.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.lexicon.words import Word, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.markup import Inline, Node

__all__ = ["FEATURES", "Alignment", "Evidence", "align", "evidence", "match_nodes"]

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
_SPREAD = 2.0
"""How fast a pair of words loses weight with the difference of their relative positions."""
_NOTHING = 0.02
"""The weight of being produced by no word."""


class Alignment(NamedTuple):
    """One segment's words, and how they share themselves out. Rows are source words, columns target words."""

    sources: list[Word]
    targets: list[Word]
    to_source: NDArray[np.float64]
    """Of each target word, the share that comes from each source word; the rest of 1 comes from none."""
    to_target: NDArray[np.float64]
    """Of each source word, the share that went into each target word."""
    source_weight: NDArray[np.float64]
    """How much each source word says: rare words much, function words little; between 0 and 1."""
    target_weight: NDArray[np.float64]


class Evidence(NamedTuple):
    """What speaks for and against one pair of nodes."""

    values: tuple[float, ...]
    """In the order of `FEATURES`."""
    outside: tuple[Word, ...]
    """Target words outside the node that come from under its counterpart."""
    inside: tuple[Word, ...]
    """Target words inside the node that come from elsewhere."""

    @property
    def proven(self) -> bool:
        """Whether single words show that the markup is misplaced."""
        return bool(self.outside or self.inside)


def align(source: Inline, target: Inline, lexicon: Lexicon) -> Alignment:
    """Align the words of one segment."""
    sources, targets = words_of(source), words_of(target)
    rows = np.array([lexicon.sources.get(word.stem, -1) for word in sources], np.int64)
    columns = np.array([lexicon.targets.get(word.stem, -1) for word in targets], np.int64)
    forward, backward = lexicon.association.of(rows, columns)
    score = np.sqrt(forward * backward).astype(np.float64) + 0.3 * np.minimum(forward, backward)
    score += _spelling(sources, targets, alone=not lexicon.segments)
    if len(sources) and len(targets):
        at_source = np.arange(len(sources))[:, None] / max(len(sources), 1)
        at_target = np.arange(len(targets))[None, :] / max(len(targets), 1)
        score *= np.exp(-_SPREAD * np.abs(at_source - at_target))
    to_source = score / (score.sum(axis=0, keepdims=True) + _NOTHING)
    to_target = score / (score.sum(axis=1, keepdims=True) + _NOTHING)
    # A second look: a word that is wanted by a better partner counts less for the others.
    score = score * np.sqrt(to_source * to_target)
    to_source = score / (score.sum(axis=0, keepdims=True) + _NOTHING / 2)
    to_target = score / (score.sum(axis=1, keepdims=True) + _NOTHING / 2)
    return Alignment(
        sources,
        targets,
        to_source,
        to_target,
        _weights(rows, lexicon.source_counts, lexicon.segments),
        _weights(columns, lexicon.target_counts, lexicon.segments),
    )


def _spelling(sources: Sequence[Word], targets: Sequence[Word], *, alone: bool) -> NDArray[np.float64]:
    """Names, numbers and cognates: equal spelling is evidence without any memory, like spelling only beside one."""
    found = np.zeros((len(sources), len(targets)))
    places: dict[str, list[int]] = {}
    for column, word in enumerate(targets):
        places.setdefault(word.stem[:4] if len(word.stem) > 4 else word.stem, []).append(column)
    for row, word in enumerate(sources):
        for column in places.get(word.stem[:4] if len(word.stem) > 4 else word.stem, ()):
            equal = word.stem == targets[column].stem
            if equal or not alone:
                found[row, column] = 0.8 if equal else 0.3
    return found


def _weights(numbers: NDArray[np.int64], counts: Sequence[int], total: int) -> NDArray[np.float64]:
    if total <= 0:
        return np.ones(len(numbers))
    scale = math.log(total + 1)
    weights = [math.log((total + 1) / (counts[n] + 1)) / scale if n >= 0 else 1.0 for n in numbers.tolist()]
    return np.array(weights)


def match_nodes(alignment: Alignment, sources: Sequence[Node], targets: Sequence[Node]) -> list[tuple[int, int]]:
    """Pair nodes by the words they share, best first; equal evidence goes by order."""
    scores = []
    for i, one in enumerate(sources):
        rows = _inside(alignment.sources, one)
        for j, other in enumerate(targets):
            columns = _inside(alignment.targets, other)
            shared = (
                float(alignment.to_source[np.ix_(rows, columns)].sum() / max(len(columns), 1))
                if len(rows) and len(columns)
                else 0.0
            )
            shared += (
                float(alignment.to_target[np.ix_(rows, columns)].sum() / max(len(rows), 1))
                if len(rows) and len(columns)
                else 0.0
            )
            near = abs(i / max(len(sources), 1) - j / max(len(targets), 1))
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
    """Weigh one pair of nodes."""
    (source_side, one), (target_side, other) = source, target
    rows, columns = _inside(alignment.sources, one), _inside(alignment.targets, other)
    row_in = np.zeros(len(alignment.sources), bool)
    row_in[rows] = True
    column_in = np.zeros(len(alignment.targets), bool)
    column_in[columns] = True
    from_inside = alignment.to_source[row_in].sum(axis=0)
    from_outside = alignment.to_source[~row_in].sum(axis=0)
    into_inside = alignment.to_target[:, column_in].sum(axis=1)
    into_outside = alignment.to_target[:, ~column_in].sum(axis=1)
    foreign = from_outside[columns] * (1 - from_inside[columns])
    lost = into_outside[rows] * (1 - into_inside[rows])
    target_weight, source_weight = alignment.target_weight[columns], alignment.source_weight[rows]
    label, name = source_side.visible(one.inner), target_side.visible(other.inner)
    outside = tuple(
        word
        for at, word in enumerate(alignment.targets)
        if not column_in[at] and from_inside[at] > 0.5 and from_inside[at] > from_outside[at]
    )
    inside = tuple(
        alignment.targets[at] for at in columns if from_outside[at] > 0.5 and from_outside[at] > from_inside[at]
    )
    known, other_name = _names(label, name, lexicon)
    values = (
        _mean(foreign, target_weight),
        _most(foreign * np.sqrt(target_weight)),
        float(foreign[0]) if len(foreign) else 0.0,
        float(foreign[-1]) if len(foreign) else 0.0,
        _mean(lost, source_weight),
        _most(lost * np.sqrt(source_weight)),
        _mean(from_inside[columns], target_weight),
        _mean(into_inside[rows], source_weight),
        _neighbour(from_inside, from_outside, columns, -1),
        _neighbour(from_inside, from_outside, columns, 1),
        _length(label, name),
        float(bool(label[:1].isupper() and name[:1].islower())),
        known,
        other_name,
        float(not len(columns)),
        float(target_weight.max()) if len(columns) else 0.0,
        min(len(outside), 6),
        min(len(inside), 6),
        1 - _mean(from_inside[columns] + from_outside[columns], np.ones(len(columns))),
        float(_is_enclosed(target_side.text, other)),
        min(len(columns), 12),
        float(len(source_side.of(one.kind)) - len(target_side.of(other.kind))),
    )
    return Evidence(values, outside, inside)


def _inside(words: Sequence[Word], node: Node) -> NDArray[np.intp]:
    start, end = node.inner
    return np.array([at for at, word in enumerate(words) if start <= word.span.start and word.span.end <= end], np.intp)


def _mean(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    total = float(weights.sum())
    return float((values * weights).sum() / total) if total > 0 else 0.0


def _most(values: NDArray[np.float64]) -> float:
    return float(values.max()) if len(values) else 0.0


def _neighbour(
    inside: NDArray[np.float64], outside: NDArray[np.float64], columns: NDArray[np.intp], step: int
) -> float:
    """Return how much the word next to the node belongs into it."""
    if not len(columns):
        return 0.0
    at = int(columns[0] if step < 0 else columns[-1]) + step
    return float(inside[at] * (1 - outside[at])) if 0 <= at < len(inside) else 0.0


def _length(label: str, name: str) -> float:
    return max(-2.0, min(2.0, math.log((len(name) + 1) / (len(label) + 1))))


def _is_enclosed(text: str, node: Node) -> bool:
    """Tell whether brackets or quotation marks, inside or around the markup, show the label to be whole."""
    content = node.inner.of(text).strip()
    if len(content) > 2 and _ENCLOSING.get(content[0]) == content[-1]:
        return True
    before, after = text[: node.span.start].rstrip()[-1:], text[node.span.end :].lstrip()[:1]
    return bool(before) and bool(after) and _ENCLOSING.get(before) == after


_ENCLOSING = {
    "[": "]",
    "［": "］",
    "「": "」",
    "『": "』",
    "【": "】",
    "“": "”",
    "„": "“",
    "«": "»",
    '"': '"',
    "(": ")",
}


def _names(label: str, name: str, lexicon: Lexicon) -> tuple[float, float]:
    """Return how usual the name is for the label in the memory, and how usual another one is."""
    names = lexicon.labels.get(label.lower(), {})
    own = names.get(name, 0)
    total = sum(names.values())
    # The segment at hand was most likely counted itself.
    own, total = max(own - 1, 0), max(total - 1, 0)
    if total <= 0:
        return 0.0, 0.0
    return math.log1p(own) / 5 + own / total, max(
        (count for other, count in names.items() if other != name), default=0
    ) / (total + 2)
