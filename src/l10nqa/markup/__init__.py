"""One side of a segment as a tree of nodes with code-point positions, in the dialect that its file is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup.addresses import torn_link
from l10nqa.markup.bold import parse_plain_bold
from l10nqa.markup.closing import closing_mark
from l10nqa.markup.code_blocks import code_blocks
from l10nqa.markup.commonmark import parse_commonmark
from l10nqa.markup.delimiters import rendering_edits
from l10nqa.markup.dialects import parse_dialect
from l10nqa.markup.extensions import with_extensions
from l10nqa.markup.icu import looks_like_icu, parse_icu, syntax_spans
from l10nqa.markup.locale_in_address import is_other_language, is_same_address
from l10nqa.markup.masking import masked, with_nodes
from l10nqa.markup.mathematics import find_formulas
from l10nqa.markup.node import EMPHASES, LEAVES, PLACEABLES, Inline, Kind, Node
from l10nqa.markup.pairing import pair_by_value
from l10nqa.markup.prose import are_prose
from l10nqa.markup.resolved import Resolved, resolved
from l10nqa.markup.stretches import meets, remainder, union_of
from l10nqa.markup.tags import Attribute, attributes_of, is_text_value
from l10nqa.markup.templates import Piece, find_templates, pieces_of
from l10nqa.markup.tokens import Shape, Token, find_tokens, may_have_tokens
from l10nqa.markup.verbatim import verbatim_spans, without_markup
from l10nqa.markup.volume import Volume, volume_of
from l10nqa.model import MARKDOWN
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.markup.icu import IcuMessage
    from l10nqa.model import InlineCode, Markup

__all__ = [
    "EMPHASES",
    "LEAVES",
    "PLACEABLES",
    "Attribute",
    "Inline",
    "Kind",
    "Node",
    "Piece",
    "Resolved",
    "Shape",
    "Token",
    "Volume",
    "are_prose",
    "attributes_of",
    "closing_mark",
    "find_templates",
    "find_tokens",
    "is_other_language",
    "is_same_address",
    "is_text_value",
    "may_have_tokens",
    "meets",
    "pair_by_value",
    "parse_inline",
    "pieces_of",
    "rendering_edits",
    "resolved",
    "syntax_spans",
    "torn_link",
    "union_of",
    "verbatim_spans",
    "volume_of",
    "without_markup",
]

_MARKUP = re.compile(r"[*_\[\]`<&\\~\n\r]")
_SPECIAL = re.compile(r"[*_\[\]`<&\\~\n\r{%$@]")
"""What may begin markup, or an extension."""
_BOLD = Kind.STRONG | Kind.TEXT


def parse_inline(text: str, markup: Markup = MARKDOWN, codes: Sequence[InlineCode] = ()) -> Inline:
    """Parse one side of a segment; text without any markup costs one search.

    `codes` are the inline codes that its file has in the text. What stands under one is not part of the text.
    """
    # The comparison of two objects is all that a document in Markdown pays for the others.
    if codes or (markup is not MARKDOWN and markup != MARKDOWN):
        return parse_dialect(text, markup, codes, parse_inline)
    # A colon is looked for in a third of the time that a longer string takes.
    if text and not _SPECIAL.search(text) and (":" not in text or ("xref:" not in text and ":::" not in text)):
        whole = Span(0, len(text))
        return Inline(text, (Node(Kind.TEXT, whole, whole, text),), Kind.TEXT)
    if "{" in text and looks_like_icu(text) and (message := parse_icu(text)):
        return _with_message(text, message)
    if "**" in text:
        nodes = parse_plain_bold(text)
        if nodes:
            return Inline(text, nodes, _BOLD)
    return _parse_markdown(text)


def _parse_markdown(text: str) -> Inline:
    blocks = code_blocks(text) if "```" in text and "\n" in text else []
    if "$" in text and (formulas := find_formulas(masked(text, blocks))):
        blocks = sorted([*blocks, *formulas], key=lambda node: node.span)
    if blocks:
        parsed = with_extensions(masked_text := masked(text, blocks), parse_commonmark(masked_text))
        return with_nodes(text, parsed, blocks, [block.span for block in blocks])
    if _MARKUP.search(text):
        return with_extensions(text, parse_commonmark(text))
    whole = Span(0, len(text))
    return with_extensions(text, [Node(Kind.TEXT, whole, whole, text)] if text else [])


def _with_message(text: str, message: IcuMessage) -> Inline:
    """Return a message of ICU whose branches are Markdown."""
    syntax = remainder([Span(0, len(text))], union_of(message.texts))
    hidden = masked(text, [Node(Kind.ICU_ARGUMENT, span, span) for span in syntax])
    parsed = with_extensions(hidden, parse_commonmark(hidden))
    # The message knows its variables better: `#`, and the types of its arguments.
    nodes = [node for node in parsed.nodes if not (node.kind is Kind.VARIABLE and node.value[:1] == "{")]
    return with_nodes(text, Inline(hidden, tuple(nodes), parsed.kinds), message.nodes, syntax)
