"""The translation memory: units and their documents, in a database that survives crashes and takes several writers.

Every change is one transaction: a process killed in the middle leaves the previous state. `sqlite.py` and `postgres/`
implement the interface in `database.py`.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple, Self

from l10nqa.errors import StoreError
from l10nqa.memory.concordance import SIDES, Concordance, ConcordanceMatch, ConcordancePage, occurrences
from l10nqa.memory.database import in_batches, placeholders, silent
from l10nqa.memory.intake import Intake
from l10nqa.memory.locales import can_stand_in, is_within
from l10nqa.memory.location import DatabaseUrl, memory_location
from l10nqa.memory.part import begin_part
from l10nqa.memory.schema import prepare
from l10nqa.memory.sqlite import SqliteDatabase
from l10nqa.memory.state import locale_pairs
from l10nqa.memory.unit_row import UNIT_SELECTION, unit_of_row
from l10nqa.model import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from l10nqa.memory.concordance import Side
    from l10nqa.memory.database import Database, Progress
    from l10nqa.memory.fuzzy import Searcher
    from l10nqa.memory.location import Location
    from l10nqa.model import TranslationUnit

__all__ = ["LocaleStats", "Memory", "Stats"]

_LAST_UNIT = 2**63 - 1
"""The greatest number that a unit can have."""


class LocaleStats(NamedTuple):
    """The figures of a memory for one pair of locales and one origin."""

    source_locale: str
    target_locale: str
    origin: str | None
    units: int
    unique_sources: int
    source_characters: int
    target_characters: int


class Stats(NamedTuple):
    """The figures of a memory: documents, units, bytes on disk, and those of each pair of locales and origin."""

    documents: int
    units: int
    bytes: int
    locales: tuple[LocaleStats, ...]


class Memory:
    """An open translation memory. Use as a context manager; safe for one thread, and for many processes."""

    def __init__(self, location: str | Location, *, create: bool = False) -> None:
        """Open the memory in a file or at `postgresql://…`; with `create`, make an empty one where there is none.

        Raises:
            ConfigError: the location is the address of something else.
            StoreError: there is none, it is not a memory, or it cannot be opened.
        """
        self.location = memory_location(location)
        """The file, or the database."""
        self._searcher: Searcher | None = None
        self._concordance: Concordance | None = None
        self._database = _opened(self.location, create=create)
        try:
            prepare(self._database)
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._database.discard()
        self.close()

    def close(self) -> None:
        """Close the memory."""
        self._searcher = None
        if self._concordance:
            self._concordance.close()
        self._database.close()

    @contextmanager
    def intake(self, *, is_part: bool = False) -> Iterator[Intake]:
        """Open a transaction that takes documents and units in; it is committed when the block ends without error.

        The memory becomes one that `is_part` of what several shards extract; see `part.py`.

        Raises:
            StoreError: it holds units already, and is no part.
        """
        with self.transaction(write=True) as database:
            if is_part:
                begin_part(database)
            intake = Intake(database, keeps_apart=is_part)
            yield intake
            intake.finish()

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[Database]:
        """Open a transaction for another module of this package: one state of the memory while the block runs.

        With `write` it is committed when the block ends without error; otherwise the memory stays as it was.
        """
        with self._database.errors():
            self._database.begin(write=write)
            try:
                yield self._database
                if write:
                    self._database.commit()
            finally:
                self._database.rollback()  # what is committed stays

    def units(self, *, source_locale: str | None = None, target_locale: str | None = None) -> Iterator[TranslationUnit]:
        """Yield the units in order of their ids, of the given locales only; `lv` stands for `lv-LV` too."""
        yield from self._units_of(lambda pair: is_within(pair[0], source_locale) and is_within(pair[1], target_locale))

    def units_for(self, source_locale: str | None, target_locale: str | None) -> Iterator[TranslationUnit]:
        """Yield the units that can be offered for a pair of locales, in order of their ids; see `search`."""
        yield from self._units_of(
            lambda pair: can_stand_in(pair[0], source_locale) and can_stand_in(pair[1], target_locale)
        )

    def _units_of(self, is_wanted: Callable[[tuple[str, str]], bool]) -> Iterator[TranslationUnit]:
        with self._database.errors():
            wanted = [tuple(pair) for pair in locale_pairs(self._database) if is_wanted(pair)]
            each = " OR ".join("(source_locale = ? AND target_locale = ?)" for _ in wanted) or "1 = 0"
            values = [tag for pair in wanted for tag in pair]
            for row in self._database.stream(f"{_UNIT} WHERE {each} ORDER BY id", values):
                yield unit_of_row(row)

    def search(
        self,
        text: str,
        *,
        limit: int = 5,
        min_score: float = 70.0,
        source_locale: str | None = None,
        target_locale: str | None = None,
    ) -> list[Match]:
        """Return the units whose sources are most like the text: the best first, those of one score by their ids.

        They are exactly those that comparing the text with every source gives. `min_score` is the score to reach, 0 to
        100; the further below 70, the longer a search takes. `lv` stands for `lv-LV` too, but not for another script or
        a registered variant: `ca` takes no `ca-valencia`. The first search of a large memory makes its index (see
        `index`).
        """
        with self.transaction(write=False):

            def is_wanted(pair: tuple[str, str]) -> bool:
                return can_stand_in(pair[0], source_locale) and can_stand_in(pair[1], target_locale)

            unrestricted = source_locale is None and target_locale is None
            found = self._search().search(text, limit, min_score / 100, None if unrestricted else is_wanted)
            units = self._by_number(number for _, number in found)
            return [Match(100 * score, unit) for (score, _), unit in zip(found, units, strict=True)]

    def concordance(
        self,
        text: str,
        *,
        side: Side = "source",
        limit: int = 20,
        after: int = 0,
        source_locale: str | None = None,
        target_locale: str | None = None,
        progress: Progress = silent,
    ) -> ConcordancePage:
        """Return the units whose source (or target, or either) holds the text, in any capitals, by their ids.

        At most `limit` of them, with ids greater than `after`: the id of a page's last unit leads to the next page.
        `lv` stands for `lv-LV` too. The first call for a side makes its index (about 10 seconds for a million units),
        in a file beside the memory; `progress` is called with the numbers of units done and of all.
        """
        matches: list[ConcordanceMatch] = []
        with self.transaction(write=False):
            if self._concordance is None:
                self._concordance = Concordance(self._database, self._database.beside("concordance"))
            with closing(self._concordance.units(text, side, min(after, _LAST_UNIT), progress)) as numbers:
                for unit in self._by_number(numbers):
                    if is_within(unit.source_locale, source_locale) and is_within(unit.target_locale, target_locale):
                        if len(matches) == limit:
                            return ConcordancePage(tuple(matches), more=True)
                        spans = [occurrences(text, getattr(unit, each)) for each in SIDES[side]]
                        matches.append(ConcordanceMatch(unit, *spans))
        return ConcordancePage(tuple(matches), more=False)

    def prepare_search(self, progress: Progress = silent) -> None:
        """Prepare for the next search, which may mean making the index: ten seconds for a million units."""
        with self.transaction(write=False):
            self._search().refresh(progress)

    def index(self, progress: Progress = silent, *, compiles: bool = True) -> int:
        """Make the index that searches use, in a file beside the memory, where it is not up to date.

        With `compiles`, the search is compiled as well where that can be done: who asks for an index has many searches
        to make. The compiler takes 110 MB, which a small memory is not worth.

        Returns the number of units in it; 0 where its folder is not writable. `progress` is called with the numbers of
        sources done and of all.
        """
        with self.transaction(write=False):
            return self._search().renew(progress, compiles=compiles)

    def _search(self) -> Searcher:
        if self._searcher is None:
            from l10nqa.memory.fuzzy import Searcher  # noqa: PLC0415 - arrays, which only searches need

            self._searcher = Searcher(self._database, self._database.beside("index"))
        return self._searcher

    def is_current(self) -> bool:
        """Tell whether this is still the memory at its location: its file not replaced, its server not lost."""
        return self._database.is_current()

    def index_file(self) -> Path:
        """Return where the index that searches use is or is to be."""
        with self._database.errors():
            return self._database.beside("index")

    def _by_number(self, numbers: Iterable[int]) -> Iterator[TranslationUnit]:
        """Yield the units of the numbers, in the order of these."""
        for batch in in_batches(numbers):
            rows = self._database.execute(f"{_UNIT} WHERE id IN ({placeholders(batch)})", batch)
            units = {unit.id: unit for unit in map(unit_of_row, rows)}
            yield from (units[number] for number in batch)

    def count(self, *, target_locale: str) -> int:
        """Return the number of units that translate into the locale."""
        with self._database.errors():
            row = self._database.execute(_COUNT, (target_locale,)).fetchone()
        return int(row[0])

    def repeated(self, target_locale: str, min_units: int) -> Iterator[tuple[str, str, int]]:
        """Yield every pair of texts of a locale with the number of its units, if `min_units` or more have its source.

        The units of other locales are not looked at: they may be forty times as many. The order is always the same.
        """
        with self._database.errors():
            yield from self._database.stream(_REPEATED, (target_locale, min_units))

    def locale_pairs(self) -> list[tuple[str, str]]:
        """Return the pairs of locales that the memory has documents in, without looking at their units."""
        with self._database.errors():
            return locale_pairs(self._database)

    def locales(self, within: str | None = None) -> list[str]:
        """Return the locales that the memory translates into, most units first; `within` a language: only its own."""
        with self._database.errors():
            rows = self._database.execute(_LOCALES)
            return [row[0] for row in rows if is_within(row[0], within)]

    def stats(self) -> Stats:
        """Count what the memory holds."""
        with self._database.errors():
            documents: int = self._database.execute("SELECT count(*) FROM document").fetchone()[0]
            locales = tuple(LocaleStats(*row) for row in self._database.execute(_STATS))
            size = self._database.size()
        return Stats(documents, sum(locale.units for locale in locales), size, locales)


def _opened(location: Location, *, create: bool) -> Database:
    if not isinstance(location, DatabaseUrl):
        return SqliteDatabase(location, create=create)
    try:
        from l10nqa.memory.postgres import PostgresDatabase  # noqa: PLC0415 - an extra
    except ImportError as error:
        missing = f"PostgreSQL needs {error.name}" if error.name else f"PostgreSQL cannot be used: {error}"
        raise StoreError(missing, path=str(location), hint="pip install 'l10nqa[postgres]'") from error
    return PostgresDatabase(location, create=create)


_UNIT = f"SELECT {UNIT_SELECTION} FROM translation_unit"  # noqa: S608 - columns are ours
_LOCALES = """
    SELECT target_locale FROM unit JOIN document ON document.id = unit.document
    GROUP BY 1 ORDER BY count(*) DESC"""
_COUNT = "SELECT count(*) FROM unit JOIN document ON document.id = unit.document WHERE target_locale = ?"
# SQLite takes tables that are joined by CROSS JOIN in that very order, and uses no index for `+source_hash`: it goes
# through the units of the locale alone, and sorts no texts but the repeated ones.
_REPEATED = """
    SELECT source, target, count(*) AS units
    FROM document CROSS JOIN unit
    WHERE unit.document = document.id AND target_locale = ?1 AND +source_hash IN (
        SELECT source_hash FROM document CROSS JOIN unit
        WHERE unit.document = document.id AND target_locale = ?1
        GROUP BY source_hash HAVING count(*) >= ?2
    )
    GROUP BY source_hash, source, target
    ORDER BY source_hash, source, target"""
_STATS = """
    SELECT source_locale, target_locale, origin, count(*), count(DISTINCT source_hash),
           sum(length(source)), sum(length(target))
    FROM unit JOIN document ON document.id = unit.document
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
