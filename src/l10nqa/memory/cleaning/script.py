"""The check of scripts: whose letters the target is written with."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.locale import scripts_of
from l10nqa.memory.cleaning.plain import is_content_word, language_of, words_of

if TYPE_CHECKING:
    from l10nqa.memory.cleaning.check import Pair
    from l10nqa.memory.cleaning.length import LengthNorms

__all__ = ["wrong_script"]

_FEWEST = 4
"""Letters of another script below which nothing is said: units and abbreviations stay as they are."""
_LATIN = frozenset({"LATIN"})
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u2c00-\u2dff\u2e80-\ua71f\ua800-\ufdff\ufe70-\ufefe\U00010000-\U0003ffff]")
_NO_SCRIPTS = frozenset({"MODIFIER", "MASCULINE", "FEMININE", "MICRO", "MATHEMATICAL", "FULLWIDTH", "DOUBLE-STRUCK"})


def wrong_script(pair: Pair, norms: LengthNorms) -> str:
    """Find a target of whose letters more than two thirds are not of its locale's scripts.

    Code, addresses and identifiers do not count, nor do names: words that the source has as well and that have a
    capital on either side. Words in small letters that stand in both count where there are two that say something:
    one is part of a name.
    """
    own = scripts_of(pair.target_locale)
    if not own or (own == _LATIN and not _BEYOND_LATIN.search(pair.target)):
        return ""
    native, foreign = _count(pair.target, own)
    if not _prevails(foreign, native):
        return ""
    native, foreign = _count(" ".join(_telling_words(pair)), own)
    if not _prevails(foreign, native):
        return ""
    script, _ = foreign.most_common(1)[0]
    return f"{foreign.total()} of {native + foreign.total()} letters are {script.title()}"


def _prevails(foreign: Counter[str], native: int) -> bool:
    return foreign.total() >= _FEWEST and foreign.total() > 2 * native


def _telling_words(pair: Pair) -> list[str]:
    """Return the words of the target that are not kept from the source as names."""
    words = words_of(pair.target)
    source = {word.casefold(): word for word in words_of(pair.source)}
    language = language_of(pair.source_locale)
    new = [word for word in words if word.casefold() not in source]
    kept = [word for word in words if source.get(word.casefold()) == word and is_content_word(word, language)]
    return new + kept if len(kept) > 1 else new


def _count(text: str, own: frozenset[str]) -> tuple[int, Counter[str]]:
    """Return the number of letters of the scripts, and how many there are of each other script."""
    native, foreign = 0, Counter[str]()
    for character, count in Counter(text).items():
        script = _script(character)
        if script in own:
            native += count
        elif script:
            foreign[script] += count
    return native, foreign


@lru_cache(maxsize=20_000)
def _script(character: str) -> str:
    """Return what a letter's Unicode name begins with, which is its script; empty for anything else."""
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "").partition(" ")[0]
    return "" if name in _NO_SCRIPTS else name
