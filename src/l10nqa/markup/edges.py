"""Punctuation at the inner edges of links and emphasis, and how it moved between source and target."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import mark_class
from l10nqa.markup.closing import closing_mark
from l10nqa.markup.node import EMPHASES, Kind
from l10nqa.model import Edit
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.locale import LocaleFacts
    from l10nqa.markup.node import Inline, Node

__all__ = ["Moved", "moved_marks", "stands_outside"]

_ENDING = frozenset(".,:;!?")
_WIDE = frozenset("。、，：；！？．｡､（）")
"""Marks with white space of their own: none is written behind them."""
_WIDE_FROM = "\u2e80"
"""Where the scripts begin that write no space behind a full-width mark."""
_STEPS = (">", "\\>", "&")
"""What stands between the steps of a path through menus, or between two names: no sentence ends there."""
_WRAPPERS = EMPHASES | Kind.STRIKETHROUGH | Kind.LINK
_SENTENCE = 8
"""A text of more spaces than this is a sentence."""
_ABBREVIATION = 6
"""A word in capitals of at most this length, with a full stop behind it and another outside, is an abbreviation."""
_CUT = 7
"""A word of at most this length may have been cut off, in a label that cuts others."""
_CUT_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,7}\.(?:/| )(?=[\w(])(?=[^A-Z])")
"""A word that was cut off: the text goes on in small letters behind its full stop."""
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
"""An abbreviation of several words, without its last full stop."""
_UNIT = re.compile(r"\d \w{1,6}\Z")


class Moved(NamedTuple):
    """A mark that stands on the other side of a delimiter than in the source."""

    node: Node
    """The node of the target at whose edge it stands."""
    mark: Span
    """The mark itself, in the target."""
    inward: bool
    """Whether it moved into the node (else out of it)."""
    edits: tuple[Edit, ...]


def moved_marks(
    source: Inline, target: Inline, groups: Sequence[tuple[Sequence[Node], Sequence[Node]]], facts: LocaleFacts
) -> Iterator[Moved]:
    """Yield the marks that moved over a delimiter, given groups of source nodes and the target nodes they became.

    `facts` are those of the target's language: white space moves as it writes it.
    Within a group a mark of the target is excused by the same mark in a source node of the group: a target is not at
    fault for its source's own oddity, whatever the order of words.
    """
    for sources, targets in groups:
        if not any(_has_edge(side, node) for side, nodes in ((source, sources), (target, targets)) for node in nodes):
            continue
        yield from _moved_ends(source, target, sources, targets, facts)
        yield from _moved_parentheses(source, target, sources, targets, facts)
        leads = Counter(_lead_class(source, node) for node in sources)
        for node in targets:
            lead = _lead_class(target, node)
            if lead and leads[lead] > 0:
                leads[lead] -= 1
            elif lead:
                yield _inward_lead(target, node, facts)


def _has_edge(inline: Inline, node: Node) -> bool:
    """Tell whether the node's content begins or ends with something other than a letter or digit."""
    start, end = node.inner
    return not (start < end and inline.text[start].isalnum() and inline.text[end - 1].isalnum())


def stands_outside(inline: Inline, mark: str, kinds: int) -> bool:
    """Tell whether a mark of the class stands outside all nodes of the kinds: behind one, or at the end of the text."""
    text = inline.text
    ends = [node.span.end for node in inline.of(kinds)]
    if any(_class_at(text, end + len(text[end:]) - len(text[end:].lstrip(' *_)"”'))) == mark for end in ends):
        return True
    whole = text.rstrip(' "”)')
    return bool(whole) and mark_class(whole[-1]) == mark and not any(end >= len(whole) for end in ends)


