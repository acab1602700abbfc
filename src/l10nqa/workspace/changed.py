"""The parts of files that changed since a revision of git, for runs that work on these alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitext import earlier_versions, parse_bitext, read_bytes
from l10nqa.engine import changes
from l10nqa.errors import InputError
from l10nqa.model import Problem
from l10nqa.workspace.inventory import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.bitext import Place
    from l10nqa.engine import ChangedParts
    from l10nqa.model import Bitext
    from l10nqa.workspace.inventory import Inventory
    from l10nqa.workspace.knowledge import Knowledge

__all__ = ["changed_parts", "no_change", "settle_changes"]


def changed_parts(places: Sequence[Place], revision: str) -> dict[str, ChangedParts | None]:
    """Return the changed parts by document path; None for a document that cannot be read, which the run reports.

    Raises:
        ConfigError: git cannot list the changes.
    """
    changed: dict[str, ChangedParts | None] = {}
    for place, raw in earlier_versions(places, revision):
        try:
            after = parse_bitext(read_bytes(place), place)
        except InputError:
            changed[place.path] = None
            continue
        touched = changes(_parsed(raw, place), after)
        if touched:
            changed[place.path] = touched
    return changed


def settle_changes(
    inventory: Inventory, knowledge: Knowledge, revision: str | None, readings: Sequence[Reading]
) -> list[str]:
    """Return the notes of the inventory on what was read; raises the errors of `Inventory.settle`.

    If only changes are worked on, unchanged files count as well: a branch that changes no translation is in order, a
    folder without translations is not.
    """
    for reading in readings:
        inventory.add(reading)
    if revision is not None and not any(reading.segments for reading in readings):
        read = {reading.path for reading in readings}
        for place in inventory.assigned:
            if place.path not in read:
                reading = _reading_of(place, knowledge)
                inventory.add(reading)
                if reading.segments:
                    return [no_change(revision)]
    return inventory.settle()


def no_change(revision: str) -> str:
    """Return the note on a run that found nothing changed, though there are translations."""
    return f"no translation changed since {revision}"


def _reading_of(place: Place, knowledge: Knowledge) -> Reading:
    try:
        return Reading.of_bitext(knowledge.open(place))
    except InputError as error:
        return Reading(place.path, problem=Problem.unreadable(place.path, error))


def _parsed(raw: bytes | None, place: Place) -> Bitext | None:
    try:
        return None if raw is None else parse_bitext(raw, place)
    except InputError:
        return None  # an earlier version that cannot be read: everything counts as new
