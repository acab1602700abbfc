"""Records how much of each file a run read, so that an unread file never counts as clean."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, Self

from l10nqa.bitext import (
    SOURCES,
    STANDARD_INPUT,
    SourceTree,
    bases_of,
    find_bitexts,
    find_pairs,
    places_to_make,
    source_of_name,
    with_earlier_sources,
)
from l10nqa.errors import ConfigError, InputError
from l10nqa.inputs import note_input
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import Problem, State
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.bitext import Basis, Place
    from l10nqa.model import Bitext, CheckedDocument
    from l10nqa.shard import Shard
    from l10nqa.workspace.opening import Opener

__all__ = ["Inventory", "Reading"]

_MOST = 3
"""The number of files without segments that a note names."""
_PAIRS = "translations of other documents? Say where their sources are: --source PATH"
_NO_TREE = SourceTree()
_ONLY_IN_PAIRS = (".mdx", ".markdown")
"""Suffixes of documents that folders are searched for, and that are read only if they have a source."""


class Reading(NamedTuple):
    """The number of segments that were read of one file."""

    path: str
    segments: int = 0
    """The segments that the run works on."""
    untranslated: int = 0
    drafts: int = 0
    """The drafts that the run leaves out."""
    target_locale: str = ""
    """`und` if nothing tells it."""
    problem: Problem | None = None
    """The reason why the file could not be read at all."""
    too_long: tuple[str, ...] = ()
    """The ids of the segments that were not looked at in full, because they are beyond the budget."""
    may_be_stale: bool = False
    """Whether text of the source is missing that may be newer than the translation."""

    @classmethod
    def of_checked(cls, result: CheckedDocument) -> Self:
        """Return the reading of a checked document."""
        problem = next((problem for problem in result.problems if problem.is_unreadable), None)
        return cls(
            result.path,
            result.segments,
            result.untranslated,
            result.drafts,
            result.target_locale,
            problem,
            result.too_long,
            result.may_be_stale,
        )

    @classmethod
    def of_bitext(cls, bitext: Bitext, *, drafts: bool = False, untranslated: bool = False) -> Self:
        """Return the reading of a bitext for a run that works on translations.

        With `drafts` and `untranslated` the run works on those segments as well.
        """
        unusable = Counter(segment.state is State.DRAFT for segment in bitext.segments if not segment.is_usable)
        aside = 0 if untranslated else unusable[False], 0 if drafts else unusable[True]
        return cls(bitext.path, len(bitext.segments) - sum(aside), *aside)


class Inventory:
    """The files of a run, with the number of segments read of each."""

    def __init__(
        self,
        paths: Sequence[str],
        *,
        allow_empty: bool = False,
        tree: SourceTree = _NO_TREE,
        is_for_translation: bool = False,
        with_missing: bool = False,
        shard: Shard | None = None,
    ) -> None:
        """Find the files at the paths, and the sources of those that are translated documents.

        The source of a document that has changed since is the one that was translated, where git has it. A run
        `is_for_translation` if it is about what is still to translate: the segments are then those of the present
        source. `with_missing` adds the pages of the source without a translation, below the folders given. With a
        `shard` the run works on the files in it alone, but knows all of them.

        Raises:
            ConfigError: a named file is of an unknown kind, unless `allow_empty`; or a shard of standard input.
            InputError: a path does not exist.
        """
        if shard and STANDARD_INPUT in paths:
            raise ConfigError("standard input has no shards", hint="give --shard with files or folders")
        self.shard = shard
        self.paths = paths
        """The files and folders given by the user."""
        self.allow_empty = allow_empty
        unknown: list[Place] = []
        self.readings: list[Reading] = []
        """What was read so far."""
        found = find_bitexts(paths, unknown.append if allow_empty else None, also=_ONLY_IN_PAIRS)
        self.unknown = [place.path for place in unknown]
        """The files named that are of no known kind."""
        self.pairs = find_pairs(found, tree)
        """The translated documents with their sources, and those that lack one."""
        self.notes = list(self.pairs.notes)
        """Remarks on what was found."""
        self.places = [
            place
            for place in self.pairs.places
            if place.source or place.is_named or not place.file.name.lower().endswith(_ONLY_IN_PAIRS)
        ]
        """The files of known kinds, whatever their shard."""
        bases = bases_of(self.places, tree.commit_key)
        self.bases = {place.path: basis for place, basis in zip(self.places, bases, strict=True)}
        """What is known of the source that each file was translated from, by path."""
        self.places = with_earlier_sources(self.places, bases, is_for_translation=is_for_translation)
        if with_missing:
            self.places += places_to_make(self.pairs)
        self.notes += _note_of_stale(bases, is_for_translation=is_for_translation)
        for place in self.places:
            if place.source is None or not place.source.is_untranslated:
                note_input(place.file, "document")
            if place.source:
                note_input(place.source.file, "source document")

    @property
    def assigned(self) -> list[Place]:
        """The files that the run works on: those of its shard."""
        return [place for place in self.places if self.shard is None or self.shard.holds(place.name)]

    def part(self, places: Sequence[Place]) -> Inventory:
        """Return an inventory of some of the files; its readings are recorded here as well."""
        part = Inventory(())
        part.paths = [STANDARD_INPUT if place.path == STANDARD_INPUT else str(place.file) for place in places]
        part.places, part.shard = list(places), self.shard
        part.notes, part.readings = [], self.readings
        return part

    def add(self, reading: Reading) -> None:
        """Record the reading of a file."""
        self.readings.append(reading)

    def opened(
        self, opener: Opener, problems: list[Problem], skipped: list[InputError]
    ) -> Iterator[tuple[Place, Bitext]]:
        """Yield the files that can be read, in order, and record the reading of each for a translator's job.

        What is damaged or cannot be read is added to `problems`, what is left out of a file to `skipped`.
        """
        for place in self.places:
            try:
                bitext = opener.open(place)
            except InputError as error:
                problem = Problem.unreadable(place.path, error)
                problems.append(problem)
                self.add(Reading(place.path, problem=problem))
                continue
            problems += bitext.problems
            skipped += bitext.left_out
            self.add(Reading.of_bitext(bitext, drafts=True, untranslated=True))
            yield place, bitext

    def settle(self) -> list[str]:
        """Return remarks for the user on files without segments, once all files have been read.

        Raises:
            InputError: no segment was read at all; the message names what was found instead. With `allow_empty` this
                is a note as well, and so it is in a shard: whether others have segments is known when they are merged.
        """
        notes = [
            *self.notes,
            *(f"{path}: skipped, because l10nqa does not read this kind of file" for path in self.unknown),
        ]
        if self.shard:
            its = f"{len(self.assigned):,} of {count_of(len(self.places), 'file')}"
            notes.append(f"shard {self.shard}: {its}")
        if not any(reading.segments for reading in self.readings):
            if self.shard and self.places:
                return [*notes, f"no segment was read in shard {self.shard}: others may have some"]
            error = self._nothing()
            if not self.allow_empty:
                raise error
            return [*notes, f"{error.message}: nothing was looked at (--allow-empty)"]
        empty = [each.path for each in self.readings if _is_empty(each)]
        if empty:
            more = f" and {len(empty) - _MOST:,} more" if len(empty) > _MOST else ""
            notes.append(f"{count_of(len(empty), 'file')} without any segment: {', '.join(empty[:_MOST])}{more}")
        nameless = [each.path for each in self.readings if each.segments and each.target_locale == UNKNOWN_LOCALE]
        if nameless:
            files = (
                f"{nameless[0]} does" if len(nameless) == 1 else f"{len(nameless):,} files, such as {nameless[0]}, do"
            )
            notes.append(f"{files} not say the target locale: give --target-locale for the rules of its language")
        return [*notes, *_may_be_stale(self.readings), *_too_long(self.readings)]

    def unfinished(self) -> list[str]:
        """Return a note on the segments without a usable translation, if there are any."""
        untranslated = sum(reading.untranslated for reading in self.readings)
        drafts = sum(reading.drafts for reading in self.readings)
        parts = [f"{untranslated:,} untranslated"] if untranslated else []
        parts += [f"{count_of(drafts, 'draft')} (fuzzy, or to be reviewed)"] if drafts else []
        return [f"left out: {', '.join(parts)}"] if parts else []

    def _nothing(self) -> InputError:
        """Return the error that no segment was read, with what was found instead and a remedy."""
        path = self.paths[0] if len(self.paths) == 1 else None
        unreadable = [reading.problem for reading in self.readings if reading.problem]
        untranslated = sum(reading.untranslated for reading in self.readings)
        drafts = sum(reading.drafts for reading in self.readings)
        if untranslated or drafts:
            return _unfinished(path, untranslated, drafts)
        if not self.readings:
            kinds = " ".join(suffix for source in SOURCES for suffix in source.searched_for)
            named = " ".join(suffix for source in SOURCES for suffix in source.suffixes if suffix not in kinds.split())
            hint = f"folders are searched for {kinds}; name {named} files one by one"
            return InputError("no file with sources and targets was found", path=path, hint=hint)
        if len(unreadable) == len(self.readings) == 1:
            (problem,) = unreadable
            return InputError(
                problem.message, path=problem.path, line=problem.line, hint=problem.hint or "mend the file"
            )
        found = _kinds(reading for reading in self.readings if not reading.problem)
        if unreadable:
            reasons = "; ".join(f"{problem.path}: {problem.message}" for problem in unreadable[:_MOST])
            found.append(f"{count_of(len(unreadable), 'file')} that could not be read ({reasons})")
        is_markdown = any(_kind(reading.path) == "Markdown document" for reading in self.readings)
        hint = _PAIRS if is_markdown else "check that it is the right file, and complete"
        return InputError(f"no segment was read: {', '.join(found)}", path=path, hint=hint)


def _note_of_stale(bases: Sequence[Basis], *, is_for_translation: bool) -> list[str]:
    count = sum(basis.is_current is False for basis in bases)
    if not count:
        return []
    how = "changed sentences are drafts" if is_for_translation else "read with the source that was translated"
    return [f"{count_of(count, 'stale document')}: {how} (l10nqa status lists them)"]


def _unfinished(path: str | None, untranslated: int, drafts: int) -> InputError:
    parts = [f"{untranslated:,} untranslated"] if untranslated else []
    parts += [f"{count_of(drafts, 'draft')} (fuzzy, or to be reviewed)"] if drafts else []
    hint = "--drafts includes drafts" if drafts else "translate some of it first"
    return InputError(f"none of the segments has a translation to work on: {', '.join(parts)}", path=path, hint=hint)


def _kinds(readings: Iterable[Reading]) -> list[str]:
    """Return the number of files of each kind, in words."""
    counts = Counter(_kind(reading.path) for reading in readings)
    return [f"{count_of(count, kind)} without bilingual segments" for kind, count in counts.items()]


def _kind(path: str) -> str:
    if path == STANDARD_INPUT:
        return "stream"
    source = source_of_name(path)
    if source is None:
        return "file"
    return "Markdown document" if source is SOURCES[0] else f"{source.name} file"


def _may_be_stale(readings: Iterable[Reading]) -> list[str]:
    """Return a note on the documents that may be translations of an earlier source, if there are any."""
    paths = [reading.path for reading in readings if reading.may_be_stale]
    if not paths:
        return []
    shown = ", ".join(paths[:_MOST]) + (f" and {len(paths) - _MOST:,} more" if len(paths) > _MOST else "")
    verb = "lacks" if len(paths) == 1 else "lack"
    lacking = f"{count_of(len(paths), 'document')} {verb} text that the source may have got since"
    return [f"{lacking} ({shown}): l10nqa status lists them"]


def _too_long(readings: Iterable[Reading]) -> list[str]:
    """Return a note on the segments that were not looked at in full, if there are any."""
    segments = [f"{reading.path}#{segment}" for reading in readings for segment in reading.too_long]
    if not segments:
        return []
    shown = ", ".join(segments[:_MOST]) + (f" and {len(segments) - _MOST:,} more" if len(segments) > _MOST else "")
    verb = "is" if len(segments) == 1 else "are"
    left_out = "the words under links and emphases were not compared, or not all fixes tried; split the text"
    return [f"{count_of(len(segments), 'segment')} {verb} too long to be checked in full ({shown}): {left_out}"]


def _is_empty(reading: Reading) -> bool:
    return not (reading.segments or reading.untranslated or reading.drafts or reading.problem)
