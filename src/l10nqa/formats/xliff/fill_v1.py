"""What changes in a unit of XLIFF 1.x that is filled, marked, or offered a match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.formats._codes import with_codes
from l10nqa.formats._xml import content
from l10nqa.formats.xliff.prepared import qualifier_of
from l10nqa.formats.xliff.spans import with_attributes
from l10nqa.formats.xliff.unit import Change
from l10nqa.formats.xliff.v1 import STATES, alternative, code_element, details_element, note_element
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from l10nqa.formats._entries import Fill
    from l10nqa.formats.xliff.spans import Element
    from l10nqa.formats.xliff.unit import UnitText
    from l10nqa.model import Match

__all__ = ["candidates", "marked", "offered", "sides_of", "template_of"]


def template_of(element: Element) -> Element | None:
    """Return whose codes the target must have: the source, or the source in segments where there is one."""
    return element.child("seg-source") or element.child("source")


def sides_of(tree: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """Return the same, and the target, of a unit that has been read."""
    segments = tree.find("{*}seg-source")
    return tree.find("{*}source") if segments is None else segments, tree.find("{*}target")


def candidates(unit: UnitText, fill: Fill, details: Mapping[str, str], *, is_ours: bool) -> Iterator[list[Change]]:
    """Yield the changes that would fill the unit, the likeliest to be right first."""
    match = fill.match
    template, source = template_of(unit.element), unit.element.child("source")
    if match is None or template is None or source is None:
        return
    inside = unit.content(source, template, match.unit.target)
    if is_ours and template.children and not source.prefix:
        coded = content(with_codes(unit.raw.source, match.unit.target)[1], code_element)
        yield _filling(unit, fill, details, coded, plain=False)
    if inside is not None:
        yield _filling(unit, fill, details, inside, plain=True)


def marked(unit: UnitText, fill: Fill) -> list[Change]:
    """Return the changes that say that the target is none that may be used."""
    target = unit.element.child("target")
    changes = [Change(_behind(unit.element), _lines(unit, [note_element(note, _ns(unit)) for note in fill.notes]))]
    if target and not unit.raw.unfinished:
        changes.append(Change(target.start_tag, with_attributes(unit.start_tag(target), {"state": STATES[False]})))
    return changes


def offered(unit: UnitText, match: Match) -> list[Change]:
    """Return the changes that offer a match beside the target."""
    return [Change(_behind(unit.element), _lines(unit, _offer(unit, match, plain=True)))]


def _filling(unit: UnitText, fill: Fill, details: Mapping[str, str], inside: str, *, plain: bool) -> list[Change]:
    match, element = fill.match, unit.element
    if match is None:
        return []
    changes = [_target(unit, fill, match, inside)]
    if unit.attribute(element, "approved") == "yes":
        changes.append(Change(element.start_tag, with_attributes(unit.start_tag(element), {"approved": "no"})))
    ours = [each for each in element.all("context-group") if unit.attribute(each, "purpose") == "x-l10nqa"]
    notes = [each for each in element.all("note") if unit.attribute(each, "from") == "l10nqa"]
    if details != unit.raw.details:
        changes += unit.without([*ours, *notes])
        beside = [details_element(details, _ns(unit))]
    else:
        changes += unit.without(notes)
        beside = []
    added = [*(note_element(note, _ns(unit)) for note in fill.notes), *_offer(unit, match, plain=plain), *beside]
    return [*changes, Change(_behind(element), _lines(unit, added))]


def _target(unit: UnitText, fill: Fill, match: Match, inside: str) -> Change:
    target = unit.element.child("target")
    prefix = unit.element.prefix
    start = unit.start_tag(target) if target else f"<{prefix}target>"
    attributes = {"state": STATES[fill.finished], "state-qualifier": qualifier_of(match, finished=fill.finished)}
    start = with_attributes(start, attributes).removesuffix("/>").removesuffix(">").rstrip()
    whole = f"{start}>{inside}</{prefix}target>"
    return Change(target.span, whole) if target else Change(_behind(unit.element), f"{unit.indent}{whole}")


def _offer(unit: UnitText, match: Match, *, plain: bool) -> list[str]:
    texts = (match.unit.source, match.unit.target)
    known = any((each.source, each.target) == texts for each in unit.raw.matches)
    return [] if known else [alternative(match, _ns(unit), plain=plain)]


def _behind(element: Element) -> Span:
    """Return where something may be added (1.2, section 2.4): behind the target, and before what is not of XLIFF."""
    last = element.child("target") or template_of(element) or element
    return Span(last.span.end, last.span.end)


def _lines(unit: UnitText, elements: list[str]) -> str:
    return "".join(unit.indent + each for each in elements if each)


def _ns(unit: UnitText) -> str | None:
    """Return the namespace that what is added must declare, for it has no prefix."""
    return unit.element.namespace if unit.element.prefix else None
