"""The unit of a translation memory, and a match of one with a text that was searched for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10nqa.model.origin import Origin

__all__ = ["AppliedPenalty", "Context", "Match", "Penalty", "TranslationUnit"]


class TranslationUnit(NamedTuple):
    """One unit of a translation memory: a source and its translation, with its context and its place of origin."""

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
    context: str | None = None
    """The text by which developers tell equal sources apart: `msgctxt` in PO, `resname` in XLIFF."""
    form: int | None = None
    """The index of the plural form that the target is, from 0; None where the unit is no plural."""
    notes: tuple[str, ...] = ()
    """Comments for the translator, of developers and of translators, one text each."""

    @property
    def key(self) -> str | None:
        """`path#segment`, where the unit has both."""
        return f"{self.path}#{self.segment}" if self.path and self.segment else None


class Context(StrEnum):
    """What besides its text a match shares with the text that was searched for."""

    BOTH = "both"
    """The source before it and the one after it."""
    KEY = "key"
    """The path and the segment, or the context that developers gave (`msgctxt`, `resname`)."""
    PREVIOUS = "previous"
    """The source before it."""
    NEXT = "next"
    """The source after it."""

    @property
    def points(self) -> int:
        """The points that it adds to the score of a match."""
        return 2 if self is Context.BOTH else 1


class Penalty(StrEnum):
    """Why a match is worth less than the similarity of its text."""

    MARKUP = "markup"
    """Its tags, links, code or placeholders differ from those of the text."""
    NUMBERS = "numbers"
    """Its numbers differ from those of the text."""
    MT = "mt"
    """A machine made the translation."""
    CONTEXT = "context"
    """It has the very text, but another context (`msgctxt`, `resname`) than the one searched for."""
    AMBIGUOUS = "ambiguous"
    """The memory has another translation of the very text that is worth as much, and no context decides."""
    MEMORY = "memory"
    """It comes from a memory that is trusted less."""


class AppliedPenalty(NamedTuple):
    """A penalty of a match, and the points that it takes off."""

    penalty: Penalty
    points: float


class Match(NamedTuple):
    """A unit of a memory whose source is like a text that was searched for."""

    similarity: float
    """100 · (1 - Levenshtein distance / greater length), in code points, or in words where a search asks for that; 100
    for the very same text."""
    unit: TranslationUnit
    memory: str = ""
    """The memory that it comes from, as its user calls it."""
    context: Context | None = None
    penalties: tuple[AppliedPenalty, ...] = ()

    @property
    def score(self) -> float:
        """The similarity plus the points of the context minus those of the penalties: 0 to 102."""
        added = self.context.points if self.context else 0
        return max(self.similarity + added - sum(points for _, points in self.penalties), 0.0)

    @property
    def origin(self) -> str:
        """The memory and the unit's key, for the translator to read; empty where neither is known."""
        return " ".join(filter(None, (self.memory, self.unit.key)))
