"""The best monotone alignment of two sequences, by dynamic programming over rows of NumPy arrays.

Needleman and Wunsch (1970) with one cost of a gap for each element. Where the table would be large, only a band around
the diagonal is filled, so that time stays in proportion to the length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["align_monotone"]

_MAX_CELLS = 1 << 20
_BAND = 160
"""Elements to either side of the diagonal that are looked at in a large table."""
_WIDEST = 2000
_DIAGONAL, _SOURCE, _TARGET = 0, 1, 2
_NEVER = -1e9


def align_monotone(
    scores: Callable[[int, int, int], NDArray[np.float64]],
    source_gaps: NDArray[np.float64],
    target_gaps: NDArray[np.float64],
) -> list[tuple[int, int]]:
    """Return the pairs of elements of the alignment with the highest sum of scores, rising on both sides.

    `scores(i, first, last)` returns the scores of source element `i` with the target elements from `first` up to
    `last`; an element without a partner scores what its gap says.
    """
    rows, columns = len(source_gaps), len(target_gaps)
    if not rows or not columns:
        return []
    half = columns if rows * columns <= _MAX_CELLS else min(max(_BAND, int(1.2 * abs(rows - columns))), _WIDEST)
    firsts = [max(0, min(columns, i * columns // rows - half)) for i in range(rows + 1)]
    lasts = [min(columns, i * columns // rows + half) for i in range(rows + 1)]
    skipped = np.concatenate([[0.0], np.cumsum(target_gaps)])
    moves: list[NDArray[np.int8]] = [np.full(lasts[0] - firsts[0] + 1, _TARGET, np.int8)]
    before = skipped[firsts[0] : lasts[0] + 1]
    for i in range(1, rows + 1):
        first, last = firsts[i], lasts[i]
        width = last - first + 1
        # Cell j of a row stands for: so many targets are used up.
        above = np.full(width, _NEVER)
        low, high = first, min(last, lasts[i - 1])
        if high >= low:
            above[: high - low + 1] = before[low - firsts[i - 1] : high - firsts[i - 1] + 1] + source_gaps[i - 1]
        best, move = above, np.full(width, _SOURCE, np.int8)
        low, high = max(first, 1, firsts[i - 1] + 1), min(last, lasts[i - 1] + 1)
        if high >= low:
            diagonal = before[low - 1 - firsts[i - 1] : high - firsts[i - 1]] + scores(i - 1, low - 1, high)
            part = slice(low - first, high - first + 1)
            better = diagonal >= best[part]
            best[part] = np.where(better, diagonal, best[part])
            move[part] = np.where(better, np.int8(_DIAGONAL), move[part])
        relative = best - skipped[first : last + 1]
        reached = np.maximum.accumulate(relative)
        move[relative < reached] = _TARGET
        before = reached + skipped[first : last + 1]
        moves.append(move)
    return _traced(moves, firsts, rows, columns)


def _traced(moves: list[NDArray[np.int8]], firsts: list[int], rows: int, columns: int) -> list[tuple[int, int]]:
    pairs = []
    i, j = rows, columns
    while i and j:
        move = moves[i][j - firsts[i]] if j >= firsts[i] else _SOURCE
        if move == _DIAGONAL:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif move == _SOURCE:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