def _moved_ends(
    source: Inline, target: Inline, sources: Sequence[Node], targets: Sequence[Node], facts: LocaleFacts
) -> Iterator[Moved]:
    excused = Counter(end for end in (_end_class(source, node) for node in sources) if end)
    sentence_ends = _class_at(source.text.rstrip(), len(source.text.rstrip()) - 1) == "."
    open_ended: list[Node] = []
    inward: list[tuple[int, Node]] = []
    held: frozenset[str] | None = None
    for at, node in enumerate(targets):
        end = _end_class(target, node, sentence_ends=sentence_ends)
        if not end:
            open_ended.append(node)
        elif excused[end] > 0:
            excused[end] -= 1
        else:
            held = _inner_marks(source, sources) if held is None else held
            if end == "." or end not in held:
                inward.append((at, node))
    # What ends with another mark than its source was rewritten, not moved: in place, or all of them.
    ends = [_end_class(source, node) for node in sources]
    places = {at for at, end in enumerate(ends) if end and excused[end] > 0}
    rewritten = max(sum(excused.values()) - len(open_ended), 0)
    for at, node in inward:
        if at in places:
            continue
        if rewritten:
            rewritten -= 1
        else:
            yield _inward_end(source, target, sources, node, facts)
    for node in open_ended:
        outer = _class_at(target.text, node.span.end)
        if outer in _ENDING and excused[outer] > 0:
            excused[outer] -= 1
            yield _outward_end(target, node)


def _moved_parentheses(
    source: Inline, target: Inline, sources: Sequence[Node], targets: Sequence[Node], facts: LocaleFacts
) -> Iterator[Moved]:
    """Yield the nodes that swallowed the pair of parentheses around them."""
    outside = sum(
        _class_at(source.text, n.span.start - 1) == "(" and _class_at(source.text, n.span.end) == ")" for n in sources
    )
    wrapped = sum(_is_wrapped(_content(source, node).of(source.text)) for node in sources)
    for node in targets:
        content = _content(target, node)
        if not _is_wrapped(content.of(target.text)):
            continue
        if wrapped:
            wrapped -= 1
        elif outside:
            outside -= 1
            first, last = target.text[content.start], target.text[content.end - 1]
            first = _space(target.text, node.span.start - 1, facts) + first
            last += _space(target.text, node.span.end, facts)
            edits = (
                Edit(node.span.start, node.span.start, first),
                Edit(content.start, content.start + 1, ""),
                Edit(content.end - 1, content.end, ""),
                Edit(node.span.end, node.span.end, last),
            )
            yield Moved(node, Span(content.start, content.start + 1), inward=True, edits=edits)


def _is_wrapped(text: str) -> bool:
    """Tell whether one pair of parentheses encloses the whole text."""
    if len(text) < 3 or mark_class(text[0]) != "(" or mark_class(text[-1]) != ")":
        return False
    return not _unbalanced(text[1:-1], closing=True)


def _inner_marks(inline: Inline, nodes: Sequence[Node]) -> frozenset[str]:
    """Return the marks that the nodes' contents have before their ends: a counterpart may have been cut there."""
    return frozenset(
        mark_class(character) for node in nodes for character in _content(inline, node).of(inline.text)[:-1]
    )


def _content(inline: Inline, node: Node) -> Span:
    """Return the node's content without white space at its ends."""
    content = node.inner.of(inline.text)
    if content and not content[0].isspace() and not content[-1].isspace():
        return node.inner
    start = node.inner.start + len(content) - len(content.lstrip())
    return Span(start, max(start, node.inner.start + len(content.rstrip())))


def _class_at(text: str, offset: int) -> str:
    return mark_class(text[offset]) if 0 <= offset < len(text) else ""


def _end_class(inline: Inline, node: Node, *, sentence_ends: bool = True) -> str:
    """Return the class of the mark that the node's content ends with, empty where it belongs to the words.

    `sentence_ends` tells whether the source ends with a full stop, which the translation may have moved.
    """
    content = _content(inline, node)
    text = content.of(inline.text)
    if len(text) < 1:
        return ""
    mark = mark_class(text[-1])
    if mark == ")":
        return mark if _unbalanced(text, closing=True) else ""
    if mark not in _ENDING or text.endswith(("..", "\\.")):
        return ""
    if mark == "." and _belongs_to_word(inline, node, text, sentence_ends=sentence_ends):
        return ""
    return mark


