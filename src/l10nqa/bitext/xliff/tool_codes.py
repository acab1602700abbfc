"""Inline codes that tools write in ways of their own: memoQ within the codes of XLIFF, Phrase in the text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from l10nqa.model import InlineCode

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["memoq_text", "phrase_codes"]

_MEMOQ = re.compile(r"\s*<mq:[\w-]+((?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>\s*")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# Phrase: "Working with tags": a number, or letters for formatting, between `{` and `>`, `<` and `}`, or braces.
_PHRASE = re.compile(r"\{([0-9]{1,4}|[biu^_]{1,5})>|<([0-9]{1,4}|[biu^_]{1,5})\}|\{([0-9]{1,4})\}")


def memoq_text(content: str) -> str | None:
    """Return what memoQ shows for a code with the content `<mq:rxt displaytext="…" val="…"/>`; None for any other.

    The value is shown where there is no text to display, as for a character (`<mq:ch val="…"/>`).
    """
    found = _MEMOQ.fullmatch(content) if "<mq:" in content else None
    if not found:
        return None
    values = {name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(found[1])}
    return values.get("displaytext") or values.get("val") or ""


def phrase_codes(text: str) -> Iterator[InlineCode]:
    """Yield the codes in a text of Phrase: `{1>` and `<1}` around text, `{2}` alone, `{b>` and `<b}` for bold."""
    for found in _PHRASE.finditer(text):
        opened, closed, single = found.groups()
        role = "open" if opened else "close" if closed else "single"
        yield InlineCode(*found.span(), role, opened or closed or single, found[0])
