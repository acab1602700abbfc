"""The greatest score of any of many texts, which is all that an analysis wants to know of them.

A score is 100·(1 - Levenshtein distance / greater length), in code points. Between unrelated sentences of one language
it often lies just above 50 by coincidence of letters (for one source in four, among 138,000 of another product), so a
match must besides share two fifths of the longer text's bigrams. From 70 up every match does: d edits touch at most 2d
of the n + 1 bigrams of a text with a mark before and behind it, so that 0.4·n + 1 of them are left (the q-gram lemma:
Ukkonen, Theoretical Computer Science 92, 1992). Below 70 it is a condition of its own, and it makes the search as cheap
as one down to 70.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from l10nqa.memory.analysis.bands import LEAST

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Exhaustive", "Nearest", "Similarity", "shares_bigrams", "similarity"]


class Nearest(Protocol):
    """Finds the best match among texts that it was given in order."""

    def best(self, text: str, *, least: float, before: int | None = None) -> float:
        """Return the greatest score of any text (of the first `before` texts only), 0 where none reaches `least`.

        `least` is 50 or more.
        """
        ...


class Similarity(NamedTuple):
    """The best scores for a source that the memory does not hold; 0 where there is no match."""

    memory: float
    internal: float
    """Against earlier sources of the job; 0 also where it is not greater than the memory's."""


def similarity(text: str, memory: Nearest, job: Nearest | None, before: int) -> Similarity:
    """Return the best scores of a text against the memory, and against the job's first `before` sources."""
    in_memory = memory.best(text, least=LEAST)
    internal = job.best(text, least=max(in_memory, LEAST), before=before) if job else 0.0
    return Similarity(in_memory, internal if internal > in_memory else 0.0)


class Exhaustive:
    """Compares with every text of a length that can match: for jobs of some thousand sources."""

    def __init__(self, texts: Sequence[str]) -> None:
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        self._texts = [texts[at] for at in order]
        self._lengths = [len(text) for text in self._texts]
        self._numbers = np.array(order, dtype=np.int64)

    def best(self, text: str, *, least: float, before: int | None = None) -> float:
        """See `Nearest`."""
        cutoff = least / 100
        # One too many is only compared; of two empty texts the lengths say nothing.
        first = bisect_left(self._lengths, int(len(text) * cutoff))
        last = bisect_right(self._lengths, int(len(text) / cutoff) + 1)
        scorer = Levenshtein.normalized_similarity
        scores = cdist([text], self._texts[first:last], scorer=scorer, score_cutoff=cutoff, dtype=np.float64)[0]
        scores[scores < cutoff] = 0
        if before is not None:
            scores[self._numbers[first:last] >= before] = 0
        for at in np.argsort(-scores, kind="stable").tolist():
            if not scores[at]:
                break
            if shares_bigrams(text, self._texts[first + at]):
                return 100 * float(scores[at])
        return 0.0


def shares_bigrams(one: str, other: str) -> bool:
    """Tell whether two texts share at least two fifths of the longer one's bigrams, its edges included."""
    shared = sum((_bigrams(one) & _bigrams(other)).values())
    return 5 * shared >= 2 * max(len(one), len(other))


def _bigrams(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(f"\x01{text}\x02")))
