"""When a text is a match for another, and how good a one.

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

from l10nqa.memory.analysis.bands import LEAST

if TYPE_CHECKING:
    from l10nqa.memory.analysis.nearest import Nearest

__all__ = ["Similarity", "shares_bigrams", "similarity"]


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


def shares_bigrams(one: str, other: str) -> bool:
    """Tell whether two texts share at least half of the longer one's bigrams, a mark before and behind it included."""
    shared = sum((_bigrams(one) & _bigrams(other)).values())
    return 2 * shared >= max(len(one), len(other))


def _bigrams(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(["", *text, ""]))
