"""Changes the text of a target around its codes."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from l10nqa.bitext.codes import Code, with_codes
from l10nqa.bitext.text_file import TextChange
from l10nqa.bitext.xliff.elements import as_content, open_tag
from l10nqa.bitext.xliff.inline import InlinePart, is_opening, is_paired
from l10nqa.bitext.xliff.placing import content_like
from l10nqa.bitext.xliff.write_v1 import code_element
from l10nqa.bitext.xml_text import content, text
from l10nqa.safe_xml import FORBIDDEN, runs
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.bitext.xliff.inline import InlinePiece
    from l10nqa.bitext.xliff.unit import XliffUnit
    from l10nqa.safe_xml import Element, TextRun

__all__ = ["edited_target", "template_of"]

_LONGEST_MIDDLE = 2_000
"""Characters up to which the parts are looked for that two texts have in common; that takes their product."""


def template_of(unit: XliffUnit, index: int) -> Element | None:
    """Return the element whose codes a translation must have; None where it is of several segments as a whole."""
    segment = unit.segments[index]
    if segment.name is None and unit.element.name == "trans-unit":
        return unit.element.child("seg-source") or segment.sources[0]
    return segment.sources[0] if len(segment.sources) == 1 else None


def edited_target(document: str, unit: XliffUnit, index: int, translation: str) -> Iterator[list[TextChange]]:
    """Yield changes that give a segment another target text, and change nothing beside the content of the target.

    The first changes the characters that differ and leaves all codes where they are. Where that cannot be, the content
    is written anew with the codes of the source.
    """
    segment = unit.segments[index]
    if len(segment.targets) != 1:
        return
    target = segment.targets[0]
    shown = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", translation) if unit.is_ours else translation
    changes = _characters_changed(document, unit, target, shown)
    if changes is not None:
        yield changes
    if unit.is_ours:
        coded = _coded(unit, segment.source, translation)
        if coded is not None:
            yield [_inside(document, target, coded)]
        yield [_inside(document, target, text(translation))]
    template = template_of(unit, index)
    placed = content_like(document, unit, template, shown) if template else None
    if placed is not None:
        yield [_inside(document, target, placed)]


def _inside(document: str, element: Element, inside: str) -> TextChange:
    if element.is_single_tag:
        return TextChange(element.span, f"{open_tag(document, element)}{inside}</{element.prefix}{element.name}>")
    return TextChange(element.inside, inside)


def _coded(unit: XliffUnit, source: str, translation: str) -> str | None:
    """Return the Markdown of a translation as codes; None in 2.x, where their texts stand outside the target."""
    if unit.element.name != "trans-unit" or unit.element.prefix or unit.details.get("markup") == "plain":
        return None
    _, pieces = with_codes(source, translation)
    return content(pieces, code_element) if any(isinstance(piece, Code) for piece in pieces) else None


def _characters_changed(document: str, unit: XliffUnit, target: Element, new: str) -> list[TextChange] | None:
    """Return the changes to the characters that differ; None where that would touch a code."""
    old = unit.reader.text(target)
    if target.is_single_tag or not old:
        return None if target.children else [_inside(document, target, as_content(new, unit.element))]
    pieces = unit.reader.pieces(target)
    characters = unit.reader.runs([target])
    changes = []
    for span, replacement in _differences(old, new, has_codes=bool(target.children)):
        place = _between(document, pieces, span.start) if span.start == span.end else _verbatim(characters, span)
        if place is None:
            return None
        changes.append(TextChange(place, as_content(replacement, unit.element)))
    return changes


def _differences(old: str, new: str, *, has_codes: bool) -> list[tuple[Span, str]]:
    """Return the stretches of the old text that differ, with what they become."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle, replacement = old[start : len(old) - end], new[start : len(new) - end]
    if not has_codes or max(len(middle), len(replacement)) > _LONGEST_MIDDLE:
        return [(Span(start, len(old) - end), replacement)]
    matcher = SequenceMatcher(None, middle, replacement, autojunk=False)
    return [
        (Span(start + first, start + last), replacement[begin:until])
        for kind, first, last, begin, until in matcher.get_opcodes()
        if kind != "equal"
    ]


def _common(first: str, second: str) -> int:
    """Return the length of the beginning that two texts have in common."""
    shorter = min(len(first), len(second))
    return next((index for index in range(shorter) if first[index] != second[index]), shorter)


def _verbatim(characters: Sequence[TextRun], span: Span) -> Span | None:
    """Return where the document writes the characters of a span; None where something stands between them."""
    offset, start, reached = 0, None, None
    for run in characters:
        last = offset + len(run.value)
        if span.start < last and span.end > offset:
            first, until = max(span.start, offset), min(span.end, last)
            if run.is_whole and (first, until) != (offset, last):
                return None
            if reached is not None and run.start != reached:
                return None
            begin = run.start if run.is_whole else run.start + first - offset
            reached = run.end if run.is_whole else run.start + until - offset
            start = begin if start is None else start
        offset = last
    return None if start is None or reached is None else Span(start, reached)


def _between(document: str, pieces: Sequence[InlinePiece], offset: int) -> Span | None:
    """Return where text can be put in at an offset: outside of the codes that meet there."""
    position = depth = 0
    places: list[tuple[int, int]] = []
    for piece in pieces:
        last = position + len(piece.text)
        if position <= offset <= last:
            inside = _within(document, piece, offset - position)
            if position < offset < last:
                return None if inside is None else Span(inside, inside)
            if offset == position:
                places.append((depth, piece.span.start))
        depth += _nesting(piece)
        if last == offset:
            places.append((depth, piece.span.end))
        position = last
    if not places:
        return None
    lowest = min(depth for depth, _ in places)
    place = next(place for depth, place in places if depth == lowest)
    return Span(place, place)


def _within(document: str, piece: InlinePiece, offset: int) -> int | None:
    """Return where text can be put into a stretch of text; None in a code, or in the midst of a reference."""
    if piece.element is not None or not piece.is_written:
        return None
    for run in runs(document, piece.span):
        if offset <= len(run.value):
            if not run.is_whole:
                return run.start + offset
            return run.end if offset == len(run.value) else run.start if offset == 0 else None
        offset -= len(run.value)
    return None


def _nesting(piece: InlinePiece) -> int:
    """Return 1 where a pair of codes begins, -1 where it ends."""
    if piece.part is not InlinePart.WHOLE:
        return 1 if piece.part is InlinePart.START else -1
    if piece.element is None or not is_paired(piece.element):
        return 0
    return 1 if is_opening(piece.element) else -1
