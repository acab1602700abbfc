"""How much findings weigh: which come first where not all are shown, and what CI systems call their severities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.quality import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.model import Finding

__all__ = ["LEVELS", "heaviest", "heaviest_first"]

LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}
"""The three levels of GitHub, most severe first; SARIF calls the last of them a note."""


def heaviest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that somebody is to act on first, the most severe first, among equals the most certain."""
    return sorted(findings, key=_weight, reverse=True)


def heaviest(findings: Sequence[Finding], most: int) -> list[int]:
    """Return the numbers of the findings to keep where only so many fit, in the order given."""
    ranked = sorted(range(len(findings)), key=lambda number: _weight(findings[number]), reverse=True)
    return sorted(ranked[:most])


def _weight(finding: Finding) -> tuple[bool, int, int]:
    return finding.is_active, finding.severity.rank, finding.certainty.rank
