"""One unit of an XLIFF document as it stands there: what it says, and a translation as it would stand in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from l10nqa.bitexts.entries import FORMER
from l10nqa.bitexts.xliff.inline import InlineText, Part
from l10nqa.bitexts.xliff.parse import data_of, raw_of
from l10nqa.bitexts.xliff.placing import Placeable, place
from l10nqa.bitexts.xliff.segments import raws_of
from l10nqa.bitexts.xliff.spans import declarations_of
from l10nqa.bitexts.xml_text import text as as_text
from l10nqa.safe_xml import clean, name_of
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from l10nqa.bitexts.xliff.inline import Shown
    from l10nqa.bitexts.xliff.spans import Element

__all__ = ["Change", "UnitText", "changed", "codes_of", "parsed"]

# As in `safe_xml`: nothing is expanded, nothing is fetched. An entity that nobody declared is left out.
_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "recover": True}
_PAIRED = frozenset({"bpt", "ept", "bx", "ex", "sc", "ec"})
_MARKERS = frozenset({"sm", "em"})


class Change(NamedTuple):
    """Put `text` in the place of a stretch of the document."""

    span: Span
    text: str


class UnitText:
    """A unit and its place in the text of its document, and which of its segments is meant.

    Raises:
        ValueError: it cannot be read by itself, which takes more than one fault in the document.
    """

    def __init__(self, document: str, element: Element, at: int = 0) -> None:
        self.document, self.element, self.at = document, element, at
        tree = parsed(element.span.of(document), element)
        self.raws = raws_of(tree)
        if at >= len(self.raws):
            raise ValueError(at)
        self.raw = self.raws[at]
        self.details = raw_of(tree).details
        trees = [each for each in tree.iter() if name_of(each)]
        self._trees = dict(zip((each.span for each in element.walk()), trees, strict=True))
        self._data = data_of(tree)

    @property
    def is_in_segments(self) -> bool:
        """Whether the unit has others beside the one that is meant."""
        return len(self.raws) > 1

    def details_with(self, own: Mapping[str, str]) -> dict[str, str]:
        """Return what is to stand beside the unit for us, where this is to stand beside the segment."""
        if not self.is_in_segments:
            return dict(own)
        of = self.raw.segment
        others = {name: value for name, value in self.details.items() if name.partition(".")[2] != of}
        return others | {f"{name}.{of}": value for name, value in own.items()}

    def told(self, notes: Sequence[str], there: Sequence[Element]) -> tuple[list[Element], list[str]]:
        """Return which notes of ours go, and what is to be told of the segment, named where there are others."""
        texts = [self._trees[each.span].text or "" for each in there]
        wanted = [self._of_segment + note for note in notes]
        gone = [
            each
            for each, text in zip(there, texts, strict=True)
            if text.startswith(self._of_segment) and text not in wanted and not text.startswith(FORMER)
        ]
        return gone, [note for note in wanted if note not in texts]

    @property
    def _of_segment(self) -> str:
        return f"segment {self.raw.segment}: " if self.is_in_segments else ""

    def inside(self, element: Element | None) -> str:
        """Return the content of an element as it stands; nothing of none."""
        return element.inside.of(self.document) if element else ""

    @property
    def former(self) -> str:
        """The translation that stands and no match has; nothing where there is none."""
        target = self.raw.target
        return "" if target == self.raw.source or any(target == match.target for match in self.raw.matches) else target

    @property
    def indent(self) -> str:
        """The white space between two elements of the unit; none where they follow one another."""
        return self.indent_in(self.element)

    def indent_in(self, element: Element) -> str:
        """Return the same of another element."""
        between = self.document[element.start_tag.end : element.children[0].start_tag.start]
        return between if between.isspace() else ""

    def attribute(self, element: Element, name: str) -> str | None:
        """Return the value of an attribute of an element in the unit."""
        return self._trees[element.span].get(name)

    def without(self, elements: Iterable[Element]) -> list[Change]:
        """Return the changes that take elements out, and the white space before each."""
        return [Change(Span(self._text_end(each.span.start), each.span.end), "") for each in elements]

    def _text_end(self, at: int) -> int:
        return len(self.document[self.element.start_tag.end : at].rstrip()) + self.element.start_tag.end

    def appended(self, element: Element, inside: str) -> Change:
        """Return the change that puts something at the end of an element's content."""
        if element.start_tag.end == element.end_tag.end:
            start = self.start_tag(element).removesuffix("/>").rstrip()
            return Change(element.span, f"{start}>{inside}</{element.prefix}{element.name}>")
        at = self._text_end(element.end_tag.start)
        return Change(Span(at, at), self.indent_in(element) + inside if element.children else inside)

    def start_tag(self, element: Element) -> str:
        """Return the start tag of an element as it stands."""
        return element.start_tag.of(self.document)

    def content(self, source: Element, template: Element, translation: str) -> str | None:
        """Return a translation as XML with the codes of `template`; None where these cannot be placed.

        The template is the source, or the source in segments as 1.2 has it.
        """
        if not template.children:
            return as_text(translation)
        inline = InlineText(self._data)
        inline.of(self._trees[source.span])
        places = {self._trees[each.span]: each for each in template.walk()}
        pieces = inline.pieces(self._trees[template.span])
        if self.is_in_segments and _crosses(pieces):
            return None
        placed = place([self._placeable(piece, places) for piece in pieces], translation)
        return (
            None
            if placed is None
            else "".join(as_text(each.shown) if each.raw is None else each.raw for each in placed)
        )

    def _placeable(self, piece: Shown, places: Mapping[etree._Element, Element]) -> Placeable:
        if piece.code is None:
            return Placeable(piece.text)
        element = places[piece.code]
        span = {Part.WHOLE: element.span, Part.START: element.start_tag, Part.END: element.end_tag}[piece.part]
        raw, pair = span.of(self.document), None
        if piece.part is not Part.WHOLE:
            pair = str(element.start_tag.start)
        elif element.name in _PAIRED:
            pair = piece.code.get("rid") or piece.code.get("startRef") or piece.code.get("id")
        if piece.part is Part.START and element.start_tag.end == element.end_tag.end:
            raw = f"{raw[:-2].rstrip()}>"  # an empty element: its end tag follows
        if piece.part is Part.END and not raw:
            raw = f"</{element.prefix}{element.name}>"
        return Placeable(piece.text, raw, piece.part is Part.START, piece.part is Part.END, pair)


