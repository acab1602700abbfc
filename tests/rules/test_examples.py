"""Every example of every rule holds: they are the rule's specification, its documentation and its tests at once."""

from __future__ import annotations

import pytest
from sides import context_of, edited, run

from l10nqa.rule import Example, Rule
from l10nqa.rules import RULES
from l10nqa.text import Span

_EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples, 1)
]
_FIXES = [case for case in _EXAMPLES if isinstance(case.values[1], Example) and case.values[1].fixed is not None]


@pytest.mark.parametrize(("rule", "example"), _EXAMPLES)
def test_exactly_the_marked_spots_are_reported(rule: Rule, example: Example) -> None:
    issues = run(rule, example.source, example.target, context_of(example), example.markup)
    # What is lost and has no spot is marked at the end.
    end = Span(len(example.target), len(example.target))
    assert sorted(issue.target or end for issue in issues) == sorted(example.spans)


@pytest.mark.parametrize(("rule", "example"), _EXAMPLES)
def test_an_issue_has_a_spot_and_a_message(rule: Rule, example: Example) -> None:
    for issue in run(rule, example.source, example.target, context_of(example), example.markup):
        assert issue.source or issue.target
        assert issue.message
        assert "\n" not in issue.message


@pytest.mark.parametrize(("rule", "example"), _FIXES)
def test_the_edits_give_the_fixed_text(rule: Rule, example: Example) -> None:
    issues = run(rule, example.source, example.target, context_of(example), example.markup)
    # What repairs two findings at once, as a pair of delimiters, comes with both.
    edits = dict.fromkeys(edit for issue in issues for edit in issue.edits)
    assert edited(example.target, list(edits)) == example.fixed


@pytest.mark.parametrize(("rule", "example"), _FIXES)
def test_the_rule_is_silent_on_the_fixed_text(rule: Rule, example: Example) -> None:
    assert example.fixed is not None
    assert run(rule, example.source, example.fixed, context_of(example), example.markup) == []


@pytest.mark.parametrize(("rule", "example"), _EXAMPLES)
def test_only_what_is_wrong_is_fixed(rule: Rule, example: Example) -> None:
    assert example.fixed is None or example.spans, rule.name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_shown_right_and_wrong_and_in_other_scripts(rule: Rule) -> None:
    assert any(example.spans for example in rule.examples), "no wrong example"
    assert any(not example.spans for example in rule.examples), "no right example"
    languages = {context_of(example).target_locale.split("-")[0] for example in rule.examples}
    assert languages & {"ja", "zh", "ko"}, "no example without spaces between words"
    assert languages & {"ar", "he", "fa"}, "no example from right to left"
