"""Where the sentences of a block may end.

A text is cut wherever a sentence could end, and each cut is rated: a full stop before a capital letter nearly always
ends a sentence, one behind an abbreviation or a number seldom does. Which of the doubtful cuts count is decided by the
alignment, which knows the other language (see `sentence_alignment`). No cut is made inside code, links, images, tags,
placeholders or emphasis.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align.abbreviations import ABBREVIATIONS
from l10nqa.markup import Kind, parse_inline
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "pieces_of"]

_CLOSING = r"[\"'”’»›)\]}）」』】〉》*_~`]"
_OPENING = "([{\"'“‘„«‹¿¡*_~（「『【〈《\u200e\u200f\u202a\u202b\u2066\u2067\u2068"
_END = re.compile(
    rf"(?P<mark>[.!?…؟۔।॥։]+)(?P<closing>{_CLOSING}*+)(?P<gap>\s+(?:>[ \t]*)*|(?=<br))"
    rf"|(?P<wide>[。！？｡]+)(?P<closing2>{_CLOSING}*+)(?P<gap2>\s*(?:(?<=\n)[ \t]*>[ \t]*)*)"
    r"|(?P<hard>(?: {2,}|\\)\r?\n[ \t]*(?:>[ \t]*)*|<br[ \t]*/?>\s*)"
    r"|(?P<colon>[:：;；])(?P<closing3>[*_]*)(?P<gap3>\s+(?:>[ \t]*)*)"
)
_MAY_END = re.compile(r"[.!?…؟۔।॥։。！？｡:：;；]|  \r?\n|\\\r?\n|<br")
_WORD_BEFORE = re.compile(r"[^\s(\[{\"'“„«*_]*\Z")
_OPAQUE = (
    *(Kind.LINK, Kind.IMAGE, Kind.CODE, Kind.HTML, Kind.AUTOLINK, Kind.PLACEHOLDER, Kind.VARIABLE, Kind.XREF),
    *(Kind.INCLUDE, Kind.CODE_BLOCK, Kind.STRONG, Kind.EMPHASIS, Kind.STRIKETHROUGH),
)
_SPECIAL = re.compile(r"[*_\[\]`<&\\~{%$@]")


class Piece(NamedTuple):
    """A stretch of a block between two places where a sentence could end."""

    span: Span
    """In the text of the block, without the white space around it."""
    strength: float
    """How likely a sentence ends behind it, 0 to 1; 1 at the end of the block."""


def pieces_of(text: str) -> list[Piece]:
    """Return the pieces of a block; together they hold everything but the white space between them."""
    if not _MAY_END.search(text):
        return [Piece(Span(0, len(text)), 1.0)]
    cuts = [cut for cut in _cuts(text) if cut[2] > 0]
    if cuts and _SPECIAL.search(text):
        opaque = _opaque(text)
        cuts = [cut for cut in cuts if not any(span.start < cut[0] < span.end for span in opaque)]
    pieces = []
    start = 0
    for end, following, strength in cuts:
        if start < end and following < len(text):
            pieces.append(Piece(Span(start, end), strength))
            start = following
    return [*pieces, Piece(Span(start, len(text)), 1.0)]


def _opaque(text: str) -> list[Span]:
    parsed = parse_inline(text)
    kinds = 0
    for kind in _OPAQUE:
        kinds |= kind
    return [node.span for node in parsed.nodes if node.kind & kinds]


def _cuts(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield where a piece ends, where the next one begins, and how likely a sentence ends there."""
    for match in _END.finditer(text):
        following = match.end()
        if match["wide"]:
            closing = match["closing2"]
            strength = 0.99 if not closing or following > match.end("closing2") else 0.6
            yield match.end("closing2"), following, strength
        elif match["hard"] is not None:
            yield match.start(), following, 0.5
        elif match["colon"]:
            yield match.end("closing3"), following, 0.02 if match["colon"] in ":：" else 0.01
        else:
            yield match.end("closing"), following, _strength(text, match, following)


def _strength(text: str, match: re.Match[str], following: int) -> float:
    """Return how likely a sentence ends at a mark before white space."""
    start = following
    while start < len(text) and text[start] in _OPENING:
        start += 1
    after = text[start : start + 1]
    if match["mark"] == ".":
        before = _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start())
        word = before[0].lower() if before else ""
        if word in ABBREVIATIONS:
            return 0.1 if after.isupper() else 0.02
        if "." in word and len(word) <= 6 and not any(map(str.isdigit, word)):
            return 0.15 if after.isupper() else 0.02
        if len(word) == 1 and word.isalpha():
            return 0.3 if after.isupper() else 0.03
        if word.isdigit() and len(word) <= 2 and match.start() - len(word) == 0:
            return 0.05  # the number of a list item
    if after.islower():
        return 0.03 if match["mark"] in ("…", "...") else 0.12
    if match["mark"] in ("…", "..."):
        return 0.5
    if match["closing"] and match["closing"][0] in ")]":
        return 0.75
    if _is_behind_number(text, match.start()):
        return 0.6
    return 0.99


def _is_behind_number(text: str, end: int) -> bool:
    """Tell whether a word of digits only ends there: an ordinal number in many languages."""
    start = end
    while start and text[start - 1].isdigit():
        start -= 1
    return start < end and (start == 0 or text[start - 1].isspace())
