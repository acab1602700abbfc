"""PO entries to units, and to the translations that a document can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitexts.entries import Edited, Entry, edited_of, units_of
from l10nqa.bitexts.exact import from_json
from l10nqa.bitexts.locale_names import from_posix
from l10nqa.bitexts.po.parse import Message, load
from l10nqa.bitexts.po.texts import place_of, restore
from l10nqa.bitexts.reading import OnSkip, ignore, origin_of
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["po_entries", "read_edited_po", "read_po"]


def read_po(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the units of a PO file of any tool, untranslated ones with an empty target.

    Obsolete and plural entries, and fuzzy ones unless asked for, go to `skipped`.

    Raises:
        InputError: the file cannot be read or breaks PO syntax.
    """
    yield from units_of(po_entries(file), file, fuzzy=fuzzy, skipped=skipped)


def read_edited_po(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[Edited]:
    """Yield the translations of a PO file that a document can take.

    Entries that are obsolete, plural, untranslated, without a place in a document, or the second of one place, and
    fuzzy ones unless asked for, go to `skipped`.

    Raises:
        InputError: the file cannot be read or breaks PO syntax.
    """
    placeless = "whose msgctxt is not path#segment"
    yield from edited_of(po_entries(file), file, fuzzy=fuzzy, skipped=skipped, placeless=placeless)


def po_entries(file: Path, *, skipped: OnSkip = ignore) -> Iterator[Entry]:  # noqa: ARG001 - as other formats
    """Yield every entry of a PO file but the header.

    Raises:
        InputError: the file cannot be read or breaks PO syntax.
    """
    header, messages, _ = load(file)
    source_locale = header.get("X-Source-Language", "en-US")
    target_locale = header.get("X-Target-Language") or from_posix(header.get("Language", "")) or UNKNOWN_LOCALE
    for number, message in enumerate(messages):
        yield _entry(message, source_locale, target_locale)._replace(number=number)


def _entry(message: Message, source_locale: str, target_locale: str) -> Entry:
    exact = from_json(message.exact)
    path, segment = (exact.get("path"), exact.get("segment")) if "path" in exact else place_of(message.context)
    source, target = exact.get("source") or message.source, exact.get("target")
    unit = TranslationUnit(
        source=source,
        target=message.target if target is None else restore(message.target, source, target),
        source_locale=source_locale,
        target_locale=target_locale,
        path=path,
        segment=segment,
        origin=origin_of(message.origin),
        line=message.document_line,
        context=message.context if path is None else None,
    )
    return Entry(
        unit,
        exported_hash=message.exported_hash,
        left_out=f"{message.left_out} entry" if message.left_out else None,
        fuzzy=message.left_out == "fuzzy",
        copy="copy" in exact,
        line=message.line,
    )
