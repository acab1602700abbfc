"""The rows of the table of units: how a unit is written to one, and read from one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import xxhash

from l10nqa.memory.database import OnConflict
from l10nqa.memory.schema import UNIT_KEY
from l10nqa.model import TranslationUnit
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from l10nqa.memory.database import Row

__all__ = [
    "OVER_PIECEMEAL",
    "OVER_WHOLE_FILE",
    "UNIT_COLUMNS",
    "UNIT_SELECTION",
    "UnitRow",
    "stored_key",
    "stored_key_with_texts",
    "unit_of_row",
    "unit_row",
    "without_texts",
]

UnitRow = tuple[int, str, int, str, str, str | None, int, int, int, int, int, str | None, int | None, str | None]
"""The values of `UNIT_COLUMNS`."""

UNIT_COLUMNS = (
    *("document", "segment", "occurrence", "source", "target", "origin"),
    *("source_hash", "previous_hash", "next_hash", "created", "changed"),
    *("context", "form", "notes"),
)
"""The columns that an intake writes. The first three identify a unit."""
UNIT_SELECTION = """source, target, source_locale, target_locale, path, segment, origin, previous_hash, next_hash,
    created, changed, 0, translation_unit.id, context, form, notes"""
"""The columns of the view `translation_unit` from which `unit_of_row` makes a unit."""

_HASHED = "="
"""The first character of the stored key of a unit whose own key does not identify it; a hash of 16 digits follows. The
own key, where there is one, follows behind another such character. An own key that begins with the character has it
doubled.
"""
_HASH_END = 17
_hexdigest = xxhash.xxh3_64_hexdigest


def stored_key(unit: TranslationUnit) -> str:
    """Return the key under which a unit is stored: its segment or, where it has none, a hash of its texts."""
    return _escaped(unit.segment) if unit.segment else _hash_of_texts(unit)


def stored_key_with_texts(unit: TranslationUnit) -> str:
    """Return a stored key that no unit of other texts has, though its own key may be the same."""
    hashed = _hash_of_texts(unit)
    return f"{hashed}{_HASHED}{unit.segment}" if unit.segment else hashed


def without_texts(stored: str) -> str:
    """Return the result of `stored_key` for the unit, given that of either function."""
    is_both = stored[_HASH_END : _HASH_END + 1] == stored[:1] == _HASHED and stored[1:2] != _HASHED
    return _escaped(stored[_HASH_END + 1 :]) if is_both else stored


def _hash_of_texts(unit: TranslationUnit) -> str:
    # What `repr` gives of the pair of texts, in half the time.
    return f"{_HASHED}{_hexdigest(f'({unit.source!r}, {unit.target!r})'.encode())}"


def _escaped(key: str) -> str:
    return f"{_HASHED}{key}" if key.startswith(_HASHED) else key


def _key_of(stored: str | None) -> str | None:
    """Return the key that a stored one stands for."""
    if not stored or not stored.startswith(_HASHED):
        return stored
    return stored[1:] if stored.startswith(2 * _HASHED) else stored[_HASH_END + 1 :] or None


def unit_row(unit: TranslationUnit, document: int, key: tuple[str, int], now: int) -> UnitRow:
    """Return the row of a unit of the document with that number; `now` stands in for times that are unknown.

    `key` is the stored key, and the number among the units that have it.
    """
    return (
        document,
        key[0],
        key[1],
        unit.source,
        unit.target,
        unit.origin,
        text_hash(unit.source),
        unit.previous_hash,
        unit.next_hash,
        unit.created or now,
        unit.changed or now,
        unit.context,
        unit.form,
        json.dumps(unit.notes, ensure_ascii=False) if unit.notes else None,
    )


def unit_of_row(row: Row) -> TranslationUnit:
    """Return the unit of a row of `UNIT_SELECTION`."""
    unit = TranslationUnit._make(row)
    if unit.segment and unit.segment.startswith(_HASHED):
        unit = unit._replace(segment=_key_of(unit.segment))
    # The column holds JSON, or NULL.
    notes = tuple(json.loads(str(row[-1]))) if row[-1] else ()
    for text in (unit.source, unit.target, unit.source_locale, unit.target_locale, unit.path or "", *notes):
        if type(text) is not str:
            raise TypeError("not a text")  # of which `errors` of the database makes the report of a damaged memory
    return unit._replace(notes=notes)


_FACTS = "coalesce({0}.origin, ''), coalesce({0}.context, ''), coalesce({0}.form, -1), coalesce({0}.notes, '')"
OVER_WHOLE_FILE = OnConflict(
    key=3,
    target=UNIT_KEY,
    update=f"""SET
        source = excluded.source, target = excluded.target, origin = excluded.origin,
        source_hash = excluded.source_hash,
        previous_hash = excluded.previous_hash, next_hash = excluded.next_hash, changed = excluded.changed,
        context = excluded.context, form = excluded.form, notes = excluded.notes
    WHERE (unit.source, unit.target, unit.previous_hash, unit.next_hash, {_FACTS.format("unit")})
       <> (excluded.source, excluded.target, excluded.previous_hash, excluded.next_hash, {_FACTS.format("excluded")})
    """,
)
"""How a unit of a file that is read again replaces the stored one: the file knows everything about it."""

_SAME_SOURCE = "excluded.source = unit.source"
_KNOWS_CONTEXT = "(excluded.source <> unit.source OR excluded.previous_hash <> 0 OR excluded.next_hash <> 0)"
_KNOWS_ORIGIN = (
    "(excluded.source <> unit.source OR excluded.target <> unit.target OR coalesce(excluded.origin, '') <> '')"
)
OVER_PIECEMEAL = OnConflict(
    key=3,
    target=UNIT_KEY,
    update=f"""SET
        source = excluded.source, target = excluded.target, source_hash = excluded.source_hash,
        previous_hash = CASE WHEN {_KNOWS_CONTEXT} THEN excluded.previous_hash ELSE unit.previous_hash END,
        next_hash = CASE WHEN {_KNOWS_CONTEXT} THEN excluded.next_hash ELSE unit.next_hash END,
        origin = CASE WHEN {_KNOWS_ORIGIN} THEN excluded.origin ELSE unit.origin END,
        context = CASE WHEN {_SAME_SOURCE} THEN coalesce(excluded.context, unit.context) ELSE excluded.context END,
        form = CASE WHEN {_SAME_SOURCE} THEN coalesce(excluded.form, unit.form) ELSE excluded.form END,
        notes = CASE WHEN {_SAME_SOURCE} THEN coalesce(excluded.notes, unit.notes) ELSE excluded.notes END,
        changed = excluded.changed
    WHERE (unit.source, unit.target) <> (excluded.source, excluded.target)
       OR {_KNOWS_CONTEXT}
          AND (unit.previous_hash, unit.next_hash) <> (excluded.previous_hash, excluded.next_hash)
       OR {_KNOWS_ORIGIN} AND coalesce(unit.origin, '') <> coalesce(excluded.origin, '')
       OR excluded.context <> coalesce(unit.context, '')
       OR excluded.form <> coalesce(unit.form, -1)
       OR excluded.notes <> coalesce(unit.notes, '')
    """,
)
"""How a unit replaces the stored one of its key when it comes in by itself: from an exchange file, or to the server.

Such a unit may lack its neighbours, its origin, its context and its notes. Lacking is not knowing better: neighbours,
context and notes stay with the source that they belong to, and the origin with the pair of texts.
"""
