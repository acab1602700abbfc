"""The interface of a database, so that everything above is written once for SQLite and PostgreSQL.

Statements are SQL that both understand, with `?` (or `?1`, `?2` …) for values. Where they need different statements,
there is an `Either`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from l10nqa.memory.location import Location

__all__ = ["Cursor", "Database", "Either", "OnConflict", "Progress", "Row", "in_batches", "placeholders", "silent"]

_FIRST_BATCH, _LARGEST_BATCH = 32, 512

Row = tuple[Any, ...]
Progress = Callable[[int, int], None]
"""Is called with the number of units or sources that are done, and the number of all."""


def silent(_done: int, _total: int) -> None:
    """Report no progress."""


class Either(NamedTuple):
    """A statement in the words of each database."""

    sqlite: str
    postgres: str


class OnConflict(NamedTuple):
    """How to treat a row whose key is in the table already."""

    key: int
    """The number of columns, from the first on, that make the key."""
    target: Either
    """The unique index that tells, by its columns."""
    update: str
    """The clause after `DO UPDATE`."""


class Cursor(Protocol):
    """The result of a statement."""

    @property
    def rowcount(self) -> int:
        """The number of rows that were written."""
        ...

    def fetchone(self) -> Any:
        """Return the next row, None where there is none."""
        ...

    def fetchall(self) -> list[Any]:
        """Return all rows."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Database(Protocol):
    """An open database, for one thread. A statement outside a transaction is a transaction of its own."""

    @property
    def location(self) -> Location:
        """The file, or the address."""
        ...

    @property
    def sorts_later(self) -> bool:
        """Whether an index is cheaper made after the rows of an empty table, and hinders nobody."""
        ...

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Cursor:
        """Run a statement."""
        ...

    def executemany(self, statement: str, rows: Iterable[Sequence[object]], /) -> Cursor:
        """Run a statement for each row of values."""
        ...

    def stream(self, statement: str, values: Sequence[object] = (), /) -> Iterator[Row]:
        """Yield the rows of a query of any size, in bounded memory."""
        ...

    def insert(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], over: OnConflict | None = None
    ) -> int:
        """Insert many rows in their order; return the number of those that are new or differ from before.

        With `over`, a row replaces the one of its key as that says. Within a transaction.
        """
        ...

    def make_unique_index(self, statement: str) -> bool:
        """Make a unique index; return False, with nothing done, where two rows have one key."""
        ...

    def gauge(self, *tables: str) -> None:
        """Let the query planner know the size of temporary tables, once they are filled."""
        ...

    def pick(self, words: Either | str) -> str:
        """Return the words for this database."""
        ...

    def version(self) -> int:
        """Return the version of the schema, 0 in a database that is empty.

        Raises:
            StoreError: it is another application's.
        """
        ...

    def preparing(self, version: int) -> AbstractContextManager[None]:
        """Hold the database alone while its tables are made; note the version when the block ends without error."""
        ...

    def begin(self, *, write: bool) -> None:
        """Begin a transaction that sees one state; with `write`, once no other process writes the memory."""
        ...

    def commit(self) -> None:
        """Commit the transaction."""
        ...

    def rollback(self) -> None:
        """Roll the transaction back, unless it has ended already."""
        ...

    def errors(self) -> AbstractContextManager[None]:
        """Turn the database's errors into StoreError, with a remedy."""
        ...

    def size(self) -> int:
        """Return the bytes it takes."""
        ...

    def beside(self, name: str) -> Path:
        """Return the file for something that is made of the memory and can be made again."""
        ...

    def triggers(self) -> list[str]:
        """Return the statements of triggers that must all be ours, for they run when the memory is written."""
        ...

    def mode(self) -> int:
        """Return the permissions that a file made of the memory gets: those of the memory itself."""
        ...

    def is_current(self) -> bool:
        """Tell whether its location still leads to it, and it can be reached."""
        ...

    def discard(self) -> None:
        """Remove the file that opening it has created, where nothing has been stored since."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


def placeholders(values: Sequence[object]) -> str:
    """Return the placeholders for the values in `IN (…)`; NULL for none, which no value is equal to."""
    return ", ".join("?" * len(values)) or "NULL"


def in_batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Cut numbers into lists to query together: short ones at first, as the first ones may be enough."""
    rest, size = iter(numbers), _FIRST_BATCH
    while batch := list(islice(rest, size)):
        yield batch
        size = min(2 * size, _LARGEST_BATCH)
