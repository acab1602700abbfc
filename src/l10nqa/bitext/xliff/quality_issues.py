"""Findings as Localization Quality Issues of ITS 2.0 (W3C Recommendation, section 8.17), for XLIFF 2.1.

XLIFF 2.1 has them in its ITS module (section 5.9 and its Schematron rules). The issues stand off in an
`its:locQualityIssues` of the unit, before its notes. A `mrk type="its:generic"` in the target refers to them by
`its:locQualityIssuesRef="#its=ID"`; where a `mrk` would not be well-formed, an `sm` with its `em` does. A reader loses
nothing: the marks show no text. XLIFF 1.2 has no such module, and its strict schema refuses the elements of others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.codes import Code, Role
from l10nqa.bitext.xml_text import tag
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.bitext.codes import Piece

__all__ = ["ITS", "IssueGroup", "IssueMark", "QualityIssue", "grouped", "issues_element", "marked"]

ITS = "http://www.w3.org/2005/11/its"
_PROFILE = "https://themqm.org/error-types-2/typology"
"""What the severities mean: ITS gives them no meaning of their own."""


class QualityIssue(NamedTuple):
    """An issue in the target of a unit."""

    type: str
    """One of the 27 types of ITS."""
    comment: str
    severity: int
    """0 to 100."""
    spot: Span | None = None
    """Where it is in the target, in code points; None for all of it."""
    words: str = ""
    """The text at the spot."""


class IssueGroup(NamedTuple):
    """The issues about one stretch of a target."""

    id: str
    span: Span
    issues: tuple[QualityIssue, ...]


class IssueMark(NamedTuple):
    """A beginning or an end of a stretch with issues, as XML between the pieces of a target."""

    xml: str


def grouped(issues: Sequence[QualityIssue], target: str, first_number: int) -> list[IssueGroup]:
    """Return the issues by their stretches, the outer ones first; their ids are numbered from `first_number`.

    An issue whose words are not at its spot is about the whole target.
    """
    by_span: dict[Span, list[QualityIssue]] = {}
    for issue in issues:
        is_there = issue.spot and 0 <= issue.spot.start < issue.spot.end <= len(target)
        is_same = issue.spot and issue.spot.of(target) == issue.words
        span = issue.spot if issue.spot and is_there and is_same else Span(0, len(target))
        by_span.setdefault(span, []).append(issue)
    spans = sorted(by_span, key=lambda span: (span.start, -span.end))
    return [IssueGroup(f"lqi{number}", span, tuple(by_span[span])) for number, span in enumerate(spans, first_number)]


def issues_element(group: IssueGroup) -> str:
    """Return the issues of a stretch, which the target refers to by their id."""
    inside = "".join(
        tag(
            "its:locQualityIssue",
            {
                "locQualityIssueType": issue.type,
                "locQualityIssueComment": issue.comment,
                "locQualityIssueSeverity": issue.severity,
                "locQualityIssueProfileRef": _PROFILE,
            },
        )
        for issue in group.issues
    )
    return tag("its:locQualityIssues", {"xml:id": group.id}, inside)


def marked(pieces: Sequence[Piece], groups: Sequence[IssueGroup]) -> list[Piece | IssueMark]:
    """Return the pieces of a target with marks around the stretches of the groups; a mark divides no code."""
    if not groups:
        return list(pieces)
    starts = _starts(pieces)
    spans = [_around_codes(group.span, pieces, starts) for group in groups]
    order = sorted(range(len(spans)), key=lambda index: (spans[index].start, -spans[index].end, index))
    nested = _nested(order, spans, pieces, starts)
    before: dict[int, list[IssueMark]] = {}
    after: dict[int, list[IssueMark]] = {}
    for index in order:
        before.setdefault(spans[index].start, []).append(_opening(groups[index], nested=index in nested))
    for index in sorted(order, key=lambda index: (-spans[index].start, -index)):
        after.setdefault(spans[index].end, []).append(_closing(groups[index], nested=index in nested))
    return list(_with_marks(pieces, starts, before, after))


def _nested(
    order: Sequence[int], spans: Sequence[Span], pieces: Sequence[Piece], starts: Sequence[int]
) -> frozenset[int]:
    """Return the spans that may be elements: they nest with the codes and with each other. The outer ones go first."""
    found: list[int] = []
    open_ends: list[int] = []
    for index in order:
        start, end = spans[index]
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if (not open_ends or end <= open_ends[-1]) and _is_balanced(spans[index], pieces, starts):
            found.append(index)
            open_ends.append(end)
    return frozenset(found)


def _starts(pieces: Sequence[Piece]) -> list[int]:
    starts, reached = [], 0
    for piece in pieces:
        starts.append(reached)
        reached += len(_text(piece))
    return [*starts, reached]


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Code) else piece


def _around_codes(span: Span, pieces: Sequence[Piece], starts: Sequence[int]) -> Span:
    """Return the span, widened to the whole of a code that it begins or ends within."""
    start, end = span
    first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
    if isinstance(pieces[first], Code):
        start = starts[first]
    if isinstance(pieces[last], Code):
        end = starts[last + 1]
    return Span(start, end)


def _is_balanced(span: Span, pieces: Sequence[Piece], starts: Sequence[int]) -> bool:
    """Tell whether of each pair of codes both are in the span, or neither."""
    first, last = bisect_right(starts, span.start) - 1, bisect_left(starts, span.end)
    inside = [piece for piece in pieces[first:last] if isinstance(piece, Code)]
    opened = [code.number for code in inside if code.role is Role.OPENING]
    closed = [code.number for code in inside if code.role is Role.CLOSING]
    return sorted(opened) == sorted(closed)


def _opening(group: IssueGroup, *, nested: bool) -> IssueMark:
    attributes = {"id": group.id, "type": "its:generic", "its:locQualityIssuesRef": f"#its={group.id}"}
    return IssueMark(tag("mrk", attributes, close=False) if nested else tag("sm", attributes))


def _closing(group: IssueGroup, *, nested: bool) -> IssueMark:
    return IssueMark("</mrk>" if nested else tag("em", {"startRef": group.id}))


def _with_marks(
    pieces: Sequence[Piece],
    starts: Sequence[int],
    before: dict[int, list[IssueMark]],
    after: dict[int, list[IssueMark]],
) -> Iterator[Piece | IssueMark]:
    offsets = sorted({*before, *after})
    for piece, begins, ends in zip(pieces, starts, starts[1:], strict=False):
        yield from before.get(begins, ())
        if isinstance(piece, Code):
            yield piece
        else:
            reached = begins
            for offset in offsets[bisect_right(offsets, begins) : bisect_left(offsets, ends)]:
                yield piece[reached - begins : offset - begins]
                yield from after.get(offset, ())
                yield from before.get(offset, ())
                reached = offset
            yield piece[reached - begins :]
        yield from after.get(ends, ())