def _crosses(pieces: Sequence[Shown]) -> bool:
    """Return whether one of two codes that belong together is elsewhere."""
    ends = Counter(
        code.get("rid") or code.get("startRef") or code.get("id")
        for code in (piece.code for piece in pieces if piece.code is not None and piece.part is not Part.END)
        if name_of(code) in _PAIRED | _MARKERS and code.get("isolated") != "yes"
    )
    return any(number != 2 for number in ends.values())


def parsed(text: str, element: Element) -> etree._Element:
    """Return an element that is written so, with the namespaces that are in force at the one given.

    Raises:
        ValueError: it is no element.
    """
    declared = declarations_of(element)
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_OPTIONS)
    wrap = etree.fromstring(f"<wrap{declared}>{clean(text)}</wrap>".encode(), parser)
    if wrap is None or not len(wrap):
        raise ValueError(text)
    return wrap[0]


def codes_of(element: etree._Element) -> Counter[tuple[str, str]]:
    """Return the codes in an element, by name and id."""
    return Counter(
        (name_of(each), each.get("id") or each.get("rid") or each.get("mid") or "")
        for each in element.iterdescendants()
    )


def changed(document: str, span: Span, changes: Sequence[Change]) -> str:
    """Return a stretch of the document with the changes made."""
    parts: list[str] = []
    reached = span.start
    for change in sorted(changes, key=lambda change: change.span):
        parts += (document[reached : change.span.start], change.text)
        reached = change.span.end
    return "".join([*parts, document[reached : span.end]])
