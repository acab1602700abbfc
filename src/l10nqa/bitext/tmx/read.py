"""TMX to units, of whatever tool and version, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from l10nqa.bitext.reading import OnSkip, ignore, reading
from l10nqa.bitext.tmx.content import read_contents
from l10nqa.bitext.tmx.plain import attributes_of, plain_units
from l10nqa.bitext.tmx.unit import Header, Text, TmxUnit, Variant, locale_of, paired
from l10nqa.errors import InputError
from l10nqa.safe_xml import elements, line_of, name_of, parse_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from l10nqa.model import TranslationUnit

__all__ = ["read_tmx"]


def read_tmx(
    file: Path,
    *,
    skipped: OnSkip = ignore,
    source_locale: str | None = None,
    target_locale: str | None = None,  # noqa: ARG001 - every variant names its own
) -> Iterator[TranslationUnit]:
    """Yield the units of a TMX file, one for each translation of a `tu`, as `parse_tmx` gives them.

    A `source_locale` that a unit has a text in makes that its source. A `tu` without a source or a translation goes to
    `skipped`.

    Raises:
        InputError: the file cannot be read, is not TMX, declares entities, or is broken; in the last case all units
            before the break have been yielded.
    """
    header: Header | None = None
    with reading(file):
        for element in elements(file, ("header", "tu"), kind="TMX", roots=("tmx",), skipped=skipped):
            is_header = name_of(element) == "header"
            if header is None:  # a later one would not be about the units before it, and TMX has one
                header = Header.of(attributes_of(element)) if is_header else Header()
            if is_header:
                continue
            plain = plain_units(element, header, source_locale)
            if plain is not None:
                yield from plain
                continue
            try:
                for pair in paired(_unit(element, header), header, str(file), source_locale):
                    yield pair.unit
            except InputError as error:
                skipped(error)


def _unit(element: etree._Element, header: Header) -> TmxUnit:
    attributes = attributes_of(element)
    variants: list[Variant] = []
    properties: dict[str, str] = {}
    notes: list[str] = []
    for child in element:
        name = name_of(child)
        if name == "tuv":
            variant = _variant(child, header, attributes)
            if variant:
                variants.append(variant)
        elif name == "prop":
            properties[child.get("type", "")] = child.text or ""
        elif name == "note":
            notes.append(child.text or "")
    return TmxUnit(attributes, properties, tuple(notes), tuple(variants), line_of(element))


def _variant(element: etree._Element, header: Header, unit: Mapping[str, str]) -> Variant | None:
    """Return what a `tuv` says; None where it has no text."""
    # Walking is several times as fast as lxml's paths with a wildcard for the namespace, and this is asked most.
    for child in element:
        if name_of(child) == "seg":
            attributes = attributes_of(element)
            texts = _texts(child, header, unit, attributes)
            return Variant(
                locale_of(attributes), texts, attributes.get("creationdate"), attributes.get("changedate"), ()
            )
    return None


def _texts(
    segment: etree._Element, header: Header, unit: Mapping[str, str], variant: Mapping[str, str]
) -> tuple[Text, ...]:
    if not len(segment):
        return (Text(segment.text or ""),)
    if header.is_ours:
        return (Text("".join(map(str, segment.itertext()))),)
    document = etree.tostring(segment, encoding="unicode", with_tail=False)
    root = parse_tree(document)
    if root is None:  # which lxml does not write
        return (Text(""),)
    contents = read_contents(document, root, header.is_text(unit, variant))
    return tuple(Text(content.text, tuple(code for code, _ in content.codes)) for content, _ in contents)
