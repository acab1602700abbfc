"""The edits that put a mark which moved over a delimiter back on its side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import mark_class
from l10nqa.markup import EMPHASES, Kind, closing_mark
from l10nqa.model import Edit
from l10nqa.rules.moved_punctuation.edges import ENDING, class_at, content_of, end_class, is_unbalanced
from l10nqa.text import Span, is_small_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.markup import Inline, Node
    from l10nqa.rules.moved_punctuation.language import Language

__all__ = ["Moved", "inward_end", "inward_lead", "outward_end", "unwrapped"]

_WIDE = frozenset("。、，：；！？．｡､（）")
"""Marks with white space of their own: none is written behind them."""
_WIDE_FROM = "\u2e80"
"""Where the scripts begin that write no space behind a full-width mark."""
_STEPS = (">", "\\>", "&")
"""What stands between the steps of a path through menus, or between two names: no sentence ends there."""
_CLOSING_QUOTES = ('"', "”", "’", "»", "«", "“", "‹", "›", "」", "』")
_SENTENCE_ENDS = frozenset(".?!")
_PARTICLES = (*"をにはがのでともへやか", "から", "まで", "より", "など", "という")
"""What Japanese writes behind a word, so that no sentence ends there."""
_WRAPPERS = EMPHASES | Kind.STRIKETHROUGH | Kind.LINK
_SENTENCE = 8
"""A text of more spaces than this is a sentence."""
_LONG_WORD = 6
"""A word longer than this is no abbreviation."""


class Moved(NamedTuple):
    """A mark that stands on the other side of a delimiter than in the source."""

    node: Node
    """The node of the target at whose edge it stands."""
    mark: Span
    """The mark itself, in the target."""
    inward: bool
    """Whether it moved into the node (else out of it)."""
    edits: tuple[Edit, ...]


def inward_end(source: Inline, target: Inline, sources: Sequence[Node], node: Node, language: Language) -> Moved:
    """Return the move of the mark at the end of the node's content, which the source has behind the node."""
    content = content_of(target, node)
    text = target.text
    start = content.end - 1
    # A closing parenthesis takes the marks beside it along: `(…**x).**`, `(…**x.)**`.
    while start > content.start and _goes_along(text, content, start, sources, source):
        start -= 1
    moved = text[start : content.end]
    while start > content.start + 1 and text[start - 1].isspace():
        start -= 1
    if moved[0] in language.facts.spaced_marks:
        moved = text[start : content.end]
    end = _behind(target, node, _kinds_around_mark(source, sources, mark_class(text[content.end - 1])))
    blanks = text[content.end : node.inner.end]
    if end == len(text) or text[end].isspace() or mark_class(text[end]):
        blanks = ""
    edits = [Edit(start, node.inner.end, "")]
    insertion = _outside(source, target, sources, node, end, moved, language)
    if insertion is None or start == content.start:
        edits = []
    elif insertion.text or blanks:
        gap = blanks or (_space(text, insertion.end, language) if insertion.text else "")
        edits.append(insertion._replace(text=insertion.text + gap))
    mark = Span(content.end - len(moved.strip()), content.end)
    return Moved(node, mark, inward=True, edits=tuple(edits))


def _goes_along(text: str, content: Span, start: int, sources: Sequence[Node], source: Inline) -> bool:
    """Tell whether the character before `start` leaves the node together with what follows it."""
    mark = mark_class(text[start - 1])
    if mark == ")":
        return is_unbalanced(text[content.start : start], closing=True)
    if mark in ("?", "!") and mark_class(text[start]) in ("?", "!"):
        return True  # `?!`
    after_it = mark_class(text[start]) == ")" and mark in ENDING
    return after_it and not any(end_class(source, node) for node in sources)


def _outside(
    source: Inline, target: Inline, sources: Sequence[Node], node: Node, end: int, moved: str, language: Language
) -> Edit | None:
    """Return the edit that sets the mark behind the node, empty where it stands there; None where nobody can tell."""
    text = target.text
    rest = text[end:].lstrip()
    classes = [mark_class(c) for c in moved.strip()]
    following = {
        mark_class(source.text[_behind(source, source_node, frozenset()) :].lstrip()[:1]) for source_node in sources
    }
    outer = mark_class(rest[:1])
    if [mark_class(c) for c in rest[: len(classes)]] == classes or outer in ENDING:
        return Edit(end, end, "") if outer == classes[0] or outer in following else None
    follows = bool(following & set(classes))
    if not follows and _is_surplus(source, target, node, classes):
        return Edit(end, end, "")
    if not follows and rest.startswith(_STEPS):
        # Where it is the only mark that ends the sentence, it belongs behind the path, but where that ends?
        return None if _is_only_end(source, target, classes[-1]) else Edit(end, end, "")
    if _goes_on(text, end, classes[-1], language, follows=follows):
        # No sentence ends here: the mark was added, or is part of a name.
        return Edit(end, end, "") if classes == ["."] and _is_one_more(source, target, ".") else None
    doubtful = not follows and _may_go_on(rest, classes[-1]) and not _has_as_many(source, target, classes[-1])
    if doubtful or rest.startswith(_CLOSING_QUOTES):
        # Whether a quotation closes before or behind its mark is a custom that the source need not share.
        return None
    # A full-width mark brings its own white space.
    gap = len(text[end:]) - len(rest) if rest[:1] >= _WIDE_FROM and moved[-1] in _WIDE else 0
    return Edit(end, end + gap, moved)


