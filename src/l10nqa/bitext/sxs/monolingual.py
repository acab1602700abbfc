"""Renders one side of a bilingual document as an ordinary, monolingual one."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from l10nqa.bitext.sxs.damage import ENTITY, DamagedQuotes
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.bitext.sxs.read import SxsDocument
    from l10nqa.model import Side

__all__ = ["publish"]


_CLOSE = "</span>"


def publish(document: SxsDocument, side: Side = "target", *, restore_quotes: bool = False) -> bytes:
    """Return the document with every segment replaced by its target or source, the markup of segments gone.

    A segment that could not be paired stays as it stands in the file, and so do bytes that are not UTF-8. Where quotes
    were damaged, the result is what the publisher of the format makes of it: entities stay entities, but the quote
    that went away with a segment's tags is put back, so that its partner does not stand alone. With `restore_quotes`
    every damaged quote is put right.
    """
    kept = list(_kept(document, side))
    quotes = DamagedQuotes(document.text)
    if restore_quotes:
        pieces = [quotes.repaired(span) for span in kept]
    else:
        pieces = [span.of(document.text) for span in kept]
        for stretch in quotes.stretches:
            _reopen(pieces, kept, stretch)
    return "".join(pieces).encode("utf-8", "surrogateescape")


def _kept(document: SxsDocument, side: Side) -> Iterator[Span]:
    """Yield the stretches of the text that the published document is made of."""
    text = document.text
    offset = 0
    for segment in document.segments:
        yield Span(offset, text.rindex("<span", offset, segment.target_span.start))
        yield segment.target_span if side == "target" else segment.source_span
        closed = text.index(_CLOSE, segment.source_span.end) + len(_CLOSE)
        offset = text.index(_CLOSE, closed) + len(_CLOSE)
    yield Span(offset, len(text))


def _reopen(pieces: list[str], kept: list[Span], stretch: Span) -> None:
    """Turn the stretch's first remaining entity into a quote, if its opening quote was in a tag that is gone."""
    first = max(bisect_right(kept, stretch.start - 1, key=itemgetter(0)) - 1, 0)
    if kept[first].start < stretch.start <= kept[first].end:
        return
    for index in range(first, len(kept)):
        if kept[index].start >= stretch.end:
            return
        # Nothing before this place has changed length yet: a piece is reopened at most once.
        entity = pieces[index].find(ENTITY, 0, stretch.end - kept[index].start)
        if kept[index].start >= stretch.start and entity >= 0:
            pieces[index] = f'{pieces[index][:entity]}"{pieces[index][entity + len(ENTITY) :]}'
            return
