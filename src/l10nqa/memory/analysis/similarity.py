"""When a text is a match for another, how good a one, and the best among a hundred thousand.

The score is 100·(1 - Levenshtein distance / greater length), in code points. Between unrelated sentences of one
language it often lies just above 50, by coincidence of letters ("Start Teams again." and "Select result again."). So a
match must besides share half of the longer text's bigrams. From 75 up every match does: d edits touch at most 2d of the
n + 1 bigrams of a text with a mark before and behind it, which leaves 0.5·n + 1 of them (the q-gram lemma: Ukkonen,
Theoretical Computer Science 92, 1992). The bands from 75 up are those of the score alone, then; in 50-74 the condition
counts. It also makes a search of that band possible, which by the score alone has to measure every text.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.memory.analysis.bands import MIN_SCORE
from l10nqa.memory.fuzzy.build import index_in_memory
from l10nqa.memory.fuzzy.candidates import candidates
from l10nqa.memory.fuzzy.filter_math import WHOLE, best_similarity, min_shared
from l10nqa.memory.fuzzy.machine import similarities
from l10nqa.memory.fuzzy.searcher import FittingMachine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.filter_math import Numbers

__all__ = ["Nearest", "Similarity", "shares_bigrams", "similarity"]

_FEW = 24
"""The number of candidates that are measured at first; then twice as many each time."""


class Similarity(NamedTuple):
    """The best scores for a source that the memory does not hold; 0 where there is no match."""

    memory: float
    internal: float
    """Against earlier sources of the job; 0 also where it is not greater than the memory's."""


class Nearest:
    """Finds the best match among texts, in a millisecond; made in some 15 microseconds and 400 bytes a text."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Make the index of the texts."""
        self._index = index_in_memory(((number, text, 0) for number, text in enumerate(texts)), layout=WHOLE)
        self._machine = FittingMachine()

    def best(self, text: str, *, min_score: float, before: int | None = None) -> float:
        """Return the greatest score of any text (of the first `before` texts only), 0 where none reaches `min_score`.

        `min_score` is 50 or more; see the module for what a score is.
        """
        best, minimum = 0.0, min_score / 100
        slots, at_most = self._candidates(text, minimum, before)
        start, count = 0, _FEW
        while start < len(slots) and at_most[start] >= max(minimum, best):
            texts = self._index.texts_of(slots[start : start + count])
            scores = similarities(text, texts, max(minimum, best))
            for position in np.argsort(-scores, kind="stable").tolist():
                score = float(scores[position])
                if score < minimum or score <= best:
                    break
                if shares_bigrams(text, _decoded(texts[position])):
                    best = score
            start, count = start + count, 2 * count
        return 100 * best

    def _candidates(self, text: str, minimum: float, before: int | None) -> tuple[Numbers, NDArray[np.float64]]:
        """Return the slots that may hold a match, the best first, and the similarity that each can have at most."""
        with self._machine.used() as machine:
            slots, shared = candidates(self._index, text, minimum, machine, _shared_by_matches)
        if before is not None:
            numbers, _, owners = self._index.units_of(slots)
            kept = np.unique(owners[numbers < before])
            slots, shared = slots[kept], shared[kept]
        at_most = best_similarity(len(text), self._index.lengths_of(slots), shared)
        order = np.argsort(-at_most, kind="stable")
        return slots[order], at_most[order]


def similarity(text: str, memory: Nearest, job: Nearest | None, before: int) -> Similarity:
    """Return the best scores of a text against the memory, and against the job's first `before` sources."""
    in_memory = memory.best(text, min_score=MIN_SCORE)
    internal = job.best(text, min_score=max(in_memory, MIN_SCORE), before=before) if job else 0.0
    return Similarity(in_memory, internal if internal > in_memory else 0.0)


def shares_bigrams(text: str, second: str) -> bool:
    """Tell whether two texts share at least half of the longer one's bigrams, a mark before and behind it included."""
    shared = sum((_bigrams(text) & _bigrams(second)).values())
    return 2 * shared >= max(len(text), len(second))


def _shared_by_matches(length: int, lengths: Numbers, minimum: float) -> Numbers:
    """Return the number of bigrams that texts of these lengths share with one of `length` if they are a match."""
    half = (np.maximum(lengths, length) + 1) // 2
    shared: Numbers = np.maximum(half, min_shared(length, lengths, minimum))
    return shared


def _decoded(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("ascii")


def _bigrams(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(["", *text, ""]))
