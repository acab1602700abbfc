"""Proves fixes: applies a rule's edits in memory, parses again, asks every rule again, and compares.

A fix is offered only where its finding is gone, nothing new is found, and what a reader sees changed by no more than
the rule's `Repair` allows. Every fix removes a finding and adds none: fixing comes to an end, and a second run finds
nothing left to do.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine.ask import ask_all
from l10nqa.locale import mark_class
from l10nqa.markup import EMPHASES, LEAVES, Kind, parse_inline
from l10nqa.model import Edit, Fix
from l10nqa.quality import Certainty
from l10nqa.rule import Context, ParsedSegment, Repair, Rule
from l10nqa.rules import RULES
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from l10nqa.engine.ask import Reported
    from l10nqa.markup import Inline
    from l10nqa.model import Issue, Segment

__all__ = ["FixedSegment", "Proof", "certainty_of", "edited", "fix_segment", "prove", "witnesses"]

_MARKED_OFF = (
    Kind.LINK
    | Kind.IMAGE
    | Kind.CODE
    | Kind.HTML
    | Kind.AUTOLINK
    | Kind.INCLUDE
    | Kind.XREF
    | Kind.MENTION
    | Kind.PLACEHOLDER
    | Kind.VARIABLE
    | Kind.ALERT
)
"""What must come through most fixes as it was, beside the text that a reader sees."""
_DELIMITERS = str.maketrans("", "", "*_")
_LINK_SYNTAX = str.maketrans("", "", "[]()")


class Proof(NamedTuple):
    """A fix that holds, and what the segment is like after it."""

    rule: Rule
    fix: Fix
    parsed: ParsedSegment
    reports: tuple[Reported, ...]


class FixedSegment(NamedTuple):
    """A target with fixes applied one after the other, and the name of the rule behind each."""

    target: str
    rules: tuple[str, ...]


def witnesses(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules that a proof asks: those that run, and all that there are whatever was selected."""
    return tuple(dict.fromkeys((*rules, *RULES)))


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
    fixed = ParsedSegment(parsed.segment._replace(target=result), parsed.source, parse_inline(result))
    if not _ALLOWED[rule.repair](_Change(parsed.source, parsed.target, fixed.target, edits)):
        return None
    known = _Known([*reports[:at], *reports[at + 1 :]], edits)
    crashes: list[Rule] = []
    after: list[Reported] = []
    # The rule itself first: where its finding stays, the others need not be asked.
    for reported in ask_all(_with_first(rule, asked), fixed, context, lambda crashed, _: crashes.append(crashed)):
        if not known.take(*reported):
            return None
        after.append(reported)
    if crashes:
        return None
    places = {one.name: place for place, one in enumerate(asked)}
    after.sort(key=lambda reported: places[reported[0].name])
    safe = rule.repair is not Repair.SCOPE and certainty_of(rule, issue) >= Certainty.LIKELY
    return Proof(rule, Fix(safe, edits, result), fixed, tuple(after))


def fix_segment(
    segment: Segment,
    context: Context,
    rules: Sequence[Rule],
    *,
    suggested: bool = False,
    at_least: Certainty = Certainty.LIKELY,
) -> FixedSegment | None:
    """Apply every safe fix of the rules (with `suggested`, the others as well); None where there is nothing to apply.

    Each fix is proved on the result of the one before, so that two marks moved in one segment come out right. Findings
    less certain than `at_least` are left alone.
    """
    parsed = ParsedSegment(segment, parse_inline(segment.source), parse_inline(segment.target))
    # Most segments have nothing to fix; only the others are worth asking all witnesses.
    if not any(issue.edits for _, issue in ask_all(rules, parsed, context, _ignore)):
        return None
    asked = witnesses(rules)
    reports: Sequence[Reported] = tuple(ask_all(asked, parsed, context, _ignore))
    applied: list[str] = []
    while True:
        proofs = (
            prove(parsed, context, reports, at, asked)
            for at, (rule, issue) in enumerate(reports)
            if issue.edits and rule in rules and certainty_of(rule, issue) >= at_least
        )
        proof = next((proof for proof in proofs if proof and (proof.fix.safe or suggested)), None)
        if proof is None:
            break
        applied.append(proof.rule.name)
        parsed, reports = proof.parsed, proof.reports
    return FixedSegment(parsed.target.text, tuple(applied)) if applied else None


