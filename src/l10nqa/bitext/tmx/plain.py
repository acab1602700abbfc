"""The units of a `tu` of the plainest kind, without the steps that others need: most units of most files are such."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l10nqa.bitext.tmx.unit import locale_of, seconds, source_variant
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from l10nqa.bitext.tmx.unit import Header

__all__ = ["attributes_of", "plain_units"]


def plain_units(element: etree._Element, header: Header, wanted_source: str | None) -> list[TranslationUnit] | None:
    """Return the units of a `tu` that holds variants alone, each of them a text without codes; None for any other.

    They are those that `paired` gives, twice as fast. A `tu` without a source or a translation is left to that.
    """
    tag: Any = element.tag
    namespace = tag[:-2]
    variant_tag, segment_tag = f"{namespace}tuv", f"{namespace}seg"
    texts: list[str] = []
    attributes: list[Mapping[str, str]] = []
    for variant in element:
        if variant.tag != variant_tag or len(variant) != 1:
            return None
        segment = variant[0]
        if segment.tag != segment_tag or len(segment):
            return None
        texts.append(segment.text or "")
        attributes.append(attributes_of(variant))
    of_unit = attributes_of(element)
    locales = tuple(map(locale_of, attributes))
    source = source_variant(of_unit.get("srclang") or header.source_language, locales, wanted_source)
    if source is None or len(locales) < 2:
        return None
    return [
        TranslationUnit(
            texts[source.number],
            text,
            source.locale,
            locale,
            created=seconds(own.get("creationdate") or of_unit.get("creationdate")),
            changed=seconds(own.get("changedate") or of_unit.get("changedate")),
        )
        for number, (text, locale, own) in enumerate(zip(texts, locales, attributes, strict=True))
        if number != source.number
    ]


def attributes_of(element: etree._Element) -> Mapping[str, str]:
    """Return the attributes of an element by their names."""
    attributes: Any = element.items()  # texts in what has been read from a file
    return dict(attributes)
