"""The mathematics of the filter: which texts can be passed over without measuring them, and never one that belongs.

**Bounds.** With M the greater of two lengths and d their Levenshtein distance, the similarity is 1 - d / M. So a
minimum similarity allows a number of edits; the lengths differ by no more than that; and since each edit touches two
bigrams at most, the texts share at least M + 1 - 2 d of the M + 1 padded bigrams that the longer one has (the q-gram
lemma: Ukkonen, "Approximate string-matching with q-grams and maximal matches", Theoretical Computer Science 92, 1992).

**Bigrams.** A text of n code points, with a mark before and one behind it, has n + 1 bigrams. They are hashed into
buckets of equal load; that several share a bucket only makes the filter let more through.

**Regions.** Where texts of lengths m and n are d edits apart, bigram i of one that no edit touched stands in the other
at i + s, and s is the number of code points inserted before it less the number deleted. With n - m = insertions -
deletions and at most d of both, -(d - (n - m)) / 2 <= s <= (d + (n - m)) / 2. At 70 % similarity that is a third of the
text or a little more. So each bigram is sought in the one region that has all its places, or in two that have them
between them: place counts as well as number.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "BY_PLACE",
    "CODES",
    "WHOLE",
    "Codes",
    "Layout",
    "Numbers",
    "allowed_edits",
    "best_similarity",
    "bigrams",
    "bigrams_of",
    "bucket_table",
    "in_region",
    "min_shared",
    "regions_of",
    "within_length",
]

Codes = NDArray[np.int64]
Numbers = NDArray[np.int64]

_START, _END = "\x01", "\x02"
_CLASSES = 256
"""ASCII stands for itself; every other code point is hashed into one of 128 classes."""
CODES = _CLASSES * _CLASSES
"""The number of different bigrams."""


class Layout(NamedTuple):
    """How an index counts bigrams: the regions of a text, and the buckets."""

    regions: int
    """Region k is from k / `steps` to (k + `width`) / `steps` of the text; they overlap, and cover it."""
    steps: int
    width: int
    buckets: int
    min_share: float
    """The share of a block's texts that must reach a level for it to get a row: rarer ones cost more than they tell."""


BY_PLACE = Layout(regions=4, steps=6, width=3, buckets=256, min_share=1 / 60)
"""For searches from about 60 % similarity up, where a bigram has not moved far."""
WHOLE = Layout(regions=1, steps=1, width=1, buckets=1024, min_share=1 / 2000)
"""For searches of less similar texts, which share half of their bigrams wherever these are. In fewer buckets, long
texts would seem to share bigrams that they do not; those that repeat words need high levels.
"""


def bigrams(texts: Sequence[str]) -> tuple[Codes, Codes, Codes]:
    """Return the bigrams of all texts as numbers below 65,536, the index of the text of each, and its place there."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    classes = _classes(_START + f"{_END}{_START}".join(texts) + _END)
    codes = classes[:-1] * _CLASSES + classes[1:]
    ends = np.cumsum(lengths + 1)
    owners = np.repeat(np.arange(len(texts)), lengths + 1)
    places = np.arange(len(owners)) - np.repeat(ends - lengths - 1, lengths + 1)
    return np.delete(codes, (ends + np.arange(len(texts)))[:-1]), owners, places


def bigrams_of(text: str) -> Codes:
    """Return the bigrams of one text as numbers below 65,536."""
    classes = _classes(f"{_START}{text}{_END}")
    return classes[:-1] * _CLASSES + classes[1:]


def bucket_table(sample: Sequence[str], buckets: int = BY_PLACE.buckets) -> NDArray[np.uint16]:
    """Return the bucket of every bigram, chosen such that all buckets occur in about as many texts of the sample."""
    table = (np.arange(CODES) % buckets).astype(np.uint16)
    codes, owners, _ = bigrams(sample or [""])
    texts_with = np.bincount(np.unique(owners * CODES + codes) % CODES, minlength=CODES)
    loads = [(0, bucket) for bucket in range(buckets)]
    for code in np.argsort(-texts_with, kind="stable")[: np.count_nonzero(texts_with)].tolist():
        load, bucket = heapq.heappop(loads)
        table[code] = bucket
        heapq.heappush(loads, (load + int(texts_with[code]), bucket))
    return table


def _classes(text: str) -> Codes:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8).astype(np.int64)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    # Fibonacci hashing: neighbouring code points, as an alphabet has them, fall into different classes.
    return np.where(points < 128, points, 128 + (points * np.uint32(0x9E3779B1) >> np.uint32(25))).astype(np.int64)


def allowed_edits(longest: Numbers, min_similarity: float) -> Numbers:
    """Return the number of edits that a similarity (0 to 1) allows, given the greater length; never too few."""
    # Similarities are computed in floating point; a bound that is too wide costs a measurement, one too tight a match.
    allowed: Numbers = np.floor((1 - min_similarity + 1e-9) * longest + 1e-6).astype(np.int64)
    return allowed


def within_length(length: int, lengths: Numbers, min_similarity: float) -> NDArray[np.bool_]:
    """Tell which lengths a text of at least a similarity to one of `length` can have."""
    return np.abs(lengths - length) <= allowed_edits(np.maximum(lengths, length), min_similarity)


def min_shared(length: int, lengths: Numbers, min_similarity: float) -> Numbers:
    """Return the number of bigrams that texts of these lengths must share with one of `length`; may be negative."""
    longest = np.maximum(lengths, length)
    return longest + 1 - 2 * allowed_edits(longest, min_similarity)


def best_similarity(length: int, lengths: Numbers, shared: Numbers) -> NDArray[np.float64]:
    """Return an upper bound of the similarity to texts of these lengths, given the number of bigrams they share."""
    longest = np.maximum(lengths, length)
    edits = np.maximum((longest + 2 - shared) // 2, np.abs(lengths - length))
    return 1 - edits / np.maximum(longest, 1) + 1e-9


def in_region(layout: Layout, region: int, places: Numbers, lengths: Numbers) -> NDArray[np.bool_]:
    """Tell which bigrams, given their places from 0 to the text's length, lie in a region."""
    return (places * layout.steps >= region * lengths) & (places * layout.steps <= (region + layout.width) * lengths)


def regions_of(
    layout: Layout, length: int, min_similarity: float, shortest: Numbers, longest: Numbers
) -> tuple[Numbers, Numbers]:
    """Return, for every range of lengths (rows) and bigram of a text (columns), the regions that hold its places.

    They are two equal numbers where one region does, else two whose union does.
    """
    places = np.arange(length + 1)
    # Each end of the range of places, as a share of the length, is monotone in the length on either side of `length`.
    lengths = np.array((shortest, np.minimum(np.maximum(shortest, length), longest), longest))[:, :, None]
    edits = (1 - min_similarity + 1e-9) * np.maximum(lengths, length) + 1e-6
    grown, steps = lengths - length, layout.steps / np.maximum(lengths, 1)
    begin = places * steps
    low = (begin - ((edits - grown) / 2 * steps + 1e-6)).min(axis=0)
    high = (begin + ((edits + grown) / 2 * steps - layout.width + 1e-6)).max(axis=0)
    first = np.minimum(np.maximum(low, 0), layout.regions - 1).astype(np.int64)
    last = np.ceil(np.minimum(np.maximum(high, 0), layout.regions - 1)).astype(np.int64)
    middle = (first + last) // 2
    enough = last <= first
    return np.where(enough, middle, first), np.where(enough, middle, last)
