"""TMX as a bitext: its segments with their places, and new targets put into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.identifiers import unique_ids
from l10nqa.bitext.record_file import Given, RecordFile, profile_of_most, with_given
from l10nqa.bitext.tmx.content import read_content, read_contents, text_within
from l10nqa.bitext.tmx.put import new_content
from l10nqa.bitext.tmx.unit import Header, Text, TmxUnit, Variant, candidates, locale_of, paired
from l10nqa.bitext.xml_text import text as escaped
from l10nqa.errors import InputError
from l10nqa.model import Problem, ProblemKind
from l10nqa.safe_xml import characters, check_xml, decoded, encoded, encoding_of, parse_tree
from l10nqa.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from l10nqa.bitext.tmx.content import Content
    from l10nqa.bitext.tmx.unit import Paired
    from l10nqa.model import Markup, Segment, Side
    from l10nqa.safe_xml import Element

__all__ = ["TmxFile", "is_tmx", "parse_tmx"]

_NO_HEADER = Header()
_MARKDOWN_TYPES = frozenset(("markdown", "md", "x-markdown", "text/markdown"))


class _TmxPlace(NamedTuple):
    """Where a segment is written."""

    source: Element
    target: Element
    is_text: Callable[[str], bool]
    """Tells which native codes of the target are text."""
    source_is_text: Callable[[str], bool]


@dataclass(frozen=True, repr=False)
class TmxFile(RecordFile):
    """A TMX file that is held in memory; `source` and `target` are what `read_tmx` gives."""

    header: Header = _NO_HEADER
    places: Mapping[str, _TmxPlace] = field(default_factory=dict, compare=False, repr=False)
    """By segment id."""
    latest: dict[tuple[str, Side], Content] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The contents that were asked for last: the findings of a segment ask for them in a row."""

    def encoded(self, text: str) -> bytes:
        """Return a text of this file as bytes; a character that the encoding lacks becomes a reference."""
        return encoded(text, self.encoding)

    def again(self, raw: bytes) -> TmxFile:
        """Read other bytes as this file was read."""
        return parse_tmx(raw, self.path, self.name, **self.given._asdict())

    def spot(self, segment: Segment, side: Side, span: Span | None) -> Span:
        """Return where a spot of source or target stands in `text`, through references, codes and CDATA sections."""
        place = self.places[segment.id]
        element, is_text = (place.source, place.source_is_text) if side == "source" else (place.target, place.is_text)
        if span is None or element.is_single_tag:
            return segment.source_span if side == "source" else segment.target_span
        if (segment.id, side) not in self.latest:
            if len(self.latest) > 1:
                self.latest.clear()
            self.latest[segment.id, side] = read_content(self.text, element, is_text)
        return self.latest[segment.id, side].place(span, element)

    def written(self, segment: Segment, text: str) -> str:
        """Return a target as the content of its element; its inline codes stay as they are."""
        place = self.places[segment.id]
        inside = new_content(self.text, place.source, place.target, segment.source, text, self._is_text(place))
        if not place.target.is_single_tag:
            return inside
        return f">{inside}</{place.target.prefix}{place.target.name}>" if inside else "/>"

    def part(self, segment: Segment, text: str) -> str:  # noqa: ARG002 - as other kinds of file
        """Return a part of a target as XML."""
        return escaped(text)

    def _is_text(self, place: _TmxPlace) -> Callable[[str], bool] | None:
        return None if self.header.is_ours else place.is_text


def is_tmx(beginning: bytes) -> bool:
    """Tell whether a file that begins so is TMX."""
    return b"<tmx" in beginning.replace(b"\0", b"")


