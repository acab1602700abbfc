"""Counts what a run found while its results pass by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.quality import Certainty
from l10nqa.score import score_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.engine.baseline import KnownFinding
    from l10nqa.engine.ledger import Decided
    from l10nqa.model import CheckedDocument, Decision, Failure, Finding, Problem
    from l10nqa.quality import Severity
    from l10nqa.score import Score

__all__ = ["Tally"]


class Tally:
    """The figures of a run; complete once the results were consumed. Findings are the active ones, unless said."""

    def __init__(self) -> None:
        self.documents = 0
        self.segments = 0
        self.words = 0
        self.rules: Counter[tuple[str, Severity]] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.known = 0
        """Findings that the baseline holds, and that nothing suppresses."""
        self.suppressed: Counter[Decision] = Counter()
        """Findings that the ledger suppresses."""
        self.came_back: list[Finding] = []
        """Active findings that the ledger says were fixed."""
        self.gone: Sequence[KnownFinding] | None = None
        """What the baseline holds and the run did not find; None without a baseline."""
        self.unused: Sequence[Decided] = ()
        """Decisions that applied to nothing, though the run looked for it."""
        self.problems: list[Problem] = []
        self.failures: list[Failure] = []
        self._grades: Counter[tuple[Severity, Certainty]] = Counter()

    def watch(self, results: Iterable[CheckedDocument], min_certainty: Certainty) -> Iterator[CheckedDocument]:
        """Yield the results with the findings of lower certainty left out, counting them."""
        for result in results:
            shown = tuple(finding for finding in result.findings if finding.certainty >= min_certainty)
            self.documents += 1
            self.segments += result.segments
            self.words += result.words
            self.problems += result.problems
            self.failures += result.failures
            for finding in shown:
                self._count(finding)
            yield result._replace(findings=shown)

    def _count(self, finding: Finding) -> None:
        if finding.suppression:
            self.suppressed[finding.suppression.decision] += 1
        elif finding.is_known:
            self.known += 1
        else:
            self.rules[finding.rule, finding.severity] += 1
            self.severities[finding.severity] += 1
            # That a finding was fixed once says that it is one.
            certainty = Certainty.CERTAIN if finding.came_back else finding.certainty
            self._grades[finding.severity, certainty] += 1
            if finding.came_back:
                self.came_back.append(finding)

    @property
    def findings(self) -> int:
        """How many findings there were."""
        return sum(self.severities.values())

    @property
    def score(self) -> Score:
        """The automatic partial score of the run."""
        return score_of(self.severities, self.words)

    def reaching(self, severity: Severity, certainty: Certainty) -> int:
        """Return how many findings are at least so severe and so certain; one that came back is certain."""
        return sum(
            count for (harm, sureness), count in self._grades.items() if harm >= severity and sureness >= certainty
        )
