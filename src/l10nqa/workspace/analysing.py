"""Analyses a job against a memory: matches, repetitions and weighted words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.config import Config
from l10nqa.engine import over_items
from l10nqa.memory import Memory
from l10nqa.memory.analysis import (
    DEFAULT_RATES,
    Analysis,
    FileFigures,
    JobFile,
    Known,
    Nearest,
    Similarity,
    classify,
    distinct_sources,
    read_rates,
    similarity,
)
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.missing_locales import missing_locales_note
from l10nqa.workspace.opening import Opener, source_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from l10nqa.errors import InputError
    from l10nqa.memory import Location
    from l10nqa.model import Problem, Segment, TranslationUnit

__all__ = ["Analysed", "AnalysisOptions", "analyse"]

_CHUNK = 100
_WORTH_A_POOL = 400
"""The number of sources below which starting processes takes longer than it saves."""


@dataclass(slots=True)
class Analysed:
    """The result of an analysis, with the files that could not be read."""

    analysis: Analysis
    problems: list[Problem] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Remarks for the user on how the analysis was made."""


class AnalysisOptions(NamedTuple):
    """How a job is analysed."""

    any_target: bool = False
    """Count units of every target locale, not only of the job's own."""
    repetitions_first: bool = False
    """Count a repetition as such even where the memory has a context match for it."""
    internal: bool = True
    """Look for matches within the job as well."""
    rates: Path | None = None
    """A file of rates; see `read_rates`."""
    source_locale: str | None = None
    """Overrides the source locale that files declare."""
    target_locale: str | None = None
    """Overrides the target locale that files declare."""
    source: str | None = None
    """The file or folder with the sources of translated documents."""
    allow_empty: bool = False
    config: Config | None = None
    """The settings of single files."""
    jobs: int | None = None
    """Processes to use; one per processor if None."""


def analyse(
    paths: Sequence[str],
    tm: Location,
    options: AnalysisOptions | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Analysed:
    """Analyse documents and interchange files against a memory; see `l10nqa.memory.analysis` for what is counted.

    `progress` is called with the number of sources looked up and their total, for each pair of locales separately.

    Raises:
        ConfigError: the rates are not valid.
        InputError: a path or the file of rates does not exist, an interchange file is broken, or nothing can be read.
        StoreError: the memory cannot be opened.
    """
    options = options or AnalysisOptions()
    rates = read_rates(options.rates) if options.rates else DEFAULT_RATES
    result = Analysed(Analysis((), rates, str(tm)))
    files = _files(
        Inventory(
            paths,
            allow_empty=options.allow_empty,
            tree=source_tree(options.source, options.config),
            is_for_translation=True,
        ),
        options,
        result,
    )
    figures: dict[int, FileFigures] = {}
    with Memory(tm) as memory:
        for group in _by_locales(files).values():
            found = _analyse_group([files[index] for index in group], memory, options, result.notes, progress)
            figures |= zip(group, found, strict=True)
    result.analysis = replace(result.analysis, files=tuple(figures[index] for index in range(len(files))))
    return result


def _analyse_group(
    files: Sequence[JobFile],
    memory: Memory,
    options: AnalysisOptions,
    notes: list[str],
    progress: Callable[[int, int], None],
) -> Iterator[FileFigures]:
    sources = distinct_sources(files)
    if not sources:
        return classify(files, Known(), {})
    target_locale = None if options.any_target else files[0].target_locale
    # Units of any English serve a job in any other: the text itself shows where they differ.
    units = memory.units_for(files[0].source_locale.partition("-")[0], target_locale)
    known, texts = Known(), dict[str, None]()
    known.learn(_noting_sources(units, texts), set(sources))
    if not texts:
        notes.append(_why_nothing(memory, files[0], target_locale))
    search = _SimilaritySearch(Nearest(list(texts)), Nearest(sources) if options.internal else None)
    unknown = [(before, source) for before, source in enumerate(sources) if source not in known]
    similar: dict[str, Similarity] = {}
    found = over_items(unknown, search, jobs=options.jobs, chunk=_CHUNK, worth_a_pool=_WORTH_A_POOL)
    for (_, source), scores in zip(unknown, found, strict=True):
        similar[source] = scores
        progress(len(similar), len(unknown))
    return classify(files, known, similar, repetitions_first=options.repetitions_first)


def _why_nothing(memory: Memory, file: JobFile, target_locale: str | None) -> str:
    """Return the reason why the memory holds nothing for the file."""
    if target_locale is None:
        locales = ", ".join(sorted(memory.locales())) or "nothing"
        return f"{memory.location} has no translations from {file.source_locale} (into: {locales})"
    return f"{missing_locales_note(memory, memory.location, [target_locale])}; --any-target counts those"


class _SimilaritySearch(NamedTuple):
    """The indexes to search, sent to each worker once."""

    memory: Nearest
    job: Nearest | None

    def run(self, sources: Sequence[tuple[int, str]]) -> list[Similarity]:
        """Return the similarity of each source; each comes with the number of sources before it."""
        return [similarity(source, self.memory, self.job, before) for before, source in sources]


def _noting_sources(units: Iterable[TranslationUnit], texts: dict[str, None]) -> Iterator[TranslationUnit]:
    for unit in units:
        if unit.target:
            texts[unit.source] = None
        yield unit


def _by_locales(files: Sequence[JobFile]) -> dict[tuple[str, str], list[int]]:
    """Return the indexes of the files by pair of locales."""
    groups: dict[tuple[str, str], list[int]] = {}
    for index, file in enumerate(files):
        groups.setdefault((file.source_locale.lower(), file.target_locale.lower()), []).append(index)
    return groups


def _files(inventory: Inventory, options: AnalysisOptions, result: Analysed) -> list[JobFile]:
    """Return the documents of the job in order; a file with several documents gives each of them."""
    opener = Opener(options.source_locale, options.target_locale, config=options.config or Config())
    documents: dict[tuple[str, str, str], list[Segment]] = {}
    for place, bitext in inventory.opened(opener, result.problems, result.skipped):
        if not bitext.segments:
            documents[place.path, bitext.source_locale, bitext.target_locale] = []
        for segment in bitext.segments:
            profile = segment.profile
            path = segment.document or place.path
            documents.setdefault((path, profile.source_locale, profile.target_locale), []).append(segment)
    result.notes += inventory.settle()
    return [
        JobFile(
            *key,
            tuple(each.key or "" for each in segments),
            tuple(each.source for each in segments),
            tuple(each.context for each in segments),
        )
        for key, segments in documents.items()
    ]
