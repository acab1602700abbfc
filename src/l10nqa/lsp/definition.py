"""Finds the other text of a segment: the source of a target, and the target of a source in the same file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import Location

if TYPE_CHECKING:
    from lsprotocol.types import Position

    from l10nqa.lsp.view import View

__all__ = ["definition_of"]


def definition_of(view: View, position: Position) -> Location | None:
    """Return where the source of the target at a position is, or the target of the source; None where neither is."""
    found = view.segment_at(position)
    if found is None:
        return None
    segment, side = found
    if side == "source":
        place = view.place(view.bitext.region(segment, "target", None))
        return Location(view.document.uri, place) if place else None
    source = view.source_at(view.bitext.region(segment, "source", None))
    return Location(*source) if source else None
