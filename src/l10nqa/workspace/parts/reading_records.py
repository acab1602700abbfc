"""How much of a file was read, and what was wrong with it, as JSON and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l10nqa.errors import InputError
from l10nqa.model import Problem, ProblemKind
from l10nqa.render.wire import wire_problem
from l10nqa.workspace.inventory import Inventory, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "error_of",
    "error_record",
    "facts_of_inventory",
    "inventory_of",
    "problem_of",
    "reading_of",
    "reading_record",
]


def reading_record(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON."""
    return {**reading._asdict(), "problem": wire_problem(reading.problem) if reading.problem else None}


def reading_of(record: Mapping[str, Any]) -> Reading:
    """Return the reading of a record; the errors of a record that is none are those of `head_of_record`."""
    problem = record["problem"]
    rebuilt = {"problem": problem_of(problem) if problem else None, "too_long": tuple(record["too_long"])}
    return Reading(**{**record, **rebuilt})


def problem_of(record: Mapping[str, Any]) -> Problem:
    """Return the problem of a record of `wire_problem`."""
    return Problem(**{**record, "kind": ProblemKind(record["kind"])})


def error_record(error: InputError) -> dict[str, Any]:
    """Return an error as JSON."""
    return {"message": error.message, "path": error.path, "line": error.line, "hint": error.hint}


def error_of(record: Mapping[str, Any]) -> InputError:
    """Return the error of a record."""
    return InputError(str(record["message"]), path=record["path"], line=record["line"], hint=record["hint"])


def facts_of_inventory(inventory: Inventory) -> dict[str, Any]:
    """Return what all shards know of the files of their run."""
    return {
        "paths": list(inventory.paths),
        "allow_empty": inventory.allow_empty,
        "unknown": inventory.unknown,
        "found": inventory.notes,
        "files": len(inventory.places),
    }


def inventory_of(facts: Mapping[str, Any]) -> Inventory:
    """Return the inventory of the whole run, without its files, which the readings of its shards are added to."""
    inventory = Inventory((), allow_empty=bool(facts["allow_empty"]))
    inventory.paths = list(facts["paths"])
    inventory.notes, inventory.unknown = list(facts["found"]), list(facts["unknown"])
    return inventory
