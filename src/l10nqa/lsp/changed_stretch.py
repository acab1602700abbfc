"""What changed from one text to another: one stretch; what is before and behind it stayed, and may have moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.text import LineIndex, Region, Span

if TYPE_CHECKING:
    from l10nqa.model import Finding

__all__ = ["ChangedStretch"]

_BYTE_ORDER_MARK = "\ufeff"


class ChangedStretch(NamedTuple):
    """The stretch of a text that another text replaces: the least that makes the one the other."""

    before: Span
    """The stretch in the text before, in code points."""
    after: Span
    """The stretch in the text after that is in its place."""
    old: tuple[int, int, int]
    """Line, column in code points and column in UTF-16 units, 1-based, of the end of `before`."""
    new: tuple[int, int, int]
    """The same of the end of `after`."""

    @classmethod
    def between(cls, before: str, after: str, lines_before: LineIndex, lines_after: LineIndex) -> ChangedStretch:
        """Return the change from one text to another."""
        start = _common(before, after)
        tail = _common(before[start:][::-1], after[start:][::-1])
        old, new = Span(start, len(before) - tail), Span(start, len(after) - tail)
        return cls(old, new, _place(before, lines_before, old.end), _place(after, lines_after, new.end))

    @property
    def growth(self) -> int:
        """The number of code points by which the text after is longer."""
        return self.after.end - self.before.end

    def moved(self, span: Span) -> Span | None:
        """Return where a span of the text before is in the text after; None if the change touched it."""
        if span.end < self.before.start or (span.end <= self.before.start and span.start < span.end):
            return span
        if span.start > self.before.end or (span.start >= self.before.end and span.start < span.end):
            return span.shift(self.growth)
        return None

    def original(self, span: Span) -> Span | None:
        """Return where a span of the text after was in the text before; None if the change touched it."""
        return ChangedStretch(self.after, self.before, self.new, self.old).moved(span)

    def finding_behind(self, finding: Finding, *, in_one_file: bool) -> Finding:
        """Return a finding behind the change at its place in the text after; `in_one_file` its source moves as well."""
        line, column = self._position(finding.line, finding.column, 1)
        regions = finding.regions
        if regions:
            edits = tuple(edit._replace(region=self.region_behind(edit.region)) for edit in regions.edits)
            source = self.region_behind(regions.source) if regions.source and in_one_file else regions.source
            regions = regions._replace(target=self.region_behind(regions.target), source=source, edits=edits)
        return finding._replace(line=line, column=column, regions=regions)

    def region_behind(self, region: Region) -> Region:
        """Return where a region behind the change is in the text after."""
        return Region(
            *self._position(region.start_line, region.start_column, 2),
            *self._position(region.end_line, region.end_column, 2),
        )

    def _position(self, line: int, column: int, unit: int) -> tuple[int, int]:
        if line == self.old[0]:
            column += self.new[unit] - self.old[unit]
        return line + self.new[0] - self.old[0], column


def _place(text: str, lines: LineIndex, offset: int) -> tuple[int, int, int]:
    line, column = lines.position(offset)
    # As in regions, a byte order mark is not part of the first line, here not even at its beginning.
    return line, column, lines.utf16_column(offset) - (line == 1 and text.startswith(_BYTE_ORDER_MARK))


def _common(first: str, second: str) -> int:
    """Return the number of characters that two texts have in common at their beginnings."""
    low, high = 0, min(len(first), len(second))
    if first[:high] == second[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle
    return low
