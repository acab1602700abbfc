"""Which block of the target is the translation of which block of the source."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.align.blocks import BlockKind, DocumentBlock
from l10nqa.align.features import Features, features_of
from l10nqa.align.monotone import align_monotone

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

__all__ = ["BlockPair", "align_blocks"]

_BASE = 1.5
_GAP = -1.0
_MISSING = 0.4
_MOST_MISSING = 3.0
_SHARED = 0.6
_MOST_SHARED = 6.0
_NEVER = -50.0
_MOVED = 2.5
"""The mean score from which blocks that stand elsewhere in the target are taken for moved ones."""
_FEW = 40
"""Blocks with a token, up to which the token is looked at."""


class BlockPair(NamedTuple):
    """A block of the source and its translation, by their indexes."""

    source: int
    target: int
    score: float
    """The higher, the surer; pairs are not made below `2 * _GAP`."""
    is_moved: bool = False
    """Whether the two stand in another order than the blocks around them."""


def align_blocks(
    source: str, source_blocks: Sequence[DocumentBlock], target: str, target_blocks: Sequence[DocumentBlock]
) -> list[BlockPair]:
    """Return the pairs of blocks, by the index of the target.

    The blocks of a pair are both text or both the same kind of structure. A block without a partner is in no pair.
    """
    sources, targets = _Side(source, source_blocks), _Side(target, target_blocks)
    scorer = _Scorer(sources, targets)
    pairs: list[BlockPair] = []
    left_s, left_t = -1, -1
    for i, j in [*_anchors(sources, targets), (len(source_blocks), len(target_blocks))]:
        inner = scorer.align(range(left_s + 1, i), range(left_t + 1, j))
        pairs += inner
        if i < len(source_blocks):
            pairs.append(BlockPair(i, j, scorer.score(i, j)))
        left_s, left_t = i, j
    pairs += _moved(scorer, pairs)
    return sorted(pairs, key=lambda pair: pair.target)


class _Side:
    """The blocks of one document with what is compared of them."""

    def __init__(self, text: str, blocks: Sequence[DocumentBlock]) -> None:
        self.blocks = blocks
        self.texts = [block.span.of(text) for block in blocks]
        self.features = [_features(block, content) for block, content in zip(blocks, self.texts, strict=True)]
        self.lengths = np.array([each.length for each in self.features])
        self.is_text = np.array([block.kind.has_text for block in blocks], bool)
        self.kinds = np.array([_KINDS.index(block.kind) for block in blocks], np.int64)
        self.levels = np.array([block.level for block in blocks], np.int64)
        self.containers = np.array([hash(block.container) for block in blocks], np.int64)


_KINDS = list(BlockKind)


def _features(block: DocumentBlock, content: str) -> Features:
    if block.kind is BlockKind.CODE:
        lines = frozenset(line.strip() for line in content.splitlines() if len(line.strip()) > 2)
        return Features(float(len(content)), frozenset(), lines)
    features = features_of(content)
    if block.kind is BlockKind.HEADING:
        # The id that a translation keeps is often the one that the source gets from its words.
        return features._replace(words=features.words | {f"#{block.label or _slug(content)}"})
    return features


def _slug(heading: str) -> str:
    return re.sub(r"[\s_-]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip())


def _anchors(sources: _Side, targets: _Side) -> list[tuple[int, int]]:
    """Return pairs of blocks with a signature that each document has once, rising on both sides."""
    ours, theirs = _unique(sources), _unique(targets)
    pairs = sorted((i, theirs[mark]) for mark, i in ours.items() if mark in theirs)
    return _longest_rising(pairs)


def _unique(side: _Side) -> dict[Hashable, int]:
    marks: list[Hashable] = []
    for block, content, features in zip(side.blocks, side.texts, side.features, strict=True):
        if block.kind is BlockKind.CODE:
            marks.append((block.kind, content) if len(content) > 30 else None)
        elif block.kind is BlockKind.FRONT_MATTER or (block.kind is BlockKind.HEADING and block.label):
            marks.append((block.kind, block.label))
        elif len(features.hard) >= 2 or any(len(token) > 6 for token in features.hard):
            marks.append((block.kind, features.hard))
        else:
            marks.append(None)
    counts = Counter(marks)
    return {mark: index for index, mark in enumerate(marks) if mark is not None and counts[mark] == 1}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, sorted by source, whose targets rise (patience sorting)."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, target) in enumerate(pairs):
        place = bisect_left(tails, target)
        before.append(tops[place - 1] if place else -1)
        if place == len(tails):
            tails.append(target)
            tops.append(index)
        else:
            tails[place], tops[place] = target, index
    rising = []
    index = tops[-1] if tops else -1
    while index >= 0:
        rising.append(pairs[index])
        index = before[index]
    return rising[::-1]


class _Scorer:
    """How well blocks fit together."""

    def __init__(self, sources: _Side, targets: _Side) -> None:
        self.sources, self.targets = sources, targets
        ours, theirs = sources.lengths[sources.is_text].sum(), targets.lengths[targets.is_text].sum()
        self.ratio = min(max((theirs + 100) / (ours + 100), 0.4), 2.5)
        counts = Counter(token for side in (sources, targets) for each in side.features for token in _tokens(each))
        total = len(sources.blocks) + len(targets.blocks)
        self.weights = {token: math.log((total + 2) / (count + 1)) for token, count in counts.items()}
        self.places: dict[str, list[int]] = defaultdict(list)
        for j, features in enumerate(targets.features):
            for token in _tokens(features):
                self.places[token].append(j)
        self.target_hard = np.array([len(each.hard) for each in targets.features])

    def score(self, i: int, j: int) -> float:
        """Return the score of one pair."""
        return float(self.scores(i, j, j + 1)[0])

    def scores(self, i: int, first: int, last: int) -> NDArray[np.float64]:
        """Return the scores of a block of the source with some blocks of the target."""
        sources, targets, part = self.sources, self.targets, slice(first, last)
        block, features = sources.blocks[i], sources.features[i]
        same_kind = targets.kinds[part] == sources.kinds[i]
        shape = same_kind & (targets.levels[part] == block.level)
        same = shape & (targets.containers[part] == sources.containers[i])
        result = _BASE + np.where(same, 1.0, np.where(shape, 0.0, np.where(same_kind, -2.0, -2.5)))
        if block.kind.has_text:
            result += np.where(targets.is_text[part], 0.0, _NEVER)
        else:
            result += np.where(same_kind, 0.0, _NEVER)
        if block.kind.has_text or block.kind is BlockKind.CODE:
            expected = features.length * self.ratio if block.kind.has_text else features.length
            off = np.log((targets.lengths[part] + 6) / (expected + 6)) / (0.22 + 1.3 / math.sqrt(expected + 6))
            result -= 0.5 * np.minimum(off * off, 14.0)
        shared = np.zeros(last - first)
        common = np.zeros(last - first)
        for tokens, is_hard in ((features.hard, True), (features.words, False)):
            for token in tokens:
                found = self.places.get(token)
                if not found or len(found) > _FEW:
                    continue
                low = bisect_left(found, first)
                high = bisect_left(found, last, low)
                if low < high:
                    at = np.array(found[low:high]) - first
                    shared[at] += self.weights[token]
                    if is_hard:
                        common[at] += 1
        result += np.minimum(_SHARED * shared, _MOST_SHARED)
        result -= np.minimum(_MISSING * (len(features.hard) + self.target_hard[part] - 2 * common), _MOST_MISSING)
        return result

    def align(self, rows: range, columns: range) -> list[BlockPair]:
        """Return the best pairs of two ranges of blocks."""
        if not rows or not columns:
            return []
        found = align_monotone(
            lambda i, first, last: self.scores(rows[i], columns[first], columns[last - 1] + 1),
            np.full(len(rows), _GAP),
            np.full(len(columns), _GAP),
        )
        pairs = [BlockPair(rows[i], columns[j], self.score(rows[i], columns[j])) for i, j in found]
        return [pair for pair in pairs if pair.score > _NEVER / 2]


def _tokens(features: Features) -> frozenset[str]:
    return features.hard | features.words


def _moved(scorer: _Scorer, pairs: Sequence[BlockPair]) -> list[BlockPair]:
    """Return pairs of blocks that stand elsewhere in the target: whole runs that fit well, of those left over."""
    return []
