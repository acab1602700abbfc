"""The nouns that every layer shares: values without behaviour of their own, compared by content.

`Segment`, `Finding` and the other values that a run makes by the hundred thousand are named tuples, because a frozen
dataclass costs three times as much to construct; both are immutable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.text import LineIndex, Region, Span

if TYPE_CHECKING:
    from l10nqa.errors import InputError
    from l10nqa.quality import Certainty, Severity

__all__ = [
    "Block",
    "CheckedDocument",
    "Context",
    "Decision",
    "Deduction",
    "Document",
    "Edit",
    "Failure",
    "FileEdit",
    "Finding",
    "Fix",
    "Issue",
    "Match",
    "Origin",
    "Penalty",
    "Problem",
    "ProblemKind",
    "Regions",
    "Segment",
    "Spot",
    "Suppression",
    "TranslationUnit",
]

Origin = Literal["MT", "HT"]
"""Who made a translation, as `ms.translationtype` says: a machine (MT) or a person (HT)."""


class Segment(NamedTuple):
    """One source text and its translation, with the place of both in the document.

    `source` and `target` are verbatim: escapes and entities stay. They differ from what the document holds at their
    spans only where damage was recovered (`Document.damage`) or a byte could not be decoded.
    """

    id: str
    """The `data-ttu-id`, unique within its document in every corpus seen."""
    source: str
    target: str
    source_span: Span
    """Where the source stands in `Document.text`."""
    target_span: Span
    """Where the target stands in `Document.text`."""


class Block(StrEnum):
    """What kind of block of the document a segment belongs to."""

    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    ALERT = "alert"
    QUOTE = "quote"
    PARAGRAPH = "paragraph"


class ProblemKind(StrEnum):
    """Why a part of a document could not be read as a segment."""

    NO_SOURCE = "no-source"
    ID_MISMATCH = "id-mismatch"
    UNCLOSED = "unclosed"
    DUPLICATE_ID = "duplicate-id"
    UNDECODABLE = "undecodable"
    UNREADABLE = "unreadable"


class Problem(NamedTuple):
    """A part of a document that could not be read; everything else in the document was."""

    path: str
    line: int
    column: int
    kind: ProblemKind
    message: str

    @classmethod
    def unreadable(cls, path: str, error: InputError) -> Problem:
        """Return what there is to say of a document that cannot be read at all."""
        return cls(path, error.line or 1, 1, ProblemKind.UNREADABLE, error.message)

    @property
    def is_unreadable(self) -> bool:
        """Whether the document could not be read at all."""
        return self.kind is ProblemKind.UNREADABLE


@dataclass(frozen=True, slots=True)
class Document:
    """A bilingual document: its text, and where in it the segments stand (stand-off spans)."""

    path: str
    """As given on the command line joined with the file's relative path, with forward slashes."""
    name: str
    """The path relative to the folder given: what a PO file or a published copy calls the document."""
    text: str
    """The whole file. Bytes that are not UTF-8 are lone surrogates (PEP 383), so that `raw` gives them back."""
    segments: tuple[Segment, ...]
    problems: tuple[Problem, ...] = ()
    front_matter: str = ""
    """The YAML between the `---` lines, verbatim; empty where there is none."""
    source_locale: str = "en-US"
    target_locale: str = UNKNOWN_LOCALE
    """BCP 47; `und` where neither front matter nor path tell."""
    origin: Origin | None = None
    damage: tuple[Span, ...] = ()
    """Stretches of the text in which every `"` was turned into `&quot;`."""
    lines: LineIndex = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", LineIndex(self.text))

    @property
    def raw(self) -> bytes:
        """The file's bytes, exactly as they were read."""
        return self.text.encode("utf-8", "surrogateescape")


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


class Edit(NamedTuple):
    """Replace `target[start:end]` of a segment by `text`; offsets in code points."""

    start: int
    end: int
    text: str


class Issue(NamedTuple):
    """What a rule yields: something wrong in one segment, not yet placed in a file nor graded."""

    message: str
    source: Span | None = None
    """The spot in the segment's source."""
    target: Span | None = None
    """The spot in the segment's target."""
    edits: tuple[Edit, ...] = ()
    """What would repair the target; the engine offers it only once proved."""
    certainty: Certainty | None = None
    """Overrides the rule's own certainty where this case is surer or less sure."""


class Spot(NamedTuple):
    """A marked stretch of a segment's source or target."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """A repair that the engine has proved: its edits, and the whole target that comes out."""

    safe: bool
    edits: tuple[Edit, ...]
    result: str


class FileEdit(NamedTuple):
    """Replace a stretch of a file by `text`."""

    region: Region
    text: str


class Regions(NamedTuple):
    """Where a finding stands in its file, for editors and viewers."""

    target: Region
    """The spot in the target; the whole target where the finding has none or damage hides it."""
    source: Region | None = None
    """The same of the source; None where the finding has no spot in it."""
    edits: tuple[FileEdit, ...] = ()
    """What the finding's fix changes in the file."""


class Decision(StrEnum):
    """What people decided about a finding (the ledger)."""

    FALSE_ALARM = "false-alarm"
    """There is no fault."""
    ACCEPTED = "accepted"
    """There is one, and it stays."""
    FIXED = "fixed"
    """It was mended: to be reported again if it comes back."""


class Suppression(NamedTuple):
    """Why a finding is not to be acted on, as the ledger says."""

    decision: Decision
    reason: str
    author: str
    date: str
    """ISO 8601, as `2026-11-24`."""


class Finding(NamedTuple):
    """An issue placed in a file and graded."""

    path: str
    segment: str
    rule: str
    severity: Severity
    certainty: Certainty
    message: str
    line: int
    column: int
    """1-based, in code points: where the spot in the target begins in the file."""
    source: Spot | None
    target: Spot | None
    fix: Fix | None
    fingerprint: str
    source_text: str
    target_text: str
    suppression: Suppression | None = None
    """What the ledger says of it."""
    is_known: bool = False
    """Whether the baseline holds it: it was there before."""
    regions: Regions | None = None
    """Lines and columns of the spots and of the fix; None where nobody looked them up."""
    came_back: Suppression | None = None
    """The decision of the ledger that it was fixed: it is back, and active."""

    @property
    def is_active(self) -> bool:
        """Whether somebody is to act on it: nothing suppresses it, and no baseline knows it."""
        return self.suppression is None and not self.is_known


class Failure(NamedTuple):
    """A rule that crashed on one segment; the run went on without it there."""

    path: str
    segment: str
    rule: str
    line: int
    error: str


class CheckedDocument(NamedTuple):
    """What came out of one document: findings in order of their place, problems of reading, crashed rules."""

    path: str
    segments: int
    words: int
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    failures: tuple[Failure, ...] = ()
    source_locale: str = UNKNOWN_LOCALE
    target_locale: str = UNKNOWN_LOCALE
    origin: Origin | None = None
