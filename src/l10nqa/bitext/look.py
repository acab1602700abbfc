"""Whether texts are Markdown, where neither their file nor the name of their document says it: by looking at them.

All kinds of file ask here, so that the same texts get the same answer in each of them.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from l10nqa.bitext.plain_documents import is_plain_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_markdown_name", "look_like_markdown", "says_no_markup"]

_MARKDOWN_NAMES = (".md", ".markdown", ".mdx")
_BOLD_LINK_ALERT = re.compile(r"\*\*\w[^*\n]*\*\*|(?<!\w)\[[^\[\]\n]+\]\(\S[^()\n]*\)|\[![A-Z]+\]")
"""Marks that hardly occur in texts that are not Markdown: bold, links, alerts."""
_CODE = re.compile(r"`[^`\n]+`")
"""A mark that messages of programs have as well: `the option `name` is unknown`."""
_MIN_SHARE, _MIN_SHARE_OF_CODE = 1, 10
"""The share of texts, in percent, with a mark of the first kind, or of any, from which on all are Markdown.

The messages of Sphinx have code in 1.8 % of their texts, those of Django's admindocs in 3 %; a book in Markdown (rust
course) has it in 35 %, and a link or bold in 5 %.
"""
_NEUTRAL_NAMES = (".ext", ".txt", ".json", ".yml", ".yaml")
"""Suffixes that nothing follows from: of strings in any markup, or one that a tool makes up (`file.ext`)."""


def is_markdown_name(name: str) -> bool:
    """Tell whether the name of a document is that of a Markdown document."""
    return name.lower().endswith(_MARKDOWN_NAMES)


def says_no_markup(name: str | None) -> bool:
    """Tell whether the name of a document leaves open what its texts are: one of strings, or none at all.

    Any other name that is not of Markdown, such as `page.html` or `app.py`, is of a document without Markdown.
    """
    return not name or not PurePosixPath(name).suffix or is_plain_by_name(name) or name.lower().endswith(_NEUTRAL_NAMES)


def look_like_markdown(sources: Iterable[str]) -> bool:
    """Tell whether the sources of a document are Markdown, by the marks in them."""
    texts = list(sources)
    marked = sum(_BOLD_LINK_ALERT.search(text) is not None for text in texts)
    if marked and marked * 100 >= len(texts) * _MIN_SHARE:
        return True
    marked = sum("`" in text and _CODE.search(text) is not None for text in texts)
    return marked > 0 and marked * 100 >= len(texts) * _MIN_SHARE_OF_CODE
