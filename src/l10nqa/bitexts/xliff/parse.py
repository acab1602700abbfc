"""A unit of either version of XLIFF, cut down to what a translation needs. Nothing here knows what the texts mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts.xliff.inline import InlineText
from l10nqa.bitexts.xml_text import XML_LANG
from l10nqa.safe_xml import line_of, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

__all__ = ["FINAL", "UNFINISHED", "Raw", "RawMatch", "data_of", "made_by", "raw_of"]

UNFINISHED = frozenset(
    "new needs-translation needs-adaptation needs-l10n needs-review-translation needs-review-adaptation "
    "needs-review-l10n initial".split()
)
"""The states of both versions in which a translation is none yet, as a fuzzy entry of PO."""
FINAL = frozenset({"final", "signed-off", "reviewed"})
"""The states in which somebody has answered for a translation."""
_ORIGINS = {"mt-suggestion": "MT", "leveraged-mt": "MT", "x-HT": "HT", "l10nqa:MT": "MT", "l10nqa:HT": "HT"}
_ORIGINS |= {"l10nqa:leveraged-mt": "MT"}
_FROM_MEMORY = frozenset({"exact-match", "id-match", "fuzzy-match"})
_REFERENCE = re.compile(".*[#/=]")
"""What stands before the id in a fragment identifier of 2.x: `#s1`, `#/f=f1/u=u1/s1`."""
_LINE = re.compile(r"(?:^|:)\s*([0-9]{1,9})\s*$")


class RawMatch(NamedTuple):
    """A translation offered for a unit."""

    source: str
    target: str
    similarity: str | None
    origin: str | None
    details: Mapping[str, str]
    of: str | None
    """The id of the segment, or of the mark, that it translates; None where it says none."""


class Raw(NamedTuple):
    """One unit: its texts as they are shown, and what stands beside them."""

    source: str
    target: str
    source_locale: str | None
    target_locale: str | None
    original: str | None
    """The document, as the file names it."""
    id: str | None
    origin: str | None
    unfinished: str | None
    """The state that says that the translation is none yet."""
    details: Mapping[str, str]
    document_line: int
    line: int
    matches: tuple[RawMatch, ...]
    locked: bool
    """It is not to be translated."""
    approved: bool
    """Somebody has answered for the translation."""
    closed: bool
    """It is not to be translated, or its translation is final."""
    segment: str | None = None
    """The id of the segment that is meant; None where it is all of the unit."""


def raw_of(element: etree._Element) -> Raw:
    """Return what a complete `trans-unit` or `unit` says, with what its ancestors say of it."""
    return _raw_1(element) if name_of(element) == "trans-unit" else _raw_2(element)


def _raw_1(element: etree._Element) -> Raw:
    inline = InlineText({})
    source, target = element.find("{*}source"), element.find("{*}target")
    contexts, details = _contexts(element), _details_1(element)
    file = _ancestor(element, "file")
    state = None if target is None else target.get("state")
    texts = inline.of(source), inline.of(target)
    is_locked, is_approved = _is_locked(element), element.get("approved") == "yes"
    return Raw(
        source=texts[0],
        target=texts[1],
        source_locale=file.get("source-language") or _language(source),
        target_locale=file.get("target-language") or _language(target),
        original=file.get("original") or None,
        id=element.get("id") or None,
        origin=made_by("" if target is None else target.get("state-qualifier", ""), details),
        unfinished=state if state in UNFINISHED else None,
        details=details,
        document_line=_line(contexts.get(("location", "linenumber"), "")),
        line=line_of(element),
        matches=tuple(map(_match_1, element.iterfind("{*}alt-trans"))),
        locked=is_locked,
        approved=is_approved,
        closed=is_locked or (bool(texts[1]) and (is_approved or state in FINAL)),
    )


def _match_1(element: etree._Element) -> RawMatch:
    inline, details = InlineText({}), _details_1(element)
    return RawMatch(
        source=inline.of(element.find("{*}source")),
        target=inline.of(element.find("{*}target")),
        similarity=element.get("match-quality"),
        origin=element.get("origin"),
        details=details,
        of=element.get("mid") or details.get("segment"),
    )


def _contexts(element: etree._Element) -> dict[tuple[str | None, str], str]:
    return {
        (group.get("purpose"), context.get("context-type", "")): context.text or ""
        for group in element.iterfind("{*}context-group")
        for context in group.iterfind("{*}context")
    }


def _details_1(element: etree._Element) -> dict[str, str]:
    contexts = _contexts(element)
    return {name.removeprefix("x-"): value for (purpose, name), value in contexts.items() if purpose == "x-l10nqa"}


def _raw_2(element: etree._Element) -> Raw:
    inline, details = InlineText(data_of(element)), _details_2(element)
    segments = element.findall("{*}segment")
    parts = [child for child in element if name_of(child) in {"segment", "ignorable"}]
    # All sources before the first target: a segment may hold a code whose data stands with another.
    sources = [inline.of(part.find("{*}source")) for part in parts]
    states = {part.get("state") for part in parts} & UNFINISHED
    locations = [note.text or "" for note in element.iterfind("{*}notes/{*}note[@category='location']")]
    root, target = _ancestor(element, "xliff"), _joined_target(parts, sources, inline)
    is_locked = _is_locked(element)
    return Raw(
        source="".join(sources),
        target=target,
        source_locale=root.get("srcLang"),
        target_locale=root.get("trgLang"),
        original=_ancestor(element, "file").get("original") or None,
        id=element.get("id") or None,
        origin=next((found for part in parts if (found := made_by(part.get("subState", ""), details))), None),
        unfinished=next(iter(states), None),
        details=details,
        document_line=max(map(_line, locations), default=0),
        line=line_of(element),
        matches=tuple(map(_match_2, element.iterfind("{*}matches/{*}match"))),
        locked=is_locked,
        approved=False,
        closed=is_locked or (bool(target) and {part.get("state") for part in segments} <= FINAL),
    )


def _match_2(element: etree._Element) -> RawMatch:
    inline = InlineText(data_of(element))
    return RawMatch(
        source=inline.of(element.find("{*}source")),
        target=inline.of(element.find("{*}target")),
        similarity=element.get("similarity") or element.get("matchSuitability"),
        origin=element.get("origin"),
        details=_details_2(element),
        of=_REFERENCE.sub("", element.get("ref", "")) or None,
    )


def data_of(element: etree._Element) -> dict[str, str]:
    """Return the original data of a unit or a match of 2.x, by id."""
    return {each.get("id", ""): InlineText({}).of(each) for each in element.iterfind("{*}originalData/{*}data")}


def _details_2(element: etree._Element) -> dict[str, str]:
    metas = element.iterfind("{*}metadata/{*}metaGroup[@category='l10nqa']/{*}meta")
    return {meta.get("type", ""): meta.text or "" for meta in metas}


def made_by(qualifier: str, details: Mapping[str, str]) -> str | None:
    """Return who made a translation; of one from a memory its qualifier says that, and the details the other."""
    if qualifier.removeprefix("l10nqa:") in _FROM_MEMORY:
        return details.get("origin")
    return _ORIGINS.get(qualifier)


def _joined_target(parts: list[etree._Element], sources: list[str], inline: InlineText) -> str:
    """Return the targets in the order they ask for; none where a segment has none."""
    targets: list[tuple[int, str]] = []
    for position, (part, source) in enumerate(zip(parts, sources, strict=True), 1):
        target = part.find("{*}target")
        if target is not None:
            order = target.get("order", "")
            place = int(order) if order.isascii() and order.isdecimal() and len(order) < 10 else position
            targets.append((place, inline.of(target)))
        elif name_of(part) == "ignorable":
            targets.append((position, source))
        else:
            return ""
    return "".join(text for _, text in sorted(targets, key=lambda each: each[0]))


def _ancestor(element: etree._Element, name: str) -> etree._Element:
    return next((each for each in element.iterancestors() if name_of(each) == name), element)


def _is_locked(element: etree._Element) -> bool:
    """Return whether the nearest element that says so says that this is not to be translated."""
    said = (each.get("translate") for each in (element, *element.iterancestors()))
    return next(filter(None, said), "yes") == "no"


def _language(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(XML_LANG)


def _line(text: str) -> int:
    found = _LINE.search(text)
    return int(found[1]) if found else 0
