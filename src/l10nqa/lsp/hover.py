"""What is said of the segment under the pointer: its source, its findings, what memory and termbase have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.lsp.markdown import block, code
from l10nqa.lsp.rule_pages import page_of
from l10nqa.markup import parse_inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lsprotocol.types import Range

    from l10nqa.lsp.checking import DocumentKnowledge
    from l10nqa.lsp.view import View
    from l10nqa.model import Finding, Match, Segment, Side

__all__ = ["hover_text"]


def hover_text(view: View, place: Range, segment: Segment, side: Side, matches: Sequence[Match]) -> str:
    """Return what there is to say of a place in the source or target of a segment, as Markdown."""
    prepared = view.checked.prepared
    parts = [_finding(finding, prepared) for finding in view.findings_at(place)] if side == "target" else []
    profile = segment.profile
    if side == "target":
        parts.append(f"**Source** ({profile.source_locale})\n\n{block(segment.source)}")
    else:
        parts.append(f"**Target** ({profile.target_locale})\n\n{block(segment.target)}")
    terms = list(_terms(segment, prepared))
    if terms:
        parts.append("**Terms**\n\n" + "\n".join(terms))
    parts += [_match(match) for match in matches if match.unit.target != segment.target]
    return "\n\n---\n\n".join(parts)


def _finding(finding: Finding, prepared: DocumentKnowledge) -> str:
    rule = prepared.project.rules.find(finding.rule)
    page = page_of(finding.rule)
    name = f"[{finding.rule}]({page})" if page else finding.rule
    graded = f"{finding.severity.value}, {finding.certainty.value}"
    # The summary may be that of a check in the configuration: text of the folder, as the message is.
    return f"**{name}** ({graded})\n\n{block(finding.message)}\n\n{code(rule.summary)}"


def _terms(segment: Segment, prepared: DocumentKnowledge) -> Iterator[str]:
    """Yield the terms of the source with what the termbase has for them."""
    terms = prepared.knowledge.context(segment.profile).terms
    if terms is None:
        return
    source = parse_inline(segment.source, segment.profile.markup, segment.source_codes)
    for demand, span, _ in terms.in_source(source):
        if span.start < span.end:
            usable = ", ".join(map(code, demand.usable)) or "no translation"
            refused = ", ".join(f"{code(text)} ({status.value})" for text, status in demand.refused)
            yield f"- {code(demand.source)} → {usable}" + (f"; not {refused}" if refused else "")


def _match(match: Match) -> str:
    return f"**Memory** {match.score:.0f} %\n\n{block(match.unit.source)}\n\n{block(match.unit.target)}"
