"""Runs rules over one bitext: parses each segment once, runs the rules that can fire, proves the fixes offered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

import xxhash

from l10nqa.align import pair_structure
from l10nqa.budget import repetitions
from l10nqa.counting import source_words
from l10nqa.engine.document_proof import prove_document
from l10nqa.engine.echoes import echoes
from l10nqa.engine.finding import Fingerprints, document_finding, finding_of, renewed
from l10nqa.engine.ignores import ignores_of
from l10nqa.engine.proof import prove
from l10nqa.engine.run_rules import applicable, judged, judges_of, run_applicable, run_document_rules, run_rules
from l10nqa.lexicon import is_alignable
from l10nqa.markup import EMPHASES, Kind
from l10nqa.model import Bitext, CheckedDocument, Failure, Finding, Fix, Segment, State
from l10nqa.rule import ParsedSegment, Rule, RuleContext, parsed_segment
from l10nqa.ruleset import RuleSet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from l10nqa.engine.run_rules import RuleIssue
    from l10nqa.lexicon import Lexicon, Usage
    from l10nqa.model import Profile
    from l10nqa.rule import Judge
    from l10nqa.termbase import Termbase

__all__ = ["EarlierFindings", "PairResult", "References", "SegmentChecker", "SegmentFindings", "check_bitext"]


_REMEMBERED = 500_000
"""Pairs remembered, about 100 bytes each: every third segment of a large documentation repeats an earlier one."""
_FAULTY = 10_000
"""The number of pairs whose results are cached, about 2 kB each."""
_WITH_SCOPE = EMPHASES | Kind.LINK
_digest = xxhash.xxh3_128_intdigest


@dataclass(frozen=True, slots=True)
class References:
    """The references for translations: the customs of a memory, and a termbase."""

    usages: Mapping[str, Usage] = field(default_factory=dict)
    """The usual translation of repeated sources in the memory, by target locale."""
    termbase: Termbase | None = None

    def context(self, profile: Profile, lexicons: Mapping[str, Lexicon]) -> RuleContext:
        """Return what rules know beside a segment of the profile."""
        ours, theirs = profile.source_locale, profile.target_locale
        return RuleContext(
            ours,
            theirs,
            profile.origin,
            lexicons.get(theirs),
            usage=self.usages.get(theirs),
            terms=self.termbase.terms(ours, theirs) if self.termbase else None,
        )


class PairResult(NamedTuple):
    """The issues of a source with its target, independent of its place in a file."""

    words: int
    """In the source."""
    issues: tuple[tuple[RuleIssue, Fix | None], ...] = ()
    """The issues, each with its proved fix."""
    is_too_long: bool = False
    """Whether something was left out because the segment is beyond the budget."""


class SegmentFindings(NamedTuple):
    """The findings of one segment, placed in its file."""

    words: int
    """In the source."""
    findings: tuple[Finding, ...] = ()
    is_too_long: bool = False
    """Whether something was left out because the segment is beyond the budget."""


class EarlierFindings(Protocol):
    """The findings of an earlier check of the same file, by segment: for editors, where little changes at a time."""

    def take(self, segment: Segment) -> SegmentFindings | None:
        """Return the findings that still hold, at their present places; None for a segment to be checked.

        Their fingerprints are made anew. Called once for each segment that is checked, in order.
        """

    def note(self, segment: Segment, found: SegmentFindings) -> None:
        """Note the findings of a segment; not called where a rule crashed on it."""


class SegmentChecker:
    """Runs rules over segments of any file, and caches the result of each pair of texts.

    Every third segment of a large documentation repeats an earlier one. `known` holds the results of the same rules
    with the same references for pairs of source and target, by profile and digest; new ones are added to it.
    """

    def __init__(
        self,
        rules: RuleSet,
        lexicons: Mapping[str, Lexicon],
        references: References,
        known: dict[Profile, dict[int, PairResult]],
        *,
        with_fixes: bool,
    ) -> None:
        self._rules, self._lexicons, self._references = rules, lexicons, references
        self._known, self._with_fixes = known, with_fixes
        self._prepared: dict[Profile, _ProfileRules] = {}
        self._latest: _ProfileRules | None = None

    def check(self, segment: Segment, on_crash: Callable[[Rule, Exception], None]) -> PairResult:
        """Return what the rules report on the segment.

        Where a rule crashes, `on_crash` is called, and the result is not remembered.
        """
        prepared = self._latest
        if prepared is None or prepared.profile is not segment.profile:  # hashing it for each segment would cost
            prepared = self._prepared.get(segment.profile) or self._prepare(segment.profile)
            self._latest = prepared
        if segment.plural or segment.source_codes or segment.target_codes:
            return prepared.check(segment, on_crash)  # the two texts alone do not determine it
        pair = _digest(f"{segment.source}\0{segment.target}".encode("utf-8", "surrogatepass"))
        result = prepared.known.get(pair)
        return self._new(prepared, segment, pair, on_crash) if result is None else result

    def _new(
        self, prepared: _ProfileRules, segment: Segment, pair: int, on_crash: Callable[[Rule, Exception], None]
    ) -> PairResult:
        crashes: list[Rule] = []

        def note(rule: Rule, error: Exception) -> None:
            crashes.append(rule)
            on_crash(rule, error)

        result = prepared.check(segment, note)
        most = _FAULTY if result.issues else _REMEMBERED // max(len(self._known), 1)
        if not crashes and len(prepared.known) < most:
            prepared.known[pair] = result
        return result

    def context(self, profile: Profile) -> RuleContext:
        """Return what rules know beside a segment of the profile."""
        return self._references.context(profile, self._lexicons)

    def _prepare(self, profile: Profile) -> _ProfileRules:
        context = self._references.context(profile, self._lexicons)
        if not self._with_fixes:
            context = replace(context, wants_edits=False)
        rules = [rule for rule in self._rules.running if rule.can_run(context)]
        proof_rules = self._rules.proof_rules(rules) if self._with_fixes else ()
        prepared = _ProfileRules(profile, context, rules, proof_rules, self._remembered(profile), {})
        self._prepared[profile] = prepared
        return prepared

    def _remembered(self, profile: Profile) -> dict[int, PairResult]:
        """Return what is remembered of the pairs of a profile; to make room for a new one, the oldest are forgotten."""
        if profile not in self._known:
            while sum(map(len, self._known.values())) >= _REMEMBERED:
                del self._known[next(iter(self._known))]
        return self._known.setdefault(profile, {})


class _ProfileRules(NamedTuple):
    """The context and the rules for all segments of a profile."""

    profile: Profile
    context: RuleContext
    rules: Sequence[Rule]
    proof_rules: Sequence[Rule]
    """The rules that a fix must satisfy; none where fixes are not proved."""
    known: dict[int, PairResult]
    applicable: dict[tuple[int, bool], tuple[Rule, ...]]
    """The rules to run on a segment, by the kinds of its nodes and whether it is prose."""

    def check(self, segment: Segment, on_crash: Callable[[Rule, Exception], None]) -> PairResult:
        """Return what the rules report on a segment; fixes are proved where there are rules that they must satisfy."""
        parsed = parsed_segment(segment)
        key = parsed.source.kinds | parsed.target.kinds, parsed.is_prose
        rules = self.applicable.get(key)
        if rules is None:
            rules = applicable(self.rules, key[0], parsed, self.context, is_prose=key[1])
            self.applicable[key] = rules
        issues = tuple(run_applicable(rules, parsed, self.context, on_crash))
        words = segment.source.count(" ") + 1 if key[1] else source_words(segment.source)
        return _pair_result(parsed, words, issues, self.context, self.rules, self.proof_rules)


def check_bitext(
    bitext: Bitext,
    rules: RuleSet | Sequence[Rule],
    lexicons: Mapping[str, Lexicon] = MappingProxyType({}),
    *,
    with_fixes: bool = True,
    references: References | None = None,
    known: dict[Profile, dict[int, PairResult]] | None = None,
    drafts: bool = False,
    earlier: EarlierFindings | None = None,
) -> CheckedDocument:
    """Run the rules over every translated segment of the bitext. `lexicons` holds what was learned, by target locale.

    Of rules given as a plain sequence exactly these run, and fixes are proved against the built-in ones as well. Fixes
    are proved `with_fixes` only: a finding without may have one all the same. Rules about documents are run over the
    bitext as a whole. A rule that needs what `references` lack is not run. For `known` see `SegmentChecker`. Segments
    without a usable translation are counted and not checked; with `drafts`, drafts are. Segments whose findings
    `earlier` knows are not checked again.
    """
    rules = RuleSet.of(rules)
    checker = SegmentChecker(
        rules, lexicons, references or References(), {} if known is None else known, with_fixes=with_fixes
    )
    fingerprints = Fingerprints()
    failures: list[Failure] = []
    findings = _document_findings(bitext, rules, checker, failures, with_fixes=with_fixes)
    judges = judges_of(bitext, rules.running)
    words = 0
    too_long: list[str] = []
    passed_over = Counter[bool]()  # drafts, and what has no translation
    for segment in bitext.segments:
        if segment.state is not State.TRANSLATED:  # nearly all are, and are not asked further
            is_draft = segment.state is State.DRAFT
            if not (segment.is_usable or (drafts and is_draft)):
                passed_over[is_draft] += 1
                continue
        # What a document decides of a link or code may have changed with another part of it.
        is_judged = bool(judges) and ("[" in segment.target or "`" in segment.target)
        held = earlier.take(segment) if earlier and not is_judged else None
        if held is None:
            crashes = len(failures)
            result = checker.check(segment, partial(_note_crash, bitext, segment, failures))
            if not (result.issues or judges or earlier or result.is_too_long):  # so are most
                words += result.words
                continue
            issues = _judged(judges, rules.running, segment, result.issues) if judges else result.issues
            placed = tuple(finding_of(bitext, segment, issue, fingerprints, fix) for issue, fix in issues)
            held = SegmentFindings(result.words, placed, result.is_too_long)
            if earlier and len(failures) == crashes:
                earlier.note(segment, held)
        else:
            placed = tuple(renewed(finding, fingerprints, segment.document) for finding in held.findings)
        words += held.words
        findings += placed
        if held.is_too_long:
            too_long.append(segment.id)
    order = sorted(findings, key=lambda finding: (finding.line, finding.column))
    problems = [*bitext.problems]
    ignores = ignores_of(bitext)
    if ignores:
        order = list(ignores.applied(order))
        problems += ignores.problems(rules)
    return CheckedDocument(
        path=bitext.path,
        segments=len(bitext.segments) - passed_over.total(),
        words=words,
        findings=tuple(order),
        problems=tuple(problems),
        failures=tuple(failures),
        source_locale=bitext.source_locale,
        target_locale=bitext.target_locale,
        origin=bitext.origin,
        untranslated=passed_over[False],
        drafts=passed_over[True],
        too_long=tuple(too_long),
        may_be_stale=bool(rules.running_on_documents) and _may_be_stale(bitext),
    )


def _may_be_stale(bitext: Bitext) -> bool:
    structure = pair_structure(bitext)
    return structure is not None and structure.may_lack_later_text


def _document_findings(
    bitext: Bitext, rules: RuleSet, checker: SegmentChecker, failures: list[Failure], *, with_fixes: bool
) -> list[Finding]:
    issues = list(run_document_rules(bitext, rules.running_on_documents, failures))
    fixes: Mapping[int, Fix] = {}
    if with_fixes and any(issue.edits for _, issue in issues):
        fixes = prove_document(bitext, issues, rules, checker.context)
    fingerprints = Fingerprints()
    return [document_finding(bitext, issue, fingerprints, fixes.get(index)) for index, issue in enumerate(issues)]


def _judged(
    judges: Mapping[str, Judge],
    rules: Sequence[Rule],
    segment: Segment,
    found: Sequence[tuple[RuleIssue, Fix | None]],
) -> list[tuple[RuleIssue, Fix | None]]:
    """Return the issues of a segment as they are in its document, with the fixes of those that it has by itself."""
    fixes = dict(found)
    return [(issue, fixes.get(issue)) for issue in judged(judges, rules, segment, list(fixes))]


def _pair_result(
    parsed: ParsedSegment,
    words: int,
    issues: tuple[RuleIssue, ...],
    context: RuleContext,
    rules: Sequence[Rule],
    proof_rules: Sequence[Rule],
) -> PairResult:
    """Return the result of a pair with these issues; fixes are proved where there are rules that they must satisfy."""
    segment = parsed.segment
    unaligned = _is_unaligned(parsed, context, rules)
    if not issues:
        return PairResult(words, is_too_long=True) if unaligned else _faultless(words)
    allowed = repetitions(len(segment.source) + len(segment.target))
    offered = [index for index, (rule, issue) in enumerate(issues) if issue.edits and rule.repair]
    fixes = _fixes(parsed, context, issues, offered[:allowed], rules, proof_rules) if proof_rules else {}
    homeless = [index for index, (_, issue) in enumerate(issues) if issue.target is None and issue.source is not None]
    located = {index: _located(issues[index], parsed, context) for index in homeless[:allowed]}
    repeated = echoes(parsed, issues)
    return PairResult(
        words,
        tuple(
            (located.get(index, issue), fixes.get(index)) for index, issue in enumerate(issues) if index not in repeated
        ),
        unaligned or allowed < max(len(offered) if proof_rules else 0, len(homeless)),
    )


def _is_unaligned(parsed: ParsedSegment, context: RuleContext, rules: Sequence[Rule]) -> bool:
    """Tell whether rules compare the words under markup, and the segment is too long for it."""
    source, target = parsed.source, parsed.target
    if context.lexicon is None or not source.kinds & target.kinds & _WITH_SCOPE or is_alignable(source, target):
        return False
    return any(rule.learns and rule.looks_at & source.kinds & target.kinds & _WITH_SCOPE for rule in rules)


@cache
def _faultless(words: int) -> PairResult:
    """Return the result without issues for a number of words: one value for hundreds of thousands of segments."""
    return PairResult(words)


def _note_crash(bitext: Bitext, segment: Segment, failures: list[Failure], rule: Rule, error: Exception) -> None:
    line, _ = bitext.position(segment, "target", None)
    failures.append(Failure(bitext.path, segment.id, rule.name, line, f"{type(error).__name__}: {error}"))


def _fixes(
    parsed: ParsedSegment,
    context: RuleContext,
    issues: tuple[RuleIssue, ...],
    offered: Sequence[int],
    rules: Sequence[Rule],
    proof_rules: Sequence[Rule],
) -> dict[int, Fix]:
    """Return the proved fixes of those that are offered, by the index of their issue."""
    if not offered:
        return {}
    # The rules that run come first among those of a proof.
    known = (*issues, *run_rules(proof_rules[len(rules) :], parsed, context, lambda *_: None))
    without_edits = replace(context, wants_edits=False)  # once for all proofs
    proofs = ((index, prove(parsed, without_edits, known, index, proof_rules)) for index in offered)
    return {index: proof.fix for index, proof in proofs if proof}


def _located(found: RuleIssue, parsed: ParsedSegment, context: RuleContext) -> RuleIssue:
    """Return the issue with a spot in the target for something lost, where the lexicon tells where its words went."""
    rule, issue = found
    return rule, issue._replace(target=issue.source and context.counterpart(parsed, issue.source))
