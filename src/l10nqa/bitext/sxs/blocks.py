"""Tells for each segment of a document what kind of block it stands in, in one pass over the lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.model import Block

if TYPE_CHECKING:
    from l10nqa.bitext.sxs.read import SxsDocument

__all__ = ["blocks"]

_QUOTE_LINE = re.compile(r"\ufeff?[ \t]*>")
_ALERT_LINE = re.compile(r"\ufeff?[ \t]*(?:>[ \t]*)+\[!\w+\]", re.IGNORECASE)
_MARKER = re.compile(
    r"\ufeff?[ \t>]*(?:"
    r"(?P<heading>#{1,6}(?=\s|$))"
    r"|(?P<item>[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|<li\b)"
    r"|(?P<cell>\||<t[dh]\b)"
    r")"
)


def blocks(document: SxsDocument) -> tuple[Block, ...]:
    """Return one `Block` for each of `document.segments`, in their order."""
    text, starts = document.text, document.lines.starts
    kinds: list[Block] = []
    line = 0
    in_alert = _continues_alert(text, 0, in_alert=False)
    previous_end = -1
    kind = Block.PARAGRAPH
    for segment in document.segments:
        start = segment.target_span.start
        while line + 1 < len(starts) and starts[line + 1] <= start:
            line += 1
            in_alert = _continues_alert(text, starts[line], in_alert=in_alert)
        # A segment that follows another on one line stands in the same block.
        if starts[line] > previous_end:
            kind = _kind(text, starts[line], start, in_alert=in_alert)
        kinds.append(kind)
        previous_end = segment.source_span.end
    return tuple(kinds)


def _continues_alert(text: str, line_start: int, *, in_alert: bool) -> bool:
    if not _QUOTE_LINE.match(text, line_start):
        return False
    return in_alert or bool(_ALERT_LINE.match(text, line_start))


def _kind(text: str, line_start: int, start: int, *, in_alert: bool) -> Block:
    marker = _MARKER.match(text, line_start, start)
    if marker and marker["heading"]:
        return Block.HEADING
    if marker and marker["cell"]:
        return Block.TABLE_CELL
    if in_alert:
        return Block.ALERT
    if marker and marker["item"]:
        return Block.LIST_ITEM
    return Block.QUOTE if _QUOTE_LINE.match(text, line_start, start) else Block.PARAGRAPH
