"""The units of an XLIFF file and their segments: what each says, and by which elements.

Every segment of a unit is a segment of the bitext, with the unit's id and its own, `unit/segment`, as in the fragment
identifiers of 2.x; the only one has the unit's. Units of files that l10nqa exported are segments of a document and stay
whole, whatever a tool has made of them. So does a unit of 1.2 whose target is not in the segments of its source.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, Protocol

from l10nqa.model import State
from l10nqa.safe_xml import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from l10nqa.bitext.xliff.inline import InlineReader
    from l10nqa.model import Origin
    from l10nqa.safe_xml import Element

__all__ = [
    "REFERENCE",
    "OfferedMatch",
    "UnitReader",
    "UnitSegment",
    "XliffPlace",
    "XliffUnit",
    "details_of",
    "free_ids",
    "is_blank",
    "line_in",
    "offered_to",
    "state_of",
]

REFERENCE = re.compile(".*[#/=]")
"""What stands before the id in a fragment identifier of 2.x: `#s1`, `#/f=f1/u=u1/s1`."""
_LINE = re.compile(r"(?:^|:)\s*([0-9]{1,9})\s*$")


class OfferedMatch(NamedTuple):
    """A translation of a similar source that a unit offers."""

    source: str
    target: str
    similarity: str
    origin: str
    details: Mapping[str, str]
    of: str | None
    """The id of the segment, or of the mark, that it translates; None where it says none."""


class UnitSegment(NamedTuple):
    """A segment of a unit, or a unit as a whole."""

    name: str | None
    """Its id within the unit; None for a unit as a whole."""
    source: str
    target: str
    state: State
    is_locked: bool
    """Whether it is locked, in any state."""
    origin: Origin | None
    details: Mapping[str, str]
    """The details that l10nqa has stored beside it."""
    matches: Sequence[OfferedMatch]
    sources: tuple[Element, ...]
    """The elements whose contents in a row are the source."""
    targets: tuple[Element, ...]
    """The same of the target; none where it has none."""


class XliffPlace(NamedTuple):
    """Which segment of which unit a segment of the bitext is."""

    unit: Element
    position: int
    is_whole: bool
    """The unit is not divided into segments."""


class XliffUnit(NamedTuple):
    """A `trans-unit` of 1.x or a `unit` of 2.x."""

    element: Element
    is_ours: bool
    """It carries the hash of its target, as those that l10nqa exports."""
    is_whole: bool
    """It is not divided into segments, whatever its tool has made of it."""
    details: Mapping[str, str]
    """The details that l10nqa has stored beside the unit."""
    segments: Sequence[UnitSegment]
    matches: Sequence[OfferedMatch]
    notes: tuple[str, ...]
    document_line: int
    """The line in its document; 0 if unknown."""
    reader: InlineReader

    @property
    def is_in_segments(self) -> bool:
        """Whether the unit has several segments."""
        return len(self.segments) > 1


class UnitReader(Protocol):
    """Reads the units of one version of XLIFF."""

    @staticmethod
    def details(document: str, unit: Element) -> dict[str, str]:
        """Return what l10nqa itself has put beside a unit or a match."""

    @staticmethod
    def data(document: str, unit: Element) -> dict[str, str]:
        """Return the original data of the codes, by id."""

    @staticmethod
    def matches(document: str, unit: Element) -> Iterator[OfferedMatch]:
        """Yield the translations of similar sources that the unit offers."""

    @staticmethod
    def notes(document: str, unit: Element) -> Iterator[str]:
        """Yield the notes that others than l10nqa have put beside the unit."""

    @staticmethod
    def document_line(document: str, unit: Element) -> int:
        """Return the line in its document; 0 where it is not said."""

    @staticmethod
    def segments(
        unit: Element, reader: InlineReader, details: Mapping[str, str], matches: Sequence[OfferedMatch], *, whole: bool
    ) -> Sequence[UnitSegment]:
        """Return the segments of the unit, or the unit as one."""


def free_ids(taken: Collection[str | None]) -> Iterator[str]:
    """Yield ids for segments that have none."""
    return (name for number in count(1) if (name := f"s{number}") not in taken)


def is_blank(text: str) -> bool:
    """Tell whether a text holds nothing but white space; a control character is something."""
    return not text.strip() and not FORBIDDEN.search(text)


def state_of(source: str, target: str, *, locked: bool, unfinished: bool, final: bool) -> State:
    """Return the state of a translation.

    A draft stays one where it is locked: no lock makes it right. A source of codes alone is nothing to translate.
    """
    if is_blank(target):
        return State.LOCKED if locked or is_blank(source) else State.UNTRANSLATED
    if unfinished:
        return State.DRAFT
    if locked:
        return State.LOCKED
    return State.FINAL if final else State.TRANSLATED


def details_of(details: Mapping[str, str], segment: str) -> dict[str, str]:
    """Return what is said of a segment, without the others."""
    named = ((name.partition("."), value) for name, value in details.items())
    return {name: value for (name, _, of), value in named if of == segment}


def offered_to(matches: Sequence[OfferedMatch], name: str, source: Element) -> Iterator[OfferedMatch]:
    """Yield the matches that are of a segment with this name and source."""
    names = {name}
    if any(match.of not in (None, name) for match in matches):  # of a mark in it, perhaps
        names |= {each.get("id") or name for each in source.walk() if each.name == "mrk"}
    return (match for match in matches if match.of in names)


def line_in(text: str) -> int:
    """Return the number of a line at the end of a text; 0 where there is none."""
    found = _LINE.search(text)
    return int(found[1]) if found else 0
