"""What a run finds: issues, findings, fixes, and what is decided about them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model.origin import Origin
    from l10nqa.model.problem import Problem
    from l10nqa.quality import Severity
    from l10nqa.text import Region, Span

__all__ = [
    "CheckedDocument",
    "Decision",
    "Edit",
    "Failure",
    "FileEdit",
    "Finding",
    "Fix",
    "Issue",
    "Regions",
    "Spot",
    "Suppression",
    "edited",
]


class Edit(NamedTuple):
    """Replace `target[start:end]` of a segment by `text`; offsets in code points."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after the edits, which are sorted and whose offsets all mean the text before them."""
    pieces, reached = [], 0
    for edit in edits:
        pieces += [text[reached : edit.start], edit.text]
        reached = edit.end
    return "".join([*pieces, text[reached:]])


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
    """Why a finding is not to be acted on, as the ledger or a comment in the file says."""

    decision: Decision
    reason: str
    author: str = ""
    date: str = ""
    """ISO 8601, as `2026-11-24`."""
    is_in_file: bool = False
    """Whether a comment in the file says so, which names no author and no date."""


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
    """What the ledger, or a comment in the file, says of it."""
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

    @property
    def grade(self) -> tuple[Severity, Certainty]:
        """How severe it is and how certain; that it was fixed once says that one that came back is a fault."""
        return self.severity, Certainty.CERTAIN if self.came_back else self.certainty

    def reaches(self, severity: Severity, certainty: Certainty) -> bool:
        """Tell whether it is at least so severe and so certain: whether it blocks, if it is active."""
        own_severity, own_certainty = self.grade
        return own_severity >= severity and own_certainty >= certainty


class Failure(NamedTuple):
    """A rule that crashed on one segment; the run went on without it there."""

    path: str
    segment: str
    rule: str
    line: int
    error: str


class CheckedDocument(NamedTuple):
    """What came out of one bitext: findings in order of their place, problems of reading, crashed rules."""

    path: str
    segments: int
    """How many were checked."""
    words: int
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    failures: tuple[Failure, ...] = ()
    source_locale: str = UNKNOWN_LOCALE
    target_locale: str = UNKNOWN_LOCALE
    origin: Origin | None = None
    untranslated: int = 0
    """Segments without a translation, which are not checked."""
    drafts: int = 0
    """Segments whose translation nobody may use yet, and which were not checked for that."""
    too_long: tuple[str, ...] = ()
    """The ids of segments of which something was left out, because they are beyond the budget."""
    may_be_stale: bool = False
    """Whether text of the source is missing that may be newer than the translation."""
