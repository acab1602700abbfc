"""Mixed content of either version back to the text it stands for."""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.safe_xml import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

__all__ = ["InlineText", "Part", "Shown"]

# What a code is, by the names of 1.2 and of 2.1; the two of a pair share an id and are told apart by it.
_SIDES = MappingProxyType(
    {"bpt": "start", "bx": "start", "sc": "start", "ept": "end", "ex": "end", "ec": "end"}
    | {"ph": "single", "x": "single", "it": "single"}
)
_SPANNING = ("g", "pc")


class Part(Enum):
    """What of an element a code is."""

    WHOLE = "whole"
    START = "start tag"
    END = "end tag"


class Shown(NamedTuple):
    """A stretch of text, or a code and the text that it shows; many codes show none."""

    text: str
    code: etree._Element | None = None
    part: Part = Part.WHOLE


class InlineText:
    """Reads the texts of one unit, the source first: its codes stand in for those that a tool has emptied."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self._data = data
        """The original data of 2.1, by id."""
        self._known: dict[tuple[str, str], str] = {}

    def of(self, element: etree._Element | None) -> str:
        """Return the text of a `source` or `target`; none where the element is not there."""
        return "" if element is None else "".join(piece.text for piece in self.pieces(element))

    def pieces(self, element: etree._Element) -> list[Shown]:
        """Return the stretches of text in an element and the codes between them; their texts in a row are its text."""
        found = [Shown(element.text or "")]
        for child in element:
            found += (*self._child(child), Shown(child.tail or ""))
        return [piece for piece in found if piece.text or piece.code is not None]

    def _child(self, element: etree._Element) -> list[Shown]:
        name = name_of(element)
        if not name:
            return [Shown(str(element.text or ""))]  # an entity that nobody declared
        if name == "cp":
            return [Shown(_character(element.get("hex", "")), element)]
        if name in _SIDES:
            equivalent = element.get("equiv-text") or element.get("equiv")
            inside = self.of(element)
            return [Shown(self._native(element, _SIDES[name], element.get("dataRef"), equivalent, inside), element)]
        inner, start, end = self.pieces(element), "", ""
        if name in _SPANNING:
            start = self._native(element, "start", element.get("dataRefStart"), element.get("equivStart"))
            end = self._native(element, "end", element.get("dataRefEnd"), element.get("equivEnd"))
        # mrk, sub and what else only surrounds text shows none of its own.
        return [Shown(start, element, Part.START), *inner, Shown(end, element, Part.END)]

    def _native(
        self, element: etree._Element, side: str, reference: str | None, equivalent: str | None, inside: str = ""
    ) -> str:
        code = (side, element.get("rid") or element.get("startRef") or element.get("id") or "")
        own = inside or self._data.get(reference or "", "")
        if own:
            self._known.setdefault(code, own)
        return own or self._known.get(code) or equivalent or ""


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"
