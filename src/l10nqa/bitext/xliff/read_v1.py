"""Reads the units of XLIFF 1.0 to 1.2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitext.reading import origin_of
from l10nqa.bitext.xliff.inline import InlineReader
from l10nqa.bitext.xliff.states import FINAL, UNFINISHED, is_locked, origin_of_qualifier, tool_status
from l10nqa.bitext.xliff.unit import OfferedMatch, UnitSegment, details_of, line_in, offered_to, state_of
from l10nqa.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.safe_xml import Element

__all__ = ["Version1", "marks_of"]

_LOCATION = ("location", "linenumber")
"""The purpose and the type of a context that holds the line in the document."""


class Version1:
    """XLIFF 1.0 to 1.2."""

    @staticmethod
    def details(document: str, unit: Element) -> dict[str, str]:
        """Return the details that l10nqa has stored beside a unit or a match."""
        contexts = _contexts(document, unit)
        return {name.removeprefix("x-"): text for purpose, name, text in contexts if purpose == "x-l10nqa"}

    @staticmethod
    def data(document: str, unit: Element) -> dict[str, str]:  # noqa: ARG004 - only 2.x has any
        """Return the original data of the codes, by id."""
        return {}

    @staticmethod
    def matches(document: str, unit: Element) -> Iterator[OfferedMatch]:
        """Yield the translations of similar sources that the unit offers."""
        for each in unit.all("alt-trans"):
            reader, details = InlineReader(document, {}), Version1.details(document, each)
            texts = reader.text(each.child("source")), reader.text(each.child("target"))
            of = each.get("mid") or details.get("segment")
            yield OfferedMatch(*texts, each.get("match-quality"), each.get("origin"), details, of)

    @staticmethod
    def notes(document: str, unit: Element) -> Iterator[str]:
        """Yield the notes that others than l10nqa have put beside the unit."""
        reader = InlineReader(document, {})
        yield from (reader.text(each) for each in unit.all("note") if each.get("from") != "l10nqa")
        yield from (text for purpose, name, text in _contexts(document, unit) if _is_note(purpose, name))

    @staticmethod
    def document_line(document: str, unit: Element) -> int:
        """Return the line in its document; 0 if unknown."""
        found = (text for purpose, name, text in _contexts(document, unit) if (purpose, name) == _LOCATION)
        return max(map(line_in, found), default=0)

    @staticmethod
    def segments(
        unit: Element, reader: InlineReader, details: Mapping[str, str], matches: Sequence[OfferedMatch], *, whole: bool
    ) -> Sequence[UnitSegment]:
        """Return the segments of the unit, or the unit as one."""
        source, cut, target = unit.child("source"), unit.child("seg-source"), unit.child("target")
        if source is None:
            return ()
        source_text = reader.text(source)
        marks = {} if whole or cut is None else marks_of(cut) or {}
        target_marks = marks_of(target) if marks and target is not None else {}
        if not marks or target_marks is None or not _are_of(marks, target_marks, target, reader):
            return (_whole_1(unit, reader, details, matches, source_text),)
        pairs = [(name, mark, target_marks.get(name)) for name, mark in marks.items()]
        texts = {name: (reader.text(mark), reader.text(own)) for name, mark, own in pairs}
        has_gaps = any(text.strip() and not translation.strip() for text, translation in texts.values())
        return [
            _segment_1(unit, name, (mark, own), texts[name], details, matches, len(pairs) > 1, has_gaps)
            for name, mark, own in pairs
        ]


def _contexts(document: str, unit: Element) -> list[tuple[str, str, str]]:
    """Return the contexts of a unit of 1.2: purpose and type, and the text."""
    reader = InlineReader(document, {})
    return [
        (group.get("purpose"), context.get("context-type"), reader.text(context))
        for group in unit.all("context-group")
        for context in group.all("context")
    ]


def _is_note(purpose: str, name: str) -> bool:
    return purpose != "x-l10nqa" and (purpose, name) != _LOCATION


def _are_of(
    marks: Mapping[str, Element], target_marks: Mapping[str, Element], target: Element | None, reader: InlineReader
) -> bool:
    """Tell whether a target is in the segments of its source, and not a translation of the whole."""
    return target_marks.keys() <= marks.keys() and (bool(target_marks) or not reader.text(target).strip())


def marks_of(element: Element) -> dict[str, Element] | None:
    """Return the marks that cut an element into segments (1.2, section 2.5.2), by `mid`; None where that is unclear."""
    found: dict[str, Element] = {}
    for each in element.walk():
        if each.name != "mrk" or each.get("mtype") != "seg" or each is element:
            continue
        name = each.get("mid")
        if not name or any(map(str.isspace, name)) or name in found or _is_in_mark(each, element):
            return None
        found[name] = each
    return found


def _is_in_mark(mark: Element, within: Element) -> bool:
    for parent in mark.ancestors():
        if parent is within:
            return False
        if parent.name == "mrk" and parent.get("mtype") == "seg":
            return True
    return False


def _whole_1(
    unit: Element,
    reader: InlineReader,
    details: Mapping[str, str],
    matches: Sequence[OfferedMatch],
    source_text: str,
) -> UnitSegment:
    source, target = unit.child("source"), unit.child("target")
    target_text = reader.text(target)
    if _has_gaps(unit, reader):
        target_text, target = "", None
    status = tool_status(unit, None)
    said = target.get("state") if target else ""
    locked = status.is_locked or is_locked(unit)
    state = state_of(
        source_text,
        target_text,
        locked=locked,
        unfinished=status.state is State.DRAFT or (status.state is None and said in UNFINISHED),
        final=status.state is State.FINAL or unit.get("approved") == "yes" or said in FINAL,
    )
    origin = origin_of_qualifier(target.get("state-qualifier"), details) if target else None
    return UnitSegment(
        name=None,
        source=source_text,
        target=target_text,
        state=state,
        is_locked=locked,
        origin=origin_of(origin) or (status.origin if target_text else None),
        details=details,
        matches=matches,
        sources=(source,) if source else (),
        targets=(target,) if target else (),
    )


def _has_gaps(unit: Element, reader: InlineReader) -> bool:
    """Tell whether a tool has cut up a unit that stays whole, and one of its segments has no target."""
    cut, target = unit.child("seg-source"), unit.child("target")
    if cut is None or target is None:
        return False
    sources, targets = marks_of(cut), marks_of(target)
    if not sources or not targets or not targets.keys() <= sources.keys():
        return False
    pairs = [(reader.text(source), reader.text(targets.get(name))) for name, source in sources.items()]
    return any(source.strip() and not target.strip() for source, target in pairs)


def _segment_1(
    unit: Element,
    name: str,
    elements: tuple[Element, Element | None],
    texts: tuple[str, str],
    details: Mapping[str, str],
    matches: Sequence[OfferedMatch],
    several: bool,  # noqa: FBT001
    has_gaps: bool,  # noqa: FBT001
) -> UnitSegment:
    (source, own), target, status = elements, unit.child("target"), tool_status(unit, name)
    said = target.get("state") if target else ""
    details = details_of(details, name) if several else details
    # That the unit is to be translated says no more than that others of its segments are.
    is_unfinished = said in UNFINISHED and not (several and has_gaps and said == "needs-translation")
    locked = status.is_locked or is_locked(unit)
    state = state_of(
        *texts,
        locked=locked,
        unfinished=status.state is State.DRAFT
        or (status.state is None and is_unfinished and "finished" not in details),
        final=status.state is State.FINAL or unit.get("approved") == "yes" or said in FINAL,
    )
    qualifier = target.get("state-qualifier") if target else ""
    origin = (details.get("origin") if several else None) or origin_of_qualifier(qualifier, details)
    return UnitSegment(
        name=name,
        source=texts[0],
        target=texts[1],
        state=state,
        is_locked=locked,
        origin=origin_of(origin) or (status.origin if texts[1] else None),
        details=details,
        matches=list(offered_to(matches, name, source)) if several else matches,
        sources=(source,),
        targets=(own,) if own else (),
    )
