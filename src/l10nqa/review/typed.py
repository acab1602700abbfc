"""A target that a reviewer is typing: its line ends, and what the rules find in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import InputError
from l10nqa.model import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import Finding
    from l10nqa.review.review import Review

__all__ = ["Typed", "typed_findings", "typed_text"]


class Typed(NamedTuple):
    """What there is to say of a target that is not written yet."""

    findings: Sequence[Finding] = ()
    refusal: str = ""
    """Why it cannot be written; empty if it can."""
    is_same: bool = False
    """Whether it is the target that the document has."""


def typed_text(text: str, findings: Sequence[Finding]) -> str:
    """Return the text of a form, whose lines end with CR LF, with the line ends of the target that it replaces."""
    unix = text.replace("\r\n", "\n")
    before = findings[0].target_text if findings else ""
    return unix.replace("\n", "\r\n") if "\r\n" in before else unix


def typed_findings(review: Review, findings: Sequence[Finding], text: str) -> Typed:
    """Return what all rules find in the segment with the text as its target."""
    if not findings or review.documents is None:
        return Typed(refusal="it is no longer there")
    finding = findings[0]
    try:
        bitext = review.documents.open(finding.path)
    except InputError as error:
        return Typed(refusal=str(error))
    segment = next((each for each in bitext.segments if each.id == finding.segment), None)
    if segment is None or (segment.source, segment.target) != (finding.source_text, finding.target_text):
        return Typed(refusal="the document has changed on disk")
    written = bitext.with_targets({segment.id: Target(text)})
    if segment.id in written.refused:
        return Typed(refusal=written.refused[segment.id])
    typed = segment._replace(target=text)
    if segment.target_codes:  # where they are in the new text only reading it tells
        typed = next(each for each in bitext.again(written.raw).segments if each.id == segment.id)
    return Typed(review.documents.findings_of(bitext, typed), is_same=text == segment.target)
