"""Ranking: which matches of a search a translator should see first, and what each is worth.

A search says how like the texts are and leaves nothing out (`Memory.search`). Ranking comes after it:

- **Context** lifts a match whose source is the very text: by 2 points where the sources before and after it are the
  same as those of the text, by 1 where its place is the same (path and segment), its developers' context (`msgctxt`,
  `resname`), or the source before or after it. So 102 and 101 are those of `l10nqa.memory.analysis`. The start and the
  end of a document agree with one another; a unit that knows no neighbour, as after most imports, has none in common.
  Neighbours count only between texts of the same developers' context, or of none.
- **Penalties** lower a match, each by its points (`DEFAULT_POINTS`): markup or numbers that are not those of the text,
  a translation made by a machine, another developers' context than that of the text, a memory that is trusted less. And
  a match is ambiguous where the memory has another translation of the very text that is worth as much: no context
  decides, so neither is finished.
- A plural form is offered for the same form only, by its index.
- Of equal scores those of the memory named first come first, then those of the very locale that is asked for, then
  those of lower ids.
- Units of the same source and translation are one match, the best of them. A unit without a translation is none.

`ranked` gives exactly what ranking all units would give.
"""

from l10nqa.memory.ranking.context import Query, context_of, hash_of_neighbour, query_of
from l10nqa.memory.ranking.opening import AttachedMemory, open_memories
from l10nqa.memory.ranking.penalties import DEFAULT_POINTS, Judge
from l10nqa.memory.ranking.rank import Ranked, Searchable, ranked

__all__ = [
    "DEFAULT_POINTS",
    "AttachedMemory",
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
