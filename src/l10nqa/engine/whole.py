"""Runs rules over a document as a whole, for what stands outside its segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xxhash

from l10nqa.model import Document, Failure, Finding, Issue, Regions, Spot
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.rule import DocumentRule

__all__ = ["check_whole"]


def check_whole(document: Document, rules: Sequence[DocumentRule], failures: list[Failure]) -> list[Finding]:
    """Return what the rules find; a crash goes to `failures`, and what came before it stands."""
    findings: list[Finding] = []
    for rule in rules:
        try:
            for issue in rule.check(document):
                findings.append(_finding(document, rule, issue, len(findings)))
        except Exception as error:  # noqa: BLE001 - a crashing rule must not hide what the others find
            failures.append(Failure(document.path, "", rule.name, 1, f"{type(error).__name__}: {error}"))
    return findings


def _finding(document: Document, rule: DocumentRule, issue: Issue, ordinal: int) -> Finding:
    span = issue.target or Span(0, 0)
    shown = span.of(document.text)
    line, column = document.lines.position(span.start)
    identity = f"{rule.name}\0{issue.message}\0{shown}\0{ordinal}"
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
        fingerprint=xxhash.xxh3_128_hexdigest(identity.encode("utf-8", "surrogatepass")),
        source_text="",
        target_text=shown,
        regions=Regions(document.lines.region(span)),
    )
