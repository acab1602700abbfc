"""Fuzzy search: finds what measuring every source of the memory would find, in a small part of the time.

A search goes through `searcher` (which state of the memory, which parts), `parts`, `candidates` (the filter, on
`bounds`, `regions`, `bigrams` and `adder`) and `best` (measuring). `build` makes an `index`, `storage` keeps it.
"""

from l10nqa.memory.fuzzy.searcher import Searcher

__all__ = ["Searcher"]
