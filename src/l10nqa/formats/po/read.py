"""PO entries to units, and to the translations that a document can take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import InputError
from l10nqa.formats._exact import from_json
from l10nqa.formats._reading import OnSkip, ignore, origin_of
from l10nqa.formats._tags import from_posix
from l10nqa.formats.po.parse import Entry, load
from l10nqa.formats.po.texts import place_of, restore
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Edited", "read_edited", "read_po"]


class Edited(NamedTuple):
    """A translation that came back, and what the document must still say for it to be taken."""

    path: str
    """The document's path as it was exported."""
    segment: str
    source: str
    target: str
    exported_hash: str | None
    """`target_hash` of the target when it was exported; `None` where a tool has dropped the comment."""
    line: int
    """Where the entry begins in the PO file."""


def read_po(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the units of a PO file of any tool, untranslated ones with an empty target.

    Obsolete and plural entries, and fuzzy ones unless asked for, go to `skipped`.

    Raises:
        InputError: the file cannot be read or breaks PO syntax.
    """
    header, entries = load(file)
    source_locale = header.get("X-Source-Language", "en-US")
    target_locale = header.get("X-Target-Language") or from_posix(header.get("Language", "")) or "und"
    for entry in entries:
        if _is_left_out(entry, fuzzy=fuzzy):
            skipped(InputError(f"{entry.left_out} entry", path=str(file), line=entry.line))
            continue
        unit, _ = _unit(entry)
        yield unit._replace(source_locale=source_locale, target_locale=target_locale)


def read_edited(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[Edited]:
    """Yield the translations of a PO file that a document can take.

    Entries that are obsolete, plural, untranslated, without a place in a document, or the second of one place, and
    fuzzy ones unless asked for, go to `skipped`.

    Raises:
        InputError: the file cannot be read or breaks PO syntax.
    """
    for entry in load(file).entries:
        unit, copy = _unit(entry)
        if _is_left_out(entry, fuzzy=fuzzy):
            reason = f"{entry.left_out} entry"
        elif not entry.target:
            reason = "untranslated entry"
        elif not (unit.path and unit.segment):
            reason = "entry whose msgctxt is not path#segment"
        elif copy:
            reason = f"{unit.key} occurs more than once, and only the first can be addressed"
        else:
            yield Edited(unit.path, unit.segment, unit.source, unit.target, entry.exported_hash, entry.line)
            continue
        skipped(InputError(reason, path=str(file), line=entry.line))


def _unit(entry: Entry) -> tuple[TranslationUnit, bool]:
    """Return the unit, its locales not yet known, and whether it is the second of its place."""
    exact = from_json(entry.exact)
    path, segment = (exact.get("path"), exact.get("segment")) if "path" in exact else place_of(entry.context)
    source, target = exact.get("source") or entry.source, exact.get("target")
    unit = TranslationUnit(
        source=source,
        target=entry.target if target is None else restore(entry.target, source, target),
        source_locale="",
        target_locale="",
        path=path,
        segment=segment,
        origin=origin_of(entry.origin),
        line=entry.document_line,
    )
    return unit, "copy" in exact


def _is_left_out(entry: Entry, *, fuzzy: bool) -> bool:
    return entry.left_out is not None and not (fuzzy and entry.left_out == "fuzzy")
