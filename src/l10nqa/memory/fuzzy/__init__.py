"""Fuzzy search: finds what measuring every source of the memory would find, in a small part of the time.

A search goes through `searcher` (which state of the memory, which parts), `parts`, `candidates` (the filter, on
`bounds`, `rows`, `regions` and `bigrams`) and `best`. A `machine` counts and measures: `plain`, on `adder` and
rapidfuzz, or `compiled`, on `compiled_rows`, `compiled_adder` and `compiled_distance`. `build` makes an `index`,
`storage` keeps it, and `soundness` says whether one that was kept may be used.
"""

from l10nqa.memory.fuzzy.machine import compiled
from l10nqa.memory.fuzzy.searcher import Searcher

__all__ = ["Searcher", "compiled"]
