"""The text in HTML blocks: what stands between tags of blocks, with its place."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from l10nqa.text import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["html_pieces"]

_INLINE = (
    "a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr"
)
# Comments, whole elements that hold no text, and the tags of blocks; possessive, so that no text is tried twice.
_TAGS = (
    r"<(script|style|pre|textarea)\b.*?(?:</\1\s*>|\Z)|<[?!][^<>]*+>"
    rf"|</?(?!(?:{_INLINE})\b)[A-Za-z][\w.:-]*+(?:[^<>\"'{{}}]|\"[^\"]*+\"|'[^']*+'|\{{[^{{}}]*+\}})*+>"
)
_CUT = compile_pattern(rf"<!--.*?-->|{_TAGS}", re.DOTALL | re.IGNORECASE)
_CUT_OPEN = compile_pattern(_TAGS, re.DOTALL | re.IGNORECASE)
_ONLY_TAGS = compile_pattern(r"(?:\s|>|<[^<>]*+>)*")


def html_pieces(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the pieces of an HTML block with the kind of each: `html` for tags, `paragraph` for text."""
    # Behind the end of the last comment none is closed, and each would be searched to the end.
    last = text.rfind("-->", start, end)
    commented = last + 3 if last >= 0 else start
    reached = start
    for cut in chain(_CUT.finditer(text, start, commented), _CUT_OPEN.finditer(text, commented, end)):
        yield from _piece(text, reached, cut.start())
        yield "html", cut.span()
        reached = cut.end()
    yield from _piece(text, reached, end)


def _piece(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    if start < end and not text[start:end].isspace():
        yield ("html" if _ONLY_TAGS.fullmatch(text, start, end) else "paragraph"), (start, end)
