"""A job for a translator, read from documents and interchange files: its units, and which have no translation yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts import read_place
from l10nqa.bitexts.exchange import FORMATS, mark_of, read_entries, target_hash
from l10nqa.errors import InputError
from l10nqa.model import Problem
from l10nqa.text import text_hash
from l10nqa.workspace.worksheet import document_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.bitexts import Place
    from l10nqa.bitexts.exchange import Entry
    from l10nqa.model import TranslationUnit

__all__ = ["Job", "JobUnit", "read_job"]


class JobUnit(NamedTuple):
    """A unit of a job."""

    unit: TranslationUnit
    """It knows its neighbours; its path is the one that memories have."""
    name: str | None
    """Its path as it goes out: that of a document relative to the folder given."""
    is_open: bool
    """It is to be translated: it has no target, the source for one, or one that nobody may use yet."""
    is_draft: bool
    """It has a target that nobody may use yet."""
    exported_hash: str
    """`target_hash` of what stands in its document."""
    number: int = 0
    """`Entry.number`, of one from a file of entries."""
    is_closed: bool = False
    """It is not to be translated, or its translation is final."""


@dataclass(slots=True)
class Job:
    """What was read, and what could not be."""

    units: list[JobUnit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)


def read_job(places: Sequence[Place], *, target_locale: str | None = None, only_first_open: bool = True) -> Job:
    """Read documents and interchange files, in order; `target_locale` overrules what documents say.

    With `only_first_open`, of units with the same place only the first is: no other one can be addressed by it.

    Raises:
        InputError: an interchange file is broken, or nothing can be read.
    """
    job = Job()
    relative = len({place.name for place in places}) == len(places)
    for place in places:
        if place.file.suffix.lower() in FORMATS:
            entries = read_entries(place.file, skipped=job.skipped.append)
            job.units += map(_of_entry, _with_neighbours(entries))
            continue
        try:
            document = read_place(place, target_locale=target_locale)
        except InputError as error:
            job.problems.append(Problem.unreadable(place.path, error))
            continue
        job.problems += document.problems
        name = place.name if relative else place.path
        job.units += (_of_document(unit, name) for unit in document_units(document))
    if places and not job.units and job.problems:
        raise InputError("nothing of the job can be read", hint="l10nqa check PATH says why")
    if only_first_open:
        job.units = list(_only_first_open(job.units))
    return job


def _of_document(unit: TranslationUnit, name: str) -> JobUnit:
    return JobUnit(unit, name, _is_untranslated(unit), is_draft=False, exported_hash=target_hash(unit.target))


def _of_entry(entry: Entry) -> JobUnit:
    unit = entry.unit
    is_open = entry.fuzzy or _is_untranslated(unit)
    hash_ = entry.exported_hash or target_hash(unit.target)
    is_open = is_open and not entry.copy and not entry.closed
    return JobUnit(unit, unit.path, is_open, entry.fuzzy, hash_, entry.number, entry.closed)


def _is_untranslated(unit: TranslationUnit) -> bool:
    return bool(unit.source) and unit.target in ("", unit.source)


def _with_neighbours(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries with the hashes of the sources before and after them in their document."""
    documents: dict[str | None, list[Entry]] = {}
    for entry in entries:
        documents.setdefault(entry.unit.path, []).append(entry)
    for found in documents.values():
        hashes = [0, *(text_hash(entry.unit.source) for entry in found), 0]
        for at, entry in enumerate(found):
            yield entry._replace(unit=entry.unit._replace(previous_hash=hashes[at], next_hash=hashes[at + 2]))


def _only_first_open(units: Iterable[JobUnit]) -> Iterator[JobUnit]:
    seen: set[str] = set()
    for one in units:
        mark = mark_of(one.unit._replace(path=one.name))
        yield one._replace(is_open=False) if mark in seen else one
        seen.add(mark)
