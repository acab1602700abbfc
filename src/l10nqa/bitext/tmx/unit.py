"""A `tu` of TMX as segments, whoever has read its XML."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.exact import from_json
from l10nqa.bitext.plural_forms import plural_of_mark
from l10nqa.bitext.reading import LARGEST, origin_of
from l10nqa.bitext.record_file import profile_of, state_of
from l10nqa.bitext.tmx.native import is_text
from l10nqa.bitext.xml_text import XML_LANG, restored
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.locale.names import canonical
from l10nqa.model import MARKDOWN, PLAIN, Segment
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from l10nqa.model import InlineCode
    from l10nqa.safe_xml import Element

__all__ = ["ALL", "Header", "Paired", "Text", "TmxUnit", "Variant", "candidates", "locale_of", "paired"]

ALL = "*all*"
"""What TMX says of a source in any of its languages."""


class Header(NamedTuple):
    """What the header says of all units."""

    source_language: str = ALL
    tool: str = ""
    datatype: str = ""

    @classmethod
    def of(cls, attributes: Mapping[str, str]) -> Header:
        """Return what the attributes of the element say."""
        values = (attributes.get(name, "") for name in ("creationtool", "datatype"))
        return cls(attributes.get("srclang") or ALL, *values)

    @property
    def is_ours(self) -> bool:
        """Whether l10nqa has written the file: then native codes are Markdown, and all of them are text."""
        return self.tool == "l10nqa"

    def is_text(self, unit: Mapping[str, str], variant: Mapping[str, str]) -> Callable[[str], bool]:
        """Return what tells which native codes of a variant, by the attributes of its elements, are text."""
        if self.is_ours:
            return lambda _: True
        datatype = variant.get("datatype") or unit.get("datatype") or self.datatype
        return lambda native: is_text(native, datatype)


class Text(NamedTuple):
    """The text of a `seg`, or of a `sub` in it."""

    text: str
    codes: tuple[InlineCode, ...] = ()
    element: Element | None = None
    """Where it stands, in a file that is held."""


class Variant(NamedTuple):
    """A `tuv`: the text in one language, then the texts within its codes."""

    locale: str
    texts: tuple[Text, ...]
    created: str | None
    changed: str | None
    notes: tuple[str, ...]


class TmxUnit(NamedTuple):
    """A `tu`."""

    attributes: Mapping[str, str]
    properties: Mapping[str, str]
    notes: tuple[str, ...]
    variants: tuple[Variant, ...]
    line: int


class Paired(NamedTuple):
    """A source with one of its translations."""

    segment: Segment
    """Without an id, and without places."""
    source: Text
    target: Text
    name: str
    """What tells it from the other segments of its unit: `/locale`; empty where there is no other."""


def locale_of(attributes: Mapping[str, str]) -> str:
    """Return the locale of a `tuv`; TMX 1.1 has `lang`."""
    return canonical(attributes.get(XML_LANG) or attributes.get("lang") or UNKNOWN_LOCALE)


def paired(unit: TmxUnit, header: Header, path: str, wanted_source: str | None = None) -> Iterator[Paired]:
    """Yield one segment for each translation of the unit, and one for each text within corresponding codes of it.

    The source is the variant in the locale wanted, else what `srclang` names or a variant of that language, or with
    `*all*` whatever stands first.

    Raises:
        InputError: the unit has no source or no translation.
    """
    named = unit.attributes.get("srclang") or header.source_language
    locales = [variant.locale for variant in unit.variants]
    index = _index(wanted_source, locales, exact=True) if wanted_source else None
    if index is None:
        index = _index(named, locales)
    if index is None or len(locales) < 2:
        lacks = f"a source in {named}" if index is None else "a translation"
        hint = "correct srclang in the header: *all* takes what stands first" if index is None and locales else None
        raise InputError(f"translation unit without {lacks}", path=path, line=unit.line, hint=hint)
    source = unit.variants[index]
    if source.locale == UNKNOWN_LOCALE and named.lower() != ALL:
        source = source._replace(locale=canonical(named))
    targets = [variant for number, variant in enumerate(unit.variants) if number != index]
    for target, name in zip(targets, _names(targets), strict=True):
        first = _segment(unit, header, source, target)
        yield Paired(first, source.texts[0], target.texts[0], name)
        if len(source.texts) == len(target.texts) > 1:
            within = list(zip(source.texts, target.texts, strict=True))[1:]
            for number, (source_text, target_text) in enumerate(within, 1):
                yield Paired(_within(first, source_text, target_text), source_text, target_text, f"{name}/sub{number}")


def _names(targets: Sequence[Variant]) -> list[str]:
    """Return what tells each of the translations of a unit from the others."""
    if len(targets) == 1:
        return [""]
    counts: Counter[str] = Counter()
    names = []
    for target in targets:
        counts[target.locale] += 1
        number = f"/{counts[target.locale]}" if counts[target.locale] > 1 else ""
        names.append(f"/{target.locale}{number}")
    return names


def candidates(unit: TmxUnit, number: int, pair: Paired) -> list[str]:
    """Return the names that the segment may have as its id, the best one first."""
    segment = pair.segment
    names = (
        [f"{segment.document}#{segment.key}"] if segment.document and segment.key and "/sub" not in pair.name else []
    )
    names += [unit.attributes["tuid"]] if unit.attributes.get("tuid") else []
    locale = f"/{segment.profile.target_locale}" if not pair.name else ""
    return [each for name in names for each in (f"{name}{pair.name}", f"{name}{pair.name}{locale}")] + [
        f"{number}{pair.name}"
    ]


def _segment(unit: TmxUnit, header: Header, source: Variant, target: Variant) -> Segment:
    (source_text, source_codes, _), (target_text, target_codes, _) = source.texts[0], target.texts[0]
    segment = Segment(
        id="",
        source=source_text,
        target=target_text,
        profile=profile_of(source.locale, target.locale, None, MARKDOWN if header.is_ours else PLAIN),
        state=state_of(target_text),
        notes=(*unit.notes, *source.notes, *target.notes),
        source_codes=source_codes,
        target_codes=target_codes,
        created=_seconds(target.created or unit.attributes.get("creationdate")),
        changed=_seconds(target.changed or unit.attributes.get("changedate")),
    )
    return _with_properties(segment, unit.properties, header) if unit.properties else segment


def _with_properties(segment: Segment, properties: Mapping[str, str], header: Header) -> Segment:
    """Return the segment with what the `prop` elements of its unit say: most tools write none."""
    exact = from_json(properties.get("x-exact"))
    target_text = restored(segment.target, exact.get("target"))
    document, key = properties.get("x-path"), properties.get("x-segment")
    hashes = [_whole(properties.get(f"x-{side}-hash", "")) for side in ("previous", "next")]
    if header.tool == "OmegaT":  # its project_save.tmx keeps the place of an alternative translation
        document, key = properties.get("file") or document, properties.get("id") or key
        hashes = [text_hash(properties[side]) if side in properties else 0 for side in ("prev", "next")]
    locales = segment.profile.source_locale, segment.profile.target_locale
    markup = MARKDOWN if header.is_ours and properties.get("x-markup") != "plain" else PLAIN
    return segment._replace(
        source=restored(segment.source, exact.get("source")),
        target=target_text,
        profile=profile_of(*locales, origin_of(properties.get("x-origin")), markup),
        state=state_of(target_text),
        document=None if document is None else restored(document, exact.get("path")),
        key=None if key is None else restored(key, exact.get("segment")),
        context=properties.get("x-context") or None,
        plural=plural_of_mark(properties.get("x-form"), locales[1]) if header.is_ours else None,
        previous_hash=hashes[0],
        next_hash=hashes[1],
    )


def _within(segment: Segment, source: Text, target: Text) -> Segment:
    return segment._replace(
        source=source.text,
        target=target.text,
        state=state_of(target.text),
        key=None,
        plural=None,
        source_codes=source.codes,
        target_codes=target.codes,
        previous_hash=0,
        next_hash=0,
    )


def _index(wanted: str, locales: list[str], *, exact: bool = False) -> int | None:
    """Return which of the locales is the one wanted, or the first of its language."""
    if wanted.lower() == ALL:
        return 0 if locales else None
    wanted = canonical(wanted)
    if wanted in locales:
        return locales.index(wanted)
    languages = [locale.partition("-")[0] for locale in locales]
    # TMX 1.1 files leave the language out where it is the source's.
    fitting = [wanted.partition("-")[0], *([] if exact else [UNKNOWN_LOCALE])]
    known = next((language for language in fitting if language in languages), None)
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
