"""Nodes to HTML and to trees, the way a test wants to compare them with an independent parser."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from l10nqa.markup import LEAVES, Kind, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.text import Span

CONTAINERS = Kind.STRONG | Kind.EMPHASIS | Kind.STRIKETHROUGH | Kind.LINK | Kind.IMAGE | Kind.AUTOLINK
_TAGS = {Kind.STRONG: "strong", Kind.EMPHASIS: "em", Kind.STRIKETHROUGH: "s"}

reference = MarkdownIt("commonmark").enable("strikethrough")
"""The other parser. It renders a text as inline Markdown, looking for no blocks; every address is fine by it."""
setattr(reference, "validateLink", lambda _url: True)  # noqa: B010 - mypy has no word for it


def to_html(text: str, nodes: Sequence[Node]) -> str:
    """Render what `parse_commonmark` returns; every tag is made of the node's own spans, so a wrong span shows."""
    pieces: list[str] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        after = at + 1
        while node.kind & CONTAINERS and after < len(nodes) and nodes[after].span.inside(node.inner):
            after += 1
        pieces.append(_element(text, node, nodes[at + 1 : after]))
        at = after
    return "".join(pieces)


def _element(text: str, node: Node, children: Sequence[Node]) -> str:
    title = f' title="{_escape(node.title)}"' if node.title else ""
    match node.kind:
        case Kind.STRONG | Kind.EMPHASIS | Kind.STRIKETHROUGH:
            html = f"<{_TAGS[node.kind]}>{to_html(text, children)}</{_TAGS[node.kind]}>"
        case Kind.LINK | Kind.AUTOLINK:
            address = f"mailto:{node.value}" if _is_mail(node) else node.value
            html = f'<a href="{_address(address)}"{title}>{to_html(text, children)}</a>'
        case Kind.IMAGE:
            html = f'<img src="{_address(node.value)}" alt="{_escape(shown(children))}"{title} />'
        case Kind.CODE:
            html = f"<code>{_escape(_code(node.inner, text))}</code>"
        case Kind.HTML:
            html = node.span.of(text)
        case Kind.HARD_BREAK:
            html = "<br />\n"
        case Kind.SOFT_BREAK:
            html = "\n"
        case _:
            html = _escape(node.value)
    return html


def shown(nodes: Sequence[Node]) -> str:
    """Return what a reader sees of the nodes."""
    return "".join("\n" if node.kind & _BREAKS else node.value for node in nodes if node.kind & LEAVES)


_BREAKS = Kind.SOFT_BREAK | Kind.HARD_BREAK


def _code(inner: Span, text: str) -> str:
    # CommonMark 6.1: line ends become spaces; one space is taken off either end unless all is space.
    content = inner.of(text).replace("\n", " ")
    return content[1:-1] if content.startswith(" ") and content.endswith(" ") and content.strip(" ") else content


def _is_mail(node: Node) -> bool:
    return node.kind is Kind.AUTOLINK and "@" in node.value and ":" not in node.value


def _address(url: str) -> str:
    return _escape(reference.normalizeLink(url))


def _escape(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")
