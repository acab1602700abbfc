"""ICU MessageFormat: `{count, plural, one {# file} other {# files}}`, nested to any sensible depth.

Syntax as the ICU User Guide describes it ("Formatting Messages"): an apostrophe quotes only where a brace, or in a
plural a `#`, follows it; two apostrophes are one. A message that does not follow the syntax is refused as a whole:
a program would refuse it too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from l10nqa.markup.node import Inline, Kind, Node
from l10nqa.markup.stretches import remainder, union_of
from l10nqa.text import Span

__all__ = ["IcuMessage", "looks_like_icu", "parse_icu", "syntax_spans"]

_COMPLEX = frozenset({"plural", "select", "selectordinal"})
_MAX_DEPTH = 20
"""Arguments within branches within arguments; people nest two or three."""
_SHAPE = re.compile(r"\{\s*[\w.-]{1,60}\s*,\s*(?:plural|select|selectordinal)\s*,")
_NEXT = re.compile(r"[{}'#]")
_NAME = re.compile(r"\{\s*([\w.-]+)\s*([,}])")
_TYPE = re.compile(r"\s*([A-Za-z]+)\s*([,}])")
_OFFSET = re.compile(r"\s*offset:\s*\d+")
_SELECTOR = re.compile(r"\s*(=\d+|[^\s{}=,'#]+)\s*\{")
_CLOSE = re.compile(r"\s*\}")
_STYLE = re.compile(r"[{}']")


class IcuMessage(NamedTuple):
    """The nodes of a message but its text, and the stretches that are text; in document order both."""

    nodes: list[Node]
    texts: list[Span]


class _MalformedError(Exception):
    """The text is no message."""


def looks_like_icu(text: str) -> bool:
    """Tell whether the text has an argument with branches, which no other syntax has."""
    return _SHAPE.search(text) is not None


def syntax_spans(inline: Inline) -> list[Span]:
    """Return the stretches of arguments with branches that no reader sees: names, types, selectors and braces."""
    if not inline.kinds & Kind.ICU_ARGUMENT:
        return []
    texts = union_of(node.span for node in inline.of(Kind.TEXT | Kind.HTML | Kind.ENTITY | Kind.ESCAPE))
    return remainder(union_of(node.span for node in inline.of(Kind.ICU_ARGUMENT)), texts)


def parse_icu(text: str) -> IcuMessage | None:
    """Parse a message; None where it is not well-formed. Takes time in proportion to the length of the text."""
    parser = _Parser(text)
    try:
        parser.message(0, 0, in_plural=False)
    except _MalformedError:
        return None
    return IcuMessage(sorted(parser.nodes, key=lambda node: (node.span.start, -node.span.end)), parser.texts)


class _Parser:
    """Reads one message; `nodes` and `texts` fill up in the order in which things end."""

    __slots__ = ("nodes", "text", "texts")

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: list[Node] = []
        self.texts: list[Span] = []

    def message(self, offset: int, depth: int, *, in_plural: bool) -> int:
        """Read a message and return the offset of the brace that closes it, or of the end of the text."""
        start = offset
        while found := _NEXT.search(self.text, offset):
            sign, here = found[0], found.start()
            if sign == "}":
                break
            end, is_apart = self._special(sign, here, depth, in_plural=in_plural)
            if is_apart:
                self._flush(start, here)
                start = end
            offset = end
        if (found is None) == bool(depth):
            raise _MalformedError  # a brace is not closed, or one closes nothing
        end = found.start() if found else len(self.text)
        self._flush(start, end)
        return end

    def _special(self, sign: str, here: int, depth: int, *, in_plural: bool) -> tuple[int, bool]:
        """Read what a sign begins; return where it ends, and whether it stands apart from the text."""
        if sign == "{":
            return self._argument(here, depth)
        end = here + 1
        if sign == "#":
            if in_plural:
                self.nodes.append(Node(Kind.VARIABLE, Span(here, end), Span(here, end), "#"))
            return end, False
        end = self._quoted_end(here, in_plural=in_plural)
        if end == here + 1:
            return end, False
        value = "'" if end == here + 2 else self.text[here + 1 : end].removesuffix("'").replace("''", "'")
        self.nodes.append(Node(Kind.ESCAPE, Span(here, end), Span(here + 1, end), value))
        return end, True

    def _flush(self, start: int, end: int) -> None:
        if start < end:
            self.texts.append(Span(start, end))

    def _quoted_end(self, apostrophe: int, *, in_plural: bool) -> int:
        """Return the end of what an apostrophe quotes; that of the apostrophe itself where it quotes nothing."""
        text, following = self.text, self.text[apostrophe + 1 : apostrophe + 2]
        if following == "'":
            return apostrophe + 2
        if following not in ("{", "}") and not (in_plural and following == "#"):
            return apostrophe + 1
        end = apostrophe + 1
        while (end := text.find("'", end)) >= 0:
            if not text.startswith("'", end + 1):
                return end + 1
            end += 2
        return len(text)

    def _argument(self, brace: int, depth: int) -> tuple[int, bool]:
        """Read an argument; return where it ends, and whether it has branches."""
        name = _NAME.match(self.text, brace)
        if name is None:
            raise _MalformedError
        if name[2] == "}":
            return self._simple(brace, name.end(), f"{{{name[1]}}}"), False
        kind = _TYPE.match(self.text, name.end())
        if kind is None:
            raise _MalformedError
        value = f"{{{name[1]}, {kind[1]}}}"
        if kind[2] == "}":
            return self._simple(brace, kind.end(), value), False
        if kind[1] not in _COMPLEX:
            return self._simple(brace, self._style_end(kind.end()), value), False
        return self._branches(brace, kind.end(), value, depth), True

    def _simple(self, brace: int, end: int, value: str) -> int:
        self.nodes.append(Node(Kind.VARIABLE, Span(brace, end), Span(brace + 1, end - 1), value))
        return end

    def _style_end(self, offset: int) -> int:
        """Return the end of a simple argument whose style, `#,##0.00` or a choice, begins at the offset."""
        depth, quoted = 1, False
        for match in _STYLE.finditer(self.text, offset):
            if match[0] == "'":
                quoted = not quoted
            elif not quoted:
                depth += 1 if match[0] == "{" else -1
                if not depth:
                    return match.end()
        raise _MalformedError

    def _branches(self, brace: int, offset: int, value: str, depth: int) -> int:
        if depth >= _MAX_DEPTH:
            raise _MalformedError
        shift = _OFFSET.match(self.text, offset)
        offset = first = shift.end() if shift else offset
        in_plural = not value.endswith("select}")
        while selector := _SELECTOR.match(self.text, offset):
            end = self.message(selector.end(), depth + 1, in_plural=in_plural)
            inner = Span(selector.end(), end)
            self.nodes.append(Node(Kind.ICU_BRANCH, Span(selector.start(1), end + 1), inner, selector[1]))
            offset = end + 1
        close = _CLOSE.match(self.text, offset)
        if close is None or offset == first:
            raise _MalformedError
        self.nodes.append(Node(Kind.ICU_ARGUMENT, Span(brace, close.end()), Span(brace + 1, close.end() - 1), value))
        return close.end()
