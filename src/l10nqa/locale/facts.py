"""How languages are written. No rule asks which language it has before it; it asks for a fact.

Sources: CLDR and the Unicode Character Database; for what these leave out the style guides of the Imprimerie nationale
(French) and the W3C text layout documents (CJK, Thai, Lao, Khmer, Burmese, Tibetan, Arabic, Ethiopic).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.locale.cldr import language_of
from l10nqa.locale.marks import mark_class
from l10nqa.locale.scripts import UNSPACED_SCRIPTS, script_of
from l10nqa.locale.tags import UNKNOWN_LOCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LocaleFacts", "facts_of"]

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LocaleFacts:
    """What rules need to know of how a language is written."""

    spaces_words: bool = True
    """Words are separated by white space."""
    attaches_suffixes: bool = False
    """Case endings and particles are written onto a word, a bold label included."""
    attaches_prefixes: bool = False
    """Articles, prepositions and conjunctions are written onto the next word."""
    spaced_marks: str = ""
    """Marks that take a space before them."""
    ends_sentences: bool = True
    """A sentence ends with a full stop."""
    slants_letters: bool = True
    """The script has italics; others emphasize with dots, marks, weight or not at all."""
    asks_with_mark: bool = True
    """A question ends with a mark of its own, and not with words that ask."""
    own_marks: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Marks that stand for another Latin mark here than elsewhere."""
    marks_within: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Latin marks, each with the one that stands within the word that asks or exclaims."""
    suspended: tuple[str, ...] = ()
    """Conjunctions before which a compound is cut off with a hyphen and a space: `Sicherheits- und`."""
    marked_words: tuple[str, ...] = ()
    """Words that have a punctuation mark within them."""
    linking: str = ""
    """Letters that link the parts of a compound, at the end of a part."""
    noun_endings: tuple[str, ...] = ()
    """Endings of nouns, where these have a capital unless they end a compound."""
    capitalizes_nouns: bool = False
    """Every noun has a capital, so that a capital tells neither a name nor the beginning of a label."""

    @property
    def question_mark(self) -> str:
        """The Latin character that asks, as `;` does in Greek."""
        return next((own for own, mark in self.own_marks.items() if mark == "?"), "?")

    def mark_class(self, character: str) -> str:
        """Return the Latin mark that a mark stands for in this language; empty for what is no mark."""
        return self.own_marks.get(character) or mark_class(character)


_SUFFIXING = frozenset(
    # Languages that write case endings, postpositions or particles onto the word: Uralic, Turkic, Mongolic, Tungusic,
    # Dravidian, Kartvelian, Eskaleut, Quechua and Aymara; Korean, Basque, Armenian; Indo-Aryan ones with endings.
    """
    fi et hu se smn sms sma smj krl vep olo vro liv mdf myv kv koi udm mhr chm mrj
    tr az kk ky uz tk tt ba cv ug sah kaa crh gag tyv kjh alt nog krc kum qaj
    mn bua xal evn ta te kn ml tcy ka xmf lzz iu kl ik ypk qu ay ko eu hy
    mr ne bn as or si kok mai gu pa sd
    """.split()
)
_PREFIXING = frozenset("ar arz apc ary he fa ur ps ckb syr aii mzn lrc dv yi".split())
_NO_FULL_STOP = frozenset("Thai Laoo".split())
"""Scripts whose sentences end without a mark."""
_NO_QUESTION_MARK = frozenset("Thai Laoo Mymr Tibt Yiii Lana Talu".split())
"""Scripts whose questions end with a word, and the mark of any sentence or none."""
_SLANTED = frozenset("Latn Cyrl Grek Armn Copt Cher Geor".split())
"""Scripts whose letters have an italic form; the W3C text layout documents have none for the others."""
_SPACED = ";:!?"
_SPACED_IN = {"th": ":", **dict.fromkeys("hi mr ne sa kok mai bho doi".split(), ":")}
"""The Royal Society of Thailand has blanks on both sides of a colon; in Devanagari it would read as a visarga."""
_MARKED_WORDS: dict[str, tuple[str, ...]] = {"el": ("ό,τι", "ο,τι")}
"""Greek tells `ό,τι` (what) from `ότι` (that) by a comma."""
_CAPITALIZED = frozenset("de lb gsw nds ksh bar pfl pdt".split())
_LINKED = frozenset("de lb nl fy af sv da nb nn no fo is".split())
_OWN_MARKS: dict[str, Mapping[str, str]] = {
    "el": {";": "?", "·": ";"},
    "hy": {":": ".", "՝": ",", "․": "."},
    "he": {"׃": ":"},
}
"""Greek asks with what looks like a semicolon, and has a raised dot for that; many type the Armenian full stop as a
colon, or with the one dot leader."""
_MARKS_WITHIN: dict[str, Mapping[str, str]] = {"hy": {"?": "\u055e", "!": "\u055c"}}
_COMPOUNDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "de": (
        ("und", "oder", "sowie", "bzw.", "bis"),
        ("ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tät"),
    ),
    "lb": (("an", "oder"), ()),
    "nl": (("en", "of"), ()),
    "fy": (("en", "of"), ()),
    "af": (("en", "of"), ()),
    "sv": (("och", "eller"), ()),
    **dict.fromkeys(("da", "nb", "nn", "no"), (("og", "eller"), ())),
    "fo": (("og", "ella"), ()),
    "is": (("og", "eða"), ()),
    "fi": (("ja", "tai", "sekä"), ()),
    "et": (("ja", "ning", "või", "ega"), ()),
    "hu": (("és", "vagy", "illetve"), ()),
}


@lru_cache(maxsize=256)
def facts_of(tag: str) -> LocaleFacts:
    """Return the facts of a BCP 47 tag's locale; those of most languages where it is unknown."""
    script, language = script_of(tag), _language(tag)
    suspended, noun_endings = _COMPOUNDS.get(language, ((), ()))
    return LocaleFacts(
        spaces_words=script not in UNSPACED_SCRIPTS,
        attaches_suffixes=language in _SUFFIXING,
        attaches_prefixes=language in _PREFIXING,
        # Of a language that nobody names, a space before a mark may be right.
        spaced_marks=_SPACED if language in {"fr", "br", UNKNOWN_LOCALE} else _SPACED_IN.get(language, ""),
        ends_sentences=script not in _NO_FULL_STOP,
        slants_letters=script in _SLANTED,
        asks_with_mark=script not in _NO_QUESTION_MARK,
        own_marks=_OWN_MARKS.get(language, _NONE),
        marks_within=_MARKS_WITHIN.get(language, _NONE),
        suspended=suspended,
        linking="s" if language in _LINKED else "",
        marked_words=_MARKED_WORDS.get(language, ()),
        noun_endings=noun_endings,
        capitalizes_nouns=language in _CAPITALIZED,
    )


def _language(tag: str) -> str:
    """Return the language of a tag as CLDR calls it: `he` for `iw`, `nb` for itself."""
    language = language_of(tag)
    return _OLD_NAMES.get(language, language)


_OLD_NAMES = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr", "tl": "fil"}
