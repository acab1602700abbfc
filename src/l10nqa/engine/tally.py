"""Counts what a run found while its results pass by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.score import score_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from l10nqa.model import CheckedDocument, Failure, Problem
    from l10nqa.quality import Certainty, Severity
    from l10nqa.score import Score

__all__ = ["Tally"]


class Tally:
    """The figures of a run; complete once the results were consumed."""

    def __init__(self) -> None:
        self.documents = 0
        self.segments = 0
        self.words = 0
        self.rules: Counter[tuple[str, Severity]] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.problems: list[Problem] = []
        self.failures: list[Failure] = []

    def watch(self, results: Iterable[CheckedDocument], at_least: Certainty) -> Iterator[CheckedDocument]:
        """Yield the results with the findings of lower certainty left out, counting them."""
        for result in results:
            shown = tuple(finding for finding in result.findings if finding.certainty >= at_least)
            self.documents += 1
            self.segments += result.segments
            self.words += result.words
            self.problems += result.problems
            self.failures += result.failures
            for finding in shown:
                self.rules[finding.rule, finding.severity] += 1
                self.severities[finding.severity] += 1
            yield result._replace(findings=shown)

    @property
    def findings(self) -> int:
        """How many findings there were."""
        return sum(self.severities.values())

    @property
    def score(self) -> Score:
        """The automatic partial score of the run."""
        return score_of(self.severities, self.words)

    def reaches(self, severity: Severity) -> bool:
        """Tell whether there was a finding of that severity or a worse one."""
        return any(found >= severity and count for found, count in self.severities.items())
