"""What is counted of a text: its padded bigrams, hashed into buckets of equal load.

A text of n code points, with a mark before and one behind it, has n + 1 bigrams. One insertion, deletion or
substitution touches at most two of them, which is what the filter rests on; that several bigrams share a bucket only
makes it let more through.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BUCKETS", "CODES", "Codes", "bigrams", "bigrams_of", "bucket_table"]

Codes = NDArray[np.int64]

BUCKETS = 256
_START, _END = "\x01", "\x02"
_CLASSES = 256
"""ASCII stands for itself; every other code point is hashed into one of 128 classes."""
CODES = _CLASSES * _CLASSES
"""Different bigrams."""


def bigrams(texts: Sequence[str]) -> tuple[Codes, Codes, Codes]:
    """Return the bigrams of all texts as numbers below 65,536, the index of each one's text, and its place there."""
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


def bucket_table(sample: Sequence[str], buckets: int = BUCKETS) -> NDArray[np.uint16]:
    """Return the bucket of every bigram, such that the buckets occur in about as many texts of the sample each."""
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
