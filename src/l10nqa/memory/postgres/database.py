"""An open database on a PostgreSQL server.

One transaction at a time writes a memory: it holds the first row of `generation` from its beginning to its end. So the
numbers of units and changes are given in the order in which they are committed, and whoever follows the log from a
number on misses nothing. Readers see one state (REPEATABLE READ) and wait for nobody.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from itertools import count
from shlex import quote
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.errors import InsufficientPrivilege, LockNotAvailable, OperationalError, ReadOnlySqlTransaction
from psycopg.pq import TransactionStatus

from l10nqa.errors import StoreError
from l10nqa.memory.database import Either
from l10nqa.memory.postgres.cache import cache_folder
from l10nqa.memory.postgres.connecting import connected
from l10nqa.memory.postgres.dialect import definition, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from l10nqa.memory.database import OnConflict, Row
    from l10nqa.memory.location import DatabaseUrl

__all__ = ["PostgresDatabase"]

_WAIT = 120
"""Seconds to wait for another writer before giving up."""
_PREPARING = 0x4C31306E
"""The advisory lock of the process that creates the tables."""
_FETCHED = 10_000
"""The number of rows that are fetched together."""
_FEW = 100
"""The number of rows up to which they are sent as statements: copying into a table would take as long."""
_MARK = "l10nqa_memory"
"""The table that marks a schema as ours, and holds the version of the tables."""


_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
"""Each statement sees the commits before it; while the lock is held nobody else commits."""


class PostgresDatabase:
    """An open connection."""

    sorts_later = False  # dropping an index locks readers out

    def __init__(self, url: DatabaseUrl, *, create: bool) -> None:
        """Connect; with `create`, a database that holds nothing will do.

        Raises:
            StoreError: the database cannot be opened, or holds no memory.
        """
        self.location = url
        self._connection = connected(url)
        self._cursors = count(1)
        try:
            with self.errors():
                self._expect(create=create)
        except BaseException:
            self._connection.close()
            raise

    def _expect(self, *, create: bool) -> None:
        place = str(self.location)
        if self._value("SELECT current_schema()") is None:
            remedy = "make it: CREATE SCHEMA NAME, or GRANT USAGE ON SCHEMA NAME TO this user"
            raise StoreError("has no schema of that search_path that this user may use", path=place, hint=remedy)
        if not create and not self._is_marked():
            self.version()
            remedy = f"make it: l10nqa extract PATH --tm {quote(str(self.location))}"
            raise StoreError("no such translation memory", path=place, hint=remedy)

    def execute(self, text: str, values: Sequence[object] = ()) -> psycopg.Cursor:
        """Run a statement."""
        return self._connection.execute(statement(text), values or None)

    def executemany(self, text: str, rows: Iterable[Sequence[object]]) -> psycopg.Cursor:
        """Run a statement for each row of values."""
        cursor = self._connection.cursor()
        cursor.executemany(statement(text), rows)
        return cursor

    def stream(self, text: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield the rows of a query, fetched by the thousand."""
        alone = self._connection.info.transaction_status == TransactionStatus.IDLE
        with self._connection.cursor(f"l10nqa{next(self._cursors)}", withhold=alone) as cursor:
            cursor.itersize = _FETCHED
            cursor.execute(statement(text), values or None)
            yield from cursor

    def insert(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], over: OnConflict | None = None
    ) -> int:
        """Insert many rows; return the number of those that are new or differ from before."""
        names = ", ".join(columns)
        if not over:
            return self._copy(f"COPY {table} ({names}) FROM STDIN", rows)
        clause = f"ON CONFLICT ({over.target.postgres}) DO UPDATE {over.update}"
        one_by_one = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))}) {clause}"
        if len(rows) <= _FEW:
            return self.executemany(one_by_one, rows).rowcount if rows else 0
        # One statement cannot change a row twice; rows of different keys do not touch one another.
        seen: set[Sequence[object]] = set()
        first: list[Sequence[object]] = []
        again: list[Sequence[object]] = []
        for row in rows:
            key = row[: over.key]
            (again if key in seen else first).append(row)
            seen.add(key)
        self.execute(
            "CREATE TEMP TABLE IF NOT EXISTS incoming ON COMMIT DROP AS"
            f" SELECT CAST(0 AS BIGINT) AS place, {names} FROM {table} WITH NO DATA"
        )
        self.execute("TRUNCATE incoming")
        self._copy(f"COPY incoming (place, {names}) FROM STDIN", ((place, *row) for place, row in enumerate(first)))
        copied = self.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming ORDER BY place {clause}")
        return copied.rowcount + (self.executemany(one_by_one, again).rowcount if again else 0)

    def _copy(self, text: str, rows: Iterable[Sequence[object]]) -> int:
        with self._connection.cursor() as cursor:
            with cursor.copy(text) as copy:
                for row in rows:
                    copy.write_row(row)
            return cursor.rowcount

    def make_unique_index(self, statement: str) -> bool:
        """Make a unique index; two rows of one key are an error here, as rows come in with their indexes."""
        self.execute(statement)
        return True

    def gauge(self, *tables: str) -> None:
        """Gather statistics: the server does so by itself for lasting tables only, and takes others for small."""
        self.execute(f"ANALYZE {', '.join(tables)}")

    def pick(self, words: Either | str) -> str:
        """Return the statement for PostgreSQL; one that is written once, with SQLite's types, is translated."""
        return words.postgres if isinstance(words, Either) else definition(words)

    def version(self) -> int:
        """Return the version of the schema, 0 where there are no tables.

        Raises:
            StoreError: there are tables, but not ours.
        """
        # Tables first: they and the mark come in one commit of another process, which may fall between both questions.
        has_tables = self._value("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())")
        if self._is_marked():
            return int(self._value(f"SELECT version FROM {_MARK}"))
        if has_tables:
            raise StoreError(
                "is a database, but not a translation memory",
                path=str(self.location),
                hint="give it one of its own, or a schema: CREATE SCHEMA NAME, …/DATABASE?options=-csearch_path%3DNAME",
            )
        return 0

    def _value(self, query: str) -> Any:
        ((value,),) = self.execute(query).fetchall()
        return value

    def _is_marked(self) -> bool:
        query = f"SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = '{_MARK}')"
        return bool(self._value(query))

    @contextmanager
    def preparing(self, version: int) -> Iterator[None]:
        """Lock the database against others that would create tables; record the version when the block ends.

        Raises:
            StoreError: there are older tables, which only whoever owns them may change.
        """
        is_older = self._is_marked()
        self.execute(_WRITE)
        try:
            self.execute("SELECT pg_advisory_xact_lock(?)", (_PREPARING,))
            yield
            self.execute(f"CREATE TABLE IF NOT EXISTS {_MARK} (version INTEGER NOT NULL)")
            self.execute(f"DELETE FROM {_MARK}")
            self.execute(f"INSERT INTO {_MARK} VALUES (?)", (version,))
        except BaseException as error:
            self.rollback()
            if is_older and isinstance(error, InsufficientPrivilege):
                remedy = f"let them do so: l10nqa tm stats --tm {quote(str(self.location))}"
                reason = "was made by an older l10nqa, and only who owns its tables may bring it up to date"
                raise StoreError(reason, path=str(self.location), hint=remedy) from None
            raise
        self.commit()

    def begin(self, *, write: bool) -> None:
        """Begin a transaction: one that sees one state, or the only one that writes."""
        if not write:
            self.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            return
        self.execute(_WRITE)
        try:
            self.execute(f"SET LOCAL lock_timeout = '{_WAIT}s'")
            self.execute("SELECT number FROM generation ORDER BY number LIMIT 1 FOR UPDATE")
        except BaseException:
            self.rollback()
            raise

    def commit(self) -> None:
        """Commit the transaction."""
        self.execute("COMMIT")

    def rollback(self) -> None:
        """Roll the transaction back; where the connection is lost, the server does."""
        with suppress(psycopg.Error):
            if self._connection.info.transaction_status != TransactionStatus.IDLE:
                self.execute("ROLLBACK")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn the server's errors into StoreError."""
        try:
            yield
        except psycopg.Error as error:
            # Without the place in our statement and the row that was sent, which an error says as well.
            said = error.diag.message_primary or str(error)
            reason = self.location.without_passwords(" ".join(said.split()))
            raise StoreError(f"the memory failed: {reason}", path=str(self.location), hint=_remedy(error)) from None

    def size(self) -> int:
        """Return the bytes of the tables and their indexes on the server."""
        query = """SELECT CAST(sum(pg_total_relation_size(pg_class.oid)) AS BIGINT)
                   FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                   WHERE nspname = current_schema() AND relkind = 'r'"""
        return int(self._value(query))

    def beside(self, name: str) -> Path:
        """Return the file of that name in the user's cache, in a folder named for the memory's first state."""
        token = self._value("SELECT token FROM generation ORDER BY number LIMIT 1")
        return cache_folder(bytes(token).hex()) / f"memory.{name}"

    def triggers(self) -> list[str]:
        """Return nothing: a server's tables belong to whoever is trusted with its address."""
        return []

    def mode(self) -> int:
        """Return the permissions of a private file: what the user may read on the server is nobody else's business."""
        return 0o600

    def is_current(self) -> bool:
        """Tell whether the connection is open, as far as is known: a lost one is noticed in use."""
        return not self._connection.closed

    def discard(self) -> None:
        """Remove nothing: empty tables do no harm, and the database was there before."""

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _remedy(error: psycopg.Error) -> str | None:
    if isinstance(error, LockNotAvailable):
        return "another process is writing: try again when it is done"
    if isinstance(error, InsufficientPrivilege):
        return "whoever owns the database can GRANT this user the right"
    if isinstance(error, ReadOnlySqlTransaction):
        return "give the address of the server that takes writes"
    if isinstance(error, OperationalError):
        return "is the server still running? what was not committed is not kept"
    return None
