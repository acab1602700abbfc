"""A memory in one SQLite file that survives crashes and takes several writers.

An empty memory is filled under a rollback journal, which costs nothing there, and goes over to write-ahead logging
(readers never wait) when it is closed.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from shlex import quote
from typing import TYPE_CHECKING

from l10nqa.errors import StoreError
from l10nqa.inputs import note_input, refuse_input
from l10nqa.memory.database import Either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from l10nqa.memory.database import OnConflict, Row

__all__ = ["APPLICATION_ID", "SqliteDatabase"]

APPLICATION_ID = 0x4C31306E  # "L10n"
_WAIT = 120
"""Seconds to wait for another process's write before giving up."""
_TYPES = {"INTEGER": "'integer'", "TEXT": "'text'", "BLOB": "'blob'"}
"""The storage classes of values by the declared types of columns (SQLite, Datatypes In SQLite)."""
_NO_NOTES = """ OR (notes <> '' AND (NOT json_valid(notes) OR json_type(notes) <> 'array'
    OR EXISTS (SELECT 1 FROM json_each(notes) WHERE json_each.type <> 'text')))"""
_TOGETHER = 500
"""Rows inserted by one statement: a quarter faster than one by one. It may take 32,766 values."""
_BESIDE = ("index", "concordance")
"""What can be made again, and is kept beside a memory."""
_REMEDIES = {
    "locked": "another process is writing: try again when it is done",
    "full": "make room, and run it again: the memory is as it was before",
    "readonly": "you may read it only: work on a copy, or have its owner let you write file and folder",
}


