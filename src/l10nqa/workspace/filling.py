"""Writes a job with what memories gave it: into the file that it was read from, or anew as a file of units."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts.exchange import FORMATS, Filling, fill_entries, former_note, mark_of
from l10nqa.files import atomic_file
from l10nqa.locale import UNKNOWN_LOCALE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from l10nqa.bitexts import Place
    from l10nqa.bitexts.exchange import Fill, Format
    from l10nqa.model import Match, TranslationUnit
    from l10nqa.workspace.job import JobUnit

__all__ = ["Shape", "fill_in_place", "is_filled_in_place", "write_anew"]


class Shape(NamedTuple):
    """How units are written, where a user asks for something else than what is usual."""

    plain: bool = False
    xliff_version: str | None = None


def is_filled_in_place(places: Sequence[Place], format_: Format, shape: Shape) -> bool:
    """Return whether a job is one file of the very format that it is to be written in, and in no other shape."""
    if format_.fill is None or len(places) != 1:
        return False
    return FORMATS.get(places[0].file.suffix.lower()) is format_ and shape == Shape()


def fill_in_place(file: Path, output: Path, units: Sequence[JobUnit], fills: Mapping[int, Fill]) -> dict[int, str]:
    """Write `file` with the fills put in; both they and those that were left, with the reason, go by place in `units`.

    Raises:
        InputError: the file cannot be read or filled, or the output cannot be written.
    """
    places = {units[at].number: at for at in fills}
    locale = units[0].unit.target_locale if units else UNKNOWN_LOCALE
    with atomic_file(output) as stream:
        by_number = {units[at].number: fill for at, fill in fills.items()}
        left = fill_entries(file, stream, by_number, target_locale=locale)
    return {places[number]: reason for number, reason in left.items()}


def write_anew(
    output: Path, format_: Format, units: Sequence[JobUnit], fills: Mapping[int, Fill], shape: Shape
) -> None:
    """Write the units with the fills, which go by place in `units`.

    Raises:
        InputError: the output cannot be written.
        ConfigError: the format has no such shape, or the units have several locales.
    """
    sheet = _Sheet()
    written = [sheet.filled(one, fills.get(at)) for at, one in enumerate(units)]
    told: dict[str, object] = {"notes": sheet.notes, "matches": sheet.matches, "filling": sheet.filling}
    told["made"] = datetime.now(UTC)
    given = {name: value for name, value in told.items() if name in format_.options}
    write = format_.writer(**given, plain=shape.plain, xliff_version=shape.xliff_version)
    with atomic_file(output) as stream:
        write(written, stream)


class _Sheet:
    """Units as they go out, and what is to be said of them."""

    def __init__(self) -> None:
        self._filled: dict[str, Match] = {}
        self._unfinished: set[str] = set()
        self._exported: dict[str, str] = {}
        self.notes: dict[str, list[str]] = {}
        self.matches: dict[str, list[Match]] = {}
        self.filling = Filling(self._filled, self._unfinished, self._exported)

    def filled(self, one: JobUnit, fill: Fill | None) -> TranslationUnit:
        """Return the unit with the target of the match, if there is one."""
        unit = one.unit._replace(path=one.name)
        mark = mark_of(unit)
        self._exported.setdefault(mark, one.exported_hash)
        if fill is None:
            return unit
        if not fill.finished:
            self._unfinished.add(mark)
        if fill.notes:
            self.notes.setdefault(mark, []).extend(fill.notes)
        if fill.match is None:
            return unit
        if one.is_draft and unit.target not in (unit.source, fill.match.unit.target):
            self.notes.setdefault(mark, []).append(former_note(unit.target))
        self._filled[mark], self.matches[mark] = fill.match, [fill.match]
        return unit._replace(target=fill.match.unit.target, origin=fill.match.unit.origin)
