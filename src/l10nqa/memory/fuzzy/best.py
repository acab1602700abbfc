"""Measuring, and the best matches so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.bounds import Numbers

__all__ = ["Best", "similarities"]


class Best:
    """At most `limit` units of at least a similarity of `least` (0 to 1): most similar first, then by number."""

    def __init__(self, limit: int, least: float) -> None:
        self._limit = limit
        self.least = least
        """What a unit must reach to get in; rises as better ones come."""
        self._scores: NDArray[np.float64] = np.zeros(0)
        self._units: Numbers = np.zeros(0, np.int64)

    def add(self, scores: NDArray[np.float64], units: Numbers) -> None:
        """Take units with their similarities, those below `least` too."""
        scores, units = np.append(self._scores, scores), np.append(self._units, units)
        order = np.lexsort((units, -scores))[: self._limit]
        order = order[scores[order] >= self.least]
        self._scores, self._units = scores[order], units[order]
        if len(order) == self._limit:
            self.least = float(self._scores[-1])

    def __len__(self) -> int:
        return len(self._units)

    def units(self) -> list[tuple[float, int]]:
        """Return similarity and number of each."""
        return list(zip(self._scores.tolist(), self._units.tolist(), strict=True))


def similarities(text: str, texts: Sequence[str | bytes], least: float) -> NDArray[np.float64]:
    """Return 1 - Levenshtein / greater length for each of the texts; something less than `least` where it is less."""
    if not texts:
        return np.zeros(0)
    scorer = Levenshtein.normalized_similarity
    # In floating point 1 - 0.8 is less than 0.2, so that a cutoff of 0.8 itself would drop some that reach it.
    cutoff = max(least - 1e-6, 0)
    found: NDArray[np.float64] = cdist([text], texts, scorer=scorer, score_cutoff=cutoff, dtype=np.float64)[0]
    return found
