"""The part that a shard of `extract` writes: a memory, with what merging must know of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.errors import L10nqaError, StoreError
from l10nqa.inputs import note_input
from l10nqa.memory import Memory
from l10nqa.memory.part import part_record
from l10nqa.render.wire import wire_problem
from l10nqa.workspace.parts.head import UNITS, PartHead, head_of_record, record_of_head
from l10nqa.workspace.parts.options import options_of_reading
from l10nqa.workspace.parts.reading_records import error_record, facts_of_inventory, reading_record

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from l10nqa.config import Config
    from l10nqa.workspace.extracting import Extracted
    from l10nqa.workspace.inventory import Inventory

__all__ = ["UnitsPart", "open_units_part", "units_record"]

_HEAD = "part"


class UnitsPart(NamedTuple):
    """A part that was opened, with the record of its run."""

    path: Path
    head: PartHead
    memory: Memory
    record: dict[str, Any]


def units_record(
    inventory: Inventory,
    config: Config | None,
    *,
    streamed: Collection[str],
    result: Extracted,
    **given: str | None,
) -> dict[str, Any]:
    """Return the record of a shard that was extracted; `streamed` are the paths of files that came unit by unit."""
    assert inventory.shard  # noqa: S101 - what has no shard is no part
    options = options_of_reading(inventory.paths, inventory.places, config, **given)
    head = PartHead(UNITS, inventory.shard, options, facts_of_inventory(inventory))
    numbers = {place.path: number for number, place in enumerate(inventory.places)}
    return {
        _HEAD: record_of_head(head),
        "files": [
            {
                "number": numbers[reading.path],
                "is_streamed": reading.path in streamed,
                "reading": reading_record(reading),
            }
            for reading in inventory.readings
        ],
        "problems": [wire_problem(problem) for problem in result.problems],
        "skipped": [error_record(error) for error in result.skipped],
        "unread": result.unread,
        "without_locale": result.without_locale,
    }


def open_units_part(path: Path) -> UnitsPart:
    """Open the memory that a shard wrote; the caller closes it.

    Raises:
        StoreError: it is no memory, or one that is no part.
    """
    note_input(path, "part")
    memory = Memory(path)
    try:
        with memory.transaction(write=False) as database:
            record = part_record(database)
        if record is None:
            hint = "give what extract wrote with --shard"
            raise StoreError("is a memory, but no part of one", path=str(path), hint=hint)
        return UnitsPart(path, head_of_record(record[_HEAD]), memory, record)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        memory.close()
        raise StoreError("is damaged: its record of the run is not understood", path=str(path)) from error
    except L10nqaError:
        memory.close()
        raise
