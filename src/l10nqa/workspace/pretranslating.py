"""Fills the targets of a job from memories, and marks which, with what and how sure it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import source_of_name, source_to_write
from l10nqa.config import Config
from l10nqa.engine import over_items
from l10nqa.errors import ConfigError
from l10nqa.files import refuse_inputs
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.memory.analysis import fuzzy_band
from l10nqa.memory.ranking import DEFAULT_POINTS, AttachedMemory, Query, open_memories, query_of, ranked
from l10nqa.model import State, Target
from l10nqa.render.matches import place_of, score_in_words
from l10nqa.text import count_of
from l10nqa.workspace.filling import Shape, fill_in_place, is_filled_in_place, source_to_fill, write_anew
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

_CHUNK = 200
_WORTH_A_POOL = 1_000
"""Sources to look for below which starting processes takes longer than it saves."""
_FINISHED = 100.0
"""The score from which a match is a translation that may be used as it is."""


class PretranslateOptions(NamedTuple):
    """How a job is filled."""

    min_score: float = 75.0
    """The score that a match must reach after context and penalties."""
    overwrite: bool = False
    """A translation that stands gives way to another one of the very same source that scores 100 or more."""
    points: Mapping[Penalty, float] = DEFAULT_POINTS
    source_locale: str | None = None
    """Overrules what files say."""
    target_locale: str | None = None
    """The same of the translations."""
    source: str | None = None
    """The file or folder with the sources of translated documents."""
    allow_empty: bool = False
    config: Config | None = None
    """What is said of single files."""
    plain: bool = False
    xliff_version: str | None = None
    jobs: int | None = None
    """Processes to use; one per processor if None."""


@dataclass(slots=True)
class Pretranslated:
    """What came of a job."""

    units: int = 0
    bands: Counter[str] = field(default_factory=Counter)
    """How many open units were filled by band (`102`, `101`, `100`, `95-99` …), and for how many there was `none`."""
    changed: int = 0
    """Units whose source the memory knows to have changed since they were translated; they are open."""
    confirmed: int = 0
    """Units whose source stands for their target, as it does in the memory; they stay as they are."""
    overwritten: int = 0
    left: int = 0
    """Units for which there is a match that their file cannot take; `notes` say why."""
    problems: list[Problem] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What the user should know of how the targets were found."""


