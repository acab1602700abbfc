"""The values of the front matter that readers see, with their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["front_matter_texts"]

_SHOWN = frozenset(
    {
        *("title", "description", "linktitle", "summary", "subtitle", "heading", "lead", "tagline", "excerpt"),
        *("sidebar_label", "pagination_label", "short_title", "intro", "headline"),
    }
)
"""Keys of Hugo, Docusaurus, MkDocs, Jekyll, VitePress, Starlight and docfx whose values are shown; in small letters."""
# A value on one line that holds no escape, so that what is written is what is meant.
_LINE = re.compile(
    r"^(?P<key>[A-Za-z_][\w.-]*):[ \t]+(?:"
    r'"(?P<double>[^"\\\n\r]+)"|\'(?P<single>[^\'\n\r]+)\'|(?P<plain>[^\s"\'\[{>|*&!%#@`,?:-][^\n\r]*?))[ \t]*\r?$',
    re.MULTILINE,
)
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#")
_CONTINUED = re.compile(r"(?:\r\n|\n)[ \t]+\S")


def front_matter_texts(front_matter: str, offset: int) -> Iterator[tuple[str, Span]]:
    """Yield the key and the place of each top-level value that is text for readers; `offset` is added to the places.

    Values with escapes, block scalars and values of several lines are passed over: they are not written back verbatim.
    """
    for line in _LINE.finditer(front_matter):
        if line["key"].lower() not in _SHOWN or _CONTINUED.match(front_matter, line.end()):
            continue
        name = "double" if line["double"] else "single" if line["single"] else "plain"
        if name == "plain" and _NOT_PLAIN.search(line["plain"]):
            continue
        yield line["key"], Span(*line.span(name)).shift(offset)
