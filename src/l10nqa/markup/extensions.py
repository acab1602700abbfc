"""What documentation adds to Markdown: includes, cross references, mentions, placeholders, variables, alerts.

They are found inside text only, never in code, addresses or HTML, and stand in the list of nodes beside the text node
that they lie in.
"""

from __future__ import annotations

import re

from l10nqa.markup.html_elements import HTML_ELEMENTS
from l10nqa.markup.node import Inline, Kind, Node
from l10nqa.text import Span

__all__ = ["with_extensions"]

_TRIGGER = re.compile(r"[\[{%$@<]")
_INCLUDE = re.compile(r"\[!INCLUDE\s*\[(?:[^\[\]]|\\.)*\]\(\s*([^()\s]*)\s*\)\s*\]", re.IGNORECASE)
_BROKEN_INCLUDE = re.compile(r"\[!\s+INCLUDE\s*\[[^\[\]]*\]\([^()]*\)", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?([A-Za-z][\w.:-]*)")
_IN_TEXT = re.compile(
    r"\[!(?P<alert>[A-Za-z]+)\]"
    # At most 80 characters: a longer stretch between angle brackets is a comparison, not a placeholder.
    r"|\\?<(?P<placeholder>[^<>\n\s][^<>\n]{0,79})>"
    r"|(?P<variable>\$?\{\{[\w .:$-]+\}\}|\$?\{[\w.:$-]+\}|\$\([\w.:]+\)|\$[A-Za-z_][\w:]*"
    r"|%\([A-Za-z_]\w*\)[sdif]|%(?:\d+\$)?[sdifx@](?!\w)|%[A-Za-z_][A-Za-z0-9_]*%)"
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
        name = _TAG_NAME.match(text, node.span.start)
        if name and name[1].lower() not in HTML_ELEMENTS:
            return node._replace(
                kind=Kind.PLACEHOLDER, inner=Span(node.span.start + 1, node.span.end - 1), value=node.value[1:-1]
            )
    elif node.kind is Kind.AUTOLINK and node.value.startswith("xref:"):
        return node._replace(kind=Kind.XREF, value=node.value.removeprefix("xref:"))
    elif node.kind is Kind.AUTOLINK and node.value.endswith(":"):
        return node._replace(kind=Kind.PLACEHOLDER)  # <https:> leads nowhere
    return node


def _with_includes(text: str, nodes: list[Node]) -> list[Node]:
    includes = [
        Node(Kind.INCLUDE, Span(*match.span()), Span(match.start() + 1, match.end() - 1), match[1])
        for match in _INCLUDE.finditer(text)
    ]
    # The link inside belongs to the syntax, be it broken: it was never meant to be seen.
    hidden = [include.span for include in includes] + [Span(*match.span()) for match in _BROKEN_INCLUDE.finditer(text)]
    outside = [node for node in nodes if not any(node.span.inside(span) for span in hidden)]
    return sorted([*outside, *includes], key=lambda node: (node.span.start, -node.span.end)) if hidden else nodes


def _in_text(text: str, nodes: list[Node]) -> list[Node]:
    blocked = [node.span for node in nodes if node.kind & _OPAQUE]
    blocked += [Span(node.inner.end, node.span.end) for node in nodes if node.kind & (Kind.LINK | Kind.IMAGE)]
    found = []
    for match in _IN_TEXT.finditer(text):
        span = Span(*match.span())
        name = match.lastgroup or ""
        if not any(span.start < other.end and other.start < span.end for other in blocked):
            found.append(Node(_KINDS[name], span, Span(*match.span(name)), match[name]))
    return found


_OPAQUE = Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.XREF | Kind.PLACEHOLDER | Kind.INCLUDE
