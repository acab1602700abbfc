"""What SDLXLIFF, the XLIFF 1.2 of Trados, says of each segment: the standard has a place for the whole unit only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Told", "told_of"]

_SDL = "{http://sdl.com/FileTypes/SdlXliff/1.0}"
_UNFINISHED = frozenset({"Draft", "RejectedTranslation", "RejectedSignOff"})
_FINAL = frozenset({"ApprovedTranslation", "ApprovedSignOff"})


class Told(NamedTuple):
    """What is said of one segment."""

    unfinished: str | None = None
    """The status in which its translation is none yet."""
    is_final: bool = False
    """Somebody has answered for its translation."""
    is_locked: bool = False
    is_machine: bool = False
    """A machine translated it, and nobody has touched that."""


def told_of(unit: etree._Element) -> dict[str, Told]:
    """Return what is said of the segments of a unit, by their `mid`; most units say nothing."""
    segments = unit.iterfind(f"{_SDL}seg-defs/{_SDL}seg")
    return {each.get("id", ""): _told(each.get("conf"), each.get("locked"), each.get("origin")) for each in segments}


def _told(status: str | None, locked: str | None, origin: str | None) -> Told:
    return Told(
        unfinished=status if status in _UNFINISHED else None,
        is_final=status in _FINAL,
        is_locked=(locked or "").lower() in ("true", "1"),
        is_machine=origin in ("mt", "nmt", "amt"),
    )
