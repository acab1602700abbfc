"""Brings documents and interchange files into a memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from l10nqa.bitexts import STANDARD_INPUT, Place, find_documents, parse_document, read_bytes
from l10nqa.bitexts.exchange import FORMATS, format_of
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.memory import Changes, Intake, Memory
from l10nqa.model import Problem
from l10nqa.text import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from l10nqa.memory import Location
    from l10nqa.model import TranslationUnit

__all__ = ["Extracted", "extract"]

_RECORDS = frozenset({".jsonl", ".csv", ".tsv", ".parquet"})
"""Files in which every record is a unit; others have entries that are left out for their state, in good order."""


@dataclass(slots=True)
class Extracted:
    """What an extraction did, and what it could not read."""

    changes: Changes
    problems: list[Problem] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    unread: int = 0
    """Files that could not be read, or not whole, or that gave nothing of what they hold."""
    without_locale: int = 0
    """Documents with segments that say no target locale, nor does their path: they stand under `und`."""


def extract(
    paths: Sequence[str],
    memory_path: Location,
    *,
    target_locale: str | None = None,
    prune: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Extracted:
    """Extract everything that the paths stand for into the memory, which is made where there is none.

    One transaction: an interrupted extraction leaves the memory as it was. Documents whose bytes the memory knows are
    not parsed again; of changed ones, units that are the same keep their ids. A unit of an interchange file overwrites
    the one with its key and removes none. `prune` forgets documents of the folders given whose files are gone.
    `progress` is called with the files done and the files there are.

    Raises:
        InputError: a path does not exist, or an interchange file is broken: nothing of the run is kept.
        StoreError: the memory cannot be written.
    """
    places = find_documents(paths)
    with Memory(memory_path, create=True) as memory, memory.intake() as intake:
        result = Extracted(intake.changes)
        for done, place in enumerate(places):
            progress(done, len(places))
            if place.file.suffix.lower() in FORMATS:
                _import(place, intake, result)
            else:
                _extract(place, intake, result, target_locale)
        if prune:
            intake.prune([path for path in paths if path != STANDARD_INPUT and Path(path).is_dir()])
        progress(len(places), len(places))
    return result


def _extract(place: Place, intake: Intake, result: Extracted, target_locale: str | None) -> None:
    try:
        raw = read_bytes(place)
        # The same bytes read as another locale are another content.
        content = raw + f"\0{target_locale}".encode() if target_locale else raw
        if intake.is_current(place.path, content):
            return
        document = parse_document(raw, place.path, place.name, target_locale=target_locale)
    except InputError as error:
        result.problems.append(Problem.unreadable(place.path, error))
        result.unread += 1
        return
    result.problems += document.problems
    result.without_locale += bool(document.segments) and document.target_locale == UNKNOWN_LOCALE
    intake.document(document, content)


def _import(place: Place, intake: Intake, result: Extracted) -> None:
    before, given, replaced = len(result.skipped), 0, 0

    def units() -> Iterator[TranslationUnit]:
        nonlocal given, replaced
        for unit in format_of(place.file).read(place.file, skipped=result.skipped.append):
            given += 1
            if unit.target:
                storable = _storable(unit)
                replaced += storable != unit
                yield storable

    intake.stream(place.path, units())
    if len(result.skipped) > before and (not given or place.file.suffix.lower() in _RECORDS):
        result.unread += 1
    if replaced:
        reason = f"lone surrogates, which are no characters, became \N{REPLACEMENT CHARACTER}; units: {replaced}"
        result.skipped.append(InputError(reason, path=place.path))


def _storable(unit: TranslationUnit) -> TranslationUnit:
    """Return the unit as a memory can hold it: in Unicode. What documents hold is so by the time they are read."""
    if "".join(filter(None, (unit.source, unit.target, unit.path, unit.segment, unit.context, *unit.notes))).isascii():
        return unit
    return unit._replace(
        source=without_surrogates(unit.source),
        target=without_surrogates(unit.target),
        path=unit.path and without_surrogates(unit.path),
        segment=unit.segment and without_surrogates(unit.segment),
        context=unit.context and without_surrogates(unit.context),
        notes=tuple(map(without_surrogates, unit.notes)),
    )
