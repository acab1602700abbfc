"""Recovers text in which a stray quote turned a stretch of the file's `"` into `&quot;`.

In such a stretch no real `"` is left, so it reaches from the real quote before a damaged tag to the real quote after
it; there, and only there, `&quot;` stands for `"`. An `&quot;` anywhere else is an author's entity and stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from l10nqa.text import Span, without_surrogates

__all__ = ["ENTITY", "DamagedQuotes"]

ENTITY = "&quot;"
_DAMAGED_TAG = re.compile(
    r"<span\s+(?:"
    r'data-ttu-id=(?:"[^"&<>]*)?&quot;'
    r'|class=(?:"sxs-lookup)?&quot;'
    r'|data-stu-id=(?:"[^"&<>]*)?&quot;)'
)


class DamagedQuotes:
    """The damaged stretches of one text; none in nearly every file, which then costs one search."""

    __slots__ = ("_starts", "_text", "stretches")

    def __init__(self, text: str) -> None:
        self._text = text
        self.stretches = tuple(_stretches(text)) if ENTITY in text else ()
        self._starts = [stretch.start for stretch in self.stretches]

    def restore(self, span: Span) -> str:
        """Return the text of the span as it was before the damage, and with U+FFFD for undecodable bytes."""
        return without_surrogates(self.repaired(span) if self.stretches else span.of(self._text))

    def repaired(self, span: Span) -> str:
        """Return the text of the span with the quotes put right, undecodable bytes kept."""
        pieces: list[str] = []
        offset = span.start
        for index in range(max(bisect_left(self._starts, span.start) - 1, 0), len(self.stretches)):
            stretch = self.stretches[index]
            if stretch.start >= span.end:
                break
            start, end = max(stretch.start, offset), min(stretch.end, span.end)
            if start < end:
                pieces += [self._text[offset:start], self._text[start:end].replace(ENTITY, '"')]
                offset = end
        return "".join([*pieces, self._text[offset : span.end]])


def _stretches(text: str) -> list[Span]:
    found: list[Span] = []
    for tag in _DAMAGED_TAG.finditer(text):
        if found and tag.start() < found[-1].end:
            continue
        entity = text.index(ENTITY, tag.start())
        end = text.find('"', entity)
        # The quote that went astray stays real: the stretch begins behind it.
        found.append(Span(text.rfind('"', 0, entity) + 1, len(text) if end < 0 else end))
    return found
