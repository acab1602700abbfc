"""The state of a memory, and the units that are newer than an index of an earlier state."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.memory.database import Database

__all__ = [
    "REACH",
    "MemoryState",
    "Row",
    "changed_units",
    "count_generation",
    "current_state",
    "is_ancestor",
    "locale_pairs",
    "rows",
    "rows_since",
]

Row = tuple[int, str, str, str]
"""Number, source, and the pair of locales."""


class MemoryState(NamedTuple):
    """The state of a memory: every intake that changes something increments the generation and draws a random token."""

    generation: int
    token: str
    change: int
    last_unit: int


REACH = 50_000
"""The number of latest changes and generations that are kept at least: an index that lacks more is replaced anyway."""
_STATE = """
    SELECT number, token, (SELECT coalesce(max(number), 0) FROM change), (SELECT coalesce(max(id), 0) FROM unit)
    FROM generation ORDER BY number DESC LIMIT 1"""
_ANCESTOR = """
    SELECT token FROM generation
    WHERE number = ? AND (SELECT horizon FROM generation ORDER BY number DESC LIMIT 1) <= ?"""
_COUNT = """
    INSERT INTO generation (token, horizon)
    SELECT ?, coalesce((SELECT horizon FROM generation ORDER BY number DESC LIMIT 1), 0)"""
# One aggregate a query: SQLite finds the end of an index at once, but reads through all of it for two.
_CHANGES = "SELECT (SELECT min(number) FROM change), (SELECT max(number) FROM change)"
_GENERATIONS = """
    SELECT (SELECT min(number) FROM generation),
           (SELECT number FROM generation ORDER BY number LIMIT 1 OFFSET 1), (SELECT max(number) FROM generation)"""
# SQLite takes tables that are joined by CROSS JOIN in that very order: by their numbers, without sorting.
_ROWS = """
    SELECT unit.id, source, source_locale, target_locale
    FROM unit CROSS JOIN document WHERE document.id = unit.document AND unit.id > ? ORDER BY unit.id"""
_SINCE = """
    SELECT unit.id, source, source_locale, target_locale
    FROM (SELECT id FROM unit WHERE id > ?1 UNION SELECT unit FROM change WHERE number > ?2) AS fresh
    CROSS JOIN unit CROSS JOIN document WHERE unit.id = fresh.id AND document.id = unit.document
    ORDER BY unit.id"""


def current_state(database: Database) -> MemoryState:
    """Return the state of the memory, in constant time."""
    number, token, change, last_unit = database.execute(_STATE).fetchone()
    return MemoryState(number, token.hex().upper(), change, last_unit)


def count_generation(database: Database) -> None:
    """Count a generation up, and keep the log of changes in bounds; whatever changes units does so before it commits.

    A reader whose state the log no longer reaches back to finds that it is no ancestor.
    """
    database.execute(_COUNT, (os.urandom(16),))
    oldest, latest = database.execute(_CHANGES).fetchone()
    if _is_long(oldest, latest):
        horizon = latest - REACH
        database.execute("DELETE FROM change WHERE number <= ?", (horizon,))
        database.execute(
            "UPDATE generation SET horizon = ? WHERE number = (SELECT max(number) FROM generation)", (horizon,)
        )
    # The first one stays: it names the memory, and who writes to a server locks it.
    first, oldest, latest = database.execute(_GENERATIONS).fetchone()
    if _is_long(oldest, latest):
        database.execute("DELETE FROM generation WHERE number > ? AND number <= ?", (first, latest - REACH))


def _is_long(oldest: int | None, latest: int | None) -> bool:
    return oldest is not None and latest is not None and latest - oldest >= 2 * REACH


def is_ancestor(database: Database, state: MemoryState) -> bool:
    """Tell whether the memory was once in that state, and its log has all changes since.

    Another memory was not, nor was a copy that has been changed on its own.
    """
    found = database.execute(_ANCESTOR, (state.generation, state.change)).fetchone()
    return found is not None and found[0].hex().upper() == state.token


def locale_pairs(database: Database) -> list[tuple[str, str]]:
    """Return the pairs of locales that the memory's documents have."""
    return database.execute("SELECT DISTINCT source_locale, target_locale FROM document").fetchall()


def rows(database: Database) -> Iterator[Row]:
    """Yield all units in order of their numbers."""
    return database.stream(_ROWS, (0,))


def changed_units(database: Database, change: int) -> list[int]:
    """Return the numbers of the units that were deleted or got another text after an entry of the log of changes."""
    return [row[0] for row in database.execute("SELECT DISTINCT unit FROM change WHERE number > ?", (change,))]


def rows_since(database: Database, state: MemoryState) -> list[Row]:
    """Return the units that are new or have another text since."""
    return database.execute(_SINCE, (state.last_unit, state.change)).fetchall()
