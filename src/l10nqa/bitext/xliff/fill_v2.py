"""Fills units of XLIFF 2.x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitext.codes import with_codes
from l10nqa.bitext.text_file import TextChange
from l10nqa.bitext.xliff.elements import appended, indent_in, open_tag, removed
from l10nqa.bitext.xliff.states import STATES_2, qualifier_of
from l10nqa.bitext.xliff.unit import free_ids
from l10nqa.bitext.xliff.write_v2 import (
    MATCHES,
    METADATA,
    OriginalData,
    match_element,
    matches_element,
    meta_group,
    metadata_element,
    note_element,
)
from l10nqa.bitext.xml_text import tag
from l10nqa.model import State
from l10nqa.safe_xml import with_attributes
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.bitext.xliff.filling import UnitText, Wanted
    from l10nqa.safe_xml import Element

__all__ = ["Version2Filler"]


class Version2Filler:
    """Changes `unit` elements."""

    def coded(self, unit: UnitText, source: str, translation: str) -> tuple[str, list[TextChange]] | None:
        """Return the Markdown of a translation as inline codes, and the original data that they refer to."""
        if unit.element.prefix:
            return None
        data = OriginalData()
        _, inside = (data.content(pieces) for pieces in with_codes(source, translation))
        there, written = unit.element.child("originalData"), data.element()
        if there is not None:
            return inside, [TextChange(there.span, written)]
        start = _first_part(unit.element).start
        return inside, [TextChange(Span(start, start), written + unit.indent)] if written else []

    def changes(self, unit: UnitText, wanted: Sequence[Wanted]) -> list[TextChange]:
        """Return the changes that give segments of a unit new targets, states, notes and matches."""
        kept = [each for each in wanted if not each.is_only_offered]
        filled = [each for each in kept if each.content is not None]
        changes: list[TextChange] = []
        names: dict[int, str] = {}
        free = free_ids([each.get("id") for each in unit.element.walk()])
        for each in wanted:
            segment = _segment(unit, each.position)
            if segment is None:
                continue
            name = segment.get("id") or unit.segments[each.position].name or next(free)
            attributes = _attributes(unit, each)
            if each.content is not None or each.target.match is not None:
                names[each.position] = name
                attributes = {"id": name, **attributes}
            if attributes:
                changes.append(TextChange(segment.start_tag, with_attributes(unit.start_tag(segment), attributes)))
            if each.content is not None:
                changes.append(_target(unit, segment, each.content))
        changes += _matches(unit, wanted, names)
        details = unit.details(filled) if filled else unit.unit.details
        if details != unit.unit.details:
            changes += _metadata(unit, details)
        is_locked = any(each.target.state is State.LOCKED for each in kept) and not unit.unit.is_in_segments
        if is_locked:
            start = with_attributes(unit.start_tag(unit.element), {"translate": "no"})
            changes.append(TextChange(unit.element.start_tag, start))
        changes += _notes(unit, kept, is_filled=bool(filled))
        return _in_order([*changes, *(change for each in kept for change in each.edits)])


def _in_order(changes: Sequence[TextChange]) -> list[TextChange]:
    """Return the changes with all that is put in at one place as one, in the order given."""
    at_place: dict[Span, str] = {}
    for span, new in changes:
        at_place[span] = at_place.get(span, "") + new if span.start == span.end else new
    return [TextChange(span, new) for span, new in at_place.items()]


def _segment(unit: UnitText, index: int) -> Element | None:
    """Return the `segment` element that is meant; None where that is all of several."""
    sources = unit.segments[index].sources
    return sources[0].parent if len(sources) == 1 else None


def _attributes(unit: UnitText, wanted: Wanted) -> dict[str, str | None]:
    """Return the new attributes of the start tag of the segment, which describe its target."""
    state, match = wanted.target.state, wanted.target.match
    if wanted.is_only_offered or state is None:
        return {}
    if wanted.content is None:
        return {} if state is unit.segments[wanted.position].state else {"state": STATES_2[state]}
    qualifier = None if match is None else qualifier_of(match, finished=state is not State.DRAFT)
    return {"state": STATES_2[state], "subState": qualifier and f"l10nqa:{qualifier}"}


def _target(unit: UnitText, segment: Element, inside: str) -> TextChange:
    source, target = segment.child("source"), segment.child("target")
    if target is not None:
        whole = f"{open_tag(unit.document, target)}{inside}</{target.prefix}target>"
        return TextChange(target.span, whole)
    start = with_attributes(f"<{segment.prefix}target>", unit.space_of(source))
    end = (source or segment).end
    whole = f"{indent_in(unit.document, segment)}{start}{inside}</{segment.prefix}target>"
    return TextChange(Span(end, end), whole)


def _matches(unit: UnitText, wanted: Sequence[Wanted], names: Mapping[int, str]) -> list[TextChange]:
    """Return the change that adds matches, and keeps former translations as matches where possible."""
    there = _of(unit.element, "matches", MATCHES)
    core = {"xmlns": unit.element.namespace}
    if (there or unit.element).declared.get("", "") == unit.element.namespace:
        core = {}
    new = []
    for each in wanted:
        match, name = each.target.match, names.get(each.position)
        if match is None or name is None:
            continue
        if not unit.is_offered(each, match):
            spaces = {**core, "xmlns:mtc": MATCHES, "xmlns:mda": METADATA}
            new.append(match_element(match, name, plain=not each.is_coded, **spaces))
        if each.content is not None and unit.former(each):
            about = {**core, "xmlns:mtc": MATCHES, "ref": f"#{name}", "type": "other", "origin": "former translation"}
            new.append(tag("mtc:match", about, _former(unit, each.position)))
    if not new:
        return []
    whole = "" if there else matches_element(new, **{"xmlns:mtc": MATCHES})
    return [_put_into(unit, there, "".join(new), whole)]


def _former(unit: UnitText, index: int) -> str:
    """Return source and target as they are written, with the data of their codes."""
    segment, data = _segment(unit, index), unit.element.child("originalData")
    target = segment.child("target") if segment else None
    start = with_attributes(open_tag(unit.document, target), {"order": None}) if target else ""
    inside = [data, segment.child("source") if segment else None]
    texts = [each.span.of(unit.document) for each in inside if each]
    return "".join([*texts, f"{start}{unit.inside(target)}</{target.prefix}target>" if target else ""])


def _metadata(unit: UnitText, details: Mapping[str, str]) -> list[TextChange]:
    namespace = {"xmlns:mda": METADATA}
    there = _of(unit.element, "metadata", METADATA)
    if there is None:
        return [_put_into(unit, None, "", metadata_element(details, **namespace))] if details else []
    groups = [each for each in there.all("metaGroup") if each.get("category") == "l10nqa"]
    gone = [TextChange(group.span, "") for group in groups]
    return [*gone, _put_into(unit, there, meta_group(details, **namespace), "")] if details else gone


def _put_into(unit: UnitText, there: Element | None, inside: str, whole: str) -> TextChange:
    """Return the change that puts something at the end of a module's element, or the whole at the start of the unit."""
    if there is None:
        start = unit.element.inner_start
        return TextChange(Span(start, start), unit.indent + whole)
    return appended(unit.document, there, inside)


def _notes(unit: UnitText, wanted: Sequence[Wanted], *, is_filled: bool) -> list[TextChange]:
    element = unit.element
    there = element.child("notes")
    ours = [each for each in (there.all("note") if there else []) if each.get("category") == "l10nqa"]
    gone, texts = unit.notes(wanted, ours)
    added = "".join(note_element(each, xmlns=unit.namespace, category="l10nqa", appliesTo="target") for each in texts)
    if there is None:
        before = (element.child("originalData") or _first_part(element)).start
        whole = f"<{element.prefix}notes>{added}</{element.prefix}notes>{unit.indent}"
        return [TextChange(Span(before, before), whole)] if added else []
    # A `notes` without any would not be valid.
    gone = gone if added and is_filled else []
    changes = removed(unit.document, gone, element)
    return [*changes, appended(unit.document, there, added)] if added else changes


def _first_part(element: Element) -> Element:
    return next((each for each in element.children if each.name in ("segment", "ignorable")), element)


def _of(element: Element, name: str, namespace: str) -> Element | None:
    return next((each for each in element.children if (each.name, each.namespace) == (name, namespace)), None)
