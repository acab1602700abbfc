"""The words that findings are counted against."""

from __future__ import annotations

import re

from l10nqa.counting import count_words

__all__ = ["source_words"]

_DESTINATION = re.compile(r"\]\([^()\s]*")
"""Where a link leads: a path in it is no words."""


def source_words(source: str) -> int:
    """Return the number of words that a reader meets in a segment's source."""
    return count_words(_DESTINATION.sub("]", source) if "](" in source else source)
