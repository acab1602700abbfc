"""Runs rules over one bitext: parses each segment once, calls what can fire, proves the fixes offered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.engine.ask import ask_all
from l10nqa.engine.fingerprint import Fingerprints
from l10nqa.engine.fix import certainty_of, prove
from l10nqa.engine.whole import check_whole
from l10nqa.engine.words import source_words
from l10nqa.model import Bitext, CheckedDocument, Failure, Finding, Fix, Regions, Segment, Spot, State
from l10nqa.rule import Context, ParsedSegment, Rule, parsed_segment
from l10nqa.ruleset import RuleSet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from l10nqa.engine.ask import Reported
    from l10nqa.lexicon import Lexicon, Usage
    from l10nqa.model import Issue, Profile
    from l10nqa.termbase import Termbase
    from l10nqa.text import Span

__all__ = ["References", "SegmentChecker", "Verdict", "check_bitext", "finding_of"]


_REMEMBERED = 500_000
"""Pairs remembered, about 100 bytes each: every third segment of a large documentation repeats an earlier one."""
_FAULTY = 10_000
"""Pairs remembered with what was found in them, about 2 kB each."""
_digest = xxhash.xxh3_128_intdigest


@dataclass(frozen=True, slots=True)
class References:
    """What the documents are held against, beside what was learned."""

    usages: Mapping[str, Usage] = field(default_factory=dict)
    """What is usual in the memory, by target locale."""
    termbase: Termbase | None = None

    def context(self, profile: Profile, lexicons: Mapping[str, Lexicon]) -> Context:
        """Return what rules may know beside a segment of the profile."""
        ours, theirs = profile.source_locale, profile.target_locale
        return Context(
            ours,
            theirs,
            profile.origin,
            lexicons.get(theirs),
            usage=self.usages.get(theirs),
            terms=self.termbase.terms(ours, theirs) if self.termbase else None,
        )


class Verdict(NamedTuple):
    """What the rules make of a source with its target, wherever it stands."""

    words: int
    """In the source."""
    reports: tuple[tuple[Reported, Fix | None], ...] = ()
    """What they report, each with its proved fix."""


class SegmentChecker:
    """Runs rules over segments, whatever file they are from; what it made of a pair of texts it remembers.

    Every third segment of a large documentation repeats an earlier one. `known` is what the same rules with the same
    references made of pairs of source and target before, by profile and digest; more are added.
    """

    def __init__(
        self,
        rules: RuleSet,
        lexicons: Mapping[str, Lexicon],
        references: References,
        known: dict[Profile, dict[int, Verdict]],
        *,
        with_fixes: bool,
    ) -> None:
        self._rules, self._lexicons, self._references = rules, lexicons, references
        self._known, self._with_fixes = known, with_fixes
        self._prepared: dict[Profile, _Prepared] = {}

    def verdict(self, segment: Segment, crashed: Callable[[Rule, Exception], None]) -> Verdict:
        """Return what the rules make of the segment; a rule that crashes is told, and the result not remembered."""
        prepared = self._prepared.get(segment.profile) or self._prepare(segment.profile)
        if segment.plural or segment.source_codes or segment.target_codes:
            return prepared.verdict(segment, crashed)  # what the two texts alone do not tell
        pair = _digest(f"{segment.source}\0{segment.target}".encode("utf-8", "surrogatepass"))
        verdict = prepared.known.get(pair)
        if verdict is None:
            crashes: list[Rule] = []

            def note(rule: Rule, error: Exception) -> None:
                crashes.append(rule)
                crashed(rule, error)

            verdict = prepared.verdict(segment, note)
            if not crashes and len(prepared.known) < (_FAULTY if verdict.reports else _REMEMBERED):
                prepared.known[pair] = verdict
        return verdict

    def _prepare(self, profile: Profile) -> _Prepared:
        context = self._references.context(profile, self._lexicons)
        if not self._with_fixes:
            context = replace(context, wants_edits=False)
        rules = [rule for rule in self._rules.running if rule.can_run(context)]
        asked = self._rules.proof_rules(rules) if self._with_fixes else ()
        prepared = _Prepared(context, rules, asked, self._known.setdefault(profile, {}))
        self._prepared[profile] = prepared
        return prepared


class _Prepared(NamedTuple):
    """What is the same for all segments of a profile."""

    context: Context
    rules: Sequence[Rule]
    asked: Sequence[Rule]
    """The rules that a proof asks; none where fixes are not proved."""
    known: dict[int, Verdict]

    def verdict(self, segment: Segment, crashed: Callable[[Rule, Exception], None]) -> Verdict:
        return _verdict(segment, self.context, self.rules, self.asked, crashed)


def check_bitext(
    bitext: Bitext,
    rules: RuleSet | Sequence[Rule],
    lexicons: Mapping[str, Lexicon] = MappingProxyType({}),
    *,
    with_fixes: bool = True,
    references: References | None = None,
    known: dict[Profile, dict[int, Verdict]] | None = None,
    drafts: bool = False,
) -> CheckedDocument:
    """Run the rules over every translated segment of the bitext. `lexicons` holds what was learned, by target locale.

    Of rules given as a plain sequence exactly these run, and fixes are proved against the built-in ones as well. Fixes
    are proved `with_fixes` only: a finding without may have one all the same. Rules about documents are run over the
    bitext as a whole. A rule that needs what `references` lack is not run. For `known` see `SegmentChecker`. Segments
    without a usable translation are counted and not checked; with `drafts`, drafts are.
    """
    rules = RuleSet.of(rules)
    checker = SegmentChecker(
        rules, lexicons, references or References(), {} if known is None else known, with_fixes=with_fixes
    )
    fingerprints = Fingerprints()
    failures: list[Failure] = []
    findings = check_whole(bitext, rules.running_on_documents, failures)
    words = 0
    states: Counter[State] = Counter()
    for segment in bitext.segments:
        states[segment.state] += 1
        if not (segment.state.is_usable or (drafts and segment.state is State.DRAFT)):
            continue
        verdict = checker.verdict(segment, partial(_note_crash, bitext, segment, failures))
        words += verdict.words
        for report, fix in verdict.reports:
            findings.append(finding_of(bitext, segment, report, fingerprints, fix))
    order = sorted(findings, key=lambda finding: (finding.line, finding.column))
    return CheckedDocument(
        path=bitext.path,
        segments=states.total() - _passed_over(states, drafts=drafts),
        words=words,
        findings=tuple(order),
        problems=tuple(bitext.problems),
        failures=tuple(failures),
        source_locale=bitext.source_locale,
        target_locale=bitext.target_locale,
        origin=bitext.origin,
        untranslated=states[State.UNTRANSLATED],
        drafts=0 if drafts else states[State.DRAFT],
    )


def _passed_over(states: Counter[State], *, drafts: bool) -> int:
    return states[State.UNTRANSLATED] + (0 if drafts else states[State.DRAFT])


def _verdict(
    segment: Segment,
    context: Context,
    rules: Sequence[Rule],
    asked: Sequence[Rule],
    crashed: Callable[[Rule, Exception], None],
) -> Verdict:
    """Return what the rules make of a segment; fixes are proved where there are rules to be asked."""
    words = source_words(segment.source)
    parsed = parsed_segment(segment)
    reports = tuple(ask_all(rules, parsed, context, crashed))
    if not reports:
        return _faultless(words)
    fixes = _fixes(parsed, context, reports, rules, asked) if asked else {}
    return Verdict(
        words, tuple((_located(report, parsed, context), fixes.get(number)) for number, report in enumerate(reports))
    )


@cache
def _faultless(words: int) -> Verdict:
    """Return one and the same value for all segments of so many words: there are hundred thousands."""
    return Verdict(words)


def _note_crash(bitext: Bitext, segment: Segment, failures: list[Failure], rule: Rule, error: Exception) -> None:
    line, _ = bitext.position(segment, "target", None)
    failures.append(Failure(bitext.path, segment.id, rule.name, line, f"{type(error).__name__}: {error}"))


def _fixes(
    parsed: ParsedSegment, context: Context, reports: tuple[Reported, ...], rules: Sequence[Rule], asked: Sequence[Rule]
) -> dict[int, Fix]:
    """Return the proved fixes, by the number of their report."""
    offered = [number for number, (rule, issue) in enumerate(reports) if issue.edits and rule.repair]
    if not offered:
        return {}
    # The rules that run come first among those asked.
    known = (*reports, *ask_all(asked[len(rules) :], parsed, context, lambda *_: None))
    proofs = ((number, prove(parsed, context, known, number, asked)) for number in offered)
    return {number: proof.fix for number, proof in proofs if proof}


def _located(report: Reported, parsed: ParsedSegment, context: Context) -> Reported:
    """Mark where the words of something lost stand now, where the lexicon knows."""
    rule, issue = report
    if issue.target is not None or issue.source is None:
        return report
    return rule, issue._replace(target=context.counterpart(parsed, issue.source))


def finding_of(
    bitext: Bitext, segment: Segment, report: Reported, fingerprints: Fingerprints, fix: Fix | None = None
) -> Finding:
    """Place the issue in its file, and grade it."""
    rule, issue = report
    line, column = bitext.position(segment, "target", issue.target)
    return Finding(
        path=bitext.path,
        segment=segment.id,
        rule=rule.name,
        severity=rule.severity,
        certainty=certainty_of(rule, issue),
        message=issue.message,
        line=line,
        column=column,
        source=_spot(issue.source, segment.source),
        target=_spot(issue.target, segment.target),
        fix=fix,
        fingerprint=fingerprints.of(rule.name, segment.source, segment.target, document=segment.document),
        source_text=segment.source,
        target_text=segment.target,
        regions=_regions(bitext, segment, issue, fix),
    )


def _regions(bitext: Bitext, segment: Segment, issue: Issue, fix: Fix | None) -> Regions:
    return Regions(
        bitext.region(segment, "target", issue.target),
        bitext.region(segment, "source", issue.source) if issue.source is not None else None,
        tuple(bitext.edits(segment, fix)) if fix else (),
    )


def _spot(span: Span | None, text: str) -> Spot | None:
    return Spot(span.start, span.end, span.of(text)) if span is not None else None
