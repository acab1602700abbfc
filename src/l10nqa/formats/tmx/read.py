"""TMX to units, of whatever tool and version, in bounded memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from lxml import etree

from l10nqa.errors import InputError
from l10nqa.formats._exact import from_json, show
from l10nqa.formats._reading import OnSkip, ignore, origin_of, reading
from l10nqa.formats._tags import canonical
from l10nqa.formats.tmx.xml import UNFIT, XML_LANG
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["read_tmx"]

# huge_tree stays off: it would take away libxml2's guards against entity bombs and endless nesting.
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class _Variant(NamedTuple):
    """What a `tuv` says: one language's text."""

    locale: str
    text: str
    created: str | None
    changed: str | None

    @classmethod
    def of(cls, element: etree._Element) -> _Variant:
        segment = element.find("seg")
        text = "" if segment is None else "".join(map(str, segment.itertext()))
        locale = canonical(element.get(XML_LANG) or element.get("lang") or "und")  # TMX 1.1 has lang
        return cls(locale, text, element.get("creationdate"), element.get("changedate"))


def read_tmx(file: Path, *, skipped: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the units of a TMX file, one for each translation of a `tu`; locales in the usual capitals of BCP 47.

    The source is what `srclang` names, or a variant of that language, or with `*all*` whatever stands first. A `tu`
    without a source or a translation goes to `skipped`. Inline codes are taken as the text they hold.

    Raises:
        InputError: the file cannot be read, is not TMX, declares entities, or is broken; in the last case all units
            before the break have been yielded.
    """
    with reading(file):
        with file.open("rb") as stream:
            _check_beginning(stream, file)
        with file.open("rb") as stream:
            yield from _units(stream, file, skipped)


def _check_beginning(stream: BinaryIO, file: Path) -> None:
    try:
        _, root = next(iter(etree.iterparse(stream, events=("start",), **_SAFE)))
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        hint = "put the text in the place of each &name; and remove the <!ENTITY ...> lines"
        raise InputError("declares entities, which can be made to do harm", path=str(file), hint=hint)
    if root.tag != "tmx":
        raise InputError(
            f"is no TMX: its root element is <{root.tag}>", path=str(file), line=root.sourceline, hint="expected <tmx>"
        )


def _units(stream: BinaryIO, file: Path, skipped: OnSkip) -> Iterator[TranslationUnit]:
    srclang = "*all*"
    events = etree.iterparse(stream, tag=("header", "tu"), remove_comments=True, remove_pis=True, **_SAFE)
    try:
        for _, element in events:
            if element.tag == "header":
                srclang = element.get("srclang", srclang)
                continue
            yield from _units_of(element, element.get("srclang", srclang), file, skipped)
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from error


def _broken(error: etree.XMLSyntaxError, file: Path) -> InputError:
    hint = "the units before it were read" if (error.lineno or 0) > 1 else "check that the file is complete"
    return InputError(f"is broken XML: {error.msg}", path=str(file), line=error.lineno or None, hint=hint)


def _forget(element: etree._Element) -> None:
    # Without its elder siblings gone too, the tree of a large file would fill up with empty elements.
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _units_of(element: etree._Element, srclang: str, file: Path, skipped: OnSkip) -> Iterator[TranslationUnit]:
    variants = [_Variant.of(variant) for variant in element.iterfind("tuv") if variant.find("seg") is not None]
    source = _position(srclang, [variant.locale for variant in variants])
    if source is None or len(variants) < 2:
        reason = f"translation unit without {f'a source in {srclang}' if source is None else 'a translation'}"
        line: Any = element.sourceline
        skipped(InputError(reason, path=str(file), line=line))
        return
    properties = {prop.get("type"): prop.text or "" for prop in element.iterfind("prop")}
    exact = from_json(properties.get("x-exact"))
    original = variants.pop(source)
    for variant in variants:
        yield TranslationUnit(
            source=_exactly(original.text, exact.get("source")),
            target=_exactly(variant.text, exact.get("target")),
            source_locale=original.locale,
            target_locale=variant.locale,
            path=_exactly(properties["x-path"], exact.get("path")) if "x-path" in properties else None,
            segment=_exactly(properties["x-segment"], exact.get("segment")) if "x-segment" in properties else None,
            origin=origin_of(properties.get("x-origin")),
            previous_hash=_whole(properties.get("x-previous-hash", "")),
            next_hash=_whole(properties.get("x-next-hash", "")),
            created=_seconds(variant.created or element.get("creationdate")),
            changed=_seconds(variant.changed or element.get("changedate")),
        )


def _position(srclang: str, locales: list[str]) -> int | None:
    if srclang == "*all*":
        return 0 if locales else None
    wanted = canonical(srclang)
    if wanted in locales:
        return locales.index(wanted)
    language = wanted.partition("-")[0]
    return next((at for at, locale in enumerate(locales) if locale.partition("-")[0] == language), None)


def _exactly(shown: str, exact: str | None) -> str:
    return exact if exact is not None and show(exact, UNFIT) == shown else shown


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 20 else 0


def _seconds(date: str | None) -> int:
    if not date:
        return 0
    try:
        moment = datetime.fromisoformat(date)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):  # a date that says nothing
        return 0
