"""The figures of a report by locale, origin, rule and file, counted while results arrive: active findings only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.quality import Certainty, Severity
from l10nqa.score import Score, score_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument, Failure, Finding, Problem

__all__ = ["FileCounts", "LocaleReport", "Report", "ReportCounts", "ReportedFinding"]


@dataclass(slots=True)
class ReportCounts:
    """The amounts of one group of documents."""

    documents: int = 0
    segments: int = 0
    words: int = 0
    rules: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def add(self, other: ReportCounts) -> None:
        """Add the amounts of another group."""
        self.documents += other.documents
        self.segments += other.segments
        self.words += other.words
        self.rules.update(other.rules)

    @property
    def severities(self) -> Counter[Severity]:
        """Faults by severity."""
        counts: Counter[Severity] = Counter()
        for (_, severity), count in self.rules.items():
            counts[severity] += count
        return counts

    @property
    def faults(self) -> int:
        """The number of active findings."""
        return self.rules.total()

    @property
    def score(self) -> Score:
        """The automatic partial score."""
        return score_of(self.severities, self.words)

    def by_rule(self) -> Counter[str]:
        """Return the faults of each rule."""
        counts: Counter[str] = Counter()
        for (rule, _), count in self.rules.items():
            counts[rule] += count
        return counts

    def rate(self, faults: int) -> float:
        """Return a number of faults per 1,000 words; 0 if there are no words."""
        return 1000 * faults / self.words if self.words else 0.0


class ReportedFinding(NamedTuple):
    """A finding with the locales and the origin of its document."""

    finding: Finding
    source_locale: str
    locale: str
    """The target locale."""
    origin: str
    """MT, HT, or empty."""

    @property
    def status(self) -> str:
        """`active`, `suppressed` by the ledger, or `known` to the baseline."""
        finding = self.finding
        return "active" if finding.is_active else "suppressed" if finding.suppression else "known"


class FileCounts(NamedTuple):
    """The number of active findings of one document."""

    path: str
    locale: str
    origin: str
    faults: int
    score: Score


@dataclass(slots=True)
class LocaleReport:
    """The figures and findings of one target locale."""

    locale: str
    origins: dict[str, ReportCounts] = field(default_factory=dict)
    """By origin: MT, HT, or empty if documents do not declare it."""
    files: list[FileCounts] = field(default_factory=list)
    """Documents with faults."""
    findings: list[ReportedFinding] = field(default_factory=list)
    """All findings, including known and suppressed ones."""

    @property
    def counts(self) -> ReportCounts:
        """The amounts of all origins together."""
        total = ReportCounts()
        for counts in self.origins.values():
            total.add(counts)
        return total

    def add(self, result: CheckedDocument) -> None:
        """Count one document."""
        rules = Counter((finding.rule, finding.severity) for finding in result.findings if finding.is_active)
        counts = ReportCounts(1, result.segments, result.words, rules)
        origin = result.origin or ""
        self.origins.setdefault(origin, ReportCounts()).add(counts)
        self.findings += [
            ReportedFinding(finding, result.source_locale, self.locale, origin) for finding in result.findings
        ]
        if rules:
            self.files.append(FileCounts(result.path, self.locale, origin, counts.faults, counts.score))


@dataclass(slots=True)
class Report:
    """A whole run, by target locale."""

    locales: dict[str, LocaleReport] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @classmethod
    def of(cls, results: Iterable[CheckedDocument]) -> Report:
        """Consume the results of a run."""
        report = cls()
        for result in results:
            report.add(result)
        return report

    def add(self, result: CheckedDocument) -> None:
        """Count one document; an unreadable one is only listed."""
        self.problems += result.problems
        self.failures += result.failures
        if result.segments or result.findings:
            locale = result.target_locale
            self.locales.setdefault(locale, LocaleReport(locale)).add(result)

    @property
    def counts(self) -> ReportCounts:
        """The amounts of all locales together."""
        total = ReportCounts()
        for locale in self.locales.values():
            total.add(locale.counts)
        return total

    def of_origin(self, origin: str) -> ReportCounts:
        """Return the amounts of one origin in all locales together."""
        total = ReportCounts()
        for locale in self.locales.values():
            total.add(locale.origins.get(origin, ReportCounts()))
        return total

    def only(self, locale: str) -> Report:
        """Return the report of one of its locales alone."""
        paths = {file.path for file in self.locales[locale].files}
        failures = [failure for failure in self.failures if failure.path in paths]
        return Report({locale: self.locales[locale]}, [], failures)

    def findings(self) -> list[ReportedFinding]:
        """Return every finding: active ones first, then by severity and certainty."""
        return sorted((found for locale in self.locales.values() for found in locale.findings), key=_rank)


_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}
_CERTAINTIES = {certainty: rank for rank, certainty in enumerate(Certainty)}
"""Asked for every finding: looked up, not counted each time."""


def _rank(found: ReportedFinding) -> tuple[object, ...]:
    finding = found.finding
    grade = -_SEVERITIES[finding.severity], -_CERTAINTIES[finding.certainty]
    return not finding.is_active, *grade, finding.path, finding.line, finding.column
