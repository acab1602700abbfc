"""Reads the units of XLIFF 2.x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitext.reading import origin_of
from l10nqa.bitext.xliff.inline import InlineReader
from l10nqa.bitext.xliff.states import FINAL, UNFINISHED, is_locked, origin_of_qualifier
from l10nqa.bitext.xliff.unit import (
    REFERENCE,
    OfferedMatch,
    UnitSegment,
    details_of,
    free_ids,
    line_in,
    offered_to,
    state_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.safe_xml import Element

__all__ = ["Version2"]


class Version2:
    """XLIFF 2.x."""

    @staticmethod
    def details(document: str, unit: Element) -> dict[str, str]:
        """Return the details that l10nqa has stored beside a unit or a match."""
        reader = InlineReader(document, {})
        groups = [group for each in unit.any("metadata") for group in each.any("metaGroup")]
        ours = [group for group in groups if group.get("category") == "l10nqa"]
        return {meta.get("type"): reader.text(meta) for group in ours for meta in group.any("meta")}

    @staticmethod
    def data(document: str, unit: Element) -> dict[str, str]:
        """Return the original data of the codes, by id."""
        reader = InlineReader(document, {})
        return {data.get("id"): reader.text(data) for each in unit.any("originalData") for data in each.any("data")}

    @staticmethod
    def matches(document: str, unit: Element) -> Iterator[OfferedMatch]:
        """Yield the translations of similar sources that the unit offers."""
        for each in (match for matches in unit.any("matches") for match in matches.any("match")):
            reader = InlineReader(document, Version2.data(document, each))
            source, target = next(each.any("source"), None), next(each.any("target"), None)
            texts = reader.text(source), reader.text(target)
            similarity = each.get("similarity") or each.get("matchSuitability")
            of = REFERENCE.sub("", each.get("ref")) or None
            yield OfferedMatch(*texts, similarity, each.get("origin"), Version2.details(document, each), of)

    @staticmethod
    def notes(document: str, unit: Element) -> Iterator[str]:
        """Yield the notes that others than l10nqa have put beside the unit."""
        reader = InlineReader(document, {})
        for each in (note for notes in unit.all("notes") for note in notes.all("note")):
            category = each.get("category")
            # Where l10nqa has written the unit, the line is told by `document_line`.
            is_line = category == "location" and "target-hash" in Version2.details(document, unit)
            if category != "l10nqa" and not is_line:
                yield reader.text(each)

    @staticmethod
    def document_line(document: str, unit: Element) -> int:
        """Return the line in its document; 0 if unknown."""
        reader = InlineReader(document, {})
        notes = [note for each in unit.all("notes") for note in each.all("note")]
        return max((line_in(reader.text(note)) for note in notes if note.get("category") == "location"), default=0)

    @staticmethod
    def segments(
        unit: Element, reader: InlineReader, details: Mapping[str, str], matches: Sequence[OfferedMatch], *, whole: bool
    ) -> Sequence[UnitSegment]:
        """Return the segments of the unit, or the unit as one."""
        parts = [each for each in unit.children if each.name in ("segment", "ignorable")]
        parts = [each for each in parts if each.namespace == unit.namespace and each.child("source")]
        own = [each for each in parts if each.name == "segment"]
        if not own:
            return ()
        # All sources before the first target: a code may be emptied in all places but one.
        sources = [reader.text(each.child("source")) for each in parts]
        names = _names(unit, own)
        if whole or len(parts) == 1 or len(set(names)) < len(names):
            return (_whole_2(unit, parts, sources, reader, details, matches),)
        texts = {id(part): text for part, text in zip(parts, sources, strict=True)}
        several = len(own) > 1
        return [
            _segment_2(part, name, texts[id(part)], reader, details, matches, several=several)
            for part, name in zip(own, names, strict=True)
        ]


def _names(unit: Element, segments: Sequence[Element]) -> list[str]:
    names = [each.get("id") for each in segments]
    if "" in names:
        free = free_ids({each.get("id") for each in unit.walk()})
        names = [name or next(free) for name in names]
    return names


def _whole_2(
    unit: Element,
    parts: Sequence[Element],
    sources: Sequence[str],
    reader: InlineReader,
    details: Mapping[str, str],
    matches: Sequence[OfferedMatch],
) -> UnitSegment:
    elements = _ordered_targets(parts, sources)
    target = "".join(map(reader.text, elements))
    segments = [each for each in parts if each.name == "segment"]
    locked = is_locked(unit)
    state = state_of(
        "".join(sources),
        target,
        locked=locked,
        unfinished=any(each.get("state") in UNFINISHED for each in parts),
        final=all(each.get("state") in FINAL for each in segments),
    )
    origins = (origin_of_qualifier(each.get("subState"), details) for each in parts)
    found = [source for each in parts if (source := each.child("source"))]
    origin = origin_of(next(filter(None, origins), None))
    return UnitSegment(
        name=None,
        source="".join(sources),
        target=target,
        state=state,
        is_locked=locked,
        origin=origin,
        details=details,
        matches=matches,
        sources=tuple(found),
        targets=tuple(elements),
    )


def _ordered_targets(parts: Sequence[Element], sources: Sequence[str]) -> list[Element]:
    """Return the elements of the target in the order they ask for; none where a segment has none."""
    found: list[tuple[int, Element]] = []
    for position, (part, source) in enumerate(zip(parts, sources, strict=True), 1):
        target = part.child("target")
        if target is not None:
            order = target.get("order")
            is_number = order.isascii() and order.isdecimal() and len(order) < 10
            found.append((int(order) if is_number else position, target))
        elif part.name == "ignorable" or not source.strip():
            found += [(position, each) for each in part.all("source")]
        else:
            return []
    return [element for _, element in sorted(found, key=lambda each: each[0])]


def _segment_2(
    part: Element,
    name: str,
    source: str,
    reader: InlineReader,
    details: Mapping[str, str],
    matches: Sequence[OfferedMatch],
    *,
    several: bool,
) -> UnitSegment:
    target = part.child("target")
    text = reader.text(target)
    details = details_of(details, name) if several else details
    said = part.get("state")
    locked = is_locked(part)
    state = state_of(source, text, locked=locked, unfinished=said in UNFINISHED, final=said in FINAL)
    origin = (details.get("origin") if several else None) or origin_of_qualifier(part.get("subState"), details)
    source_element = part.child("source")
    offered = list(offered_to(matches, name, source_element)) if several and source_element else matches
    return UnitSegment(
        name=name,
        source=source,
        target=text,
        state=state,
        is_locked=locked,
        origin=origin_of(origin),
        details=details,
        matches=offered,
        sources=(source_element,) if source_element else (),
        targets=(target,) if target else (),
    )
