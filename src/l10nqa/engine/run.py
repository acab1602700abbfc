"""Runs rules over one document: parses each segment once, calls what can fire, proves the fixes offered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.engine.ask import ask_all
from l10nqa.engine.fingerprint import Fingerprints
from l10nqa.engine.fix import certainty_of, prove, witnesses
from l10nqa.engine.regions import placed, regions_of
from l10nqa.engine.whole import check_whole
from l10nqa.engine.words import source_words
from l10nqa.markup import parse_inline
from l10nqa.model import CheckedDocument, Document, Failure, Finding, Fix, Segment, Spot
from l10nqa.rule import Context, ParsedSegment, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from l10nqa.engine.ask import Reported
    from l10nqa.lexicon import Lexicon, Usage
    from l10nqa.rule import DocumentRule
    from l10nqa.termbase import Termbase
    from l10nqa.text import Span

__all__ = ["References", "Verdict", "check_document", "finding_of"]


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

    def context(self, document: Document, lexicons: Mapping[str, Lexicon]) -> Context:
        """Return what rules may know beside a segment of the document."""
        ours, theirs = document.source_locale, document.target_locale
        return Context(
            ours,
            theirs,
            document.origin,
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


def check_document(
    document: Document,
    rules: Sequence[Rule],
    lexicons: Mapping[str, Lexicon] = MappingProxyType({}),
    *,
    with_fixes: bool = True,
    document_rules: Sequence[DocumentRule] = (),
    references: References | None = None,
    known: dict[int, Verdict] | None = None,
) -> CheckedDocument:
    """Run the rules over every segment of the document. `lexicons` holds what was learned, by target locale.

    Fixes are proved `with_fixes` only: a finding without may have one all the same. `document_rules` are run over the
    document as a whole. A rule that needs what `references` lack is not run. `known` is what the same rules with the
    same context made of pairs of source and target, by their digests; more are added.
    """
    context = (references or References()).context(document, lexicons)
    if not with_fixes:
        context = replace(context, wants_edits=False)
    rules = [rule for rule in rules if rule.can_run(context)]
    known = {} if known is None else known
    asked = witnesses(rules) if with_fixes else ()
    fingerprints = Fingerprints()
    failures: list[Failure] = []
    findings = check_whole(document, document_rules, failures)
    words = 0
    for segment in document.segments:
        pair = _digest(f"{segment.source}\0{segment.target}".encode("utf-8", "surrogatepass"))
        verdict = known.get(pair)
        if verdict is None:
            crashes = len(failures)
            verdict = _verdict(segment, context, rules, asked, partial(_note_crash, document, segment, failures))
            if len(failures) == crashes and len(known) < (_FAULTY if verdict.reports else _REMEMBERED):
                known[pair] = verdict
        words += verdict.words
        for report, fix in verdict.reports:
            findings.append(finding_of(document, segment, report, fingerprints, fix))
    order = sorted(findings, key=lambda finding: (finding.line, finding.column))
    return CheckedDocument(
        path=document.path,
        segments=len(document.segments),
        words=words,
        findings=tuple(order),
        problems=document.problems,
        failures=tuple(failures),
        source_locale=document.source_locale,
        target_locale=document.target_locale,
        origin=document.origin,
    )


def _verdict(
    segment: Segment,
    context: Context,
    rules: Sequence[Rule],
    asked: Sequence[Rule],
    crashed: Callable[[Rule, Exception], None],
) -> Verdict:
    """Return what the rules make of a segment; fixes are proved where there are rules to be asked."""
    words = source_words(segment.source)
    parsed = ParsedSegment(segment, parse_inline(segment.source), parse_inline(segment.target))
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


def _note_crash(document: Document, segment: Segment, failures: list[Failure], rule: Rule, error: Exception) -> None:
    line = document.lines.line(segment.target_span.start)
    failures.append(Failure(document.path, segment.id, rule.name, line, f"{type(error).__name__}: {error}"))


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
    document: Document, segment: Segment, report: Reported, fingerprints: Fingerprints, fix: Fix | None = None
) -> Finding:
    """Place the issue in its document, and grade it."""
    rule, issue = report
    line, column = document.lines.position(placed(segment.target, segment.target_span, issue.target).start)
    return Finding(
        path=document.path,
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
        fingerprint=fingerprints.of(rule.name, segment.source, segment.target),
        source_text=segment.source,
        target_text=segment.target,
        regions=regions_of(document, segment, issue, fix),
    )


def _spot(span: Span | None, text: str) -> Spot | None:
    return Spot(span.start, span.end, span.of(text)) if span is not None else None
