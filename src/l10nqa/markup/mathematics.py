r"""Formulas of TeX in Markdown, as GitHub, Hugo, Docusaurus and Pandoc take them: `$x^2$` and `$$\frac{a}{b}$$`.

Nothing in them is text but the argument of `\text`. A single dollar begins a price or a variable as well: what stands
between two is a formula only if it is one letter, or has a command, a brace, an equation, an index or a power, and if
the name of a variable could begin at neither of them.
"""

from __future__ import annotations

import re

from l10nqa.markup.node import Kind, Node
from l10nqa.text import Span, compile_pattern

__all__ = ["find_formulas"]

# Lengths are bounded: each opening is then tried in constant time. Code comes first, for a dollar in it is none.
_FORMULA = compile_pattern(
    r"(?P<ticks>`+)(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|(?<![\\$A-Za-z0-9_])\$\$(?P<display>[^$`]{1,2000})\$\$(?![A-Za-z0-9_$])"
    r"|(?<![\\$A-Za-z0-9_{(])\$(?=\S)(?P<inline>[^$`\n]{1,300})(?<=[^\s\\])\$(?![A-Za-z0-9_$({])",
    re.DOTALL,
)
_IS_FORMULA = re.compile(r"[A-Za-z]\Z|.*(?:\\[A-Za-z]|[\^{}=]|(?<!\w\w)_)", re.DOTALL)
_TEXT = re.compile(r"\\(?:text|mbox|mathrm|textbf|textit|operatorname)\s*\{[^{}]{0,300}\}")
"""What a reader sees as words in a formula."""


def find_formulas(text: str) -> list[Node]:
    """Return the formulas of a text, in order, as nodes whose value is what they have in every language."""
    if text.count("$") < 2:
        return []
    nodes = []
    for match in _FORMULA.finditer(text):
        content = match["display"] or match["inline"]
        if content is None or (match["inline"] and not _IS_FORMULA.match(content)):
            continue
        span = Span(*match.span())
        width = 2 if match["display"] else 1
        value = "".join(_TEXT.sub("{}", content).split())
        nodes.append(Node(Kind.TEMPLATE, span, Span(span.start + width, span.end - width), f"$ {'$' * width} {value}"))
    return nodes
