"""Filling a unit: what both versions of XLIFF have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from l10nqa.bitext.entries import FORMER
from l10nqa.bitext.exact import from_json, to_json
from l10nqa.bitext.xliff.elements import indent_in
from l10nqa.bitext.xliff.inline import InlineReader
from l10nqa.bitext.xliff.unit import is_blank
from l10nqa.bitext.xml_text import as_shown
from l10nqa.model import State
from l10nqa.safe_xml import FORBIDDEN, XML_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.bitext.text_file import TextChange
    from l10nqa.bitext.xliff.unit import UnitSegment, XliffUnit
    from l10nqa.model import Match, Target
    from l10nqa.safe_xml import Element

__all__ = ["Filler", "UnitText", "Wanted"]


class Wanted(NamedTuple):
    """The new target and state of a segment of a unit."""

    position: int
    """Which segment of the unit it is."""
    target: Target
    content: str | None = None
    """The new content of the target, as XML; None where the target stays, or `edits` change it."""
    edits: Sequence[TextChange] = ()
    """Further changes in the unit."""
    is_coded: bool = False
    """Its Markdown has become inline codes, and that of the match is to become the same."""
    is_only_offered: bool = False
    """The target stays, and the match is offered beside it."""


class Filler(Protocol):
    """Changes the units of one version of XLIFF."""

    def coded(self, unit: UnitText, source: str, translation: str) -> tuple[str, list[TextChange]] | None:
        """Return the Markdown of a translation as inline codes, and what they need elsewhere; None without codes."""

    def changes(self, unit: UnitText, wanted: Sequence[Wanted]) -> list[TextChange]:
        """Return the changes that give segments of a unit new targets, states, notes and matches."""


class UnitText:
    """A unit, and the text of its document."""

    def __init__(self, document: str, unit: XliffUnit) -> None:
        self.document, self.unit, self.element = document, unit, unit.element

    @property
    def segments(self) -> Sequence[UnitSegment]:
        """The segments of the unit."""
        return self.unit.segments

    @property
    def namespace(self) -> str | None:
        """The namespace that an added element without a prefix must declare; None where it is in force."""
        return self.element.namespace if self.element.prefix else None

    @property
    def indent(self) -> str:
        """The white space between two elements of the unit; none where they follow one another."""
        return indent_in(self.document, self.element)

    def inside(self, element: Element | None) -> str:
        """Return the content of an element as written; empty for None."""
        return element.inside.of(self.document) if element else ""

    def start_tag(self, element: Element) -> str:
        """Return the start tag of an element as written."""
        return element.start_tag.of(self.document)

    def label(self, index: int) -> str:
        """Return the prefix by which a note of ours names its segment; empty if there is only one."""
        return f"segment {self.segments[index].name}: " if self.unit.is_in_segments else ""

    def notes(self, wanted: Sequence[Wanted], there: Sequence[Element]) -> tuple[list[Element], list[str]]:
        """Return our present notes that are to be removed, and the texts of notes to be added."""
        reader = InlineReader(self.document, {})
        texts = [reader.text(each) for each in there]
        new = [self.label(each.position) + note for each in wanted for note in each.target.notes]
        labels = tuple(self.label(each.position) for each in wanted)
        gone = [
            each
            for each, text in zip(there, texts, strict=True)
            if text.startswith(labels) and text not in new and not text.startswith(FORMER)
        ]
        return gone, [note for note in dict.fromkeys(new) if note not in texts]

    def former(self, wanted: Wanted) -> str:
        """Return the translation that another one replaces and no match has; nothing where there is none."""
        segment = self.segments[wanted.position]
        known = {segment.source, as_shown(wanted.target.text or ""), *(match.target for match in segment.matches)}
        return "" if as_shown(segment.target) in known or is_blank(segment.target) else segment.target

    def is_offered(self, wanted: Wanted, match: Match) -> bool:
        """Tell whether the segment has the match already."""
        texts = (as_shown(match.unit.source), as_shown(match.unit.target))
        return any((each.source, each.target) == texts for each in self.segments[wanted.position].matches)

    def details(self, wanted: Sequence[Wanted]) -> dict[str, str]:
        """Return the details that we store beside the unit: the translators, and texts that XML cannot express."""
        details = dict(self.unit.details)
        for each in wanted:
            own = self._own_details(each)
            if self.unit.is_in_segments:
                of = self.segments[each.position].name
                details = {name: value for name, value in details.items() if name.partition(".")[2] != of}
                details |= {f"{name}.{of}": value for name, value in own.items()}
            else:
                details = own
        return details

    def _own_details(self, wanted: Wanted) -> dict[str, str]:
        segment, target = self.segments[wanted.position], wanted.target
        details = {name: value for name, value in segment.details.items() if name not in ("origin", "finished")}
        if target.match is not None and target.match.unit.origin:
            details["origin"] = target.match.unit.origin
        exact: dict[str, str | int | None] = {**from_json(details.pop("exact", None))}
        exact.pop("target", None)
        is_held_by_xml = not self.unit.is_ours or target.text is None or not FORBIDDEN.search(target.text)
        if not is_held_by_xml:
            exact["target"] = target.text
        return details | ({"exact": to_json(exact)} if exact else {})

    def space_of(self, source: Element | None) -> dict[str, str | None]:
        """Return the `xml:space` that a new target must have as its source has it."""
        space = source.get(f"{{{XML_NAMESPACE}}}space") if source else ""
        return {"xml:space": space} if space else {}

    def state_after(self, wanted: Sequence[Wanted]) -> State:
        """Return the state of the unit as a whole once the segments have their new targets."""
        states = {each.position: each.target.state for each in wanted if each.target.state is not None}
        texts = {each.position: each.target.text for each in wanted if each.target.text is not None}
        after = [
            (segment.source, texts.get(index, segment.target), states.get(index, segment.state))
            for index, segment in enumerate(self.segments)
        ]
        if any(state is State.DRAFT and target for _, target, state in after):
            return State.DRAFT
        if any(source.strip() and is_blank(target) for source, target, _ in after):
            return State.UNTRANSLATED
        found = {state for _, target, state in after if not is_blank(target)}
        return found.pop() if len(found) == 1 else State.TRANSLATED
