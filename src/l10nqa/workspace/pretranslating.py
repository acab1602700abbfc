"""Fills the targets of a job from memories, and marks them with their matches and states."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import source_of_name, source_to_write
from l10nqa.config import Config
from l10nqa.errors import ConfigError
from l10nqa.inputs import guards_inputs, refuse_input
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.memory.analysis import fuzzy_band
from l10nqa.memory.ranking import DEFAULT_POINTS, AttachedMemory, open_memories
from l10nqa.model import State, Target
from l10nqa.render.matches import place_of, score_in_words
from l10nqa.text import count_of
from l10nqa.workspace.best_matches import best_matches
from l10nqa.workspace.filling import OutputShape, fill_in_place, is_filled_in_place, source_to_fill, write_anew
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.job import Job, JobSegment, read_job
from l10nqa.workspace.missing_locales import missing_locales_note
from l10nqa.workspace.opening import Opener, source_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from l10nqa.bitext import Place
    from l10nqa.errors import InputError
    from l10nqa.memory.ranking import Ranked
    from l10nqa.model import Match, Penalty, Problem

__all__ = ["PretranslateOptions", "Pretranslated", "pretranslate"]

_FINISHED = 100.0
"""The score from which a match can be used as it is."""


class PretranslateOptions(NamedTuple):
    """Options of a pretranslation."""

    min_score: float = 75.0
    """The score that a match must reach after context and penalties."""
    overwrite: bool = False
    """Replace an existing translation by another one of the same source that scores 100 or more."""
    points: Mapping[Penalty, float] = DEFAULT_POINTS
    source_locale: str | None = None
    """Overrides the source locale that files declare."""
    target_locale: str | None = None
    """The same of the translations."""
    source: str | None = None
    """The file or folder with the sources of translated documents."""
    allow_empty: bool = False
    config: Config | None = None
    """The settings of single files."""
    plain: bool = False
    xliff_version: str | None = None
    jobs: int | None = None
    """Processes to use; one per processor if None."""


@dataclass(slots=True)
class Pretranslated:
    """The result of a pretranslation."""

    units: int = 0
    bands: Counter[str] = field(default_factory=Counter)
    """The number of open units by band of their match (`102`, `101`, `100`, `95-99` …), or `none`."""
    changed: int = 0
    """Units whose source has changed since they were translated, as the memory shows; they are open."""
    confirmed: int = 0
    """Units whose source is its own translation, as in the memory; they stay unchanged."""
    overwritten: int = 0
    left: int = 0
    """Units with a match that their file cannot hold; `notes` give the reasons."""
    problems: list[Problem] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Remarks for the user on how the targets were found."""