def _goes_on(text: str, end: int, mark: str, language: Language, *, follows: bool) -> bool:
    """Tell whether no mark of this class can stand behind a node: the sentence, or the word, goes on there.

    `follows` tells whether the source has the mark directly behind its node.
    """
    rest = text[end:]
    if rest[:1].isalpha():
        if not language.facts.spaces_words:
            return rest.startswith(_PARTICLES)
        if language.facts.attaches_suffixes:
            return not rest[0].isupper()
        if rest[0].lower() == rest[0].upper():
            return mark in _SENTENCE_ENDS and not follows
    return mark in _SENTENCE_ENDS and is_small_letter(rest.lstrip()[:1])


def _may_go_on(rest: str, mark: str) -> bool:
    """Tell whether a sentence that ends with the mark may go on instead: letters without case do not tell."""
    first = rest.lstrip('*_["“«„(')[:1]
    return mark in _SENTENCE_ENDS and first.isalpha() and not first.isupper()


def _has_as_many(source: Inline, target: Inline, mark: str) -> bool:
    """Tell whether both sides end with the same mark and have as many in all: each ends a sentence, then."""
    return closing_mark(source)[0] == closing_mark(target)[0] and _marks(target, mark) == _marks(source, mark)


def _is_one_more(source: Inline, target: Inline, mark: str) -> bool:
    """Tell whether both sides end with the same mark, and the target has more such marks within its text."""
    if closing_mark(source)[0] != closing_mark(target)[0]:
        return False
    return _marks(target, mark) > _marks(source, mark)


def _marks(side: Inline, mark: str) -> int:
    return sum(mark_class(character) == mark for node in side.of(Kind.TEXT) for character in node.value)


def _space(text: str, offset: int, language: Language) -> str:
    """Return the space that parts a mark from the word at `offset`, where the language writes one."""
    return " " if language.facts.spaces_words and 0 <= offset < len(text) and text[offset].isalnum() else ""


def _is_surplus(source: Inline, target: Inline, node: Node, classes: list[str]) -> bool:
    """Tell whether the source has no such mark at all, so that it should go: in alternative texts, in headings."""
    if node.kind is Kind.IMAGE:
        return True
    if closing_mark(source)[0] or target.text[_behind(target, node, frozenset()) :].strip(" \\"):
        return False
    words = content_of(target, node).of(target.text)[: -len(classes)].split()
    # What is short may be an abbreviation, and digits an ordinal.
    if not words or words[-1].isdigit() or words[-1][0].isdigit():
        return False
    return len(words) > 3 or len(words[-1]) > _LONG_WORD or target.text.count(" ") > _SENTENCE


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
            if class_at(source.text, end) == mark:
                return frozenset(parent.kind for parent in source.around(Span(end, end + 1), _WRAPPERS))
    return frozenset()


def inward_lead(target: Inline, node: Node, language: Language) -> Moved:
    """Return the move of the mark at the beginning of the node's content, which the source has before the node."""
    content = content_of(target, node)
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
        edits = (Edit(start, start, _space(text, start - 1, language) + mark.of(text)), cut)
    elif before.endswith(_STEPS) or mark_class(before[-1:]) in ENDING:
        edits = (cut,)  # no mark follows another
    elif before:
        # The mark follows the word before; the white space there, or behind the mark, comes after it.
        blank = text[len(before) : start] or rest[: len(rest) - len(rest.lstrip())]
        blank = "" if mark.of(text) in _WIDE else blank
        edits = (Edit(len(before), start, mark.of(text) + blank), cut)
    return Moved(node, mark, inward=True, edits=edits)


def outward_end(target: Inline, node: Node, offset: int) -> Moved:
    """Return the move of the mark at `offset` behind the node, which the source has at the end of its content.

    The space that a language writes before the mark goes along.
    """
    mark = Span(offset, offset + 1)
    content = content_of(target, node)
    moved = target.text[node.span.end : mark.end]
    edits = (Edit(content.end, content.end, moved), Edit(node.span.end, mark.end, ""))
    return Moved(node, mark, inward=False, edits=edits)


def unwrapped(target: Inline, node: Node, language: Language) -> Moved:
    """Return the move of the parentheses that enclose the node's content, and how they get around the node again."""
    content = content_of(target, node)
    first, last = target.text[content.start], target.text[content.end - 1]
    first = _space(target.text, node.span.start - 1, language) + first
    last += _space(target.text, node.span.end, language)
    edits = (
        Edit(node.span.start, node.span.start, first),
        Edit(content.start, content.start + 1, ""),
        Edit(content.end - 1, content.end, ""),
        Edit(node.span.end, node.span.end, last),
    )
    return Moved(node, Span(content.start, content.start + 1), inward=True, edits=edits)
