"""Which sentences of a target block translate which of its source block.

Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), by lengths; with tokens that both
sides share, and the words that a lexicon knows, as in hunalign (Varga et al. 2005). Where sentences end is decided at
the same time: a doubtful end counts where the other side has a sentence to go with it.

Instead of the best alignment alone, the probability of every cut (so many pieces of the source go with so many of the
target) is computed by the forward-backward algorithm. Only cuts that are nearly certain are made.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align.bead_scores import MAX_SOURCES, MAX_TARGETS, BeadScores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.align.sentences import SentencePart
    from l10nqa.lexicon import Lexicon

__all__ = ["Bead", "align_sentences"]

_BAND = 5
"""Parts to either side of the diagonal that are looked at, beside the difference of the two numbers of parts."""
_MAX_PARTS = 1000
"""A block of more is no text."""
_STEPS = [
    (height, width)
    for height in range(MAX_SOURCES + 1)
    for width in range(MAX_TARGETS + 1)
    if (min(height, width) in {1, 2} or height + width == 1)
]
"""The numbers of parts of both sides that a bead may have."""
_WIDEST = 25


class Bead(NamedTuple):
    """Sentences that go together: the pieces from the first up to the last on either side."""

    sources: range
    targets: range
    certainty: float
    """The probability that both its cuts are right, and none is missing inside."""
    is_settled: bool
    """Whether it is known which sentences inside go together: false for several that could not be told apart."""


def align_sentences(
    source: str,
    sources: Sequence[SentencePart],
    target: str,
    targets: Sequence[SentencePart],
    *,
    ratio: float = 1.0,
    lexicon: Lexicon | None = None,
    min_certainty: float = 0.9,
) -> list[Bead]:
    """Return the beads of two blocks in order; together they hold all pieces.

    `ratio` is how much longer the target is than the source in the whole document. Cuts less probable than
    `min_certainty` are not made.
    """
    n, m = len(sources), len(targets)
    if n == 1 and m == 1:
        return [Bead(range(1), range(1), 1.0, is_settled=True)]
    if max(n, m) > _MAX_PARTS:
        return [Bead(range(n), range(m), 0.0, is_settled=False)]
    scores = BeadScores(source, sources, target, targets, ratio, lexicon)
    chart = _Chart(scores, n, m)
    cuts = [(0, 0, 1.0), *chart.cuts(min_certainty), (n, m, 1.0)]
    beads = []
    for (i, j, before), (k, h, after) in pairwise(cuts):
        whole = chart.bead(i, k, j, h)
        beads.append(Bead(range(i, k), range(j, h), min(before, after, whole), is_settled=whole >= 0.5))
    return beads


class _Chart:
    """The probabilities of all cuts, by the forward-backward algorithm.

    Each row has a scale of its own (a logarithm), so that no sum leaves the range of numbers.
    """

    def __init__(self, scores: BeadScores, n: int, m: int) -> None:
        self._n, self._m = n, m
        self._scores = scores
        band = min(_BAND + abs(n - m), _WIDEST)
        self._windows = [(max(0, k * m // n - band), min(m, k * m // n + band)) for k in range(n + 1)]
        self._forward, self._forward_scale = self._swept(forward=True)
        self._backward, self._backward_scale = self._swept(forward=False)
        self._total, self._total_scale = self._forward[n][m], self._forward_scale[n]

    def cuts(self, min_certainty: float) -> list[tuple[int, int, float]]:
        """Return the cuts inside that are at least so probable; they rise on both sides where that is above a half."""
        found = []
        for i in range(self._n + 1):
            first, last = self._windows[i]
            for j in range(first, last + 1):
                probability = self._way(i, j, 1.0, i, j)
                if probability >= min_certainty and (i, j) not in {(0, 0), (self._n, self._m)}:
                    found.append((i, j, probability))
        return found

    def bead(self, i: int, k: int, j: int, h: int) -> float:
        """Return the probability that these pieces go together as a whole."""
        if (k - i, h - j) not in _STEPS:
            return 0.0
        return self._way(i, j, self._scores.weight(i, k, j, h), k, h)

    def _way(self, i: int, j: int, weight: float, k: int, h: int) -> float:
        """Return the probability of all ways through two cuts with a step of that weight between."""
        product = self._forward[i][j] * weight * self._backward[k][h]
        if not product or not self._total:
            return 0.0
        scale = self._forward_scale[i] + self._backward_scale[k] - self._total_scale
        return min(math.exp(min(math.log(product) - math.log(self._total) + scale, 0.0)), 1.0)

    def _swept(self, *, forward: bool) -> tuple[list[list[float]], list[float]]:
        """Return the summed weight of all ways to each cut, from the beginning or to the end, and the scales."""
        n, m, weight = self._n, self._m, self._scores.weight
        sign = 1 if forward else -1
        table = [[0.0] * (m + 1) for _ in range(n + 1)]
        scales = [0.0] * (n + 1)
        table[0 if forward else n][0 if forward else m] = 1.0
        for k in range(n + 1)[::sign]:
            first, last = self._windows[k]
            row, before = table[k], k - sign
            scales[k] = scales[before] if 0 <= before <= n else 0.0
            steps = [(k - sign * height, width) for height, width in _STEPS if 0 <= k - sign * height <= n]
            factors = {i: math.exp(scales[i] - scales[k]) for i, _ in steps}
            for h in range(first, last + 1)[::sign]:
                total = row[h]
                for i, width in steps:
                    j = h - sign * width
                    if 0 <= j <= m and (value := table[i][j]):
                        total += value * factors[i] * (weight(i, k, j, h) if forward else weight(k, i, h, j))
                row[h] = total
            top = max(row[first : last + 1])
            if top > 0.0:
                table[k] = [value / top for value in row]
                scales[k] += math.log(top)
        return table, scales
