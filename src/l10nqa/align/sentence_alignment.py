"""Which sentences of a target block translate which of its source block.

Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), by lengths; with tokens that both
sides share, and the words that a lexicon knows, as in hunalign (Varga et al. 2005). Where sentences end is decided at
the same time: a doubtful end counts where the other side has a sentence to go with it.

Instead of the best alignment alone, the probability of every cut (so many pieces of the source go with so many of the
target) is computed by the forward-backward algorithm. Only cuts that are nearly certain are made.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align.features import features_of
from l10nqa.lexicon.words import stems_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.align.features import Features
    from l10nqa.align.sentences import Piece
    from l10nqa.lexicon import Lexicon

__all__ = ["Bead", "align_sentences"]

_MOST_SOURCES, _MOST_TARGETS = 4, 5
"""Pieces of either side that may go together."""
_ALONE = -7.0
"""A sentence without a translation."""
_JOINED = -4.5
"""Two certain sentences of one side in one of the other."""
_VARIANCE = 6.8
"""Of the length of a translation, for each character (Gale and Church)."""
_BAND = 14
_HARD, _WORD, _LEXICON = 2.0, 1.2, 1.4
_IMPOSSIBLE = -1e9


class Bead(NamedTuple):
    """Sentences that go together: the pieces from the first up to the last on either side."""

    sources: range
    targets: range
    certainty: float
    """The probability that both its cuts are right."""
    is_settled: bool
    """Whether it is known which sentences inside go together: false for several that could not be told apart."""


def align_sentences(  # noqa: PLR0914 - the tables of the two passes
    source: str,
    sources: Sequence[Piece],
    target: str,
    targets: Sequence[Piece],
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
    table = _Table(source, sources, target, targets, ratio, lexicon)
    forward = table.forward()
    backward = table.backward()
    total = forward[n][m]
    cuts = [(0, 0, 1.0)]
    for i in range(n + 1):
        for j in range(m + 1):
            probability = math.exp(min(forward[i][j] + backward[i][j] - total, 0.0))
            if probability >= min_certainty and (i, j) not in ((0, 0), (n, m)):
                cuts.append((i, j, probability))
    cuts.append((n, m, 1.0))
    beads = []
    for (i, j, before), (k, l, after) in zip(cuts, cuts[1:], strict=False):
        whole = math.exp(min(forward[i][j] + table.score(i, k, j, l) + backward[k][l] - total, 0.0))
        beads.append(Bead(range(i, k), range(j, l), min(before, after, max(whole, 0.0)), is_settled=whole >= 0.5))
    return beads


class _Table:
    """The scores of all beads of two blocks."""

    def __init__(
        self,
        source: str,
        sources: Sequence[Piece],
        target: str,
        targets: Sequence[Piece],
        ratio: float,
        lexicon: Lexicon | None,
    ) -> None:
        self.n, self.m = len(sources), len(targets)
        ours = [piece.span.of(source) for piece in sources]
        theirs = [piece.span.of(target) for piece in targets]
        our_features, their_features = list(map(features_of, ours)), list(map(features_of, theirs))
        self.source_lengths = _sums([each.length for each in our_features])
        self.target_lengths = _sums([each.length for each in their_features])
        # Within a block lengths follow the block where it is a whole: what one sentence gains the others gain.
        own = (self.target_lengths[-1] + 40 * ratio) / (self.source_lengths[-1] + 40)
        self.ratio = min(max(own, ratio / 2), ratio * 2)
        self.source_ends = [_ends(piece.strength) for piece in sources]
        self.target_ends = [_ends(piece.strength) for piece in targets]
        self.shared = self._shared(our_features, their_features)
        if lexicon:
            self._add_lexicon(lexicon, ours, theirs)
        self.sums = _area_sums(self.shared)

    def _shared(self, ours: list[Features], theirs: list[Features]) -> list[list[float]]:
        shared = [[0.0] * self.m for _ in range(self.n)]
        for pick, weight in ((0, _HARD), (1, _WORD)):
            left = [each.words if pick else each.hard for each in ours]
            right = [each.words if pick else each.hard for each in theirs]
            for token in frozenset().union(*left) & frozenset().union(*right):
                rows = [i for i, tokens in enumerate(left) if token in tokens]
                columns = [j for j, tokens in enumerate(right) if token in tokens]
                value = weight / max(len(rows), len(columns))
                for i in rows:
                    for j in columns:
                        shared[i][j] += value
        return shared

    def _add_lexicon(self, lexicon: Lexicon, ours: list[str], theirs: list[str]) -> None:
        right = [frozenset(stems_of(text)) for text in theirs]
        for i, text in enumerate(ours):
            for stem in frozenset(stems_of(text)):
                partners = lexicon.partners(stem, 0.1)
                found = [j for j, stems in enumerate(right) if partners & stems]
                for j in found:
                    self.shared[i][j] += _LEXICON / (len(found) ** 2)

    def score(self, i: int, k: int, j: int, l: int) -> float:
        """Return the log of how probable it is that source pieces `i:k` go with target pieces `j:l`, but for a factor.

        The ends at `k` and `l` count with the bead.
        """
        score = _boundary(self.source_ends, i, k) + _boundary(self.target_ends, j, l)
        if i == k or j == l:
            return score + _ALONE * max(k - i, l - j)
        length = self.source_lengths[k] - self.source_lengths[i]
        found = self.target_lengths[l] - self.target_lengths[j]
        off = (found - length * self.ratio) / math.sqrt(_VARIANCE * (length * self.ratio + found + 4) / 2)
        score += math.log(max(math.erfc(abs(off) / 1.4142), 1e-9))
        sums = self.sums
        return score + sums[k][l] - sums[i][l] - sums[k][j] + sums[i][j]

    def forward(self) -> list[list[float]]:
        """Return the log probability of reaching each cut from the beginning."""
        n, m = self.n, self.m
        reached = [[_IMPOSSIBLE] * (m + 1) for _ in range(n + 1)]
        reached[0][0] = 0.0
        self.steps: list[tuple[int, int, int, int, float]] = []
        for k in range(n + 1):
            middle = k * m // n
            for l in range(max(0, middle - _BAND), min(m, middle + _BAND) + 1):
                found = []
                for i in range(max(0, k - _MOST_SOURCES), k + 1):
                    row = reached[i]
                    for j in range(max(0, l - _MOST_TARGETS), l + 1):
                        before = row[j]
                        if before <= _IMPOSSIBLE or (i == k and j == l) or ((i == k or j == l) and k - i + l - j > 1):
                            continue
                        step = self.score(i, k, j, l)
                        self.steps.append((i, k, j, l, step))
                        found.append(before + step)
                if found:
                    reached[k][l] = _log_sum(found)
        return reached

    def backward(self) -> list[list[float]]:
        """Return the log probability of reaching the end from each cut."""
        left = [[_IMPOSSIBLE] * (self.m + 1) for _ in range(self.n + 1)]
        left[self.n][self.m] = 0.0
        for i, k, j, l, step in reversed(self.steps):
            value = step + left[k][l]
            if value > _IMPOSSIBLE / 2:
                here = left[i][j]
                left[i][j] = value if here <= _IMPOSSIBLE else _log_sum((here, value))
        return left


def _boundary(ends: Sequence[tuple[float, float]], first: int, last: int) -> float:
    """Return what the ends of sentences cost: one at the end of the stretch, and none inside."""
    if first == last:
        return 0.0
    score = ends[last - 1][0]
    for index in range(first, last - 1):
        score += ends[index][1]
    return score


def _ends(strength: float) -> tuple[float, float]:
    """Return the scores of a cut that ends a sentence, and of one that does not."""
    return math.log(max(strength, 1e-3)), max(math.log(max(1 - strength, 1e-9)), _JOINED)


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))


def _sums(values: Sequence[float]) -> list[float]:
    total = [0.0]
    for value in values:
        total.append(total[-1] + value)
    return total


def _area_sums(cells: list[list[float]]) -> list[list[float]]:
    """Return the sums of the cells above and to the left of each corner."""
    width = len(cells[0]) if cells else 0
    sums = [[0.0] * (width + 1)]
    for row in cells:
        above, here, total = sums[-1], [0.0], 0.0
        for j, value in enumerate(row):
            total += value
            here.append(above[j + 1] + total)
        sums.append(here)
    return sums
