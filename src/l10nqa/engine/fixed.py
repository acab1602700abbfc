"""Applies fixes: those of a segment one after the other, each proved on the result of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine.ask import ask_all
from l10nqa.engine.fix import certainty_of, prove, witnesses
from l10nqa.markup import parse_inline
from l10nqa.quality import Certainty
from l10nqa.rule import ParsedSegment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.engine.ask import Reported
    from l10nqa.model import Document, Segment
    from l10nqa.rule import Context, Rule

__all__ = ["FixedTarget", "fix_document", "fix_segment"]


class FixedTarget(NamedTuple):
    """A target after its fixes, and the rules that asked for them, in the order in which they were applied."""

    text: str
    rules: tuple[str, ...]


def fix_document(
    document: Document,
    context: Context,
    rules: Sequence[Rule],
    *,
    suggested: bool = False,
    at_least: Certainty = Certainty.LIKELY,
) -> dict[str, FixedTarget]:
    """Return the targets that have something to fix, by segment id; see `fix_segment`.

    Of several segments with one id only the first is fixed: `replace_targets` reaches no other.
    """
    fixed: dict[str, FixedTarget] = {}
    seen: set[str] = set()
    for segment in document.segments:
        if segment.id not in seen:
            seen.add(segment.id)
            result = fix_segment(segment, context, rules, suggested=suggested, at_least=at_least)
            if result:
                fixed[segment.id] = result
    return fixed


def fix_segment(
    segment: Segment,
    context: Context,
    rules: Sequence[Rule],
    *,
    suggested: bool = False,
    at_least: Certainty = Certainty.LIKELY,
) -> FixedTarget | None:
    """Apply every safe fix of the rules (with `suggested`, the others as well); None where there is nothing to apply.

    Two marks moved in one segment come out right, and so does a fix that only another makes possible. Findings less
    certain than `at_least` are left alone.
    """
    parsed = ParsedSegment(segment, parse_inline(segment.source), parse_inline(segment.target))
    # Most segments have nothing to fix; only the others are worth asking all witnesses.
    if not any(issue.edits for _, issue in ask_all(rules, parsed, context, _ignore)):
        return None
    asked = witnesses(rules)
    names = {rule.name for rule in rules}
    reports: Sequence[Reported] = tuple(ask_all(asked, parsed, context, _ignore))
    applied: list[str] = []
    while True:
        proofs = (
            prove(parsed, context, reports, at, asked)
            for at, (rule, issue) in enumerate(reports)
            if issue.edits and rule.name in names and certainty_of(rule, issue) >= at_least
        )
        proof = next((proof for proof in proofs if proof and (proof.fix.safe or suggested)), None)
        if proof is None:
            return FixedTarget(parsed.target.text, tuple(applied)) if applied else None
        applied.append(proof.rule.name)
        parsed, reports = proof.parsed, tuple(ask_all(asked, proof.parsed, context, _ignore))


def _ignore(rule: Rule, error: Exception) -> None:
    """Leave it to the check to tell of a rule that crashed: a proof fails where one does."""
