"""Sets units aside that came into a memory without its indexes under a key that an earlier one has."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.memory.database import Database, Row

__all__ = ["SetAside", "set_aside"]


class SetAside(NamedTuple):
    """The rows that were taken out of the table of units."""

    database: Database
    columns: Sequence[str]
    size: int
    """How many they are."""

    def batches(self, count: int) -> Iterator[list[Row]]:
        """Yield them in the order in which they came, some at a time."""
        after = 0
        while True:
            rows = self.database.execute(
                f"SELECT id, {', '.join(self.columns)} FROM repeated WHERE id > ? ORDER BY id LIMIT {count}",  # noqa: S608 - names are ours
                (after,),
            ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            yield [row[1:] for row in rows]


@contextmanager
def set_aside(database: Database, columns: Sequence[str]) -> Iterator[SetAside]:
    """Keep the first unit of each key in the table, and hold the later ones while the block runs.

    Nobody has seen these rows: the log of changes does not mention them.
    """
    logged = database.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0]
    database.execute("CREATE INDEX unit_by_key ON unit (document, segment, occurrence)")
    database.execute(
        f"""CREATE TEMP TABLE repeated AS SELECT id, {", ".join(columns)} FROM unit AS later WHERE EXISTS (
                SELECT 1 FROM unit WHERE document = later.document AND segment = later.segment
                AND occurrence = later.occurrence AND unit.id < later.id)"""  # noqa: S608 - names are ours
    )
    database.execute("CREATE INDEX repeated_id ON repeated (id)")
    database.execute("DELETE FROM unit WHERE id IN (SELECT id FROM repeated)")
    database.execute("DELETE FROM change WHERE number > ?", (logged,))
    database.execute("DROP INDEX unit_by_key")
    count: int = database.execute("SELECT count(*) FROM repeated").fetchone()[0]
    yield SetAside(database, columns, count)
    database.execute("DROP TABLE repeated")
