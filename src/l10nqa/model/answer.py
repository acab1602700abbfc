"""The answer to one translation of a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10nqa.model.finding import Finding

__all__ = ["FixedAnswer", "StreamAnswer"]


class FixedAnswer(NamedTuple):
    """The translation with all safe fixes applied."""

    target: str
    passes: bool
    """Whether nothing that blocks is left in it."""


class StreamAnswer(NamedTuple):
    """What is wrong with the translation in one line of the stream."""

    line: int
    """1-based; blank lines count and get no answer."""
    passes: bool
    segment: str | None = None
    """What the record calls its segment, if anything."""
    findings: tuple[Finding, ...] = ()
    """The active ones; their lines are those of the stream."""
    blocking: tuple[Finding, ...] = ()
    """Those of them that are severe and certain enough to fail the translation."""
    fixed: FixedAnswer | None = None
    """None where nothing can be repaired."""
    is_complete: bool = True
    """False where something was left out because the texts are too long for it (see `CheckedDocument.too_long`)."""
    error: str | None = None
    """Why the translation could not be checked in full; it does not pass then."""
