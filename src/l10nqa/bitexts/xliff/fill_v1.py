"""What changes in a unit of XLIFF 1.x that is filled, marked, or offered a match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitexts.codes import with_codes
from l10nqa.bitexts.xliff.fill_marks import (
    details_of_all,
    holds_marks,
    mark_of_segment,
    reference_of,
    state_of_all,
    target_in_segments,
)
from l10nqa.bitexts.xliff.marks import marks_of
from l10nqa.bitexts.xliff.prepared import qualifier_of
from l10nqa.bitexts.xliff.spans import with_attributes
from l10nqa.bitexts.xliff.unit import Change
from l10nqa.bitexts.xliff.v1 import STATES, alternative, code_element, details_element, note_element
from l10nqa.bitexts.xml_text import content, tag
from l10nqa.bitexts.xml_text import text as as_text
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
    """Return whose codes the target must have: the source, or the source in segments, or that of the one meant."""
    segments = unit.element.child("seg-source")
    return (mark_of_segment(unit, segments) if unit.raw.segment else segments) or unit.element.child("source")


def sides_of(tree: etree._Element, raw: Raw, _at: int) -> tuple[etree._Element | None, etree._Element | None]:
    """Return the same, and the target, of a unit that has been read."""
    source, target = tree.find("{*}seg-source"), tree.find("{*}target")
    if raw.segment:
        return (marks_of(source) or {}).get(raw.segment), (marks_of(target) or {}).get(raw.segment)
    return tree.find("{*}source") if source is None else source, target


def candidates(unit: UnitText, fill: Fill, details: Mapping[str, str], *, is_ours: bool) -> Iterator[list[Change]]:
    """Yield the changes that would fill the unit, the likeliest to be right first."""
    match = fill.match
    template, source = template_of(unit), unit.element.child("source")
    if match is None or template is None or source is None:
        return
    inside = unit.content(source, template, match.unit.target)
    if unit.raw.segment and inside is not None:
        inside = target_in_segments(unit, inside)
    if is_ours and template.children and not source.prefix:
        coded = content(with_codes(unit.raw.source, match.unit.target)[1], code_element)
        yield _filling(unit, fill, details, coded, plain=False)
    if inside is not None:
        yield _filling(unit, fill, details, inside, plain=True)


def marked(unit: UnitText, fill: Fill) -> list[Change]:
    """Return the changes that say that the target is none that may be used."""
    target = unit.element.child("target")
    _, added = _notes(unit, fill)
    changes = []
    if target and not unit.raw.unfinished:
        changes.append(Change(target.start_tag, with_attributes(unit.start_tag(target), {"state": STATES[False]})))
        removed, beside = _beside(unit, details_of_all(unit, unit.details, finished=False))
        changes, added = [*changes, *removed], [*added, *beside]
    return [*changes, Change(_behind(unit), _lines(unit, added))]


def offered(unit: UnitText, match: Match) -> list[Change]:
    """Return the changes that offer a match beside the target."""
    return [Change(_behind(unit), _lines(unit, _offer(unit, match, plain=True)))]


def _filling(unit: UnitText, fill: Fill, details: Mapping[str, str], inside: str, *, plain: bool) -> list[Change]:
    match, element = fill.match, unit.element
    if match is None:
        return []
    changes = [_target(unit, fill, match, inside)]
    if unit.attribute(element, "approved") == "yes":
        changes.append(Change(element.start_tag, with_attributes(unit.start_tag(element), {"approved": "no"})))
    gone, notes = _notes(unit, fill)
    removed, beside = _beside(unit, details_of_all(unit, details, finished=fill.finished))
    added = [*notes, *_offer(unit, match, plain=plain), *_former(unit, match), *beside]
    return [*changes, *unit.without(gone), *removed, Change(_behind(unit), _lines(unit, added))]


def _notes(unit: UnitText, fill: Fill) -> tuple[list[Element], list[str]]:
    """Return the notes that go, and what comes."""
    ours = [each for each in unit.element.all("note") if unit.attribute(each, "from") == "l10nqa"]
    gone, texts = unit.told(fill.notes, ours)
    return gone, [note_element(each, _ns(unit)) for each in texts]


def _beside(unit: UnitText, details: Mapping[str, str]) -> tuple[list[Change], list[str]]:
    """Return what takes away that which stands beside the unit for us, and what comes in its place."""
    if details == unit.details:
        return [], []
    groups = unit.element.all("context-group")
    ours = [each for each in groups if unit.attribute(each, "purpose") == "x-l10nqa"]
    return unit.without(ours), [details_element(details, _ns(unit))]


def _target(unit: UnitText, fill: Fill, match: Match, inside: str) -> Change:
    target = unit.element.child("target")
    prefix = unit.element.prefix
    start = unit.start_tag(target) if target else f"<{prefix}target>"
    qualifier: str | None = qualifier_of(match, finished=fill.finished)
    others = [raw for at, raw in enumerate(unit.raws) if at != unit.at and raw.target]
    if others and (target is None or unit.attribute(target, "state-qualifier") != qualifier):
        qualifier = None  # it would be said of all segments
    attributes = {"state": state_of_all(unit, finished=fill.finished), "state-qualifier": qualifier}
    start = with_attributes(start, attributes).removesuffix("/>").removesuffix(">").rstrip()
    whole = f"{start}>{inside}</{prefix}target>"
    return Change(target.span, whole) if target else Change(_behind(unit), f"{unit.indent}{whole}")


def _former(unit: UnitText, match: Match) -> list[str]:
    """Return the translation that another one replaces, with its codes, as a former version."""
    if unit.former in ("", match.unit.target):
        return []
    target = unit.element.child("target")
    own = mark_of_segment(unit, target) if unit.raw.segment else target
    # The marks of several segments would ask for those of the source.
    is_whole = own is not None and not unit.raw.segment and holds_marks(unit, own)
    inside = as_text(unit.former) if is_whole else unit.inside(own)
    prefix, of = unit.element.prefix, reference_of(unit)
    source = tag(f"{prefix}source", {}, unit.inside(template_of(unit)))
    whole = source + tag(f"{prefix}target", {}, inside)
    whole += details_element(of.details, _ns(unit))
    about = {"alttranstype": "previous-version", "mid": of.mid, "xml:space": "preserve"}
    return [tag(f"{prefix}alt-trans", about, whole)]


def _offer(unit: UnitText, match: Match, *, plain: bool) -> list[str]:
    texts = (match.unit.source, match.unit.target)
    known = any((each.source, each.target) == texts for each in unit.raw.matches)
    return [] if known else [alternative(match, _ns(unit), of=reference_of(unit), plain=plain)]


def _behind(unit: UnitText) -> Span:
    """Return where something may be added (1.2, section 2.4): behind the target, and before what is not of XLIFF."""
    element = unit.element
    last = element.child("target") or element.child("seg-source") or element.child("source") or element
    return Span(last.span.end, last.span.end)


def _lines(unit: UnitText, elements: list[str]) -> str:
    return "".join(unit.indent + each for each in elements if each)


def _ns(unit: UnitText) -> str | None:
    """Return the namespace that what is added must declare, for it has no prefix."""
    return unit.element.namespace if unit.element.prefix else None
