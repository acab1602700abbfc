"""Filters the findings of a run by certainty, and counts them while its results pass by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.score import score_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.engine.baseline import KnownFinding
    from l10nqa.engine.ledger import Decided
    from l10nqa.model import CheckedDocument, Decision, Failure, Finding, Problem
    from l10nqa.quality import Certainty, Severity
    from l10nqa.score import Score

__all__ = ["Tally", "certain_enough"]


def certain_enough(results: Iterable[CheckedDocument], min_certainty: Certainty) -> Iterator[CheckedDocument]:
    """Yield the results without the findings of lower certainty."""
    for result in results:
        findings = tuple(finding for finding in result.findings if finding.certainty >= min_certainty)
        yield result._replace(findings=findings)


class Tally:
    """The figures of a run; complete once the results are consumed. They count active findings, unless noted."""

    def __init__(self) -> None:
        self.documents = 0
        self.segments = 0
        self.untranslated = 0
        """Segments without a translation, which were not checked."""
        self.drafts = 0
        """Segments whose translation nobody may use yet, and which were not checked for that."""
        self.words = 0
        self.rules: Counter[tuple[str, Severity]] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.repairs = 0
        """Findings with a fix that `fix` makes by itself."""
        self.known = 0
        """Findings that the baseline holds, and that nothing suppresses."""
        self.suppressed: Counter[Decision] = Counter()
        """Findings that the ledger suppresses."""
        self.ignored = 0
        """Findings that a comment in their file has ignored."""
        self.came_back: list[Finding] = []
        """Active findings that the ledger records as fixed."""
        self.gone: Sequence[KnownFinding] | None = None
        """Entries of the baseline that the run did not find; None without a baseline."""
        self.unused: Sequence[Decided] = ()
        """Decisions that applied to nothing, though the run looked for it."""
        self.problems: list[Problem] = []
        self.failures: list[Failure] = []
        self._grades: Counter[tuple[Severity, Certainty]] = Counter()

    def counted(self, results: Iterable[CheckedDocument]) -> Iterator[CheckedDocument]:
        """Yield the results as they are, each once it is added."""
        for result in results:
            self.add(result)
            yield result

    def add(self, result: CheckedDocument) -> None:
        """Add the figures of a document."""
        self.documents += 1
        self.segments += result.segments
        self.untranslated += result.untranslated
        self.drafts += result.drafts
        self.words += result.words
        self.problems += result.problems
        self.failures += result.failures
        for finding in result.findings:
            self._count(finding)

    def _count(self, finding: Finding) -> None:
        if finding.suppression and finding.suppression.is_in_file:
            self.ignored += 1
        elif finding.suppression:
            self.suppressed[finding.suppression.decision] += 1
        elif finding.is_known:
            self.known += 1
        else:
            self.rules[finding.rule, finding.severity] += 1
            self.severities[finding.severity] += 1
            self.repairs += finding.fix is not None and finding.fix.safe
            self._grades[finding.grade] += 1
            if finding.came_back:
                self.came_back.append(finding)

    @property
    def findings(self) -> int:
        """The number of active findings."""
        return sum(self.severities.values())

    @property
    def score(self) -> Score:
        """The automatic partial score of the run."""
        return score_of(self.severities, self.words)

    def reaching(self, severity: Severity, certainty: Certainty) -> int:
        """Return the number of findings that are at least so severe and so certain; one that came back is certain."""
        return sum(
            count for (harm, sureness), count in self._grades.items() if harm >= severity and sureness >= certainty
        )
