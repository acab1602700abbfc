"""The way into a memory: whole files, which replace what it held of them, and single units, which add.

The units of a file are filed under the document that they are of. That is the path that the file names, where it is one
of ours (a PO file that l10nqa exported names the Markdown documents), else the path of the file itself as the user gave
it. So the same file taken in again replaces its units, and any other file adds to them, a copy in another folder too.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import xxhash

from l10nqa.memory.gone_files import folder_prefix, is_below, is_gone
from l10nqa.memory.incoming import Identified, keys_of
from l10nqa.memory.kept_out import keep_out
from l10nqa.memory.locales import canonical_locale
from l10nqa.memory.part import keep_apart, write_part_record
from l10nqa.memory.repeated import set_aside
from l10nqa.memory.schema import UNIT_INDEXES
from l10nqa.memory.state import count_generation
from l10nqa.memory.unit_row import (
    OVER_PIECEMEAL,
    OVER_WHOLE_FILE,
    UNIT_COLUMNS,
    UnitRow,
    stored_key,
    stored_key_with_texts,
    unit_row,
    without_texts,
)
from l10nqa.model import TranslationUnit
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from l10nqa.memory.database import Database, OnConflict
    from l10nqa.memory.part import StoredFile
    from l10nqa.model import Bitext

__all__ = ["Changes", "Intake"]

_BATCH = 20_000

_DocumentKey = tuple[str, str, str]
"""Path, source locale and target locale."""


@dataclass(slots=True)
class Changes:
    """The changes that an intake made. `units` counts rows that are new or differ from before."""

    documents: int = 0
    unchanged_documents: int = 0
    removed_documents: int = 0
    """Documents whose files are gone."""
    units: int = 0
    removed_units: int = 0
    kept_out: int = 0
    """Units that `tm clean` had removed and that came in again unchanged; they were left out."""


class Intake:
    """An open transaction on a memory, made by `Memory.intake`."""

    def __init__(self, database: Database, *, keeps_apart: bool = False) -> None:
        """With `keeps_apart`, units that a file has of other documents are kept apart; see `part.py`."""
        self._keeps_apart = keeps_apart
        self._database = database
        self._now = int(time.time())
        self._new_rows: list[UnitRow] = []
        self._upserts: list[UnitRow] = []
        self._over = OVER_WHOLE_FILE
        """How the upserts replace the rows of their keys."""
        self._held: set[int] = set()
        """The documents of the rows that have not been sent to the database yet."""
        known = database.execute("SELECT path, source_locale, target_locale, id, content_hash FROM document")
        self._documents: dict[_DocumentKey, int] = {}
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

    def is_current(self, path: str, content: bytes | int) -> bool:
        """Tell whether the memory holds the file of that path with exactly these bytes; counts it if so.

        `content` are the bytes, or the hash of them that another memory holds.
        """
        current = self._contents.get(path) == _content_hash(content)
        self.changes.unchanged_documents += current
        return current

    def bitext(
        self, bitext: Bitext | StoredFile, content: bytes | int | None, units: Iterable[TranslationUnit]
    ) -> None:
        """Take a file in: its units replace those that the memory held of it; unchanged ones keep their ids.

        `units` are those of its segments that have a usable translation, in order. A unit without a path is of the file
        itself. One of another document is added to that one, over the unit of its key, and removes none. `content` is
        what `is_current` is to know the file by: its bytes, with whatever else decides about its units. A file with
        units of other documents is never current, nor is one without `content`: these may have changed since.
        """
        own: dict[_DocumentKey, list[TranslationUnit]] = {}
        others: dict[_DocumentKey, list[TranslationUnit]] = {}
        for unit in units:
            group = own if _is_of(unit, bitext.path) else others
            group.setdefault(self._document_key(unit, bitext.path), []).append(unit)
        if not own and not others:  # known to give nothing
            own[bitext.path, canonical_locale(bitext.source_locale), canonical_locale(bitext.target_locale)] = []
        if bitext.path in self._contents or bitext.front_matter is None:
            self._drop_other_locales(bitext.path, own)
        self.changes.documents += 1
        content_hash = None if others or content is None else _content_hash(content)
        for key, of_document in own.items():
            self._replace(key, of_document, content_hash, _storable(bitext.front_matter or ""))
        if self._keeps_apart:
            keep_apart(self._database, bitext.path, chain.from_iterable(others.values()))
        else:
            for key, of_document in others.items():
                self._merge(key, of_document)
        if len(self._new_rows) >= _BATCH:
            self.flush()

    def document(self, document: Bitext, raw: bytes) -> None:
        """Take a bilingual document in, of which every segment is a unit; see `bitext`."""
        segments = document.segments
        hashes = [0, *(text_hash(segment.source) for segment in segments), 0]
        source_locale, target_locale, origin = document.source_locale, document.target_locale, document.origin
        units = [
            TranslationUnit(
                *(segment.source, segment.target, source_locale, target_locale),
                None,
                segment.id,
                origin,
                previous_hash,
                next_hash,
            )
            for segment, previous_hash, next_hash in zip(segments, hashes, hashes[2:], strict=False)
        ]
        self.bitext(document, raw, units)

    def stream(self, path: str, units: Iterable[TranslationUnit]) -> None:
        """Take in the units of a file that is too large to be held, in bounded memory; see `bitext`.

        The same texts under one key are one unit here, however often the file has them.
        """
        self.changes.documents += 1
        if self._keeps_apart:
            units = self._own_units(path, units)
        self.flush()  # units are numbered in the order of their files
        former = [number for known, number in self._documents.items() if known[0] == path]
        if former:
            self.flush()
            self._database.execute(self._database.pick("CREATE TEMP TABLE arrived (document INTEGER, segment TEXT)"))
        elif self._filling:
            self._fill(path, units)
            return
        arrived: list[tuple[int, str]] = []
        for unit in units:
            is_own = _is_of(unit, path)
            number = self._number_of(unit, path)
            key = stored_key_with_texts(unit) if is_own else stored_key(unit)
            self._upsert(unit_row(unit, number, (key, 0), self._now), OVER_PIECEMEAL)
            if former and is_own:
                arrived.append((number, key))
                if len(arrived) == _BATCH:
                    self._database.insert("arrived", ["document", "segment"], arrived)
                    arrived.clear()
        if former:
            self._database.insert("arrived", ["document", "segment"], arrived)
            self._sweep(former)
        self.flush()

    def _own_units(self, path: str, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        """Yield the units that are of the file itself, and keep the others apart."""
        for unit in units:
            if _is_of(unit, path):
                yield unit
            else:
                keep_apart(self._database, path, [unit])

    def _fill(self, path: str, units: Iterable[TranslationUnit]) -> None:
        """Take in the units of a file without looking for their keys; `_complete_indexes` finds what comes twice."""
        rows, now = self._new_rows, self._now
        filed: dict[_DocumentKey, tuple[int, Callable[[TranslationUnit], str]]] = {}
        for unit in units:
            named = unit.path or path, unit.source_locale, unit.target_locale
            place = filed.get(named)
            if place is None:  # of a million units, few are new here
                place = self._number_of(unit, path), stored_key_with_texts if _is_of(unit, path) else stored_key
                filed[named] = place
                self._held.add(place[0])
            number, key_of = place
            rows.append(unit_row(unit, number, (key_of(unit), 0), now))
            if len(rows) >= _BATCH:
                self.flush()
                self._held.update(number for number, _ in filed.values())

    def unit(self, unit: TranslationUnit, fallback_path: str) -> None:
        """Take one unit in, over one of the same key; one without a path is filed under `fallback_path`.

        One without neighbours, origin, context or notes leaves those of the same texts as they are.
        """
        number = self._number_of(unit, fallback_path)
        self._upsert(unit_row(unit, number, (stored_key(unit), 0), self._now), OVER_PIECEMEAL)

    def prune(self, folders: Iterable[str], suffixes: Sequence[str] = ()) -> None:
        """Remove the documents below the folders, named as on the command line, whose files are gone.

        With `suffixes`, in small letters, only documents with one of them. What came in unit by unit or from standard
        input stays, whatever its path: no file says what became of it.
        """
        bases = [folder_prefix(folder) for folder in folders]
        whole_files = (
            "SELECT path, source_locale, target_locale FROM document WHERE content_hash IS NOT NULL AND path <> '-'"
        )
        for path, source_locale, target_locale in self._database.execute(whole_files).fetchall():
            is_meant = path.lower().endswith(tuple(suffixes)) if suffixes else True
            if is_meant and any(is_below(path, base) for base in bases) and is_gone(path):
                self._drop((path, source_locale, target_locale))
                self._contents.pop(path, None)
                self.changes.removed_documents += 1

    def write_part(self, record: dict[str, Any]) -> None:
        """Store in a part what merging must know of the run."""
        write_part_record(self._database, record)

    def finish(self) -> None:
        """Send the rows that are held back, complete the indexes, and remove units that were cleaned away before."""
        self.flush()
        self._complete_indexes()
        if self.changes.units:
            self.changes.kept_out = keep_out(self._database)
            self.changes.units -= self.changes.kept_out
        if self.changes.units or self.changes.removed_units or self.changes.kept_out:  # what came and went is logged
            count_generation(self._database)

    def flush(self) -> None:
        """Send the rows that are held back to the database."""
        if self._upserts:
            self._complete_indexes()  # by which the rows that are there already are found
        for rows, over in ((self._new_rows, None), (self._upserts, self._over)):
            if rows:
                self.changes.units += self._database.insert("unit", UNIT_COLUMNS, rows, over)
                rows.clear()
        self._held.clear()

    def _upsert(self, row: UnitRow, over: OnConflict) -> None:
        if over is not self._over or len(self._upserts) >= _BATCH:
            self.flush()  # those held back go over others in their own way
            self._over = over
        self._upserts.append(row)
        self._held.add(row[0])

    def _is_empty(self) -> bool:
        return not self._database.execute("SELECT EXISTS (SELECT 1 FROM unit)").fetchone()[0]

    def _complete_indexes(self) -> None:
        """Make the indexes of a memory that was filled without them; units of one key become one, as in `unit`."""
        if not self._filling:
            return
        self._filling = False
        statements = list(map(self._database.pick, UNIT_INDEXES.values()))
        if all(map(self._database.make_unique_index, statements)):
            return
        with set_aside(self._database, UNIT_COLUMNS) as later:
            self.changes.units -= later.size
            for statement in statements:
                self._database.execute(statement)
            for rows in later.batches(_BATCH):
                self.changes.units += self._database.insert("unit", UNIT_COLUMNS, rows, OVER_PIECEMEAL)

    def _document_key(self, unit: TranslationUnit, fallback_path: str) -> _DocumentKey:
        return unit.path or fallback_path, canonical_locale(unit.source_locale), canonical_locale(unit.target_locale)

    def _number_of(self, unit: TranslationUnit, fallback_path: str) -> int:
        """Return the number of the document that the unit is of, which is made where there is none."""
        key = self._document_key(unit, fallback_path)
        return self._documents.get(key) or self._new_document(key)

    def _new_document(self, key: _DocumentKey, content_hash: int | None = None, front_matter: str = "") -> int:
        made = self._database.execute(
            "INSERT INTO document (path, source_locale, target_locale, content_hash, front_matter, extracted)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (*key, content_hash, front_matter, self._now),
        )
        number: int = made.fetchall()[0][0]
        self._documents[key] = number
        return number

    def _drop_other_locales(self, path: str, kept: Iterable[_DocumentKey]) -> None:
        """Remove the units of the same file for other locales: it has changed since."""
        wanted = set(kept)
        for document in [known for known in self._documents if known[0] == path and known not in wanted]:
            self._drop(document)

    def _drop(self, key: _DocumentKey) -> None:
        self.flush()  # rows held back may be of this document
        number = self._documents.pop(key)
        cursor = self._database.execute("DELETE FROM unit WHERE document = ?", (number,))
        self.changes.removed_units += cursor.rowcount
        self._database.execute("DELETE FROM document WHERE id = ?", (number,))

    def _sweep(self, documents: Sequence[int]) -> None:
        """Remove the units of these documents that are not in the table `arrived`, which is dropped."""
        self.flush()
        self._database.execute("CREATE INDEX arrived_key ON arrived (document, segment)")
        self._database.gauge("arrived")
        for number in documents:
            gone = self._database.execute(
                """DELETE FROM unit WHERE document = ? AND (occurrence <> 0 OR NOT EXISTS (
                       SELECT 1 FROM arrived WHERE arrived.document = unit.document AND arrived.segment = unit.segment))
                """,
                (number,),
            )
            self.changes.removed_units += gone.rowcount
            # No bytes are known that a later run could find unchanged.
            self._database.execute("UPDATE document SET content_hash = NULL WHERE id = ?", (number,))
        self._database.execute("DROP TABLE arrived")

    def _replace(
        self, key: _DocumentKey, units: Sequence[TranslationUnit], content_hash: int | None, front_matter: str
    ) -> None:
        """Put units in the place of all that the memory has of a document."""
        number = self._documents.get(key)
        if number is None:
            number = self._new_document(key, content_hash, front_matter)
            self._new_rows += self._rows(units, number)
            self._held.add(number)
            return
        stored = self._stored(number)
        rows = self._rows(units, number, [unit for _, unit in stored])
        kept = {(row[1], row[2]) for row in rows}
        gone = [(id_,) for id_, unit in stored if unit.stored not in kept]
        if gone:
            self._database.executemany("DELETE FROM unit WHERE id = ?", gone)
        self.changes.removed_units += len(gone)
        for row in rows:
            self._upsert(row, OVER_WHOLE_FILE)
        self._database.execute(
            "UPDATE document SET content_hash = ?, front_matter = ?, extracted = ? WHERE id = ?",
            (content_hash, front_matter, self._now, number),
        )

    def _merge(self, key: _DocumentKey, units: Sequence[TranslationUnit]) -> None:
        """Put units over those of their keys that the memory has of a document."""
        is_known = key in self._documents
        number = self._documents[key] if is_known else self._new_document(key)
        stored = [unit for _, unit in self._stored(number)] if is_known else []
        for row in self._rows(units, number, stored):
            self._upsert(row, OVER_PIECEMEAL)

    def _stored(self, number: int) -> list[tuple[int, Identified]]:
        """Return the units that the memory has of a document, with their ids."""
        if number in self._held:
            self.flush()
        self._complete_indexes()  # by which they are found
        rows = self._database.execute(
            "SELECT id, segment, source, target, occurrence FROM unit WHERE document = ?", (number,)
        )
        return [
            (id_, Identified(without_texts(segment), source, target, (segment, occurrence)))
            for id_, segment, source, target, occurrence in rows.fetchall()
        ]

    def _rows(self, units: Sequence[TranslationUnit], number: int, known: Sequence[Identified] = ()) -> list[UnitRow]:
        identified = [Identified(stored_key(unit), unit.source, unit.target) for unit in units]
        keys = keys_of(identified, known)
        return [unit_row(unit, number, key, self._now) for unit, key in zip(units, keys, strict=True)]


def _is_of(unit: TranslationUnit, path: str) -> bool:
    """Tell whether a unit is of the file at a path, and of no other document."""
    return not unit.path or unit.path == path


def _content_hash(content: bytes | int) -> int:
    return content if isinstance(content, int) else xxhash.xxh3_64_intdigest(content) >> 1


def _storable(text: str) -> str:
    """Replace undecodable bytes, which SQLite does not take as text."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
