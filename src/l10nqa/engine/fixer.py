"""Applies fixes: those of a segment one after another, each proved on the result of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.budget import repetitions
from l10nqa.engine.document_proof import prove_document, with_document_edits
from l10nqa.engine.finding import Fingerprints, document_finding, finding_of
from l10nqa.engine.ignores import ignores_of
from l10nqa.engine.proof import follow, prove
from l10nqa.engine.run_rules import certainty_of, judged, judges_of, run_document_rules, run_rules
from l10nqa.model import State
from l10nqa.quality import Certainty
from l10nqa.rule import parsed_segment
from l10nqa.ruleset import RuleSet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from l10nqa.engine.ledger import Ledger
    from l10nqa.engine.run_rules import RuleIssue
    from l10nqa.model import Bitext, Edit, Failure, Finding, Profile, Segment
    from l10nqa.rule import Judge, Rule, RuleContext
    from l10nqa.text import Span

__all__ = ["FixPolicy", "FixedBitext", "FixedTarget", "KeptFinding", "fix_bitext", "fix_document", "fix_segment"]


class FixedTarget(NamedTuple):
    """A fixed target, and the rules of the fixes in the order in which they were applied."""

    text: str
    rules: tuple[str, ...]
    is_complete: bool = True
    """False where more fixes may be possible: the segment is too long to prove all that are offered."""


class FixedBitext(NamedTuple):
    """A bitext with the fixes of rules about documents, and the rule of each."""

    bitext: Bitext
    rules: tuple[str, ...]


class KeptFinding(NamedTuple):
    """A finding that the ledger suppresses."""

    rule: str
    source: Span | None
    target: Span | None

    def is_of(self, found: RuleIssue) -> bool:
        """Tell whether an issue is this finding, perhaps after other fixes."""
        rule, issue = found
        if rule.name != self.rule or issue.source != self.source:
            return False
        if issue.target is None or self.target is None:
            return issue.target is self.target
        return issue.target.touches(self.target)

    def after(self, edits: Sequence[Edit]) -> KeptFinding:
        """Return the finding with its span as it is after the edits of another fix."""
        return self._replace(target=follow(self.target, edits))


class FixPolicy(NamedTuple):
    """Which fixes are applied."""

    suggested: bool = False
    """Whether fixes that a person should look at are applied as well as the safe ones."""
    min_certainty: Certainty = Certainty.LIKELY
    """Findings less certain are left alone."""
    ledger: Ledger | None = None
    """The findings that it suppresses are left alone."""
    drafts: bool = False
    """Whether translations that nobody may use yet are fixed as well."""


def fix_bitext(
    bitext: Bitext,
    context_of: Callable[[Profile], RuleContext],
    rules: RuleSet | Sequence[Rule],
    policy: FixPolicy = FixPolicy(),  # noqa: B008 - a named tuple does not change
) -> dict[str, FixedTarget]:
    """Return the targets that are fixed, or too long to try all fixes, by segment id; see `fix_segment`.

    `context_of` returns what rules know beside a segment of a profile. Of several segments with one id only the first
    is fixed: `with_targets` reaches no other. Locked segments are left as they are; so are drafts, unless the policy
    takes them, and findings that comments in the file have ignored.
    """
    rules = RuleSet.of(rules)
    fixed: dict[str, FixedTarget] = {}
    seen: set[str] = set()
    fingerprints = Fingerprints()
    contexts: dict[Profile, RuleContext] = {}
    judges = judges_of(bitext, rules.running)
    ignores = ignores_of(bitext)
    for segment in bitext.segments:
        if segment.state is State.LOCKED or not (segment.is_usable or (policy.drafts and segment.state is State.DRAFT)):
            continue
        context = contexts.get(segment.profile)
        if context is None:
            context = contexts[segment.profile] = context_of(segment.profile)
        kept = _kept(bitext, segment, context, rules.running, policy.ledger, fingerprints) if policy.ledger else []
        if ignores:
            kept += _ignored(ignores.rules_on(segment), rules.running, segment, context)
        if judges:
            kept += _dismissed(judges, rules.running, segment, context)
        if segment.id not in seen:
            seen.add(segment.id)
            result = fix_segment(segment, context, rules, policy, kept=kept)
            if result:
                fixed[segment.id] = result
    return fixed


def fix_document(
    bitext: Bitext,
    context_of: Callable[[Profile], RuleContext],
    rules: RuleSet | Sequence[Rule],
    policy: FixPolicy = FixPolicy(),  # noqa: B008 - a named tuple does not change
    *,
    is_wanted: Callable[[Finding], bool] = lambda finding: True,  # noqa: ARG005
) -> FixedBitext:
    """Apply the fixes of rules about documents that the policy allows, all at once; see `prove_document`.

    Findings that are not wanted are left alone.
    """
    rules = RuleSet.of(rules)
    failures: list[Failure] = []
    issues = list(run_document_rules(bitext, rules.running_on_documents, failures))
    if not any(issue.edits for _, issue in issues):
        return FixedBitext(bitext, ())
    fixes = prove_document(bitext, issues, rules, context_of)
    fingerprints = Fingerprints()
    ignores = ignores_of(bitext)
    taken = []
    for index, found in enumerate(issues):
        finding = document_finding(bitext, found, fingerprints, fixes.get(index))
        is_kept = (policy.ledger is not None and policy.ledger.spares(finding)) or ignores.are_about(finding)
        if finding.fix and (finding.fix.safe or policy.suggested) and finding.certainty >= policy.min_certainty:
            taken += [found] if is_wanted(finding) and not is_kept else []
    after = with_document_edits(bitext, taken) if taken else bitext
    return FixedBitext(after, tuple(rule.name for rule, _ in taken))


def fix_segment(
    segment: Segment,
    context: RuleContext,
    rules: RuleSet | Sequence[Rule],
    policy: FixPolicy = FixPolicy(),  # noqa: B008 - a named tuple does not change
    *,
    kept: Collection[KeptFinding] = (),
) -> FixedTarget | None:
    """Apply every fix of the rules that the policy allows; None where there is nothing to apply.

    Of a segment that is beyond the budget only the first fixes are tried; the result says so.

    Two marks moved in one segment come out right, and so does a fix that only another makes possible. The findings
    that are `kept` are left alone.
    """
    rules = RuleSet.of(rules)
    running = rules.running
    parsed = parsed_segment(segment)
    # Most segments have nothing to fix; only for the others do all rules run.
    if not any(issue.edits for _, issue in run_rules(running, parsed, context, _ignore)):
        return None
    proof_rules = rules.proof_rules(running)
    names = {rule.name for rule in running}
    left = repetitions(len(segment.source) + len(segment.target))
    issues: Sequence[RuleIssue] = tuple(run_rules(proof_rules, parsed, context, _ignore))
    applied: list[str] = []
    while True:
        offered = [
            index
            for index, (rule, issue) in enumerate(issues)
            if issue.edits
            and rule.name in names
            and min(certainty_of(rule, issue), segment.certainty) >= policy.min_certainty
            and not any(finding.is_of((rule, issue)) for finding in kept)
        ]
        proofs = (prove(parsed, context, issues, index, proof_rules) for index in offered[:left])
        tried, proof = next(
            ((tried, proof) for tried, proof in enumerate(proofs, 1) if proof and (proof.fix.safe or policy.suggested)),
            (0, None),
        )
        if proof is None:
            is_complete = len(offered) <= left
            return FixedTarget(parsed.target.text, tuple(applied), is_complete) if applied or not is_complete else None
        left -= tried
        applied.append(proof.rule.name)
        kept = [finding.after(proof.fix.edits) for finding in kept]
        parsed, issues = proof.parsed, tuple(run_rules(proof_rules, proof.parsed, context, _ignore))


def _kept(
    bitext: Bitext,
    segment: Segment,
    context: RuleContext,
    rules: Sequence[Rule],
    ledger: Ledger,
    fingerprints: Fingerprints,
) -> list[KeptFinding]:
    """Return the findings of the segment that the ledger spares; judging in the order of the document."""
    parsed = parsed_segment(segment)
    return [
        KeptFinding(rule.name, issue.source, issue.target)
        for rule, issue in run_rules(rules, parsed, context, _ignore)
        if ledger.spares(finding_of(bitext, segment, (rule, issue), fingerprints))
    ]


def _ignored(
    names: Collection[str], rules: Sequence[Rule], segment: Segment, context: RuleContext
) -> list[KeptFinding]:
    """Return the findings of the rules that a comment in the file has ignored on the segment."""
    ignored = [rule for rule in rules if rule.name in names]
    found = run_rules(ignored, parsed_segment(segment), context, _ignore) if ignored else ()
    return [KeptFinding(rule.name, issue.source, issue.target) for rule, issue in found]


def _dismissed(
    judges: Mapping[str, Judge], rules: Sequence[Rule], segment: Segment, context: RuleContext
) -> list[KeptFinding]:
    """Return the findings that the texts of the segment have, and that are none in its document."""
    judging = [rule for rule in rules if rule.name in judges]
    found = list(run_rules(judging, parsed_segment(segment), context, _ignore))
    left = judged(judges, judging, segment, found)
    return [KeptFinding(rule.name, issue.source, issue.target) for rule, issue in found if (rule, issue) not in left]


def _ignore(rule: Rule, error: Exception) -> None:
    """Do nothing about a rule that crashed: a check reports it, and a proof fails."""
