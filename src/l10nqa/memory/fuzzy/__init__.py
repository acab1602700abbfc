"""Fuzzy search: finds all that measuring every source of the memory would find, in a small part of the time.

A search goes through `searcher` (the state of the memory, its parts) and `candidates` (the filter, the best matches).
`filter_math` has the proofs, `machine` the heavy work; the extra `fast` compiles it (`compiled`, `compiled_adder`,
`compiled_distance`, `jit`). `build` makes an `index`, and `storage` keeps it in a file.
"""

from l10nqa.memory.fuzzy.searcher import Searcher, compiled

__all__ = ["Searcher", "compiled"]
