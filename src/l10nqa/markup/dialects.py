"""The way to the parser of a text that is more than plain Markdown: another dialect, inline codes, own placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup.inline_codes import code_nodes, parting
from l10nqa.markup.masking import masked, with_nodes
from l10nqa.markup.own_patterns import with_own_placeholders
from l10nqa.markup.plain import parse_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from l10nqa.markup.node import Inline
    from l10nqa.model import InlineCode, Markup

__all__ = ["parse_dialect"]


def parse_dialect(
    text: str, markup: Markup, codes: Sequence[InlineCode], parse_markdown: Callable[[str], Inline]
) -> Inline:
    """Parse a text as its markup says, with its inline codes and the placeholders of the project's own as nodes."""
    nodes = code_nodes(text, codes)
    readable = masked(text, nodes)
    parsed = parse_markdown(readable) if markup.is_markdown else parse_plain(readable, markup)
    if markup.patterns:
        parsed = with_own_placeholders(parsed, markup.patterns)
    return with_nodes(text, parsed, nodes, parting(nodes)) if nodes else parsed
