"""How much findings weigh: which come first where not all are shown, and what CI systems call their severities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.quality import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import Finding

__all__ = ["LEVELS", "heaviest_first"]

LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}
"""The three levels of GitHub, most severe first; SARIF calls the last of them a note."""


def heaviest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that somebody is to act on first, the most severe first, among equals the most certain."""
    return sorted(findings, key=lambda f: (f.is_active, f.severity.rank, f.certainty.rank), reverse=True)
