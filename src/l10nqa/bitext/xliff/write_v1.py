"""XLIFF 1.2 as it is written (OASIS Standard, 1 February 2008)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.bitext.codes import Code, Role, with_codes
from l10nqa.bitext.xliff.matches import beside, shown_score
from l10nqa.bitext.xliff.states import STATES_1
from l10nqa.bitext.xml_text import content, tag, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.bitext.codes import Piece
    from l10nqa.bitext.xliff.prepared import Prepared
    from l10nqa.model import Match, TranslationUnit

__all__ = [
    "FILE_END",
    "NO_UNITS",
    "alternative",
    "beginning",
    "code_element",
    "details_element",
    "file_beginning",
    "note_element",
    "trans_unit",
]

FILE_END = "</body></file>\n"
NO_UNITS = ""
"""The content of a file without units."""
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


def file_beginning(unit: TranslationUnit, number: int, *, plain: bool) -> str:  # noqa: ARG001 - of use in 2.1 only
    """Return the start of the file that the unit is in."""
    attributes = {
        "original": unit.path or "",
        "source-language": unit.source_locale,
        "target-language": unit.target_locale,
        "datatype": "plaintext" if plain else "x-markdown",
    }
    return f"{tag('file', attributes, close=False)}<body>"


def trans_unit(prepared: Prepared) -> str:
    """Return the whole unit."""
    inside = [
        tag("source", {}, content(prepared.source, code_element)),
        _target(prepared),
        _contexts("location", {"linenumber": str(prepared.unit.line)}) if prepared.unit.line else "",
        details_element(prepared.details),
        *(tag("note", {}, text(note)) for note in prepared.unit.notes),
        *(note_element(note) for note in prepared.notes),
        *(alternative(match) for match in prepared.matches),
    ]
    lines = "\n".join(filter(None, inside))
    attributes = {"id": prepared.id, "resname": prepared.unit.context, "xml:space": "preserve"}
    return tag("trans-unit", attributes, f"\n{lines}\n")


def _target(prepared: Prepared) -> str:
    if not prepared.unit.target:
        return ""
    attributes = {
        "state": STATES_1[prepared.state],
        "state-qualifier": prepared.qualifier or _QUALIFIERS[prepared.unit.origin],
    }
    return tag("target", attributes, content(prepared.target, code_element))


def code_element(code: Code) -> str:
    """Return an inline code."""
    name, position = _ELEMENTS[code.role]
    kind = None if name == "ept" else code.type
    return tag(name, {"id": code.number, "pos": position, "ctype": kind}, text(code.text))


def note_element(note: str, namespace: str | None = None) -> str:
    """Return a note; `namespace` is that of XLIFF where the document has a prefix for it."""
    return tag("note", {"xmlns": namespace, "from": "l10nqa", "annotates": "target"}, text(note))


def details_element(details: Mapping[str, str], namespace: str | None = None) -> str:
    """Return our own details of the unit; empty if there are none."""
    named = {f"x-{name}": value for name, value in details.items()}
    return _contexts("x-l10nqa", named, namespace) if named else ""


def _contexts(purpose: str, contexts: Mapping[str, str], namespace: str | None = None) -> str:
    inside = "".join(tag("context", {"context-type": name}, text(value)) for name, value in contexts.items())
    return tag("context-group", {"xmlns": namespace, "purpose": purpose}, inside)


def alternative(
    match: Match,
    namespace: str | None = None,
    *,
    mid: str | None = None,
    details: Mapping[str, str] = MappingProxyType({}),
    plain: bool = False,
) -> str:
    """Return a match as the translation of a similar source; with `plain` its Markdown stays text.

    `mid` names the mark of the segment that it is of; `details` go beside it.
    """
    source, target = _pieces(match, plain=plain)
    texts = tag("source", {}, content(source, code_element)) + tag("target", {}, content(target, code_element))
    texts += details_element({**beside(match), **details})
    attributes = {
        "xmlns": namespace,
        "match-quality": f"{shown_score(match.score)}%",
        "origin": match.origin or None,
        "mid": mid,
    }
    return tag("alt-trans", {**attributes, "xml:space": "preserve"}, texts)


def _pieces(match: Match, *, plain: bool) -> tuple[list[Piece], list[Piece]]:
    unit = match.unit
    return ([unit.source], [unit.target]) if plain else with_codes(unit.source, unit.target)
