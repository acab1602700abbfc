"""The units that `tm clean` removed, kept whole so that they can be restored.

A removed unit moves, with every column and with its document as it was, from the table of units to a table of its own,
under the run that removed it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import ConfigError
from l10nqa.memory.state import count_generation
from l10nqa.memory.unit_row import UNIT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.memory.cleaning.check import Check, CleaningProfile
    from l10nqa.memory.database import Database

__all__ = ["CleaningRun", "Restored", "remove", "restore", "runs"]

_COLUMNS = ", ".join(UNIT_COLUMNS[1:])
_DOCUMENT = "path, source_locale, target_locale, content_hash, front_matter, extracted"
_UNKNOWN = -1
"""The content hash of a restored document: no file has it, so the next extraction reads the document again."""

_RESTORING = (
    "CREATE TEMP TABLE restored_document (old INTEGER PRIMARY KEY, new INTEGER)",
    "CREATE TEMP TABLE refused (unit INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE renumbered (unit INTEGER PRIMARY KEY)",
)
_TAKEN = """
    SELECT removed_unit.id FROM removed_unit
    JOIN restored_document ON restored_document.old = removed_unit.document
    JOIN unit ON unit.document = restored_document.new AND unit.segment = removed_unit.segment
             AND unit.occurrence = removed_unit.occurrence
    WHERE removed_unit.cleaning = ?1"""
_RESTORE = f"""
    INSERT INTO unit ({{id}}document, {_COLUMNS})
    SELECT {{number}}new, {_COLUMNS}
    FROM removed_unit JOIN restored_document ON restored_document.old = removed_unit.document
    WHERE cleaning = ? AND removed_unit.id NOT IN (SELECT unit FROM refused)
      AND removed_unit.id {{which}} (SELECT unit FROM renumbered)
    ORDER BY removed_unit.id"""


class CleaningRun(NamedTuple):
    """A run that removed units."""

    id: int
    profile: str
    made: int
    """Seconds since 1970, UTC."""
    undone: int | None
    """Seconds since 1970, UTC; None while its units stay removed."""
    units: int
    """Units that are still removed."""
    checks: tuple[tuple[str, int], ...]
    """The checks that removed them with the number of units each, the greatest first."""


class Restored(NamedTuple):
    """The result of an undo."""

    run: int
    units: int
    renumbered: int
    """Units that came back under another number, because theirs has been given to another unit since."""
    refused: tuple[str, ...]
    """Places, `path#segment`, whose key another unit has taken since; these stay removed."""


def remove(database: Database, profile: CleaningProfile, checks: Sequence[Check]) -> int | None:
    """Remove the units that `Cleaning` flagged for removal; return the number of the run, or None where there are none.

    `checks` is the table of checks, whose positions the flags refer to.
    """
    if not database.execute("SELECT EXISTS (SELECT 1 FROM hit WHERE removes = 1)").fetchone()[0]:
        return None
    made = database.execute(
        "INSERT INTO cleaning (profile, made) VALUES (?, ?) RETURNING id", (profile.value, int(time.time()))
    )
    run: int = made.fetchall()[0][0]
    database.execute(database.pick("CREATE TEMP TABLE check_name (position INTEGER PRIMARY KEY, name TEXT)"))
    database.insert("check_name", ["position", "name"], list(enumerate(check.name for check in checks)))
    database.execute(
        """CREATE TEMP TABLE going AS SELECT unit, position, alone FROM hit
           WHERE removes = 1 AND NOT EXISTS (
               SELECT 1 FROM hit AS earlier
               WHERE earlier.unit = hit.unit AND earlier.removes = 1 AND earlier.position < hit.position)"""
    )
    database.execute("CREATE INDEX going_unit ON going (unit)")
    database.gauge("going")
    database.execute(
        f"""INSERT INTO removed_document (cleaning, id, {_DOCUMENT})
            SELECT ?, id, {_DOCUMENT} FROM document
            WHERE id IN (SELECT document FROM unit JOIN going ON going.unit = unit.id)""",
        (run,),
    )
    database.execute(
        f"""INSERT INTO removed_unit (cleaning, check_name, alone, id, document, {_COLUMNS})
            SELECT ?, name, alone, id, document, {_COLUMNS}
            FROM unit JOIN going ON going.unit = unit.id JOIN check_name USING (position)""",
        (run,),
    )
    database.execute("DELETE FROM unit WHERE id IN (SELECT unit FROM going)")
    database.execute("DROP TABLE going")
    database.execute("DROP TABLE check_name")
    count_generation(database)
    return run


def runs(database: Database) -> Iterator[CleaningRun]:
    """Yield the runs that removed units, the first one first."""
    for number, profile, made, undone in database.execute("SELECT id, profile, made, undone FROM cleaning ORDER BY id"):
        counts = database.execute(
            "SELECT check_name, count(*) FROM removed_unit WHERE cleaning = ? GROUP BY 1 ORDER BY 2 DESC, 1", (number,)
        ).fetchall()
        yield CleaningRun(number, profile, made, undone, sum(count for _, count in counts), tuple(counts))


def restore(database: Database, run: int | None) -> Restored:
    """Restore the units that a run removed, by default the latest, with every column and, where it is free, the number.

    A unit whose key another one has taken since stays removed. A document that the memory has dropped since is restored
    with its units.

    Raises:
        ConfigError: there is no such run, or nothing that it removed is still out.
    """
    run = _run(database, run)
    for table in _RESTORING:
        database.execute(database.pick(table))
    database.insert("restored_document", ["old", "new"], _documents(database, run))
    database.gauge("restored_document")
    database.execute(f"INSERT INTO refused {_TAKEN}", (run,))
    places = database.execute(
        """SELECT path || '#' || segment FROM removed_unit
           JOIN removed_document ON removed_document.cleaning = ?1 AND removed_document.id = removed_unit.document
           WHERE removed_unit.cleaning = ?1 AND removed_unit.id IN (SELECT unit FROM refused)
           ORDER BY removed_unit.id""",
        (run,),
    ).fetchall()
    # Those whose number is free come first: the others are numbered after all that there are.
    database.execute(
        """INSERT INTO renumbered SELECT id FROM removed_unit
           WHERE cleaning = ? AND id NOT IN (SELECT unit FROM refused) AND id IN (SELECT id FROM unit)""",
        (run,),
    )
    database.gauge("refused", "renumbered")
    units = database.execute(_RESTORE.format(id="id, ", number="removed_unit.id, ", which="NOT IN"), (run,)).rowcount
    renumbered = database.execute(_RESTORE.format(id="", number="", which="IN"), (run,)).rowcount
    # An index takes a unit of such a number for one that it knows: the log says that it does not.
    database.execute(
        """INSERT INTO change (unit) SELECT id FROM removed_unit
           WHERE cleaning = ? AND id NOT IN (SELECT unit FROM refused) AND id NOT IN (SELECT unit FROM renumbered)""",
        (run,),
    )
    count_generation(database)
    _forget(database, run)
    return Restored(run, units + renumbered, renumbered, tuple(place for (place,) in places))


def _run(database: Database, wanted: int | None) -> int:
    found, place = list(runs(database)), str(database.location)
    if wanted is None:
        active = [run.id for run in found if run.undone is None]
        if not active:
            raise ConfigError("there is nothing to undo", path=place, hint="l10nqa tm clean --runs lists the runs")
        return active[-1]
    chosen = next((run for run in found if run.id == wanted), None)
    if chosen is None:
        numbers = ", ".join(str(run.id) for run in found)
        hint = (
            f"there {'is run' if len(found) == 1 else 'are runs'} {numbers}" if found else "no run has removed anything"
        )
        raise ConfigError(f"there is no run {wanted}", path=place, hint=hint)
    if not chosen.units:
        raise ConfigError(f"everything that run {wanted} removed is back already", path=place)
    return wanted


def _documents(database: Database, run: int) -> list[tuple[int, int]]:
    """Return the number that each document of the run has now; those that are gone are made again."""
    gone = database.execute(
        f"""SELECT id, {_DOCUMENT} FROM removed_document AS removed
            WHERE cleaning = ? AND (path, source_locale, target_locale) NOT IN (
                SELECT path, source_locale, target_locale FROM document)""",
        (run,),
    ).fetchall()
    for number, path, source_locale, target_locale, content_hash, *rest in gone:
        free = not database.execute("SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)", (number,)).fetchone()[0]
        known = None if content_hash is None else _UNKNOWN
        database.execute(
            f"INSERT INTO document ({'id, ' * free}{_DOCUMENT}) VALUES ({'?, ' * free}?, ?, ?, ?, ?, ?)",
            (*[number] * free, path, source_locale, target_locale, known, *rest),
        )
    return database.execute(
        """SELECT removed_document.id, document.id FROM removed_document
           JOIN document USING (path, source_locale, target_locale) WHERE cleaning = ?""",
        (run,),
    ).fetchall()


def _forget(database: Database, run: int) -> None:
    """Delete the restored units from the tables of removed ones."""
    database.execute("DELETE FROM removed_unit WHERE cleaning = ? AND id NOT IN (SELECT unit FROM refused)", (run,))
    database.execute(
        """DELETE FROM removed_document
           WHERE cleaning = ?1 AND id NOT IN (SELECT document FROM removed_unit WHERE cleaning = ?1)""",
        (run,),
    )
    database.execute("UPDATE cleaning SET undone = ? WHERE id = ?", (int(time.time()), run))
    database.execute("DROP TABLE restored_document")
    database.execute("DROP TABLE refused")
    database.execute("DROP TABLE renumbered")
