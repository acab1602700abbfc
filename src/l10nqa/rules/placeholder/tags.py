"""HTML tags that were lost, added or renamed; in plain text also their nesting and where they lead."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind, Node, attributes_of
from l10nqa.model import Issue
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["compared_tags"]

_HTML_NAME = re.compile(r"</?[A-Za-z\d][\w:.-]*")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content and without an end tag (WHATWG living standard, section 13.1.2)."""
_FORMATTING = frozenset("b bdi code em i q s small span strong sub sup u".split())
"""Elements that only say how their words look, or that they are of another kind."""
_ADDRESSES = ("href", "src")


def compared_tags(source: Inline, target: Inline, *, is_markdown: bool) -> Iterator[Issue]:
    """Yield an issue for every kind of tag that one side has and the other has not."""
    wanted = Counter(_tag_name(node) for node in source.of(Kind.HTML))
    found = Counter(_tag_name(node) for node in target.of(Kind.HTML))
    for name in wanted - found if is_markdown else _once_a_pair(wanted - found):
        node = next(node for node in source.of(Kind.HTML) if _tag_name(node) == name)
        yield Issue(f"the tag “{node.value}” of the source is missing", node.span)
    for name in found - wanted if is_markdown else _once_a_pair(found - wanted):
        node = next(node for node in target.of(Kind.HTML) if _tag_name(node) == name)
        # A language may need what another does not: French sets its ordinals high.
        formats = not is_markdown and name[1:] in _FORMATTING and found[f"</{name[1:]}"] == found[name]
        certainty = Certainty.POSSIBLE if formats else None
        yield Issue(f"the tag “{node.value}” is not in the source", None, node.span, certainty=certainty)
    if wanted == found and not is_markdown:
        yield from _nesting(source, target)
        yield from _addresses(source, target)


def _once_a_pair(names: Counter[str]) -> list[str]:
    """Return the names without those of end tags whose start tag is there as well."""
    return [name for name in names if not (name.startswith("</") and f"<{name[2:]}" in names)]


def _tag_name(node: Node) -> str:
    name = _HTML_NAME.match(node.value)
    return name[0].lower() if name else node.value


def _nesting(source: Inline, target: Inline) -> Iterator[Issue]:
    stray = _stray(target)
    if stray and not _stray(source):
        yield Issue(f"the tag “{stray.value}” closes what is not open there", None, stray.span)


def _stray(inline: Inline) -> Node | None:
    """Return the first end tag that does not belong to the element opened last."""
    opened: list[str] = []
    for node in inline.of(Kind.HTML):
        name = _tag_name(node)
        if name.startswith("</"):
            if not opened or opened.pop() != name[2:]:
                return node
        elif name.startswith("<") and not node.value.endswith(("/>", "-->")) and name[1:] not in _VOID:
            opened.append(name[1:])
    return None


def _addresses(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield tags that lead to an address which no tag of the source leads to; it may be that of the language."""
    known = set(_led_to(source.of(Kind.HTML)))
    for node in target.of(Kind.HTML):
        for address in _led_to([node]):
            if address not in known:
                message = f"the tag leads to “{address}”, which the source does not"
                yield Issue(message, None, node.span, certainty=Certainty.POSSIBLE)


def _led_to(tags: list[Node]) -> Iterator[str]:
    return (value for tag in tags for name, value in attributes_of(tag.value) if name in _ADDRESSES)
