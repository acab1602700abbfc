"""Fills units of XLIFF 1.x.

The standard knows the state of a unit, and not of its segments. A unit of which a segment lacks its target needs
translation, one with a draft needs review; which of its translations may be used all the same is said beside it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.codes import with_codes
from l10nqa.bitext.text_file import TextChange, changed
from l10nqa.bitext.xliff.edit import template_of
from l10nqa.bitext.xliff.elements import open_tag, removed
from l10nqa.bitext.xliff.read_v1 import marks_of
from l10nqa.bitext.xliff.states import STATES_1, qualifier_of, sdl_segment, tool_attributes
from l10nqa.bitext.xliff.write_v1 import alternative, code_element, details_element, note_element
from l10nqa.bitext.xml_text import content, tag
from l10nqa.bitext.xml_text import text as as_text
from l10nqa.model import State, Target
from l10nqa.safe_xml import with_attributes
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.bitext.xliff.filling import UnitText, Wanted
    from l10nqa.model import Match
    from l10nqa.safe_xml import Element

__all__ = ["Version1Filler"]


class _Reference(NamedTuple):
    """The attribute by which an `alt-trans` names the segment of its unit."""

    mid: str | None = None
    """Its mark, which the schema wants to see right below `seg-source`."""
    details: Mapping[str, str] = MappingProxyType({})
    """What says it where the mark is somewhere else."""


class Version1Filler:
    """Changes `trans-unit` elements."""

    def coded(self, unit: UnitText, source: str, translation: str) -> tuple[str, list[TextChange]] | None:
        """Return the Markdown of a translation as inline codes."""
        if unit.element.prefix:
            return None
        return content(with_codes(source, translation)[1], code_element), []

    def changes(self, unit: UnitText, wanted: Sequence[Wanted]) -> list[TextChange]:
        """Return the changes that give segments of a unit new targets, states, notes and matches."""
        kept = [each for each in wanted if not each.is_only_offered]
        filled = [each for each in kept if each.content is not None]
        stated = [each for each in kept if _is_state_new(unit, each)]
        gone, notes = _notes(unit, kept)
        changes = [change for each in kept for change in each.edits]
        added = [note_element(each, unit.namespace) for each in notes]
        changes += _target(unit, filled, stated)
        changes += _unit_attributes(unit, stated)
        added += [_offer(unit, each) for each in wanted]
        if filled:
            changes += removed(unit.document, gone, unit.element)
            added += [_former(unit, each) for each in filled if each.target.match is not None]
        details = unit.details(filled) if filled else dict(unit.unit.details)
        if stated:
            details = _with_finished(unit, details, stated)
        if details != unit.unit.details:
            groups = [each for each in unit.element.all("context-group") if each.get("purpose") == "x-l10nqa"]
            changes += removed(unit.document, groups, unit.element)
            added.append(details_element(details, unit.namespace))
        lines = "".join(unit.indent + each for each in added if each)
        if unit.element.child("target") is None:  # behind the one that comes
            lines = "".join(change.text for change in changes if change.span == _behind(unit)) + lines
            changes = [change for change in changes if change.span != _behind(unit)]
        return [*changes, TextChange(_behind(unit), lines)] if lines else changes


def _is_state_new(unit: UnitText, wanted: Wanted) -> bool:
    state = wanted.target.state
    return state is not None and (wanted.content is not None or state is not unit.segments[wanted.position].state)


def _behind(unit: UnitText) -> Span:
    """Return where something may be added (1.2, section 2.4): behind the target, and before what is not of XLIFF."""
    element = unit.element
    last = element.child("target") or element.child("seg-source") or element.child("source") or element
    return Span(last.end, last.end)


def _notes(unit: UnitText, wanted: Sequence[Wanted]) -> tuple[list[Element], list[str]]:
    return unit.notes(wanted, [each for each in unit.element.all("note") if each.get("from") == "l10nqa"])


def _target(unit: UnitText, filled: Sequence[Wanted], stated: Sequence[Wanted]) -> list[TextChange]:
    target, prefix = unit.element.child("target"), unit.element.prefix
    if not filled and not (stated and target):
        return []
    attributes: dict[str, str | None] = {}
    if target is None:
        attributes |= unit.space_of(unit.element.child("source"))
    if stated:
        attributes["state"] = STATES_1[unit.state_after(stated)]
    if any(each in stated for each in filled):
        attributes["state-qualifier"] = _qualifier(unit, filled, target)
    if target is None:
        start = with_attributes(f"<{prefix}target>", attributes)
    else:
        start = with_attributes(open_tag(unit.document, target) if filled else unit.start_tag(target), attributes)
    if not filled:
        return [TextChange(target.start_tag, start)] if target else []
    inside = filled[0].content if filled[0].position == 0 and unit.segments[0].name is None else None
    if inside is None:
        inside = _in_segments(unit, {str(unit.segments[each.position].name): each.content or "" for each in filled})
    if inside is None:
        return []
    whole = f"{start}{inside}</{prefix}target>"
    return [TextChange(target.span, whole) if target else TextChange(_behind(unit), f"{unit.indent}{whole}")]


def _qualifier(unit: UnitText, filled: Sequence[Wanted], target: Element | None) -> str | None:
    """Return the origin of the target; None if it would not be true of all segments."""
    found = {
        qualifier_of(each.target.match, finished=each.target.state is not State.DRAFT)
        if each.target.match is not None
        else None
        for each in filled
    }
    indexes = {each.position for each in filled}
    if any(segment.target for index, segment in enumerate(unit.segments) if index not in indexes):
        found.add(target.get("state-qualifier") or None if target else None)
    return found.pop() if len(found) == 1 else None


def _in_segments(unit: UnitText, contents: Mapping[str, str]) -> str | None:
    """Return the content of a target in segments of which some are given, as XML; None where they have no place there.

    A target that consists of segments only gets the text around them from the source.
    """
    source, target = unit.element.child("seg-source"), unit.element.child("target")
    marks = marks_of(source) if source else None
    present = (marks_of(target) if target else None) or {}
    if target and contents.keys() <= present.keys():
        changes = [TextChange(present[name].span, _marked(unit, present[name], new)) for name, new in contents.items()]
        return _inside_changed(unit, target, changes)
    if source is None or not marks or not contents.keys() <= marks.keys():
        return None
    if target and _inside_changed(unit, target, [TextChange(each.span, "") for each in present.values()]).strip():
        return None
    if list(present) != [name for name in marks if name in present]:
        return None
    texts = {name: each.span.of(unit.document) for name, each in present.items()}
    texts |= {name: _marked(unit, present.get(name) or marks[name], new) for name, new in contents.items()}
    changes = [TextChange(each.span, texts.get(name) or _marked(unit, each, "")) for name, each in marks.items()]
    return _inside_changed(unit, source, changes)


def _inside_changed(unit: UnitText, element: Element, changes: Sequence[TextChange]) -> str:
    start = element.inner_start
    moved = [TextChange(change.span.shift(-start), change.text) for change in changes]
    return changed(unit.inside(element), moved)


def _marked(unit: UnitText, mark: Element, inside: str) -> str:
    start = open_tag(unit.document, mark)
    return f"{start}{inside}</{mark.prefix}{mark.name}>" if inside else f"{start.removesuffix('>')}/>"


def _unit_attributes(unit: UnitText, stated: Sequence[Wanted]) -> list[TextChange]:
    """Return the changes of the state in the attributes of the unit and of the tool of the file."""
    if not stated:
        return []
    element, state = unit.element, unit.state_after(stated)
    attributes: dict[str, str | None] = {}
    if element.get("approved") == "yes" and state is not State.FINAL:
        attributes["approved"] = "no"
    if state is State.LOCKED:
        attributes["translate"] = "no"
    changes, is_sdl = [], False
    for each in stated:
        own = sdl_segment(element, unit.segments[each.position].name)
        if own is not None and each.target.state is not None:
            is_sdl = True
            values = tool_attributes(own, each.target, each.target.state)
            changes += [TextChange(own.start_tag, with_attributes(unit.start_tag(own), values))] if values else []
    if not is_sdl:
        target = stated[0].target if not unit.unit.is_in_segments else Target("")
        state = State.DRAFT if unit.unit.is_in_segments and state is State.UNTRANSLATED else state
        attributes |= tool_attributes(element, target, state)
    if attributes:
        changes.append(TextChange(element.start_tag, with_attributes(unit.start_tag(element), attributes)))
    return changes


def _with_finished(unit: UnitText, details: Mapping[str, str], stated: Sequence[Wanted]) -> dict[str, str]:
    """Return the details with what is said of each segment: which are finished, and who translated the others."""
    if not unit.unit.is_in_segments:
        return dict(details)
    said = {name: value for name, value in details.items() if name.partition(".")[0] != "finished"}
    states = {each.position: each.target.state or State.TRANSLATED for each in stated}
    filled = {each.position for each in stated if each.content is not None}
    for index, segment in enumerate(unit.segments):
        if index not in filled and segment.origin and segment.target:
            said[f"origin.{segment.name}"] = segment.origin
        if states[index].is_usable if index in states else segment.target and segment.state.is_usable:
            said[f"finished.{segment.name}"] = "yes"
    return said


def _former(unit: UnitText, wanted: Wanted) -> str:
    """Return the translation that another one replaces, with its codes, as a former version; nothing without one."""
    former = unit.former(wanted)
    if not former:
        return ""
    segment = unit.segments[wanted.position]
    target = segment.targets[0] if segment.targets else None
    # The marks of several segments would ask for those of the source.
    is_whole = target is not None and segment.name is None and bool(marks_of(target))
    inside = as_text(former) if is_whole else unit.inside(target)
    prefix, of = unit.element.prefix, _reference(unit, wanted.position)
    whole = tag(f"{prefix}source", {}, unit.inside(template_of(unit.unit, wanted.position)))
    whole += tag(f"{prefix}target", {}, inside)
    whole += details_element(of.details, unit.namespace)
    about = {"alttranstype": "previous-version", "mid": of.mid, "xml:space": "preserve"}
    return tag(f"{prefix}alt-trans", about, whole)


def _offer(unit: UnitText, wanted: Wanted) -> str:
    match: Match | None = wanted.target.match
    if match is None or unit.is_offered(wanted, match):
        return ""
    of = _reference(unit, wanted.position)
    return alternative(match, unit.namespace, mid=of.mid, details=of.details, plain=not wanted.is_coded)


def _reference(unit: UnitText, index: int) -> _Reference:
    name = unit.segments[index].name
    if not unit.unit.is_in_segments or name is None:
        return _Reference()
    source = unit.element.child("seg-source")
    is_below = source is not None and any(
        each.name == "mrk" and each.get("mtype") == "seg" and each.get("mid") == name for each in source.children
    )
    return _Reference(name) if is_below else _Reference(details={"segment": name})
