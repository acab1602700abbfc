"""Puts every segment of a job into its band."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup import Volume, parse_inline, volume_of
from l10nqa.memory.analysis.bands import Band, fuzzy_band
from l10nqa.memory.analysis.figures import Amount, FileFigures, sum_of
from l10nqa.memory.ranking import Query
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from l10nqa.memory.analysis.known import Known
    from l10nqa.memory.analysis.similarity import Similarity

__all__ = ["JobFile", "classify", "distinct_sources"]

_IN_CONTEXT = (Band.BOTH_CONTEXTS, Band.ONE_CONTEXT)
_ORDER = {band: index for index, band in enumerate(Band)}
_Said = tuple[str, str | None]
"""A text, and the context that developers gave it."""


class JobFile(NamedTuple):
    """A file of a job: its sources that are to be translated, in order."""

    path: str
    source_locale: str
    target_locale: str
    identifiers: tuple[str, ...]
    sources: tuple[str, ...]
    contexts: tuple[str | None, ...] = ()
    """The context that developers gave each of them (`msgctxt`); none for all, if there are none."""


def distinct_sources(files: Iterable[JobFile]) -> list[str]:
    """Return every source of the files once, in the order in which they first occur."""
    return list(dict.fromkeys(source for file in files for source in file.sources))


def classify(
    files: Iterable[JobFile], known: Known, similar: Mapping[str, Similarity], *, repetitions_first: bool = False
) -> Iterator[FileFigures]:
    """Yield the figures of each file of a job in one pair of locales; files before it, and no others, count for them.

    `similar` has the best scores of every source that is not in `known`.
    """
    earlier: set[_Said] = set()
    texts: set[str] = set()
    volumes: dict[str, Volume] = {}
    for file in files:
        counts: Counter[tuple[Band, str]] = Counter()
        here: set[_Said] = set()
        for query, exact in _exact_bands(file, known):
            source, said = query.text, (query.text, query.context)
            band = exact or _fuzzy_band(similar[source])
            if (said in here or said in earlier) and (repetitions_first or exact not in _IN_CONTEXT):
                band = Band.REPETITION if said in here else Band.REPETITION_ACROSS_FILES
            elif source in texts and _ORDER[band] > _ORDER[Band.INTERNAL_FROM_95]:
                band = Band.INTERNAL_FROM_95  # the same text in another context
            counts[band, source] += 1
            here.add(said)
            texts.add(source)
        earlier |= here
        volumes |= {source: volume_of(parse_inline(source)) for source, _ in here if source not in volumes}
        yield FileFigures(file.path, file.source_locale, file.target_locale, _amounts(counts, volumes))


def _exact_bands(file: JobFile, known: Known) -> Iterator[tuple[Query, Band | None]]:
    """Yield each text of a file with its place, and its band if the memory has it word for word."""
    hashes = [0, *map(text_hash, file.sources), 0]
    contexts = file.contexts or (None,) * len(file.sources)
    for index, (identifier, source) in enumerate(zip(file.identifiers, file.sources, strict=True)):
        key = f"{file.path}#{identifier}"
        query = Query(source, hashes[index], hashes[index + 2], key, contexts[index])
        yield query, known.band(query)


def _fuzzy_band(found: Similarity) -> Band:
    return fuzzy_band(found.internal, internal=True) if found.internal else fuzzy_band(found.memory)


def _amounts(counts: Mapping[tuple[Band, str], int], volumes: Mapping[str, Volume]) -> dict[Band, Amount]:
    found: dict[Band, list[Amount]] = {}
    for (band, source), segments in counts.items():
        found.setdefault(band, []).append(Amount.of(segments, volumes[source]))
    return {band: sum_of(found[band]) for band in Band if band in found}
