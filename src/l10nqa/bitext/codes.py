"""The inline codes of a unit: the stretches of its Markdown that a translator moves as one piece.

TMX (level 2) and XLIFF separate text from codes. Emphasis, links, images with an alternative text and HTML elements are
pairs of codes around the text to translate; the address of a link is part of its closing code. Inline code,
placeholders, hard breaks and the like are one code each. The codes hold their Markdown verbatim: joined, the pieces are
the text, however unusual it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup import Kind, Node, parse_inline
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Code", "Piece", "Role", "with_codes"]

_PAIRS = Kind.STRONG | Kind.EMPHASIS | Kind.STRIKETHROUGH | Kind.LINK | Kind.IMAGE
_SINGLES = (
    Kind.CODE
    | Kind.AUTOLINK
    | Kind.HARD_BREAK
    | Kind.INCLUDE
    | Kind.XREF
    | Kind.MENTION
    | Kind.PLACEHOLDER
    | Kind.VARIABLE
    | Kind.ALERT
)
_CODED = _PAIRS | _SINGLES | Kind.HTML
_TYPES_OF_PAIRS = {Kind.STRONG: "bold", Kind.EMPHASIS: "italic", Kind.LINK: "link"}
_TYPES_OF_SINGLES = {Kind.IMAGE: "image", Kind.HARD_BREAK: "lb"}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
# HTML Living Standard, section 13.1.2: they have no end tag.
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Role(Enum):
    """The role of a code for the text around it."""

    OPENING = "opening"
    CLOSING = "closing"
    SINGLE = "single"
    LONE_OPENING = "lone opening"
    """Its closing partner is not in the text."""
    LONE_CLOSING = "lone closing"


class Code(NamedTuple):
    """A stretch of Markdown that is not text."""

    role: Role
    number: int
    """From 1; both codes of a pair share it, and a code of the target has the number of its code in the source."""
    kind: Kind
    text: str

    @property
    def type(self) -> str:
        """Its type in TMX 1.4b and XLIFF 1.2: a value that both recommend, or an `x-` of our own."""
        known = _TYPES_OF_SINGLES if self.role is Role.SINGLE else _TYPES_OF_PAIRS
        return known.get(self.kind) or f"x-{self.kind.name.lower().replace('_', '-')}"


Piece = str | Code
"""Text, or a code within it."""


class _Mark(NamedTuple):
    """A code that is not paired yet, with its span and the group that pairs it."""

    span: Span
    role: Role
    kind: Kind
    group: object
    """Shared by both codes of a pair."""


class _CodedText(NamedTuple):
    """The codes of one text in order, numbered from 0 by their pair."""

    marks: list[_Mark]
    numbers: list[int]
    signatures: list[tuple[object, ...]]
    """By number: role, kind, and the texts of the code or the pair."""


def with_codes(source: str, target: str) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of both texts; codes that correspond share a number, all others have one of their own."""
    parsed_source, parsed_target = _parse(source), _parse(target)
    numbers = _corresponding(parsed_source.signatures, parsed_target.signatures)
    own = list(range(len(parsed_source.signatures)))
    return list(_pieces(source, parsed_source, own)), list(_pieces(target, parsed_target, numbers))


def _parse(text: str) -> _CodedText:
    inline = parse_inline(text)
    if not inline.kinds & _CODED:
        return _CodedText([], [], [])
    marks = _apart(_html_paired(sorted(_marks(text, inline.of(_CODED)), key=attrgetter("span"))))
    by_group: dict[object, list[_Mark]] = defaultdict(list)
    for mark in marks:
        by_group[mark.group].append(mark)
    numbered = {group: number for number, group in enumerate(by_group)}
    signatures = [
        (members[0].role, members[0].kind, *(mark.span.of(text) for mark in members)) for members in by_group.values()
    ]
    return _CodedText(marks, [numbered[mark.group] for mark in marks], signatures)


def _marks(text: str, nodes: list[Node]) -> Iterator[_Mark]:
    for group, node in enumerate(nodes):
        if node.kind & _PAIRS and node.inner.start < node.inner.end:
            yield _Mark(Span(node.span.start, node.inner.start), Role.OPENING, node.kind, group)
            yield _Mark(Span(node.inner.end, node.span.end), Role.CLOSING, node.kind, group)
        elif node.kind is Kind.HTML:
            yield _Mark(node.span, _html_role(node.span.of(text)), node.kind, (group, _html_name(node.span.of(text))))
        else:
            yield _Mark(node.span, Role.SINGLE, node.kind, group)


def _html_role(tag: str) -> Role:
    found = _TAG.match(tag)
    if not found or tag.endswith("/>") or found[2].lower() in _VOID:
        return Role.SINGLE
    return Role.CLOSING if found[1] else Role.OPENING


def _html_name(tag: str) -> str:
    found = _TAG.match(tag)
    return found[2].lower() if found else ""


def _html_paired(marks: list[_Mark]) -> list[_Mark]:
    """Give each end tag the group of the last open start tag of its name."""
    paired: list[_Mark] = []
    open_: dict[str, list[_Mark]] = defaultdict(list)
    for mark in marks:
        if isinstance(mark.group, tuple):
            name = mark.group[1]
            if mark.role is Role.OPENING:
                open_[name].append(mark)
            elif mark.role is Role.CLOSING and open_[name]:
                paired.append(mark._replace(group=open_[name].pop().group))
                continue
        paired.append(mark)
    return paired


def _apart(marks: list[_Mark]) -> list[_Mark]:
    """Drop marks that overlap an earlier one, such as `*` in a placeholder; their partners become lone codes."""
    kept: list[_Mark] = []
    reached = 0
    for mark in marks:
        if mark.span.start >= reached and mark.span.start < mark.span.end:
            kept.append(mark)
            reached = mark.span.end
    sides: dict[object, set[Role]] = defaultdict(set)
    for mark in kept:
        sides[mark.group].add(mark.role)
    return [
        mark._replace(role=_ALONE[mark.role]) if len(sides[mark.group]) == 1 and mark.role in _ALONE else mark
        for mark in kept
    ]


_ALONE = {Role.OPENING: Role.LONE_OPENING, Role.CLOSING: Role.LONE_CLOSING}


def _corresponding(sources: list[tuple[object, ...]], targets: list[tuple[object, ...]]) -> list[int]:
    """Return for each code of the target its number in the source: first by equal texts, then by equal kind."""
    numbers: list[int] = [-1] * len(targets)
    free = dict.fromkeys(range(len(sources)))
    for length in (None, 2):
        waiting: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for number in reversed(free):
            waiting[sources[number][:length]].append(number)
        for index, signature in enumerate(targets):
            if numbers[index] < 0 and waiting[signature[:length]]:
                numbers[index] = waiting[signature[:length]].pop()
                del free[numbers[index]]
    following = iter(range(len(sources), len(sources) + len(targets)))
    return [number if number >= 0 else next(following) for number in numbers]


def _pieces(text: str, parsed: _CodedText, numbers: list[int]) -> Iterator[Piece]:
    reached = 0
    for mark, own in zip(parsed.marks, parsed.numbers, strict=True):
        if reached < mark.span.start:
            yield text[reached : mark.span.start]
        yield Code(mark.role, numbers[own] + 1, mark.kind, mark.span.of(text))
        reached = mark.span.end
    if reached < len(text):
        yield text[reached:]
