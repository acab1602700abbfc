"""The one noun: the bitext, an opened file (or pair of files) that holds sources and targets."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model.dialect import MARKDOWN, InlineCode, Markup
from l10nqa.quality import Certainty
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.errors import InputError
    from l10nqa.model.finding import FileEdit, Fix
    from l10nqa.model.origin import Origin
    from l10nqa.model.problem import Problem
    from l10nqa.model.unit import Match
    from l10nqa.text import LineIndex, Region

__all__ = ["NOWHERE", "Bitext", "Block", "Plural", "Profile", "Segment", "Side", "State", "Target", "Written"]

Side = Literal["source", "target"]
"""One of the two texts of a segment."""
NOWHERE = Span(0, 0)
"""The place of a text whose file does not tell where it stands."""


class State(StrEnum):
    """How far the translation of a segment has come."""

    UNTRANSLATED = "untranslated"
    """It has no target, or a blank one."""
    DRAFT = "draft"
    """It has a target that nobody may use yet: fuzzy in PO, `needs-review-translation` in XLIFF, rejected."""
    TRANSLATED = "translated"
    FINAL = "final"
    """Somebody has answered for the translation: approved, signed off, proofread."""
    LOCKED = "locked"
    """Nobody is to translate it, or to change its translation."""

    @property
    def is_usable(self) -> bool:
        """Whether the target is a translation that may be used: checked, and kept in a memory."""
        return self not in (State.UNTRANSLATED, State.DRAFT)

    @property
    def is_open(self) -> bool:
        """Whether a translator is still to work on the segment."""
        return self in (State.UNTRANSLATED, State.DRAFT)


class Block(StrEnum):
    """What kind of block of the document a segment belongs to."""

    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    ALERT = "alert"
    QUOTE = "quote"
    PARAGRAPH = "paragraph"


class Profile(NamedTuple):
    """What a rule must know of a text beside its words; one value serves all segments of a file that share it."""

    source_locale: str = "en-US"
    target_locale: str = UNKNOWN_LOCALE
    """BCP 47; `und` where nothing tells."""
    origin: Origin | None = None
    markup: Markup = MARKDOWN


class Plural(NamedTuple):
    """Which of several plural forms the target of a segment is."""

    form: int
    """Its place among the forms, from 0."""
    forms: int
    """How many there are."""
    may_omit_number: bool
    """Whether the form is of one number only, so that its text may do without the digits."""


class Segment(NamedTuple):
    """One source text and its translation, with the place of both in the file.

    `source` and `target` are what a translator sees: values with the quoting of the file undone, Markdown verbatim.
    """

    id: str
    """What the file calls the segment; unique in its bitext, but in faulty documents (`ProblemKind.DUPLICATE_ID`)."""
    source: str
    target: str
    source_span: Span = NOWHERE
    """Where the source stands in `Bitext.text`, as it is written there."""
    target_span: Span = NOWHERE
    """The same of the target."""
    profile: Profile = Profile()
    state: State = State.TRANSLATED
    document: str | None = None
    """The path of the document that the segment is of, where the file is of several documents or of another one."""
    key: str | None = None
    """What the segment is called in its document: a segment id, a `msgctxt`, a `resname`."""
    line: int = 0
    """1-based line of the target in its document, as the file says; 0 where it does not."""
    notes: tuple[str, ...] = ()
    """What translators and developers are told of it."""
    exported_hash: str | None = None
    """`target_hash` of the target when l10nqa exported it."""
    plural: Plural | None = None
    source_codes: tuple[InlineCode, ...] = ()
    """The inline codes of the source, in its order; Markdown and HTML that is part of the text is none."""
    target_codes: tuple[InlineCode, ...] = ()
    previous_hash: int = 0
    """`text_hash` of the source before it in its document, where the file says so."""
    next_hash: int = 0
    created: int = 0
    """Seconds since 1970, UTC; 0 where unknown."""
    changed: int = 0
    context: str | None = None
    """The text by which developers tell equal sources apart: `msgctxt` in PO, `resname` in XLIFF."""
    previous_source: str | None = None
    """The source that the target translates, where the source has changed since."""
    certainty: Certainty = Certainty.CERTAIN
    """How certain it is that the target translates the source: the two of a pair of documents had to be aligned."""

    @property
    def origin(self) -> Origin | None:
        """Who made the translation, where the file says so."""
        return self.profile.origin

    @property
    def is_usable(self) -> bool:
        """Whether it has a translation that may be used. What is locked may have none."""
        return self.state.is_usable and (self.state is not State.LOCKED or bool(self.target.strip()))


class Target(NamedTuple):
    """What is to be written for a segment: an edit, a fix, a match alike."""

    text: str | None
    """The new target; None to leave the text as it is and change what is said of it."""
    state: State | None = None
    """None to leave the state as it is."""
    notes: tuple[str, ...] = ()
    """What to tell the translator."""
    match: Match | None = None
    """The match of a memory that the text was taken from."""


class Written(NamedTuple):
    """A file with new targets in place."""

    raw: bytes
    refused: Mapping[str, str]
    """The ids of the segments whose new target the file could not take, with the reason."""


class Bitext(Protocol):
    """An opened file, or pair of files, that holds sources and targets."""

    @property
    def path(self) -> str:
        """The path as the user gave it, with forward slashes."""

    @property
    def name(self) -> str:
        """The path relative to the folder given: what an exchange file calls the document."""

    @property
    def raw(self) -> bytes:
        """The bytes of the file, exactly as they were read."""

    @property
    def profile(self) -> Profile:
        """The locales, the origin and the markup of the file as a whole; a segment may have others."""

    @property
    def source_locale(self) -> str:
        """The locale of the sources (BCP 47)."""

    @property
    def target_locale(self) -> str:
        """The locale of the targets (BCP 47); `und` where nothing tells."""

    @property
    def origin(self) -> Origin | None:
        """Who made the translations, where the file says so of all of them."""

    @property
    def is_document(self) -> bool:
        """Whether segments of no named document follow each other as in a document; records of a memory do not."""

    @property
    def segments(self) -> Sequence[Segment]:
        """All segments in the order of the file, whatever their state."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the file: parts that could not be read as segments."""

    @property
    def left_out(self) -> Sequence[InputError]:
        """What the file holds, in good order, that is no segment: obsolete entries, rows without a locale."""

    @property
    def text(self) -> str:
        """The file as text; empty for a kind of file that is none."""

    @property
    def lines(self) -> LineIndex:
        """The lines of the text."""

    @property
    def front_matter(self) -> str | None:
        """The YAML at the top, verbatim; empty where there is none; None for kinds of file that have none."""

    def position(self, segment: Segment, side: Side, span: Span | None) -> tuple[int, int]:
        """Return the 1-based line and column (code points) at which a spot of the source or target begins in the file.

        Without a span, or where the file writes the text in a way that hides the spot, those of the whole text.
        """

    def region(self, segment: Segment, side: Side, span: Span | None) -> Region:
        """Return the lines and UTF-16 columns of the same spot, as editors count them."""

    def edits(self, segment: Segment, fix: Fix) -> Sequence[FileEdit]:
        """Return what the fix of a finding changes in the file: applied, they give what `with_targets` writes."""

    def again(self, raw: bytes) -> Bitext:
        """Read other bytes as this file was read."""

    def with_targets(self, targets: Mapping[str, Target]) -> Written:
        """Return the file with the given targets (by segment id) in place; every other byte stays.

        The result is read again before it is returned: a target is refused, by name, unless exactly the wanted texts
        and states come back.
        """
