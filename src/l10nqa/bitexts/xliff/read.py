"""XLIFF to units, and to the translations that a document can take, of whatever tool, in bounded memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.bitexts.entries import Edited, Entry, edited_of, units_of
from l10nqa.bitexts.exact import from_json
from l10nqa.bitexts.locale_names import canonical
from l10nqa.bitexts.reading import OnSkip, ignore, origin_of, reading
from l10nqa.bitexts.xliff.offers import match_of
from l10nqa.bitexts.xliff.parse import Raw, raw_of
from l10nqa.bitexts.xliff.segments import joined_of, raws_of
from l10nqa.bitexts.xml_text import restored
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import TranslationUnit
from l10nqa.safe_xml import elements, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from l10nqa.model import Match

__all__ = ["read_edited_xliff", "read_xliff", "read_xliff_matches", "segments_by_unit", "xliff_entries"]

_UNITS = ("trans-unit", "unit")
_FORGOTTEN = ("group", "file", "internal-file", "skeleton")
"""What else is named so that it takes no memory once it has ended; skeletons can be large."""
_PO_HEADER = "x-gettext-domain-header"
"""So the XLIFF representation guide for gettext PO marks the header of a PO file, which is no text to translate."""
_HASH = re.compile("[0-9a-f]{16}")


def read_xliff(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the units of an XLIFF file of any tool, 1.0 to 2.2, untranslated ones with an empty target.

    Of a unit in several segments each segment is one (see `segments`). Translations whose state says that they are none
    yet, unless `fuzzy` asks for them, go to `skipped`.

    Raises:
        InputError: the file cannot be read, is not XLIFF, declares entities, or is broken; in the last case all units
            before the break have been yielded.
    """
    yield from units_of(xliff_entries(file, skipped=skipped), file, fuzzy=fuzzy, skipped=skipped)


def read_edited_xliff(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[Edited]:
    """Yield the translations of an XLIFF file that a document can take; several segments of a unit are joined.

    Units that are untranslated, without a place in a document, or the second of one place, and translations whose state
    says that they are none yet, unless `fuzzy` asks for them, go to `skipped`.

    Raises:
        InputError: as `read_xliff` does.
    """
    placeless = "without a document or an id"
    entries = (_entry(joined_of(element)) for element in _elements(file, skipped) if not _is_header(element))
    yield from edited_of(entries, file, fuzzy=fuzzy, skipped=skipped, placeless=placeless)


def read_xliff_matches(file: Path, *, skipped: OnSkip = ignore) -> Iterator[tuple[TranslationUnit, tuple[Match, ...]]]:
    """Yield each unit of an XLIFF file to which translations of similar sources are offered, and these in its order.

    A match from another tool has no path and a similarity of 0 where the tool gives no number.

    Raises:
        InputError: as `read_xliff` does.
    """
    for element in _elements(file, skipped):
        whole, raws = raw_of(element), [] if _is_header(element) else raws_of(element)
        told = [match for raw in raws for match in raw.matches]
        # What is offered for no segment, or for none that there is, is offered for all.
        rest = tuple(match for match in whole.matches if raws and match not in told)
        for raw in (*raws, whole._replace(matches=rest)):
            if raw.matches:
                unit = _entry(raw).unit
                locales = (unit.source_locale, unit.target_locale)
                yield unit, tuple(match_of(match, *locales) for match in raw.matches)


def xliff_entries(file: Path, *, skipped: OnSkip = ignore) -> Iterator[Entry]:
    """Yield every unit of an XLIFF file as an entry, of one in several segments each segment.

    Raises:
        InputError: as `read_xliff` does.
    """
    raws = (raw for raws in segments_by_unit(file, skipped) for raw in raws)
    for number, raw in enumerate(raws):
        yield _entry(raw)._replace(number=number)


def segments_by_unit(file: Path, skipped: OnSkip = ignore) -> Iterator[list[Raw]]:
    """Yield the segments of each unit in turn; none of the header of a PO file.

    Raises:
        InputError: as `read_xliff` does.
    """
    for element in _elements(file, skipped):
        yield [] if _is_header(element) else raws_of(element)


def _elements(file: Path, skipped: OnSkip) -> Iterator[etree._Element]:
    with reading(file):
        for element in elements(file, (*_UNITS, *_FORGOTTEN), kind="XLIFF", roots=("xliff",), skipped=skipped):
            if name_of(element) in _UNITS:
                yield element


def _is_header(element: etree._Element) -> bool:
    return element.get("restype") == _PO_HEADER


def _entry(raw: Raw) -> Entry:
    exact = from_json(raw.details.get("exact"))
    path, segment = (exact.get("path"), exact.get("segment")) if "path" in exact else (raw.original, raw.id)
    unit = TranslationUnit(
        source=restored(raw.source, exact.get("source")),
        target=restored(raw.target, exact.get("target")),
        source_locale=canonical(raw.source_locale or UNKNOWN_LOCALE),
        target_locale=canonical(raw.target_locale or UNKNOWN_LOCALE),
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
