"""What the last check found, seen from the present text: it may have been checked before the last key was pressed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pygls.uris import from_fs_path

from l10nqa.bitext import PairBitext
from l10nqa.lsp.changed_stretch import ChangedStretch
from l10nqa.lsp.positions import EditorText
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lsprotocol.types import Position, Range

    from l10nqa.lsp.checking import Checked
    from l10nqa.lsp.session import Document
    from l10nqa.model import Bitext, FileEdit, Finding, Segment, Side
    from l10nqa.text import Region

__all__ = ["View"]


@dataclass(frozen=True)
class View:
    """The findings and the segments of a document, with their places in its present text."""

    document: Document
    checked: Checked
    bitext: Bitext
    before: EditorText
    """The text that was checked."""
    change: ChangedStretch | None
    """How the present text differs from it."""

    @classmethod
    def of(cls, document: Document) -> View | None:
        """Return the view of a document; None where no check has read it yet."""
        outcome = document.outcome
        if outcome is None or outcome.checked is None or outcome.checked.bitext is None:
            return None
        before, now = outcome.text, document.text
        change = None if before is now else ChangedStretch.between(before.text, now.text, before.lines, now.lines)
        return cls(document, outcome.checked, outcome.checked.bitext, before, change)

    @property
    def is_present(self) -> bool:
        """Whether the text that was checked is the present one."""
        return self.change is None

    def place(self, region: Region) -> Range | None:
        """Return where a region of the document is in the present text; None if it has been changed."""
        return self._moved(self.before.range_of(region))

    def span(self, place: Range) -> Span | None:
        """Return the span of the text that was checked that a range of the present text is; None if it is new."""
        span = self.document.text.span(place)
        return self.change.original(span) if self.change else span

    def edits(self, edits: Sequence[FileEdit]) -> list[tuple[Range, str]] | None:
        """Return edits of the text that was checked as edits of the present text; None if one cannot be made."""
        places = [(self.place(edit.region), edit.text) for edit in edits]
        made = [(place, text) for place, text in places if place is not None]
        return made if len(made) == len(places) else None

    def findings_at(self, place: Range) -> Iterator[Finding]:
        """Yield the findings whose spot in the target touches a range of the present text."""
        wanted = self.span(place)
        if wanted is None:
            return
        first, last = self.before.lines.line(wanted.start), self.before.lines.line(wanted.end)
        for finding in self.checked.findings:
            region = finding.regions.target if finding.regions else None
            if region is None or region.end_line < first or region.start_line > last:
                continue
            if self.before.span(self.before.range_of(region)).touches(wanted):
                yield finding

    def segment_at(self, position: Position) -> tuple[Segment, Side] | None:
        """Return the segment whose target or source is at a position of the present text, and which of the two."""
        offset = self.document.text.offset(position)
        spot = self.change.original(Span(offset, offset)) if self.change else Span(offset, offset)
        if spot is None:
            return None
        sides: tuple[Side, ...] = ("target",) if isinstance(self.bitext, PairBitext) else ("target", "source")
        for segment in self.bitext.segments:
            for side in sides:
                span = segment.target_span if side == "target" else segment.source_span
                if span.start < span.end and spot.inside(span):
                    return segment, side
        return None

    def source_at(self, region: Region) -> tuple[str, Range] | None:
        """Return the URI and the range of a region of the sources; None if it has been changed."""
        if isinstance(self.bitext, PairBitext):
            return self.uri_of_source, self._source_text.range_of(region)
        place = self.place(region)
        return None if place is None else (self.document.uri, place)

    @property
    def uri_of_source(self) -> str:
        """The URI of the file that holds the sources."""
        if not isinstance(self.bitext, PairBitext):
            return self.document.uri
        return from_fs_path(os.path.abspath(self.bitext.source_path)) or ""  # noqa: PTH100 - keeps links

    @cached_property
    def _source_text(self) -> EditorText:
        source = self.bitext.source_text if isinstance(self.bitext, PairBitext) else self.bitext.text
        return EditorText(source, self.before.encoding)

    def _moved(self, place: Range) -> Range | None:
        if self.change is None:
            return place
        moved = self.change.moved(self.before.span(place))
        return None if moved is None else self.document.text.range(moved)
