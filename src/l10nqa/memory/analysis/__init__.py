"""Leverage analysis: how much of a job the memory knows already, and how much of it the job itself repeats.

Every segment of the job falls into exactly one band; the job is read in the order its files are given. Semantics, with
the tools whose conventions they are (field names as those tools print them):

- **102, 101, 100**: the memory holds the very same source. 102 where one of its units also has the same source before
  and the same after it (memoQ: double context), 101 where the one before or the one after is the same, or path and
  segment id are (memoQ: text flow or ID; Trados: context match). What begins or ends a document agrees with what begins
  or ends one; a unit that knows no neighbour at all, as after most imports, has no context. Where developers gave
  contexts (`msgctxt`), the same one is worth 101, and a unit of another one is a fuzzy match, as in `tm search`.
- **Repetitions**: the same source, in the same context of developers, stood earlier in the job; in the same file, or
  only in files before it (Trados, OmegaT). The first occurrence counts in its own band, the later ones as repetitions,
  unless the memory knows them in their very context (102, 101). With `repetitions_first` repetitions go before those,
  too (an option in memoQ). In another context of developers it is an internal match of 95-99.
- **95-99, 85-94, 75-84, 50-74**: the greatest score of any source in the memory, 100·(1 - Levenshtein distance /
  greater length) in code points, rounded down (bands of OmegaT and memoQ). See `similarity` for what a match of the
  last band needs besides.
- **Internal fuzzies**: the same against the sources that stand earlier in the job, where that score is greater than the
  memory's (Trados, memoQ: homogeneity). They are bands of their own, as Trados has them.
- **New**: none of these.

A source in another pair of locales is another source: a job in forty locales is forty jobs, reported together.

Rates weigh the words of a band; the default ones are those that MateCat publishes for its payable words.
"""

from l10nqa.memory.analysis.bands import DEFAULT_RATES, Band, fuzzy_band
from l10nqa.memory.analysis.classify import JobFile, classify, distinct_sources
from l10nqa.memory.analysis.figures import Amount, Analysis, FileFigures, sum_of
from l10nqa.memory.analysis.known import Known
from l10nqa.memory.analysis.rates import read_rates
from l10nqa.memory.analysis.similarity import Nearest, Similarity, similarity

__all__ = [
    "DEFAULT_RATES",
    "Amount",
    "Analysis",
    "Band",
    "FileFigures",
    "JobFile",
    "Known",
    "Nearest",
    "Similarity",
    "classify",
    "distinct_sources",
    "fuzzy_band",
    "read_rates",
    "similarity",
    "sum_of",
]
