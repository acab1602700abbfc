"""The segments of a unit, each as a unit of its own: that is what a memory holds and what is looked up in it.

A unit of ours is a segment of a document, and stays whole whatever a tool has made of it: `apply` needs it so. So does
a unit of 1.2 whose target is not in the segments of its source. Of several segments each is known by the unit's id and
its own, `unit/segment`, as in the fragment identifiers of 2.x; the only one has the unit's.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts.xliff.inline import InlineText
from l10nqa.bitexts.xliff.marks import marks_of
from l10nqa.bitexts.xliff.parse import FINAL, UNFINISHED, Raw, RawMatch, data_of, made_by, raw_of
from l10nqa.bitexts.xliff.trados import Told, told_of
from l10nqa.safe_xml import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from lxml import etree

__all__ = ["Segment", "free_ids", "joined_of", "raws_of", "segments_of"]


class Segment(NamedTuple):
    """A segment, by its elements."""

    id: str
    """That it has, or is to have where it has none."""
    source: etree._Element
    target: etree._Element | None
    about: etree._Element | None
    """What says the state of its target."""
    told: Told = Told()


def raws_of(element: etree._Element) -> list[Raw]:
    """Return what a complete `trans-unit` or `unit` says by segment: one for each, or one for all."""
    whole = raw_of(element)
    if _is_a_segment(element):
        return [whole]
    segments = [] if "target-hash" in whole.details else segments_of(element)
    if not segments:
        return [_without_gaps(element, whole)]
    inline = InlineText(data_of(element))
    # All sources before the first target: a code may be emptied in all places but one.
    for source in element.iterfind("{*}source" if name_of(element) == "trans-unit" else "*/{*}source"):
        inline.of(source)
    texts = [(inline.of(each.source), inline.of(each.target)) for each in segments]
    has_gaps = any(source.strip() and not target for source, target in texts)
    return [
        _raw(whole, segment, pair, several=len(segments) > 1, has_gaps=has_gaps)
        for segment, pair in zip(segments, texts, strict=True)
    ]


def joined_of(element: etree._Element) -> Raw:
    """Return what a unit says as a whole; it has no target where one of its segments has none."""
    return _without_gaps(element, raw_of(element))


def _without_gaps(element: etree._Element, whole: Raw) -> Raw:
    # In 2.x `raw_of` has seen to it, segment by segment.
    sources, targets = marks_of(element.find("{*}seg-source")), marks_of(element.find("{*}target"))
    if not sources or not targets or not targets.keys() <= sources.keys():
        return whole
    inline = InlineText({})
    pairs = [(inline.of(source), inline.of(targets.get(name))) for name, source in sources.items()]
    has_gaps = any(source.strip() and not target.strip() for source, target in pairs)
    return whole._replace(target="", closed=whole.locked) if has_gaps else whole


def _is_a_segment(element: etree._Element) -> bool:
    """Return whether there is but one, and nothing beside it: as most units are."""
    if name_of(element) == "trans-unit":
        return element.find("{*}seg-source") is None
    return sum(name_of(each) in ("segment", "ignorable") for each in element) == 1


def free_ids(taken: Collection[str | None]) -> Iterator[str]:
    """Yield ids for segments that have none."""
    return (name for number in count(1) if (name := f"s{number}") not in taken)


def segments_of(element: etree._Element) -> list[Segment]:
    """Return the segments of a unit; none where it is not in segments, or what is in them cannot be told."""
    return _segments_1(element) if name_of(element) == "trans-unit" else _segments_2(element)


def _segments_1(element: etree._Element) -> list[Segment]:
    target = element.find("{*}target")
    sources, targets = marks_of(element.find("{*}seg-source")), marks_of(target)
    if not sources or targets is None or not targets.keys() <= sources.keys():
        return []
    if not targets and InlineText({}).of(target).strip():
        return []  # a translation of the whole
    told = told_of(element)
    return [
        Segment(name, source, targets.get(name), target, told.get(name, Told())) for name, source in sources.items()
    ]


def _segments_2(element: etree._Element) -> list[Segment]:
    parts = [(each, each.find("{*}source"), each.find("{*}target")) for each in element.iterfind("{*}segment")]
    ids = [part.get("id") for part, _, _ in parts]
    if None in ids:
        free = free_ids({each.get("id") for each in element.iter()})
        ids = [identifier or next(free) for identifier in ids]
    found = [
        Segment(str(name), source, target, part)
        for name, (part, source, target) in zip(ids, parts, strict=True)
        if source is not None
    ]
    return found if len({each.id for each in found}) == len(parts) else []


def _raw(whole: Raw, segment: Segment, texts: tuple[str, str], *, several: bool, has_gaps: bool) -> Raw:
    (source, target), about = texts, segment.about
    details = _own(whole.details, segment.id) if several else whole.details
    state = about.get("state") if about is not None else None
    qualifier = (about.get("subState") or about.get("state-qualifier") or "") if about is not None else ""
    # That the unit is to be translated says no more than that others of its segments are.
    is_unfinished = state in UNFINISHED and not (several and has_gaps and state == "needs-translation")
    unfinished = segment.told.unfinished or (state if is_unfinished and "finished" not in details else None)
    origin = (details.get("origin") if several else None) or made_by(qualifier, details)
    is_final = whole.approved or state in FINAL or segment.told.is_final
    is_locked = whole.locked or segment.told.is_locked
    return whole._replace(
        source=source,
        target=target,
        id=f"{whole.id}/{segment.id}" if several and whole.id else whole.id,
        origin=origin or ("MT" if segment.told.is_machine and target else None),
        unfinished=unfinished,
        details=details,
        matches=tuple(_offered(whole.matches, segment)) if several else whole.matches,
        locked=is_locked,
        closed=is_locked or (bool(target) and is_final),
        segment=segment.id,
    )


def _own(details: Mapping[str, str], segment: str) -> dict[str, str]:
    """Return what is said of a segment, without the others."""
    named = ((name.partition("."), value) for name, value in details.items())
    return {name: value for (name, _, of), value in named if of == segment}


def _offered(matches: Sequence[RawMatch], segment: Segment) -> list[RawMatch]:
    names = {segment.id}
    if any(match.of not in (None, segment.id) for match in matches):  # of a mark in it, perhaps
        names |= {each.get("id", segment.id) for each in segment.source.iter() if name_of(each) == "mrk"}
    return [match for match in matches if match.of in names]
