"""How much there is to translate in one side of a segment: words, characters, tags, placeables.

Words and characters are those that a reader sees as text. What stands for something that is not translated (code,
addresses, variables, placeholders, mentions, cross references, includes) is a placeable: it is counted as one, and its
characters are not.
"""

from __future__ import annotations

from typing import NamedTuple

from l10nqa.counting import count_words
from l10nqa.markup.node import LEAVES, PLACEABLES, Inline, Kind

__all__ = ["Volume", "volume_of"]

_TAGS = (
    Kind.STRONG
    | Kind.EMPHASIS
    | Kind.STRIKETHROUGH
    | Kind.LINK
    | Kind.IMAGE
    | Kind.HTML
    | Kind.HARD_BREAK
    | Kind.ALERT
    | Kind.INLINE_CODE
)
_SHOWN = LEAVES & ~Kind.CODE
_BETWEEN = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: stands where a placeable was, so that the words beside it stay apart."""


class Volume(NamedTuple):
    """Amounts that add up over texts."""

    words: int = 0
    characters: int = 0
    """Code points without white space."""
    characters_with_spaces: int = 0
    tags: int = 0
    """Markup nodes: a pair of delimiters is one, and so is each HTML tag."""
    placeables: int = 0


def volume_of(inline: Inline) -> Volume:
    """Return how much there is to translate in a parsed side."""
    if inline.kinds == Kind.TEXT:
        text, tags, placeables = inline.text, 0, 0
    else:
        text = _text(inline)
        tags, placeables = len(inline.of(_TAGS)), len(inline.of(PLACEABLES))
    shown = text.replace(_BETWEEN, "")
    return Volume(count_words(text), len("".join(shown.split())), len(shown), tags, placeables)


def _text(inline: Inline) -> str:
    """Return what a reader sees, with a mark in place of each placeable and line break."""
    cut = [node.span for node in inline.of(PLACEABLES | Kind.ALERT)]
    # Placeables stand beside the text node they lie in, or around one: their characters are marked ahead.
    hidden = bytearray(len(inline.text))
    for start, end in cut:
        hidden[start:end] = b"\x02" + b"\x01" * (end - start - 1)
    pieces: list[str] = []
    for node in inline.nodes:
        start, end = node.span
        if node.kind & _SHOWN:
            pieces.append(_outside(node.value, hidden[start:end]) if cut else node.value)
        elif node.kind & (Kind.CODE | Kind.CODE_BLOCK) or (node.kind is Kind.HTML and node.value[:3].lower() == "<br"):
            pieces.append(_BETWEEN)
    return "".join(pieces)


def _outside(value: str, hidden: bytearray) -> str:
    """Return what a leaf shows without the characters hidden, and with a mark where each placeable begins."""
    if not any(hidden):
        return value
    shown = zip(value, hidden, strict=False)  # an entity shows fewer characters than it has, and is hidden whole
    return "".join(_BETWEEN if state == 2 else character for character, state in shown if state != 1)
