"""A pair of texts as a rule sees it."""

from __future__ import annotations

from dataclasses import replace

from l10nqa.lexicon import learn
from l10nqa.markup import parse_inline
from l10nqa.model import Edit, Issue, Segment
from l10nqa.rule import Context, Example, ParsedSegment, Rule
from l10nqa.text import Span

_UNTAUGHT = learn(())


def run(rule: Rule, source: str, target: str, context: Context) -> list[Issue]:
    """Return what the rule says of the pair, called as the engine calls it."""
    segment = Segment("1-101", source, target, Span(0, 0), Span(0, 0))
    parsed = ParsedSegment(segment, parse_inline(source), parse_inline(target))
    fires = rule.looks_at & (parsed.source.kinds | parsed.target.kinds) and rule.can_run(context)
    return list(rule.check(parsed, context)) if fires else []


def context_of(example: Example) -> Context:
    """Return what the example's rule may know; a lexicon is there, and has learned nothing."""
    return replace(example.context, lexicon=_UNTAUGHT)


def context_in(locale: str) -> Context:
    return Context("en-US", locale, lexicon=_UNTAUGHT)


def edited(target: str, edits: list[Edit]) -> str:
    """Return the target after the edits, whose offsets all mean the target before them."""
    pieces, at = [], 0
    # Sorting is stable: insertions at one place keep their order.
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [target[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, target[at:]])
