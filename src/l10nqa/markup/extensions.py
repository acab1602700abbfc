"""What documentation adds to Markdown: includes, cross references, mentions, placeholders, variables, alerts.

They are found inside text only, never in code, addresses or HTML, and stand in the list of nodes beside the text node
that they lie in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from l10nqa.markup.html_elements import HTML_ELEMENTS
from l10nqa.markup.node import Inline, Kind, Node
from l10nqa.markup.stretches import last_before, union_of
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["with_extensions"]

_TRIGGER = re.compile(r"[{%$@<]|\[!")
"""What one of the extensions stands in, beside `xref:`: few links have any of it."""
_INCLUDE = re.compile(r"\[!INCLUDE\s*\[(?:[^\[\]\\]|\\.)*+\]\(\s*([^()\s]*)\s*\)\s*\]", re.IGNORECASE)
_BROKEN_INCLUDE = re.compile(r"\[!\s+INCLUDE\s*\[[^\[\]]*\]\([^()]*\)\s*\]?", re.IGNORECASE)
_TAG = re.compile(r"</?([A-Za-z][\w.:-]*)[^<>]*>")
_IN_TEXT = re.compile(
    r"\[!(?P<alert>[A-Za-z]+)(?: [^\[\]\n]{0,300})?\]"
    # At most 80 characters: a longer stretch between angle brackets is a comparison, not a placeholder.
    r"|\\?<(?P<placeholder>[^<>\n\s][^<>\n]{0,79})>"
    r"|(?P<variable>\$?\{\{[\w .:$-]+\}\}|\$?\{[\w.:$-]+\}|\$\([\w.:]+\)"
    # A colon belongs to `$env:Path`, and not to `$true: yes`.
    r"|\$[^\W\d][\w:]*?(?=[^\w:]|:(?![A-Za-z0-9_])|\Z|[\u3040-\u9fff])"
    r"|%\([A-Za-z_]\w*\)[sdif]|(?<![\d%])%(?:\d+\$)?[sdifx@](?!\w)|%[A-Za-z_][A-Za-z0-9_]*%)"
    r"|(?<![\w.@/])@(?P<mention>[A-Za-z][\w-]*)"
    r"|(?<![\w/])xref:(?P<xref>[\w.*%()/-]*[\w*])"
)
_KINDS = {
    "alert": Kind.ALERT,
    "placeholder": Kind.PLACEHOLDER,
    "variable": Kind.VARIABLE,
    "mention": Kind.MENTION,
    "xref": Kind.XREF,
}


def with_extensions(text: str, nodes: list[Node]) -> Inline:
    """Return the parsed side with the extensions added to the nodes of plain CommonMark."""
    if _TRIGGER.search(text) or "xref:" in text:
        nodes = [_reclassified(node, text) for node in nodes]
        if "[!" in text:
            nodes = _with_includes(text, nodes)
        found = _in_text(text, nodes)
        if found:
            nodes = sorted([*nodes, *found], key=lambda node: (node.span.start, -node.span.end))
    kinds = 0
    for node in nodes:
        kinds |= node.kind
    return Inline(text, tuple(nodes), kinds)


def _reclassified(node: Node, text: str) -> Node:
    """Tell `<placeholder>` words from HTML tags, and `<xref:id>` from other addresses: to CommonMark they are alike."""
    if node.kind is Kind.HTML:
        tag = _TAG.fullmatch(text, *node.span)
        if tag and tag[1].lower() not in HTML_ELEMENTS:
            return node._replace(
                kind=Kind.PLACEHOLDER, inner=Span(node.span.start + 1, node.span.end - 1), value=node.value[1:-1]
            )
    elif node.kind is Kind.AUTOLINK and node.value.startswith("xref:"):
        return node._replace(kind=Kind.XREF, value=node.value.removeprefix("xref:"))
    elif node.kind is Kind.AUTOLINK and node.value.endswith(":"):
        return node._replace(kind=Kind.PLACEHOLDER)  # <https:> leads nowhere
    return node


def _with_includes(text: str, nodes: list[Node]) -> list[Node]:
    literal = union_of([node.span for node in nodes if node.kind & _LITERAL])
    includes = [
        Node(Kind.INCLUDE, Span(*match.span()), Span(match.start() + 1, match.end() - 1), match[1])
        for match in _INCLUDE.finditer(text)
        if not any(last_before(literal, before=edge).end > edge for edge in match.span())
    ]
    # The link inside belongs to the syntax, be it broken: it was never meant to be seen.
    broken = [Span(*match.span()) for match in _BROKEN_INCLUDE.finditer(text)]
    hidden = union_of([include.span for include in includes] + broken)
    if not hidden:
        return nodes
    shown = [piece for node in nodes for piece in _outside(node, hidden)]
    return sorted([*shown, *includes], key=lambda node: (node.span.start, -node.span.end))


def _outside(node: Node, hidden: list[Span]) -> Iterator[Node]:
    """Yield what is left of a node: nothing of one that is hidden, the rest of a text that is hidden in part."""
    if node.kind is not Kind.TEXT:
        if not node.span.inside(last_before(hidden, before=node.span.start + 1)):
            yield node
        return
    at, end = node.span
    first = max(bisect_left(hidden, (at,)) - 1, 0)
    for span in [*hidden[first : bisect_left(hidden, (end,))], Span(end, end)]:
        if at < span.start:
            piece = Span(at, span.start)
            yield Node(Kind.TEXT, piece, piece, piece.shift(-node.span.start).of(node.value))
        at = max(at, span.end)


def _in_text(text: str, nodes: list[Node]) -> list[Node]:
    blocked = [node.span for node in nodes if node.kind & _OPAQUE]
    blocked += [Span(node.inner.end, node.span.end) for node in nodes if node.kind & (Kind.LINK | Kind.IMAGE)]
    union = union_of(blocked)
    found = []
    for match in _IN_TEXT.finditer(text):
        span = Span(*match.span())
        name = match.lastgroup or ""
        if span.start >= last_before(union, before=span.end).end:
            found.append(Node(_KINDS[name], span, Span(*match.span(name)), match[name]))
    return found


_LITERAL = Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.ESCAPE
_OPAQUE = Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.XREF | Kind.PLACEHOLDER | Kind.INCLUDE
