"""Sections that stand in another order in the translation."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.align.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.align.block_sides import BlockSide

__all__ = ["heaviest_rising", "moved_sections"]

_MIN_VOTES = 4
_UNIQUE = 3
"""Votes of a block that is the same on both sides, and of an id."""


def moved_sections(sources: BlockSide, targets: BlockSide) -> list[tuple[range, range]]:
    """Return the sections, as ranges of blocks, whose translation stands in another order than the others.

    Sections belong together by what only they have on both sides: ids, code, addresses, numbers, names.
    """
    ours, theirs = _sections(sources), _sections(targets)
    if len(ours) < 3 or len(theirs) < 3:
        return []
    votes = _votes(sources, targets, ours, theirs)
    pairs = sorted(_mutual(votes))
    chain = set(heaviest_rising([(s, t, len(ours[s])) for s, t in pairs]))
    return [(ours[s], theirs[t]) for s, t in pairs if (s, t) not in chain and votes[s, t] >= _MIN_VOTES]


def _sections(side: BlockSide) -> list[range]:
    """Return the ranges from each heading up to the next one."""
    starts = [index for index, block in enumerate(side.blocks) if block.kind is BlockKind.HEADING and index]
    return [range(first, last) for first, last in pairwise([0, *starts, len(side.blocks)])]


def _votes(
    sources: BlockSide, targets: BlockSide, ours: Sequence[range], theirs: Sequence[range]
) -> Counter[tuple[int, int]]:
    section_of = [[0] * len(sources.blocks), [0] * len(targets.blocks)]
    for places, sections in zip(section_of, (ours, theirs), strict=True):
        for number, section in enumerate(sections):
            for index in section:
                places[index] = number
    votes: Counter[tuple[int, int]] = Counter()
    links = [(sources.unique[mark], targets.unique[mark], _UNIQUE) for mark in sources.unique.keys() & targets.unique]
    links += [
        (sources.unique_tokens[token], targets.unique_tokens[token], 1)
        for token in sources.unique_tokens.keys() & targets.unique_tokens
    ]
    for i, j, weight in links:
        votes[section_of[0][i], section_of[1][j]] += weight
    return votes


def _mutual(votes: Counter[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs that have more votes than any other pair of one of the two."""
    best: list[dict[int, tuple[int, int]]] = [defaultdict(lambda: (0, -1)), defaultdict(lambda: (0, -1))]
    for (s, t), count in votes.items():
        best[0][s] = max(best[0][s], (count, t))
        best[1][t] = max(best[1][t], (count, s))
    return [(s, t) for s, (_, t) in best[0].items() if best[1][t][1] == s]


def heaviest_rising(pairs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the run of pairs, given in the order of their sources, whose targets rise and that weighs most.

    In time n log n: a tree (Fenwick) over the targets holds the best run that ends before each.
    """
    targets = {target: rank for rank, target in enumerate(sorted({target for _, target, _ in pairs}), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(targets) + 1)
    before: list[int] = []
    best = (0, -1)
    for index, (_, target, weight) in enumerate(pairs):
        rank = targets[target] - 1
        top = (0, -1)
        while rank > 0:
            top = max(top, tree[rank])
            rank &= rank - 1
        before.append(top[1])
        here = (top[0] + weight, index)
        best = max(best, here)
        rank = targets[target]
        while rank < len(tree):
            tree[rank] = max(tree[rank], here)
            rank += rank & -rank
    run = []
    index = best[1]
    while index >= 0:
        run.append(pairs[index][:2])
        index = before[index]
    return run[::-1]
