"""What documentation adds to Markdown: includes, references, mentions, placeholders, variables, templates, alerts.

They are found inside text only, never in code, addresses or HTML, and stand in the list of nodes beside the text node
that they lie in; templates and includes part the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from l10nqa.markup.html_elements import HTML_ELEMENTS
from l10nqa.markup.node import Inline, Kind, Node
from l10nqa.markup.stretches import last_before, meets, union_of
from l10nqa.markup.tags import is_component
from l10nqa.markup.templates import find_templates, structure_of
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["with_extensions"]

_TRIGGER = compile_pattern(r"[{%$@<&]|\[[!^[]|:::")
"""What one of the extensions stands in, beside `xref:`: few links have any of it."""
_INCLUDE = compile_pattern(r"\[!INCLUDE\s*\[(?:[^\[\]\\]|\\.)*+\]\(\s*([^()\s]*)\s*\)\s*\]", re.IGNORECASE)
_BROKEN_INCLUDE = compile_pattern(
    r"\[!(?:\s+INCLUDE\s*\[[^\[\]]*\]\([^()]*\)(?:\s*\])?|INCLUDE\s*\[[^\[\]]*\]\([^()]*\)(?!\s*\]))", re.IGNORECASE
)
"""With a blank behind the mark, or without the last bracket."""
_TAG = compile_pattern(r"</?([A-Za-z][\w.:-]*)[^<>]*>")
_IN_TEXT = compile_pattern(
    r"\[!(?P<alert>[A-Za-z]+)(?: [^\[\]\n]{0,300})?\]"
    # At most 80 characters: a longer stretch between angle brackets is a comparison, not a placeholder.
    r"|\\?<(?P<placeholder>[^<>\n\s][^<>\n]{0,79})>"
    r"|&lt;(?P<entity>(?!xref:)[^\s&<>][^&<>\n]{0,79})(?<!\s)&gt;"
    r"|(?P<variable>\$?\{\{\{?[^{}\n]{1,200}\}?\}\}|\$?\{[\w.:$-]+\}|\$\([\w.:]+\)|\$t\([^()\n]{1,120}\)"
    r"|%\{[A-Za-z_][\w.]{0,60}\}|\{\s?-[\w-]{1,60}(?:\([^(){}\n]{0,80}\))?\s?\}"
    r"|\{[\w.-]{1,60}\s?,\s?(?:number|date|time|choice|spellout|ordinal|duration|list)\s?(?:,[^{}\n]{0,80})?\}"
    # A colon belongs to `$env:Path`, and not to `$true: yes`. A letter of another script is an ending.
    r"|\$(?:[A-Za-z_](?:[A-Za-z0-9_\u00c0-\u024f]|:(?=[A-Za-z0-9_]))*|[^\W\dA-Za-z_]\w*)"
    r"|%\([A-Za-z_]\w*\)[sdif]|(?<![\d%])%(?:\d+\$)?(?:\.\d)?[sdifx@](?!\w)|%[A-Za-z_][A-Za-z0-9_]*%)"
    # Letters of another script beside it are words, or an ending.
    r"|(?<![A-Za-z0-9_\u00c0-\u024f.@/])@(?P<mention>[A-Za-z][A-Za-z0-9_\u00c0-\u024f-]*)"
    r"|(?<![\w/])xref:(?P<xref>[\w.*%()/-]*[\w*])"
)
_SHOWN_TEXT = compile_pattern(r"\?text=[^&]*\Z|(?<=[?&])text=[^&]*(?:&|\Z)")
_ARGUMENTS = compile_pattern(r"\(.*\)")
"""What a term of Fluent is given, as in `{ -brand(case: "genitive") }`: each language has its own."""
_KINDS = {
    "alert": Kind.ALERT,
    "placeholder": Kind.PLACEHOLDER,
    "entity": Kind.PLACEHOLDER,
    "variable": Kind.VARIABLE,
    "mention": Kind.MENTION,
    "xref": Kind.XREF,
}


def with_extensions(text: str, nodes: list[Node]) -> Inline:
    """Return the parsed side with the extensions added to the nodes of plain CommonMark."""
    if _TRIGGER.search(text) or "xref:" in text:
        nodes = [_reclassified(node, text) for node in nodes]
        if "{" in text or ":::" in text or "[^" in text or "[[" in text:
            nodes = _with_templates(text, nodes)
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
        if tag and tag[1].lower() not in HTML_ELEMENTS and not is_component(node.value, tag[1], text):
            return node._replace(
                kind=Kind.PLACEHOLDER, inner=Span(node.span.start + 1, node.span.end - 1), value=node.value[1:-1]
            )
    elif node.kind is Kind.AUTOLINK and node.value.startswith("xref:"):
        # The text that it shows may be translated.
        return node._replace(kind=Kind.XREF, value=_SHOWN_TEXT.sub("", node.value.removeprefix("xref:")))
    elif node.kind is Kind.AUTOLINK and node.value.endswith(":"):
        return node._replace(kind=Kind.PLACEHOLDER)  # <https:> leads nowhere
    return node


def _with_templates(text: str, nodes: list[Node]) -> list[Node]:
    spans = find_templates(text)
    if not spans:
        return nodes
    taken = [node.span for node in nodes if node.kind & (Kind.CODE | Kind.ESCAPE)]
    taken += [Span(node.inner.end, node.span.end) for node in nodes if node.kind & (Kind.LINK | Kind.IMAGE)]
    union = union_of(taken)
    hidden = [span for span in spans if not meets(span, union) or text.startswith(":::", span.start)]
    if not hidden:
        return nodes
    templates = [Node(Kind.TEMPLATE, span, span, structure_of(text, span)) for span in hidden]
    shown = [piece for node in nodes for piece in _outside(node, hidden)]
    return sorted([*shown, *templates], key=lambda node: (node.span.start, -node.span.end))


def _with_includes(text: str, nodes: list[Node]) -> list[Node]:
    literal = union_of([node.span for node in nodes if node.kind & _LITERAL])
    includes = [
        Node(Kind.INCLUDE, Span(*match.span()), Span(match.start() + 1, match.end() - 1), match[1])
        for match in _INCLUDE.finditer(text)
        if not any(last_before(literal, before=edge).end > edge for edge in match.span())
    ]
    # The link inside belongs to the syntax, be it broken: it was never meant to be seen.
    broken = [Span(*match.span()) for match in _BROKEN_INCLUDE.finditer(text)]
    includes += [Node(Kind.INCLUDE, span, Span(span.start + 1, span.end), f"?{span.of(text)}") for span in broken]
    hidden = union_of([include.span for include in includes])
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
    start, end = node.span
    first = max(bisect_left(hidden, (start,)) - 1, 0)
    for span in [*hidden[first : bisect_left(hidden, (end,))], Span(end, end)]:
        if start < span.start:
            piece = Span(start, span.start)
            yield Node(Kind.TEXT, piece, piece, piece.shift(-node.span.start).of(node.value))
        start = max(start, span.end)


def _in_text(text: str, nodes: list[Node]) -> list[Node]:
    blocked = [node.span for node in nodes if node.kind & _OPAQUE]
    blocked += [Span(node.inner.end, node.span.end) for node in nodes if node.kind & (Kind.LINK | Kind.IMAGE)]
    union = union_of(blocked)
    found = []
    for match in _IN_TEXT.finditer(text):
        span = Span(*match.span())
        name = match.lastgroup or ""
        if span.start >= last_before(union, before=span.end).end:
            value = match[name]
            if value.startswith(("{{", "${{", "{ ", "{-")):
                value = "".join(value.split())
                value = _ARGUMENTS.sub("", value) if value[1:2] == "-" else value
            found.append(Node(_KINDS[name], span, Span(*match.span(name)), value))
    return found


_LITERAL = Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.ESCAPE
_OPAQUE = Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.XREF | Kind.PLACEHOLDER | Kind.INCLUDE | Kind.TEMPLATE
