"""Making the arrays of an index: about ten microseconds a source, in passes over whole blocks."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from l10nqa.memory.database import silent
from l10nqa.memory.fuzzy.filter_math import BY_PLACE, Layout, Numbers, bigrams, bucket_table, in_region
from l10nqa.memory.fuzzy.index import Index, short_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from l10nqa.memory.database import Progress

__all__ = ["build", "index_in_memory"]

_LARGEST_BLOCK = 1 << 15
_SMALLEST_BLOCK = 1 << 11
_BLOCKS = 16
"""Blocks to have if they are not too small for it: the lengths in each should differ little (see `filter_math`)."""
_CHUNK = 512
"""Texts counted at once: their counts, one a text and bucket, stay in the processor's cache."""
_SAMPLE = 20_000
"""Texts that tell how frequent each bigram is."""
_MOST_LEVELS = 24


def index_in_memory(
    units: Iterable[tuple[int, str, int]], progress: Progress = silent, layout: Layout = BY_PLACE
) -> Index:
    """Return an index of units that is kept in no file; see `build`."""
    arrays = dict(build(units, progress, layout))
    return Index(arrays, arrays["texts"].tobytes(), layout=layout)


def build(
    units: Iterable[tuple[int, str, int]], progress: Progress = silent, layout: Layout = BY_PLACE
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Yield the arrays of an index of units (number, source, pair of locales), which come in order of their numbers.

    `progress` is called with the number of sources done and the number of all.
    """
    texts, slot_of_unit, numbers, pairs = _distinct(units)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    hashes = np.fromiter(map(short_hash, texts), np.uint32, len(texts))
    order = np.lexsort((hashes, lengths))
    texts = [texts[position] for position in order.tolist()]
    yield "hashes", hashes[order]
    distinct, starts = np.unique(lengths[order], return_index=True)
    yield "lengths", distinct
    yield "starts", np.append(starts, len(texts))
    yield from _units(np.argsort(order)[slot_of_unit], numbers, pairs, len(texts))
    yield from _arena(texts)
    table = bucket_table(texts[:: len(texts) // _SAMPLE + 1], layout.buckets)
    yield "table", table
    rows = []
    size = min(max(1 << (len(texts) // _BLOCKS).bit_length(), _SMALLEST_BLOCK), _LARGEST_BLOCK)
    yield "block", np.array([size])
    for number, start in enumerate(range(0, len(texts), size)):
        block = texts[start : start + size]
        levels = _levels(block, table, layout)
        rows.append(np.append(0, np.cumsum(levels)).astype(np.uint32))
        yield f"block {number}", _bitmap(block, size, table, levels, layout)
        progress(start + len(block), len(texts))
    yield "rows", np.array(rows, np.uint32).reshape(-1, layout.regions * layout.buckets + 1)


def _distinct(units: Iterable[tuple[int, str, int]]) -> tuple[list[str], Numbers, Numbers, Numbers]:
    """Return the distinct sources, and for each unit the index of its source, its number and its pair of locales."""
    known: dict[str, int] = {}
    sources, numbers, pairs = array("q"), array("q"), array("q")
    for number, source, pair in units:
        sources.append(known.setdefault(source, len(known)))
        numbers.append(number)
        pairs.append(pair)
    return list(known), np.array(sources), np.array(numbers), np.array(pairs)


def _units(slots: Numbers, numbers: Numbers, pairs: Numbers, count: int) -> Iterator[tuple[str, NDArray[np.generic]]]:
    order = np.argsort(slots, kind="stable")
    yield "first unit", np.append(0, np.cumsum(np.bincount(slots, minlength=count))).astype(np.uint32)
    yield "units", _compact(numbers[order])
    yield "pairs", pairs[order].astype(np.uint16)


def _arena(texts: Sequence[str]) -> Iterator[tuple[str, NDArray[np.generic]]]:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    yield "offsets", _compact(np.append(0, np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))))
    yield "texts", np.frombuffer(b"".join(encoded), np.uint8)


def _compact(numbers: Numbers) -> NDArray[np.generic]:
    return numbers.astype(np.uint32 if not len(numbers) or numbers.max() < 1 << 32 else np.int64)


def _levels(block: Sequence[str], table: NDArray[np.uint16], layout: Layout) -> Numbers:
    """Return the number of levels of each bucket, judged by a sample of the block."""
    sample = block[:: len(block) // (8 * _CHUNK) + 1]
    reached = np.zeros((_MOST_LEVELS + 1, layout.regions * layout.buckets), np.int64)
    for start in range(0, len(sample), _CHUNK):
        counts = _counts(sample[start : start + _CHUNK], table, layout)
        for level in range(2, _MOST_LEVELS + 1):
            having = np.count_nonzero(counts >= level, axis=1)
            reached[level] += having
            if not having.any():
                break
    levels: Numbers = 1 + np.count_nonzero(reached[2:] >= max(1, layout.min_share * len(sample)), axis=0)
    return levels


def _bitmap(
    block: Sequence[str], size: int, table: NDArray[np.uint16], levels: Numbers, layout: Layout
) -> NDArray[np.generic]:
    first = np.append(0, np.cumsum(levels))
    bitmap = np.zeros((int(first[-1]) + 1, size // 8), np.uint8)
    bitmap[-1] = 0xFF  # in place of the rows that are missing
    for start in range(0, len(block), _CHUNK):
        chunk = block[start : start + _CHUNK]
        counts = _counts(chunk, table, layout)
        for level in range(1, int(levels.max()) + 1):
            having = np.flatnonzero(levels >= level)
            bits = np.packbits(counts[having] >= level, axis=1, bitorder="little")
            bitmap[first[having] + level - 1, start // 8 : start // 8 + bits.shape[1]] = bits
    return bitmap.view(np.uint64)


def _counts(texts: Sequence[str], table: NDArray[np.uint16], layout: Layout) -> Numbers:
    """Return the number of bigrams of each region and bucket (row) that each text (column) has."""
    codes, owners, places = bigrams(texts)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))[owners]
    cells = table[codes].astype(np.int64) * len(texts) + owners
    size = layout.buckets * len(texts)
    inside = [cells[in_region(layout, region, places, lengths)] + region * size for region in range(layout.regions)]
    counts: Numbers = np.bincount(np.concatenate(inside), minlength=layout.regions * size).reshape(-1, len(texts))
    return counts
