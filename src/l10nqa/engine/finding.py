"""Makes findings of issues: places them in their file, grades them, and gives them fingerprints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xxhash

from l10nqa.engine.run_rules import certainty_of
from l10nqa.model import FileEdit, Finding, Regions, Spot
from l10nqa.text import Span

if TYPE_CHECKING:
    from l10nqa.engine.run_rules import DocumentIssue, RuleIssue
    from l10nqa.model import Bitext, Fix, Issue, Segment

__all__ = ["Fingerprints", "document_finding", "finding_of", "renewed"]


class Fingerprints:
    """The fingerprints of the findings of one file, which are asked for in the order of the file.

    A fingerprint identifies a finding from run to run: by its rule and texts, and neither by path nor line.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str | None], int] = {}

    def of(self, rule: str, *texts: str, document: str | None = None) -> str:
        """Return the XXH3 (128 bits, hexadecimal) of the rule, the texts and an ordinal.

        The ordinal is the number of findings with the same rule and texts before it in its document: a file that holds
        several documents gives their findings the fingerprints that the documents give them.
        """
        identity = "\0".join((rule, *texts))
        ordinal = self._seen.get((identity, document), 0)
        self._seen[identity, document] = ordinal + 1
        return xxhash.xxh3_128_hexdigest(f"{identity}\0{ordinal}".encode("utf-8", "surrogatepass"))


def finding_of(
    bitext: Bitext, segment: Segment, found: RuleIssue, fingerprints: Fingerprints, fix: Fix | None = None
) -> Finding:
    """Return the finding that an issue of a segment becomes: with its place in the file, graded and identified."""
    rule, issue = found
    line, column = bitext.position(segment, "target", issue.target)
    return Finding(
        path=bitext.path,
        segment=segment.id,
        rule=rule.name,
        severity=rule.severity,
        certainty=min(certainty_of(rule, issue), segment.certainty),
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


def renewed(finding: Finding, fingerprints: Fingerprints, document: str | None) -> Finding:
    """Return a finding of an earlier check with its present fingerprint, whose ordinal others may have changed."""
    texts = finding.source_text, finding.target_text
    return finding._replace(fingerprint=fingerprints.of(finding.rule, *texts, document=document))


def document_finding(
    bitext: Bitext, found: DocumentIssue, fingerprints: Fingerprints, fix: Fix | None = None
) -> Finding:
    """Return the finding that an issue of the document as a whole becomes: it has no segment."""
    rule, issue = found
    span = issue.target or Span(0, 0)
    shown = span.of(bitext.text)
    line, column = bitext.lines.position(span.start)
    return Finding(
        path=bitext.path,
        segment="",
        rule=rule.name,
        severity=rule.severity,
        certainty=certainty_of(rule, issue),
        message=issue.message,
        line=line,
        column=column,
        source=None,
        target=Spot(0, len(shown), shown),
        fix=fix,
        fingerprint=fingerprints.of(rule.name, issue.message, shown),
        source_text="",
        target_text=shown,
        regions=Regions(bitext.lines.region(span), None, _file_edits(bitext, span, fix) if fix else ()),
    )


def _file_edits(bitext: Bitext, span: Span, fix: Fix) -> tuple[FileEdit, ...]:
    """Return the edits of a fix, which count from the beginning of a span, as edits of the file."""
    return tuple(
        FileEdit(bitext.lines.region(Span(edit.start, edit.end).shift(span.start)), edit.text) for edit in fix.edits
    )


def _regions(bitext: Bitext, segment: Segment, issue: Issue, fix: Fix | None) -> Regions:
    return Regions(
        bitext.region(segment, "target", issue.target),
        bitext.region(segment, "source", issue.source) if issue.source is not None else None,
        tuple(bitext.edits(segment, fix)) if fix else (),
    )


def _spot(span: Span | None, text: str) -> Spot | None:
    return Spot(span.start, span.end, span.of(text)) if span is not None else None