def pretranslate(
    paths: Sequence[str],
    memories: Sequence[AttachedMemory],
    output: Path,
    options: PretranslateOptions | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Pretranslated:
    """Write the units of documents and interchange files to a PO or XLIFF file, the open ones filled from memories.

    Open is what has no target, its source for one, or one that is fuzzy; besides, a unit whose place the memory has
    with this target and another source. It gets the target of its best match; one below 100 is fuzzy. A unit for
    which there is no match stays as it is, and is fuzzy where its source changed. `progress` is called with the
    sources looked for and those there are.

    A job of one file in the format of the output is filled in place: all else that the file holds stays in it, unless
    `options` ask for another shape. Anything else is written anew.

    Raises:
        ConfigError: the output is neither PO nor XLIFF, has no such option, or the job has several locales.
        InputError: a path does not exist, a file is broken, nothing can be read, or the output cannot be written.
        StoreError: a memory cannot be opened.
    """
    options = options or PretranslateOptions()
    source = source_to_fill(output)
    inventory = Inventory(paths, allow_empty=options.allow_empty, tree=source_tree(options.source, options.config))
    places, shape = inventory.places, Shape(options.plain, options.xliff_version)
    refuse_inputs(output, (place.file for place in places))
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
    """Say what writing anew leaves behind of files that hold more than units."""
    others = [place.path for place in places if (kind := source_of_name(place.file.name)) and kind.has_states]
    if others:
        lost = "written anew from sources and translations; comments and whatever else it holds stay behind"
        result.notes.append(f"{others[0]}: {lost}" if len(others) == 1 else f"{len(others):,} files: {lost}")
    nameless = sum(each.segment.key is None for each in segments)
    if nameless:
        result.notes.append(f"{nameless:,} segments have no name in their file: they are numbered")


def _in_one_locale(segments: Sequence[JobSegment], memories: Iterable[Ranked], asked: str | None) -> list[JobSegment]:
    """Return the segments, those that do not say their locale in that asked for, or the only one of the others.

    Where there is none, it is the only one of the memories.
    """
    locales = {each.unit.target_locale for each in segments} - {UNKNOWN_LOCALE}
    locales = locales or ({asked} if asked else set())
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
    """Return which segments have the target that a memory has under their key for another source."""
    indexes = {
        (each.unit.key, each.unit.target): index
        for index, each in enumerate(segments)
        if each.unit.key and each.unit.target and not (each.is_open or each.is_closed)
    }
    known: set[int] = set()
    other: set[int] = set()
    for opened in memories:
        for unit in opened.memory.units():
            index = indexes.get((unit.key, unit.target)) if unit.key else None
            if index is not None:
                (known if unit.source == segments[index].unit.source else other).add(index)
    return other - known


def _note_locales(job: Job, memories: Iterable[Ranked], result: Pretranslated) -> None:
    wanted = {each.unit.target_locale for each in job.segments if each.is_open}
    for opened in memories:
        missing = sorted(locale for locale in wanted if not opened.memory.locales(within=locale))
        if missing:
            result.notes.append(missing_locales_note(opened.memory, opened.name, missing))


class _MatchRequest(NamedTuple):
    """What is looked for; the same but for its place is looked for once."""

    query: Query
    source_locale: str
    target_locale: str


class _MatchSearch(NamedTuple):
    """The settings of the look-ups, sent to each worker once."""

    memories: tuple[AttachedMemory, ...]
    points: dict[Penalty, float]
    min_score: float

    def run(self, requests: Sequence[_MatchRequest]) -> list[Match | None]:
        """Return the best match of each."""
        with open_memories(self.memories) as opened:
            return [self._best(each, opened) for each in requests]

    def _best(self, request: _MatchRequest, opened: Sequence[Ranked]) -> Match | None:
        found = ranked(
            opened,
            request.query,
            self.points,
            limit=1,
            min_score=self.min_score,
            # A memory of any English serves a job in any: what differs between them is in the text.
            source_locale=request.source_locale.partition("-")[0],
            target_locale=request.target_locale,
        )
        return found[0] if found else None


def _matches(
    segments: Sequence[JobSegment],
    memories: Sequence[AttachedMemory],
    options: PretranslateOptions,
    progress: Callable[[int, int], None],
) -> list[Match | None]:
    """Return the match that fills each segment, None where there is none or the segment is to stay as it is."""
    requests = {
        index: _MatchRequest(query_of(each.unit), each.unit.source_locale, each.unit.target_locale)
        for index, each in enumerate(segments)
        if each.is_open or (options.overwrite and each.unit.source and not each.is_closed)
    }
    distinct = list(dict.fromkeys(requests.values()))
    search = _MatchSearch(tuple(memories), dict(options.points), options.min_score)
    found: dict[_MatchRequest, Match | None] = {}
    for match in over_items(distinct, search, jobs=options.jobs, chunk=_CHUNK, worth_a_pool=_WORTH_A_POOL):
        found[distinct[len(found)]] = match
        progress(len(found), len(distinct))
    return [_wanted(each, found[requests[index]]) if index in requests else None for index, each in enumerate(segments)]


def _wanted(segment: JobSegment, match: Match | None) -> Match | None:
    if match is None or segment.is_open:
        return match
    return match if match.score >= _FINISHED and match.unit.target != segment.unit.target else None


def _decided(segment: JobSegment, match: Match | None, result: Pretranslated, *, is_stale: bool) -> Target | None:
    """Return what is to be written for the segment, and count it; None where it stays as it is."""
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
    """Count a segment that could not be filled after all as left."""
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
