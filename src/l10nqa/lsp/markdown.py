"""Writes Markdown for hovers in which texts of documents are only text: no link, no image, nothing that is fetched."""

from __future__ import annotations

import re

__all__ = ["block", "code"]

_FENCES = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_TICKS = re.compile(r"`+")


def block(text: str) -> str:
    """Return a text as a block in which Markdown means nothing."""
    fence = "`" * (max((len(found[1]) for found in _FENCES.finditer(text)), default=2) + 1)
    return f"{fence}text\n{text.replace(chr(13), '')}\n{fence}"


def code(text: str) -> str:
    """Return a short text as a code span."""
    text = " ".join(text.split())
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{blank}{text}{blank}{ticks}"
