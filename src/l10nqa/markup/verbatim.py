"""What is no prose although no markup says so: addresses, identifiers, formulas, command lines, tags with blanks.

Task guides and tables write such things without backticks. They stay as they are in every language.
"""

from __future__ import annotations

import re

from l10nqa.markup.node import EMPHASES, Inline, Kind
from l10nqa.text import Span

__all__ = ["verbatim_spans", "without_markup"]

_VERBATIM = (
    # Addresses, paths, identifiers, `model.'Some name'.'Another'`.
    re.compile(r"\S*(?:[_\\/@<>={}+×]|\w'?\.'?\w)\S*"),
    # UUIDs, RFC 9562 section 4.
    re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE),
    # A string that is joined to another, and the arguments of a function of a spreadsheet.
    re.compile(r'"[^"]*" ?&|& ?"[^"]*"|\b[A-Z]{3,}\([^()]*'),
    # `Verb-Noun -Parameter value …`
    re.compile(r"\b[A-Z][A-Za-z]+-[A-Z]\w+(?: +-[A-Z]\w+(?: +\S+)?)+"),
    re.compile(r"<\s*/?\s?\w+\s*/?>"),
)


def without_markup(inline: Inline) -> str:
    """Return the text with tags and the delimiters of links and emphasis blanked out, every character at its place."""
    characters = list(inline.text)
    for node in inline.of(Kind.LINK | Kind.IMAGE | EMPHASES):
        for start, end in ((node.span.start, node.inner.start), (node.inner.end, node.span.end)):
            characters[start:end] = " " * (end - start)
    for node in inline.of(Kind.HTML):
        characters[node.span.start : node.span.end] = " " * (node.span.end - node.span.start)
    return "".join(characters)


def verbatim_spans(inline: Inline) -> list[Span]:
    """Return the stretches of the text that are code, addresses or identifiers outside markup; they may overlap."""
    text = without_markup(inline)
    return [Span(*match.span()) for pattern in _VERBATIM for match in pattern.finditer(text)]
