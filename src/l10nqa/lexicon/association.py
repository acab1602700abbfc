"""Which word translates which: IBM model 1 in both directions, on NumPy.

Brown et al., "The Mathematics of Statistical Machine Translation" (1993), model 1: a word of one side is produced by
each word of the other (or by none) with a probability learned by expectation maximization. Position plays no part,
which suits free word order; the caller weighs it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from l10nqa.lexicon.ragged import Ragged

__all__ = ["Association", "associate", "values_of"]

_ROUNDS = 5
_MOST_WORDS = 60
"""Longer sides say little about single words and cost with their square."""
_MOST_CELLS = 4_000_000
"""Pairs of words looked at in training; bounds memory to about 300 MB and time to about 5 s."""
_LEAST = 0.01
"""Probabilities below this, in both directions, are not kept."""


class Association(NamedTuple):
    """A sparse table of translation probabilities, sorted by `keys = source number << 32 | target number`."""

    keys: NDArray[np.int64]
    forward: NDArray[np.float32]
    """P(target word | source word)."""
    backward: NDArray[np.float32]
    """P(source word | target word)."""

    def strength(self) -> NDArray[np.float64]:
        """Return how strongly the two words of each key belong together: what alignment makes of the probabilities."""
        strength: NDArray[np.float64] = np.sqrt(self.forward * self.backward).astype(np.float64)
        strength += np.float32(0.3) * np.minimum(self.forward, self.backward)
        return strength

    def translations(self, min_probability: float) -> NDArray[np.int64]:
        """Return the pairs of words (source number, target number) of which either translates the other well enough.

        Well enough: a target word comes from the source word, or the other way round, with this probability.
        """
        kept = self.keys[np.maximum(self.forward, self.backward) >= min_probability]
        return np.stack([kept >> 32, kept & 0xFFFFFFFF], axis=1)

    def partners(self, source: int, min_probability: float) -> list[int]:
        """Return the target words whose two probabilities with a source word have a geometric mean of `least`."""
        first, last = np.searchsorted(self.keys, [source << 32, (source + 1) << 32])
        strong = np.sqrt(self.forward[first:last] * self.backward[first:last]) >= min_probability
        found: list[int] = (self.keys[first:last][strong] & 0xFFFFFFFF).tolist()
        return found


def values_of(
    keys: NDArray[np.int64], values: NDArray[np.float64], sources: NDArray[np.int64], targets: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the value of every source word (rows) with every target word (columns), of those given by sorted key.

    0 for pairs that are no key; the number of an unknown word is -1.
    """
    wanted = (sources[:, None] << 32) | targets  # negative where either is unknown, as no key is
    if not len(keys):
        return np.zeros(wanted.shape)
    indices = keys.searchsorted(wanted)
    return np.where(keys.take(indices, mode="clip") == wanted, values.take(indices, mode="clip"), 0.0)


def associate(sources: Ragged, targets: Ragged) -> Association:
    """Learn the table from the sides of pairs: rows of word numbers, as many of sources as of targets."""
    chosen = _choose(sources.lengths, targets.lengths)
    if not len(chosen):
        return Association(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))
    words, by_word = _cells(sources.take(chosen), targets.take(chosen))
    unique, cell = _unique(words, by_word)
    forward = _train(unique >> 32, cell, by_word.target)
    backward = _train(unique & 0xFFFFFFFF, cell, by_word.source)
    kept = ((forward >= _LEAST) | (backward >= _LEAST)) & (unique >> 32 > 0) & ((unique & 0xFFFFFFFF) > 0)
    # Number 0 is the empty word of either side, which only training needs.
    return Association(
        unique[kept] - (1 << 32) - 1, forward[kept].astype(np.float32), backward[kept].astype(np.float32)
    )


