"""Results of the project's corpora in which the ledger suppresses some findings and the baseline knows others."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA
from l10nqa.model import CheckedDocument, Decision, Suppression
from l10nqa.quality import Certainty
from l10nqa.workspace.checking import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import Finding

SUPPRESSION = Suppression(Decision.FALSE_ALARM, "a name", "Ann", "2026-11-24")
ORACLES = Path(__file__).parents[1] / "oracles" / "node_modules"


def needs(oracle: Path) -> pytest.MarkDecorator:
    """Skip a test where what it compares with is not installed (not all of it is made for every platform)."""
    reason = f"{oracle.name} is not here: npm install --prefix tests/oracles --ignore-scripts"
    return pytest.mark.external(oracle.exists(), reason=reason)


@cache
def mixed_results() -> Sequence[CheckedDocument]:
    """Return what `check` finds in corpora/: of four findings one is suppressed, one known, one both, one active."""
    number = 0
    results = []
    for result in check([str(CORPORA)], min_certainty=Certainty.POSSIBLE, jobs=1):
        marked = []
        for finding in result.findings:
            suppression = SUPPRESSION if number % 4 in (1, 3) else None
            marked.append(finding._replace(suppression=suppression, is_known=number % 4 > 1))
            number += 1
        results.append(result._replace(findings=tuple(marked)))
    return results


def findings_of(results: Sequence[CheckedDocument]) -> list[Finding]:
    return [finding for result in results for finding in result.findings]


def active(results: Sequence[CheckedDocument]) -> list[Finding]:
    return [finding for finding in findings_of(results) if finding.is_active]
