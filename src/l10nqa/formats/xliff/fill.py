"""Translations from a memory into an XLIFF document that is there, of whatever tool: all that is not filled stays.

A filled unit gets a target with the inline codes of its source, a state, a note that says where it comes from, and the
match itself. Before that is written it is read again: the source must say what it said, the target what the memory
says, with the codes of the source. What fails in this keeps its target, and the match is offered beside it.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, BinaryIO

from l10nqa.errors import InputError
from l10nqa.formats._exact import from_json, to_json
from l10nqa.formats._reading import reading
from l10nqa.formats.xliff import fill_v1, fill_v2
from l10nqa.formats.xliff.parse import raw_of
from l10nqa.formats.xliff.read import raws
from l10nqa.formats.xliff.spans import units_in, with_attributes
from l10nqa.formats.xliff.unit import Change, UnitText, changed, codes_of, parsed
from l10nqa.safe_xml import FORBIDDEN
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import ModuleType

    from l10nqa.formats._entries import Fill
    from l10nqa.formats.xliff.spans import Element
    from l10nqa.model import Match

__all__ = ["fill_xliff"]

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MARKS |= {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NO_PLACE = "inline codes of the source have no place in the translation, which is offered beside it"
_SEGMENTS = "the source is in several segments, the translation is of the whole"
_CONTROLS = "XML cannot hold the control characters of the translation"


def fill_xliff(
    file: Path, stream: BinaryIO, fills: Mapping[int, Fill], *, target_locale: str = "und"
) -> dict[int, str]:
    """Write an XLIFF document with translations put into its units, by `Entry.number`; return which were left, and why.

    Raises:
        InputError: the file cannot be read, is no XLIFF, or is broken.
    """
    sources = {number: raw.source for number, raw in raws(file) if number in fills}
    with reading(file):
        raw = file.read_bytes()
    encoding = _encoding(raw)
    document = _decoded(raw, encoding, file)
    left: dict[int, str] = {}
    changes: list[Change] = []
    for number, (element, root) in enumerate(units_in(document)):
        if number not in fills:
            continue
        unit = _unit(document, element, sources.get(number), file)
        new, reason = _filled(unit, fills[number])
        if reason:
            left[number] = reason
        if new is not None:
            changes.append(Change(element.span, new))
        if not reason and element.name == "unit":
            changes += _named_locale(document, root, target_locale, changes)
    stream.write(_encoded(changed(document, Span(0, len(document)), changes), encoding))
    return left


def _unit(document: str, element: Element, source: str | None, file: Path) -> UnitText:
    # Whoever wrote the file, a translation must not get to another unit than its own.
    try:
        unit = UnitText(document, element)
        is_it = unit.raw.source == source
    except ValueError:
        is_it = False
    if not is_it:
        line, hint = document.count("\n", 0, element.span.start) + 1, "let its tool write it again"
        raise InputError("cannot be filled: a unit is not what it seemed", path=str(file), line=line, hint=hint)
    return unit


def _encoding(raw: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS.items() if raw.startswith(mark)), None)
    declared = _DECLARED.match(raw)
    # Without a mark or a zero byte it is not UTF-16, whatever it declares (see `safe_xml`).
    is_told = declared and not declared[1].upper().startswith(b"UTF-16")
    return marked or (declared[1].decode() if declared and is_told else "utf-8")


def _decoded(raw: bytes, encoding: str, file: Path) -> str:
    try:
        # What is no character of UTF-8 comes out as it came in.
        return raw.decode(encoding, "surrogateescape" if _is_utf_8(encoding) else "strict")
    except (UnicodeError, LookupError) as error:
        raise InputError(f"is not in {encoding}", path=str(file), hint="save it as UTF-8") from error


def _encoded(document: str, encoding: str) -> bytes:
    # A character that the encoding lacks can always be written as a reference.
    return document.encode(encoding, "surrogateescape" if _is_utf_8(encoding) else "xmlcharrefreplace")


def _is_utf_8(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "utf-8"


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
    template = version.template_of(unit.element)
    if template is None:
        return None, _SEGMENTS
    details = _details(unit, match)
    is_ours = "target-hash" in unit.raw.details
    if FORBIDDEN.search(match.unit.target) and not is_ours:
        return None, _CONTROLS
    for changes in version.candidates(unit, fill, details, is_ours=is_ours):
        new = changed(unit.document, unit.element.span, changes)
        if _is_proved(unit, new, match.unit.target, version, is_ours=is_ours):
            return new, None
    return changed(unit.document, unit.element.span, version.offered(unit, match)), _NO_PLACE


def _details(unit: UnitText, match: Match) -> dict[str, str]:
    """Return what is to stand beside the unit for us: who made the translation, and what XML cannot say of it."""
    details = {name: value for name, value in unit.raw.details.items() if name != "origin"}
    if match.unit.origin:
        details["origin"] = match.unit.origin
    exact: dict[str, str | int | None] = {**from_json(details.pop("exact", None))}
    exact.pop("target", None)
    if FORBIDDEN.search(match.unit.target):
        exact["target"] = match.unit.target
    return details | ({"exact": to_json(exact)} if exact else {})


def _is_proved(unit: UnitText, new: str, target: str, version: ModuleType, *, is_ours: bool) -> bool:
    tree = parsed(new, unit.element)
    raw = raw_of(tree)
    if raw.source != unit.raw.source or raw.target != FORBIDDEN.sub(_REPLACEMENT, target):
        return False
    source, filled = version.sides_of(tree)
    # In ours Markdown is coded, of which a translation may have more or less.
    return is_ours or codes_of(source) == codes_of(filled)
