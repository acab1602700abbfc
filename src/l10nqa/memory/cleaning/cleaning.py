"""Running checks over a memory of any size: the results are kept in a temporary table.

Units that were removed before still count for the norms: a second run judges as the first did, and finds nothing more
to remove.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.memory.cleaning.check import Action, CleaningProfile, GroupCheck, PairCheck
from l10nqa.memory.cleaning.length import LengthNorms, length_ratio
from l10nqa.memory.cleaning.table import CHECKS
from l10nqa.memory.cleaning.texts import CheckedPair
from l10nqa.memory.unit_row import UNIT_SELECTION, unit_of_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from l10nqa.memory.database import Database
    from l10nqa.model import TranslationUnit

__all__ = ["Cleaning", "CleaningTally", "FlaggedUnit"]

_BATCH = 5_000
_REMEMBERED = 30_000

_SET_UP = (
    "DROP VIEW IF EXISTS remaining",
    "DROP TABLE IF EXISTS hit",
    "DROP TABLE IF EXISTS cleaned_locale",
    "CREATE TEMP TABLE cleaned_locale (tag TEXT PRIMARY KEY)",
    """CREATE TEMP TABLE hit (
        position INTEGER NOT NULL,     -- of the check in the table of checks
        unit INTEGER NOT NULL,
        removes INTEGER NOT NULL,
        alone INTEGER NOT NULL,        -- 1: judged by its own texts
        details TEXT NOT NULL,
        PRIMARY KEY (position, unit)
    ) WITHOUT ROWID""",
    "CREATE INDEX hit_unit ON hit (unit)",
    """CREATE TEMP VIEW remaining AS
        SELECT unit.*, source_locale, target_locale FROM unit JOIN document ON document.id = unit.document
        WHERE target_locale IN (SELECT tag FROM cleaned_locale)
          AND NOT EXISTS (SELECT 1 FROM hit WHERE hit.unit = unit.id AND removes = 1 AND alone = 1)""",
)
_IN_SCOPE = """
    FROM unit JOIN document ON document.id = unit.document
    WHERE target_locale IN (SELECT tag FROM cleaned_locale)"""
_EVER_HELD = f"""
    SELECT source, target, source_locale, target_locale {_IN_SCOPE}
    UNION
    SELECT source, target, source_locale, target_locale
    FROM removed_unit JOIN removed_document
      ON removed_document.cleaning = removed_unit.cleaning AND removed_document.id = removed_unit.document
    WHERE target_locale IN (SELECT tag FROM cleaned_locale)"""
_FLAGGED = f"""
    SELECT position, removes, details, {UNIT_SELECTION}
    FROM hit JOIN translation_unit ON translation_unit.id = hit.unit"""


class FlaggedUnit(NamedTuple):
    """A unit that a check found."""

    check: str
    action: Action
    details: str
    unit: TranslationUnit


class CleaningTally(NamedTuple):
    """The result of one check: the number of units it found, and of those among them that no earlier check removes."""

    check: PairCheck | GroupCheck
    action: Action
    units: int
    removed: int


class Cleaning:
    """Checks at work within one transaction on a memory, which `Memory.transaction` opens."""

    def __init__(
        self,
        database: Database,
        checks: Sequence[PairCheck | GroupCheck],
        profile: CleaningProfile,
        target_locales: Iterable[str],
    ) -> None:
        self._database = database
        self.profile = profile
        # A check selected by name that the profile does not use reports.
        self._actions = {check: _action(check, profile) for check in checks}
        # By name: to hash or compare a check is to do so with all it holds, for every hit.
        self._keys = {
            check.name: (CHECKS.index(check), int(action is Action.REMOVE)) for check, action in self._actions.items()
        }
        for statement in _SET_UP:
            database.execute(database.pick(statement))
        database.insert("cleaned_locale", ["tag"], [(tag,) for tag in sorted(set(target_locales))])
        database.gauge("cleaned_locale")

    def find(self, progress: Callable[[int, int], None]) -> None:
        """Run the checks; `progress` is called with the units done and the units there are."""
        self._judge_pairs(progress)
        self._database.gauge("hit")
        for check in self._actions:
            if isinstance(check, GroupCheck):
                found = self._database.stream(check.query(self.profile))
                kept = [
                    (*self._key(check, unit), 0, details) for unit, details, *texts in found if not check.alike(*texts)
                ]
                self._keep(kept)

    def units(self) -> int:
        """Return the number of units in the locales."""
        return int(self._database.execute(f"SELECT count(*) {_IN_SCOPE}").fetchone()[0])

    def tallies(self) -> list[CleaningTally]:
        """Return the counts of each check, in the order of the table."""
        rows = self._database.execute(
            """SELECT position, count(*), sum(CASE WHEN removes = 1 AND NOT EXISTS (
                   SELECT 1 FROM hit AS earlier
                   WHERE earlier.unit = hit.unit AND earlier.removes = 1 AND earlier.position < hit.position)
                   THEN 1 ELSE 0 END)
               FROM hit GROUP BY position"""
        )
        counts = {position: (units, int(removed)) for position, units, removed in rows}
        order = sorted(self._actions, key=CHECKS.index)
        return [CleaningTally(check, self._actions[check], *counts.get(CHECKS.index(check), (0, 0))) for check in order]

    def flagged(self) -> Iterator[FlaggedUnit]:
        """Yield everything found: check by check in the order of the table, units by their ids."""
        yield from self._flagged(f"{_FLAGGED} ORDER BY position, hit.unit")

    def examples(self, name: str, most: int) -> list[FlaggedUnit]:
        """Return some of the units that the check of that name found, evenly spread."""
        position = next(index for index, check in enumerate(CHECKS) if check.name == name)
        count = self._database.execute("SELECT count(*) FROM hit WHERE position = ?", (position,)).fetchone()[0]
        step = max(count // most, 1)
        query = f"""{_FLAGGED} WHERE position = ?1 AND hit.unit IN (
                SELECT unit FROM (SELECT unit, row_number() OVER (ORDER BY unit) - 1 AS place FROM hit
                                  WHERE position = ?1) AS placed WHERE place % ?2 = 0)
            ORDER BY hit.unit LIMIT ?3"""
        return list(self._flagged(query, (position, step, most)))

    def _flagged(self, query: str, parameters: tuple[int, ...] = ()) -> Iterator[FlaggedUnit]:
        for position, removes, details, *row in self._database.stream(query, parameters):
            action = Action.REMOVE if removes else Action.REPORT
            yield FlaggedUnit(CHECKS[position].name, action, details, unit_of_row(tuple(row)))

    def _judge_pairs(self, progress: Callable[[int, int], None]) -> None:
        checks = [(check.judge, check) for check in self._actions if isinstance(check, PairCheck)]
        if not checks:
            return
        norms = self._norms() if any(judge is length_ratio for judge, _ in checks) else LengthNorms()
        total = self.units()
        rows = self._database.stream(
            f"SELECT source, target, source_locale, target_locale, unit.id {_IN_SCOPE} ORDER BY unit.id"
        )
        found: list[tuple[int, int, int, int, str]] = []

        @lru_cache(maxsize=_REMEMBERED)  # a third of real units repeat the texts of another one
        def judged(*texts: str) -> list[tuple[PairCheck, str]]:
            pair = CheckedPair._make(texts)
            return [(check, details) for judge, check in checks if (details := judge(pair, norms))]

        for done, (*texts, unit) in enumerate(rows):
            for check, details in judged(*texts):
                found.append((*self._key(check, unit), 1, details))
            if done % _BATCH == 0:
                progress(done, total)
                self._keep(found)
                found.clear()
        self._keep(found)
        progress(total, total)

    def _norms(self) -> LengthNorms:
        return LengthNorms(map(CheckedPair._make, self._database.stream(_EVER_HELD)))

    def _key(self, check: PairCheck | GroupCheck, unit: int) -> tuple[int, int, int]:
        position, removes = self._keys[check.name]
        return position, unit, removes

    def _keep(self, rows: Sequence[tuple[int, int, int, int, str]]) -> None:
        self._database.insert("hit", ["position", "unit", "removes", "alone", "details"], rows)


def _action(check: PairCheck | GroupCheck, profile: CleaningProfile) -> Action:
    action = check.action(profile)
    return Action.REPORT if action is Action.NONE else action
