"""The blocks of a monolingual Markdown document: what holds text, and the structure between, with places.

Blocks are found by pyromark (CommonMark 0.31 with tables and footnotes) and cut further where documentation puts
lines of its own into paragraphs: directives (`:::note`, `> [!NOTE]`), shortcodes, Liquid tags, includes, JSX tags,
`import` of MDX. The text of a block is a stretch of the document, verbatim.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyromark

from l10nqa.align.front_matter_texts import front_matter_texts
from l10nqa.align.html_blocks import html_pieces
from l10nqa.align.lines import cut_lines
from l10nqa.front_matter import find_front_matter
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["BlockKind", "DocumentBlock", "document_blocks"]


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    """The first paragraph of an item; those after it are paragraphs in a list."""
    TABLE_CELL = "table-cell"
    FRONT_MATTER = "front-matter"
    """A value of the front matter that readers see."""
    CODE = "code"
    """A fenced or indented code block."""
    HTML = "html"
    """Tags of an HTML block; the text between them is paragraphs."""
    DIRECTIVE = "directive"
    """A line of structure: a directive, a shortcode, an include, a JSX tag, a line of an alert."""
    IMAGE = "image"
    """A line that holds nothing but images."""

    @property
    def has_text(self) -> bool:
        """Whether the block holds text that is translated sentence by sentence."""
        return self in _TEXT_KINDS


_TEXT_KINDS = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_CELL,
        BlockKind.FRONT_MATTER,
    }
)


class DocumentBlock(NamedTuple):
    """A block, with the place of its content in the document (code points)."""

    kind: BlockKind
    span: Span
    level: int = 0
    """The level of a heading, 1 to 6; the column of a table cell, from 1; 0 otherwise."""
    container: str = ""
    """One letter for each container that it stands in: `q` block quote, `u` and `o` lists, `t` table, `f` footnote."""
    label: str = ""
    """The id of a heading, the info string of code, the key of a front matter value; the same in all languages."""


_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
_PARSER = pyromark.Markdown(options=_OPTIONS)
_WORDS_IN_BRACES = re.compile(r"[ \t]*\{[\w -]+\}(?=[ \t]*(?:#+[ \t]*)?(?:\n|\Z|\r))")
"""At the end of a heading the parser takes them for attributes; these have `#`, `.` or `=`."""
_CONTAINERS = {"BlockQuote": "q", "FootnoteDefinition": "f", "Table": "t", "Item": "", "TableHead": "", "TableRow": ""}
_LEAVES = frozenset({"Heading", "Paragraph", "TableCell"})
_NO_TEXT = frozenset({"CodeBlock", "HtmlBlock", "MetadataBlock"})


def document_blocks(text: str) -> list[DocumentBlock]:
    """Return the blocks of a document in their order. Takes time in proportion to the length of the text."""
    front = find_front_matter(text)
    start = _behind_line(text, front.end) if front.end else int(text.startswith("\ufeff"))
    blocks = [
        DocumentBlock(BlockKind.FRONT_MATTER, span, label=key)
        for key, span in (front_matter_texts(front.of(text), front.start) if front.end else ())
    ]
    body = text[start:]
    collector = _Collector(body, start)
    collector.take(_PARSER.events_with_range(_without_surrogates(body)), _to_points(body))
    return blocks + collector.blocks


def _behind_line(text: str, offset: int) -> int:
    """Return where the line after the closing marker of the front matter begins."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def _to_points(text: str) -> Callable[[int], int]:
    """Return a function that turns UTF-8 byte offsets of the text into code points, in any order."""
    if text.isascii():
        return int
    raw = np.frombuffer(_without_surrogates(text).encode(), np.uint8)
    starts = np.zeros(len(raw) + 1, np.int32)
    np.cumsum((raw & 0xC0) != 0x80, out=starts[1:], dtype=np.int32)
    # The point of a byte is the number of characters that begin before it.
    return lambda offset: int(starts[offset])


