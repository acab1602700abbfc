"""The translation memory: one SQLite file that survives crashes and takes several writers.

Every change is one transaction: a process killed in the middle leaves the previous state. An empty memory is filled
under a rollback journal, which costs nothing there, and goes over to write-ahead logging (readers never wait) when it
is closed.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, Self

from l10nqa.errors import StoreError
from l10nqa.memory.hit import Hit, Page
from l10nqa.memory.intake import KEYLESS, Intake
from l10nqa.memory.progress import silent
from l10nqa.memory.schema import prepare
from l10nqa.model import Match, TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from l10nqa.memory.concordance import Concordance, Side
    from l10nqa.memory.fuzzy import Searcher
    from l10nqa.memory.progress import Progress

__all__ = ["LocaleStats", "Memory", "Stats"]

_WAIT = 120
"""Seconds to wait for another process's write before giving up."""


class LocaleStats(NamedTuple):
    """What a memory holds for one pair of locales and one origin."""

    source_locale: str
    target_locale: str
    origin: str | None
    units: int
    unique_sources: int
    source_characters: int
    target_characters: int


class Stats(NamedTuple):
    """What a memory holds: documents, units, bytes on disk, and the figures per locale pair and origin."""

    documents: int
    units: int
    bytes: int
    locales: tuple[LocaleStats, ...]


