"""Reads text whose only markup is plainly delimited bold, without the parser.

Most marked-up text is of this kind. By CommonMark's flanking rules (0.31, section 6.2) a `**` behind white space, or
between `(` and a letter or digit, can only open; one before white space, or between a letter or digit and a closing
mark, can only close. Where they alternate, nothing is left to decide.
"""

from __future__ import annotations

import re
from typing import Any

from l10nqa.markup.node import Kind, Node
from l10nqa.text import Span

__all__ = ["parse_plain_bold"]

_OTHER = re.compile(r"[_\[\]`<&\\~\n\r{%$@\x00\ud800-\udfff]|xref:")
"""What else may begin markup or an extension, and what the parser replaces."""
_BLANK = ("", " ")
"""An end of the text counts as white space."""
_new: Any = tuple.__new__
"""Skips the generated constructors of named tuples, as in `commonmark.py`."""
_CLOSING = frozenset(".,;:)!?")


def parse_plain_bold(text: str) -> tuple[Node, ...] | None:
    """Return the nodes of the text, exactly as the parser gives them; None where it takes the parser to tell."""
    pieces = text.split("**")
    if len(pieces) % 2 == 0 or _OTHER.search(text) or text[-1].isspace():
        return None
    nodes: list[Node] = []
    offset, last = 0, len(pieces) - 1
    for number, piece in enumerate(pieces):
        if "*" in piece or not piece:
            # Nothing between two delimiters is plain; before the first or behind the last one it is.
            if piece or 0 < number < last:
                return None
        elif number % 2:
            before, after = pieces[number - 1][-1:], pieces[number + 1][:1]
            opens = not piece[0].isspace() if before in _BLANK else before == "(" and piece[0].isalnum()
            closes = not piece[-1].isspace() if after in _BLANK else after in _CLOSING and piece[-1].isalnum()
            if not (opens and closes):
                return None
            inner = _new(Span, (offset, offset + len(piece)))
            nodes.append(_new(Node, (Kind.STRONG, _new(Span, (offset - 2, offset + len(piece) + 2)), inner, "", "")))
            nodes.append(_new(Node, (Kind.TEXT, inner, inner, piece, "")))
        else:
            span = _new(Span, (offset, offset + len(piece)))
            nodes.append(_new(Node, (Kind.TEXT, span, span, piece, "")))
        offset += len(piece) + 2
    return tuple(nodes)
