"""Fenced code blocks in a segment: a file may give a whole block, or several paragraphs, as one text to translate."""

from __future__ import annotations

import re

from l10nqa.markup.node import Kind, Node
from l10nqa.text import Span

__all__ = ["code_blocks"]

# CommonMark 0.31, section 4.5. The closing fence is at least as long as the opening one.
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)


def code_blocks(text: str) -> list[Node]:
    """Return the fenced blocks that are closed, in order. Takes time in proportion to the length of the text."""
    blocks = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            span, inner = Span(opened.start(1), fence.end(1)), Span(min(opened.end() + 1, fence.start()), fence.start())
            blocks.append(Node(Kind.CODE_BLOCK, span, inner, opened[2].strip()))
            opened = None
    return blocks
