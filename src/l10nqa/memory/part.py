"""A memory that is a part: what one shard of `extract` read, to be taken into the memory of the whole.

It is a memory like any other, but for two tables more. Units that a file has of another document are kept apart in one
of them: several files, of several shards, may have units of that document, and the order of the files decides which one
prevails. The other table holds what merging must know of the run.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.errors import StoreError
from l10nqa.memory.unit_row import UNIT_SELECTION, unit_of_row
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from l10nqa.memory.database import Database

__all__ = [
    "StoredFile",
    "begin_part",
    "is_memory_file",
    "keep_apart",
    "part_record",
    "stored_file",
    "units_of_file",
    "write_part_record",
]

_TABLES = (
    "CREATE TABLE IF NOT EXISTS part (record TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS part_unit (file TEXT NOT NULL, unit TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS part_unit_file ON part_unit (file)",
)
_BEGINNING = b"SQLite format 3\0"


_OWN = f"""
    SELECT {UNIT_SELECTION} FROM translation_unit
    WHERE id IN (SELECT id FROM unit WHERE document = ?) ORDER BY id"""  # noqa: S608 - columns are ours


class StoredFile(NamedTuple):
    """What a memory knows of a file, beside its units."""

    path: str
    source_locale: str
    target_locale: str
    content_hash: int | None
    """None where the file is to be read again in any case."""
    front_matter: str | None


def is_memory_file(path: Path) -> bool:
    """Tell whether a file is a database, which a memory in a file is."""
    try:
        with path.open("rb") as file:
            return file.read(len(_BEGINNING)) == _BEGINNING
    except OSError:
        return False  # reading it reports the reason


def begin_part(database: Database) -> None:
    """Make the tables of a part, or empty them: a part holds what its last run read.

    Raises:
        StoreError: the memory holds units already, and is no part.
    """
    if _is_part(database):
        database.execute("DELETE FROM part_unit")
        return
    if database.execute("SELECT EXISTS (SELECT 1 FROM document)").fetchone()[0]:
        hint = "name a new file for the part of each shard; l10nqa merge makes one memory of them"
        raise StoreError("is a memory already, and no part of one", path=str(database.location), hint=hint)
    for statement in _TABLES:
        database.execute(statement)


def write_part_record(database: Database, record: dict[str, Any]) -> None:
    """Store what merging must know of the run."""
    database.execute("DELETE FROM part")
    database.execute("INSERT INTO part (record) VALUES (?)", (json.dumps(record),))


def part_record(database: Database) -> dict[str, Any] | None:
    """Return what `write_part_record` stored; None in a memory that is no part."""
    if not _is_part(database):
        return None
    row = database.execute("SELECT record FROM part").fetchone()
    try:
        record = json.loads(row[0]) if row else None
    except (ValueError, TypeError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def keep_apart(database: Database, file: str, units: Iterable[TranslationUnit]) -> None:
    """Keep units of other documents apart, in their order."""
    rows = ((file, json.dumps(unit)) for unit in units)
    database.executemany("INSERT INTO part_unit (file, unit) VALUES (?, ?)", rows)


def stored_file(database: Database, path: str) -> StoredFile | None:
    """Return what the memory knows of the file at a path; None if it holds nothing of it."""
    row = database.execute(
        "SELECT path, source_locale, target_locale, content_hash, front_matter FROM document WHERE path = ?"
        " ORDER BY id LIMIT 1",
        (path,),
    ).fetchone()
    if row is None:
        return None
    file = StoredFile._make(row)
    return file._replace(front_matter=file.front_matter or None)


def units_of_file(database: Database, path: str) -> Iterator[TranslationUnit]:
    """Yield the units that a file gave: its own, document by document, and then those kept apart.

    Raises:
        StoreError: a unit that was kept apart is none.
    """
    documents = database.execute("SELECT id FROM document WHERE path = ? ORDER BY id", (path,)).fetchall()
    for document in documents:
        yield from map(unit_of_row, database.stream(_OWN, document))
    for (text,) in database.stream("SELECT unit FROM part_unit WHERE file = ? ORDER BY rowid", (path,)):
        try:
            unit = TranslationUnit(*json.loads(str(text)))
        except (ValueError, TypeError, RecursionError) as error:
            raise StoreError("is damaged: a unit is not understood", path=str(database.location)) from error
        yield unit._replace(notes=tuple(unit.notes))


def _is_part(database: Database) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = 'part' AND type = 'table'").fetchone())
