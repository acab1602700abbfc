"""Translations that went to a translator and came back: what PO and XLIFF have in common."""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import InputError
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from l10nqa.bitext.reading import OnSkip
    from l10nqa.model import Match, TranslationUnit

__all__ = [
    "FORMER",
    "Edited",
    "Entry",
    "Fill",
    "Filling",
    "edited_of",
    "former_note",
    "mark_of",
    "target_hash",
    "units_of",
    "with_line_feeds",
]

FORMER = "former translation: "
"""So begins a note that keeps what another translation has replaced."""
_SPACE = re.compile(r"[^\S ]|(?<= ) ")


class Edited(NamedTuple):
    """A translation that came back, and what the document must still say for it to be taken."""

    path: str
    """The document's path as it was exported."""
    segment: str
    source: str
    target: str
    exported_hash: str | None
    """`target_hash` of the target when it was exported; `None` where a tool has dropped it."""
    line: int
    """Where the entry begins in the edited file."""


class Entry(NamedTuple):
    """One entry of a translator's file."""

    unit: TranslationUnit
    """Its target is empty where the entry is not translated."""
    exported_hash: str | None
    left_out: str | None
    """Why it gives no translation, if it gives none."""
    fuzzy: bool
    """It is left out as a translation that nobody may use yet, and taken on request."""
    copy: bool
    """Another entry has its place."""
    line: int
    number: int = 0
    """Which of the file's entries it is, counted from 0; `Format.fill` knows it by this."""
    closed: bool = False
    """Nobody is to translate it: its file says so, or that its translation is final."""

    @classmethod
    def of(cls, unit: TranslationUnit) -> Entry:
        """Return the entry of a format that says nothing but the unit."""
        return cls(unit, None, None, fuzzy=False, copy=False, line=unit.line)


class Fill(NamedTuple):
    """What an entry of a file that is there gets from a memory."""

    match: Match | None
    """Its translation comes from here; where there is none, the entry keeps its own."""
    finished: bool
    """Whether its translation is one that may be used."""
    notes: tuple[str, ...] = ()
    """What to tell the translator."""


class Filling(NamedTuple):
    """What a writer is told of translations that were taken from a memory; all by `mark_of` the unit."""

    filled: Mapping[str, Match] = MappingProxyType({})
    """The match that the target was taken from."""
    unfinished: Collection[str] = ()
    """Units whose target is not yet a translation that may be used."""
    exported: Mapping[str, str] = MappingProxyType({})
    """`target_hash` of what stands in the document, where the unit's own target does not say it."""


def mark_of(unit: TranslationUnit) -> str:
    """Return what a unit is known by beside its file: its key, or where it has none, its source."""
    return unit.key or unit.source


def former_note(target: str) -> str:
    """Return the note that keeps a translation, on one line: in quotes, with the escapes of JSON.

    White space that a note would not keep is escaped, too.
    """
    return FORMER + _SPACE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(target, ensure_ascii=False))


def target_hash(target: str) -> str:
    """Return what an exported entry says of its target: 16 hexadecimal digits.

    The exported document has changed since if its target now gives another hash. Line ends of another kind are no
    change, because version control puts them into documents of its own accord.
    """
    return f"{text_hash(with_line_feeds(target)):016x}"


def with_line_feeds(text: str) -> str:
    """Return the text with a line feed at each end of line, whatever stood there."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def units_of(entries: Iterable[Entry], file: Path, *, fuzzy: bool, skipped: OnSkip) -> Iterator[TranslationUnit]:
    """Yield the units of the entries, untranslated ones with an empty target; what is left out goes to `skipped`."""
    for entry in entries:
        if _is_left_out(entry, fuzzy=fuzzy):
            skipped(InputError(str(entry.left_out), path=str(file), line=entry.line))
        else:
            yield entry.unit


def edited_of(
    entries: Iterable[Entry], file: Path, *, fuzzy: bool, skipped: OnSkip, placeless: str
) -> Iterator[Edited]:
    """Yield the translations that a document can take; what cannot be taken goes to `skipped`.

    `placeless` says what an entry lacks whose unit has no place in a document.
    """
    for entry in entries:
        unit = entry.unit
        if _is_left_out(entry, fuzzy=fuzzy):
            reason = str(entry.left_out)
        elif not unit.target:
            reason = "untranslated entry"
        elif not (unit.path and unit.segment):
            reason = f"entry {placeless}"
        elif entry.copy:
            reason = f"{unit.key} occurs more than once, and only the first can be addressed"
        else:
            yield Edited(unit.path, unit.segment, unit.source, unit.target, entry.exported_hash, entry.line)
            continue
        skipped(InputError(reason, path=str(file), line=entry.line))


def _is_left_out(entry: Entry, *, fuzzy: bool) -> bool:
    return entry.left_out is not None and not (fuzzy and entry.fuzzy)
