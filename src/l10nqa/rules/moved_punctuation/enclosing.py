"""Quotation marks and brackets that moved over a delimiter, alone or with their partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.locale import ENCLOSING_MARKS, mark_class
from l10nqa.model import Edit
from l10nqa.rules.moved_punctuation.edges import content_of, is_unbalanced
from l10nqa.rules.moved_punctuation.repairs import Moved
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.markup import Inline, Node
    from l10nqa.rules.moved_punctuation.language import Language

__all__ = ["moved_enclosing"]

_PARTNERS = {opening: closing for opening, closing in ENCLOSING_MARKS.items() if opening not in "(（"} | {"”": "”"}
"""Parentheses are looked at elsewhere."""
_QUOTES = {opening: closing for opening, closing in _PARTNERS.items() if opening in '"“„«「『”'}
_OPENING = frozenset("(（")
_ENDS = ".,:;!?。，、"


def moved_enclosing(
    source: Inline, target: Inline, sources: Sequence[Node], targets: Sequence[Node], language: Language
) -> Iterator[Moved]:
    """Yield the marks of pairs around a node, of which one strayed into it, or both."""
    crossing = sum(_strayed(source, node) is not None for node in sources)
    outside = sum(_is_quoted_outside(source, node) for node in sources)
    outside -= sum(_is_quoted_outside(target, node) for node in targets)
    inside = sum(_is_quoted_inside(source, node) for node in sources)
    for node in targets:
        strayed = _strayed(target, node)
        if strayed is not None:
            if crossing:
                crossing -= 1
            else:
                yield strayed
        elif _is_quoted_inside(target, node):
            content = content_of(target, node)
            if inside:
                inside -= 1
            elif outside > 0:
                outside -= 1
                yield Moved(
                    node, Span(content.start, content.start + 1), inward=True, edits=_around(target, node, content)
                )
        else:
            yield from _opened(source, target, sources, node, language)


def _strayed(inline: Inline, node: Node) -> Moved | None:
    """Return the move of a mark whose partner stands directly on the other side of the node's delimiter."""
    content = content_of(inline, node)
    text = inline.text
    if content.end - content.start < 2:
        return None
    first, last = text[content.start], text[content.end - 1]
    before, after = text[: node.span.start][-1:], text[node.span.end : node.span.end + 1]
    within = Span(content.start + 1, content.end).of(text)
    if _PARTNERS.get(first, "") == after != "" and after not in within and first not in within:
        # Where it stands there already, this one is one too many.
        outer = () if before == first else (Edit(node.span.start, node.span.start, first),)
        edits = (*outer, Edit(content.start, content.start + 1, ""))
        return Moved(node, Span(content.start, content.start + 1), inward=True, edits=edits)
    within = Span(content.start, content.end - 1).of(text)
    if _PARTNERS.get(before, "") == last and before not in within and last not in within:
        outer = () if after == last else (Edit(node.span.end, node.span.end, last),)
        edits = (Edit(content.end - 1, content.end, ""), *outer)
        return Moved(node, Span(content.end - 1, content.end), inward=True, edits=edits)
    return _closed_outside(inline, node, content)


def _closed_outside(inline: Inline, node: Node, content: Span) -> Moved | None:
    """Return the move of the parenthesis behind a node that closes one which opens within: `**Add (x**)`."""
    text, end = inline.text, node.span.end
    inner, before = content.of(text), text[: node.span.start]
    if mark_class(text[end : end + 1]) != ")" or inner[-1] in _OPENING or is_unbalanced(before, closing=False):
        return None
    if not is_unbalanced(inner, closing=False) or is_unbalanced(inner, closing=True):
        return None
    edits = (Edit(content.end, content.end, text[end]), Edit(end, end + 1, ""))
    return Moved(node, Span(end, end + 1), inward=False, edits=edits)


def _is_quoted_outside(inline: Inline, node: Node) -> bool:
    before, after = inline.text[: node.span.start][-1:], inline.text[node.span.end : node.span.end + 1]
    return _is_pair(before, after)


def _is_quoted_inside(inline: Inline, node: Node) -> bool:
    """Tell whether one pair of quotation marks encloses the node's content."""
    text = content_of(inline, node).of(inline.text).rstrip(_ENDS)
    return len(text) > 2 and _is_pair(text[0], text[-1]) and not {text[0], text[-1]} & set(text[1:-1])


def _is_pair(opening: str, closing: str) -> bool:
    partners = {_QUOTES.get(opening, ""), {"“": "”", "„": "”", "«": "»", "»": "«"}.get(opening, "")}
    return bool(opening and closing) and closing in partners


def _around(target: Inline, node: Node, content: Span) -> tuple[Edit, ...]:
    first, last = target.text[content.start], target.text[content.end - 1]
    if last in _ENDS:
        return ()  # the mark behind the quotation goes first
    return (
        Edit(node.span.start, node.span.start, first),
        Edit(content.start, content.start + 1, ""),
        Edit(content.end - 1, content.end, ""),
        Edit(node.span.end, node.span.end, last),
    )


def _opened(source: Inline, target: Inline, sources: Sequence[Node], node: Node, language: Language) -> Iterator[Moved]:
    """Yield the opening parenthesis that the node's content ends with."""
    content = content_of(target, node)
    text = target.text
    if content.end - content.start < 2 or text[content.end - 1] not in _OPENING:
        return
    contents = [content_of(source, each).of(source.text) for each in sources]
    if any(each[-1:] in _OPENING or is_unbalanced(each, closing=False) for each in contents):
        return
    kept = Span(content.start, content.end - 1).of(text).rstrip()
    blank = text[content.start + len(kept) : content.end - 1]
    mark = Span(content.end - 1, content.end)
    edits = (
        Edit(content.start + len(kept), node.inner.end, ""),
        Edit(node.span.end, node.span.end, blank + mark.of(text)),
    )
    yield Moved(node, mark, inward=True, edits=edits if language.facts.spaces_words == bool(blank) else ())
