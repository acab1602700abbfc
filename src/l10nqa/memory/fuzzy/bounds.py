"""The bounds that let a text be passed over without measuring it, and never one that belongs in the answer.

With M the greater of two lengths and d their Levenshtein distance, the similarity is 1 - d / M. So a least similarity
allows a number of edits; the lengths differ by no more than that; and since each edit touches two bigrams at most, the
texts share at least M + 1 - 2 d of the M + 1 padded bigrams that the longer one has (the q-gram lemma: Ukkonen,
"Approximate string-matching with q-grams and maximal matches", Theoretical Computer Science 92, 1992).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Numbers", "allowed_edits", "best_similarity", "least_shared", "within_length"]

Numbers = NDArray[np.int64]


def allowed_edits(longest: Numbers, least: float) -> Numbers:
    """Return how many edits a similarity of `least` (0 to 1) allows for, given the greater length; never too few."""
    # Similarities are computed in floating point; a bound that is too wide costs a measurement, one too tight a match.
    allowed: Numbers = np.floor((1 - least + 1e-9) * longest + 1e-6).astype(np.int64)
    return allowed


def within_length(length: int, lengths: Numbers, least: float) -> NDArray[np.bool_]:
    """Tell which lengths a text as similar as `least` to one of `length` can have."""
    return np.abs(lengths - length) <= allowed_edits(np.maximum(lengths, length), least)


def least_shared(length: int, lengths: Numbers, least: float) -> Numbers:
    """Return how many bigrams texts of these lengths must share with one of `length`; may be negative."""
    longest = np.maximum(lengths, length)
    return longest + 1 - 2 * allowed_edits(longest, least)


def best_similarity(length: int, lengths: Numbers, shared: Numbers) -> NDArray[np.float64]:
    """Return the similarity that texts of these lengths sharing so many bigrams can have at most."""
    longest = np.maximum(lengths, length)
    edits = np.maximum((longest + 2 - shared) // 2, np.abs(lengths - length))
    return 1 - edits / np.maximum(longest, 1) + 1e-9
