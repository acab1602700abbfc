"""Translations from a memory into an XLIFF document that is there, of whatever tool: all that is not filled stays.

A filled unit gets a target with the inline codes of its source, a state, a note that says where it comes from, and the
match itself. Before that is written it is read again: the source must say what it said, the target what the memory
says, with the codes of the source. What fails in this keeps its target, and the match is offered beside it. A target
that gives way is kept, as an offer. Of several segments each is filled by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from l10nqa.bitexts.exact import from_json, to_json
from l10nqa.bitexts.reading import reading
from l10nqa.bitexts.xliff import fill_v1, fill_v2
from l10nqa.bitexts.xliff.encoding import decoded, encoded, encoding_of
from l10nqa.bitexts.xliff.read import segments_by_unit
from l10nqa.bitexts.xliff.segments import raws_of
from l10nqa.bitexts.xliff.spans import alone, units_in, with_attributes
from l10nqa.bitexts.xliff.unit import Change, UnitText, changed, codes_of, parsed
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.safe_xml import FORBIDDEN
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import ModuleType

    from l10nqa.bitexts.entries import Fill
    from l10nqa.bitexts.xliff.spans import Element
    from l10nqa.model import Match

__all__ = ["fill_xliff"]

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NO_PLACE = "inline codes of the source have no place in the translation, which is offered beside it"
_SEGMENTS = "the source is in several segments, the translation is of the whole"
_NO_MARK = "its target holds more than segments; the translation is offered beside it"
_CONTROLS = "XML cannot hold the control characters of the translation"


def fill_xliff(
    file: Path, stream: BinaryIO, fills: Mapping[int, Fill], *, target_locale: str = UNKNOWN_LOCALE
) -> dict[int, str]:
    """Write an XLIFF document with translations put into its units, by `Entry.number`; return which were left, and why.

    Raises:
        InputError: the file cannot be read, is no XLIFF, or is broken.
    """
    asked = _asked(file, fills)
    with reading(file):
        raw = file.read_bytes()
    encoding = encoding_of(raw)
    document = decoded(raw, encoding, file)
    left: dict[int, str] = {}
    changes: list[Change] = []
    for place, (element, root) in enumerate(units_in(document)):
        if place not in asked:
            continue
        new, reasons = _filled_in(document, element, asked[place], file)
        left |= reasons
        if new is not None:
            changes.append(Change(element.span, new))
        if len(reasons) < len(asked[place]) and element.name == "unit":
            changes += _named_locale(document, root, target_locale, changes)
    stream.write(encoded(changed(document, Span(0, len(document)), changes), encoding))
    return left


class _Asked(NamedTuple):
    """A segment to be filled."""

    number: int
    """Of the entry."""
    at: int
    """Which segment of its unit it is."""
    source: str
    fill: Fill


def _asked(file: Path, fills: Mapping[int, Fill]) -> dict[int, list[_Asked]]:
    """Return what is to be filled by the place of the unit in the document."""
    asked: dict[int, list[_Asked]] = {}
    number = 0
    for place, raws in enumerate(segments_by_unit(file)):
        for at, raw in enumerate(raws):
            if number in fills:
                asked.setdefault(place, []).append(_Asked(number, at, raw.source, fills[number]))
            number += 1
    return asked


def _filled_in(
    document: str, element: Element, asked: Sequence[_Asked], file: Path
) -> tuple[str | None, dict[int, str]]:
    """Return the unit as it is to stand, None where it stays, and which of its segments were not filled, and why."""
    begin, within = element.span.start, document
    new, left = None, {}
    for one in asked:
        if new is not None:  # one segment after the other, so that each is proved with the others as they are by then
            document, element = alone(new, element)
        unit = _unit(document, element, one)
        if unit is None:
            line = within.count("\n", 0, begin) + 1
            hint = "let its tool write it again"
            raise InputError("cannot be filled: a unit is not what it seemed", path=str(file), line=line, hint=hint)
        changed_, reason = _filled(unit, one.fill)
        new = new if changed_ is None else changed_
        if reason:
            left[one.number] = reason
    return new, left


def _unit(document: str, element: Element, asked: _Asked) -> UnitText | None:
    """Return the unit that was asked for; None where another one stands there.

    Whoever wrote the file, a translation must not get to another unit than its own.
    """
    try:
        unit = UnitText(document, element, asked.at)
    except ValueError:
        return None
    return unit if unit.raw.source == asked.source else None


def _named_locale(document: str, root: Span, locale: str, changes: list[Change]) -> list[Change]:
    """Return the change to the root that targets ask for: it names their locale (2.1, section 4.2.2.1)."""
    if re.search(r"\strgLang\s*=", root.of(document)) or any(change.span == root for change in changes):
        return []
    return [Change(root, with_attributes(root.of(document), {"trgLang": locale}))]


def _filled(unit: UnitText, fill: Fill) -> tuple[str | None, str | None]:
    """Return the unit as it is to stand, None where it stays, and why it was not filled."""
    version: ModuleType = fill_v1 if unit.element.name == "trans-unit" else fill_v2
    match = fill.match
    if match is None:
        return changed(unit.document, unit.element.span, version.marked(unit, fill)), None
    template = version.template_of(unit)
    if template is None:
        return None, _SEGMENTS
    details = unit.details_with(_details(unit, match))
    is_ours = "target-hash" in unit.details
    if FORBIDDEN.search(match.unit.target) and not is_ours:
        return None, _CONTROLS
    for changes in version.candidates(unit, fill, details, is_ours=is_ours):
        new = changed(unit.document, unit.element.span, changes)
        if _is_proved(unit, new, match.unit.target, version, is_ours=is_ours):
            return new, None
    # Only a target in segments refuses a text that all codes go with.
    fits = unit.content(template, template, match.unit.target) is not None
    reason = _NO_MARK if fits and unit.raw.segment and version is fill_v1 else _NO_PLACE
    return changed(unit.document, unit.element.span, version.offered(unit, match)), reason


def _details(unit: UnitText, match: Match) -> dict[str, str]:
    """Return what is to stand beside the segment for us: who made the translation, and what XML cannot say of it."""
    details = {name: value for name, value in unit.raw.details.items() if name not in ("origin", "finished")}
    if match.unit.origin:
        details["origin"] = match.unit.origin
    exact: dict[str, str | int | None] = {**from_json(details.pop("exact", None))}
    exact.pop("target", None)
    if FORBIDDEN.search(match.unit.target):
        exact["target"] = match.unit.target
    return details | ({"exact": to_json(exact)} if exact else {})


def _is_proved(unit: UnitText, new: str, target: str, version: ModuleType, *, is_ours: bool) -> bool:
    tree = parsed(new, unit.element)
    raws, at = raws_of(tree), unit.at
    if [raw.source for raw in raws] != [raw.source for raw in unit.raws]:
        return False
    shown = FORBIDDEN.sub(_REPLACEMENT, target)
    wanted = [shown if at == other else raw.target for other, raw in enumerate(unit.raws)]
    if [raw.target for raw in raws] != wanted:
        return False
    source, filled = version.sides_of(tree, raws[at], at)
    # In ours Markdown is coded, of which a translation may have more or less.
    return is_ours or codes_of(source) == codes_of(filled)
