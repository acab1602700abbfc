"""Reads the units of files into a memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from l10nqa.bitext import SOURCES, STANDARD_INPUT, Place, SxsDocument, read_bytes, source_at
from l10nqa.bitext.choose_locale import left_out_of_other_locale
from l10nqa.bitext.units import units
from l10nqa.config import Config
from l10nqa.errors import ConfigError, InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.memory import Changes, Intake, Memory
from l10nqa.model import Problem
from l10nqa.text import without_surrogates
from l10nqa.workspace.chosen_units import ChosenUnits
from l10nqa.workspace.inventory import Inventory, Reading
from l10nqa.workspace.opening import Opener, source_tree
from l10nqa.workspace.parts.units import units_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from l10nqa.bitext import Source
    from l10nqa.memory import Location
    from l10nqa.model import TranslationUnit
    from l10nqa.shard import Shard

__all__ = ["Extracted", "extract"]

_SUFFIXES_OF_FOLDERS = tuple(suffix for source in SOURCES for suffix in source.searched_for)
"""The suffixes for which folders are searched. Other files were imported by name, and may be deleted afterwards."""


@dataclass(slots=True)
class Extracted:
    """The result of an extraction, with the files that could not be read."""

    changes: Changes
    problems: list[Problem] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    unread: int = 0
    """Files that could not be read in full, or of which nothing could be used."""
    without_locale: int = 0
    """Files with segments whose target locale is unknown: their units are stored under `und`."""
    notes: list[str] = field(default_factory=list)
    """Remarks for the user on files of which nothing was stored."""


def extract(  # noqa: PLR0913 - each is something that a user may choose
    paths: Sequence[str],
    memory_path: Location,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    source: str | None = None,
    prune: bool = False,
    allow_empty: bool = False,
    shard: Shard | None = None,
    config: Config | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Extracted:
    """Extract the files at the paths into the memory, which is created if need be.

    This is one transaction: an interrupted extraction leaves the memory unchanged. Documents whose bytes the memory
    knows are not parsed again; in changed ones, units that stay the same keep their ids. Drafts and untranslated
    segments do not become units. The units of a file replace those that the memory has of the same path; a unit that
    names another document overwrites the unit with its key and removes no other. `prune` removes the units of files
    that are gone from the given folders, tables and TMX excepted. `progress` is called with the files done and their
    total.

    With a `shard` the files in it alone are extracted: into a file, which becomes a part that `l10nqa merge` takes, or
    into a server, which all shards share.

    Raises:
        ConfigError: a file is of an unknown kind.
        InputError: a path does not exist, no segment was read, or a file that is read unit by unit is broken: nothing
            of the run is kept. Any other file that cannot be read becomes a problem of the result.
        StoreError: the memory cannot be written.
    """
    inventory = Inventory(paths, allow_empty=allow_empty, tree=source_tree(source, config), shard=shard)
    is_part = shard is not None and isinstance(memory_path, Path)
    if is_part and prune:
        raise ConfigError("a part has nothing to prune", hint="extract all files with --prune, or without --shard")
    with Memory(memory_path, create=True) as memory, memory.intake(is_part=is_part) as intake:
        extraction = _Extraction(
            intake,
            Extracted(intake.changes),
            Opener(source_locale, target_locale, config=config or Config()),
            memory_path,
        )
        places = inventory.assigned
        for done, place in enumerate(places):
            progress(done, len(places))
            inventory.add(extraction.read(place))
        if prune:
            folders = [path for path in paths if path != STANDARD_INPUT and Path(path).is_dir()]
            intake.prune(folders, _SUFFIXES_OF_FOLDERS)
        extraction.result.notes += inventory.settle()
        extraction.result.notes += inventory.unfinished()
        if is_part:
            given = {"source": source, "source_locale": source_locale, "target_locale": target_locale}
            extraction.finish_part(inventory, given)
        progress(len(places), len(places))
    return extraction.result


class _Extraction:
    """A run that stores units in an open memory."""

    def __init__(self, intake: Intake, result: Extracted, opener: Opener, location: Location) -> None:
        self._location = location
        self.result = result
        self._intake = intake
        self._opener = opener
        self._streams: set[str] = set()

    def read(self, place: Place) -> Reading:
        """Store the units of one file, and return what was read of it."""
        if without_surrogates(place.path) != place.path and isinstance(self._location, Path):
            reason = "its name is not UTF-8, and a memory in a file cannot hold it"
            return self._unread(place, InputError(reason, path=place.path, hint="rename the file"))
        source = source_at(place, b"") if place.path != STANDARD_INPUT and _has_stream(place) else None
        if source and source.stream:
            return self._streamed(place, source)
        try:
            raw = read_bytes(place)
            # The same bytes read with other locales are another content.
            locales = self._opener.locales_of(place)
            content = raw + f"\0{locales}".encode() if any(locales) else raw
            if place.source:
                content += b"\0" + place.source.file.read_bytes()
            if self._intake.is_current(place.path, content):
                return Reading(place.path, segments=1)  # which the memory holds
            bitext = self._opener.parse(raw, place)
        except InputError as error:
            return self._unread(place, error)
        self.result.problems += bitext.problems
        self.result.skipped += bitext.left_out
        reading = Reading.of_bitext(bitext)
        self.result.without_locale += bool(reading.segments) and bitext.target_locale == UNKNOWN_LOCALE
        if isinstance(bitext, SxsDocument):
            self._intake.document(bitext, content)
        else:
            usable = (unit for unit, segment in zip(units(bitext), bitext.segments, strict=True) if segment.is_usable)
            self._intake.bitext(bitext, content, self._storable(usable, place))
        return reading

    def finish_part(self, inventory: Inventory, given: Mapping[str, str | None]) -> None:
        """Store what merging must know of this run, beside the units."""
        config = self._opener.config
        self._intake.write_part(units_record(inventory, config, streamed=self._streams, result=self.result, **given))

    def _unread(self, place: Place, error: InputError) -> Reading:
        problem = Problem.unreadable(place.path, error)
        self.result.problems.append(problem)
        self.result.unread += 1
        return Reading(place.path, problem=problem)

    def _streamed(self, place: Place, source: Source) -> Reading:
        """Store a file unit by unit; it may be larger than main memory."""
        assert source.stream  # noqa: S101 - asked before
        self._streams.add(place.path)
        before = len(self.result.skipped)
        locales = self._opener.locales_of(place)
        stream = partial(source.stream, place.file, source_locale=locales[0], target_locale=locales[1])
        chosen = ChosenUnits(lambda skipped: stream(skipped=skipped), self.result.skipped.append, locales)
        self._intake.stream(place.path, self._storable(chosen, place))
        self.result.unread += len(self.result.skipped) > before
        skipped = self.result.skipped[before:]
        self.result.skipped += [
            left_out_of_other_locale(place.path, count, *pair) for pair, count in chosen.left_out.items()
        ]
        problem = Problem.unreadable(place.path, skipped[0]) if skipped and not chosen.count else None
        return Reading(place.path, segments=chosen.count, problem=problem)

    def _storable(self, found: Iterable[TranslationUnit], place: Place) -> Iterator[TranslationUnit]:
        """Yield the units as a memory can hold them; replaced characters are noted."""
        replaced = 0
        for unit in found:
            storable = _storable(unit)
            replaced += storable is not unit
            yield storable
        if replaced:
            reason = f"lone surrogates, which are no characters, became \N{REPLACEMENT CHARACTER}; units: {replaced}"
            self.result.skipped.append(InputError(reason, path=place.path))


def _has_stream(place: Place) -> bool:
    try:
        return source_at(place, b"").stream is not None
    except ConfigError:
        return False  # the kind is recognised by the content


def _storable(unit: TranslationUnit) -> TranslationUnit:
    """Return the unit as a memory can hold it: without lone surrogates. Units of documents have none."""
    texts = unit.source + unit.target
    if unit.path or unit.segment or unit.context or unit.notes:
        texts += "".join(filter(None, (unit.path, unit.segment, unit.context, *unit.notes)))
    if without_surrogates(texts) == texts:
        return unit
    return unit._replace(
        source=without_surrogates(unit.source),
        target=without_surrogates(unit.target),
        path=unit.path and without_surrogates(unit.path),
        segment=unit.segment and without_surrogates(unit.segment),
        context=unit.context and without_surrogates(unit.context),
        notes=tuple(map(without_surrogates, unit.notes)),
    )
