"""XLIFF 2.1 as it is written (OASIS Standard, 13 February 2018), with its metadata and translation candidates."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.bitext.codes import Code, Role, with_codes
from l10nqa.bitext.xliff.matches import beside, match_type, shown_score
from l10nqa.bitext.xliff.quality_issues import ITS, IssueMark, issues_element, marked
from l10nqa.bitext.xliff.states import STATES_2
from l10nqa.bitext.xml_text import tag, text
from l10nqa.markup import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from l10nqa.bitext.codes import Piece
    from l10nqa.bitext.xliff.prepared import Prepared
    from l10nqa.model import Match, TranslationUnit

__all__ = [
    "FILE_END",
    "MATCHES",
    "METADATA",
    "NO_UNITS",
    "OriginalData",
    "beginning",
    "file_beginning",
    "match_element",
    "matches_element",
    "meta_group",
    "metadata_element",
    "note_element",
    "unit",
]

FILE_END = "</file>\n"
NO_UNITS = '<group id="g1"/>'
"""What a file without units holds: sections 4.2.2.2 and 4.2.2.4 want a unit or a group, and nothing in a group."""
_SEGMENT = "s1"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_NAMESPACES = MappingProxyType(
    {"xmlns": "urn:oasis:names:tc:xliff:document:2.0", "xmlns:mda": METADATA, "xmlns:mtc": MATCHES}
)
_TYPES: Mapping[Kind, tuple[str, str | None]] = MappingProxyType(
    {
        Kind.STRONG: ("fmt", "xlf:b"),
        Kind.EMPHASIS: ("fmt", "xlf:i"),
        Kind.STRIKETHROUGH: ("fmt", None),
        Kind.HARD_BREAK: ("fmt", "xlf:lb"),
        Kind.LINK: ("link", None),
        Kind.AUTOLINK: ("link", None),
        Kind.XREF: ("link", None),
        Kind.IMAGE: ("image", None),
        Kind.VARIABLE: ("ui", "xlf:var"),
    }
)
"""Type and subtype, as section 4.3.1.41 and 4.3.1.46 of the standard have them."""


def beginning(source_locale: str, target_locale: str) -> str:
    """Return the start tag of the root."""
    attributes = {"version": "2.1", **_NAMESPACES, "srcLang": source_locale, "trgLang": target_locale}
    return tag("xliff", attributes, close=False)


def file_beginning(unit: TranslationUnit, number: int, *, plain: bool) -> str:  # noqa: ARG001 - of use in 1.2 only
    """Return the start tag of the file that the unit is in."""
    attributes = {"id": f"f{number}", "original": unit.path, "xml:space": "preserve"}
    return tag("file", attributes, close=False)


def unit(prepared: Prepared) -> str:
    """Return the whole unit."""
    data = OriginalData()
    source, target = data.content(prepared.source), data.content(marked(prepared.target, prepared.issues))
    notes = [
        *(
            [note_element(f"{prepared.unit.path}:{prepared.unit.line}", category="location")]
            if prepared.unit.line
            else []
        ),
        *(note_element(note) for note in prepared.unit.notes),
        *(note_element(note, category="l10nqa", appliesTo="target") for note in prepared.notes),
    ]
    attributes, texts = {"id": _SEGMENT}, tag("source", {}, source)
    if prepared.unit.target:
        origin = prepared.qualifier or prepared.unit.origin
        attributes |= {"state": STATES_2[prepared.state]}
        attributes |= {"subState": f"l10nqa:{origin}"} if origin else {}
        texts += tag("target", {}, target)
    inside = [
        matches_element(map(match_element, prepared.matches)) if prepared.matches else "",
        metadata_element(prepared.details),
        *map(issues_element, prepared.issues),
        tag("notes", {}, "".join(notes)) if notes else "",
        data.element(),
        tag("segment", attributes, texts),
    ]
    lines = "\n".join(filter(None, inside))
    namespace = ITS if prepared.issues else None
    return tag("unit", {"id": prepared.id, "name": prepared.unit.context, "xmlns:its": namespace}, f"\n{lines}\n")


class OriginalData:
    """The original data of a unit or a match: each text once, under an id."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def element(self) -> str:
        """Return all of it, nothing where there is none."""
        data = [tag("data", {"id": identifier}, text(value)) for value, identifier in self._ids.items()]
        return tag("originalData", {}, "".join(data)) if data else ""

    def content(self, pieces: Sequence[Piece | IssueMark]) -> str:
        """Return mixed content whose codes refer to this data."""
        codes = [piece for piece in pieces if isinstance(piece, Code)]
        closing = {code.number: self._id(code.text) for code in codes if code.role is Role.CLOSING}
        code_element = self._writer(closing, _crossing(codes))
        return "".join(
            piece.xml
            if isinstance(piece, IssueMark)
            else code_element(piece)
            if isinstance(piece, Code)
            else text(piece)
            for piece in pieces
        )

    def _writer(self, closing: Mapping[int, str], crossing: set[int]) -> Callable[[Code], str]:
        def write(code: Code) -> str:
            data, spanning = self._id(code.text), code.number not in crossing
            kind, subtype = _TYPES.get(code.kind, ("other", f"l10nqa:{code.type.removeprefix('x-')}"))
            typed = {"type": kind, "subType": subtype}
            match code.role:
                case Role.OPENING if spanning:
                    ends = {"dataRefStart": data, "dataRefEnd": closing[code.number]}
                    return tag("pc", {"id": code.number, **ends, **typed}, close=False)
                case Role.OPENING:
                    return tag("sc", {"id": code.number, "dataRef": data, **typed})
                case Role.CLOSING:
                    return "</pc>" if spanning else tag("ec", {"startRef": code.number, "dataRef": data})
                case Role.SINGLE:
                    return tag("ph", {"id": code.number, "dataRef": data, **typed})
            name = "sc" if code.role is Role.LONE_OPENING else "ec"
            return tag(name, {"id": code.number, "isolated": "yes", "dataRef": data, **typed})

        return write

    def _id(self, value: str) -> str:
        return self._ids.setdefault(value, f"d{len(self._ids) + 1}")


