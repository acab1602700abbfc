"""The ids of a page: where a link into it can lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align import BlockKind, document_blocks
from l10nqa.markup import parse_inline
from l10nqa.site.generator import Generator
from l10nqa.site.slugs import IdFactory
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.align import DocumentBlock

__all__ = ["HeadingId", "PageIds", "hidden_spans", "page_ids"]

# Ids that a page gives by hand: attributes of tags, attribute lists, comments of MDX. Lengths are bounded.
_BY_HAND = compile_pattern(
    r"<[A-Za-z][^<>]{0,400}?\s(?:id|name)\s*=\s*(?:\"(?P<double>[^\"\n]{1,200})\"|'(?P<single>[^'\n]{1,200})'"
    r"|(?P<bare>[^\s\"'<>=`/]{1,200}))"
    r"|\{:?[^\S\n]?(?:[^{}\n]{0,100}[^\S\n])?#(?P<list>[^\s{}]{1,200})[^{}\n]{0,200}\}"
    r"|\{/\*[^\S\n]*#(?P<comment>[^\s{}*]{1,200})[^\S\n]*\*/\}"
)
_CODE = compile_pattern(
    r"(?<!`)(?P<ticks>`{1,8})(?!`)(?:(?!\n[ \t]*\n)[^`]|(?!(?P=ticks)(?!`))`+){1,1000}?(?P=ticks)(?!`)"
)
_COMMENT = compile_pattern(r"<!--.*?-->", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{|\{%")
_ANCHOR = compile_pattern(r"<a\s+(?:id|name)\s*=\s*[\"']([^\"'<>]+)[\"'][^<>]*>", re.IGNORECASE)


class HeadingId(NamedTuple):
    """What a heading is called by links."""

    block: int
    """The index of the heading among the blocks of the page."""
    name: str | None
    """None where it cannot be known: a shortcode stands in the heading."""
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class PageIds:
    """The ids of a page."""

    headings: tuple[HeadingId, ...]
    blocks: Mapping[str, int | None]
    """The index of the heading that an id leads to, by id; None for what is no heading."""

    def __contains__(self, name: str) -> bool:
        return name in self.blocks

    def of_heading(self, block: int) -> HeadingId | None:
        """Return the id of the heading with that index among the blocks."""
        return next((each for each in self.headings if each.block == block), None)


def page_ids(text: str, generator: Generator, blocks: Sequence[DocumentBlock] | None = None) -> PageIds:
    """Return the ids of a Markdown page, as the program gives them. Takes time in proportion to its length."""
    blocks = document_blocks(text) if blocks is None else blocks
    factory = IdFactory(generator)
    places: dict[str, int | None] = dict.fromkeys(_ids_by_hand(text, blocks))
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.label:
            factory.reserve(block.label)
    headings = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            heading = _heading(text, block, index, factory, generator)
            headings.append(heading)
            if heading.name is not None:
                places[heading.name] = index
    return PageIds(tuple(headings), places)


def _heading(text: str, block: DocumentBlock, index: int, factory: IdFactory, generator: Generator) -> HeadingId:
    content = block.span.of(text)
    if block.label:
        return HeadingId(index, block.label, is_by_hand=True)
    anchor = _ANCHOR.match(content)
    if anchor and generator is Generator.DOCFX:
        # What docfx finds at the beginning of a heading becomes its id.
        return HeadingId(index, anchor[1], is_by_hand=True)
    if _SHORTCODE.search(content):
        return HeadingId(index, None, is_by_hand=False)
    if generator is not Generator.HUGO:  # goldmark takes the heading as it is written
        inline = parse_inline(content)
        content = inline.visible(Span(0, len(content))).strip()
    return HeadingId(index, factory.make(content), is_by_hand=False)


def _ids_by_hand(text: str, blocks: Sequence[DocumentBlock]) -> Iterator[str]:
    if "id" not in text and "name" not in text and "#" not in text:
        return
    code = [block.span for block in blocks if block.kind is BlockKind.CODE]
    position = 0
    for match in _BY_HAND.finditer(text):
        while position < len(code) and code[position].end <= match.start():
            position += 1
        if position < len(code) and code[position].start <= match.start():
            continue
        yield next(group for group in match.groups() if group is not None)


def hidden_spans(text: str, blocks: Sequence[DocumentBlock]) -> list[Span]:
    """Return where code and comments stand, in order: a link in them is none."""
    found = [block.span for block in blocks if block.kind is BlockKind.CODE]
    found += [Span(*match.span()) for match in _CODE.finditer(text)] if "`" in text else []
    if "<!--" in text:
        # Behind the end of the last comment none is closed, and each would be searched to the end.
        found += [Span(*match.span()) for match in _COMMENT.finditer(text, 0, text.rfind("-->") + 3)]
    return sorted(found)
