"""Proves fixes: applies a rule's edits in memory, parses again, asks every rule again, and compares.

A fix is offered only where its finding is gone, nothing new is found, and what a reader sees changed by no more than
the rule's `Repair` allows. Every fix removes a finding and adds none: fixing comes to an end, and a second run finds
nothing left to do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine.ask import ask_all
from l10nqa.engine.change import Change
from l10nqa.model import Edit, Fix, edited
from l10nqa.quality import Certainty
from l10nqa.rule import Context, ParsedSegment, Repair, Rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.engine.ask import Reported
    from l10nqa.model import Issue

__all__ = ["Proof", "certainty_of", "follow", "prove"]


class Proof(NamedTuple):
    """A fix that holds, and what the segment is like after it."""

    rule: Rule
    fix: Fix
    parsed: ParsedSegment


def prove(
    parsed: ParsedSegment, context: Context, reports: Sequence[Reported], at: int, asked: Sequence[Rule]
) -> Proof | None:
    """Return the proved fix of `reports[at]`; None where it offers none or the proof fails.

    `reports` is what the rules in `asked` say of the segment as it is.
    """
    rule, issue = reports[at]
    edits = tuple(sorted(issue.edits, key=lambda edit: (edit.start, edit.end)))
    result = edited(parsed.target.text, edits)
    if rule.repair is None or result == parsed.target.text:
        return None
    fixed = parsed.with_target(result, edits)
    if not Change(parsed.source, parsed.target, fixed.target, edits).is_allowed(rule.repair):
        return None
    known = _Known([*reports[:at], *reports[at + 1 :]], edits)
    crashes: list[Rule] = []
    # The rule itself first: where its finding stays, the others need not be asked.
    order = (rule, *(other for other in asked if other is not rule))
    after = ask_all(order, fixed, replace(context, wants_edits=False), lambda crashed, _: crashes.append(crashed))
    if not all(known.take(*reported) for reported in after) or crashes:
        return None
    safe = rule.repair is not Repair.SCOPE and certainty_of(rule, issue) >= Certainty.LIKELY
    return Proof(rule, Fix(safe, edits, result), fixed)


def certainty_of(rule: Rule, issue: Issue) -> Certainty:
    """Return how certain the issue is: as the rule is, where it does not say."""
    return issue.certainty or rule.certainty


class _Known:
    """The findings that were there before, each to be met once after the fix, perhaps at another place."""

    def __init__(self, reports: Iterable[Reported], edits: Sequence[Edit]) -> None:
        self._left = [(rule, issue, follow(issue.target, edits)) for rule, issue in reports]

    def take(self, rule: Rule, issue: Issue) -> bool:
        """Tell whether the issue was known, no less certain than now."""
        same = [
            (place == issue.target, known)
            for known in self._left
            for other, before, place in [known]
            if other is rule
            and certainty_of(other, before) >= certainty_of(rule, issue)
            and (
                before.source == issue.source if place is None or issue.target is None else place.touches(issue.target)
            )
        ]
        if not same:
            return False
        self._left.remove(max(same, key=lambda found: found[0])[1])
        return True


def follow(span: Span | None, edits: Sequence[Edit]) -> Span | None:
    """Return where the span lies after the edits, as wide as it may be."""
    if span is None:
        return None
    start, end = span
    for edit in edits:
        growth = len(edit.text) - (edit.end - edit.start)
        start += growth if edit.end <= span.start and edit.start < span.start else 0
        end += growth if edit.start <= span.end else 0
    return Span(min(start, end), max(start, end))
