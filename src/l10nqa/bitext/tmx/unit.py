"""A `tu` of TMX as segments, whoever has read its XML."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache
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
from l10nqa.model import MARKDOWN, PLAIN, Segment, TranslationUnit
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from l10nqa.model import InlineCode, Markup, Plural
    from l10nqa.safe_xml import Element

__all__ = [
    "ALL",
    "Header",
    "Paired",
    "SourceVariant",
    "Text",
    "TmxUnit",
    "Variant",
    "candidates",
    "locale_of",
    "paired",
    "seconds",
    "source_variant",
]

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

    unit: TranslationUnit
    markup: Markup
    plural: Plural | None
    source: Text
    target: Text
    name: str
    """What tells it from the other segments of its unit: `/locale`; empty where there is no other."""

    @property
    def segment(self) -> Segment:
        """The pair as a segment, without an id, and without places."""
        unit = self.unit
        return Segment(
            id="",
            source=unit.source,
            target=unit.target,
            profile=profile_of(unit.source_locale, unit.target_locale, unit.origin, self.markup),
            state=state_of(unit.target),
            document=unit.path,
            key=unit.segment,
            notes=unit.notes,
            plural=self.plural,
            source_codes=self.source.codes,
            target_codes=self.target.codes,
            previous_hash=unit.previous_hash,
            next_hash=unit.next_hash,
            created=unit.created,
            changed=unit.changed,
            context=unit.context,
        )


class SourceVariant(NamedTuple):
    """Which of the variants of a unit is its source."""

    number: int
    """Its index among them."""
    locale: str


def locale_of(attributes: Mapping[str, str]) -> str:
    """Return the locale of a `tuv`; TMX 1.1 has `lang`."""
    return canonical(attributes.get(XML_LANG) or attributes.get("lang") or UNKNOWN_LOCALE)


def paired(unit: TmxUnit, header: Header, path: str, wanted_source: str | None = None) -> Iterator[Paired]:
    """Yield a pair for each translation of the unit, and one for each text within corresponding codes of it.

    For the source see `source_variant`.

    Raises:
        InputError: the unit has no source or no translation.
    """
    named = unit.attributes.get("srclang") or header.source_language
    locales = tuple([variant.locale for variant in unit.variants])
    chosen = source_variant(named, locales, wanted_source)
    if chosen is None or len(locales) < 2:
        lacks = f"a source in {named}" if chosen is None else "a translation"
        hint = "correct srclang in the header: *all* takes what stands first" if chosen is None and locales else None
        raise InputError(f"translation unit without {lacks}", path=path, line=unit.line, hint=hint)
    source = unit.variants[chosen.number]
    targets = [variant for number, variant in enumerate(unit.variants) if number != chosen.number]
    for target, name in zip(targets, _names(targets), strict=True):
        first = _paired(unit, header, source._replace(locale=chosen.locale), target, name)
        yield first
        if len(source.texts) == len(target.texts) > 1:
            within = list(zip(source.texts, target.texts, strict=True))[1:]
            for number, (source_text, target_text) in enumerate(within, 1):
                yield _within(first, source_text, target_text, f"{name}/sub{number}")


@lru_cache(1_000)  # a file of a million units has a few
def source_variant(named: str, locales: tuple[str, ...], wanted: str | None) -> SourceVariant | None:
    """Return which of the variants in these locales is the source of a unit; None if none is.

    It is the variant in the locale wanted, else the one that `srclang` has `named` or one of that language, or with
    `*all*` whatever stands first. Its locale is the one named where it names none itself.
    """
    index = _index(wanted, locales, exact=True) if wanted else None
    if index is None:
        index = _index(named, locales)
    if index is None:
        return None
    is_named = locales[index] == UNKNOWN_LOCALE and named.lower() != ALL
    return SourceVariant(index, canonical(named) if is_named else locales[index])


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
    names = [pair.unit.key] if pair.unit.key and "/sub" not in pair.name else []
    names += [unit.attributes["tuid"]] if unit.attributes.get("tuid") else []
    locale = f"/{pair.unit.target_locale}" if not pair.name else ""
    return [each for name in names for each in (f"{name}{pair.name}", f"{name}{pair.name}{locale}")] + [
        f"{number}{pair.name}"
    ]


def _paired(unit: TmxUnit, header: Header, source: Variant, target: Variant, name: str) -> Paired:
    found = TranslationUnit(
        source.texts[0].text,
        target.texts[0].text,
        source.locale,
        target.locale,
        created=seconds(target.created or unit.attributes.get("creationdate")),
        changed=seconds(target.changed or unit.attributes.get("changedate")),
        notes=(*unit.notes, *source.notes, *target.notes),
    )
    pair = Paired(found, MARKDOWN if header.is_ours else PLAIN, None, source.texts[0], target.texts[0], name)
    return _with_properties(pair, unit.properties, header) if unit.properties else pair


def _with_properties(pair: Paired, properties: Mapping[str, str], header: Header) -> Paired:
    """Return the pair with what the `prop` elements of its unit say: most tools write none."""
    exact = from_json(properties.get("x-exact"))
    document, key = properties.get("x-path"), properties.get("x-segment")
    hashes = [_whole(properties.get(f"x-{side}-hash", "")) for side in ("previous", "next")]
    if header.tool == "OmegaT":  # its project_save.tmx keeps the place of an alternative translation
        document, key = properties.get("file") or document, properties.get("id") or key
        hashes = [text_hash(properties[side]) if side in properties else 0 for side in ("prev", "next")]
    plural = plural_of_mark(properties.get("x-form"), pair.unit.target_locale) if header.is_ours else None
    unit = pair.unit._replace(
        source=restored(pair.unit.source, exact.get("source")),
        target=restored(pair.unit.target, exact.get("target")),
        path=None if document is None else restored(document, exact.get("path")),
        segment=None if key is None else restored(key, exact.get("segment")),
        origin=origin_of(properties.get("x-origin")),
        previous_hash=hashes[0],
        next_hash=hashes[1],
        context=properties.get("x-context") or None,
        form=plural.form if plural else None,
    )
    markup = MARKDOWN if header.is_ours and properties.get("x-markup") != "plain" else PLAIN
    return pair._replace(unit=unit, markup=markup, plural=plural)


def _within(pair: Paired, source: Text, target: Text, name: str) -> Paired:
    unit = pair.unit._replace(
        source=source.text, target=target.text, segment=None, previous_hash=0, next_hash=0, form=None
    )
    return pair._replace(unit=unit, plural=None, source=source, target=target, name=name)


def _index(wanted: str, locales: Sequence[str], *, exact: bool = False) -> int | None:
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


def seconds(date: str | None) -> int:
    """Return a date of TMX in seconds since 1970, UTC; 0 where it says nothing."""
    if not date:
        return 0
    try:
        moment = datetime.fromisoformat(date)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):  # a date that says nothing
        return 0