@guards_inputs
def pretranslate(
    paths: Sequence[str],
    memories: Sequence[AttachedMemory],
    output: Path,
    options: PretranslateOptions | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Pretranslated:
    """Write the units of documents and interchange files to a PO or XLIFF file, and fill the open ones from memories.

    A unit is open if it has no target, a fuzzy one, or its source as its target; or if the memory has its key with
    this target and another source. It gets the target of its best match, which is fuzzy below 100. A unit without a
    match stays unchanged, and becomes fuzzy if its source has changed. `progress` is called with the number of sources
    looked up and their total.

    A job of one file in the format of the output is filled in place: everything else in the file stays, unless
    `options` set another shape. Any other job is written as a new file.

    Raises:
        ConfigError: the output is neither PO nor XLIFF, has no such option, or the job has several locales.
        InputError: a path does not exist, a file is broken, nothing can be read, or the output cannot be written.
        StoreError: a memory cannot be opened.
    """
    options = options or PretranslateOptions()
    source = source_to_fill(output)
    inventory = Inventory(
        paths,
        allow_empty=options.allow_empty,
        tree=source_tree(options.source, options.config),
        is_for_translation=True,
    )
    places, shape = inventory.places, OutputShape(options.plain, options.xliff_version)
    refuse_input(output)
    in_place = is_filled_in_place(places, source, shape)
    if not in_place:
        source = source_to_write(output)
    opener = Opener(options.source_locale, options.target_locale, config=options.config or Config())
    job = read_job(inventory, opener, only_first_open=not in_place)
    result = Pretranslated(len(job.segments), problems=job.problems, skipped=job.skipped, notes=job.notes)
    with open_memories(memories) as opened:
        job.segments = _in_one_locale(job.segments, opened, options.target_locale)
        stale = _stale(job.segments, opened)
        _note_locales(job, opened, result)
    segments = [each._replace(is_open=True) if index in stale else each for index, each in enumerate(job.segments)]
    result.changed = len(stale)
    matches = _matches(segments, memories, options, progress)
    decided = (
        (index, _decided(each, matches[index], result, is_stale=index in stale)) for index, each in enumerate(segments)
    )
    targets = {index: target for index, target in decided if target}
    if in_place:
        refused = fill_in_place(places[0], output, segments, targets, opener)
        for index in refused:
            _take_back(segments[index], targets[index].match, result)
        result.notes += [
            f"{count_of(count, 'unit')} not filled: {reason}" for reason, count in Counter(refused.values()).items()
        ]
    else:
        _note_lost(places, segments, result)
        write_anew(output, source, segments, targets, shape)
    return result


def _note_lost(places: Sequence[Place], segments: Sequence[JobSegment], result: Pretranslated) -> None:
    """Note what a new file leaves out of files that hold more than units."""
    others = [place.path for place in places if (kind := source_of_name(place.file.name)) and kind.has_states]
    if others:
        lost = "rewritten from sources and translations only; comments and everything else are left out"
        result.notes.append(f"{others[0]}: {lost}" if len(others) == 1 else f"{len(others):,} files: {lost}")
    nameless = sum(each.segment.key is None for each in segments)
    if nameless:
        count = count_of(nameless, "segment has no name in its file", "segments have no names in their files")
        result.notes.append(f"{count}: numbers stand for them")


def _in_one_locale(
    segments: Sequence[JobSegment], memories: Iterable[Ranked], requested: str | None
) -> list[JobSegment]:
    """Return the segments; those of unknown locale get the requested one, or else the only one of the others.

    If the others have none, they get the only locale of the memories.
    """
    locales = {each.unit.target_locale for each in segments} - {UNKNOWN_LOCALE}
    locales = locales or ({requested} if requested else set())
    locales = locales or {locale for opened in memories for locale in opened.memory.locales()}
    if len(locales) == 1:
        (locale,) = locales
        segments = [each._replace(unit=each.unit._replace(target_locale=locale)) for each in segments]
    pairs = sorted({f"{each.unit.source_locale} > {each.unit.target_locale}" for each in segments})
    if len(pairs) > 1:
        hint = "pretranslate each locale by itself, or give --target-locale"
        raise ConfigError(f"a PO or XLIFF file holds one pair of locales; found {', '.join(pairs)}", hint=hint)
    return list(segments)


def _stale(segments: Sequence[JobSegment], memories: Iterable[Ranked]) -> set[int]:
    """Return the indexes of the segments whose key and target a memory has with another source."""
    indexes = {
        (each.unit.key, each.unit.target): index
        for index, each in enumerate(segments)
        if each.unit.key and each.unit.target and not (each.is_open or each.is_closed)
    }
    known: set[int] = set()
    elsewhere: set[int] = set()
    for opened in memories:
        for unit in opened.memory.units():
            index = indexes.get((unit.key, unit.target)) if unit.key else None
            if index is not None:
                (known if unit.source == segments[index].unit.source else elsewhere).add(index)
    return elsewhere - known


def _note_locales(job: Job, memories: Iterable[Ranked], result: Pretranslated) -> None:
    wanted = {each.unit.target_locale for each in job.segments if each.is_open}
    for opened in memories:
        missing = sorted(locale for locale in wanted if not opened.memory.locales(within=locale))
        if missing:
            result.notes.append(missing_locales_note(opened.memory, opened.name, missing))


def _matches(
    segments: Sequence[JobSegment],
    memories: Sequence[AttachedMemory],
    options: PretranslateOptions,
    progress: Callable[[int, int], None],
) -> list[Match | None]:
    """Return the match that fills each segment; None if there is none or the segment stays unchanged."""
    units = {
        index: each.unit
        for index, each in enumerate(segments)
        if each.is_open or (options.overwrite and each.unit.source and not each.is_closed)
    }
    found = best_matches(
        units,
        memories,
        points=options.points,
        min_score=options.min_score,
        jobs=options.jobs,
        progress=progress,
    )
    return [_wanted(each, found.get(index)) for index, each in enumerate(segments)]


def _wanted(segment: JobSegment, match: Match | None) -> Match | None:
    if match is None or segment.is_open:
        return match
    return match if match.score >= _FINISHED and match.unit.target != segment.unit.target else None


def _decided(segment: JobSegment, match: Match | None, result: Pretranslated, *, is_stale: bool) -> Target | None:
    """Return the new target of a segment, and count it; None if the segment stays unchanged."""
    if match and segment.unit.target == match.unit.target and not (segment.is_draft or is_stale):
        result.confirmed += 1  # the source is its own translation
        return None
    if segment.is_open:
        result.bands[_band(match)] += 1
    elif match:
        result.overwritten += 1
    if match is None and not (segment.is_draft or is_stale):
        return None
    notes = ("the source changed since this was translated",) if is_stale else ()
    if match is None:
        return Target(None, State.DRAFT, notes)
    state = State.TRANSLATED if match.score >= _FINISHED else State.DRAFT
    return Target(match.unit.target, state, (*notes, _describe(match)), match)


def _take_back(segment: JobSegment, match: Match | None, result: Pretranslated) -> None:
    """Count a segment as left, because its file could not hold the target."""
    result.left += 1
    if segment.is_open:
        result.bands[_band(match)] -= 1
    else:
        result.overwritten -= 1


def _band(match: Match | None) -> str:
    if match is None:
        return "none"
    return str(int(match.score)) if match.score >= _FINISHED else fuzzy_band(match.score).value


def _describe(match: Match) -> str:
    words = score_in_words(match)
    score = f"{match.score:.4g}"
    return f"match {score if words == score else f'{score} = {words}'}: {match.memory}  {place_of(match.unit)}"
