"""What a file says, read as the product reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa import open_bitext
from l10nqa.bitext.units import units
from l10nqa.bitext.xliff import XliffFile

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Match, Segment, TranslationUnit


def segments(file: Path) -> list[Segment]:
    """Return all segments of a file."""
    return list(open_bitext(file).segments)


def units_in(file: Path) -> list[TranslationUnit]:
    """Return all segments of a file as units, whatever their state."""
    return list(units(open_bitext(file)))


def finished(file: Path) -> list[TranslationUnit]:
    """Return the segments of a file as units, drafts left out; what is untranslated has an empty target."""
    bitext = open_bitext(file)
    pairs = zip(units(bitext), bitext.segments, strict=True)
    return [unit for unit, segment in pairs if segment.state.is_usable or not segment.target]


def offered(file: Path) -> list[tuple[TranslationUnit, tuple[Match, ...]]]:
    """Return the units of an XLIFF file to which translations of similar sources are offered, and these."""
    bitext = open_bitext(file)
    assert isinstance(bitext, XliffFile)
    pairs = zip(units(bitext), bitext.segments, strict=True)
    return [(unit, matches) for unit, segment in pairs if (matches := bitext.matches(segment))]
