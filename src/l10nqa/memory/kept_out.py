"""Keeps out what `tm clean` removed and an intake brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from l10nqa.memory.database import Database

__all__ = ["keep_out"]


def keep_out(database: Database) -> int:
    """Remove again what an intake brought back although nothing about it has changed; return the number of units.

    That is a unit with the key and both texts of one that `tm clean` removed for what its own texts are. One that was
    removed because another unit stays may come back: the other one may be gone.
    """
    return database.execute(
        """DELETE FROM unit WHERE id IN (
               SELECT unit.id FROM removed_unit
               JOIN cleaning ON cleaning.id = removed_unit.cleaning AND cleaning.undone IS NULL
               JOIN removed_document ON removed_document.cleaning = removed_unit.cleaning
                                    AND removed_document.id = removed_unit.document
               JOIN document USING (path, source_locale, target_locale)
               JOIN unit ON unit.document = document.id AND unit.segment = removed_unit.segment
                        AND unit.occurrence = removed_unit.occurrence
               WHERE removed_unit.alone = 1
                 AND unit.source = removed_unit.source AND unit.target = removed_unit.target)"""
    ).rowcount