class _Collector:
    """Makes blocks of the events of the parser."""

    def __init__(self, text: str, offset: int) -> None:
        self.blocks: list[DocumentBlock] = []
        self._text = text
        self._offset = offset
        self._containers: list[str] = []
        self._lists: list[str] = []
        self._leaf: str | None = None
        self._details: dict[str, Any] = {}
        self._start = self._end = -1
        self._is_new_item = False
        self._column = 0

    def take(self, events: Any, point: Callable[[int], int]) -> None:
        """Take all events of a document."""
        inline = 0
        for event, where in events:
            if isinstance(event, str):
                self._extend(where)
                continue
            ((name, payload),) = event.items()
            if name == "Start":
                name, details = (payload, None) if isinstance(payload, str) else next(iter(payload.items()))
                if not self._open(name, details, where, point):
                    inline += 1
                    self._extend(where)
            elif name == "End":
                name = payload if isinstance(payload, str) else next(iter(payload))
                if not self._close(name, point):
                    self._extend(where)
            elif name == "Rule":
                self._finish(point)
            else:
                self._extend(where)

    def _extend(self, where: Any) -> None:
        if self._start < 0:
            self._start = where["start"]
        self._end = max(self._end, where["end"])

    def _open(self, name: str, details: Any, where: Any, point: Callable[[int], int]) -> bool:
        """Open a block; False for what is inline."""
        if name in _LEAVES or name in _NO_TEXT:
            self._finish(point)
            self._leaf, self._details = name, details if isinstance(details, dict) else {}
            if name == "TableCell":
                self._column += 1
            if name == "CodeBlock":
                self._details = {"info": next(iter(details.values())) if isinstance(details, dict) else ""}
            if name in _NO_TEXT:
                self._extend(where)
            return True
        if name == "List":
            self._finish(point)
            self._lists.append("u" if details is None else "o")
            return True
        if name in _CONTAINERS:
            self._finish(point)
            self._containers.append(self._lists[-1] if name == "Item" and self._lists else _CONTAINERS[name])
            self._is_new_item = name == "Item"
            if name in ("TableHead", "TableRow"):
                self._column = 0
            return True
        return False

    def _close(self, name: str, point: Callable[[int], int]) -> bool:
        if name in _LEAVES or name in _NO_TEXT:
            self._finish(point)
            return True
        if name == "List":
            self._lists.pop()
            return True
        if name in _CONTAINERS:
            self._finish(point)
            self._containers.pop()
            return True
        return False

    def _finish(self, point: Callable[[int], int]) -> None:
        """Add the block whose content has been collected."""
        leaf, self._leaf = self._leaf, None
        if self._start < 0:
            return
        start, end = point(self._start), point(self._end)
        self._start = self._end = -1
        self.blocks += self._blocks(leaf, start, end)
        self._is_new_item = False

    def _blocks(self, leaf: str | None, start: int, end: int) -> Iterator[DocumentBlock]:
        text, container = self._text, "".join(self._containers)
        if leaf == "CodeBlock":
            info = self._details["info"].partition(" ")[0]
            yield DocumentBlock(BlockKind.CODE, self._placed(start, end), 0, container, info)
        elif leaf == "HtmlBlock":
            for kind, span in html_pieces(text, start, end):
                yield DocumentBlock(BlockKind(kind), self._placed(*span), 0, container)
        elif leaf == "Heading":
            level = int(self._details["level"][1:])
            start, end = _with_escape(text, start, end)
            if words := _WORDS_IN_BRACES.match(text, end):
                end = words.end()
            span, label = _without_comment_id(text, start, end)
            label = self._details.get("id") or label
            yield DocumentBlock(BlockKind.HEADING, self._placed(*span), level, container, label)
        elif leaf == "TableCell":
            span = _with_escape(text, start, end)
            yield DocumentBlock(BlockKind.TABLE_CELL, self._placed(*span), self._column, container)
        elif leaf != "MetadataBlock":
            usual = BlockKind.LIST_ITEM if self._is_new_item else BlockKind.PARAGRAPH
            for kind, span in cut_lines(text, *_with_escape(text, start, end)):
                yield DocumentBlock(BlockKind(kind) if kind else usual, self._placed(*span), 0, container)

    def _placed(self, start: int, end: int) -> Span:
        """Return the span in the document, without the white space around its content."""
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return Span(start + self._offset, end + self._offset)


def _with_escape(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the backslash that the parser leaves out of the range of an escape."""
    return (start - 1, end) if start and text[start - 1] == "\\" else (start, end)


def _without_comment_id(text: str, start: int, end: int) -> tuple[tuple[int, int], str]:
    """Return a heading without the id that MDX writes as a comment, `{/* #id */}`, and the id."""
    if not text.endswith("*/}", start, end):
        return (start, end), ""
    opened = text.rfind("{/*", start, end)
    if opened < 0:
        return (start, end), ""
    return (start, opened), text[opened + 3 : end - 3].strip().lstrip("#")
