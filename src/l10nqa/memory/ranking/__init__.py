"""Ranking: which matches of a search a translator should see first, and what each is worth.

A search says how like the texts are and leaves nothing out (`Memory.search`). Ranking comes after it:

- **Context** lifts a match whose source is the very text: by 2 points where the sources before and after it are the
  same as those of the text, by 1 where its place is (path and segment), or the source before or after it. So 102 and
  101 are those of `l10nqa.memory.analysis`. What begins or ends a document agrees with what begins or ends one; a unit
  that knows no neighbour, as after most imports, has none in common.
- **Penalties** lower a match, each by its points (`DEFAULT_POINTS`): markup or numbers that are not those of the text,
  a translation made by a machine, a memory that is trusted less.
- Of equal scores those of the memory named first come first, then those of lower ids.
- Units of the same source and translation are one match, the best of them. A unit without a translation is none.

`ranked` gives exactly what ranking all units would give.
"""

from l10nqa.memory.ranking.context import Query, context_of, hash_of_neighbour, query_of
from l10nqa.memory.ranking.opening import Choice, open_memories
from l10nqa.memory.ranking.penalties import DEFAULT_POINTS, Judge
from l10nqa.memory.ranking.rank import Ranked, Searchable, ranked

__all__ = [
    "DEFAULT_POINTS",
    "Choice",
    "Judge",
    "Query",
    "Ranked",
    "Searchable",
    "context_of",
    "hash_of_neighbour",
    "open_memories",
    "query_of",
    "ranked",
]
