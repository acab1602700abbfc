"""The links of a page into a page, this one or another: with where each stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from l10nqa.site.ids import hidden_spans
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.align import DocumentBlock

__all__ = ["AnchorLink", "anchor_links"]

_LINK = compile_pattern(
    r"(?:\]\([ \t]*<?|^[ \t>]{0,12}\[[^\[\]\n]{1,200}\]:[ \t]*<?|\bhref=[\"'])"
    r"(?P<page>[^\s()<>\"'#]*)#(?P<fragment>[^\s()<>\"']+)",
    re.MULTILINE,
)


class AnchorLink(NamedTuple):
    """A link to a part of a page."""

    page: str
    """The address before the `#`; empty for the page itself."""
    fragment: str
    """What stands behind the `#`, without percent-encoding."""
    span: Span
    """Where the whole address stands."""

    @property
    def fragment_span(self) -> Span:
        """Where the fragment stands, without the `#`."""
        return Span(self.span.start + len(self.page) + 1, self.span.end)


def anchor_links(text: str, blocks: Sequence[DocumentBlock]) -> list[AnchorLink]:
    """Return the links with a fragment, in their order, without those in code and comments.

    Not those to other sites, and not what is no name of a place: `#tab/…` of docfx, `#:~:text=`, lines of code.
    """
    if "#" not in text:
        return []
    hidden, position = hidden_spans(text, blocks), 0
    links = []
    for match in _LINK.finditer(text):
        while position < len(hidden) and hidden[position].end <= match.start():
            position += 1
        if position < len(hidden) and hidden[position].start <= match.start():
            continue
        page, fragment = match["page"], match["fragment"]
        if _is_elsewhere(page) or fragment.startswith((":~:", "tab/", "/")) or fragment == "top" or "{" in fragment:
            continue
        links.append(AnchorLink(page, unquote(fragment), Span(match.start("page"), match.end("fragment"))))
    return links


def _is_elsewhere(page: str) -> bool:
    return page.startswith("//") or ":" in page.partition("/")[0] or "{" in page
