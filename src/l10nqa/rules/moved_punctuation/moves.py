"""Which marks stand on the other side of a delimiter than in the source."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.locale import mark_class
from l10nqa.rules.moved_punctuation.edges import (
    ENDING,
    class_at,
    content_of,
    end_class,
    has_edge,
    is_wrapped,
    lead_class,
)
from l10nqa.rules.moved_punctuation.enclosing import moved_enclosing
from l10nqa.rules.moved_punctuation.repairs import inward_end, inward_lead, outward_end, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.markup import Inline, Node
    from l10nqa.rules.moved_punctuation.language import Language
    from l10nqa.rules.moved_punctuation.repairs import Moved

__all__ = ["moved_marks"]


def moved_marks(
    source: Inline, target: Inline, groups: Sequence[tuple[Sequence[Node], Sequence[Node]]], language: Language
) -> Iterator[Moved]:
    """Yield the marks that moved over a delimiter, given groups of source nodes and the target nodes they became.

    `language` is the target's: white space moves as it writes it, and a full stop of its abbreviations stays.
    Within a group a mark of the target is excused by the same mark in a source node of the group: a target is not at
    fault for its source's own oddity, whatever the order of words.
    """
    for sources, targets in groups:
        sides = ((source, sources), (target, targets))
        if not any(has_edge(side, node) for side, nodes in sides for node in nodes) and not any(
            class_at(target.text, node.span.end) == ")" for node in targets
        ):
            continue
        yield from _moved_ends(source, target, sources, targets, language)
        yield from _moved_parentheses(source, target, sources, targets, language)
        yield from moved_enclosing(source, target, sources, targets, language)
        yield from _moved_leads(source, target, sources, targets, language)


def _moved_leads(
    source: Inline, target: Inline, sources: Sequence[Node], targets: Sequence[Node], language: Language
) -> Iterator[Moved]:
    leads = Counter(lead_class(source, node) for node in sources)
    for node in targets:
        lead = lead_class(target, node)
        if lead and leads[lead] > 0:
            leads[lead] -= 1
        # A mark that the label of the source has between its words leads what is left of a label that lost the first.
        elif lead and len(_marks_in(target, [node], lead)) > len(_marks_in(source, sources, lead)):
            yield inward_lead(target, node, language)


def _moved_ends(
    source: Inline, target: Inline, sources: Sequence[Node], targets: Sequence[Node], language: Language
) -> Iterator[Moved]:
    excused = Counter(end for end in (end_class(source, node) for node in sources) if end)
    sentence_ends = class_at(source.text.rstrip(), len(source.text.rstrip()) - 1) == "."
    open_ended: list[Node] = []
    inward: list[tuple[int, Node]] = []
    held: Counter[str] | None = None
    for index, node in enumerate(targets):
        end = end_class(target, node, language, sentence_ends=sentence_ends)
        if not end:
            open_ended.append(node)
        elif excused[end] > 0:
            excused[end] -= 1
        else:
            held = _inner_marks(source, sources) if held is None else held
            # A counterpart of a mark within a label may have been cut there, unless the label has them all before.
            if end == "." or _inner_marks(target, [node])[end] >= held[end]:
                inward.append((index, node))
    # What ends with another mark than its source was rewritten, not moved: in place, or all of them.
    ends = [end_class(source, node) for node in sources]
    places = {index for index, end in enumerate(ends) if end and excused[end] > 0}
    rewritten = max(sum(excused.values()) - len(open_ended), 0)
    for index, node in inward:
        if index in places:
            continue
        if rewritten:
            rewritten -= 1
        else:
            yield inward_end(source, target, sources, node, language)
    for node in open_ended:
        mark = _mark_behind(target.text, node.span.end, language)
        outer = class_at(target.text, mark)
        if outer in ENDING and excused[outer] > 0:
            excused[outer] -= 1
            yield outward_end(target, node, mark)


def _mark_behind(text: str, end: int, language: Language) -> int:
    """Return the offset of the mark behind a node, over the space that the language writes before it."""
    offset = end
    while offset < len(text) and text[offset] in " \u00a0\u202f":
        offset += 1
    return offset if offset < len(text) and text[offset] in language.facts.spaced_marks else end


def _moved_parentheses(
    source: Inline, target: Inline, sources: Sequence[Node], targets: Sequence[Node], language: Language
) -> Iterator[Moved]:
    """Yield the nodes that swallowed the pair of parentheses around them."""
    outside = sum(
        class_at(source.text, n.span.start - 1) == "(" and class_at(source.text, n.span.end) == ")" for n in sources
    )
    wrapped = sum(is_wrapped(content_of(source, node).of(source.text)) for node in sources)
    for node in targets:
        content = content_of(target, node)
        if not is_wrapped(content.of(target.text)):
            continue
        if wrapped:
            wrapped -= 1
        elif outside:
            outside -= 1
            yield unwrapped(target, node, language)


def _marks_in(inline: Inline, nodes: Sequence[Node], mark: str) -> list[str]:
    """Return the marks of a class that the nodes' contents have anywhere but at their ends."""
    contents = (content_of(inline, node).of(inline.text)[:-1] for node in nodes)
    return [character for content in contents for character in content if mark_class(character) == mark]


def _inner_marks(inline: Inline, nodes: Sequence[Node]) -> Counter[str]:
    """Count the marks that the nodes' contents have before their ends."""
    return Counter(
        mark_class(character) for node in nodes for character in content_of(inline, node).of(inline.text)[:-1]
    )
