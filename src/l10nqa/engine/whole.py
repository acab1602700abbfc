"""Runs rules over a document as a whole, for what stands outside its segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.engine.fingerprint import Fingerprints
from l10nqa.model import Bitext, Failure, Finding, Issue, Regions, Spot
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.rule import DocumentRule

__all__ = ["check_whole"]


def check_whole(document: Bitext, rules: Sequence[DocumentRule], failures: list[Failure]) -> list[Finding]:
    """Return what the rules find; a crash goes to `failures`, and what came before it stands."""
    findings: list[Finding] = []
    fingerprints = Fingerprints()
    for rule in rules:
        try:
            findings.extend(_finding(document, rule, issue, fingerprints) for issue in rule.check(document))
        except Exception as error:  # noqa: BLE001 - a crashing rule must not hide what the others find
            failures.append(Failure(document.path, "", rule.name, 1, f"{type(error).__name__}: {error}"))
    return findings


def _finding(document: Bitext, rule: DocumentRule, issue: Issue, fingerprints: Fingerprints) -> Finding:
    span = issue.target or Span(0, 0)
    shown = span.of(document.text)
    line, column = document.lines.position(span.start)
    return Finding(
        path=document.path,
        segment="",
        rule=rule.name,
        severity=rule.severity,
        certainty=issue.certainty or rule.certainty,
        message=issue.message,
        line=line,
        column=column,
        source=None,
        target=Spot(0, len(shown), shown),
        fix=None,
        fingerprint=fingerprints.of(rule.name, issue.message, shown),
        source_text="",
        target_text=shown,
        regions=Regions(document.lines.region(span)),
    )
