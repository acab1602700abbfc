"""How well blocks of two documents fit together."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from l10nqa.align.blocks import BlockKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from l10nqa.align.block_sides import BlockSide

__all__ = ["NEVER", "BlockScores"]

_BASE = 1.5
_MISSING, _MAX_MISSING = 0.4, 3.0
_SHARED, _MAX_SHARED = 0.6, 6.0
NEVER = -50.0
"""The score of text with structure."""
_FEW = 40
"""Blocks with a token, up to which the token is looked at: more say nothing, and would take time."""
_FLOWING = np.array([kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} for kind in BlockKind])
"""Kinds of which one is easily made the other."""


class BlockScores:
    """Scores pairs of blocks by kind, place in lists and quotes, length, and what they share."""

    def __init__(self, sources: BlockSide, targets: BlockSide) -> None:
        self._sources, self._targets = sources, targets
        ours, theirs = sources.lengths[sources.is_text].sum(), targets.lengths[targets.is_text].sum()
        self._ratio = min(max((theirs + 100) / (ours + 100), 0.4), 2.5)
        counts = Counter(
            token for side in (sources, targets) for each in side.features for token in each.hard | each.words
        )
        total = len(sources.blocks) + len(targets.blocks)
        self._weights = {token: math.log((total + 2) / (count + 1)) for token, count in counts.items()}
        self._places: dict[str, list[int]] = defaultdict(list)
        for j, features in enumerate(targets.features):
            for token in features.hard | features.words:
                self._places[token].append(j)

    def score(self, i: int, j: int) -> float:
        """Return the score of one pair."""
        return float(self.scores(i, j, j + 1)[0])

    def scores(self, i: int, first: int, last: int) -> NDArray[np.float64]:
        """Return the scores of a block of the source with the blocks of the target from `first` up to `last`."""
        targets, part = self._targets, slice(first, last)
        result = self._shapes(i, part)
        block, features = self._sources.blocks[i], self._sources.features[i]
        if block.kind.has_text or block.kind is BlockKind.CODE:
            expected = features.length * self._ratio if block.kind.has_text else features.length
            off = np.log((targets.lengths[part] + 6) / (expected + 6)) / (0.22 + 1.3 / math.sqrt(expected + 6))
            result -= 0.5 * np.minimum(off * off, 14.0)
        shared, common = np.zeros(last - first), np.zeros(last - first)
        for tokens, is_hard in ((features.hard, True), (features.words, False)):
            for token in tokens:
                found = self._places.get(token)
                if not found or len(found) > _FEW:
                    continue
                low = bisect_left(found, first)
                high = bisect_left(found, last, low)
                for j in found[low:high]:
                    shared[j - first] += self._weights[token]
                    common[j - first] += is_hard
        result += np.minimum(_SHARED * shared, _MAX_SHARED)
        result -= np.minimum(_MISSING * (len(features.hard) + targets.hard[part] - 2 * common), _MAX_MISSING)
        return result

    def _shapes(self, i: int, part: slice) -> NDArray[np.float64]:
        sources, targets = self._sources, self._targets
        same_kind = targets.kinds[part] == sources.kinds[i]
        same_level = same_kind & (targets.levels[part] == sources.levels[i])
        same = same_level & (targets.containers[part] == sources.containers[i])
        flows = _FLOWING[sources.kinds[i]] & _FLOWING[targets.kinds[part]]
        mismatch = np.where(same_kind, -2.0, np.where(flows, -1.0, -2.5))
        result = _BASE + np.where(same, 1.0, np.where(same_level, 0.0, mismatch))
        fits = targets.is_text[part] if sources.is_text[i] else same_kind
        result[~fits] += NEVER
        return result