def _crossing(codes: Sequence[Code]) -> set[int]:
    """Return the pairs without which all others nest, as `pc` must."""
    crossing: set[int] = set()
    open_: list[int] = []
    for code in codes:
        if code.role is Role.OPENING:
            open_.append(code.number)
        elif code.role is Role.CLOSING and open_[-1] == code.number:
            open_.pop()
        elif code.role is Role.CLOSING:
            open_.remove(code.number)
            crossing.add(code.number)
    return crossing


def note_element(value: str, **attributes: str | None) -> str:
    """Return a note."""
    return tag("note", attributes, text(value))


def metadata_element(details: Mapping[str, str], **namespaces: str) -> str:
    """Return our own details of the unit."""
    return tag("mda:metadata", namespaces, meta_group(details))


def meta_group(details: Mapping[str, str], **namespaces: str) -> str:
    """Return the same as a group among others'."""
    metas = "".join(tag("mda:meta", {"type": name}, text(value)) for name, value in details.items())
    return tag("mda:metaGroup", {**namespaces, "category": "l10nqa"}, metas)


def matches_element(matches: Iterable[str], **namespaces: str) -> str:
    """Return the matches of a unit."""
    return tag("mtc:matches", namespaces, "".join(matches))


def match_element(match: Match, segment: str = _SEGMENT, *, plain: bool = False, **namespaces: str) -> str:
    """Return a match of the segment with that id; with `plain` its Markdown stays text."""
    data, unit_ = OriginalData(), match.unit
    pieces: tuple[list[Piece], list[Piece]]
    pieces = ([unit_.source], [unit_.target]) if plain else with_codes(unit_.source, unit_.target)
    texts = [tag(name, {}, data.content(side)) for name, side in zip(("source", "target"), pieces, strict=True)]
    details, lowered = beside(match), match.score != match.similarity
    attributes = {
        **namespaces,
        "ref": f"#{segment}",
        "type": match_type(match),
        # What the standard has for all that counts: similarity, context, penalties; it ends at 100.
        "matchSuitability": shown_score(min(match.score, 100.0)) if lowered else None,
        "similarity": shown_score(match.similarity),
        "origin": match.origin or None,
    }
    inside = (metadata_element(details) if details else "") + data.element() + "".join(texts)
    return tag("mtc:match", attributes, inside)
