"""Which block of the target is the translation of which block of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.align.block_scores import NEVER, BlockScores
from l10nqa.align.monotone import align_monotone
from l10nqa.align.sections import heaviest_rising, moved_sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.align.block_sides import BlockSide

__all__ = ["BlockPair", "align_blocks"]

_GAP = -1.0
"""The score of a block without a partner."""
_MIN_SCORE = 0.0
"""The score from which two blocks are taken for a pair."""


class BlockPair(NamedTuple):
    """A block of the source and its translation, by their indexes."""

    source: int
    target: int
    score: float
    """The higher, the surer."""
    is_moved: bool = False
    """Whether the two stand in another order than the blocks around them."""


def align_blocks(sources: BlockSide, targets: BlockSide) -> list[BlockPair]:
    """Return the pairs of blocks, by the index of the target.

    The blocks of a pair are both text or both the same kind of structure. A block without a partner is in no pair.
    """
    moved = moved_sections(sources, targets)
    if not moved:
        return _aligned(sources, targets)
    pairs: list[BlockPair] = []
    rows, columns = set(range(len(sources.blocks))), set(range(len(targets.blocks)))
    for source_range, target_range in moved:
        rows -= set(source_range)
        columns -= set(target_range)
        found = _aligned_part(sources, source_range, targets, target_range)
        pairs += [pair._replace(is_moved=True) for pair in found]
    pairs += _aligned_part(sources, sorted(rows), targets, sorted(columns))
    return sorted(pairs, key=lambda pair: pair.target)


def _aligned_part(
    sources: BlockSide, rows: Sequence[int], targets: BlockSide, columns: Sequence[int]
) -> list[BlockPair]:
    found = _aligned(sources.part(rows), targets.part(columns))
    return [BlockPair(rows[pair.source], columns[pair.target], pair.score) for pair in found]


def _aligned(sources: BlockSide, targets: BlockSide) -> list[BlockPair]:
    """Return the pairs of blocks in the same order on both sides: first what is unique, then what is between."""
    scores = BlockScores(sources, targets)
    pairs: list[BlockPair] = []
    before_i, before_j = -1, -1
    for i, j in [*_anchors(sources, targets), (len(sources.blocks), len(targets.blocks))]:
        pairs += _between(scores, range(before_i + 1, i), range(before_j + 1, j))
        if i < len(sources.blocks):
            pairs.append(BlockPair(i, j, scores.score(i, j)))
        before_i, before_j = i, j
    return [pair for pair in pairs if pair.score >= _MIN_SCORE]


def _anchors(sources: BlockSide, targets: BlockSide) -> list[tuple[int, int]]:
    """Return pairs of blocks with a mark that each document has once, rising on both sides."""
    ours, theirs = sources.unique, targets.unique
    return heaviest_rising([(i, j, 1) for i, j in sorted((ours[m], theirs[m]) for m in ours.keys() & theirs.keys())])


def _between(scores: BlockScores, rows: range, columns: range) -> list[BlockPair]:
    if not rows or not columns:
        return []
    found = align_monotone(
        lambda i, first, last: scores.scores(rows[i], columns[0] + first, columns[0] + last),
        np.full(len(rows), _GAP),
        np.full(len(columns), _GAP),
    )
    pairs = (BlockPair(rows[i], columns[j], scores.score(rows[i], columns[j])) for i, j in found)
    return [pair for pair in pairs if pair.score > NEVER / 2]
