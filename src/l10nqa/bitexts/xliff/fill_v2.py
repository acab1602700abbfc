"""What changes in a unit of XLIFF 2.x that is filled, marked, or offered a match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitexts.codes import with_codes
from l10nqa.bitexts.xliff.prepared import qualifier_of
from l10nqa.bitexts.xliff.segments import free_ids
from l10nqa.bitexts.xliff.spans import with_attributes
from l10nqa.bitexts.xliff.unit import Change
from l10nqa.bitexts.xliff.v2 import (
    MATCHES,
    METADATA,
    STATES,
    OriginalData,
    match_element,
    matches_element,
    meta_group,
    metadata_element,
    note_element,
)
from l10nqa.bitexts.xml_text import tag
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from l10nqa.bitexts.entries import Fill
    from l10nqa.bitexts.xliff.parse import Raw
    from l10nqa.bitexts.xliff.spans import Element
    from l10nqa.bitexts.xliff.unit import UnitText
    from l10nqa.model import Match

__all__ = ["candidates", "marked", "offered", "sides_of", "template_of"]


def template_of(unit: UnitText) -> Element | None:
    """Return whose codes the target must have: the source of the segment; None where all of several are meant."""
    segment = _segment(unit)
    return segment.child("source") if segment else None


def sides_of(tree: etree._Element, _raw: Raw, at: int) -> tuple[etree._Element | None, etree._Element | None]:
    """Return the same, and the target, of a unit that has been read."""
    segment = tree.findall("{*}segment")[at]
    return segment.find("{*}source"), segment.find("{*}target")


def candidates(unit: UnitText, fill: Fill, details: Mapping[str, str], *, is_ours: bool) -> Iterator[list[Change]]:
    """Yield the changes that would fill the unit, the likeliest to be right first."""
    match, source = fill.match, template_of(unit)
    if match is None or source is None:
        return
    if is_ours and source.children and not source.prefix:
        data = OriginalData()
        pieces = with_codes(unit.raw.source, match.unit.target)
        _, coded = (data.content(side) for side in pieces)
        changes = _filling(unit, fill, details, coded, plain=False)
        yield [*changes, *_with_data(unit, data.element())]
    inside = unit.content(source, source, match.unit.target)
    if inside is not None:
        yield _filling(unit, fill, details, inside, plain=True)


def marked(unit: UnitText, fill: Fill) -> list[Change]:
    """Return the changes that say that the target is none that may be used."""
    changes = _notes(unit, fill, keep=True)
    if not unit.raw.unfinished:
        only = _segment(unit)
        for segment in [only] if only else unit.element.all("segment"):
            start = with_attributes(unit.start_tag(segment), {"state": STATES[False]})
            changes.append(Change(segment.start_tag, start))
    return changes


def offered(unit: UnitText, match: Match) -> list[Change]:
    """Return the changes that offer a match beside the target."""
    identifier, changes = _identified(unit, {})
    return [*changes, *_matches(unit, match, identifier, plain=True)]


def _filling(unit: UnitText, fill: Fill, details: Mapping[str, str], inside: str, *, plain: bool) -> list[Change]:
    match, segment = fill.match, _segment(unit)
    if match is None or segment is None:
        return []
    state = {"state": STATES[fill.finished], "subState": f"l10nqa:{qualifier_of(match, finished=fill.finished)}"}
    identifier, changes = _identified(unit, state)
    return [
        *changes,
        _target(unit, segment, inside),
        *_matches(unit, match, identifier, plain=plain, former=True),
        *(_metadata(unit, details) if details != unit.details else []),
        *_notes(unit, fill),
    ]


def _target(unit: UnitText, segment: Element, inside: str) -> Change:
    source, target = segment.child("source"), segment.child("target")
    start = unit.start_tag(target) if target else f"<{segment.prefix}target>"
    start = start.removesuffix("/>").removesuffix(">").rstrip()
    whole = f"{start}>{inside}</{segment.prefix}target>"
    if target:
        return Change(target.span, whole)
    end = (source or segment).span.end
    return Change(Span(end, end), unit.indent_in(segment) + whole)


def _identified(unit: UnitText, attributes: Mapping[str, str]) -> tuple[str, list[Change]]:
    """Return the id of the segment, to which a match refers, and what changes in its start tag."""
    segment = _segment(unit)
    if segment is None:
        return "", []
    taken = [unit.attribute(each, "id") for each in unit.element.walk()]
    identifier = unit.attribute(segment, "id") or unit.raw.segment or next(free_ids(taken))
    start = with_attributes(unit.start_tag(segment), {"id": identifier, **attributes})
    return identifier, [Change(segment.start_tag, start)]


def _matches(unit: UnitText, match: Match, segment: str, *, plain: bool, former: bool = False) -> list[Change]:
    """Return the change that offers a match, and keeps the former translation as one where that goes."""
    there = _of(unit.element, "matches", MATCHES)
    usual = (there or unit.element).declared.get("xmlns", "")
    core = {} if usual == unit.element.namespace else {"xmlns": unit.element.namespace}
    new = []
    if not any((each.source, each.target) == (match.unit.source, match.unit.target) for each in unit.raw.matches):
        new.append(match_element(match, segment, plain=plain, **core, **{"xmlns:mtc": MATCHES, "xmlns:mda": METADATA}))
    if former and unit.former not in ("", match.unit.target):
        about = {**core, "xmlns:mtc": MATCHES, "ref": f"#{segment}", "type": "other", "origin": "former translation"}
        new.append(tag("mtc:match", about, _former(unit)))
    if not new:
        return []
    whole = "" if there else matches_element(new, **{"xmlns:mtc": MATCHES})
    return [_put_into(unit, there, "".join(new), whole)]


def _former(unit: UnitText) -> str:
    """Return source and target as they stand, with the data of their codes."""
    segment, data = _segment(unit), unit.element.child("originalData")
    target = segment.child("target") if segment else None
    start = with_attributes(unit.start_tag(target), {"order": None}) if target else ""
    inside = [data, segment.child("source") if segment else None]
    texts = [each.span.of(unit.document) for each in inside if each]
    return "".join([*texts, f"{start}{unit.inside(target)}</{target.prefix}target>" if target else ""])


def _metadata(unit: UnitText, details: Mapping[str, str]) -> list[Change]:
    namespace = {"xmlns:mda": METADATA}
    there = _of(unit.element, "metadata", METADATA)
    groups = [
        each for each in (there.all("metaGroup") if there else []) if unit.attribute(each, "category") == "l10nqa"
    ]
    removed = [Change(group.span, "") for group in groups]
    if there is None:
        return [_put_into(unit, None, "", metadata_element(details, **namespace))] if details else []
    return [*removed, _put_into(unit, there, meta_group(details, **namespace), "")] if details else removed


def _put_into(unit: UnitText, there: Element | None, inside: str, whole: str) -> Change:
    """Return the change that puts something at the end of a module's element, or the whole at the start of the unit."""
    if there is None:
        at = unit.element.start_tag.end
        return Change(Span(at, at), unit.indent + whole)
    return unit.appended(there, inside)


