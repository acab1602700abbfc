"""The amounts that a report is made of, of any group of documents: active findings only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.score import PENALTIES, Score, score_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.causes import Cause
    from l10nqa.quality import Severity

__all__ = ["CauseCounts", "FileCounts", "ReportCounts", "add_causes"]


@dataclass(slots=True)
class ReportCounts:
    """The amounts of one group of documents."""

    documents: int = 0
    segments: int = 0
    words: int = 0
    rules: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    blocking: int = 0
    """Findings that make `l10nqa check` fail."""
    repairs: int = 0
    """Findings with a proved fix."""
    blocking_repairs: int = 0
    """Findings that block and have a proved fix."""
    suggestions: int = 0
    """Findings with a fix that somebody has to look at."""
    new: int = 0
    """Findings that the earlier run did not have."""

    def add(self, other: ReportCounts) -> None:
        """Add the amounts of another group."""
        self.documents += other.documents
        self.segments += other.segments
        self.words += other.words
        self.rules.update(other.rules)
        self.blocking += other.blocking
        self.repairs += other.repairs
        self.blocking_repairs += other.blocking_repairs
        self.suggestions += other.suggestions
        self.new += other.new

    @property
    def severities(self) -> Counter[Severity]:
        """Findings by severity."""
        counts: Counter[Severity] = Counter()
        for (_, severity), count in self.rules.items():
            counts[severity] += count
        return counts

    @property
    def findings(self) -> int:
        """The number of active findings."""
        return self.rules.total()

    @property
    def score(self) -> Score:
        """The automatic partial score."""
        return score_of(self.severities, self.words)

    @property
    def rate(self) -> float:
        """Penalty points per 1,000 source words; 0 if there are no words."""
        return self.score.per_thousand or 0.0

    def by_rule(self) -> dict[str, Score]:
        """Return the penalty points of each rule in the words of all, most points first."""
        points: Counter[str] = Counter()
        for (rule, severity), count in self.rules.items():
            points[rule] += PENALTIES[severity] * count
        ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
        return {rule: Score(count, self.words) for rule, count in ranked}

    def of_rule(self, rule: str) -> Counter[Severity]:
        """Return the findings of a rule by severity."""
        return Counter({severity: count for (name, severity), count in self.rules.items() if name == rule})


class FileCounts(NamedTuple):
    """The number of active findings of one document."""

    path: str
    locale: str
    origin: str
    findings: int
    score: Score


@dataclass(slots=True)
class CauseCounts:
    """The number of active findings of one cause."""

    cause: Cause
    findings: int = 0
    points: int = 0
    """Their penalty points."""
    documents: int = 0


def add_causes(known: dict[str, CauseCounts], found: Iterable[CauseCounts]) -> None:
    """Add the amounts of causes to those known, which are by id."""
    for each in found:
        counts = known.setdefault(each.cause.id, CauseCounts(each.cause))
        counts.findings += each.findings
        counts.points += each.points
        counts.documents += each.documents
