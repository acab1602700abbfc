"""Proves fixes: applies a rule's edits in memory, parses again, runs every rule again, and compares.

A fix is offered only where its finding is gone, nothing new is found, what a reader sees changed by no more than the
rule's `Repair` allows, and the result is set as its language is written. Every fix removes a finding and adds none:
fixing comes to an end, and a second run finds nothing left to do.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine.repair_policy import ProposedFix
from l10nqa.engine.run_rules import certainty_of, run_rules
from l10nqa.engine.safety import is_safe
from l10nqa.engine.typography import is_well_set
from l10nqa.model import Edit, Fix, edited
from l10nqa.quality import Certainty
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.engine.run_rules import RuleIssue
    from l10nqa.model import Issue
    from l10nqa.rule import ParsedSegment, Rule, RuleContext

__all__ = ["Proof", "follow", "prove"]


class Proof(NamedTuple):
    """A fix that holds, and what the segment is like after it."""

    rule: Rule
    fix: Fix
    parsed: ParsedSegment


def prove(
    parsed: ParsedSegment, context: RuleContext, issues: Sequence[RuleIssue], index: int, proof_rules: Sequence[Rule]
) -> Proof | None:
    """Return the proved fix of `issues[index]`; None where it offers none or the proof fails.

    `issues` are all those that `proof_rules` report on the segment as it is. The proof asks for no edits, whether the
    context wants them or not.
    """
    rule, issue = issues[index]
    edits = tuple(sorted(issue.edits, key=lambda edit: (edit.start, edit.end)))
    result = edited(parsed.target.text, edits)
    if rule.repair is None or result == parsed.target.text:
        return None
    fixed = parsed.with_target(result, edits)
    proposed = ProposedFix(parsed.source, parsed.target, fixed.target, edits)
    if not proposed.is_allowed(rule.repair) or not is_well_set(proposed, rule.repair, context):
        return None
    known = _EarlierIssues([*issues[:index], *issues[index + 1 :]], edits)
    crashes: list[Rule] = []
    # The rule itself first: where its finding stays, the others need not run.
    order = (rule, *(following for following in proof_rules if following is not rule))
    without_edits = replace(context, wants_edits=False) if context.wants_edits else context
    after = run_rules(order, fixed, without_edits, lambda crashed, _: crashes.append(crashed))
    if not all(known.take(*found) for found in after) or crashes:
        return None
    safe = certainty_of(rule, issue) >= Certainty.LIKELY and is_safe(proposed, rule.repair, context)
    return Proof(rule, Fix(safe, edits, result), fixed)


class _EarlierIssues:
    """The issues that were there before the fix; each may be there once after it, perhaps at another place."""

    def __init__(self, issues: Iterable[RuleIssue], edits: Sequence[Edit]) -> None:
        self._left: dict[int, dict[int, _EarlierIssue]] = {}
        self._exact: dict[tuple[int, Span | None, Span | None], list[int]] = {}
        for index, (rule, issue) in enumerate(issues):
            place = follow(issue.target, edits)
            self._left.setdefault(id(rule), {})[index] = _EarlierIssue(issue, certainty_of(rule, issue), place)
            self._exact.setdefault(_key(rule, issue, place), []).append(index)

    def take(self, rule: Rule, issue: Issue) -> bool:
        """Tell whether the issue was there before, no less certain than now, and take it off the list."""
        left, certainty = self._left.get(id(rule), {}), certainty_of(rule, issue)
        # Nearly every issue stays where it was, so that few look through all.
        exact = self._exact.get(_key(rule, issue, issue.target), [])
        for index in chain((index for index in exact if index in left), left):
            if left[index].may_be(issue, certainty):
                del left[index]
                return True
        return False


def _key(rule: Rule, issue: Issue, place: Span | None) -> tuple[int, Span | None, Span | None]:
    """Return what two issues share that are the same beyond doubt."""
    return id(rule), place, issue.source if place is None else None


class _EarlierIssue(NamedTuple):
    """An issue that was there before a fix, and where it may be after it."""

    issue: Issue
    certainty: Certainty
    place: Span | None

    def may_be(self, issue: Issue, certainty: Certainty) -> bool:
        """Tell whether an issue of the same rule after the fix may be this one."""
        if self.certainty < certainty:
            return False
        if self.place is None or issue.target is None:
            return self.issue.source == issue.source
        return self.place.touches(issue.target)


def follow(span: Span | None, edits: Sequence[Edit]) -> Span | None:
    """Return the widest span that the text of a span may cover after the edits."""
    if span is None:
        return None
    start, end = span
    for edit in edits:
        growth = len(edit.text) - (edit.end - edit.start)
        start += growth if edit.end <= span.start and edit.start < span.start else 0
        end += growth if edit.start <= span.end else 0
    return Span(min(start, end), max(start, end))