def _notes(unit: UnitText, fill: Fill, *, keep: bool = False) -> list[Change]:
    element = unit.element
    there = element.child("notes")
    namespace = element.namespace if element.prefix else None
    ours = [each for each in (there.all("note") if there else []) if unit.attribute(each, "category") == "l10nqa"]
    gone, texts = unit.told(fill.notes, ours)
    added = "".join(note_element(each, xmlns=namespace, category="l10nqa", appliesTo="target") for each in texts)
    if there is None:
        before = element.child("originalData") or _first_part(element)
        whole = f"<{element.prefix}notes>{added}</{element.prefix}notes>{unit.indent}"
        return [Change(Span(before.span.start, before.span.start), whole)] if added else []
    # A `notes` without any would not do.
    gone = gone if added and not keep else []
    return [*unit.without(gone), *([unit.appended(there, added)] if added else [])]


def _with_data(unit: UnitText, data: str) -> list[Change]:
    there = unit.element.child("originalData")
    if there:
        return [Change(there.span, data)]
    at = _first_part(unit.element).span.start
    return [Change(Span(at, at), data + unit.indent)] if data else []


def _segment(unit: UnitText) -> Element | None:
    """Return the segment that is meant; None where that is all of several."""
    segments = unit.element.all("segment")
    if unit.raw.segment is None:
        return segments[0] if len(segments) == 1 and not unit.element.all("ignorable") else None
    return segments[unit.at]


def _first_part(element: Element) -> Element:
    return next(
        (each for each in element.children if each in (*element.all("segment"), *element.all("ignorable"))), element
    )


def _of(element: Element, name: str, namespace: str) -> Element | None:
    return next((each for each in element.children if (each.name, each.namespace) == (name, namespace)), None)