class Memory:
    """An open translation memory. Use as a context manager; safe for one thread, and for many processes."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the memory at `path`; with `create`, make an empty one where there is none.

        Raises:
            StoreError: there is none, it is not a memory, or it cannot be opened.
        """
        if not create and not path.is_file():
            raise StoreError(
                "no such translation memory", path=str(path), hint=f"make it: l10nqa extract PATH --tm {path}"
            )
        self.path = path
        self._made_here = create and not path.exists()
        self._searcher: Searcher | None = None
        self._concordance: Concordance | None = None
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
            with self._errors():
                self._configure()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"cannot be opened: {error}", path=str(path)) from error

    def _configure(self) -> None:
        run = self._connection.execute
        run("PRAGMA page_size = 16384")  # takes effect in a new file only
        run("PRAGMA cache_size = -65536")  # KiB
        run("PRAGMA synchronous = NORMAL")  # with write-ahead logging still safe against a killed process
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA trusted_schema = OFF")
        prepare(self._connection, str(self.path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._made_here:
            self._remove_if_empty()
        self.close()

    def _remove_if_empty(self) -> None:
        """Remove the file that this run made and then failed to fill, unless another process is filling it."""
        try:
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._connection.execute("BEGIN EXCLUSIVE")
            if not self._connection.execute("SELECT EXISTS (SELECT 1 FROM document)").fetchone()[0]:
                self.path.unlink()
            self._connection.execute("ROLLBACK")
        except (OSError, sqlite3.Error):
            pass  # it stays, as an empty memory does no harm

    def close(self) -> None:
        """Close the file; goes over to write-ahead logging where it is not yet in use."""
        try:
            if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                self._connection.execute("PRAGMA busy_timeout = 1000")
                self._connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error:
            pass  # another process is using it, or it is read-only: the next one to close it will
        self._searcher = None
        if self._concordance:
            self._concordance.close()
        self._connection.close()

    @contextmanager
    def intake(self) -> Iterator[Intake]:
        """Open a transaction through which documents and units come in; committed when the block ends without error."""
        with self._errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                intake = Intake(self._connection)
                yield intake
                intake.finish()
            except BaseException:
                if self._connection.in_transaction:  # SQLite ends it itself on some errors, a full disk for one
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[sqlite3.Connection]:
        """Open a transaction for another module of this package: one state of the memory while the block runs.

        With `write` it is committed when the block ends without error; otherwise the memory stays as it was.
        """
        with self._errors():
            self._connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield self._connection
                self._connection.execute("COMMIT" if write else "ROLLBACK")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def units(self, *, source_locale: str | None = None, target_locale: str | None = None) -> Iterator[TranslationUnit]:
        """Yield the units in order of their ids, of the given locales only; `lv` stands for `lv-LV` too."""
        with self._errors():
            pairs = self._connection.execute("SELECT DISTINCT source_locale, target_locale FROM document").fetchall()
            sources = json.dumps([source for source, _ in pairs if _is_within(source, source_locale)])
            targets = json.dumps([target for _, target in pairs if _is_within(target, target_locale)])
            for row in self._connection.execute(_UNITS, (sources, targets)):
                yield _unit(row)

    def search(
        self,
        text: str,
        *,
        limit: int = 5,
        least: float = 70.0,
        source_locale: str | None = None,
        target_locale: str | None = None,
    ) -> list[Match]:
        """Return the units whose sources are most like the text: the best first, those of one score by their ids.

        They are exactly those that comparing the text with every source gives. `least` is the score to reach, 0 to
        100; the further below 70, the longer it takes. `lv` stands for `lv-LV` too. The first search of a
        large memory makes its index (see `index`).
        """
        with self._errors(), self._snapshot():

            def is_wanted(pair: tuple[str, str]) -> bool:
                return _is_within(pair[0], source_locale) and _is_within(pair[1], target_locale)

            unrestricted = source_locale is None and target_locale is None
            found = self._search().search(text, limit, least / 100, None if unrestricted else is_wanted)
            rows = (self._connection.execute(_UNIT, (number,)).fetchone() for _, number in found)
            return [Match(100 * score, _unit(row)) for (score, _), row in zip(found, rows, strict=True)]

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
    ) -> Page:
        """Return the units whose source (or target) holds the text, in any capitals, in order of their ids.

        At most `limit` of them, with ids greater than `after`: the id of a page's last unit leads to the next page.
        `lv` stands for `lv-LV` too. The first call for a side makes its index (about 10 seconds for a million units),
        in a file beside the memory; `progress` is told how many of how many units are done.
        """
        from l10nqa.memory.concordance import Concordance, occurrences  # noqa: PLC0415 - few commands need it

        hits: list[Hit] = []
        with self._errors(), self._snapshot():
            self._concordance = self._concordance or Concordance(
                self._connection, self.path.with_name(f"{self.path.name}.concordance")
            )
            for number in self._concordance.units(text, side, after, progress):
                unit = _unit(self._connection.execute(_UNIT, (number,)).fetchone())
                if _is_within(unit.source_locale, source_locale) and _is_within(unit.target_locale, target_locale):
                    if len(hits) == limit:
                        return Page(tuple(hits), more=True)
                    hits.append(Hit(unit, occurrences(text, getattr(unit, side))))
        return Page(tuple(hits), more=False)

    def prepare_search(self, progress: Progress = silent) -> None:
        """Do what the next search would do first, which may be to make the index: ten seconds for a million units."""
        with self._errors(), self._snapshot():
            self._search().refresh(progress)

    def index(self, progress: Progress = silent) -> int:
        """Make the index that searches use, in a file beside the memory, where it is not up to date.

        Returns the number of units in it; 0 where its folder cannot be written. `progress` is told how many of how
        many sources are done.
        """
        with self._errors(), self._snapshot():
            return self._search().renew(progress)

    def _search(self) -> Searcher:
        if self._searcher is None:
            from l10nqa.memory.fuzzy import Searcher  # noqa: PLC0415 - arrays, which only searches need

            self._searcher = Searcher(self._connection, self.path.with_name(f"{self.path.name}.index"))
        return self._searcher

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """See one state of the memory, whatever other processes write."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")  # nothing was written

    def count(self, *, target_locale: str) -> int:
        """Return how many units translate into the locale."""
        with self._errors():
            row = self._connection.execute(_COUNT, (target_locale,)).fetchone()
        return int(row[0])

    def pairs(self, target_locale: str) -> Iterator[tuple[str, str]]:
        """Yield source and target of every unit that translates into the locale."""
        with self._errors():
            yield from self._connection.execute(_PAIRS, (target_locale,))

    def repeated(self, target_locale: str, least: int) -> Iterator[tuple[str, str, int]]:
        """Yield source, target and number of units of every pair whose source at least so many units have."""
        with self._errors():
            yield from self._connection.execute(_REPEATED, (target_locale, least))

    def stored_lexicon(self, target_locale: str) -> tuple[int, bytes] | None:
        """Return the lexicon kept for the locale, and the number of units it was learned from."""
        with self._errors():
            row = self._connection.execute(
                "SELECT units, data FROM lexicon WHERE target_locale = ?", (target_locale,)
            ).fetchone()
        return (int(row[0]), bytes(row[1])) if row else None

    def store_lexicon(self, target_locale: str, units: int, data: bytes) -> None:
        """Keep a lexicon with the memory."""
        with self._errors():
            self._connection.execute(
                "INSERT OR REPLACE INTO lexicon (target_locale, units, data) VALUES (?, ?, ?)",
                (target_locale, units, data),
            )

    def locales(self, within: str | None = None) -> list[str]:
        """Return the locales that the memory translates into, most units first; `within` a language: only its own."""
        with self._errors():
            rows = self._connection.execute(_LOCALES)
            return [row[0] for row in rows if _is_within(row[0], within)]

    def stats(self) -> Stats:
        """Count what the memory holds."""
        with self._errors():
            documents: int = self._connection.execute("SELECT count(*) FROM document").fetchone()[0]
            locales = tuple(LocaleStats(*row) for row in self._connection.execute(_STATS))
        return Stats(documents, sum(locale.units for locale in locales), self.path.stat().st_size, locales)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
                remedy = "give another file to --tm"
                raise StoreError("is no translation memory", path=str(self.path), hint=remedy) from error
            locked = "locked" in str(error)
            hint = "another process is writing: try again when it is done" if locked else None
            raise StoreError(f"the memory failed: {error}", path=str(self.path), hint=hint) from error


_UNITS = """
    SELECT source, target, source_locale, target_locale, path, segment, origin, previous_hash, next_hash,
           created, changed, 0, id
    FROM translation_unit
    WHERE source_locale IN (SELECT value FROM json_each(?)) AND target_locale IN (SELECT value FROM json_each(?))
    ORDER BY id"""
_UNIT = """
    SELECT source, target, source_locale, target_locale, path, segment, origin, previous_hash, next_hash,
           created, changed, 0, id
    FROM translation_unit WHERE id = ?"""
_LOCALES = """
    SELECT target_locale FROM unit JOIN document ON document.id = unit.document
    GROUP BY 1 ORDER BY count(*) DESC"""
_COUNT = "SELECT count(*) FROM unit JOIN document ON document.id = unit.document WHERE target_locale = ?"
_PAIRS = """
    SELECT source, target FROM unit JOIN document ON document.id = unit.document
    WHERE target_locale = ? ORDER BY unit.id"""
_REPEATED = """
    SELECT source, target, count(*) FROM unit JOIN document ON document.id = unit.document
    WHERE target_locale = ?1
      AND source_hash IN (SELECT source_hash FROM unit GROUP BY source_hash HAVING count(*) >= ?2)
    GROUP BY source_hash, source, target"""
_STATS = """
    SELECT source_locale, target_locale, origin, count(*), count(DISTINCT source_hash),
           sum(length(source)), sum(length(target))
    FROM unit JOIN document ON document.id = unit.document
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""


def _is_within(tag: str, wanted: str | None) -> bool:
    # RFC 4647, basic filtering: the same tag in any capitals, or one with further subtags.
    return wanted is None or f"{tag}-".lower().startswith(f"{wanted}-".replace("_", "-").lower())


def _unit(row: tuple[object, ...]) -> TranslationUnit:
    unit = TranslationUnit._make(row)
    return unit._replace(segment=None) if unit.segment and unit.segment.startswith(KEYLESS) else unit