def _choose(heights: NDArray[np.int32], widths: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the pairs to train with, by the numbers of words of their sides: evenly spread ones of the usable."""
    usable = np.flatnonzero((heights > 0) & (heights <= _MOST_WORDS) & (widths > 0) & (widths <= _MOST_WORDS))
    cells = int((heights[usable].astype(np.int64) + 1) @ (widths[usable].astype(np.int64) + 1))
    step = max(cells / _MOST_CELLS, 1.0)
    return usable[(np.arange(int(len(usable) / step)) * step).astype(np.int64)]


class _WordArrays(NamedTuple):
    """An array of either side."""

    source: NDArray[Any]
    target: NDArray[Any]


def _cells(sources: Ragged, targets: Ragged) -> tuple[_WordArrays, _WordArrays]:
    """Return the words of all sentences, and for every word pair of every sentence pair the indices of its two words.

    Each side of a sentence begins with the empty word, whose number is 0.
    """
    rows, heights = _with_empty_words(sources)
    columns, widths = _with_empty_words(targets)
    cells = np.repeat(widths, heights)
    """The number of cells of each source word: one for each target word of its sentence."""
    by_source = np.repeat(np.arange(len(rows), dtype=np.int32), cells)
    first = (np.repeat(np.cumsum(widths) - widths, heights) - (np.cumsum(cells) - cells)).astype(np.int32)
    by_target = np.repeat(first, cells)
    by_target += np.arange(len(by_source), dtype=np.int32)
    return _WordArrays(rows, columns), _WordArrays(by_source, by_target)


def _with_empty_words(sides: Ragged) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the words of all sides, from 1, with a 0 before each side, and the new lengths of the sides."""
    starts = np.cumsum(sides.lengths, dtype=np.int64) - sides.lengths
    return np.insert(sides.values.astype(np.int64) + 1, starts, 0), sides.lengths.astype(np.int64) + 1


def _unique(words: _WordArrays, by_word: _WordArrays) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return the different pairs of words as keys, in order, and the index of each cell's among them.

    Each pair of words is sorted as one integer with the number of its cell behind it, in half the time of `np.unique`.
    There are millions of cells: no array of them is kept longer than it is needed.
    """
    sources, source = _numbered(words.source)
    targets, target = _numbered(words.target)
    bits = np.uint64(len(by_word.source).bit_length())
    pairs = (source * np.uint64(len(targets)))[by_word.source]
    pairs += target.astype(np.uint32)[by_word.target]
    pairs <<= bits  # words that occur: both numbers together need less than 42 bits, and cells 22
    pairs += np.arange(len(pairs), dtype=np.uint64)
    pairs.sort()
    cells = (pairs & ((np.uint64(1) << bits) - np.uint64(1))).view(np.int64)
    pairs >>= bits
    is_first = np.ones(len(pairs), bool)
    np.not_equal(pairs[1:], pairs[:-1], out=is_first[1:])
    unique = pairs[is_first].astype(np.int64)
    del pairs
    ranks = np.cumsum(is_first)
    ranks -= 1
    cell = np.empty(len(cells), np.intp)
    cell[cells] = ranks
    return (sources[unique // len(targets)] << 32) | targets[unique % len(targets)], cell


def _numbered(words: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return the different words, in order, and the number of each word among them."""
    occurs = np.zeros(int(words.max()) + 1, bool)
    occurs[words] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1).astype(np.uint64)[words]


def _train(given: NDArray[np.int64], cell: NDArray[np.intp], sharing: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return P(other word | given word) for each unique pair.

    Each word shares itself out over its pairs; `sharing` is the index of the word that each cell is of.
    """
    # Millions of cells: arrays are filled again instead of made anew, and numbers are as wide as look-ups want them.
    group = sharing.astype(np.intp)
    shared_out = np.empty(len(cell))
    shares = np.take(1 / np.bincount(group), group)  # at first all pairs of a word are as probable
    for _ in range(_ROUNDS - 1):
        counts = np.bincount(cell, shares, len(given))
        probability = counts / np.bincount(given, counts)[given]
        np.take(probability, cell, out=shares, mode="clip")
        np.take(np.bincount(group, shares), group, out=shared_out, mode="clip")
        shares /= shared_out
    counts = np.bincount(cell, shares, len(given))
    return counts / np.bincount(given, counts)[given]
