"""Edits of elements in the text of their document: what is added, taken out, or put in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitext.text_file import TextChange
from l10nqa.bitext.xml_text import tag, text
from l10nqa.safe_xml import FORBIDDEN
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.safe_xml import Element

__all__ = ["appended", "as_content", "indent_in", "open_tag", "removed"]


def as_content(value: str, element: Element) -> str:
    """Return a text as the content of an element; in 2.x `cp` stands for what XML forbids."""
    if element.name == "trans-unit" or not FORBIDDEN.search(value):
        return text(value)
    pieces, reached = [], 0
    for found in FORBIDDEN.finditer(value):
        code = tag(f"{element.prefix}cp", {"hex": f"{ord(found[0]):04X}"})
        pieces += [text(value[reached : found.start()]), code]
        reached = found.end()
    return "".join([*pieces, text(value[reached:])])


def indent_in(document: str, element: Element) -> str:
    """Return the white space in front of the first child of an element; none where there is other text."""
    between = document[element.inner_start : element.children[0].start] if element.children else ""
    return between if between.isspace() else ""


def removed(document: str, elements: Iterable[Element], within: Element) -> list[TextChange]:
    """Return the changes that take elements out, and the white space in front of each."""
    return [TextChange(Span(_text_end(document, each.start, within), each.end), "") for each in elements]


def appended(document: str, element: Element, inside: str) -> TextChange:
    """Return the change that puts something at the end of an element's content."""
    if element.is_single_tag:
        return TextChange(element.span, f"{open_tag(document, element)}{inside}</{element.prefix}{element.name}>")
    end = _text_end(document, element.inner_end, element)
    return TextChange(Span(end, end), indent_in(document, element) + inside if element.children else inside)


def open_tag(document: str, element: Element) -> str:
    """Return the start tag of an element as it is written, of `<x/>` as one that an end tag follows."""
    return element.start_tag.of(document).removesuffix(">").removesuffix("/").rstrip() + ">"


def _text_end(document: str, offset: int, within: Element) -> int:
    return within.inner_start + len(document[within.inner_start : offset].rstrip())
