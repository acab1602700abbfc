"""Mixed content of either version back to the text it stands for."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.safe_xml import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

__all__ = ["InlineText"]

# What a code is, by the names of 1.2 and of 2.1; the two of a pair share an id and are told apart by it.
_SIDES = MappingProxyType(
    {"bpt": "start", "bx": "start", "sc": "start", "ept": "end", "ex": "end", "ec": "end"}
    | {"ph": "single", "x": "single", "it": "single"}
)
_SPANNING = ("g", "pc")


class InlineText:
    """Reads the texts of one unit, the source first: its codes stand in for those that a tool has emptied."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self._data = data
        """The original data of 2.1, by id."""
        self._known: dict[tuple[str, str], str] = {}

    def of(self, element: etree._Element | None) -> str:
        """Return the text of a `source` or `target`; none where the element is not there."""
        if element is None:
            return ""
        parts = [element.text or ""]
        for child in element:
            parts += (self._child(child), child.tail or "")
        return "".join(parts)

    def _child(self, element: etree._Element) -> str:
        name = name_of(element)
        if not name:
            return str(element.text or "")  # an entity that nobody declared
        if name == "cp":
            return _character(element.get("hex", ""))
        inside = self.of(element)
        if name in _SPANNING:
            start = self._native(element, "start", element.get("dataRefStart"), element.get("equivStart"))
            return start + inside + self._native(element, "end", element.get("dataRefEnd"), element.get("equivEnd"))
        if name in _SIDES:
            equivalent = element.get("equiv-text") or element.get("equiv")
            return self._native(element, _SIDES[name], element.get("dataRef"), equivalent, inside)
        return inside  # mrk, sub and what else only surrounds text

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
