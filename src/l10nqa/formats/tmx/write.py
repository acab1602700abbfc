"""Units to TMX, one at a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

import l10nqa
from l10nqa.formats._exact import show, to_json
from l10nqa.formats.tmx.xml import UNFIT, XML_LANG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from l10nqa.model import TranslationUnit

__all__ = ["write_tmx"]


def write_tmx(units: Iterable[TranslationUnit], stream: BinaryIO) -> None:
    """Write the units as TMX 1.4b, without a DOCTYPE, so that nobody's reader goes looking for a DTD.

    Everything but the unit's line and its number in a memory comes back from `read_tmx`.
    """
    iterator = iter(units)
    first = next(iterator, None)
    source_locale = _fit(first.source_locale) if first else "*all*"
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(_header(source_locale), pretty_print=True)
            with xml.element("body"):
                xml.write("\n")
                for unit in chain([first] if first else [], iterator):
                    xml.write(_translation_unit(unit, source_locale), pretty_print=True)


def _header(source_locale: str) -> etree._Element:
    attributes = {
        "creationtool": "l10nqa",
        "creationtoolversion": l10nqa.__version__,
        "segtype": "sentence",
        "o-tmf": "l10nqa",
        "adminlang": "en",
        "srclang": source_locale,
        "datatype": "plaintext",
    }
    return etree.Element("header", attributes)


def _translation_unit(unit: TranslationUnit, source_locale: str) -> etree._Element:
    element = etree.Element("tu")
    if unit.key:
        # "Text without white spaces", says TMX of a tuid.
        element.set("tuid", re.sub(r"\s", "%20", _fit(unit.key)))
    if unit.created:
        element.set("creationdate", _date(unit.created))
    if unit.changed:
        element.set("changedate", _date(unit.changed))
    if _fit(unit.source_locale) != source_locale:
        element.set("srclang", _fit(unit.source_locale))
    for kind, text in _properties(unit):
        etree.SubElement(element, "prop", type=kind).text = text
    for locale, text in ((unit.source_locale, unit.source), (unit.target_locale, unit.target)):
        variant = etree.SubElement(element, "tuv", {XML_LANG: _fit(locale)})
        etree.SubElement(variant, "seg").text = _fit(text)
    return element


def _properties(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    if unit.path is not None:
        yield "x-path", _fit(unit.path)
    if unit.segment is not None:
        yield "x-segment", _fit(unit.segment)
    if unit.origin:
        yield "x-origin", unit.origin
    if unit.previous_hash:
        yield "x-previous-hash", str(unit.previous_hash)
    if unit.next_hash:
        yield "x-next-hash", str(unit.next_hash)
    texts = {"path": unit.path, "segment": unit.segment, "source": unit.source, "target": unit.target}
    exact = {name: text for name, text in texts.items() if text and UNFIT.search(text)}
    if exact:
        yield "x-exact", to_json(exact)


def _fit(text: str) -> str:
    return show(text, UNFIT)


def _date(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:19].replace("-", "").replace(":", "") + "Z"
