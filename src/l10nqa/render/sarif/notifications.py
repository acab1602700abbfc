"""SARIF notifications on the run itself (3.58): unread documents, crashed rules, results left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l10nqa.render.sarif.places import artifact, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from l10nqa.model import CheckedDocument, Failure, Problem

__all__ = ["limit_note", "notifications"]

_CRASH, _LIMIT = "rule-crashed", "limit"
"""The descriptor ids of notifications that are not of a `ProblemKind`."""


def notifications(
    results: Iterable[CheckedDocument], paths: Mapping[str, str], indexes: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """Yield a notification for each place that could not be read and for each crash of a rule."""
    for result in results:
        yield from (_unread(problem, paths[result.path]) for problem in result.problems)
        yield from (_crashed(failure, paths[result.path], indexes) for failure in result.failures)


def limit_note(text: str) -> dict[str, Any]:
    """Return the notification that results were left out."""
    return {"descriptor": {"id": _LIMIT}, "level": "warning", "message": message(text)}


def _unread(problem: Problem, path: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": problem.kind.value},
        "level": "error" if problem.is_unreadable else "warning",
        "message": message(problem.message),
        "locations": [_location(path, problem.line)],
    }


def _crashed(failure: Failure, path: str, indexes: Mapping[str, int]) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": failure.rule}
    if failure.rule in indexes:
        rule["index"] = indexes[failure.rule]
    where = f" on segment {failure.segment}" if failure.segment else ""
    return {
        "descriptor": {"id": _CRASH},
        "associatedRule": rule,
        "level": "error",
        "message": message(f"the rule {failure.rule} crashed{where}: {failure.error}"),
        "locations": [_location(path, failure.line)],
    }


def _location(path: str, line: int) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact(path), "region": {"startLine": line}}}
