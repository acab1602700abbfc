"""Writes a job with targets from memories: into the file that it was read from, or as a new file of units."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import SOURCES, source_of_name, writer_of
from l10nqa.bitext.entries import Filling, former_note, mark_of
from l10nqa.bitext.plain_documents import plain_paths
from l10nqa.errors import ConfigError
from l10nqa.files import atomic_file, write_atomically
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from l10nqa.bitext import Place, Source
    from l10nqa.model import Match, Target, TranslationUnit
    from l10nqa.workspace.job import JobSegment
    from l10nqa.workspace.opening import Opener

__all__ = ["OutputShape", "fill_in_place", "is_filled_in_place", "source_to_fill", "write_anew"]


class OutputShape(NamedTuple):
    """Options of the output that differ from the defaults."""

    plain: bool = False
    xliff_version: str | None = None


def source_to_fill(output: Path) -> Source:
    """Return the kind of file that an output with filled targets is.

    Raises:
        ConfigError: the kind of file has no states for its translations.
    """
    source = source_of_name(output.name)
    if source is None or not source.has_states:
        kinds = " and ".join(each.name for each in SOURCES if each.has_states)
        raise ConfigError(
            f"only {kinds} can mark how final a target is", path=str(output), hint="give -o FILE.po or .xlf"
        )
    return source


def is_filled_in_place(places: Sequence[Place], source: Source, shape: OutputShape) -> bool:
    """Tell whether a job is a single file of the kind of its output, without options for the output."""
    if not source.takes_targets or len(places) != 1:
        return False
    return source_of_name(places[0].file.name) is source and shape == OutputShape()


def fill_in_place(
    place: Place,
    output: Path,
    segments: Sequence[JobSegment],
    targets: Mapping[int, Target],
    opener: Opener,
) -> dict[int, str]:
    """Write the file at a place to the output with new targets, given by segment index.

    Return the indexes of the targets that the file could not hold, with the reason.

    Raises:
        InputError: the file cannot be read, or the output cannot be written.
    """
    locale = segments[0].unit.target_locale if segments else UNKNOWN_LOCALE
    bitext = opener._replace(fallback_locale=locale).open(place)
    indexes = {segments[index].segment.id: index for index in targets}
    written = bitext.with_targets({segments[index].segment.id: target for index, target in targets.items()})
    write_atomically(output, written.raw)
    return {indexes[identifier]: reason for identifier, reason in written.refused.items()}


def write_anew(
    output: Path, source: Source, segments: Sequence[JobSegment], targets: Mapping[int, Target], shape: OutputShape
) -> None:
    """Write the segments with the new targets, given by segment index.

    Raises:
        InputError: the output cannot be written.
        ConfigError: the format has no such shape, or the segments have several locales.
    """
    sheet = _Sheet()
    written = [sheet.filled(each, targets.get(index)) for index, each in enumerate(segments)]
    details: dict[str, object] = {"notes": sheet.notes, "matches": sheet.matches, "filling": sheet.filling}
    details["is_plain"] = plain_paths((each.document, each.segment) for each in segments).__contains__
    details["made"] = datetime.now(UTC)
    given = {name: value for name, value in details.items() if name in source.options}
    write = writer_of(source, **given, plain=shape.plain, xliff_version=shape.xliff_version)
    with atomic_file(output) as stream:
        write(written, stream)


class _Sheet:
    """The units to write, with their notes and matches."""

    def __init__(self) -> None:
        self._matches: dict[str, Match] = {}
        self._drafts: set[str] = set()
        self._exported_hashes: dict[str, str] = {}
        self.notes: dict[str, list[str]] = {}
        self.matches: dict[str, list[Match]] = {}
        self.filling = Filling(self._matches, self._drafts, self._exported_hashes)

    def filled(self, each: JobSegment, target: Target | None) -> TranslationUnit:
        """Return the unit of a segment, with the new target if there is one."""
        unit = each.filed
        mark = mark_of(unit)
        self._exported_hashes.setdefault(mark, each.exported_hash)
        if target is None:
            if each.is_draft:
                self._drafts.add(mark)
            return unit
        if target.state is State.DRAFT:
            self._drafts.add(mark)
        if target.notes:
            self.notes.setdefault(mark, []).extend(target.notes)
        if target.text is None or target.match is None:
            return unit
        if each.is_draft and unit.target not in (unit.source, target.text):
            self.notes.setdefault(mark, []).append(former_note(unit.target))
        self._matches[mark], self.matches[mark] = target.match, [target.match]
        return unit._replace(target=target.text, origin=target.match.unit.origin)
