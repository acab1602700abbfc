"""Words that are written with a full stop, whether or not a sentence ends behind them."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from l10nqa.locale.cldr import row_of
from l10nqa.locale.spelled import normal_form
from l10nqa.locale.words import FUNCTION_WORDS

__all__ = ["abbreviations_of", "ends_with_abbreviation"]

_IN_TABLES: dict[str, str] = {
    "en": "amt assoc cert desc doc docs elec exp ext id invt mfg misc no nos opp orig po qty req tel"
}
"""Captions of columns and fields, which CLDR has no list of."""
_AND_SO_ON = frozenset(
    """
    etc ecc enz usw usf osv o.s.v m.m jne ym stb atd apod itd itp ipd atď etj srl ayyb etab vb vs dll dsb dst atbp utt
    u.c u.t.t o.s.frv ş.a.m.d ș.a.m.d ir.t.t kt т.д т.п т.н д.р тд тп т.і г.д итд итн сл κ.λπ κ.ά κτλ κλπ h.k v.v և.այլն
    """.split()
)
"""Abbreviations with which an enumeration goes on: words that no other language has, so all stand in one table."""
_LAST_WORD = regex.compile(r"(\p{L}[\p{L}\p{M}]*(?:\.[ \u00a0]?\p{L}[\p{L}\p{M}]*){0,8})\.\Z")
_LETTERS = re.compile(
    r"(?:[^\W\d_]{1,2}\.[ \u00a0]?){1,5}[^\W\d_]{1,4}\Z|[^\W\d_]\Z|[b-df-hj-np-tv-xzбвгджзклмнпрстфхцчшщ]{2,4}\Z"
)
"""Single letters, letters each with a full stop, and what no vowel makes a word."""


@lru_cache(maxsize=64)
def abbreviations_of(tag: str) -> frozenset[str]:
    """Return the abbreviations that CLDR has in a locale's names and patterns and its sentence breaks; folded."""
    language = tag.partition("-")[0].lower()
    listed = frozenset(f"{row_of(tag).get('abbreviations', '')} {_IN_TABLES.get(language, '')}".split())
    return listed - FUNCTION_WORDS.get(language, frozenset())


def ends_with_abbreviation(text: str, tag: str) -> bool:
    """Tell whether the full stop with which the text ends belongs to its last word, in the language of the tag."""
    match = _LAST_WORD.search(text)
    if match is None:
        return False
    word = normal_form(match[1]).replace(". ", ".")
    if _LETTERS.match(word) or word in abbreviations_of(tag) or word in _AND_SO_ON:
        return True
    return text[: match.start()].rstrip()[-1:].isdigit() and word in row_of(tag).get("units", {})
