"""`--format json`: one object with all findings, problems and crashed rules."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

from l10nqa import __version__
from l10nqa.render.wire import wire_failure, wire_finding, wire_problem
from l10nqa.score import FORMULA, score_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from l10nqa.model import CheckedDocument

__all__ = ["render_json", "render_json_with"]


def render_json(results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write the whole run as one JSON object with the keys version, summary, findings, problems, failures."""
    render_json_with(results, stream, {})


def render_json_with(results: Iterable[CheckedDocument], stream: TextIO, more: Mapping[str, Any]) -> None:
    """Write the object of `render_json` with more keys."""
    everything = list(results)
    findings = [wire_finding(finding) for result in everything for finding in result.findings]
    report = {
        "version": __version__,
        "summary": {
            "documents": len(everything),
            "segments": sum(result.segments for result in everything),
            "source_words": sum(result.words for result in everything),
            "findings": len(findings),
            "score": _score(everything),
        },
        "findings": findings,
        "problems": [wire_problem(problem) for result in everything for problem in result.problems],
        "failures": [wire_failure(failure) for result in everything for failure in result.failures],
        **more,
    }
    json.dump(report, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _score(results: Sequence[CheckedDocument]) -> dict[str, object]:
    active = (finding for result in results for finding in result.findings if finding.is_active)
    score = score_of(Counter(finding.severity for finding in active), sum(result.words for result in results))
    return {
        "name": "automatic partial score",
        "value": score.value,
        "points": score.points,
        "points_per_1000_words": score.per_thousand,
        "formula": FORMULA,
    }