def parse_tmx(
    raw: bytes,
    path: str,
    name: str,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> TmxFile:
    """Turn the bytes of a TMX file into a bitext with one segment for each translation of a `tu`.

    A `source_locale` that a unit has a text in makes that its source. For the locales and the markup see `with_given`;
    files of l10nqa say which texts are plain, and hold Markdown else. A `tu` without source or translation is a
    problem.

    Raises:
        InputError: the file is not TMX, declares entities, or is broken; it says where.
    """
    given = Given(source_locale, target_locale, markup)
    replaced = check_xml(raw, path, ("header", "tu"), kind="TMX", roots=("tmx",))
    encoding = encoding_of(raw)
    text = decoded(raw, encoding, path)
    root = parse_tree(text)
    if root is None:
        raise InputError("is no TMX that l10nqa can take apart", path=path, hint="save it as UTF-8 from its tool")
    first = next((each for each in root.walk() if each.name in ("header", "tu")), None)
    header = Header.of(first.attributes) if first and first.name == "header" else Header()
    unpaired: list[InputError] = []
    pairs: list[tuple[Paired, _TmxPlace]] = []
    names: list[list[str]] = []
    lines = LineIndex(text)
    for number, element in enumerate(_tus(root), 1):
        unit = _unit(text, element, header, lines)
        try:
            for pair in paired(unit, header, path, source_locale):
                names.append(candidates(unit, number, pair))
                pairs.append((pair, _place(pair, header, unit.attributes)))
        except InputError as error:
            unpaired.append(error)
    found = [
        _placed(pair, identifier, place) for (pair, place), identifier in zip(pairs, unique_ids(names), strict=True)
    ]
    is_markdown = header.datatype.lower() in _MARKDOWN_TYPES
    segments, left_out = with_given(found, given, path, is_markdown=is_markdown, is_said=header.is_ours)
    return TmxFile(
        path,
        name,
        text,
        tuple(segments),
        left_out=(replaced, *left_out) if replaced else left_out,
        problems=tuple(
            Problem(path, error.line or 1, 1, ProblemKind.RECORD, error.message, error.hint) for error in unpaired
        ),
        profile=profile_of_most(segments, given),
        encoding=encoding,
        given=given,
        header=header,
        places={segment.id: place for segment, (_, place) in zip(found, pairs, strict=True)},
    )


def _tus(root: Element) -> Iterator[Element]:
    """Yield the elements of units; one within another is a part of it, as where they are read one by one."""
    for element in root.walk():
        if element.name == "tu" and all(each.name != "tu" for each in element.ancestors()):
            yield element


def _unit(text: str, element: Element, header: Header, lines: LineIndex) -> TmxUnit:
    variants: list[Variant] = []
    properties: dict[str, str] = {}
    notes: list[str] = []
    for child in element.children:
        if child.name == "tuv":
            variants += _variants(text, child, header, element.attributes)
        elif child.name == "prop":
            properties[child.get("type")] = characters(text, child.inside)
        elif child.name == "note":
            notes.append(characters(text, child.inside))
    return TmxUnit(element.attributes, properties, tuple(notes), tuple(variants), lines.line(element.start))


def _variants(text: str, element: Element, header: Header, unit: Mapping[str, str]) -> Iterator[Variant]:
    segment = next(element.any("seg"), None)
    if segment is None:
        return
    attributes = element.attributes
    if header.is_ours:
        texts = [Text(text_within(text, segment), (), segment)]
    else:
        contents = read_contents(text, segment, header.is_text(unit, attributes))
        texts = [Text(content.text, tuple(code for code, _ in content.codes), place) for content, place in contents]
    notes = tuple(characters(text, note.inside) for note in element.any("note"))
    yield Variant(
        locale_of(attributes), tuple(texts), attributes.get("creationdate"), attributes.get("changedate"), notes
    )


def _place(pair: Paired, header: Header, unit: Mapping[str, str]) -> _TmxPlace:
    source, target = pair.source.element, pair.target.element
    assert source  # noqa: S101 - this module puts them there
    assert target  # noqa: S101
    return _TmxPlace(
        source,
        target,
        header.is_text(unit, _variant_of(target)),
        header.is_text(unit, _variant_of(source)),
    )


def _variant_of(element: Element) -> Mapping[str, str]:
    return next((each.attributes for each in element.ancestors() if each.name == "tuv"), {})


def _placed(pair: Paired, identifier: str, place: _TmxPlace) -> Segment:
    return pair.segment._replace(id=identifier, source_span=_inside(place.source), target_span=_inside(place.target))


def _inside(element: Element) -> Span:
    """Return the content of an element; of one with a single tag, what closes the tag."""
    return Span(element.end - 2, element.end) if element.is_single_tag else element.inside
