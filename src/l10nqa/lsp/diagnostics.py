"""Findings and problems as the diagnostics of an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
    Position,
    Range,
)

from l10nqa.lsp.rule_pages import page_of
from l10nqa.quality import Certainty, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.errors import L10nqaError
    from l10nqa.lsp.view import View
    from l10nqa.model import Finding, Problem

__all__ = ["MOST", "diagnostic_of", "diagnostics_of", "of_error", "of_problem"]

MOST = 2_000
"""The number of diagnostics that a document is given at most; editors slow down above it."""
_SOURCE = "l10nqa"
_LEVELS = {
    Severity.CRITICAL: DiagnosticSeverity.Error,
    Severity.MAJOR: DiagnosticSeverity.Warning,
    Severity.MINOR: DiagnosticSeverity.Information,
}
"""The same three levels as in GitHub and SARIF."""


def diagnostics_of(view: View) -> list[Diagnostic]:
    """Return the problems and findings of a document, in the order of the file."""
    problems = [of_problem(problem) for problem in view.checked.result.problems]
    # Documents that hold no segments are not translations: there is nothing to say of them.
    findings = view.checked.findings if view.bitext.segments else ()
    made = [diagnostic for finding in findings[: MOST - len(problems)] if (diagnostic := diagnostic_of(finding, view))]
    left = len(findings) - MOST + len(problems)
    if left > 0:
        start = Range(Position(0, 0), Position(0, 0))
        message = f"{left:,} more findings: l10nqa check {view.checked.result.path}"
        made.append(Diagnostic(start, message, DiagnosticSeverity.Information, source=_SOURCE))
    return [*problems[:MOST], *made]


def diagnostic_of(finding: Finding, view: View) -> Diagnostic | None:
    """Return the diagnostic of a finding; None if its place has been changed since it was found."""
    place = view.place(finding.regions.target) if finding.regions else None
    if place is None:
        return None
    page = page_of(finding.rule)
    return Diagnostic(
        range=place,
        message=_message(finding),
        severity=_level(finding),
        code=finding.rule,
        code_description=CodeDescription(page) if page else None,
        source=_SOURCE,
        tags=[DiagnosticTag.Unnecessary] if _is_surplus(finding) else None,
        related_information=_related(finding, view),
        data={"fingerprint": finding.fingerprint, "segment": finding.segment, "certainty": finding.certainty.value},
    )


def of_problem(problem: Problem) -> Diagnostic:
    """Return the diagnostic of a part of a document, or of a whole one, that could not be read."""
    level = DiagnosticSeverity.Error if problem.is_unreadable else DiagnosticSeverity.Warning
    line = max(problem.line - 1, 0)
    message = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    # The column is in code points; to the end of the line no column is needed.
    return Diagnostic(
        Range(Position(line, 0), Position(line + 1, 0)), message, level, problem.kind.value, None, _SOURCE
    )


def of_error(error: L10nqaError) -> Diagnostic:
    """Return the diagnostic of an error in the configuration, in its file."""
    line = (error.line or 1) - 1
    message = f"{error.message}; {error.hint}" if error.hint else error.message
    return Diagnostic(
        Range(Position(line, 0), Position(line + 1, 0)), message, DiagnosticSeverity.Error, source=_SOURCE
    )


def _level(finding: Finding) -> DiagnosticSeverity:
    return DiagnosticSeverity.Hint if finding.certainty is Certainty.POSSIBLE else _LEVELS[finding.severity]


def _message(finding: Finding) -> str:
    certainty = "" if finding.certainty is Certainty.CERTAIN else f" ({finding.certainty.value})"
    back = f"; it was fixed on {finding.came_back.date}" if finding.came_back else ""
    return f"{finding.message}{certainty}{back}"


def _is_surplus(finding: Finding) -> bool:
    """Tell whether the fix only takes away what is marked, which editors may fade."""
    return (
        finding.fix is not None
        and finding.target is not None
        and bool(finding.target.text.strip())
        and all(not edit.text for edit in finding.fix.edits)
    )


def _related(finding: Finding, view: View) -> Sequence[DiagnosticRelatedInformation] | None:
    if finding.source is None or finding.regions is None or finding.regions.source is None:
        return None
    place = view.source_at(finding.regions.source)
    if place is None:
        return None
    return [DiagnosticRelatedInformation(Location(*place), f"the source: “{finding.source.text}”")]
