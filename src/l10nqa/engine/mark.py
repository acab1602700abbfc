"""Marks the findings of a run: how severe its user holds them to be, what the ledger and the baseline say of them."""

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

__all__ = ["Marks"]


class Marks(NamedTuple):
    """What findings are held against."""

    severities: Mapping[str, Severity] = MappingProxyType({})
    """What overrules the severity of rules, by their names."""
    ledger: Ledger | None = None
    baseline: Baseline | None = None

    def mark(self, results: Iterable[CheckedDocument]) -> Iterator[CheckedDocument]:
        """Yield the results with their findings marked."""
        for result in results:
            yield result._replace(findings=tuple(map(self._marked, result.findings)))

    def _marked(self, finding: Finding) -> Finding:
        if finding.rule in self.severities:
            finding = finding._replace(severity=self.severities[finding.rule])
        known = self.baseline is not None and self.baseline.meet(finding)
        decided = self.ledger.on(finding) if self.ledger else None
        if decided and decided.decision is Decision.FIXED:
            # What came back is not known, whatever the baseline says.
            return finding._replace(came_back=decided.suppression)
        if decided:
            return finding._replace(is_known=known, suppression=decided.suppression)
        return finding._replace(is_known=True) if known else finding
