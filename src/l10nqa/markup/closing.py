"""The mark that a text ends with, as a reader sees it."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.locale import MARK_CLASSES, mark_class
from l10nqa.markup.node import LEAVES, Inline, Kind, Node
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["closing_mark"]

_NONE: Mapping[str, str] = MappingProxyType({})
_FOOTNOTES = re.compile(r"(?:\[\^[^\]\s]+\])+\Z")
"""References to notes, which stand behind the mark."""
_CLOSERS = "\u200b\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff\"'”’»“„」』】〉》›"
_MARKS = frozenset(".,:;!?…")
_SIGNS = Kind.ENTITY | Kind.ESCAPE
_OTHERS = Kind.IMAGE | Kind.ACCELERATOR
_DEBRIS = re.compile(rf"(?<=[{re.escape(''.join(MARK_CLASSES))}])(?:&#?\w+;|\\[*_~`])+\s*\Z")
"""Entities and escaped delimiters glued onto a mark: what is left of markup that fell apart."""


def closing_mark(inline: Inline, own_marks: Mapping[str, str] = _NONE) -> tuple[str, Span]:
    """Return the Latin form of the mark that the visible text ends with, and where it stands; empty where none does.

    Closing quotation marks and delimiters behind it do not count, nor do stray entities and escapes; three full stops
    are an ellipsis, and one that is all of a label is its name. `own_marks` are marks that the language reads otherwise
    than most do, as Greek reads `;`.
    """
    size = len(inline.text)
    if (
        size and inline.nodes and inline.nodes[-1].kind is Kind.TEXT and inline.nodes[-1].span.end == size
    ):  # so do most texts
        if inline.text[-1].isalnum():
            return "", Span(size, size)
        if inline.text[-1] == "." and not inline.kinds & _SIGNS and not own_marks:
            # Behind a word, or behind markup of which nothing but the mark follows.
            alone = inline.nodes[-1].value == "." and not inline.kinds & _OTHERS
            if alone or inline.text[-2:-1].isalnum():
                return ".", Span(size - 1, size)
    return _closing_mark(inline, own_marks)


def _closing_mark(inline: Inline, own_marks: Mapping[str, str]) -> tuple[str, Span]:
    """Return what `closing_mark` does, whatever the text ends with."""
    last = _last_leaf(inline)
    if last is None:
        return "", Span(0, 0)
    value = last.value
    if inline.kinds & Kind.ACCELERATOR and last.kind is Kind.TEXT:
        key = inline.of(Kind.ACCELERATOR)[-1].span
        if key.end - key.start > 1 and key.inside(last.span) and key.end == len(inline.text.rstrip()):
            value = inline.text[last.span.start : key.start]  # `开始...(&S)`
    text = _bare(value)
    if text.endswith((")", "）")) and mark_class(_bare(text[:-1])[-1:]) in _MARKS:
        text = _bare(text[:-1])  # `(… here.)`, `(… “here.”)`
    end = last.span.end if last.kind is not Kind.TEXT else last.span.start + len(text)
    if last.kind is not Kind.TEXT or not text:
        return "", Span(end, end)
    if text in ("…", "..."):
        return "", Span(end, end)
    if text.endswith("..."):
        return "…", Span(end - 3, end)
    mark = own_marks.get(text[-1]) or mark_class(text[-1])
    return (mark, Span(end - 1, end)) if mark in _MARKS else ("", Span(end, end))


def _bare(value: str) -> str:
    """Return the text without what may stand behind its mark: closing quotation marks, invisible signs, notes."""
    text = value.rstrip().rstrip(_CLOSERS).rstrip()
    if text.endswith("\\"):
        text = text[:-1].rstrip().rstrip(_CLOSERS).rstrip()  # the line break of Markdown, with nothing behind it
    return _FOOTNOTES.sub("", text).rstrip().rstrip(_CLOSERS).rstrip() if text.endswith("]") else text


def _last_leaf(inline: Inline) -> Node | None:
    nodes = inline.nodes
    if inline.kinds & _SIGNS and (debris := _DEBRIS.search(inline.text)):
        nodes = tuple(node for node in nodes if not node.kind & _SIGNS or node.span.start < debris.start())
    for node in reversed(nodes):
        shows = node.kind & LEAVES and _bare(node.value.strip().strip(_CLOSERS))
        if shows and not (inline.kinds & Kind.IMAGE and inline.around(node.span, Kind.IMAGE)):
            return node
    return None
