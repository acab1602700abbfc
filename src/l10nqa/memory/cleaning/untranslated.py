"""The check for units whose target is the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.memory.cleaning.plain import is_content_word, language_of, words_of

if TYPE_CHECKING:
    from l10nqa.memory.cleaning.check import Pair
    from l10nqa.memory.cleaning.length import LengthNorms

__all__ = ["untranslated"]


_ENOUGH, _MANY = 2, 4
_FORMULA = re.compile(r"\b[A-Z]\w+[(\[]|\w\.'|\bconst \w+ \w")


def untranslated(pair: Pair, norms: LengthNorms) -> str:
    """Find a target that is its source, in another language, with words that are no names, code or addresses.

    One word in small letters is mostly an identifier, and some stand in names of products; there must be two that say
    something, or four with those that only hold the sentence together.
    """
    source_language = language_of(pair.source_locale)
    if pair.source.strip() != pair.target.strip() or source_language == language_of(pair.target_locale):
        return ""
    if _FORMULA.search(pair.source) or not pair.source.strip().count(" "):
        return ""  # code that is not marked as such, an identifier
    small = [word for word in words_of(pair.source) if word.islower()]
    content = [word for word in small if is_content_word(word, source_language)]
    if len(content) < _ENOUGH and not (content and len(small) >= _MANY):
        return ""
    return f"the target is the source; “{content[0]}” is no name"