def _belongs_to_word(inline: Inline, node: Node, text: str, *, sentence_ends: bool) -> bool:
    """Tell a full stop of an ordinal or abbreviation from one that ends a sentence: the sentence goes on after it."""
    rest = inline.text[node.span.end :].lstrip(" *_\"'”’»")
    words = text[:-1].split()
    if not words:
        return False  # nothing but the mark
    if not sentence_ends and words[-1].isdigit():
        return True  # an ordinal, as many languages write it
    if _is_cut_off(text[:-1], rest):
        return True
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= _ABBREVIATION and rest.startswith("."):
        return True
    goes_on = bool(rest) and (rest[0].islower() or rest[0] in ",،、;:(")
    ordinal = len(text) > 1 and text[-2].isdigit() and text[-1] == "."
    return bool(rest) and (goes_on or ordinal) and text[-1] == "."


def _is_cut_off(text: str, rest: str) -> bool:
    """Tell whether the last word of the text is an abbreviation, by what stands before it or by the stop in `rest`."""
    last = re.split(r"[\s/]", text)[-1]
    if _DOTTED.fullmatch(last):
        return True
    if len(last) <= _CUT and _CUT_BEFORE.search(text):
        return True  # others were cut before it
    return bool(_UNIT.search(text)) and rest.startswith((".", ")."))


def _lead_class(inline: Inline, node: Node) -> str:
    text = _content(inline, node).of(inline.text)
    mark = mark_class(text[0]) if text else ""
    if mark == "(":
        return mark if _unbalanced(text, closing=False) else ""
    if mark not in (",", ";", ":", ")") or len(text) < 2 or text.startswith("::"):
        return ""
    return "" if mark == "," and text[1].isdigit() else mark  # `,25`: a decimal mark


def _unbalanced(text: str, *, closing: bool) -> bool:
    depth = 0
    for character in text if closing else reversed(text):
        mark = mark_class(character)
        depth += (mark == "(") - (mark == ")") if closing else (mark == ")") - (mark == "(")
        if depth < 0:
            return True
    return False


def _inward_end(source: Inline, target: Inline, sources: Sequence[Node], node: Node, facts: LocaleFacts) -> Moved:
    content = _content(target, node)
    text = target.text
    start = content.end - 1
    # A closing parenthesis takes the marks beside it along: `(…**x).**`, `(…**x.)**`.
    while start > content.start and _goes_along(text, content, start, sources, source):
        start -= 1
    moved = text[start : content.end]
    while start > content.start + 1 and text[start - 1].isspace():
        start -= 1
    if moved[0] in facts.spaced_marks:
        moved = text[start : content.end]
    end = _behind(target, node, _kinds_around_mark(source, sources, mark_class(text[content.end - 1])))
    blanks = text[content.end : node.inner.end]
    if end == len(text) or text[end].isspace() or mark_class(text[end]):
        blanks = ""
    edits = [Edit(start, node.inner.end, "")]
    insertion = _outside(source, target, sources, node, end, moved)
    if insertion is None or start == content.start:
        edits = []
    elif insertion.text or blanks:
        gap = blanks or (_space(text, insertion.end, facts) if insertion.text else "")
        edits.append(insertion._replace(text=insertion.text + gap))
    mark = Span(content.end - len(moved.strip()), content.end)
    return Moved(node, mark, inward=True, edits=tuple(edits))


def _goes_along(text: str, content: Span, start: int, sources: Sequence[Node], source: Inline) -> bool:
    """Tell whether the character before `start` leaves the node together with what follows it."""
    mark = mark_class(text[start - 1])
    if mark == ")":
        return _unbalanced(text[content.start : start], closing=True)
    after_it = mark_class(text[start]) == ")" and mark in _ENDING
    return after_it and not any(_end_class(source, one) for one in sources)


def _outside(source: Inline, target: Inline, sources: Sequence[Node], node: Node, end: int, moved: str) -> Edit | None:
    """Return the edit that sets the mark behind the node, empty where it stands there; None where nobody can tell."""
    text = target.text
    rest = text[end:].lstrip()
    classes = [mark_class(c) for c in moved.strip()]
    if [mark_class(c) for c in rest[: len(classes)]] == classes:
        return Edit(end, end, "")
    following = {mark_class(source.text[_behind(source, one, frozenset()) :].lstrip()[:1]) for one in sources}
    outer = mark_class(rest[:1])
    if outer in _ENDING:
        return Edit(end, end, "") if outer in following else None
    if not following & set(classes):
        if _is_surplus(source, target, node, classes):
            return Edit(end, end, "")
        if rest.startswith(_STEPS):
            # Where it is the only mark that ends the sentence, it belongs behind the path, but where that ends?
            return None if _is_only_end(source, target, classes[-1]) else Edit(end, end, "")
        if classes[-1] in ("?", "!") and (rest[:1].islower() or text[end : end + 1].isalpha()):
            return None  # the sentence goes on: the mark is part of a name
    # A full-width mark brings its own white space.
    gap = len(text[end:]) - len(rest) if rest[:1] >= _WIDE_FROM and moved[-1] in _WIDE else 0
    return Edit(end, end + gap, moved)


