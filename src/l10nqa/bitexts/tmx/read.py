"""TMX to units, of whatever tool and version, in bounded memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts.exact import from_json
from l10nqa.bitexts.locale_names import canonical
from l10nqa.bitexts.reading import LARGEST, OnSkip, ignore, origin_of, reading
from l10nqa.bitexts.xml_text import XML_LANG, restored
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import TranslationUnit
from l10nqa.safe_xml import elements, line_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

__all__ = ["read_tmx"]


_ALL = "*all*"
"""What TMX says of a source in any of its languages."""


class _Variant(NamedTuple):
    """What a `tuv` says: one language's text."""

    locale: str
    text: str
    created: str | None
    changed: str | None

    @classmethod
    def of(cls, element: etree._Element) -> _Variant | None:
        """Return what the element says; None where it has no text."""
        # Walking is several times as fast as lxml's paths with a wildcard for the namespace, and this is asked most.
        segment = next((child for child in element if name_of(child) == "seg"), None)
        if segment is None:
            return None
        text = "".join(map(str, segment.itertext())) if len(segment) else segment.text or ""
        locale = canonical(element.get(XML_LANG) or element.get("lang") or UNKNOWN_LOCALE)  # TMX 1.1 has lang
        return cls(locale, text, element.get("creationdate"), element.get("changedate"))


def read_tmx(file: Path, *, skipped: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the units of a TMX file, one for each translation of a `tu`; locales in the usual capitals of BCP 47.

    The source is what `srclang` names, or a variant of that language, or with `*all*` whatever stands first. A `tu`
    without a source or a translation goes to `skipped`. Inline codes are taken as the text they hold.

    Raises:
        InputError: the file cannot be read, is not TMX, declares entities, or is broken; in the last case all units
            before the break have been yielded.
    """
    srclang = _ALL
    with reading(file):
        for element in elements(file, ("header", "tu"), kind="TMX", roots=("tmx",), skipped=skipped):
            if name_of(element) == "header":
                srclang = element.get("srclang") or srclang
            else:
                yield from _units_of(element, element.get("srclang") or srclang, file, skipped)


def _units_of(element: etree._Element, srclang: str, file: Path, skipped: OnSkip) -> Iterator[TranslationUnit]:
    variants: list[_Variant] = []
    properties: dict[str | None, str] = {}
    for child in element:
        name = name_of(child)
        if name == "tuv" and (variant := _Variant.of(child)):
            variants.append(variant)
        elif name == "prop":
            properties[child.get("type")] = child.text or ""
    source = _position(srclang, [variant.locale for variant in variants])
    if source is None or len(variants) < 2:
        lacks = f"a source in {srclang}" if source is None else "a translation"
        hint = "correct srclang in the header: *all* takes what stands first" if source is None and variants else None
        skipped(InputError(f"translation unit without {lacks}", path=str(file), line=line_of(element), hint=hint))
        return
    exact = from_json(properties.get("x-exact"))
    original = variants.pop(source)
    if original.locale == UNKNOWN_LOCALE and srclang.lower() != _ALL:
        original = original._replace(locale=canonical(srclang))
    for variant in variants:
        yield TranslationUnit(
            source=restored(original.text, exact.get("source")),
            target=restored(variant.text, exact.get("target")),
            source_locale=original.locale,
            target_locale=variant.locale,
            path=restored(properties["x-path"], exact.get("path")) if "x-path" in properties else None,
            segment=restored(properties["x-segment"], exact.get("segment")) if "x-segment" in properties else None,
            origin=origin_of(properties.get("x-origin")),
            previous_hash=_whole(properties.get("x-previous-hash", "")),
            next_hash=_whole(properties.get("x-next-hash", "")),
            created=_seconds(variant.created or element.get("creationdate")),
            changed=_seconds(variant.changed or element.get("changedate")),
        )


def _position(srclang: str, locales: list[str]) -> int | None:
    if srclang.lower() == _ALL:
        return 0 if locales else None
    wanted = canonical(srclang)
    if wanted in locales:
        return locales.index(wanted)
    languages = [locale.partition("-")[0] for locale in locales]
    # TMX 1.1 files leave the language out where it is the source's.
    known = next((language for language in (wanted.partition("-")[0], UNKNOWN_LOCALE) if language in languages), None)
    return None if known is None else languages.index(known)


def _whole(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < 20 else 0
    return number if number <= LARGEST else 0


def _seconds(date: str | None) -> int:
    if not date:
        return 0
    try:
        moment = datetime.fromisoformat(date)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):  # a date that says nothing
        return 0
