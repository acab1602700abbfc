"""Marks the findings of a run with the severities of the user, and with their entries of ledger and baseline."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.model import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from l10nqa.engine.baseline import Baseline
    from l10nqa.engine.ledger import Ledger
    from l10nqa.model import CheckedDocument, Finding
    from l10nqa.quality import Severity

__all__ = ["Triage"]


class Triage(NamedTuple):
    """The baseline and the ledger that findings are compared with."""

    severities: Mapping[str, Severity] = MappingProxyType({})
    """Severities that replace those of rules, by the names of the rules."""
    ledger: Ledger | None = None
    baseline: Baseline | None = None

    def applied(self, results: Iterable[CheckedDocument]) -> Iterator[CheckedDocument]:
        """Yield the results with their findings graded anew and marked as known, suppressed or back."""
        for result in results:
            yield result._replace(findings=tuple(map(self.mark, result.findings)))

    def mark(self, finding: Finding) -> Finding:
        """Return a finding graded anew and marked."""
        if finding.rule in self.severities:
            finding = finding._replace(severity=self.severities[finding.rule])
        known = self.baseline is not None and self.baseline.meet(finding)
        decided = self.ledger.on(finding) if self.ledger else None
        if finding.suppression:
            return finding._replace(is_known=known)
        if decided and decided.decision is Decision.FIXED:
            # What came back is not known, whatever the baseline says.
            return finding._replace(came_back=decided.suppression)
        if decided:
            return finding._replace(is_known=known, suppression=decided.suppression)
        return finding._replace(is_known=True) if known else finding
