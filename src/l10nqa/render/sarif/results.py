"""A finding as a SARIF result (3.27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.render.relative import placed_fingerprint
from l10nqa.render.sarif.places import artifact, message, region_of
from l10nqa.render.sarif.rules import level_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from l10nqa.model import Finding, Fix, Regions, Suppression

__all__ = ["Marks", "wire_result"]


class Marks(NamedTuple):
    """The properties that all results of a run have if one of them does (3.27.23, 3.27.24)."""

    suppressions: bool
    baseline: bool

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Marks:
        """Find out whether any finding has an entry of a ledger or a baseline."""
        said = [(finding.suppression is not None, finding.is_known) for finding in findings]
        return cls(any(suppressed for suppressed, _ in said), any(known for _, known in said))


def wire_result(finding: Finding, path: str, marks: Marks, indexes: Mapping[str, int]) -> dict[str, Any]:
    """Return a finding as a JSON object; `path` is relative to the root of the run, `indexes` holds those of rules."""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": level_of(finding.severity),
        "message": message(finding.message),
        "locations": [_location(finding, path)],
        # GitHub uses only the second one; without it, it would hash the line, which can hold many segments.
        "partialFingerprints": {
            "l10nqa/v1": finding.fingerprint,
            "primaryLocationLineHash": placed_fingerprint(finding, path),
        },
        "properties": {"severity": finding.severity.value, "certainty": finding.certainty.value},
    }
    if finding.rule in indexes:
        result["ruleIndex"] = indexes[finding.rule]
    if finding.regions:
        result |= _related(finding.regions, path)
        if finding.fix and finding.regions.edits:
            result["fixes"] = [_fix(finding.fix, finding.regions, path)]
    if marks.suppressions:
        result["suppressions"] = [_suppression(finding.suppression)] if finding.suppression else []
    if marks.baseline:
        result["baselineState"] = "unchanged" if finding.is_known else "new"
    return result


def _location(finding: Finding, path: str) -> dict[str, Any]:
    region = region_of(finding.regions.target) if finding.regions else {"startLine": finding.line}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact(path), "region": region}}
    if finding.segment:
        qualified = f"{path}#{finding.segment}"
        location["logicalLocations"] = [{"name": finding.segment, "fullyQualifiedName": qualified, "kind": "segment"}]
    return location


def _related(regions: Regions, path: str) -> dict[str, Any]:
    if regions.source is None:
        return {}
    place = {"artifactLocation": artifact(path), "region": region_of(regions.source)}
    return {"relatedLocations": [{"id": 1, "physicalLocation": place, "message": {"text": "the source"}}]}


def _fix(fix: Fix, regions: Regions, path: str) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": region_of(edit.region), "insertedContent": {"text": edit.text}} for edit in regions.edits
    ]
    description = "proved fix" if fix.safe else "proved fix that a person should look at"
    return {
        "description": {"text": description},
        "artifactChanges": [{"artifactLocation": artifact(path), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _suppression(suppression: Suppression) -> dict[str, Any]:
    decision, reason, author, date, is_in_file = suppression
    if is_in_file:
        return {"kind": "inSource", "status": "accepted", "justification": reason}
    return {
        "kind": "external",
        "status": "accepted",
        "justification": f"{decision.value}: {reason} ({author}, {date})",
    }
