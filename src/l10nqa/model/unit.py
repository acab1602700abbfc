"""The unit of a translation memory, and a match of one with a text that was searched for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10nqa.model.bitext import Origin

__all__ = ["Context", "Deduction", "Match", "Penalty", "TranslationUnit"]


class TranslationUnit(NamedTuple):
    """One unit of a translation memory: a segment with its context and where it came from."""

    source: str
    target: str
    source_locale: str
    target_locale: str
    path: str | None = None
    segment: str | None = None
    origin: Origin | None = None
    previous_hash: int = 0
    """`text_hash` of the source before it in its document; 0 at the start."""
    next_hash: int = 0
    """`text_hash` of the source after it in its document; 0 at the end."""
    created: int = 0
    """Seconds since 1970, UTC; 0 where unknown."""
    changed: int = 0
    """Seconds since 1970, UTC; 0 where unknown."""
    line: int = 0
    """1-based line of the target in its document when it was read; 0 where unknown."""
    id: int = 0
    """The unit's number in its memory; 0 while it is in none."""

    @property
    def key(self) -> str | None:
        """The unit's place, `path#segment`, where it has one."""
        return f"{self.path}#{self.segment}" if self.path and self.segment else None


class Context(StrEnum):
    """What besides its very text a match shares with the text that was searched for."""

    BOTH = "both"
    """The source before it and the one after it."""
    KEY = "key"
    PREVIOUS = "previous"
    NEXT = "next"

    @property
    def points(self) -> int:
        """What it adds to the score of a match."""
        return 2 if self is Context.BOTH else 1


class Penalty(StrEnum):
    """Why a match is worth less than its text says."""

    MARKUP = "markup"
    NUMBERS = "numbers"
    MT = "mt"
    MEMORY = "memory"


class Deduction(NamedTuple):
    """A penalty, and the points that it takes off."""

    penalty: Penalty
    points: float


class Match(NamedTuple):
    """A unit of a memory whose source is like a text that was searched for."""

    similarity: float
    """100 · (1 - Levenshtein distance / greater length), in code points unless words were asked for; 100 for the very
    same text."""
    unit: TranslationUnit
    memory: str = ""
    """The memory that it comes from, as its user calls it."""
    context: Context | None = None
    penalties: tuple[Deduction, ...] = ()

    @property
    def score(self) -> float:
        """The similarity, with what the context adds and without what the penalties take off: 0 to 102."""
        added = self.context.points if self.context else 0
        return max(self.similarity + added - sum(points for _, points in self.penalties), 0.0)

    @property
    def origin(self) -> str:
        """Where it comes from, in words for the translator; may be empty."""
        return " ".join(filter(None, (self.memory, self.unit.key)))
