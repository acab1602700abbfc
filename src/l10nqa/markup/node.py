"""What one side of a segment consists of: nodes with code-point spans, in one flat list in document order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import IntEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10nqa.text import Span

__all__ = ["EMPHASES", "LEAVES", "PLACEABLES", "Inline", "Kind", "Node"]


class Kind(IntEnum):
    """The kinds of nodes; powers of two, so that a rule can name several as one number."""

    TEXT = 1
    STRONG = 2
    EMPHASIS = 4
    STRIKETHROUGH = 8
    LINK = 16
    IMAGE = 32
    CODE = 64
    HTML = 128
    """One raw HTML tag or comment; `<placeholder>` words are PLACEHOLDER instead."""
    AUTOLINK = 256
    """`<https://…>` or `<name@example.com>`; `value` is the address."""
    HARD_BREAK = 512
    SOFT_BREAK = 1024
    ESCAPE = 2048
    """A backslash and the character it escapes; `value` is the character."""
    ENTITY = 4096
    """An HTML entity; `value` is the character it stands for."""
    INCLUDE = 1 << 13
    """`[!INCLUDE [title](path)]`; `value` is the path."""
    XREF = 1 << 14
    """`<xref:id>` or `xref:id` in text; `value` is the id."""
    MENTION = 1 << 15
    """`@name` in text; `value` is the name."""
    PLACEHOLDER = 1 << 16
    """`<words that the reader replaces>`; `value` is what stands between the brackets."""
    VARIABLE = 1 << 17
    """`{0}`, `{name}`, `%s`, `$var`, `$(var)`, `%VAR%`; `value` is the whole variable. In plain text it is what the
    program sees: the first `%s` is `%1$s`, and `{x!r}` is `{x}`."""
    ALERT = 1 << 18
    """`[!NOTE]` and its like; `value` is the keyword."""
    INLINE_CODE = 1 << 19
    """An inline code of XLIFF or TMX, perhaps of no width; `value` is its role and id, `title` its equivalent text."""
    ICU_ARGUMENT = 1 << 20
    """`{n, plural, one {…} other {…}}`; `value` is `{n, plural}`."""
    ICU_BRANCH = 1 << 21
    """`one {…}` in it: `value` is the selector, `inner` the message between the braces, with nodes of its own."""
    CODE_BLOCK = 1 << 23
    """A fenced block of code; its comments and string literals may be translated. `value` is its info string."""
    TEMPLATE = 1 << 24
    """`{% tag %}`, `{{< shortcode >}}`, `{#id}`, `:::directive`, `$x^2$`: what a site generator reads; `value` is what
    it has in every language. No text stands in it."""
    ACCELERATOR = 1 << 22
    """The mark of a keyboard shortcut, as in `&File` and `ファイル(&F)`: it stands in text and belongs to no word."""


EMPHASES = Kind.STRONG | Kind.EMPHASIS
LEAVES = Kind.TEXT | Kind.CODE | Kind.ESCAPE | Kind.ENTITY | Kind.SOFT_BREAK | Kind.HARD_BREAK
"""The nodes that a reader sees as text; breaks read as a space."""
PLACEABLES = (
    Kind.CODE
    | Kind.CODE_BLOCK
    | Kind.AUTOLINK
    | Kind.INCLUDE
    | Kind.XREF
    | Kind.MENTION
    | Kind.PLACEHOLDER
    | Kind.VARIABLE
    | Kind.TEMPLATE
)
"""The nodes that show something of their own among the words, and hold none to translate."""


_FEW = 32
"""Nodes that are faster to go through than to bisect."""


class Node(NamedTuple):
    """One node: where it stands, delimiters included, and where its content stands."""

    kind: Kind
    span: Span
    inner: Span
    """Between the delimiters; the label of a link or image, the verbatim content of code."""
    value: str = ""
    """What it shows (TEXT, ESCAPE, ENTITY, CODE), where it leads (LINK, IMAGE, AUTOLINK), or see its kind."""
    title: str = ""
    """The title of a link or image."""


class Inline:
    """One side of a segment, parsed: `nodes` in the order of their starts, a node before those inside it."""

    __slots__ = ("_reached", "kinds", "nodes", "text")

    def __init__(self, text: str, nodes: tuple[Node, ...], kinds: int) -> None:
        self.text = text
        self.nodes = nodes
        self.kinds = kinds
        """The kinds that occur, as one number."""
        self._reached: dict[int, tuple[list[Node], list[int]]] = {}
        """The nodes of the kinds asked for, and how far each and those before it reach."""

    def of(self, kinds: int) -> list[Node]:
        """Return the nodes of the given kinds, in document order."""
        return [node for node in self.nodes if node.kind & kinds] if self.kinds & kinds else []

    def count(self, kinds: int) -> int:
        """Return the number of nodes of the given kinds."""
        return len([None for node in self.nodes if node.kind & kinds]) if self.kinds & kinds else 0

    def within(self, span: Span, kinds: int) -> list[Node]:
        """Return the nodes of the given kinds that lie in the span, in document order."""
        if len(self.nodes) <= _FEW:
            start, end = span
            return [node for node in self.nodes if node.kind & kinds and start <= node.span[0] and node.span[1] <= end]
        first, last = bisect_left(self.nodes, span.start, key=_start), bisect_right(self.nodes, span.end, key=_start)
        return [node for node in self.nodes[first:last] if node.kind & kinds and node.span.end <= span.end]

    def visible(self, span: Span) -> str:
        """Return what a reader sees of the span: text, code and resolved entities, without delimiters."""
        if len(self.nodes) > _FEW:
            return "".join([node.value for node in self.within(span, LEAVES)])
        start, end = span
        return "".join(
            [node.value for node in self.nodes if node.kind & LEAVES and start <= node.span[0] and node.span[1] <= end]
        )

    def around(self, span: Span, kinds: int) -> list[Node]:
        """Return the nodes of the given kinds that contain the span, outermost first."""
        if len(self.nodes) <= _FEW:
            return [node for node in self.of(kinds) if node.span.start <= span.start and span.end <= node.span.end]
        if kinds not in self._reached:
            nodes = self.of(kinds)
            self._reached[kinds] = nodes, list(accumulate((node.span.end for node in nodes), max))
        nodes, reached = self._reached[kinds]
        found = []
        index = bisect_right(nodes, span.start, key=_start) - 1
        while index >= 0 and reached[index] >= span.end:
            if span.end <= nodes[index].span.end:
                found.append(nodes[index])
            index -= 1
        return found[::-1]


def _start(node: Node) -> int:
    return node.span.start
