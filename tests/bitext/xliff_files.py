"""XLIFF files in tests: opened, filled and looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitext.xliff import XliffFile, parse_xliff
from l10nqa.model import Match, Origin, State, Target, TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.model import Segment

__all__ = ["fill", "filled", "mark", "match", "offered", "opened", "segments", "usable"]


def opened(raw: bytes | str, *, source_locale: str | None = None, target_locale: str | None = None) -> XliffFile:
    raw = raw.encode() if isinstance(raw, str) else raw
    bitext = parse_xliff(raw, "x.xlf", "x.xlf", source_locale=source_locale, target_locale=target_locale)
    assert bitext.raw == raw
    return bitext


def segments(raw: bytes | str) -> list[Segment]:
    return list(opened(raw).segments)


def match(target: str, source: str = "like it", similarity: float = 90.0, origin: Origin | None = None) -> Match:
    return Match(similarity, TranslationUnit(source, target, "en", "lv", origin=origin), "tm")


def fill(found: Match, *, finished: bool, notes: tuple[str, ...] = ()) -> Target:
    return Target(found.unit.target, State.TRANSLATED if finished else State.DRAFT, notes, found)


def mark(*notes: str) -> Target:
    """Return what makes a draft of a translation."""
    return Target(None, State.DRAFT, notes)


def filled(raw: bytes | str, targets: Mapping[int, Target], refused: dict[int, str] | None = None) -> bytes:
    """Return the file with targets for its segments by number; what was refused, and why, goes to `refused`."""
    bitext = opened(raw, target_locale="lv")
    names = [segment.id for segment in bitext.segments]
    written = bitext.with_targets({names[number]: target for number, target in targets.items()})
    assert refused is not None or not written.refused
    (refused if refused is not None else {}).update(
        {names.index(name): reason for name, reason in written.refused.items()}
    )
    return written.raw


def offered(raw: bytes | str) -> dict[str, list[str]]:
    """Return the targets of the matches that the file offers, by segment id."""
    bitext = opened(raw)
    found = ((segment.id, bitext.matches(segment)) for segment in bitext.segments)
    return {name: [each.unit.target for each in matches] for name, matches in found if matches}


def usable(raw: bytes | str) -> dict[str, str]:
    """Return the translations that a memory would take, by segment id."""
    return {segment.id: segment.target for segment in segments(raw) if segment.state.is_usable and segment.target}
