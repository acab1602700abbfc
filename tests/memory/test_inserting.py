"""Many rows are inserted as one by one, whatever they have in common."""

from __future__ import annotations

import sqlite3
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.memory.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_VALUES = st.one_of(st.none(), st.integers(-2, 2), st.sampled_from(["", "0", "1", "ā"]))
_COLUMN = st.one_of(
    st.tuples(_VALUES),  # one for all rows
    st.lists(_VALUES, min_size=2, max_size=7).map(tuple),  # in turn
)


@given(st.lists(_COLUMN, min_size=1, max_size=4), st.sampled_from([0, 1, 499, 500, 501, 1_000, 1_203]))
def test_rows_are_stored_in_their_order_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, columns: list[tuple[object, ...]], count: int
) -> None:
    rows = [tuple(column[number % len(column)] for column in columns) for number in range(count)]
    folder = tmp_path_factory.mktemp("inserted")
    assert _inserted(folder / "memory.db", rows, len(columns)) == _one_by_one(rows, len(columns))


def test_a_last_row_that_differs_is_not_taken_for_the_others(tmp_path: Path) -> None:
    for number, (first, between, last) in enumerate(product((1, None, "1"), repeat=3)):
        rows: list[tuple[object, ...]] = [(0, first, 5), *[(0, between, 5)] * 998, (0, last, 5)]
        assert _inserted(tmp_path / f"{number}.db", rows, 3) == _one_by_one(rows, 3)


def _inserted(file: Path, rows: list[tuple[object, ...]], width: int) -> list[tuple[object, ...]]:
    database = SqliteDatabase(file, create=True)
    try:
        database.execute(_table(width))
        names = [f"column_{number}" for number in range(width)]
        assert database.insert("stored", names, rows) == len(rows)
        return database.execute("SELECT * FROM stored ORDER BY id").fetchall()
    finally:
        database.close()


def _one_by_one(rows: list[tuple[object, ...]], width: int) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(_table(width))
        statement = "INSERT INTO stored VALUES (" + ", ".join("?" * (width + 1)) + ")"  # noqa: S608 - placeholders
        for number, row in enumerate(rows, 1):
            connection.execute(statement, (number, *row))
        return connection.execute("SELECT * FROM stored ORDER BY id").fetchall()
    finally:
        connection.close()


def _table(width: int) -> str:
    kinds = ("INTEGER", "TEXT", "")
    columns = (f"column_{number} {kinds[number % 3]}" for number in range(width))
    return f"CREATE TEMP TABLE stored (id INTEGER PRIMARY KEY, {', '.join(columns)})"
