"""`--format sarif`: SARIF 2.1.0, for code scanning and editors.

All findings are reported; those that a ledger suppresses or a baseline knows are marked, because a viewer takes a
missing finding for a corrected one.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, TextIO

from l10nqa import __version__
from l10nqa.render.relative import relative_paths
from l10nqa.render.sarif.notifications import limit_note, notifications
from l10nqa.render.sarif.results import Marks, wire_result
from l10nqa.render.sarif.rules import descriptors, rule_indexes
from l10nqa.render.weight import heaviest
from l10nqa.ruleset import BUILT_IN
from l10nqa.text import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.model import CheckedDocument, Finding
    from l10nqa.ruleset import RuleSet

__all__ = ["render_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MOST = 25_000
"""The largest number of results of a run: GitHub refuses a file with more."""
_SHOWN = 5_000
"""The number of results that GitHub shows, the most severe ones."""
_LARGEST = 10_000_000
"""The largest number of compressed bytes: GitHub refuses a larger file."""


def render_sarif(
    results: Iterable[CheckedDocument],
    stream: TextIO,
    *,
    rules: RuleSet = BUILT_IN,
) -> Sequence[str]:
    """Write one run; return remarks on the results that GitHub will not show."""
    everything = list(results)
    findings = [finding for result in everything for finding in result.findings]
    kept = [findings[number] for number in heaviest(findings, _MOST)]
    notes = list(_limits(len(findings)))
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(everything, kept, notes, rules)]}
    text = without_surrogates(json.dumps(log, ensure_ascii=False, separators=(",", ":")))
    stream.write(text + "\n")
    raw = text.encode() if len(text) > _LARGEST >> 2 else b""
    if len(raw) > _LARGEST and len(zlib.compress(raw)) > _LARGEST:
        notes.append(
            "GitHub refuses SARIF files of more than 10 MB (compressed), as this one is: check fewer documents"
        )
    return notes


def _limits(found: int) -> Iterable[str]:
    if found > _MOST:
        yield (
            f"{found - _MOST:,} of {found:,} findings are not in the SARIF file, the least severe and least certain: "
            f"GitHub takes {_MOST:,} results a run"
        )
    if found > _SHOWN:
        yield f"GitHub shows the {_SHOWN:,} most severe of the {min(found, _MOST):,} results"


def _run(
    results: Sequence[CheckedDocument], findings: Sequence[Finding], notes: Sequence[str], rules: RuleSet
) -> dict[str, Any]:
    paths = relative_paths(results)
    marks = Marks.of(findings)
    indexes = rule_indexes(rules)
    noted = [*notifications(results, paths, indexes), *map(limit_note, notes)]
    return {
        "tool": {
            "driver": {
                "name": "l10nqa",
                "fullName": f"l10nqa {__version__}",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": descriptors(rules),
            }
        },
        "invocations": [
            {
                "executionSuccessful": not any(note["level"] == "error" for note in noted),
                "toolExecutionNotifications": noted,
            }
        ],
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder that the paths are relative to."}}},
        "columnKind": "utf16CodeUnits",
        "defaultEncoding": "utf-8",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [wire_result(finding, paths[finding.path], marks, indexes) for finding in findings],
    }
