"""Finds the segments of a document that changed since an earlier version, and filters findings by them."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

from l10nqa.align import DocumentPair
from l10nqa.counting import source_words
from l10nqa.text import with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from l10nqa.model import Bitext, CheckedDocument, Finding, Segment

__all__ = ["ChangedParts", "changes", "only_changed"]


_MAX_COMPARED = 100_000_000
"""Pairs of lines that are compared at once; a bit for each is kept."""


class ChangedParts(NamedTuple):
    """The new and changed parts of a document."""

    segments: frozenset[tuple[str, str, str]]
    """Id, source and target of each."""
    front_matter: bool
    lines: frozenset[int] | None = None
    """The lines of a translated document that are new or changed, from 1; None for other kinds of bitext."""

    def touch(self, finding: Finding) -> bool:
        """Tell whether the finding is in a changed part.

        For one about the whole document its line decides; the front matter does so in a document of both languages.
        """
        if not finding.segment:
            return self.front_matter if self.lines is None else finding.line in self.lines
        return (finding.segment, finding.source_text, finding.target_text) in self.segments

    def __bool__(self) -> bool:
        return bool(self.segments) or self.front_matter or bool(self.lines)


def changes(before: Bitext | None, after: Bitext) -> ChangedParts:
    """Return the changed parts: a segment is unchanged if an earlier one has the same source and target.

    Each of the earlier segments is matched once, with its own id first: a pair that moved is unchanged, a second copy
    of it is new. Line ends are ignored, because git may change them. Without an earlier version everything is new.
    """
    lines = _changed_lines(before.text if before else "", after.text) if isinstance(after, DocumentPair) else None
    if before is None:
        return ChangedParts(frozenset(_identity(segment) for segment in after.segments), front_matter=True, lines=lines)
    left = Counter(_pair(segment) for segment in before.segments)
    own = {(segment.id, *_pair(segment)) for segment in before.segments}
    unsure = []
    for segment in after.segments:
        pair = _pair(segment)
        if (segment.id, *pair) in own and left[pair]:
            left[pair] -= 1
        else:
            unsure.append(segment)
    new = []
    for segment in unsure:
        pair = _pair(segment)
        if left[pair]:
            left[pair] -= 1
        else:
            new.append(_identity(segment))
    return ChangedParts(
        frozenset(new),
        front_matter=with_line_feeds(before.front_matter or "") != with_line_feeds(after.front_matter or ""),
        lines=lines,
    )


def only_changed(
    results: Iterable[CheckedDocument], changed: Mapping[str, ChangedParts | None]
) -> Iterator[CheckedDocument]:
    """Yield the results with the findings that touch the changes of their document, by path.

    Segments and words, which findings are counted against, are those that changed.
    """
    for result in results:
        touched = changed.get(result.path)
        if touched is None:
            yield result
        else:
            yield result._replace(
                segments=len(touched.segments),
                words=sum(source_words(source) for _, source, _ in touched.segments),
                findings=tuple(finding for finding in result.findings if touched.touch(finding)),
            )


def _changed_lines(before: str, after: str) -> frozenset[int]:
    """Return the numbers of the lines that are new or changed; of a stretch too long to compare, all of them."""
    old, new = with_line_feeds(before).split("\n"), with_line_feeds(after).split("\n")
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    old, new = old[head:], new[head:]
    if len(old) * len(new) > _MAX_COMPARED:
        return frozenset(range(head + 1, head + len(new) + 1))
    steps = LCSseq.opcodes(old, new)
    return frozenset(
        head + index + 1 for step in steps if step.tag != "equal" for index in range(step.dest_start, step.dest_end)
    )


def _identity(segment: Segment) -> tuple[str, str, str]:
    return segment.id, segment.source, segment.target


def _pair(segment: Segment) -> tuple[str, str]:
    return with_line_feeds(segment.source), with_line_feeds(segment.target)
