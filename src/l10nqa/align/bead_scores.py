"""How probable it is that some sentences of the source go with some of the target: lengths, tokens, words, ends."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from l10nqa.align.features import features_of
from l10nqa.lexicon.words import stems_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.align.features import Features
    from l10nqa.align.sentences import SentencePart
    from l10nqa.lexicon import Lexicon

__all__ = ["MAX_SOURCES", "MAX_TARGETS", "BeadScores"]

MAX_SOURCES, MAX_TARGETS = 4, 5
"""The largest numbers of sentence parts of either side that may go together."""
_ALONE = -7.0
"""A sentence without a translation (log)."""
_JOINED = -5.0
"""The most that it costs to have the end of a sentence inside a bead."""
_EACH = 1.0
"""What the length of a right bead costs in the mean; without it few long beads would be better than many short ones."""
_VARIANCE = 6.8
"""Of the length of a translation, for each character (Gale and Church)."""
_FAR = 8.0
"""Standard deviations of the length beyond which two texts are no translations of each other."""
_HARD, _WORD, _LEXICON = 2.0, 1.0, 1.4


class BeadScores:
    """The weights of all beads of two blocks."""

    def __init__(
        self,
        source: str,
        sources: Sequence[SentencePart],
        target: str,
        targets: Sequence[SentencePart],
        ratio: float,
        lexicon: Lexicon | None,
    ) -> None:
        ours = [piece.span.of(source) for piece in sources]
        theirs = [piece.span.of(target) for piece in targets]
        our_features, their_features = list(map(features_of, ours)), list(map(features_of, theirs))
        self._source_lengths = _sums([each.length for each in our_features])
        self._target_lengths = _sums([each.length for each in their_features])
        # Within a block lengths follow the block where it is a whole: what one sentence gains the others gain.
        own = (self._target_lengths[-1] + 40 * ratio) / (self._source_lengths[-1] + 40)
        self._ratio = min(max(own, ratio / 2), ratio * 2)
        self._source_ends = [_ends(piece.strength) for piece in sources]
        self._target_ends = [_ends(piece.strength) for piece in targets]
        tokens = _shared(our_features, their_features)
        if lexicon:
            tokens += _translated(lexicon, ours, theirs)
        self._tokens = [(weight, _sums(rows), _sums(columns)) for weight, rows, columns in tokens]
        self._known: dict[tuple[int, int, int, int], float] = {}

    def weight(self, i: int, k: int, j: int, h: int) -> float:
        """Return how probable it is, but for a factor, that source pieces `i:k` go with target pieces `j:h`.

        The ends at `k` and `h` count with the bead.
        """
        key = (i, k, j, h)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = math.exp(max(self._score(i, k, j, h), -300.0))
        return known

    def _score(self, i: int, k: int, j: int, h: int) -> float:
        score = _boundary(self._source_ends, i, k) + _boundary(self._target_ends, j, h)
        if i == k or j == h:
            # Several sentences in a row without a translation are several beads.
            return score + _ALONE if k - i + h - j == 1 else -300.0
        length = (self._source_lengths[k] - self._source_lengths[i]) * self._ratio
        found = self._target_lengths[h] - self._target_lengths[j]
        off = abs(found - length) / math.sqrt(_VARIANCE * (length + found + 4) / 2)
        if off > _FAR:
            return -300.0
        score += _EACH + math.log(math.erfc(off / 1.4142))
        for weight, rows, columns in self._tokens:
            have = rows[k] - rows[i]
            if have:
                score += weight * min(have, columns[h] - columns[j])
        return score


def _shared(ours: Sequence[Features], theirs: Sequence[Features]) -> list[tuple[float, list[float], list[float]]]:
    """Return the tokens that both sides have: the weight of each, and in which pieces it is."""
    found = []
    for weight, left, right in (
        (_HARD, [each.hard for each in ours], [each.hard for each in theirs]),
        (_WORD, [each.words for each in ours], [each.words for each in theirs]),
    ):
        for token in sorted(frozenset().union(*left) & frozenset().union(*right)):
            rows = [float(token in tokens) for tokens in left]
            columns = [float(token in tokens) for tokens in right]
            if sum(rows) < len(rows) or sum(columns) < len(columns):
                found.append((weight, rows, columns))
    return found


def _translated(
    lexicon: Lexicon, ours: Sequence[str], theirs: Sequence[str]
) -> list[tuple[float, list[float], list[float]]]:
    """Return the words of the source whose translation is known and there."""
    right = [frozenset(stems_of(text)) for text in theirs]
    left = [frozenset(stems_of(text)) for text in ours]
    found = []
    for stem in sorted(frozenset().union(*left)):
        partners = lexicon.partners(stem, 0.1)
        columns = [float(bool(partners & stems)) for stems in right]
        if 0 < sum(columns) < len(columns):
            found.append((_LEXICON, [float(stem in stems) for stems in left], columns))
    return found


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


def _sums(values: Sequence[float]) -> list[float]:
    total = [0.0]
    for value in values:
        total.append(total[-1] + value)
    return total
