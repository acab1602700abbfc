"""Places a translation between the inline codes of its source: with all of them, or not at all.

A code that shows a text, such as a `ph` around `%s`, goes where the translation has that text. One that shows none goes
to the beginning or the end, where the source has it; if it is anywhere else, nobody knows where it belongs, and the
translation has no place. Nor has it where a text occurs more or less often than the source's codes show it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.xliff.elements import as_content, open_tag
from l10nqa.bitext.xliff.inline import InlinePart, code_name, is_paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.bitext.xliff.inline import InlinePiece
    from l10nqa.bitext.xliff.unit import XliffUnit
    from l10nqa.safe_xml import Element

__all__ = ["Placeable", "codes_of", "content_like", "place"]

_MARKERS = frozenset({"sm", "em"})


class Placeable(NamedTuple):
    """A stretch of the source's text, or a code in it."""

    shown: str
    raw: str | None = None
    """Its XML; None for text."""
    opens: bool = False
    """It is a start tag, whose end tag is another code."""
    closes: bool = False
    pair: str | None = None
    """What a beginning and its end have in common that are elements of their own."""


def place(source: Sequence[Placeable], translation: str) -> list[Placeable] | None:
    """Return the translation with the codes of the source; None where they cannot be placed beyond doubt."""
    codes = [piece for piece in source if piece.raw is not None]
    leading = _silent(source)
    trailing = _silent(source[::-1])[::-1] if len(leading) < len(source) else []
    inner = codes[len(leading) : len(codes) - len(trailing)]
    placed = _between(source, inner, translation)
    if placed is None:
        return None
    result = [*leading, *placed, *trailing]
    return result if _is_nested(result) and _is_in_order(codes, result) else None


def _silent(pieces: Sequence[Placeable]) -> list[Placeable]:
    """Return the codes in front that show no text."""
    end = next((index for index, piece in enumerate(pieces) if piece.shown), len(pieces))
    return list(pieces[:end])


def _between(source: Sequence[Placeable], codes: Sequence[Placeable], translation: str) -> list[Placeable] | None:
    if not codes:
        return [Placeable(translation)]
    by_text: dict[str, list[Placeable]] = defaultdict(list)
    for code in codes:
        by_text[code.shown].append(code)
    if "" in by_text:
        return None
    any_of = re.compile("|".join(map(re.escape, sorted(by_text, key=len, reverse=True))))
    wanted = Counter(code.shown for code in codes)
    whole = "".join(piece.shown for piece in source)
    # The same text outside a code in the source, and it could be either in the translation.
    if Counter(any_of.findall(whole)) != wanted or Counter(any_of.findall(translation)) != wanted:
        return None
    placed: list[Placeable] = []
    reached = 0
    for found in any_of.finditer(translation):
        placed += (Placeable(translation[reached : found.start()]), by_text[found[0]].pop(0))
        reached = found.end()
    placed.append(Placeable(translation[reached:]))
    return [piece for piece in placed if piece.shown]


def _is_nested(pieces: Sequence[Placeable]) -> bool:
    open_: list[str | None] = []
    for piece in pieces:
        if piece.opens:
            open_.append(piece.pair)
        elif piece.closes and (not open_ or open_.pop() != piece.pair):
            return False
    return not open_


def _is_in_order(source: Sequence[Placeable], target: Sequence[Placeable]) -> bool:
    """Return whether the codes of each pair follow one another as in the source."""

    def pairs(pieces: Sequence[Placeable]) -> dict[str | None, list[str | None]]:
        found: dict[str | None, list[str | None]] = defaultdict(list)
        for piece in pieces:
            if piece.raw is not None and piece.pair:
                found[piece.pair].append(piece.raw)
        return found

    return pairs(source) == pairs(target)


def content_like(document: str, unit: XliffUnit, template: Element, translation: str) -> str | None:
    """Return a translation as XML with the codes of `template`, a source; None where these cannot be placed."""
    if not template.children:
        return as_content(translation, unit.element)
    pieces = unit.reader.pieces(template)
    if unit.is_in_segments and _crosses(pieces):
        return None
    placed = place([_placeable(document, piece) for piece in pieces], translation)
    if placed is None:
        return None
    return "".join(as_content(each.shown, unit.element) if each.raw is None else each.raw for each in placed)


def _placeable(document: str, piece: InlinePiece) -> Placeable:
    element = piece.element
    if element is None:
        return Placeable(piece.text)
    raw, pair = piece.span.of(document), None
    if piece.part is not InlinePart.WHOLE:
        pair = str(element.start)
    elif is_paired(element):
        pair = code_name(element)
    if piece.part is InlinePart.START and element.is_single_tag:
        raw = open_tag(document, element)  # its end tag follows
    if piece.part is InlinePart.END and not raw:
        raw = f"</{element.prefix}{element.name}>"
    return Placeable(piece.text, raw, piece.part is InlinePart.START, piece.part is InlinePart.END, pair)


def _crosses(pieces: Sequence[InlinePiece]) -> bool:
    """Tell whether one of two codes that belong together is elsewhere."""
    elements = (piece.element for piece in pieces if piece.element is not None and piece.part is not InlinePart.END)
    ends = Counter(
        code_name(each)
        for each in elements
        if (is_paired(each) or each.name in _MARKERS) and each.get("isolated") != "yes"
    )
    return any(number != 2 for number in ends.values())


def codes_of(element: Element) -> Counter[tuple[str, str]]:
    """Return the codes in an element, by name and id."""
    inside = (each for each in element.walk() if each is not element and each.name != "cp")
    return Counter((each.name, each.get("id") or each.get("rid") or each.get("mid")) for each in inside)