def certainty_of(rule: Rule, issue: Issue) -> Certainty:
    """Return how certain the issue is: as the rule is, where it does not say."""
    return issue.certainty or rule.certainty


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after the edits, which are sorted and whose offsets all mean the text before them."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _with_first(first: Rule, rules: Iterable[Rule]) -> list[Rule]:
    return [first, *(rule for rule in rules if rule is not first)]


def _ignore(rule: Rule, error: Exception) -> None:
    """Whoever checks the document hears of a crash; a fix only needs to know that nothing was proved."""


class _Known:
    """The findings that were there before, each to be met once after the fix, perhaps at another place."""

    def __init__(self, reports: Iterable[Reported], edits: Sequence[Edit]) -> None:
        self._left = [(rule, issue, _follow(issue.target, edits)) for rule, issue in reports]

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


def _follow(span: Span | None, edits: Sequence[Edit]) -> Span | None:
    """Return where the span lies after the edits, as wide as it may be."""
    if span is None:
        return None
    start, end = span
    for edit in edits:
        growth = len(edit.text) - (edit.end - edit.start)
        start += growth if edit.end <= span.start and edit.start < span.start else 0
        end += growth if edit.start <= span.end else 0
    return Span(min(start, end), max(start, end))


class _Change(NamedTuple):
    """A target before and after a fix."""

    source: Inline
    before: Inline
    after: Inline
    edits: tuple[Edit, ...]


def _only_marks(change: _Change) -> bool:
    """Tell whether punctuation marks of the target moved or went, and nothing else of what a reader sees changed."""
    before, after = _visible(change.before), _visible(change.after)
    if [c for c in before if c.isalnum()] != [c for c in after if c.isalnum()]:
        return False
    lost, gained = Counter(before) - Counter(after), Counter(after) - Counter(before)
    kinds = _MARKED_OFF | EMPHASES
    return not gained and all(map(mark_class, lost)) and _nodes(change.before, kinds) == _nodes(change.after, kinds)


def _only_blanks(change: _Change) -> bool:
    same = _visible(change.before) == _visible(change.after)
    kinds = _MARKED_OFF | EMPHASES
    return (same and _nodes(change.before, kinds) == _nodes(change.after, kinds)) or _only_from_source(change)


def _only_delimiters(change: _Change) -> bool:
    before, after = (_visible(side).translate(_DELIMITERS) for side in (change.before, change.after))
    return before == after and _nodes(change.before, _MARKED_OFF) == _nodes(change.after, _MARKED_OFF)


def _only_from_source(change: _Change) -> bool:
    """Tell whether what is put in stands in the source, and nothing is changed beside it but a link that closes."""
    if not all(edit.text.strip("() ") in change.source.text for edit in change.edits):
        return False
    before = _beside(change.before, [Span(edit.start, edit.end) for edit in change.edits])
    after = _beside(change.after, _inserted(change.edits))
    return before.translate(_LINK_SYNTAX) == after.translate(_LINK_SYNTAX)


def _only_scope(change: _Change) -> bool:
    same = _visible(change.before) == _visible(change.after)
    kinds = _MARKED_OFF | EMPHASES
    return same and _nodes(change.before, kinds) == _nodes(change.after, kinds)


_ALLOWED: Mapping[Repair, Callable[[_Change], bool]] = {
    Repair.MARKS: _only_marks,
    Repair.BLANKS: _only_blanks,
    Repair.DELIMITERS: _only_delimiters,
    Repair.FROM_SOURCE: _only_from_source,
    Repair.SCOPE: _only_scope,
}


def _visible(side: Inline) -> str:
    """Return what a reader sees, white space left out."""
    return "".join(side.visible(Span(0, len(side.text))).split())


def _nodes(side: Inline, kinds: int) -> Counter[tuple[int, str]]:
    return Counter((node.kind, node.value) for node in side.of(kinds))


def _beside(side: Inline, spans: Sequence[Span]) -> str:
    """Return what a reader sees beside the spans, white space left out."""
    pieces = []
    for node in side.of(LEAVES):
        held = [span for span in spans if span.start < node.span.end and node.span.start < span.end]
        if not held:
            pieces.append(node.value)
        elif node.kind is Kind.TEXT:
            at = node.span.start
            for span in held:
                pieces.append(side.text[at : max(span.start, at)])
                at = span.end
            pieces.append(side.text[at : node.span.end])
    return "".join("".join(pieces).split())


def _inserted(edits: Sequence[Edit]) -> list[Span]:
    """Return where the texts of the edits stand after them."""
    spans, growth = [], 0
    for edit in edits:
        start = edit.start + growth
        spans.append(Span(start, start + len(edit.text)))
        growth += len(edit.text) - (edit.end - edit.start)
    return spans