def _space(text: str, offset: int, facts: LocaleFacts) -> str:
    """Return the space that parts a mark from the word at `offset`, where the language writes one."""
    return " " if facts.spaces_words and 0 <= offset < len(text) and text[offset].isalnum() else ""


def _is_surplus(source: Inline, target: Inline, node: Node, classes: list[str]) -> bool:
    """Tell whether the source has no such mark at all, so that it should go: in alternative texts, in headings."""
    if node.kind is Kind.IMAGE:
        return True
    if closing_mark(source)[0] or target.text[_behind(target, node, frozenset()) :].strip(" \\"):
        return False
    words = _content(target, node).of(target.text)[: -len(classes)].split()
    # What is short may be an abbreviation, and digits an ordinal.
    if not words or words[-1].isdigit() or words[-1][0].isdigit():
        return False
    return len(words) > 3 or len(words[-1]) > _ABBREVIATION or target.text.count(" ") > _SENTENCE


def _is_only_end(source: Inline, target: Inline, mark: str) -> bool:
    return closing_mark(source)[0] == mark and closing_mark(target)[0] != mark


def _behind(inline: Inline, node: Node, inside: frozenset[Kind]) -> int:
    """Return the offset behind the node and all that ends with it, but not behind nodes of the kinds in `inside`."""
    end = node.span.end
    for parent in reversed(inline.around(node.span, _WRAPPERS)):
        if parent.inner.end == end and parent.span != node.span:
            if parent.kind in inside:
                break
            end = parent.span.end
    return end


def _kinds_around_mark(source: Inline, sources: Sequence[Node], mark: str) -> frozenset[Kind]:
    """Return the kinds of the nodes in which the source has the mark that follows one of its nodes."""
    for node in sources:
        ends = [
            node.span.end,
            *(p.span.end for p in reversed(source.around(node.span, _WRAPPERS)) if p.span != node.span),
        ]
        for end in ends:
            if _class_at(source.text, end) == mark:
                return frozenset(parent.kind for parent in source.around(Span(end, end + 1), _WRAPPERS))
    return frozenset()


def _inward_lead(target: Inline, node: Node, facts: LocaleFacts) -> Moved:
    content = _content(target, node)
    text = target.text
    mark = Span(content.start, content.start + 1)
    start = node.span.start
    for parent in reversed(target.around(node.span, _WRAPPERS)):
        if parent.inner.start == start:
            start = parent.span.start
    rest = text[mark.end : content.end]
    cut = Edit(node.inner.start, content.end - len(rest.lstrip()), "")
    before = text[:start].rstrip()
    edits: tuple[Edit, ...] = ()
    if not rest.strip():
        pass  # nothing but the mark
    elif mark_class(text[mark.start]) == "(":
        edits = (Edit(start, start, _space(text, start - 1, facts) + mark.of(text)), cut)
    elif before.endswith(_STEPS):
        edits = (cut,)
    elif before:
        # The mark follows the word before; the white space there, or behind the mark, comes after it.
        blank = text[len(before) : start] or rest[: len(rest) - len(rest.lstrip())]
        blank = "" if mark.of(text) in _WIDE else blank
        edits = (Edit(len(before), start, mark.of(text) + blank), cut)
    return Moved(node, mark, inward=True, edits=edits)


def _outward_end(target: Inline, node: Node) -> Moved:
    mark = Span(node.span.end, node.span.end + 1)
    content = _content(target, node)
    edits = (Edit(content.end, content.end, mark.of(target.text)), Edit(mark.start, mark.end, ""))
    return Moved(node, mark, inward=False, edits=edits)
