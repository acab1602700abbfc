"""Which words are abbreviations, so that a full stop behind one belongs to the word and ends no sentence.

The words of each language are in `data/abbreviations.txt`, which `benchmarks/abbreviations.py` makes of CLDR and the
lists of sentence splitters. What no list has shows by its shape.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

import regex

from l10nqa.locale.cldr import DATA, row_of
from l10nqa.locale.spelled import normal_form
from l10nqa.locale.words import FUNCTION_WORDS

__all__ = [
    "IN_DOCUMENTATION",
    "abbreviations_of",
    "ends_with_abbreviation",
    "is_abbreviation",
    "may_be_abbreviation",
]

IN_DOCUMENTATION = frozenset(
    # English
    "e.g i.e vs etc cf al approx inc ltd corp co no nos fig figs vol sec ch pp ed eds mr mrs ms dr prof st jr sr dept "
    "est jan feb mar apr jun jul aug sep sept oct nov dec max min incl excl misc "
    # German, Dutch, Scandinavian
    "z.b d.h u.a u.ä o.ä bzw usw ca nr ggf evtl inkl exkl vgl bsp bspw sog abs abschn str tel zzgl zz u.u i.d.r s.o "
    "s.u bijv bv enz d.w.z o.a m.b.t t.o.v m.i.v i.p.v resp evt incl f.eks bl.a osv f.x t.ex d.v.s m.fl m.m jf ev "
    # Romance
    "p.ex p.ej ej ex por.ej sra dra ud uds pág págs núm art tel av n.º nº ecc ad.es es sig dott m mm mme ss env "
    # Baltic, Slavic
    "piem u.c utt u.tml t.i t.sk plkst lpp pvz t.y pan ir.kt np tzn tj m.in itp itd nr ul godz ok "
    "např atd tzv apod č str obr příp resp popř napr atď tzv "
    "т.е т.д т.п т.ч напр см др пр руб стр рис табл ред г гг в вв тис млн млрд див ін обл "
    # Finnish, Hungarian, Greek, Turkish, others
    "esim jne ns ym mm ts eli pl stb ill kb ún vö ui uo "
    "π.χ κ.λπ κ.ά δηλ βλ σελ αρ "
    "örn vb vs bkz mis dll dsb dst tsb v.v vd tp".split()
)
"""Those behind whose full stop a sentence goes on, in the languages of documentation; in small letters, without it."""
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
    lines = (DATA / "abbreviations.txt").read_text("utf-8").splitlines()
    return {language: frozenset(words.split()) for language, _, words in (line.partition("\t") for line in lines)}
