"""The figures of a report by locale, origin, rule, file and cause, counted while results arrive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.causes import cause_of
from l10nqa.quality import Certainty, Severity
from l10nqa.render.report.counts import CauseCounts, FileCounts, ReportCounts, add_causes
from l10nqa.render.report.spool import Spool
from l10nqa.score import PENALTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from l10nqa.causes import Cause
    from l10nqa.model import CheckedDocument, Failure, Finding, Problem

__all__ = ["MAX_FINDINGS", "LocaleReport", "Report", "ReportedFinding"]

MAX_FINDINGS = 60_000
"""The largest number of findings that a page holds: a filter over more would be slow."""


class ReportedFinding(NamedTuple):
    """A finding with what the page shows of its document, and what the run makes of it."""

    finding: Finding
    source_locale: str
    locale: str
    """The target locale."""
    origin: str
    """MT, HT, or empty."""
    cause: Cause
    blocks: bool
    """Whether it makes `l10nqa check` fail."""
    is_new: bool
    """Whether the earlier run did not have it."""

    @property
    def status(self) -> str:
        """`active`, `suppressed` by the ledger, or `known` to the baseline."""
        finding = self.finding
        return "active" if finding.is_active else "suppressed" if finding.suppression else "known"


@dataclass(slots=True)
class LocaleReport:
    """The figures and findings of one target locale."""

    locale: str
    origins: dict[str, ReportCounts] = field(default_factory=dict)
    """By origin: MT, HT, or empty if documents do not declare it."""
    files: list[FileCounts] = field(default_factory=list)
    """Documents with active findings."""
    causes: dict[str, CauseCounts] = field(default_factory=dict)
    """The causes of the active findings, by id."""
    total: int = 0
    """The number of all findings."""
    aside: int = 0
    """The number of those known or suppressed."""

    @property
    def counts(self) -> ReportCounts:
        """The amounts of all origins together."""
        total = ReportCounts()
        for counts in self.origins.values():
            total.add(counts)
        return total

    def add(self, result: CheckedDocument, found: list[ReportedFinding]) -> None:
        """Count one document with its findings."""
        active = [each for each in found if each.finding.is_active]
        origin = result.origin or ""
        counts = _counts(result, active)
        self.origins.setdefault(origin, ReportCounts()).add(counts)
        if active:
            self.files.append(FileCounts(result.path, self.locale, origin, counts.findings, counts.score))
            add_causes(self.causes, _causes(active))
        self.total += len(found)
        self.aside += len(found) - len(active)


def _counts(result: CheckedDocument, active: list[ReportedFinding]) -> ReportCounts:
    fixes = [(each.finding.fix.safe, each.blocks) for each in active if each.finding.fix]
    proved = sum(is_safe for is_safe, _ in fixes)
    return ReportCounts(
        1,
        result.segments,
        result.words,
        Counter((each.finding.rule, each.finding.severity) for each in active),
        blocking=sum(each.blocks for each in active),
        repairs=proved,
        blocking_repairs=sum(is_safe and is_blocking for is_safe, is_blocking in fixes),
        suggestions=len(fixes) - proved,
        new=sum(each.is_new for each in active),
    )


def _causes(active: list[ReportedFinding]) -> Iterable[CauseCounts]:
    """Return the causes of the findings of one document."""
    found: dict[str, CauseCounts] = {}
    for each in active:
        counts = found.setdefault(each.cause.id, CauseCounts(each.cause, documents=1))
        counts.findings += 1
        counts.points += PENALTIES[each.finding.severity]
    return found.values()


@dataclass(slots=True)
class Report:
    """A whole run, by target locale."""

    fail_on: Severity = Severity.MINOR
    block_certainty: Certainty = Certainty.CERTAIN
    """The least severity and certainty of a finding that makes `l10nqa check` fail."""
    is_known: Callable[[Finding], bool] | None = None
    """Tells whether the earlier run had a finding; None where there is none to compare with."""
    locales: dict[str, LocaleReport] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    spool: Spool[ReportedFinding] = field(default_factory=Spool)
    """The findings by locale, including known and suppressed ones."""

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
            found = [self._reported(finding, result) for finding in result.findings]
            self.locales.setdefault(locale, LocaleReport(locale)).add(result, found)
            self.spool.add(locale, found)

    def _reported(self, finding: Finding, result: CheckedDocument) -> ReportedFinding:
        return ReportedFinding(
            finding,
            result.source_locale,
            result.target_locale,
            result.origin or "",
            cause_of(finding),
            finding.is_active and finding.reaches(self.fail_on, self.block_certainty),
            finding.is_active and self.is_known is not None and not self.is_known(finding),
        )

    @property
    def counts(self) -> ReportCounts:
        """The amounts of all locales together."""
        total = ReportCounts()
        for locale in self.locales.values():
            total.add(locale.counts)
        return total

    @property
    def total(self) -> int:
        """The number of findings, known and suppressed ones included."""
        return sum(locale.total for locale in self.locales.values())

    @property
    def aside(self) -> int:
        """The number of findings that are known or suppressed."""
        return sum(locale.aside for locale in self.locales.values())

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
        own = {locale: self.locales[locale]}
        return Report(self.fail_on, self.block_certainty, self.is_known, own, [], failures, self.spool)

    def findings(self) -> list[ReportedFinding]:
        """Return the worst findings: active ones first, then by severity and certainty."""
        every = (found for locale in self.locales for found in self.spool.items(locale))
        return nsmallest(MAX_FINDINGS, every, key=_rank)

    def files(self) -> list[FileCounts]:
        """Return the documents with active findings: most penalty points first."""
        every = (file for locale in self.locales.values() for file in locale.files)
        return sorted(every, key=lambda file: (-file.score.points, file.path))

    def causes(self) -> list[CauseCounts]:
        """Return the causes of active findings: most penalty points first."""
        merged: dict[str, CauseCounts] = {}
        for locale in self.locales.values():
            add_causes(merged, locale.causes.values())
        return sorted(merged.values(), key=lambda each: (-each.points, -each.findings, each.cause.rule, each.cause.id))


_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}
_CERTAINTIES = {certainty: rank for rank, certainty in enumerate(Certainty)}
"""Asked for every finding: looked up, not counted each time."""


def _rank(found: ReportedFinding) -> tuple[object, ...]:
    finding = found.finding
    grade = -_SEVERITIES[finding.severity], -_CERTAINTIES[finding.certainty]
    return not finding.is_active, *grade, finding.path, finding.line, finding.column
