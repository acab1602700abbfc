"""Inline Markdown to nodes, by pyromark (pulldown-cmark): CommonMark 0.31 with strikethrough, and byte ranges.

A segment is the content of a block, not a document: a text that begins with `1.`, `#` or four spaces must not become a
list, heading or code block. It is therefore parsed behind a full stop and a space, which rules that out and changes no
flanking (white space is neutral before a delimiter); quote marks that continue a block quote are blanked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pyromark

from l10nqa.markup.node import Kind, Node
from l10nqa.text import ByteCursor, Span

__all__ = ["parse_commonmark"]

_LEAD = ". "
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
_LEAVES = {"Code": Kind.CODE, "InlineHtml": Kind.HTML, "Html": Kind.HTML}
_BREAKS = {"SoftBreak": Kind.SOFT_BREAK, "HardBreak": Kind.HARD_BREAK}


def parse_commonmark(text: str) -> list[Node]:
    """Parse one side of a segment. Every text is Markdown: nothing is refused."""
    markdown = _LEAD + text
    if "\n" in text:
        markdown = _QUOTE_MARKS.sub(lambda marks: " " * len(marks[0]), markdown)
    if not text.isascii():
        markdown = _SURROGATES.sub("�", markdown)
    builder = _Builder(text, markdown.encode())
    for event, where in _events(markdown):
        builder.take(event, where["start"], where["end"])
    return builder.nodes


def _events(markdown: str) -> Iterator[tuple[Any, Any]]:
    if "][" not in markdown:
        return pyromark.events_with_range(markdown, options=_OPTIONS)
    return pyromark.events_with_range(markdown, options=_OPTIONS, broken_link_callback=_resolve)


def _resolve(link: Any) -> tuple[str, str] | None:
    # Definitions stand elsewhere in the document: [text][id] is a link all the same. [text] alone is mostly just text.
    return (link["reference"], "") if link["link_type"] == "Reference" else None


class _Builder:
    """Collects nodes from events, whose positions only rise, so that one cursor converts them all."""

    def __init__(self, text: str, raw: bytes) -> None:
        self.nodes: list[Node] = []
        self._text = text
        self._open: list[int] = []
        # In ASCII a byte is a code point.
        self._point: Callable[[int], int] = int if len(raw) == len(text) + len(_LEAD) else ByteCursor(raw).to
        self._reached = 0

    def take(self, event: Any, first: int, last: int) -> None:
        if isinstance(event, str):
            if event in _BREAKS:
                self._leaf(_BREAKS[event], first, last, " ")
            return
        ((name, payload),) = event.items()
        if name == "Text":
            self._words(first, last, payload)
        elif name == "Start":
            self._start(payload, first)
        elif name == "End":
            self._end(payload, last)
        elif name in _LEAVES:
            self._leaf(_LEAVES[name], first, last, payload)

    def _span(self, first: int, last: int) -> Span:
        start = self._point(first) - len(_LEAD)
        return Span(start, self._point(last) - len(_LEAD))

    def _leaf(self, kind: Kind, first: int, last: int, value: str) -> None:
        span = inner = self._span(first, last)
        if kind is Kind.CODE:
            content = span.of(self._text)
            ticks = len(content) - len(content.lstrip("`"))
            inner = Span(span.start + ticks, span.end - ticks)
        self._reached = span.end
        self.nodes.append(Node(kind, span, inner, value))

    def _words(self, first: int, last: int, value: str) -> None:
        start, end = self._span(first, last)
        if start < 0:
            start, value = 0, value[len(_LEAD) :]
        text, before = self._text, self._reached
        self._reached = end
        if not value:
            return
        if text.startswith("&", start) and text[start:end] != value:
            self.nodes.append(Node(Kind.ENTITY, Span(start, end), Span(start, end), value))
            return
        # The parser leaves the backslash of an escape out of every range.
        if start > before and text[start - 1] == "\\":
            self.nodes.append(Node(Kind.ESCAPE, Span(start - 1, start + 1), Span(start, start + 1), value[0]))
            start, value = start + 1, value[1:]
        elif start == before and self.nodes and self.nodes[-1].kind is Kind.TEXT and self.nodes[-1].span.end == start:
            previous = self.nodes.pop()
            start, value = previous.span.start, previous.value + value
        if value:
            self.nodes.append(Node(Kind.TEXT, Span(start, end), Span(start, end), value))

    def _start(self, payload: Any, first: int) -> None:
        name, details = (payload, None) if isinstance(payload, str) else next(iter(payload.items()))
        kind = _CONTAINERS.get(name)
        if kind is None:
            return
        value, title = "", ""
        if details:
            value, title = details["dest_url"], details["title"]
            if details["link_type"] in ("Autolink", "Email"):
                kind = Kind.AUTOLINK
        start = self._point(first) - len(_LEAD)
        width = _DELIMITER.get(kind) or (2 if self._text.startswith("~~", start) else 1)
        self._open.append(len(self.nodes))
        self._reached = start + width
        # Where it ends is set when it closes.
        self.nodes.append(Node(kind, Span(start, start), Span(start + width, start + width), value, title))

    def _end(self, payload: Any, last: int) -> None:
        name = payload if isinstance(payload, str) else next(iter(payload))
        if name not in _CONTAINERS:
            return
        index = self._open.pop()
        node = self.nodes[index]
        end = self._point(last) - len(_LEAD)
        start = node.inner.start
        # A label ends where its last child does; other containers have closing delimiters as wide as the opening ones.
        close = self._reached if node.kind in (Kind.LINK, Kind.IMAGE) else end - (start - node.span.start)
        self.nodes[index] = node._replace(span=Span(node.span.start, end), inner=Span(start, max(start, close)))
        self._reached = end
