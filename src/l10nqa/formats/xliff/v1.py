"""XLIFF 1.2 as it is written (OASIS Standard, 1 February 2008)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.formats._codes import Code, Role, with_codes
from l10nqa.formats._xml import content, tag, text
from l10nqa.formats.xliff.offers import beside, shown_score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.formats.xliff.prepared import Prepared
    from l10nqa.model import Match, TranslationUnit

__all__ = ["FILE_END", "NO_UNITS", "beginning", "file_beginning", "trans_unit"]

FILE_END = "</body></file>\n"
NO_UNITS = ""
"""What a file without units holds."""
_QUALIFIERS = MappingProxyType({"MT": "mt-suggestion", "HT": "x-HT", None: None})
_ELEMENTS: Mapping[Role, tuple[str, str | None]] = MappingProxyType(
    {
        Role.OPENING: ("bpt", None),
        Role.CLOSING: ("ept", None),
        Role.SINGLE: ("ph", None),
        Role.LONE_OPENING: ("it", "open"),
        Role.LONE_CLOSING: ("it", "close"),
    }
)
"""The element for a code, and its `pos`."""


def beginning(source_locale: str, target_locale: str) -> str:  # noqa: ARG001 - each file names them
    """Return the start tag of the root."""
    return tag("xliff", {"version": "1.2", "xmlns": "urn:oasis:names:tc:xliff:document:1.2"}, close=False)


def file_beginning(unit: TranslationUnit, number: int) -> str:  # noqa: ARG001 - of use in 2.1 only
    """Return the start of the file that the unit is in."""
    attributes = {
        "original": unit.path or "",
        "source-language": unit.source_locale,
        "target-language": unit.target_locale,
        "datatype": "x-markdown",
    }
    return f"{tag('file', attributes, close=False)}<body>"


def trans_unit(prepared: Prepared) -> str:
    """Return the whole unit."""
    inside = [
        tag("source", {}, content(prepared.source, _code)),
        _target(prepared),
        _contexts("location", {"linenumber": str(prepared.unit.line)}) if prepared.unit.line else "",
        _details(prepared.details),
        *(tag("note", {"from": "l10nqa", "annotates": "target"}, text(note)) for note in prepared.notes),
        *(_alternative(match) for match in prepared.matches),
    ]
    lines = "\n".join(filter(None, inside))
    return tag("trans-unit", {"id": prepared.id, "xml:space": "preserve"}, f"\n{lines}\n")


def _target(prepared: Prepared) -> str:
    if not prepared.unit.target:
        return ""
    state = "translated" if prepared.finished else "needs-review-translation"
    attributes = {"state": state, "state-qualifier": prepared.qualifier or _QUALIFIERS[prepared.unit.origin]}
    return tag("target", attributes, content(prepared.target, _code))


def _code(code: Code) -> str:
    name, position = _ELEMENTS[code.role]
    kind = None if name == "ept" else code.type
    return tag(name, {"id": code.number, "pos": position, "ctype": kind}, text(code.text))


def _details(details: Mapping[str, str]) -> str:
    return _contexts("x-l10nqa", {f"x-{name}": value for name, value in details.items()}) if details else ""


def _contexts(purpose: str, contexts: Mapping[str, str]) -> str:
    inside = "".join(tag("context", {"context-type": name}, text(value)) for name, value in contexts.items())
    return tag("context-group", {"purpose": purpose}, inside)


def _alternative(match: Match) -> str:
    source, target = with_codes(match.unit.source, match.unit.target)
    texts = tag("source", {}, content(source, _code)) + tag("target", {}, content(target, _code))
    texts += _details(beside(match))
    quality = f"{shown_score(match.score)}%"
    return tag("alt-trans", {"match-quality": quality, "origin": match.origin or None, "xml:space": "preserve"}, texts)
