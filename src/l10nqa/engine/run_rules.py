"""Runs rules over a segment or over a document as a whole, and contains the rule that crashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.model import Failure, Issue
from l10nqa.rule import DocumentRule, Judge, ParsedSegment, Rule, RuleContext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from l10nqa.model import Bitext, Segment
    from l10nqa.quality import Certainty

__all__ = [
    "DocumentIssue",
    "RuleIssue",
    "applicable",
    "certainty_of",
    "judged",
    "judges_of",
    "run_applicable",
    "run_document_rules",
    "run_rules",
    "segment_issues",
]

RuleIssue = tuple[Rule, Issue]
DocumentIssue = tuple[DocumentRule, Issue]
"""An issue, and the rule that reported it."""


def certainty_of(rule: Rule | DocumentRule, issue: Issue) -> Certainty:
    """Return the certainty of the issue; by default that of its rule."""
    return issue.certainty or rule.certainty


def run_rules(
    rules: Sequence[Rule], parsed: ParsedSegment, context: RuleContext, on_crash: Callable[[Rule, Exception], None]
) -> Iterator[RuleIssue]:
    """Yield the issues of all rules that can fire on the segment.

    If a rule crashes, `on_crash` is called; the issues that it yielded before are kept, and the other rules run.
    """
    kinds = parsed.source.kinds | parsed.target.kinds
    return run_applicable(applicable(rules, kinds, parsed, context), parsed, context, on_crash)


def applicable(
    rules: Sequence[Rule], kinds: int, parsed: ParsedSegment, context: RuleContext, *, is_prose: bool = False
) -> tuple[Rule, ...]:
    """Return the rules that look at nodes of these kinds, in the dialect and with the context of a segment.

    Where the segment `is_prose`, those that are silent on prose are left out.
    """
    dialect = parsed.segment.profile.markup.dialect
    return tuple(
        rule
        for rule in rules
        if rule.looks_at & kinds
        and (rule.dialects is None or dialect in rule.dialects)
        and not (is_prose and rule.silent_on_prose)
        and rule.can_run(context)
    )


def run_applicable(
    rules: Sequence[Rule], parsed: ParsedSegment, context: RuleContext, on_crash: Callable[[Rule, Exception], None]
) -> Iterator[RuleIssue]:
    """Yield the issues of rules that are known to be applicable to the segment; see `run_rules`."""
    for rule in rules:
        try:
            for issue in rule.check(parsed, context):
                _refuse_outside(issue, len(parsed.source.text), len(parsed.target.text))
                yield rule, issue
        except Exception as error:  # noqa: BLE001 - a crashing rule must not hide what the others find
            on_crash(rule, error)


def judges_of(bitext: Bitext, rules: Sequence[Rule]) -> dict[str, Judge]:
    """Return, by rule, what decides in this document which issues of its segments are any; most have none."""
    judges = ((rule.name, rule.in_document(bitext)) for rule in rules if rule.in_document)
    return {name: judge for name, judge in judges if judge}


def judged(
    judges: Mapping[str, Judge], rules: Sequence[Rule], segment: Segment, found: Sequence[RuleIssue]
) -> list[RuleIssue]:
    """Return the issues of a segment as they are in its document: without those that are none there, with others."""
    kept = list(found)
    for rule in rules:
        if rule.name in judges:
            issues = tuple(issue for reporter, issue in found if reporter.name == rule.name)
            left = list(judges[rule.name](segment, issues))
            kept = [each for each in kept if each[0].name != rule.name or each[1] in left]
            kept += [(rule, issue) for issue in left if issue not in issues]
    return kept


def segment_issues(
    bitext: Bitext,
    segment: Segment,
    rules: Sequence[Rule],
    parsed: ParsedSegment,
    context: RuleContext,
    on_crash: Callable[[Rule, Exception], None],
) -> list[RuleIssue]:
    """Return the issues of a segment in its document; see `run_rules` and `judged`."""
    found = list(run_rules(rules, parsed, context, on_crash))
    return judged(judges_of(bitext, rules), rules, segment, found)


def run_document_rules(
    bitext: Bitext, rules: Sequence[DocumentRule], failures: list[Failure]
) -> Iterator[DocumentIssue]:
    """Yield the issues of rules about documents; crashes are added to `failures`, and contained as `run_rules` does."""
    for rule in rules:
        try:
            for issue in rule.check(bitext):
                _refuse_outside(issue, 0, len(bitext.text))
                yield rule, issue
        except Exception as error:  # noqa: BLE001 - a crashing rule must not hide what the others find
            failures.append(Failure(bitext.path, "", rule.name, 1, f"{type(error).__name__}: {error}"))


def _refuse_outside(issue: Issue, source: int, target: int) -> None:
    """Raise where an issue has spots or edits outside texts of these lengths: rules of plugins may do anything."""
    spots = [
        (issue.source, source),
        (issue.target, target),
        *(((edit.start, edit.end), target) for edit in issue.edits),
    ]
    for spot, length in spots:
        if spot is not None and not 0 <= spot[0] <= spot[1] <= length:
            raise ValueError(f"its spot {spot[0]}:{spot[1]} is outside the text of {length} characters")
