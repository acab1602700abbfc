"""The filter: which sources may be as similar to a text as is asked for. It misses none (see `bounds`, `regions`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from l10nqa.memory.fuzzy.bigrams import bigrams_of
from l10nqa.memory.fuzzy.bounds import least_shared, within_length

if TYPE_CHECKING:
    from l10nqa.memory.fuzzy.bounds import Numbers
    from l10nqa.memory.fuzzy.index import Index
    from l10nqa.memory.fuzzy.machine import Machine

__all__ = ["candidates"]

_NEVER = 1 << 40


def candidates(index: Index, text: str, least: float, machine: Machine) -> tuple[Numbers, Numbers]:
    """Return all slots whose texts may have a similarity of `least` (0 to 1) to the text.

    With them comes how many bigrams each of them can share with it at most.
    """
    groups = np.flatnonzero(within_length(len(text), index.lengths, least))
    if not len(groups):
        return groups, groups
    begin, end = int(index.starts[groups[0]]), int(index.starts[groups[-1] + 1])
    blocks = np.arange(begin // index.block, (end - 1) // index.block + 1)
    buckets = index.table[bigrams_of(text)].astype(np.int64)
    shortest = index.lengths_of(np.maximum(blocks * index.block, begin))
    longest = index.lengths_of(np.minimum((blocks + 1) * index.block, end) - 1)
    rows = machine.rows(index, blocks, buckets, least, shortest, longest)
    shared = least_shared(len(text), index.lengths, least)
    # A word of 64 slots may hold several lengths, and rounding lets the bound fall by one where the length grows.
    lowest = np.maximum(np.minimum.accumulate(shared[::-1])[::-1] - rows.unknown, 0)
    words = index.block // 64
    limits = np.full(len(blocks) * words, _NEVER)
    first = int(blocks[0]) * words
    looked_at = slice(begin // 64 - first, (end - 1) // 64 + 1 - first)
    limits[looked_at] = lowest[index.word_groups[first : first + len(limits)][looked_at]]
    slots, counts = machine.reaching(index, blocks, rows, limits)
    inside = slice(*np.searchsorted(slots, (begin, end)).tolist())
    return slots[inside], counts[inside] + rows.unknown
