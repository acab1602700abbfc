"""Fills the targets of a job from memories, and marks which, with what and how sure it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts import find_documents
from l10nqa.bitexts.exchange import FORMATS, Fill, format_of
from l10nqa.engine import over_items
from l10nqa.errors import ConfigError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.memory.analysis import fuzzy_band
from l10nqa.memory.ranking import DEFAULT_POINTS, AttachedMemory, Query, open_memories, query_of, ranked
from l10nqa.render.matches import place_of, score_in_words
from l10nqa.text import count_of
from l10nqa.workspace.filling import Shape, fill_in_place, is_filled_in_place, write_anew
from l10nqa.workspace.job import Job, JobUnit, read_job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from l10nqa.bitexts import Place
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

    least: float = 75.0
    """The score that a match must reach after context and penalties."""
    overwrite: bool = False
    """A translation that stands gives way to another one of the very same source that scores 100 or more."""
    points: Mapping[Penalty, float] = DEFAULT_POINTS
    target_locale: str | None = None
    """Overrules what documents say."""
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
    format_ = format_of(output)
    if "filling" not in format_.options:
        raise ConfigError("targets are marked in PO and XLIFF only", path=str(output), hint="give -o FILE.po or .xlf")
    places, shape = find_documents(paths), Shape(options.plain, options.xliff_version)
    in_place = is_filled_in_place(places, format_, shape)
    job = read_job(places, target_locale=options.target_locale, only_first_open=not in_place)
    result = Pretranslated(len(job.units), problems=job.problems, skipped=job.skipped)
    with open_memories(memories) as opened:
        job.units = _in_one_locale(job.units, opened, options.target_locale)
        stale = _stale(job.units, opened)
        _note_locales(job, opened, result)
    units = [one._replace(is_open=True) if at in stale else one for at, one in enumerate(job.units)]
    result.changed = len(stale)
    matches = _matches(units, memories, options, progress)
    decided = ((at, _decided(one, matches[at], result, is_stale=at in stale)) for at, one in enumerate(units))
    fills = {at: fill for at, fill in decided if fill}
    if in_place:
        left = fill_in_place(places[0].file, output, units, fills)
        for at in left:
            _take_back(units[at], fills[at].match, result)
        result.notes += [f"{count_of(n, 'unit')} not filled: {why}" for why, n in Counter(left.values()).items()]
    else:
        _note_lost(places, units, result)
        write_anew(output, format_, units, fills, shape)
    return result


def _note_lost(places: Sequence[Place], units: Sequence[JobUnit], result: Pretranslated) -> None:
    """Say what writing anew leaves behind of files that hold more than units."""
    formats = {place.path: FORMATS.get(place.file.suffix.lower()) for place in places}
    others = [path for path, format_ in formats.items() if format_ and format_.fill]
    if others:
        lost = "written anew from sources and translations; comments and whatever else it holds stay behind"
        result.notes.append(f"{others[0]}: {lost}" if len(others) == 1 else f"{len(others):,} files: {lost}")
    placeless = sum(one.unit.key is None for one in units)
    if placeless:
        result.notes.append(f"{placeless:,} units have no place in a document: what they are called is not kept")


def _in_one_locale(units: Sequence[JobUnit], memories: Iterable[Ranked], asked: str | None) -> list[JobUnit]:
    """Return the units, those that do not say their locale in that asked for, or the only one of the others.

    Where there is none, it is the only one of the memories.
    """
    locales = {one.unit.target_locale for one in units} - {UNKNOWN_LOCALE}
    locales = locales or ({asked} if asked else set())
    locales = locales or {locale for opened in memories for locale in opened.memory.locales()}
    if len(locales) == 1:
        (locale,) = locales
        units = [one._replace(unit=one.unit._replace(target_locale=locale)) for one in units]
    pairs = sorted({f"{one.unit.source_locale} > {one.unit.target_locale}" for one in units})
    if len(pairs) > 1:
        hint = "pretranslate each locale by itself, or give --target-locale"
        raise ConfigError(f"a PO or XLIFF file holds one pair of locales; found {', '.join(pairs)}", hint=hint)
    return list(units)


def _stale(units: Sequence[JobUnit], memories: Iterable[Ranked]) -> set[int]:
    """Return which units have the target that a memory has at their place for another source."""
    places = {
        (one.unit.key, one.unit.target): at
        for at, one in enumerate(units)
        if one.unit.key and one.unit.target and not (one.is_open or one.is_closed)
    }
    known: set[int] = set()
    other: set[int] = set()
    for opened in memories:
        for unit in opened.memory.units():
            at = places.get((unit.key, unit.target)) if unit.key else None
            if at is not None:
                (known if unit.source == units[at].unit.source else other).add(at)
    return other - known


def _note_locales(job: Job, memories: Iterable[Ranked], result: Pretranslated) -> None:
    wanted = {one.unit.target_locale for one in job.units if one.is_open}
    for opened in memories:
        missing = sorted(locale for locale in wanted if not opened.memory.locales(within=locale))
        if missing:
            has = ", ".join(sorted(opened.memory.locales())) or "nothing"
            result.notes.append(f"{opened.name} has no translations into {', '.join(missing)} (it has {has})")


class _Asked(NamedTuple):
    """What is looked for; the same but for its place is looked for once."""

    query: Query
    source_locale: str
    target_locale: str


class _Search(NamedTuple):
    """What every worker is told once."""

    memories: tuple[AttachedMemory, ...]
    points: dict[Penalty, float]
    least: float

    def run(self, asked: Sequence[_Asked]) -> list[Match | None]:
        """Return the best match of each."""
        with open_memories(self.memories) as opened:
            return [self._best(each, opened) for each in asked]

    def _best(self, asked: _Asked, opened: Sequence[Ranked]) -> Match | None:
        found = ranked(
            opened,
            asked.query,
            self.points,
            limit=1,
            min_score=self.least,
            # A memory of any English serves a job in any: what differs between them is in the text.
            source_locale=asked.source_locale.partition("-")[0],
            target_locale=asked.target_locale,
        )
        return found[0] if found else None


def _matches(
    units: Sequence[JobUnit],
    memories: Sequence[AttachedMemory],
    options: PretranslateOptions,
    progress: Callable[[int, int], None],
) -> list[Match | None]:
    """Return the match that fills each unit, None where there is none or the unit is to stay as it is."""
    asked = {
        at: _Asked(query_of(one.unit), one.unit.source_locale, one.unit.target_locale)
        for at, one in enumerate(units)
        if one.is_open or (options.overwrite and one.unit.source and not one.is_closed)
    }
    distinct = list(dict.fromkeys(asked.values()))
    search = _Search(tuple(memories), dict(options.points), options.least)
    found: dict[_Asked, Match | None] = {}
    for match in over_items(distinct, search, jobs=options.jobs, chunk=_CHUNK, worth_a_pool=_WORTH_A_POOL):
        found[distinct[len(found)]] = match
        progress(len(found), len(distinct))
    return [_wanted(one, found[asked[at]]) if at in asked else None for at, one in enumerate(units)]


def _wanted(one: JobUnit, match: Match | None) -> Match | None:
    if match is None or one.is_open:
        return match
    return match if match.score >= _FINISHED and match.unit.target != one.unit.target else None


def _decided(one: JobUnit, match: Match | None, result: Pretranslated, *, is_stale: bool) -> Fill | None:
    """Return what the unit gets, and count it; None where it stays as it is."""
    if match and one.unit.target == match.unit.target and not (one.is_draft or is_stale):
        result.confirmed += 1  # the source is its own translation
        return None
    if one.is_open:
        result.bands[_band(match)] += 1
    elif match:
        result.overwritten += 1
    if match is None and not (one.is_draft or is_stale):
        return None
    notes = ("the source changed since this was translated",) if is_stale else ()
    if match is None:
        return Fill(None, finished=False, notes=notes)
    return Fill(match, match.score >= _FINISHED, (*notes, _describe(match)))


def _take_back(one: JobUnit, match: Match | None, result: Pretranslated) -> None:
    """Count a unit that could not be filled after all as left."""
    result.left += 1
    if one.is_open:
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
