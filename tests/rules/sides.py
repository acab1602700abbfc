"""A pair of texts as a rule sees it."""

from __future__ import annotations

from dataclasses import replace

from l10nqa.engine.run_rules import run_rules
from l10nqa.lexicon import learn
from l10nqa.model import MARKDOWN, Edit, Issue, Markup, Profile, Segment
from l10nqa.rule import Example, Rule, RuleContext, parsed_segment

_UNTAUGHT = learn(())


def run(rule: Rule, source: str, target: str, context: RuleContext, markup: Markup = MARKDOWN) -> list[Issue]:
    """Return what the rule says of the pair, called as the engine calls it."""
    return run_segment(rule, Segment("1-101", source, target, profile=Profile(markup=markup)), context)


def run_segment(rule: Rule, segment: Segment, context: RuleContext) -> list[Issue]:
    """Return what the rule says of the segment, called as the engine calls it."""
    crashes: list[Exception] = []
    issues = [issue for _, issue in run_rules([rule], parsed_segment(segment), context, lambda _, e: crashes.append(e))]
    if crashes:
        raise crashes[0]
    return issues


def context_of(example: Example) -> RuleContext:
    """Return what the example's rule may know; a lexicon is there, and has learned nothing."""
    return replace(example.context, lexicon=_UNTAUGHT)


def context_in(locale: str) -> RuleContext:
    return RuleContext("en-US", locale, lexicon=_UNTAUGHT)


def edited(target: str, edits: list[Edit]) -> str:
    """Return the target after the edits, whose offsets all mean the target before them."""
    pieces, at = [], 0
    # Sorting is stable: insertions at one place keep their order.
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [target[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, target[at:]])
