"""Merges the parts of an extraction: their files are taken into a memory in the order of the whole run."""

from __future__ import annotations

import heapq
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10nqa.errors import ConfigError, InputError
from l10nqa.memory import Memory
from l10nqa.memory.part import part_record, stored_file, units_of_file
from l10nqa.workspace.extracting import Extracted
from l10nqa.workspace.parts.head import refuse_incomplete
from l10nqa.workspace.parts.reading_records import error_of, inventory_of, problem_of, reading_of
from l10nqa.workspace.parts.units import open_units_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from l10nqa.memory import Intake, Location
    from l10nqa.memory.database import Database
    from l10nqa.workspace.inventory import Reading
    from l10nqa.workspace.parts.units import UnitsPart

__all__ = ["merge_units"]


def merge_units(
    paths: Sequence[Path],
    location: Location,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Extracted:
    """Take what the shards extracted into the memory, which is created if need be, as one extraction would have.

    This is one transaction. The units of a file replace those that the memory has of the same path.

    Raises:
        ConfigError: the memory is a part itself.
        InputError: a part is of another run, missing, given twice or damaged, or no segment was read in any of them.
        StoreError: a part cannot be opened, or the memory cannot be written.
    """
    with ExitStack() as opened:
        parts = [open_units_part(path) for path in paths]
        for part in parts:
            opened.enter_context(part.memory)
        refuse_incomplete([(str(part.path), part.head) for part in parts])
        inventory = inventory_of(parts[0].head.facts)
        memory = opened.enter_context(Memory(location, create=True))
        if isinstance(location, Path):
            with memory.transaction(write=False) as database:
                if part_record(database) is not None:
                    raise ConfigError(f"{location} is a part itself", hint="name the memory of the whole")
        with memory.intake() as intake:
            result = Extracted(intake.changes)
            files = list(heapq.merge(*map(_files, parts), key=itemgetter(0)))
            for done, (_, part, file) in enumerate(files):
                progress(done, len(files))
                reading = reading_of(file["reading"])
                inventory.add(reading)
                with part.memory.transaction(write=False) as database:
                    _take_in(intake, database, reading, is_streamed=file["is_streamed"])
            _add_remarks(result, parts, {file["reading"]["path"]: number for number, _, file in files})
            result.notes += inventory.settle()
            result.notes += inventory.unfinished()
        progress(len(files), len(files))
    return result


def _files(part: UnitsPart) -> Iterator[tuple[int, UnitsPart, dict[str, Any]]]:
    try:
        for file in part.record["files"]:
            yield int(file["number"]), part, file
    except (LookupError, TypeError, ValueError) as error:
        raise InputError("is damaged: its list of files is not understood", path=str(part.path)) from error


def _take_in(intake: Intake, database: Database, reading: Reading, *, is_streamed: bool) -> None:
    """Take one file of a part in, as it was read."""
    file, units = stored_file(database, reading.path), units_of_file(database, reading.path)
    if is_streamed:
        intake.stream(reading.path, units)
    elif file and not (file.content_hash is not None and intake.is_current(file.path, file.content_hash)):
        intake.bitext(file, file.content_hash, units)


def _add_remarks(result: Extracted, parts: Sequence[UnitsPart], numbers: dict[str, int]) -> None:
    """Add what the shards say of damaged files, in the order of the files."""

    def place(of: Any) -> int:
        return numbers.get(of.path or "", len(numbers))

    problems = [problem_of(each) for part in parts for each in part.record["problems"]]
    skipped = [error_of(each) for part in parts for each in part.record["skipped"]]
    result.problems += sorted(problems, key=place)
    result.skipped += sorted(skipped, key=place)
    result.unread = sum(part.record["unread"] for part in parts)
    result.without_locale = sum(part.record["without_locale"] for part in parts)
