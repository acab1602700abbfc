"""Runs rules over one document: parses each segment once, calls what can fire, contains what crashes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import xxhash

from l10nqa.markup import parse_inline
from l10nqa.model import CheckedDocument, Document, Failure, Finding, Issue, Segment, Spot
from l10nqa.rule import Context, ParsedSegment, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.lexicon import Lexicon
    from l10nqa.text import Span

__all__ = ["check_document"]


def check_document(
    document: Document, rules: Sequence[Rule], lexicons: Mapping[str, Lexicon] = MappingProxyType({})
) -> CheckedDocument:
    """Run the rules over every segment of the document. `lexicons` holds what was learned, by target locale."""
    context = Context(document.source_locale, document.target_locale, lexicons.get(document.target_locale))
    findings: list[Finding] = []
    failures: list[Failure] = []
    seen: dict[str, int] = {}
    words = 0
    for segment in document.segments:
        words += segment.source.count(" ") + 1
        parsed = ParsedSegment(segment, parse_inline(segment.source), parse_inline(segment.target))
        kinds = parsed.source.kinds | parsed.target.kinds
        for rule in rules:
            if rule.looks_at & kinds:
                issues = [_located(issue, parsed, context) for issue in _run(rule, parsed, context, document, failures)]
                findings += [_finding(document, segment, rule, issue, seen) for issue in issues]
    order = sorted(findings, key=lambda finding: (finding.line, finding.column))
    return CheckedDocument(
        document.path, len(document.segments), words, tuple(order), document.problems, tuple(failures)
    )


def _run(
    rule: Rule, parsed: ParsedSegment, context: Context, document: Document, failures: list[Failure]
) -> Iterator[Issue]:
    try:
        yield from rule.check(parsed, context)
    except Exception as error:  # noqa: BLE001 - a crashing rule must not hide what the others find
        line = document.lines.line(parsed.segment.target_span.start)
        failures.append(Failure(document.path, parsed.segment.id, rule.name, line, f"{type(error).__name__}: {error}"))


def _located(issue: Issue, parsed: ParsedSegment, context: Context) -> Issue:
    """Mark where the words of something lost stand now, where the lexicon knows."""
    if issue.target is not None or issue.source is None:
        return issue
    return issue._replace(target=context.counterpart(parsed, issue.source))


def _finding(document: Document, segment: Segment, rule: Rule, issue: Issue, seen: dict[str, int]) -> Finding:
    identity = f"{rule.name}\0{segment.source}\0{segment.target}"
    ordinal = seen.get(identity, 0)
    seen[identity] = ordinal + 1
    line, column = document.lines.position(_place(document, segment, issue.target))
    return Finding(
        path=document.path,
        segment=segment.id,
        rule=rule.name,
        severity=rule.severity,
        certainty=issue.certainty or rule.certainty,
        message=issue.message,
        line=line,
        column=column,
        source=_spot(issue.source, segment.source),
        target=_spot(issue.target, segment.target),
        fix=None,
        fingerprint=xxhash.xxh3_128_hexdigest(f"{identity}\0{ordinal}".encode()),
        source_text=segment.source,
        target_text=segment.target,
    )


def _place(document: Document, segment: Segment, spot: Span | None) -> int:
    """Return the offset in the file of a spot in the target; of the target itself where the two texts differ."""
    start = segment.target_span.start
    if spot is None or segment.target_span.end - start != len(segment.target):
        return start
    return min(start + spot.start, len(document.text))


def _spot(span: Span | None, text: str) -> Spot | None:
    return Spot(span.start, span.end, span.of(text)) if span is not None else None
