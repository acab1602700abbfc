"""A finding as JSON. The keys are a contract: more may follow, none is renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from l10nqa.model import Failure, Finding, Problem, Spot

__all__ = ["wire_failure", "wire_finding", "wire_problem"]


def wire_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding as a JSON object; `start` and `end` count code points in the segment's source or target."""
    fix = finding.fix
    return {
        "path": finding.path,
        "segment": finding.segment,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "certainty": finding.certainty.value,
        "message": finding.message,
        "line": finding.line,
        "column": finding.column,
        "source": _spot(finding.source),
        "target": _spot(finding.target),
        "fix": {"safe": fix.safe, "edits": [edit._asdict() for edit in fix.edits], "result": fix.result}
        if fix
        else None,
        "fingerprint": finding.fingerprint,
    }


def wire_problem(problem: Problem) -> dict[str, Any]:
    """Return a problem of reading as a JSON object."""
    return {**problem._asdict(), "kind": problem.kind.value}


def wire_failure(failure: Failure) -> dict[str, Any]:
    """Return a crashed rule as a JSON object."""
    return failure._asdict()


def _spot(spot: Spot | None) -> dict[str, Any] | None:
    return spot._asdict() if spot else None
