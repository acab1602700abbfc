"""Mixed content of either version of XLIFF: the text that it stands for, and the codes in it."""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.xliff.tool_codes import memoq_text
from l10nqa.model import InlineCode
from l10nqa.safe_xml import TextRun, characters, runs
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from l10nqa.safe_xml import Element

__all__ = [
    "InlinePart",
    "InlinePiece",
    "InlineReader",
    "code_name",
    "is_code",
    "is_opening",
    "is_paired",
    "pieces_to_codes",
]

_ROLES = MappingProxyType(
    {"bpt": "open", "bx": "open", "sc": "open", "ept": "close", "ex": "close", "ec": "close"}
    | {"ph": "single", "x": "single", "it": "single"}
)
"""What the codes that are elements without text around them are, by their names in 1.2 and 2.x."""
_SPANNING = frozenset({"g", "pc"})
_PAIRED = frozenset({"bpt", "ept", "bx", "ex", "sc", "ec"})
_POSITIONS = MappingProxyType({"open": "open", "close": "close"})


class InlinePart(Enum):
    """Which part of an element a piece is."""

    WHOLE = "whole"
    START = "start tag"
    END = "end tag"


class InlinePiece(NamedTuple):
    """A stretch of text, or a code and the text that it shows; many codes show none."""

    text: str
    span: Span
    """Where it stands in the document."""
    element: Element | None = None
    """The code; None for text."""
    part: InlinePart = InlinePart.WHOLE
    is_written: bool = True
    """Whether the text is what the document writes at the span; that of many codes stands elsewhere."""


class InlineReader:
    """Reads the texts of one unit, its sources first: a code that a tool has emptied shows what the source's shows."""

    def __init__(self, document: str, data: Mapping[str, str]) -> None:
        self._document = document
        self._data = data
        """The original data of 2.x, by id."""
        self._shown: dict[tuple[str, str], str] = {}
        self._equivalents: dict[tuple[str, str], str] = {}

    def text(self, element: Element | None) -> str:
        """Return the text of a `source`, a `target` or a part of one; empty for none."""
        if element is None:
            return ""
        if not element.children:
            return characters(self._document, element.inside)
        return "".join(piece.text for piece in self.pieces(element))

    def pieces(self, element: Element) -> list[InlinePiece]:
        """Return the stretches of text in an element and the codes between them; their texts in a row are its text."""
        found: list[InlinePiece] = []
        reached = element.inner_start
        for child in element.children:
            found += self._text(reached, child.start)
            found += self._child(child)
            reached = child.end
        return [*found, *self._text(reached, element.inner_end)]

    def _text(self, start: int, end: int) -> Iterator[InlinePiece]:
        text = characters(self._document, Span(start, end)) if start < end else ""
        if text:
            yield InlinePiece(text, Span(start, end))

    def _child(self, element: Element) -> list[InlinePiece]:
        name = element.name
        if name == "cp":
            return [InlinePiece(_character(element.get("hex")), element.span, is_written=False)]
        if name in _ROLES:
            inside = self.text(element)
            of_tool = memoq_text(inside)
            equivalent = element.get("equiv-text") or element.get("equiv")
            own = inside if of_tool is None else of_tool
            shown = self._native(element, _ROLES[name], element.get("dataRef"), equivalent, own)
            return [InlinePiece(shown, element.span, element, is_written=bool(inside) and of_tool is None)]
        start = end = ""
        inner = self.pieces(element)
        if name in _SPANNING:
            start = self._native(element, "open", element.get("dataRefStart"), element.get("equivStart"))
            end = self._native(element, "close", element.get("dataRefEnd"), element.get("equivEnd"))
        # mrk, sub and other elements that only surround text show none of their own.
        before = InlinePiece(start, element.start_tag, element, InlinePart.START, is_written=False)
        after = InlinePiece(end, element.end_tag, element, InlinePart.END, is_written=False)
        return [before, *inner, after]

    def _native(self, element: Element, role: str, reference: str, equivalent: str, inside: str = "") -> str:
        code = (role, code_name(element))
        own = inside or self._data.get(reference, "")
        if own:
            self._shown.setdefault(code, own)
        if equivalent:
            self._equivalents.setdefault(code, equivalent)
        return own or self._shown.get(code) or equivalent or self._equivalents.get(code, "")

    def runs(self, elements: Iterable[Element]) -> list[TextRun]:
        """Return the characters of some elements in a row, with their places in the document."""
        return [run for element in elements for run in self._runs(element)]

    def _runs(self, element: Element) -> Iterator[TextRun]:
        for piece in self.pieces(element):
            if piece.is_written and piece.element is not None:
                yield from self._runs(piece.element)
            elif piece.is_written:
                yield from runs(self._document, piece.span)
            elif piece.text:
                yield TextRun(piece.text, *piece.span, is_whole=True)


def pieces_to_codes(pieces: Iterable[InlinePiece], offset: int = 0) -> Iterator[InlineCode]:
    """Yield the codes among the pieces of a text, of which the first begins at `offset`."""
    for piece in pieces:
        end = offset + len(piece.text)
        element = piece.element
        if element is not None and is_code(element):
            yield InlineCode(offset, end, _role(element, piece.part), code_name(element), _equivalent(piece))
        offset = end


def is_code(element: Element) -> bool:
    """Tell whether an element is an inline code; marks and other annotations are none."""
    return element.name in _ROLES or element.name in _SPANNING


def is_paired(element: Element) -> bool:
    """Tell whether a code is the beginning or the end of a pair of elements."""
    return element.name in _PAIRED


def is_opening(element: Element) -> bool:
    """Tell whether an element begins a pair."""
    return _ROLES.get(element.name) == "open"


def code_name(element: Element) -> str:
    """Return what the two elements of a pair have in common."""
    return element.get("rid") or element.get("startRef") or element.get("id")


def _role(element: Element, part: InlinePart) -> str:
    if part is InlinePart.WHOLE:
        return _POSITIONS.get(element.get("pos")) or _ROLES[element.name]
    return "open" if part is InlinePart.START else "close"


def _equivalent(piece: InlinePiece) -> str:
    element = piece.element
    if element is None:
        return ""
    side = {InlinePart.WHOLE: "", InlinePart.START: "Start", InlinePart.END: "End"}[piece.part]
    shown = element.get(f"disp{side}") or piece.text or element.get(f"equiv{side}") or element.get("equiv-text")
    return shown or (element.get("ctype") if piece.part is not InlinePart.END else "")


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"
