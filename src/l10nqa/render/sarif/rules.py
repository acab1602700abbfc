"""Descriptions of the rules in SARIF (3.49): what they report, why, and right and wrong examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l10nqa.quality import Certainty, Severity
from l10nqa.render.weight import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.rule import DocumentRule, Example, Rule
    from l10nqa.ruleset import RuleSet

__all__ = ["descriptors", "level_of", "rule_indexes"]

_PRECISION = {Certainty.CERTAIN: "very-high", Certainty.LIKELY: "high", Certainty.POSSIBLE: "medium"}
"""The precision of findings in GitHub's words."""


def level_of(severity: Severity) -> str:
    """Return the level (3.27.10) for a severity."""
    return LEVELS[severity].replace("notice", "note")


def descriptors(rules: RuleSet) -> list[dict[str, Any]]:
    """Return a reportingDescriptor for each rule."""
    return [_descriptor(rule) for rule in rules.all]


def rule_indexes(rules: RuleSet) -> dict[str, int]:
    """Return the index of each rule among the `descriptors`, by its name."""
    return {name: index for index, name in enumerate(rules.names)}


def _descriptor(rule: Rule | DocumentRule) -> dict[str, Any]:
    level = level_of(rule.severity)
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _reason(rule)},
        "help": {"text": rule.documentation, "markdown": _page(rule)},
        "defaultConfiguration": {"level": level},
        "properties": {
            "category": rule.category.value,
            "severity": rule.severity.value,
            "certainty": rule.certainty.value,
            "precision": _PRECISION[rule.certainty],
            "problem.severity": level.replace("note", "recommendation"),
            "tags": ["localization", rule.category.value],
        },
    }


def _reason(rule: Rule | DocumentRule) -> str:
    """Return the summary and the paragraph after it."""
    return " ".join(" ".join(rule.documentation.split("\n\n")[:2]).split())


def _page(rule: Rule | DocumentRule) -> str:
    return "\n\n".join([rule.documentation, *_examples(rule)])


def _examples(rule: Rule | DocumentRule) -> Iterator[str]:
    for heading, wanted in (("Wrong (`⟦…⟧` marks what is reported)", True), ("Right", False)):
        shown = [_example(example) for example in rule.examples if bool(example.spans) == wanted]
        if shown:
            yield f"## {heading}"
            yield "\n\n<!-- -->\n\n".join(shown)


def _example(example: Example) -> str:
    """Return an example as an indented code block, in which Markdown is text."""
    source_locale, _, target_locale = example.locales.partition(">")
    rows = [(source_locale, example.source), (target_locale, example.marked)]
    rows += [("", known) for known in example.known]
    rows += [("fixed", example.fixed)] if example.fixed is not None else []
    lines = [f"{name:<6} {line}" for name, text in rows for line in text.splitlines() or [""]]
    return "\n".join(f"    {line}" for line in lines)
