"""Checked documents as JSON, without loss, and back: a line for the document, then one for each of its findings.

The keys of a finding are those of `--format jsonl`; more follow, which other formats need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.model import (
    CheckedDocument,
    Decision,
    Edit,
    Failure,
    FileEdit,
    Finding,
    Fix,
    Problem,
    ProblemKind,
    Regions,
    Spot,
    Suppression,
)
from l10nqa.quality import Certainty, Severity
from l10nqa.render.wire import wire_failure, wire_finding, wire_problem
from l10nqa.text import Region

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DOCUMENT",
    "PlacedDocument",
    "PlacedFinding",
    "document_of",
    "document_record",
    "finding_of",
    "finding_record",
]

DOCUMENT = "document"
"""The key that only the line of a document has: its path."""
_COUNTS = ("segments", "words", "source_locale", "target_locale", "origin", "untranslated", "drafts", "may_be_stale")


class PlacedFinding(NamedTuple):
    """A finding, and whether the baseline holds it for this very document."""

    finding: Finding
    """Without what the baseline says of it: a finding that moved is known only once in a run."""
    is_held: bool


class PlacedDocument(NamedTuple):
    """A checked document, whose findings follow, and its number among the files of the run."""

    number: int
    document: CheckedDocument


def document_record(document: CheckedDocument, number: int) -> dict[str, Any]:
    """Return a document as JSON, without its findings."""
    return {
        DOCUMENT: document.path,
        "number": number,
        **{name: getattr(document, name) for name in _COUNTS},
        "too_long": document.too_long,
        "problems": [wire_problem(problem) for problem in document.problems],
        "failures": [wire_failure(failure) for failure in document.failures],
    }


def document_of(record: Mapping[str, Any]) -> PlacedDocument:
    """Return the document of a record; the errors of a record that is none are those of `head_of_record`."""
    counts = {name: record[name] for name in _COUNTS}
    problems = tuple(Problem(**{**each, "kind": ProblemKind(each["kind"])}) for each in record["problems"])
    document = CheckedDocument(
        path=record[DOCUMENT],
        findings=(),
        problems=problems,
        failures=tuple(Failure(**each) for each in record["failures"]),
        too_long=tuple(record["too_long"]),
        **counts,
    )
    return PlacedDocument(int(record["number"]), document)


def finding_record(finding: Finding, *, is_held: bool) -> dict[str, Any]:
    """Return a finding as JSON."""
    return {
        **wire_finding(finding),
        "source_text": finding.source_text,
        "target_text": finding.target_text,
        "suppression": _said(finding.suppression),
        "came_back": _said(finding.came_back),
        "in_baseline": is_held,
        "regions": _regions(finding.regions),
    }


def finding_of(record: Mapping[str, Any]) -> PlacedFinding:
    """Return the finding of a record; the errors of a record that is none are those of `head_of_record`."""
    fix, regions = record["fix"], record["regions"]
    finding = Finding(
        path=record["path"],
        segment=record["segment"],
        rule=record["rule"],
        severity=Severity(record["severity"]),
        certainty=Certainty(record["certainty"]),
        message=record["message"],
        line=int(record["line"]),
        column=int(record["column"]),
        source=_spot_of(record["source"]),
        target=_spot_of(record["target"]),
        fix=fix and Fix(bool(fix["safe"]), tuple(Edit(**edit) for edit in fix["edits"]), fix["result"]),
        fingerprint=record["fingerprint"],
        source_text=record["source_text"],
        target_text=record["target_text"],
        suppression=_decision_of(record["suppression"]),
        came_back=_decision_of(record["came_back"]),
        regions=_regions_of(regions) if regions else None,
    )
    return PlacedFinding(finding, bool(record["in_baseline"]))


def _said(suppression: Suppression | None) -> dict[str, Any] | None:
    return {**suppression._asdict(), "decision": suppression.decision.value} if suppression else None


def _decision_of(record: Mapping[str, Any] | None) -> Suppression | None:
    return Suppression(**{**record, "decision": Decision(record["decision"])}) if record else None


def _spot_of(record: Mapping[str, Any] | None) -> Spot | None:
    return Spot(**record) if record else None


def _regions(regions: Regions | None) -> dict[str, Any] | None:
    if regions is None:
        return None
    edits = [[*edit.region, edit.text] for edit in regions.edits]
    return {"target": regions.target, "source": regions.source, "edits": edits}


def _regions_of(record: Mapping[str, Any]) -> Regions:
    source = record["source"]
    edits = tuple(FileEdit(Region(*map(int, place)), str(text)) for *place, text in record["edits"])
    return Regions(Region(*map(int, record["target"])), Region(*map(int, source)) if source else None, edits)