class SqliteDatabase:
    """An open file. `PRAGMA application_id` marks it as ours, `PRAGMA user_version` holds the schema's version."""

    sorts_later = True

    def __init__(self, path: Path, *, create: bool) -> None:
        """Open the file; with `create`, make an empty one where there is none.

        Raises:
            StoreError: there is none, or it cannot be opened.
        """
        if not create and not path.is_file():
            remedy = f"make it: l10nqa extract PATH --tm {quote(str(path))}"
            raise StoreError("no such translation memory", path=str(path), hint=remedy)
        self.location = path
        self._note_files()
        self._made_here = create and not path.exists()
        try:
            if create:
                refuse_input(path, "memory")
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _connected(path, create=create)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"cannot be opened: {error}", path=str(path)) from error
        self.execute = self._connection.execute
        self.executemany = self._connection.executemany
        self._file = _identity(path)
        with self.errors():
            self.execute("PRAGMA page_size = 16384")  # takes effect in a new file only
            self.execute("PRAGMA cache_size = -65536")  # KiB
            self.execute("PRAGMA synchronous = NORMAL")  # with write-ahead logging still safe against a killed process
            self.execute("PRAGMA foreign_keys = ON")
            self.execute("PRAGMA trusted_schema = OFF")

    def stream(self, statement: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield the rows of a query: SQLite finds each when it is asked for."""
        return self.execute(statement, values)

    def insert(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], over: OnConflict | None = None
    ) -> int:
        """Insert many rows; return the number of those that are new or differ from before."""
        into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608 - names are ours
        values = f"({', '.join('?' * len(columns))})"
        # Not the connection's total, which counts what triggers write as well.
        if over:
            into += f"{values} ON CONFLICT ({over.target.sqlite}) DO UPDATE {over.update}"
            return self.executemany(into, rows).rowcount
        whole = len(rows) - len(rows) % _TOGETHER
        if whole:
            self._insert_together(table, columns, rows[:whole])
        self.executemany(into + values, rows[whole:])
        return len(rows)

    def _insert_together(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Insert a multiple of `_TOGETHER` rows; a number that all of them have in a column is bound once for many."""
        first, last = rows[0], rows[-1]
        shared = [
            index
            for index, value in enumerate(first)
            if (value is None or (type(value) is int and value == last[index]))
            and list(map(itemgetter(index), rows)).count(value) == len(rows)
        ]
        if len(shared) == len(columns):
            shared.pop()  # a row has one value at least
        known = [index for index in shared if first[index] is not None]  # a column that is left out is NULL
        others = [index for index in range(len(columns)) if index not in shared]
        names = ", ".join(columns[index] for index in (*known, *others))
        selected = ", ".join([*"?" * len(known), *(f"column{number}" for number in range(1, len(others) + 1))])
        values = ", ".join([f"({', '.join('?' * len(others))})"] * _TOGETHER)
        statement = f"INSERT INTO {table} ({names}) SELECT {selected} FROM (VALUES {values})"  # noqa: S608 - names are ours
        for start in range(0, len(rows), _TOGETHER):
            some = rows[start : start + _TOGETHER]
            of_others = zip(*(map(itemgetter(index), some) for index in others), strict=True)
            self.execute(statement, [*(first[index] for index in known), *chain.from_iterable(of_others)])

    def make_unique_index(self, statement: str) -> bool:
        """Make a unique index; return False, with nothing done, where two rows have one key."""
        try:
            self.execute(statement)
        except sqlite3.IntegrityError:
            return False
        return True

    def gauge(self, *tables: str) -> None:
        """Do nothing: SQLite goes by the indexes of a table, whatever it holds."""

    def pick(self, words: Either | str) -> str:
        """Return SQLite's words."""
        return words.sqlite if isinstance(words, Either) else words

    def version(self) -> int:
        """Return the version of the schema, 0 in an empty file.

        Raises:
            StoreError: the file is another application's database.
        """
        version: int = self.execute("PRAGMA user_version").fetchone()[0]
        application: int = self.execute("PRAGMA application_id").fetchone()[0]
        tables: int = self.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application not in (0, APPLICATION_ID) or (tables and application != APPLICATION_ID):
            place, remedy = str(self.location), "give another file to --tm"
            raise StoreError("is a database, but not a translation memory", path=place, hint=remedy)
        return version

    @contextmanager
    def preparing(self, version: int) -> Iterator[None]:
        """Hold the file against other writers; note the version when the block ends without error."""
        self.begin(write=True)
        try:
            yield
            self.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self.execute(f"PRAGMA user_version = {version}")
        except BaseException:
            self.rollback()
            raise
        self.commit()

    def begin(self, *, write: bool) -> None:
        """Begin a transaction."""
        self.execute("BEGIN IMMEDIATE" if write else "BEGIN")

    def commit(self) -> None:
        """Commit the transaction."""
        self.execute("COMMIT")

    def rollback(self) -> None:
        """Roll the transaction back."""
        if self._connection.in_transaction:  # SQLite ends it itself on some errors, a full disk for one
            self.execute("ROLLBACK")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn SQLite's errors into StoreError."""
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
                remedy = "give another file to --tm"
                raise StoreError("is no translation memory", path=str(self.location), hint=remedy) from error
            reason = str(error)
            if getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR_SHMSIZE":
                reason = f"the disk is full: there is no room for {self.location.name}-shm, which even reading needs"
            hint = next((remedy for word, remedy in _REMEDIES.items() if word in reason), None)
            raise StoreError(f"the memory failed: {reason}", path=str(self.location), hint=hint) from error
        except UnicodeEncodeError as error:
            half = f"U+{ord(error.object[error.start]):04X}"
            reason = f"cannot hold {half}, half of a surrogate pair, which is no character"
            remedy = "mend the text or the file's name, or use a memory on PostgreSQL: that can"
            raise StoreError(reason, path=str(self.location), hint=remedy) from error
        except (TypeError, ValueError, AttributeError, LookupError, OverflowError) as error:
            damage = self._damage()
            if damage is None:
                raise  # a defect of ours
            remedy = "restore a copy, or extract the documents into a new memory"
            raise StoreError(f"is damaged: {damage}", path=str(self.location), hint=remedy) from error

    def _damage(self) -> str | None:
        """Return the first value that is not of the type that its column declares; None if all are.

        SQLite stores any value in any column. Checked only after a failure: it reads the whole memory.
        """
        try:
            for (table,) in self.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for _, column, kind, *_ in self.execute(f'PRAGMA table_info("{table}")').fetchall():
                    types = _TYPES.get(kind)
                    test = f"typeof({column}) NOT IN ('null', {types})" + (_NO_NOTES if column == "notes" else "")
                    found = types and self.execute(f"SELECT 1 FROM {table} WHERE {test} LIMIT 1").fetchone()  # noqa: S608 - names are ours
                    if found:
                        return f"a value of {table}.{column} is not what belongs there"
        except sqlite3.Error as error:
            return str(error)
        return None

    def triggers(self) -> list[str]:
        """Return the statements that made the triggers of the file."""
        return [made for (made,) in self.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()]

    def size(self) -> int:
        """Return the bytes of the file."""
        return self.location.stat().st_size

    def beside(self, name: str) -> Path:
        """Return the file of that name beside the memory: `TM.db.name`."""
        path = self.location.with_name(f"{self.location.name}.{name}")
        note_input(path, "file of a memory")
        return path

    def mode(self) -> int:
        """Return the permissions of the file."""
        return self.location.stat().st_mode & 0o666

    def _note_files(self) -> None:
        note_input(self.location, "memory")
        for name in ("-wal", "-shm", "-journal"):  # SQLite, "Temporary Files Used By SQLite", sections 2.1 to 2.3
            note_input(self.location.with_name(f"{self.location.name}{name}"), "memory")
        for name in _BESIDE:
            self.beside(name)

    def is_current(self) -> bool:
        """Tell whether no other file has taken its place."""
        return _identity(self.location) == self._file

    def discard(self) -> None:
        """Remove the file if opening it has made it and nothing came in, unless another process is filling it."""
        if not self._made_here:
            return
        try:
            self.execute("PRAGMA busy_timeout = 0")
            self.execute("BEGIN EXCLUSIVE")
            if not self.execute("SELECT EXISTS (SELECT 1 FROM document)").fetchone()[0]:
                self.location.unlink()
            self.execute("ROLLBACK")
        except (OSError, sqlite3.Error):
            pass  # it stays, as an empty memory does no harm

    def close(self) -> None:
        """Close the file; switch to write-ahead logging if it is not in use yet."""
        try:
            ours = self.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            if ours and self.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                self.execute("PRAGMA busy_timeout = 1000")
                self.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error:
            pass  # another process is using it, or it is read-only: the next one to close it will
        self._connection.close()


def _connected(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open the file for writing where that is allowed, else for reading."""
    if create or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    # Under write-ahead logging even reading writes beside the file, unless the log is there or nobody changes the file.
    is_in_use = path.with_name(f"{path.name}-wal").exists()
    address = f"{path.absolute().as_uri()}?{'mode=ro' if is_in_use else 'immutable=1'}"
    return sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
