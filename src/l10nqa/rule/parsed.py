"""A segment as rules see it: with both sides parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.markup import are_prose, parse_inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.markup import Inline
    from l10nqa.model import Edit, InlineCode, Segment

__all__ = ["ParsedSegment", "parsed_segment"]


@dataclass(frozen=True, slots=True)
class ParsedSegment:
    """A segment with both sides parsed."""

    segment: Segment
    source: Inline
    target: Inline

    @property
    def is_prose(self) -> bool:
        """Whether both sides are plain prose: see `are_prose`."""
        return are_prose(self.source, self.target)

    def with_target(self, target: str, edits: Sequence[Edit]) -> ParsedSegment:
        """Return the segment with another target, which is its own after the edits; inline codes move with the text."""
        codes = tuple(_moved(code, edits) for code in self.segment.target_codes)
        segment = self.segment._replace(target=target, target_codes=codes)
        return ParsedSegment(segment, self.source, parse_inline(target, segment.profile.markup, codes))


def _moved(code: InlineCode, edits: Sequence[Edit]) -> InlineCode:
    growth = sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.end <= code.start)
    return code._replace(start=code.start + growth, end=code.end + growth)


def parsed_segment(segment: Segment) -> ParsedSegment:
    """Return the segment with both sides parsed as its markup asks for."""
    markup = segment.profile.markup
    source = parse_inline(segment.source, markup, segment.source_codes)
    return ParsedSegment(segment, source, parse_inline(segment.target, markup, segment.target_codes))
