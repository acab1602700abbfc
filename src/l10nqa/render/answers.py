"""`check - --format json` on a stream of translations: one JSON object for each, written as soon as it is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from l10nqa.render.wire import wire_finding

if TYPE_CHECKING:
    from l10nqa.model import Finding, Spot, StreamAnswer
    from l10nqa.ruleset import RuleSet

__all__ = ["wire_answer", "write_answer"]

_encode = json.JSONEncoder(ensure_ascii=False).encode


def write_answer(answer: StreamAnswer, stream: TextIO, rules: RuleSet) -> None:
    """Write the answer as a line, and hand it on at once: the other program may wait for it."""
    stream.write(f"{_encode(wire_answer(answer, rules))}\n")
    stream.flush()


def wire_answer(answer: StreamAnswer, rules: RuleSet) -> dict[str, Any]:
    """Return an answer as a JSON object; its keys are a contract, as those of `wire_finding` are."""
    fixed = answer.fixed
    return {
        "line": answer.line,
        "segment": answer.segment,
        "passes": answer.passes,
        "error": answer.error,
        "complete": answer.is_complete,
        "findings": [{**wire_finding(each), "explanation": _explanation(each, rules)} for each in answer.findings],
        "fixed": fixed and {"target": fixed.target, "passes": fixed.passes},
        "retry": None if answer.passes else _retry(answer, rules),
    }


def _retry(answer: StreamAnswer, rules: RuleSet) -> str:
    """Return what to tell the translator, a program perhaps, for the next attempt."""
    if not answer.blocking:
        return f"The translation was not accepted: {answer.error}."
    lines = ["The translation was not accepted. Correct these faults and change nothing else:"]
    lines += [f"- {_fault(finding)} {_explanation(finding, rules)}" for finding in answer.blocking]
    if answer.fixed and answer.fixed.passes:
        lines.append(f"This translation would be accepted:\n{answer.fixed.target}")
    return "\n".join(lines)


def _fault(finding: Finding) -> str:
    spots = [f"{name} “{spot.text}”" for name, spot in _spots(finding) if spot and spot.text.strip()]
    places = f" ({', '.join(spots)})" if spots else ""
    return f"{finding.rule}: {finding.message}{places}."


def _spots(finding: Finding) -> tuple[tuple[str, Spot | None], ...]:
    return ("in the source", finding.source), ("in the target", finding.target)


def _explanation(finding: Finding, rules: RuleSet) -> str:
    """Return the first two paragraphs of the rule's documentation: what is wrong, and why it matters."""
    paragraphs = rules.find(finding.rule).documentation.split("\n\n")[:2]
    return " ".join(" ".join(paragraphs).split())
