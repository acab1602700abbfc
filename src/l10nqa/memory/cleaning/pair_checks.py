"""The checks of one unit's texts: enough text, the same codes on both sides, a translation at all."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.counting import count_words
from l10nqa.markup import Kind, parse_inline
from l10nqa.memory.cleaning.texts import is_content_word, language_of, plain, shown, words_of

if TYPE_CHECKING:
    from l10nqa.memory.cleaning.length import LengthNorms
    from l10nqa.memory.cleaning.texts import CheckedPair

__all__ = ["empty", "long", "markup", "punctuation_only", "short", "untranslated"]

_MOST_WORDS = 100
"""Training corpora are commonly cut between 80 and 150 words a side."""
_FEWEST_WORDS = 2


def empty(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find a side that has nothing but blanks, no-break and zero-width ones included."""
    source, target = pair.source, pair.target
    if source[:1].isalnum() and target[:1].isalnum():
        return ""  # most units
    if _is_blank(source):
        return "both sides are empty" if _is_blank(target) else "the source is empty"
    return "the target is empty" if _is_blank(target) else ""


def punctuation_only(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find two sides without a letter or digit. Where one side has some, the other may be a symbol for it."""
    if any(side[:1].isalnum() or any(map(str.isalnum, shown(side))) for side in (pair.source, pair.target)):
        return ""
    return "no letters or digits on either side"


def long(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find a side of more than 100 words, counted as everywhere (`l10nqa.counting`)."""
    if len(pair.source) <= 2 * _MOST_WORDS and len(pair.target) <= 2 * _MOST_WORDS:
        return ""
    count = max(_words(pair.source), _words(pair.target))
    return f"{count} words" if count > _MOST_WORDS else ""


def short(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find a source of one word or none."""
    if len(pair.source) > 60 and " " in pair.source:
        return ""
    return "the source is one word" if _words(pair.source) < _FEWEST_WORDS else ""


def _is_blank(text: str) -> bool:
    text = shown(text) if "&" in text else text
    return all(character.isspace() or unicodedata.category(character) == "Cf" for character in text)


def _words(text: str) -> int:
    return count_words(plain(text))


_NAMES = {
    Kind.LINK: "links",
    Kind.IMAGE: "images",
    Kind.STRONG: "bold",
    Kind.CODE: "code",
    Kind.PLACEHOLDER: "placeholders",
    Kind.VARIABLE: "variables",
}
_COUNTED = sum(_NAMES)
_MAY_BE_COUNTED = re.compile(r"[*_`\[<{%$]")


def markup(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find a pair with another number of links, images, bold, code, placeholders or variables in source and target."""
    if not _MAY_BE_COUNTED.search(pair.source) and not _MAY_BE_COUNTED.search(pair.target):
        return ""
    source, target = parse_inline(pair.source), parse_inline(pair.target)
    if not (source.kinds | target.kinds) & _COUNTED:
        return ""
    there = Counter(node.kind for node in source.nodes)
    here = Counter(node.kind for node in target.nodes)
    different = [kind for kind in _NAMES if there[kind] != here[kind]]
    return ", ".join(f"{_NAMES[kind]}: {there[kind]} in the source, {here[kind]} in the target" for kind in different)


_ENOUGH, _MANY = 2, 4
_FORMULA = re.compile(r"\b[A-Z]\w+[(\[]|\w\.'|\bconst \w+ \w")


def untranslated(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find a target that is its source, in another language, with words that are no names, code or addresses.

    One word in small letters is mostly an identifier, and names of products have some. So there must be two words that
    carry meaning, or four words of which one does.
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
