"""What comes into a memory: whole documents, which replace what was there of them, and single units, which add."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import xxhash

from l10nqa.memory.overwriting import BY_ITSELF, OF_DOCUMENT
from l10nqa.memory.schema import UNIT_INDEXES
from l10nqa.memory.state import count_generation
from l10nqa.memory.tombstones import keep_out
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.memory.database import Database, OnConflict
    from l10nqa.model import Bitext, TranslationUnit

__all__ = ["KEYLESS", "Changes", "Intake"]

KEYLESS = "="
"""Begins the stored key of a unit that has no segment id of its own."""
_BATCH = 20_000

_Row = tuple[int, str, int, str, str, str | None, int, int, int, int, int]

_COLUMNS = (
    *("document", "segment", "occurrence", "source", "target", "origin"),
    *("source_hash", "previous_hash", "next_hash", "created", "changed"),
)


@dataclass(slots=True)
class Changes:
    """What an intake did. `units` counts rows that are new or differ from before."""

    documents: int = 0
    unchanged_documents: int = 0
    removed_documents: int = 0
    """Documents whose files are gone."""
    units: int = 0
    removed_units: int = 0
    kept_out: int = 0
    """Units that came in as `tm clean` had removed them, and were left out."""


class Intake:
    """An open transaction on a memory, made by `Memory.intake`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._now = int(time.time())
        self._new_rows: list[_Row] = []
        self._upserts: list[_Row] = []
        self._over = OF_DOCUMENT
        """What becomes of the rows that the upserts find there."""
        known = database.execute("SELECT path, source_locale, target_locale, id, content_hash FROM document")
        self._documents: dict[tuple[str, str, str], int] = {}
        self._contents: dict[str, int] = {}
        for path, source_locale, target_locale, number, content_hash in known:
            self._documents[path, source_locale, target_locale] = number
            if content_hash is not None:
                self._contents[path] = content_hash
        self.changes = Changes()
        self._filling = database.sorts_later and self._is_empty()
        if self._filling:
            for index in UNIT_INDEXES:
                database.execute(f"DROP INDEX {index}")

    def is_current(self, path: str, raw: bytes) -> bool:
        """Tell whether the memory holds the document of that path with exactly these bytes; counts it if so."""
        current = self._contents.get(path) == _content_hash(raw)
        self.changes.unchanged_documents += current
        return current

    def document(self, document: Bitext, raw: bytes) -> None:
        """Take a document in: its units replace those that the memory held of it; unchanged ones keep their ids."""
        key = (document.path, document.source_locale, document.target_locale)
        if document.path in self._contents:
            self._drop_other_locales(key)
        self.changes.documents += 1
        facts = (_content_hash(raw), _storable(document.front_matter or ""))
        if key not in self._documents:
            self._new_rows += self._rows(document, self._new_document(key, *facts))
        else:
            number = self._documents[key]
            self._replace(document, number)
            self._database.execute(
                "UPDATE document SET content_hash = ?, front_matter = ?, extracted = ? WHERE id = ?",
                (*facts, self._now, number),
            )
        if len(self._new_rows) >= _BATCH:
            self.flush()

    def unit(self, unit: TranslationUnit, fallback_path: str) -> None:
        """Take one unit in, over one of the same key; one without a path is filed under `fallback_path`.

        One without neighbours, or without an origin, leaves those of the same source, or the same pair, as they are.
        """
        key = (unit.path or fallback_path, unit.source_locale, unit.target_locale)
        number = self._documents.get(key) or self._new_document(key)
        segment = unit.segment or f"{KEYLESS}{xxhash.xxh3_64_hexdigest(repr((unit.source, unit.target)).encode())}"
        self._upserting(BY_ITSELF)
        self._upserts.append(
            (
                *(number, segment, 0, unit.source, unit.target, unit.origin, text_hash(unit.source)),
                *(unit.previous_hash, unit.next_hash, unit.created or self._now, unit.changed or self._now),
            )
        )
        if len(self._upserts) >= _BATCH:
            self.flush()

    def prune(self, folders: Iterable[str]) -> None:
        """Remove the documents below the folders, named as on the command line, whose files are gone.

        What was imported or came from standard input stays, whatever its path: no file says what became of it.
        """
        bases = [_base(folder) for folder in folders]
        extracted = (
            "SELECT path, source_locale, target_locale FROM document WHERE content_hash IS NOT NULL AND path <> '-'"
        )
        for path, source_locale, target_locale in self._database.execute(extracted).fetchall():
            if any(_is_below(path, base) for base in bases) and _is_gone(path):
                self._drop((path, source_locale, target_locale))
                self._contents.pop(path, None)
                self.changes.removed_documents += 1

    def finish(self) -> None:
        """Send what is still held back to the database, complete its indexes, and leave out what was cleaned away."""
        self.flush()
        self._complete_indexes()
        if self.changes.units:
            self.changes.kept_out = keep_out(self._database)
            self.changes.units -= self.changes.kept_out
        if self.changes.units or self.changes.removed_units or self.changes.kept_out:  # what came and went is logged
            count_generation(self._database)

    def flush(self) -> None:
        """Send what is still held back to the database."""
        if self._upserts:
            self._complete_indexes()  # which find what is already there
        for rows, over in ((self._new_rows, None), (self._upserts, self._over)):
            if rows:
                self.changes.units += self._database.insert("unit", _COLUMNS, rows, over)
                rows.clear()

    def _upserting(self, over: OnConflict) -> None:
        """Let the rows that follow go over others in this way; those held back go as they were to."""
        if over is not self._over:
            self.flush()
            self._over = over

    def _is_empty(self) -> bool:
        return not self._database.execute("SELECT EXISTS (SELECT 1 FROM unit)").fetchone()[0]

    def _complete_indexes(self) -> None:
        if self._filling:
            self._filling = False
            for words in UNIT_INDEXES.values():
                self._database.execute(self._database.pick(words))

    def _new_document(self, key: tuple[str, str, str], content_hash: int | None = None, front_matter: str = "") -> int:
        made = self._database.execute(
            "INSERT INTO document (path, source_locale, target_locale, content_hash, front_matter, extracted)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (*key, content_hash, front_matter, self._now),
        )
        number: int = made.fetchall()[0][0]
        self._documents[key] = number
        return number

    def _drop_other_locales(self, key: tuple[str, str, str]) -> None:
        """Remove what the same file gave under another locale: its front matter has changed since."""
        for other in [known for known in self._documents if known[0] == key[0] and known != key]:
            self._drop(other)

    def _drop(self, key: tuple[str, str, str]) -> None:
        self.flush()  # rows held back may be of this document
        number = self._documents.pop(key)
        cursor = self._database.execute("DELETE FROM unit WHERE document = ?", (number,))
        self.changes.removed_units += cursor.rowcount
        self._database.execute("DELETE FROM document WHERE id = ?", (number,))

    def _replace(self, document: Bitext, number: int) -> None:
        rows = self._rows(document, number)
        kept = {(row[1], row[2]) for row in rows}
        stored = self._database.execute(
            "SELECT id, segment, occurrence FROM unit WHERE document = ?", (number,)
        ).fetchall()
        gone = [(unit,) for unit, segment, occurrence in stored if (segment, occurrence) not in kept]
        if gone:
            self._database.executemany("DELETE FROM unit WHERE id = ?", gone)
        self.changes.removed_units += len(gone)
        self._upserting(OF_DOCUMENT)
        self._upserts += rows

    def _rows(self, document: Bitext, number: int) -> list[_Row]:
        if not document.segments:
            return []
        # Column by column, in C: this runs over every segment there is.
        identifiers, sources, targets, *_ = zip(*document.segments, strict=True)
        hashes = [0, *map(text_hash, sources), 0]
        now = repeat(self._now)
        columns = (repeat(number), identifiers, _occurrences(identifiers), sources, targets, repeat(document.origin))
        return list(zip(*columns, hashes[1:-1], hashes, hashes[2:], now, now, strict=False))


def _occurrences(identifiers: tuple[str, ...]) -> list[int]:
    """Return 0 for each segment, and more for the later ones that repeat an id."""
    if len(set(identifiers)) == len(identifiers):
        return [0] * len(identifiers)
    seen: dict[str, int] = {}
    counted = []
    for identifier in identifiers:
        counted.append(seen.get(identifier, 0))
        seen[identifier] = counted[-1] + 1
    return counted


def _base(folder: str) -> str:
    """Return what the paths of all documents in the folder begin with."""
    name = Path(folder).as_posix().rstrip("/")
    return "" if name == "." else f"{name}/"


def _is_below(path: str, base: str) -> bool:
    return path.startswith(base) and not path.removeprefix(base).startswith(("/", "../"))


def _is_gone(path: str) -> bool:
    try:
        Path(path).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False  # it may be there: out of reach is not gone
    return False


def _content_hash(raw: bytes) -> int:
    return xxhash.xxh3_64_intdigest(raw) >> 1


def _storable(text: str) -> str:
    """Replace undecodable bytes, which SQLite does not take as text."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
