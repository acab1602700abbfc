"""The order of findings by severity and certainty, and the levels of CI systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.quality import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.model import Finding

__all__ = ["LEVELS", "heaviest", "heaviest_first"]

LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}
"""The three levels of GitHub, most severe first; the last one is a note in SARIF."""


def heaviest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by severity, the most severe first, then by certainty."""
    return sorted(findings, key=_weight, reverse=True)


def heaviest(findings: Sequence[Finding], most: int) -> list[int]:
    """Return the indexes of the findings to keep if only so many fit, in the given order."""
    ranked = sorted(range(len(findings)), key=lambda number: _weight(findings[number]), reverse=True)
    return sorted(ranked[:most])


def _weight(finding: Finding) -> tuple[bool, int, int]:
    return finding.is_active, finding.severity.rank, finding.certainty.rank
