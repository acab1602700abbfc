"""What PO and XLIFF share: notes, hashes and marks of entries that go to a translator and come back."""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.text import text_hash, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from l10nqa.model import Match, TranslationUnit

__all__ = [
    "FORMER",
    "Filling",
    "former_note",
    "mark_of",
    "target_hash",
]

FORMER = "former translation: "
"""The beginning of a note that keeps a replaced translation."""
_SPACE = re.compile(r"[^\S ]|(?<= ) ")


class Filling(NamedTuple):
    """The translations of a job that were taken from memories, for a writer; by `mark_of` the unit."""

    matches: Mapping[str, Match] = MappingProxyType({})
    """The match from which the target was taken."""
    drafts: Collection[str] = ()
    """Units whose target may not be used yet."""
    exported_hashes: Mapping[str, str] = MappingProxyType({})
    """`target_hash` of the document's target, where it differs from the unit's own target."""
    previous_sources: Mapping[str, str] = MappingProxyType({})
    """The source that the target of a draft translates, where it differs from the unit's own source."""


def mark_of(unit: TranslationUnit) -> str:
    """Return the name of a unit within its file: its key or, if it has none, its source."""
    return unit.key or unit.source


def former_note(target: str) -> str:
    """Return the note that keeps a translation, on one line: in quotes, with the escapes of JSON.

    White space that a note would lose is escaped as well.
    """
    return FORMER + _SPACE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(target, ensure_ascii=False))


def target_hash(target: str) -> str:
    """Return the hash that an exported entry keeps of its target: 16 hexadecimal digits.

    If the target of the document now has another hash, it has changed since the export. The kind of line end does not
    count, because version control changes it on its own.
    """
    return f"{text_hash(with_line_feeds(target)):016x}"
