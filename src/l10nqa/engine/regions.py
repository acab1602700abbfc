"""Where a finding and its fix stand in the file, in the lines and columns of editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.documents import as_written
from l10nqa.engine.fix import edited
from l10nqa.model import Document, FileEdit, Fix, Regions, Segment
from l10nqa.text import Span

if TYPE_CHECKING:
    from l10nqa.model import Issue

__all__ = ["placed", "regions_of"]


def regions_of(document: Document, segment: Segment, issue: Issue, fix: Fix | None) -> Regions:
    """Return the regions of a segment's issue, and of its proved fix what that changes in the file."""
    region = document.lines.region
    return Regions(
        region(placed(segment.target, segment.target_span, issue.target)),
        region(placed(segment.source, segment.source_span, issue.source)) if issue.source is not None else None,
        tuple(FileEdit(region(span), text) for span, text in _changes(document, segment, fix)) if fix else (),
    )


def placed(text: str, place: Span, spot: Span | None) -> Span:
    """Return where a spot of source or target stands in the file: the whole place where the two texts differ."""
    if spot is None or place.end - place.start != len(text):
        return place
    return Span(min(place.start + spot.start, place.end), min(place.start + spot.end, place.end))


def _changes(document: Document, segment: Segment, fix: Fix) -> list[tuple[Span, str]]:
    """Return the fix as changes of the file that leave it as writing the whole new target would."""
    whole = segment.target_span
    before, after = whole.of(document.text), as_written(document, fix.result)
    edits = [edit._replace(text=as_written(document, edit.text)) for edit in fix.edits]
    if before != segment.target or edited(before, edits) != after:
        return [(whole, after)]
    return [(Span(edit.start, edit.end).shift(whole.start), edit.text) for edit in edits]
