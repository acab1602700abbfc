"""Applies fixes: those of a segment one after the other, each proved on the result of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine.ask import ask_all
from l10nqa.engine.fingerprint import Fingerprints
from l10nqa.engine.fix import certainty_of, follow, prove
from l10nqa.engine.run import finding_of
from l10nqa.model import State
from l10nqa.quality import Certainty
from l10nqa.rule import parsed_segment
from l10nqa.ruleset import RuleSet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from l10nqa.engine.ask import Reported
    from l10nqa.engine.ledger import Ledger
    from l10nqa.model import Bitext, Edit, Profile, Segment
    from l10nqa.rule import Context, Rule
    from l10nqa.text import Span

__all__ = ["FixPolicy", "FixedTarget", "Spared", "fix_bitext", "fix_segment"]


class FixedTarget(NamedTuple):
    """A target after its fixes, and the rules that asked for them, in the order in which they were applied."""

    text: str
    rules: tuple[str, ...]


class Spared(NamedTuple):
    """A finding that was decided to stay."""

    rule: str
    source: Span | None
    target: Span | None

    def is_of(self, report: Reported) -> bool:
        """Tell whether this is the report of the finding, perhaps after other fixes."""
        rule, issue = report
        if rule.name != self.rule or issue.source != self.source:
            return False
        if issue.target is None or self.target is None:
            return issue.target is self.target
        return issue.target.touches(self.target)

    def after(self, edits: Sequence[Edit]) -> Spared:
        """Return the finding as it stands after the edits of another fix."""
        return self._replace(target=follow(self.target, edits))


class FixPolicy(NamedTuple):
    """Which fixes are applied."""

    suggested: bool = False
    """Those that a person should look at as well, not the safe ones only."""
    min_certainty: Certainty = Certainty.LIKELY
    """Findings less certain are left alone."""
    ledger: Ledger | None = None
    """Findings that it says are no fault, or stay, are left alone."""
    drafts: bool = False
    """Whether translations that nobody may use yet are fixed as well."""


def fix_bitext(
    bitext: Bitext,
    context_of: Callable[[Profile], Context],
    rules: RuleSet | Sequence[Rule],
    policy: FixPolicy = FixPolicy(),  # noqa: B008 - a named tuple does not change
) -> dict[str, FixedTarget]:
    """Return the targets that have something to fix, by segment id; see `fix_segment`.

    `context_of` says what rules may know beside a segment of a profile. Of several segments with one id only the first
    is fixed: `with_targets` reaches no other. Locked segments are left as they are; so are drafts, unless the policy
    takes them.
    """
    rules = RuleSet.of(rules)
    fixed: dict[str, FixedTarget] = {}
    seen: set[str] = set()
    fingerprints = Fingerprints()
    contexts: dict[Profile, Context] = {}
    for segment in bitext.segments:
        if segment.state is State.LOCKED or not (
            segment.state.is_usable or (policy.drafts and segment.state is State.DRAFT)
        ):
            continue
        context = contexts.get(segment.profile)
        if context is None:
            context = contexts[segment.profile] = context_of(segment.profile)
        spared = _spared(bitext, segment, context, rules.running, policy.ledger, fingerprints) if policy.ledger else ()
        if segment.id not in seen:
            seen.add(segment.id)
            result = fix_segment(segment, context, rules, policy, spared=spared)
            if result:
                fixed[segment.id] = result
    return fixed


def fix_segment(
    segment: Segment,
    context: Context,
    rules: RuleSet | Sequence[Rule],
    policy: FixPolicy = FixPolicy(),  # noqa: B008 - a named tuple does not change
    *,
    spared: Collection[Spared] = (),
) -> FixedTarget | None:
    """Apply every fix of the rules that the policy allows; None where there is nothing to apply.

    Two marks moved in one segment come out right, and so does a fix that only another makes possible. The findings
    that are `spared` are left alone.
    """
    rules = RuleSet.of(rules)
    running = rules.running
    parsed = parsed_segment(segment)
    # Most segments have nothing to fix; only for the others all rules are asked.
    if not any(issue.edits for _, issue in ask_all(running, parsed, context, _ignore)):
        return None
    asked = rules.proof_rules(running)
    names = {rule.name for rule in running}
    reports: Sequence[Reported] = tuple(ask_all(asked, parsed, context, _ignore))
    applied: list[str] = []
    while True:
        proofs = (
            prove(parsed, context, reports, at, asked)
            for at, (rule, issue) in enumerate(reports)
            if issue.edits
            and rule.name in names
            and certainty_of(rule, issue) >= policy.min_certainty
            and not any(finding.is_of((rule, issue)) for finding in spared)
        )
        proof = next((proof for proof in proofs if proof and (proof.fix.safe or policy.suggested)), None)
        if proof is None:
            return FixedTarget(parsed.target.text, tuple(applied)) if applied else None
        applied.append(proof.rule.name)
        spared = [finding.after(proof.fix.edits) for finding in spared]
        parsed, reports = proof.parsed, tuple(ask_all(asked, proof.parsed, context, _ignore))


def _spared(
    bitext: Bitext,
    segment: Segment,
    context: Context,
    rules: Sequence[Rule],
    ledger: Ledger,
    fingerprints: Fingerprints,
) -> list[Spared]:
    """Return the findings of the segment that the ledger spares; asked in the order of the document."""
    parsed = parsed_segment(segment)
    return [
        Spared(rule.name, issue.source, issue.target)
        for rule, issue in ask_all(rules, parsed, context, _ignore)
        if ledger.spares(finding_of(bitext, segment, (rule, issue), fingerprints))
    ]


def _ignore(rule: Rule, error: Exception) -> None:
    """Leave it to the check to tell of a rule that crashed: a proof fails where one does."""
