"""XLIFF to units, and to the translations that a document can take, of whatever tool, in bounded memory."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from l10nqa.formats._entries import Edited, Entry, edited_of, units_of
from l10nqa.formats._exact import from_json
from l10nqa.formats._reading import OnSkip, ignore, origin_of, reading
from l10nqa.formats._tags import canonical
from l10nqa.formats._xml import restored
from l10nqa.formats.xliff.offers import match_of
from l10nqa.formats.xliff.parse import Raw, raw_of
from l10nqa.model import TranslationUnit
from l10nqa.safe_xml import elements, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from l10nqa.model import Match

__all__ = ["raws", "read_edited_xliff", "read_xliff", "read_xliff_matches", "xliff_entries"]

_UNITS = ("trans-unit", "unit")
_FORGOTTEN = ("group", "file", "internal-file", "skeleton")
"""What else is named so that it takes no memory once it has ended; skeletons can be large."""
_PO_HEADER = "x-gettext-domain-header"
"""So the XLIFF representation guide for gettext PO marks the header of a PO file, which is no text to translate."""
_HASH = re.compile("[0-9a-f]{16}")


def read_xliff(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the units of an XLIFF file of any tool, 1.0 to 2.2, untranslated ones with an empty target.

    Several segments of a unit are joined. Translations whose state says that they are none yet, unless `fuzzy` asks for
    them, go to `skipped`.

    Raises:
        InputError: the file cannot be read, is not XLIFF, declares entities, or is broken; in the last case all units
            before the break have been yielded.
    """
    yield from units_of(xliff_entries(file, skipped=skipped), file, fuzzy=fuzzy, skipped=skipped)


def read_edited_xliff(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[Edited]:
    """Yield the translations of an XLIFF file that a document can take.

    Units that are untranslated, without a place in a document, or the second of one place, and translations whose state
    says that they are none yet, unless `fuzzy` asks for them, go to `skipped`.

    Raises:
        InputError: as `read_xliff` does.
    """
    placeless = "without a document or an id"
    yield from edited_of(xliff_entries(file, skipped=skipped), file, fuzzy=fuzzy, skipped=skipped, placeless=placeless)


def read_xliff_matches(file: Path, *, skipped: OnSkip = ignore) -> Iterator[tuple[TranslationUnit, tuple[Match, ...]]]:
    """Yield each unit of an XLIFF file to which translations of similar sources are offered, and these in its order.

    A match from another tool has no path and a similarity of 0 where the tool gives no number.

    Raises:
        InputError: as `read_xliff` does.
    """
    for _, raw in raws(file, skipped):
        if raw.matches:
            unit = _entry(raw).unit
            locales = (unit.source_locale, unit.target_locale)
            yield unit, tuple(match_of(match, *locales) for match in raw.matches)


def xliff_entries(file: Path, *, skipped: OnSkip = ignore) -> Iterator[Entry]:
    """Yield every unit of an XLIFF file as an entry.

    Raises:
        InputError: as `read_xliff` does.
    """
    for number, raw in raws(file, skipped):
        yield _entry(raw)._replace(number=number)


def raws(file: Path, skipped: OnSkip = ignore) -> Iterator[tuple[int, Raw]]:
    """Yield the units with their numbers, which count the header of a PO file, too.

    Raises:
        InputError: as `read_xliff` does.
    """
    numbers = count()
    with reading(file):
        for element in elements(file, (*_UNITS, *_FORGOTTEN), kind="XLIFF", roots=("xliff",), skipped=skipped):
            if name_of(element) in _UNITS:
                number = next(numbers)
                if element.get("restype") != _PO_HEADER:
                    yield number, raw_of(element)


def _entry(raw: Raw) -> Entry:
    exact = from_json(raw.details.get("exact"))
    path, segment = (exact.get("path"), exact.get("segment")) if "path" in exact else (raw.original, raw.id)
    unit = TranslationUnit(
        source=restored(raw.source, exact.get("source")),
        target=restored(raw.target, exact.get("target")),
        source_locale=canonical(raw.source_locale or "und"),
        target_locale=canonical(raw.target_locale or "und"),
        path=path,
        segment=segment,
        origin=origin_of(raw.origin if raw.target else raw.details.get("origin")),
        line=raw.document_line,
    )
    is_fuzzy = bool(raw.unfinished and raw.target)
    exported_hash = raw.details.get("target-hash", "")
    return Entry(
        unit,
        exported_hash=exported_hash if _HASH.fullmatch(exported_hash) else None,
        left_out=f"fuzzy entry: its state is {raw.unfinished}" if is_fuzzy else None,
        fuzzy=is_fuzzy,
        copy="copy" in exact,
        line=raw.line,
        closed=raw.closed,
    )
