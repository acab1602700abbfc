"""Targets of XLIFF 1.2 in segments: one is filled, and what the unit says of all of them stays true of each.

The standard knows the state of a unit only, and not of its segments. A unit of which a segment lacks its target needs
translation, one with a draft needs review; which of its translations may be used all the same is said beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitexts.xliff.unit import Change, changed
from l10nqa.bitexts.xliff.v1 import ALL, STATES, Of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.bitexts.xliff.spans import Element
    from l10nqa.bitexts.xliff.unit import UnitText

__all__ = ["details_of_all", "holds_marks", "mark_of_segment", "reference_of", "state_of_all", "target_in_segments"]

_TO_TRANSLATE = "needs-translation"


def mark_of_segment(unit: UnitText, element: Element | None) -> Element | None:
    """Return the mark of the segment that is meant in a `seg-source` or `target`."""
    return _marks(unit, element).get(unit.raw.segment or "")


def holds_marks(unit: UnitText, element: Element) -> bool:
    """Return whether an element is in segments."""
    return bool(_marks(unit, element))


def target_in_segments(unit: UnitText, translation: str) -> str | None:
    """Return the content of the target with the segment translated, given as XML; None where it has no place there.

    A target that holds nothing but segments gets what is around them from the source.
    """
    source, target = unit.element.child("seg-source"), unit.element.child("target")
    mark, template = mark_of_segment(unit, target), mark_of_segment(unit, source)
    if mark and target:
        return changed(unit.document, target.inside, [Change(mark.span, _around(unit, mark, translation))])
    if source is None or template is None:
        return None
    marks, standing = _marks(unit, source), _marks(unit, target)
    if target and changed(unit.document, target.inside, [Change(each.span, "") for each in standing.values()]).strip():
        return None
    if list(standing) != [name for name in marks if name in standing]:
        return None
    contents = {name: each.span.of(unit.document) for name, each in standing.items()}
    contents[unit.raw.segment or ""] = _around(unit, template, translation)
    changes = [Change(each.span, contents.get(name) or _around(unit, each, "")) for name, each in marks.items()]
    return changed(unit.document, source.inside, changes)


def reference_of(unit: UnitText) -> Of:
    """Return how what is offered says that it is of the segment that is meant."""
    if not unit.is_in_segments or unit.raw.segment is None:
        return ALL
    source = unit.element.child("seg-source")
    is_below = source is not None and mark_of_segment(unit, source) in source.children
    return Of(unit.raw.segment) if is_below else Of(details={"segment": unit.raw.segment})


def state_of_all(unit: UnitText, *, finished: bool) -> str:
    """Return the state of the target when the segment has one that may be used or not."""
    others = [raw for at, raw in enumerate(unit.raws) if at != unit.at]
    if not finished or any(raw.target and raw.unfinished for raw in others):
        return STATES[False]
    return _TO_TRANSLATE if any(raw.source.strip() and not raw.target for raw in others) else STATES[True]


def details_of_all(unit: UnitText, details: Mapping[str, str], *, finished: bool) -> dict[str, str]:
    """Return what stands beside the unit, with which segments are finished, and who translated the others."""
    if not unit.is_in_segments:
        return dict(details)
    said = {name: value for name, value in details.items() if name.partition(".")[0] != "finished"}
    for at, raw in enumerate(unit.raws):
        if at != unit.at and raw.origin and raw.target:
            said[f"origin.{raw.segment}"] = raw.origin
        if finished if at == unit.at else raw.target and not raw.unfinished:
            said[f"finished.{raw.segment}"] = "yes"
    return said


def _marks(unit: UnitText, element: Element | None) -> dict[str, Element]:
    found = [each for each in element.walk() if each.name == "mrk"] if element else []
    return {unit.attribute(each, "mid") or "": each for each in found if unit.attribute(each, "mtype") == "seg"}


def _around(unit: UnitText, mark: Element, content: str) -> str:
    start = unit.start_tag(mark).removesuffix("/>").removesuffix(">").rstrip()
    return f"{start}>{content}</{mark.prefix}{mark.name}>" if content else f"{start}/>"
