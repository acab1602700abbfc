"""Runs rules over one document: parses each segment once, calls what can fire, proves the fixes offered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import xxhash

from l10nqa.counting import count_words
from l10nqa.engine.ask import ask_all
from l10nqa.engine.fingerprint import Fingerprints
from l10nqa.engine.fix import certainty_of, prove, witnesses
from l10nqa.engine.regions import placed, regions_of
from l10nqa.engine.whole import check_whole
from l10nqa.markup import parse_inline
from l10nqa.model import CheckedDocument, Document, Failure, Finding, Fix, Segment, Spot
from l10nqa.rule import Context, ParsedSegment, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.engine.ask import Reported
    from l10nqa.lexicon import Lexicon, Usage
    from l10nqa.rule import DocumentRule
    from l10nqa.termbase import Termbase
    from l10nqa.text import Span

__all__ = ["References", "check_document", "finding_of"]


_REMEMBERED = 500_000
"""Pairs kept as faultless, about 80 bytes each: every third segment of a large documentation repeats an earlier one."""
_DESTINATION = re.compile(r"\]\([^()\s]*")
"""Where a link leads: a path in it is no words."""
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


def check_document(
    document: Document,
    rules: Sequence[Rule],
    lexicons: Mapping[str, Lexicon] = MappingProxyType({}),
    *,
    with_fixes: bool = True,
    document_rules: Sequence[DocumentRule] = (),
    references: References | None = None,
    faultless: set[int] | None = None,
) -> CheckedDocument:
    """Run the rules over every segment of the document. `lexicons` holds what was learned, by target locale.

    Fixes are proved `with_fixes` only: a finding without may have one all the same. `document_rules` are run over the
    document as a whole. A rule that needs what `references` lack is not run. `faultless` are digests of
    sources with targets in which the same rules with the same context found nothing; more are added.
    """
    context = (references or References()).context(document, lexicons)
    if not with_fixes:
        context = replace(context, wants_edits=False)
    rules = [rule for rule in rules if rule.can_run(context)]
    faultless = set() if faultless is None else faultless
    asked = witnesses(rules)
    fingerprints = Fingerprints()
    failures: list[Failure] = []
    findings = check_whole(document, document_rules, failures)
    words = 0
    for segment in document.segments:
        words += count_words(_DESTINATION.sub("]", segment.source) if "](" in segment.source else segment.source)
        pair = _digest(f"{segment.source}\0{segment.target}".encode("utf-8", "surrogatepass"))
        if pair in faultless:
            continue
        crashes = len(failures)
        parsed = ParsedSegment(segment, parse_inline(segment.source), parse_inline(segment.target))
        crashed = partial(_note_crash, document, segment, failures)
        reports = tuple(ask_all(rules, parsed, context, crashed))
        if not reports:
            if len(faultless) < _REMEMBERED and len(failures) == crashes:
                faultless.add(pair)
            continue
        fixes = _fixes(parsed, context, reports, rules, asked) if with_fixes else {}
        findings += [
            finding_of(document, segment, _located(report, parsed, context), fingerprints, fixes.get(number))
            for number, report in enumerate(reports)
        ]
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
