"""HTML in plain text: tags, comments and entities, and `<words>` that are none but stand for something.

A `<` in plain text is mostly a sign. A tag is what has the name of an element of HTML, a name space (`xliff:g`), a
slash at its end, or its other half in the same text (`<link>…</link>` of a template).
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from l10nqa.markup.html_elements import HTML_ELEMENTS
from l10nqa.markup.node import Kind, Node
from l10nqa.text import Span

__all__ = ["Attribute", "attributes_of", "find_tags", "is_component", "is_text_value"]

_ANY = re.compile(
    r"<!--[^<>]{0,2000}-->"
    r"|<(?P<address>https?://[^<>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>"
    r"|<(?P<slash>/?)(?P<name>[A-Za-z][\w:.-]*|\d{1,3})(?P<rest>\s[^<>]*|/)?>"
    r"|&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"
)
_WORDS = re.compile(r"(?<!\w)<(?P<words>[^<>\n\s/!?=-][^<>\n]{0,79})>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")

_COMPONENT = re.compile(r"/>\Z|\s[\w:.-]+=[\"'{]")
_TEXT_ATTRIBUTES = frozenset(
    "abbr alt alt-text caption content description header heading hint label message placeholder subtitle summary text"
    " title tooltip".split()
)
"""Attributes whose value a reader sees or hears."""
_STRUCTURAL = frozenset("class classname href id range rel sizes src srcset style".split())
"""Attributes whose value is none of that, although it may consist of several words."""
_PROSE = re.compile(r"[^\W\d_]{2,}[,.:!?]?\s+[^\W\d_]{2,}")


class Attribute(NamedTuple):
    """An attribute of a tag, with its value as it is written."""

    name: str
    value: str


def find_tags(text: str, span: Span) -> list[Node]:
    """Return the tags and comments (HTML), addresses (AUTOLINK), entities, and `<words>` (PLACEHOLDER), in order."""
    nodes = []
    lowered = ""
    for match in _ANY.finditer(text, *span):
        where = Span(*match.span())
        if match[0][0] == "&":
            value = unescape(match[0])
            if value != match[0]:
                nodes.append(Node(Kind.ENTITY, where, where, value))
        elif match["address"]:
            nodes.append(Node(Kind.AUTOLINK, where, Span(where.start + 1, where.end - 1), match["address"]))
        else:
            name = (match["name"] or "!--").lower()
            if not _is_element(match, name):
                lowered = lowered or text.lower()
                if f"</{name}>" not in lowered:
                    continue
            nodes.append(Node(Kind.HTML, where, where, match[0]))
    taken = {node.span.start for node in nodes}
    words = [
        Node(Kind.PLACEHOLDER, Span(*match.span()), Span(*match.span("words")), match["words"])
        for match in _WORDS.finditer(text, *span)
        if match.start() not in taken
    ]
    return sorted([*nodes, *words], key=lambda node: node.span) if words else nodes


def _is_element(match: re.Match[str], name: str) -> bool:
    return name in HTML_ELEMENTS or name == "!--" or ":" in name or bool(match["slash"]) or match[0].endswith("/>")


def attributes_of(tag: str) -> list[Attribute]:
    """Return the attributes of a tag in their order, values without quotation marks."""
    return [Attribute(name.lower(), double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(tag)]


def is_text_value(name: str, value: str) -> bool:
    """Tell whether the value of an attribute, or of a string without a name, is text for a reader."""
    name = name.lower()
    if name in _TEXT_ATTRIBUTES or name.startswith("aria-label") or name.endswith(("-label", "-text", "-title")):
        return True
    return name not in _STRUCTURAL and _PROSE.search(value) is not None


def is_component(tag: str, name: str, text: str) -> bool:
    """Tell whether a tag with a name that HTML does not know is one of a component, as JSX and XML have them.

    That is one with attributes, a slash at its end, or its other half in the same text.
    """
    return _COMPONENT.search(tag) is not None or (f"</{name}>" in text and f"<{name}" in text)
