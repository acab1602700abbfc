"""Identity: which stored unit an incoming one replaces.

A unit is identified by its document (a path and a pair of locales), its key, and a number that tells units of one key
apart. Keys need not be unique: a `msgctxt` serves many sources, and faulty documents repeat segment ids. So the units
of one key are matched with those that the memory holds: first the same source and target, then the same source, then in
order. No unit is lost, and one that has not changed keeps its id wherever it has moved to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

__all__ = ["Identified", "StoredKey", "keys_of"]

StoredKey = tuple[str, int]
"""The key in the table of units, and the number among the units of a document that have it."""


class Identified(NamedTuple):
    """The identity of a unit in its document, and its texts."""

    key: str
    """The result of `stored_key`."""
    source: str
    target: str
    stored: StoredKey = ("", 0)
    """The key under which the memory has it; without meaning for an incoming unit."""


def keys_of(incoming: Sequence[Identified], known: Sequence[Identified] = ()) -> list[StoredKey]:
    """Return the key to store each incoming unit under, given the units that the memory has of its document.

    They are distinct. One that is the key of a known unit replaces that unit.
    """
    are_unique = len({unit.key for unit in incoming}) == len(incoming)
    if are_unique and all(unit.stored == (unit.key, 0) for unit in known):
        return [(unit.key, 0) for unit in incoming]
    if not known:
        seen: Counter[str] = Counter()
        return [(unit.key, _counted(seen, unit.key)) for unit in incoming]
    known_of: dict[str, list[Identified]] = defaultdict(list)
    for unit in known:
        known_of[unit.key].append(unit)
    positions: dict[str, list[int]] = defaultdict(list)
    for position, unit in enumerate(incoming):
        positions[unit.key].append(position)
    found = [("", 0)] * len(incoming)
    for key, of_key in positions.items():
        keys = _matched(key, [incoming[position] for position in of_key], known_of[key])
        for position, stored in zip(of_key, keys, strict=True):
            found[position] = stored
    return found


def _counted(seen: Counter[str], key: str) -> int:
    seen[key] += 1
    return seen[key] - 1


def _matched(key: str, incoming: Sequence[Identified], known: Sequence[Identified]) -> list[StoredKey]:
    """Return the stored keys of incoming units of one key."""
    found: dict[int, StoredKey] = {}
    free = sorted(known, key=lambda unit: unit.stored)
    likenesses: tuple[Callable[[Identified], Hashable], ...] = (
        lambda unit: (unit.source, unit.target),
        lambda unit: unit.source,
        lambda _: None,
    )
    for likeness in likenesses:
        waiting: dict[Hashable, list[StoredKey]] = defaultdict(list)
        for unit in reversed(free):
            waiting[likeness(unit)].append(unit.stored)
        for position, unit in enumerate(incoming):
            if position not in found and waiting[likeness(unit)]:
                found[position] = waiting[likeness(unit)].pop()
        taken = set(found.values())
        free = [unit for unit in free if unit.stored not in taken]
    used = {unit.stored for unit in known}
    unused = ((key, number) for number in count() if (key, number) not in used)
    return [found[position] if position in found else next(unused) for position in range(len(incoming))]
