"""A file of trigrams that tells which units may hold a text: SQLite's full-text index, one a side.

It holds no texts, and is brought up to date in transactions: a killed process leaves it as it was before. Every text is
indexed with two blanks behind it, so that each of its characters begins a trigram.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from l10nqa.memory.concordance.fold import folded
from l10nqa.memory.state import MemoryState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Grams"]

_FORMAT = 1
_GRAM = 3
_MOST_GRAMS = 24
"""The number of trigrams of a long text that are looked up, evenly spread over it: more would hardly help."""
_MOST_BEGINNINGS = 4_000
"""Trigrams that may begin with a short text; of more, the answer is that any unit may hold it."""
_BATCH = 20_000
_WAIT = 120
"""Seconds to wait for another process that is writing the file."""
_LAST = "\U0010ffff"

_DROP = "DROP TABLE IF EXISTS SIDE_grams"
_CREATE = """
    CREATE VIRTUAL TABLE SIDE_grams
    USING fts5(text, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1')"""
_INSERT = "INSERT INTO SIDE_grams (rowid, text) VALUES (?, ?)"
_FIND = "SELECT rowid FROM SIDE_grams WHERE SIDE_grams MATCH ? AND rowid > ? ORDER BY rowid"
_OPEN_TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.SIDE_terms USING fts5vocab('main', 'SIDE_grams', 'row')"
_TERMS = "SELECT term FROM temp.SIDE_terms WHERE term >= ? AND term < ? LIMIT ?"
"""SIDE is `source` or `target`; no name can be given to a statement as a value."""


class Grams:
    """The open file, which is created if it is missing and replaced if it has another format."""

    def __init__(self, file: Path) -> None:
        """Open the file.

        Raises:
            sqlite3.Error: it cannot be opened or made, or is damaged.
        """
        self._connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
        run = self._connection.execute
        run("PRAGMA cache_size = -65536")  # KiB
        run("PRAGMA synchronous = NORMAL")
        with self.writing():
            if run("PRAGMA user_version").fetchone()[0] != _FORMAT:
                run("DROP TABLE IF EXISTS state")
                run("CREATE TABLE state (side TEXT PRIMARY KEY, generation, token, change, last_unit)")
                run(f"PRAGMA user_version = {_FORMAT}")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Lock the file against other writers; the changes of the block are kept if it ends without an error."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def state(self, side: str) -> MemoryState | None:
        """Return the state of the memory that a side reflects; None where the side is not in the file yet."""
        statement = "SELECT generation, token, change, last_unit FROM state WHERE side = ?"
        row = self._connection.execute(statement, (side,)).fetchone()
        return MemoryState._make(row) if row else None

    def clear(self, side: str) -> None:
        """Empty a side; within `writing`."""
        for statement in (_DROP, _CREATE):
            self._connection.execute(statement.replace("SIDE", side))

    def add(self, side: str, units: Iterable[tuple[int, str]], state: MemoryState) -> Iterator[int]:
        """Add units (number, text) to a side and record the state of the memory; within `writing`.

        Yields the number added so far, from time to time.
        """
        statement = _INSERT.replace("SIDE", side)
        rows = ((number, f"{folded(text)}  ") for number, text in units)
        added = 0
        while batch := list(islice(rows, _BATCH)):
            self._connection.executemany(statement, batch)
            added += len(batch)
            yield added
        self._connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?)", (side, *state))

    def candidates(self, side: str, needle: str, after: int) -> Iterator[int] | None:
        """Return the numbers, greater than `after`, of the units that may hold the text, in order; None: any may."""
        query = self._query(side, folded(needle))
        if query is None:
            return None
        found = self._connection.execute(_FIND.replace("SIDE", side), (query, after)) if query else ()
        return (row[0] for row in found)

    def _query(self, side: str, text: str) -> str | None:
        """Return the full-text query for a text; empty where no unit can hold it, None where any can."""
        if len(text) >= _GRAM:
            starts = range(len(text) - _GRAM + 1)
            step = max(1, -(-len(starts) // _MOST_GRAMS))
            return " AND ".join(_quoted(text[start : start + _GRAM]) for start in [*starts[::step], starts[-1]])
        self._connection.execute(_OPEN_TERMS.replace("SIDE", side))
        beginning = (text, text + _LAST, _MOST_BEGINNINGS)
        terms = self._connection.execute(_TERMS.replace("SIDE", side), beginning).fetchall()
        return None if len(terms) == _MOST_BEGINNINGS else " OR ".join(_quoted(term) for (term,) in terms)


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'
