"""The marks by which XLIFF 1.2 cuts the source and target of a unit into segments (section 2.5.2 of the standard)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.safe_xml import name_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["marks_of"]


def marks_of(element: etree._Element | None) -> dict[str, etree._Element] | None:
    """Return the marks of segments in an element by their `mid`, in order; None where they tell none from another."""
    found: dict[str, etree._Element] = {}
    for each in () if element is None else element.iter("{*}mrk", "mrk"):
        if each.get("mtype") != "seg":
            continue
        identifier = each.get("mid", "")
        if not identifier or any(map(str.isspace, identifier)) or identifier in found or _is_in_another(each, element):
            return None
        found[identifier] = each
    return found


def _is_in_another(mark: etree._Element, within: etree._Element | None) -> bool:
    parent = mark.getparent()
    while parent is not None and parent is not within:
        if name_of(parent) == "mrk" and parent.get("mtype") == "seg":
            return True
        parent = parent.getparent()
    return False
