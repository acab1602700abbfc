"""What the store says of its state, and which units an index of an earlier state lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from l10nqa.memory.fuzzy.storage import Facts

__all__ = ["Row", "State", "changed_units", "current_state", "is_ancestor", "locale_pairs", "rows", "rows_since"]

Row = tuple[int, str, str, str]
"""Number, source, and the pair of locales."""


class State(NamedTuple):
    """Where a memory stands: every intake that changed something counts up, and draws a token at random."""

    generation: int
    token: str
    change: int
    last_unit: int


_STATE = """
    SELECT number, hex(token), (SELECT ifnull(max(number), 0) FROM change), (SELECT ifnull(max(id), 0) FROM unit)
    FROM generation ORDER BY number DESC LIMIT 1"""
_ROWS = """
    SELECT unit.id, source, source_locale, target_locale
    FROM unit CROSS JOIN document ON document.id = unit.document
    WHERE unit.id > ? ORDER BY unit.id"""
_SINCE = """
    SELECT unit.id, source, source_locale, target_locale
    FROM (SELECT id FROM unit WHERE id > ?1 UNION SELECT unit FROM change WHERE number > ?2) AS fresh
    CROSS JOIN unit ON unit.id = fresh.id CROSS JOIN document ON document.id = unit.document
    ORDER BY unit.id"""


def current_state(connection: sqlite3.Connection) -> State:
    """Return the state of the memory, in constant time."""
    return State._make(connection.execute(_STATE).fetchone())


def is_ancestor(connection: sqlite3.Connection, state: State | Facts) -> bool:
    """Tell whether the memory, and not another one or a copy that went its own way, was once in that state."""
    found = connection.execute("SELECT hex(token) FROM generation WHERE number = ?", (state.generation,)).fetchone()
    return found is not None and found[0] == state.token


def locale_pairs(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the pairs of locales that the memory's documents have."""
    return connection.execute("SELECT DISTINCT source_locale, target_locale FROM document").fetchall()


def rows(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield all units in order of their numbers."""
    return connection.execute(_ROWS, (0,))


def changed_units(connection: sqlite3.Connection, change: int) -> list[int]:
    """Return the numbers of the units that were deleted or got another text after an entry of the log of changes."""
    return [row[0] for row in connection.execute("SELECT DISTINCT unit FROM change WHERE number > ?", (change,))]


def rows_since(connection: sqlite3.Connection, state: State | Facts) -> list[Row]:
    """Return the units that are new or have another text since."""
    return connection.execute(_SINCE, (state.last_unit, state.change)).fetchall()
