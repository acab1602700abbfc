"""`--format gitlab`: a Code Quality report, for the artifact `reports: codequality` of a GitLab job."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from l10nqa.render.relative import placed_fingerprint, relative_paths
from l10nqa.text import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument, Finding

__all__ = ["render_gitlab"]


def render_gitlab(results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write one JSON array with an object for each finding; the severities of MQM are also those of GitLab."""
    everything = list(results)
    paths = relative_paths(everything)
    report = [_issue(finding, paths[finding.path]) for result in everything for finding in result.findings]
    stream.write(without_surrogates(json.dumps(report, ensure_ascii=False, indent=1)) + "\n")


def _issue(finding: Finding, path: str) -> dict[str, Any]:
    end = finding.regions.target.end_line if finding.regions else finding.line
    return {
        "description": f"{finding.message} [{finding.segment}]" if finding.segment else finding.message,
        "check_name": finding.rule,
        # GitLab drops the second of two issues with one fingerprint, whatever their paths.
        "fingerprint": placed_fingerprint(finding, path),
        "severity": finding.severity.value,
        "location": {"path": path, "lines": {"begin": finding.line, "end": max(end, finding.line)}},
    }
