"""The work that one segment may cost, so that a run takes time and memory in proportion to the length of its files.

Some questions compare each word of the source with each of the target, or read the whole segment again for each
finding: their cost grows with the square of the length. A segment beyond the budget is checked without them, and the
run says so.
"""

from __future__ import annotations

__all__ = ["MAX_PAIRS", "NODE_WEIGHT", "repetitions"]

MAX_PAIRS = 400_000
"""Pairs of a source word and a target word that are aligned: 630 words a side, for which alignment takes 0.1 s and
40 MB. The longest segments of the corpora have 26,000 pairs."""
NODE_WEIGHT = 60
"""The pairs of words whose cost equals that of a pair of links or emphases; a budget of nothing else holds 80 a side,
where the corpora have 15 at most."""
_MAX_REREAD = 200_000
"""Code points, source and target together, that are read again to locate or to prove the findings of one segment, each
by all rules: 1 to 3 s. A segment of 1,000 code points may have 200 fixes."""


def repetitions(length: int) -> int:
    """Return how often a segment of this many code points, source and target together, may be read again."""
    return 1 + _MAX_REREAD // max(length, 1)
