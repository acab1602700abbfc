"""A Code Quality report holds what GitLab's documentation asks for, each fingerprint once."""

from __future__ import annotations

import io
import json

import jsonschema
from mixed import findings_of, mixed_results

from l10nqa.render.gitlab import render_gitlab

_LINE = {"type": "integer", "minimum": 1}
_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\.?/)"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": _LINE, "end": _LINE}},
                },
            },
        },
    },
}
"""What docs.gitlab.com, "Code Quality report format", requires; GitLab publishes no schema in a package."""


def test_it_holds_what_gitlab_requires() -> None:
    results = list(mixed_results())
    (first,) = [result for result in results if result.findings][:1]
    twin = first._replace(path="twin.md", findings=tuple(f._replace(path="twin.md") for f in first.findings))
    stream = io.StringIO()
    render_gitlab([*results, twin], stream)
    report = json.loads(stream.getvalue())
    jsonschema.Draft7Validator(_SCHEMA).validate(report)
    assert len(report) == len(findings_of([*results, twin]))
    assert len({issue["fingerprint"] for issue in report}) == len(report)
