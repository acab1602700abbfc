"""What a search of a memory finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10nqa.model import TranslationUnit

__all__ = ["Match"]


class Match(NamedTuple):
    """A unit whose source is like the text that was searched for."""

    score: float
    """100 · (1 - Levenshtein distance / greater length), in code points; 100 for the very same text."""
    unit: TranslationUnit
