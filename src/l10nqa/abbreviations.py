"""Which words are abbreviations, so that a full stop behind one belongs to the word and ends no sentence.

The words of each language are in `abbreviations.txt`, which `benchmarks/abbreviations.py` makes of CLDR and the lists
of sentence splitters. What no list has shows by its shape.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

from l10nqa.locale import abbreviations_of

__all__ = ["is_abbreviation", "may_be_abbreviation"]

_COMMON = 12
"""A word that so many languages abbreviate may be met in any of them: `etc.`, `max.`, `nr.`."""
_SHORT = 6
"""Letters that an abbreviation which no list has is hardly longer than."""
_ON_SCREEN: dict[str, frozenset[str]] = {
    "be": frozenset(("выкл", "уключ")),
    "bg": frozenset(("вкл", "изкл")),
    "cs": frozenset(("poč", "vyp", "zap")),
    "fi": frozenset(("nro", "tilin", "tunn")),
    "it": frozenset(("acq", "incl", "vend")),
    "lt": frozenset(("išj", "įj")),
    "lv": frozenset(("iesl", "izsl", "maks", "min", "progr", "pasūt")),
    "mk": frozenset(("вкл", "искл")),
    "pl": frozenset(("wył", "wł", "nr")),
    "ru": frozenset(("вкл", "выкл", "откл", "макс")),
    "sk": frozenset(("poč", "vyp", "zap")),
    "sr": frozenset(("укљ", "искљ")),
    "uk": frozenset(("вимк", "увімк", "макс")),
}
"""Labels of switches and columns that programs cut short, which no list of written language has."""
_VOWELS = frozenset("aeiouyæøœıəаеёиоуыэюяіїєўөүәαεηιουω")
_VOWELLED = ("LATIN", "CYRILLIC", "GREEK")


def is_abbreviation(word: str, locale: str) -> bool:
    """Tell whether a word, given without its last full stop, is an abbreviation in the language of a BCP 47 tag."""
    known = word.casefold()
    if "." in known and all(1 <= len(part) <= _SHORT for part in known.split(".")):
        return True
    # A letter by itself is mostly the name of something: a key, a variable.
    return len(known) > 1 and (known in _abbreviations(locale) or _is_unspeakable(word))


def may_be_abbreviation(word: str, locale: str) -> bool:
    """Tell whether a word may be one: it is short, and cut off behind a consonant; or it is one."""
    if is_abbreviation(word, locale):
        return True
    return 1 < len(word) < _SHORT and not word.isupper() and _has_vowels(word) and not _is_vowel(word[-1])


def _is_unspeakable(word: str) -> bool:
    """Tell whether a short word has no vowel, where vowels are written, and is no acronym: `вкл`, `nr`."""
    if len(word) > _SHORT or not word.isalpha() or word.isupper():
        return False
    return _has_vowels(word) and not any(map(_is_vowel, word))


def _has_vowels(word: str) -> bool:
    """Tell whether the script of a word writes its vowels as letters."""
    return unicodedata.name(word[0], "").startswith(_VOWELLED)


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter.casefold())[:1] in _VOWELS


@cache
def _abbreviations(locale: str) -> frozenset[str]:
    lists = _lists()
    language = locale.replace("_", "-").partition("-")[0].lower()
    ours = lists.get(language, frozenset()) | _ON_SCREEN.get(language, frozenset()) | _in_most()
    return ours | abbreviations_of(locale)


@cache
def _in_most() -> frozenset[str]:
    counts = Counter(word for words in _lists().values() for word in words)
    return frozenset(word for word, count in counts.items() if count >= _COMMON and len(word) > 1)


@cache
def _lists() -> dict[str, frozenset[str]]:
    lines = files("l10nqa").joinpath("abbreviations.txt").read_text("utf-8").splitlines()
    return {language: frozenset(words.split()) for language, _, words in (line.partition("\t") for line in lines)}
