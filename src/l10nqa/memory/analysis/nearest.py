"""The greatest score of any of a hundred thousand texts, in a millisecond or less: all that an analysis wants to know.

What `l10nqa.memory.fuzzy` does for the units of a memory is done here for texts given in order, kept in no file, with
the condition of `similarity`. Texts stand in slots by length; row (bucket, level) of a bitmap has a bit for every slot
whose text has at least `level` bigrams of the bucket. The rows of a text's bigrams added up bound what it shares with
every slot; slots that may hold the best match are measured first, and none that may hold it is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.memory.analysis.similarity import shares_bigrams
from l10nqa.memory.fuzzy.adder import Adder, at_least, counts_at
from l10nqa.memory.fuzzy.best import similarities
from l10nqa.memory.fuzzy.bigrams import bigrams, bucket_table
from l10nqa.memory.fuzzy.bounds import best_similarity, least_shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.bounds import Numbers

__all__ = ["Nearest"]

_BUCKETS = 1024
"""Long texts fill fewer, and then seem to share what they do not."""
_CHUNK = 512
"""Texts counted at once: their counts stay in the processor's cache."""
_SAMPLE = 20_000
_SHARE = 1 / 2000
"""A level has a row where at least this share of the texts reaches it: long texts that repeat words need high ones."""
_MOST_LEVELS = 24
_FEW = 24
"""So many slots are measured at first, then twice as many each time."""


class _Candidates(NamedTuple):
    """Slots that may hold a match, and the similarity (0 to 1) that each can have at most; the best first."""

    slots: Numbers
    at_most: NDArray[np.float64]


class Nearest:
    """Finds the best match among texts; made in some 13 microseconds a text, of which it takes 300 bytes."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._numbers: Numbers = np.array(sorted(range(len(texts)), key=lambda at: len(texts[at])), dtype=np.int64)
        self._texts = [texts[at] for at in self._numbers.tolist()]
        self._lengths: Numbers = np.fromiter(map(len, self._texts), np.int64, len(texts))
        self._table = bucket_table(texts[:: len(texts) // _SAMPLE + 1], _BUCKETS)
        self._levels = self._levels_of(self._texts[:: len(texts) // (8 * _CHUNK) + 1])
        self._first: Numbers = np.append(0, np.cumsum(self._levels))
        self._bitmap = self._made()
        self._adder = Adder()

    def best(self, text: str, *, least: float, before: int | None = None) -> float:
        """Return the greatest score of any text (of the first `before` texts only), 0 where none reaches `least`.

        `least` is 50 or more; see `similarity` for what a score is.
        """
        best, cutoff = 0.0, least / 100
        slots, at_most = self._candidates(text, cutoff, before)
        at, many = 0, _FEW
        while at < len(slots) and at_most[at] >= max(cutoff, best):
            found = slots[at : at + many].tolist()
            scores = similarities(text, [self._texts[slot] for slot in found], max(cutoff, best))
            for index in np.argsort(-scores, kind="stable").tolist():
                score = float(scores[index])
                if score < cutoff or score <= best:
                    break
                if shares_bigrams(text, self._texts[found[index]]):
                    best = score
            at, many = at + many, 2 * many
        return 100 * best

    def _candidates(self, text: str, least: float, before: int | None) -> _Candidates:
        first = int(np.searchsorted(self._lengths, int(len(text) * least)))
        last = int(np.searchsorted(self._lengths, int(len(text) / least) + 1, "right"))
        words = slice(first // 64, (last + 63) // 64)
        buckets, counts = np.unique(self._table[bigrams([text])[0]], return_counts=True)
        levels = np.minimum(counts, self._levels[buckets])
        rows = np.repeat(self._first[buckets] - np.cumsum(levels) + levels, levels) + np.arange(levels.sum())
        unknown = int(counts.sum() - levels.sum())  # bigrams beyond the last level count as shared
        room, _ = self._adder.rows(1, len(rows), words.stop - words.start)
        room[0] = self._bitmap[rows, words]
        planes = self._adder.planes(room)
        shortest = self._lengths[words.start * 64 : words.stop * 64 : 64]
        passed = at_least(planes, _least_shared(len(text), shortest, least) - unknown)
        bits = np.flatnonzero(np.unpackbits(passed.view(np.uint8), bitorder="little"))
        slots = bits + words.start * 64
        inside = (slots >= first) & (slots < last)
        if before is not None:
            inside[inside] = self._numbers[slots[inside]] < before
        slots, bits = slots[inside], bits[inside]
        shared = counts_at(planes, bits >> 6, bits & 63) + unknown
        at_most = best_similarity(len(text), self._lengths[slots], shared)
        order = np.argsort(-at_most, kind="stable")
        return _Candidates(slots[order], at_most[order])

    def _levels_of(self, sample: Sequence[str]) -> Numbers:
        """Return how many levels each bucket has, judged by a sample."""
        reached = np.zeros((_MOST_LEVELS + 1, _BUCKETS), np.int64)
        for start in range(0, len(sample), _CHUNK):
            counts = self._counts(sample[start : start + _CHUNK])
            for level in range(2, _MOST_LEVELS + 1):
                reached[level] += np.count_nonzero(counts >= level, axis=1)
        levels: Numbers = 1 + np.count_nonzero(reached[2:] >= max(1, _SHARE * len(sample)), axis=0)
        return levels

    def _made(self) -> NDArray[np.uint64]:
        bitmap = np.zeros((int(self._first[-1]), (len(self._texts) + 63) // 64 * 8), np.uint8)
        for start in range(0, len(self._texts), _CHUNK):
            counts = self._counts(self._texts[start : start + _CHUNK])
            for level in range(1, int(self._levels.max()) + 1):
                having = np.flatnonzero(self._levels >= level)
                bits = np.packbits(counts[having] >= level, axis=1, bitorder="little")
                bitmap[self._first[having] + level - 1, start // 8 : start // 8 + bits.shape[1]] = bits
        return bitmap.view(np.uint64)

    def _counts(self, texts: Sequence[str]) -> Numbers:
        """Return how many bigrams of each bucket (row) each text (column) has."""
        codes, owners, _ = bigrams(texts)
        cells = self._table[codes].astype(np.int64) * len(texts) + owners
        counts: Numbers = np.bincount(cells, minlength=_BUCKETS * len(texts)).reshape(_BUCKETS, len(texts))
        return counts


def _least_shared(length: int, lengths: Numbers, least: float) -> Numbers:
    """Return how many bigrams the slots of each word must share with the text, by the shortest length in the word."""
    half = (np.maximum(lengths, length) + 1) // 2
    # Rounding lets the other bound fall by one where the length grows.
    shared: Numbers = np.maximum(half, least_shared(length, lengths, least) - 1)
    return shared
