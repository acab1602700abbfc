"""Inline Markdown to nodes, by pyromark (pulldown-cmark): CommonMark 0.31 with strikethrough, and byte ranges.

A segment is the content of a block, not a document: a text that begins with `1.`, `#` or four spaces must not become a
list, heading or code block. It is therefore parsed behind a full stop and a space, which rules that out and changes no
flanking (white space is neutral before a delimiter); quote marks that continue a block quote are blanked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyromark

from l10nqa.markup.node import Kind, Node
from l10nqa.text import ByteCursor, Span

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["parse_commonmark"]

_LEAD = ". "
_LEAD_LENGTH = len(_LEAD)
_QUOTE_MARKS = re.compile(r"(?<=\n)[ \t]*(?:>[ \t]?)+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_OPTIONS = pyromark.Options.ENABLE_STRIKETHROUGH
_CONTAINERS = {
    "Strong": Kind.STRONG,
    "Emphasis": Kind.EMPHASIS,
    "Strikethrough": Kind.STRIKETHROUGH,
    "Link": Kind.LINK,
    "Image": Kind.IMAGE,
}
_DELIMITER = {Kind.STRONG: 2, Kind.EMPHASIS: 1, Kind.LINK: 1, Kind.IMAGE: 2, Kind.AUTOLINK: 1}
_REFERENCE_BEFORE_ADDRESS = re.compile(r"\]\[[^\[\]]*\]\(")
_WITH_BRACKETS = frozenset({"Reference", "Collapsed"})
"""Kinds of reference links that show by their brackets that they are links: `[text][id]`, `[text][]`."""
_LEAVES = {"Code": Kind.CODE, "InlineHtml": Kind.HTML, "Html": Kind.HTML}
_BREAKS = {"SoftBreak": Kind.SOFT_BREAK, "HardBreak": Kind.HARD_BREAK}
_new: Any = tuple.__new__
"""Skips the generated constructors of named tuples: these run for every node there is."""


def _resolve(link: Any) -> tuple[str, str] | None:
    # Definitions stand elsewhere in the document: [text][id] is a link all the same. [text] alone is mostly just text.
    return (link["reference"], "") if link["link_type"] in _WITH_BRACKETS else None


def _resolve_in(markdown: bytes) -> Callable[[Any], tuple[str, str] | None]:
    # Brackets before an address are a link's own: in `[text][](url)` the last pair is one, and lost its text.
    def resolve(link: Any) -> tuple[str, str] | None:
        end = link["span"]["end"]
        return None if markdown[end : end + 3].removeprefix(b"[]")[:1] == b"(" else _resolve(link)

    return resolve


_PARSER = pyromark.Markdown(options=_OPTIONS)
_PARSER_WITH_REFERENCES = pyromark.Markdown(options=_OPTIONS, broken_link_callback=_resolve)


def parse_commonmark(text: str) -> list[Node]:
    """Parse one side of a segment. Every text is Markdown: nothing is refused."""
    markdown = _LEAD + text
    if "\n" in text:
        markdown = _QUOTE_MARKS.sub(lambda marks: " " * len(marks[0]), markdown)
    if text.isascii():
        point: Callable[[int], int] = int  # in ASCII a byte is a code point
    else:
        markdown = _SURROGATES.sub("\ufffd", markdown)
        text = markdown[_LEAD_LENGTH:]
        point = ByteCursor(markdown.encode()).to
    parser = _parser_for(text, markdown) if "][" in text else _PARSER
    builder = _Builder(text, point)
    for event, where in parser.events_with_range(markdown):
        if isinstance(event, str):
            if event in _BREAKS:
                builder.leaf(_BREAKS[event], " ", where)
        else:
            ((name, payload),) = event.items()
            if name == "Text":
                builder.words(payload, where)
            elif name == "Start":
                builder.start(payload, where)
            elif name == "End":
                builder.end(payload, where)
            elif name in _LEAVES:
                builder.leaf(_LEAVES[name], payload, where)
    return builder.nodes


def _parser_for(text: str, markdown: str) -> pyromark.Markdown:
    if not _REFERENCE_BEFORE_ADDRESS.search(text):
        return _PARSER_WITH_REFERENCES
    return pyromark.Markdown(options=_OPTIONS, broken_link_callback=_resolve_in(markdown.encode()))


class _Builder:
    """Collects nodes from events in document order.

    Events carry ranges in bytes. The cursor behind `point` only moves forward, so each handler asks for no more than
    what its event has reached: where a container ends is asked for when it closes.
    """

    __slots__ = ("_open", "_point", "_reached", "_text", "nodes")

    def __init__(self, text: str, point: Callable[[int], int]) -> None:
        self.nodes: list[Node] = []
        self._text = text
        self._point = point
        self._open: list[int] = []
        self._reached = 0

    def leaf(self, kind: Kind, value: Any, where: Any) -> None:
        """Take code, a tag or a break."""
        start = self._point(where["start"]) - _LEAD_LENGTH
        if start < 0:
            # The break took the lead for blanks before it; where nothing stands before it, they are no hard break.
            start, kind = 0, Kind.SOFT_BREAK
        span = inner = Span(start, self._point(where["end"]) - _LEAD_LENGTH)
        if span.start == span.end:
            return  # an empty line in an HTML block
        if kind is Kind.CODE:
            content = span.of(self._text)
            ticks = len(content) - len(content.lstrip("`"))
            inner = Span(span.start + ticks, span.end - ticks)
        self._reached = span.end
        self.nodes.append(Node(kind, span, inner, value))

    def words(self, value: Any, where: Any) -> None:
        """Take text, or what an escape or an entity stands for."""
        start = self._point(where["start"]) - _LEAD_LENGTH
        end = self._point(where["end"]) - _LEAD_LENGTH
        if start < 0:
            start, value = 0, value[_LEAD_LENGTH:]
        text, before, nodes = self._text, self._reached, self.nodes
        self._reached = end
        if not value or start == end:
            return  # the blanks that indent the first line of an HTML block come without a place
        if start > before and text[start - 1] == "\\":
            # The parser leaves the backslash of an escape out of every range.
            nodes.append(Node(Kind.ESCAPE, Span(start - 1, start + 1), Span(start, start + 1), value[0]))
            start, value = start + 1, value[1:]
            if not value:
                return
        elif text[start] == "&" and text[start:end] != value:
            nodes.append(Node(Kind.ENTITY, Span(start, end), Span(start, end), value))
            return
        elif nodes and nodes[-1].kind is Kind.TEXT and nodes[-1].span.end == start:
            previous = nodes.pop()
            start, value = previous.span.start, previous.value + value
        span = _new(Span, (start, end))
        nodes.append(_new(Node, (Kind.TEXT, span, span, value, "")))

    def start(self, payload: Any, where: Any) -> None:
        """Open a container; where it ends is set when it closes."""
        name, details = (payload, None) if isinstance(payload, str) else next(iter(payload.items()))
        kind = _CONTAINERS.get(name)
        if kind is None:
            return
        value, title = "", ""
        if details:
            value, title = details["dest_url"], details["title"]
            if details["link_type"] in ("Autolink", "Email"):
                kind = Kind.AUTOLINK
        start = self._point(where["start"]) - _LEAD_LENGTH
        width = _DELIMITER.get(kind) or (2 if self._text.startswith("~~", start) else 1)
        self._open.append(len(self.nodes))
        self._reached = start + width
        # What is not closed yet has no spans.
        self.nodes.append(_new(Node, (kind, (start, start), (start + width, start + width), value, title)))

    def end(self, payload: Any, where: Any) -> None:
        """Close the innermost container."""
        name = payload if isinstance(payload, str) else next(iter(payload))
        if name not in _CONTAINERS:
            return
        index = self._open.pop()
        kind, (opened, _), (start, _), value, title = self.nodes[index]
        end = self._point(where["end"]) - _LEAD_LENGTH
        # A label ends where its last child does; other containers have closing delimiters as wide as the opening ones.
        close = self._reached if kind is Kind.LINK or kind is Kind.IMAGE else end - (start - opened)
        span, inner = _new(Span, (opened, end)), _new(Span, (start, max(start, close)))
        self.nodes[index] = _new(Node, (kind, span, inner, value, title))
        self._reached = end
