"""The functions by which commands that do not open bitexts yet read and fill XLIFF files; they go with these."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from l10nqa.bitexts.entries import Edited, Entry, Fill, edited_of, units_of
from l10nqa.bitexts.reading import OnSkip, ignore, reading
from l10nqa.bitexts.xliff.file import XliffFile, parse_xliff
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import State, Target, TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from l10nqa.model import Match, Segment

__all__ = ["fill_xliff", "read_edited_xliff", "read_xliff", "read_xliff_matches", "xliff_entries"]


def read_xliff(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the units of an XLIFF file, untranslated ones with an empty target; drafts only with `fuzzy`."""
    yield from units_of(xliff_entries(file, skipped=skipped), file, fuzzy=fuzzy, skipped=skipped)


def read_edited_xliff(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[Edited]:
    """Yield the translations of an XLIFF file that a document can take; all others go to `skipped`."""
    placeless = "without a document or an id"
    yield from edited_of(xliff_entries(file, skipped=skipped), file, fuzzy=fuzzy, skipped=skipped, placeless=placeless)


def read_xliff_matches(file: Path, *, skipped: OnSkip = ignore) -> Iterator[tuple[TranslationUnit, tuple[Match, ...]]]:
    """Yield each unit to which translations of similar sources are offered, and these in the order of the file."""
    bitext = _opened(file, skipped)
    for segment in bitext.segments:
        matches = bitext.matches(segment)
        if matches:
            yield _unit(segment), matches


def xliff_entries(file: Path, *, skipped: OnSkip = ignore) -> Iterator[Entry]:
    """Yield every segment of an XLIFF file as an entry."""
    bitext = _opened(file, skipped)
    places: set[tuple[str | None, str | None]] = set()
    for number, segment in enumerate(bitext.segments):
        place = (segment.document, segment.key)
        is_fuzzy = segment.state is State.DRAFT
        yield Entry(
            _unit(segment),
            exported_hash=segment.exported_hash,
            left_out="fuzzy entry: its state is that of a draft" if is_fuzzy else None,
            fuzzy=is_fuzzy,
            copy=None not in place and place in places,
            line=bitext.lines.line(bitext.places[segment.id].unit.start),
            number=number,
            closed=segment.state in (State.LOCKED, State.FINAL),
        )
        places.add(place)


def fill_xliff(
    file: Path, stream: BinaryIO, fills: Mapping[int, Fill], *, target_locale: str = UNKNOWN_LOCALE
) -> dict[int, str]:
    """Write an XLIFF file with translations in its units, by `Entry.number`; return which were left, and why."""
    with reading(file):
        raw = file.read_bytes()
    bitext = parse_xliff(raw, str(file), file.name)
    if bitext.target_locale == UNKNOWN_LOCALE:
        bitext = parse_xliff(raw, str(file), file.name, target_locale=target_locale)
    names = {bitext.segments[number].id: number for number in fills}
    written = bitext.with_targets({name: _target(fills[number]) for name, number in names.items()})
    stream.write(written.raw)
    return {names[name]: reason for name, reason in written.refused.items()}


def _target(fill: Fill) -> Target:
    state = State.TRANSLATED if fill.finished else State.DRAFT
    return Target(fill.match.unit.target if fill.match else None, state, fill.notes, fill.match)


def _opened(file: Path, skipped: OnSkip) -> XliffFile:
    with reading(file):
        raw = file.read_bytes()
    bitext = parse_xliff(raw, str(file), file.name)
    for problem in bitext.problems:
        skipped(InputError(problem.message, path=str(file), line=problem.line))
    for error in bitext.left_out:
        skipped(error)
    return bitext


def _unit(segment: Segment) -> TranslationUnit:
    return TranslationUnit(
        source=segment.source,
        target=segment.target,
        source_locale=segment.profile.source_locale,
        target_locale=segment.profile.target_locale,
        path=segment.document,
        segment=segment.key,
        origin=segment.origin,
        line=segment.line,
    )
