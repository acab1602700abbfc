"""Facts about languages and scripts, as data. No rule asks which language it has before it; it asks for a fact.

Sources: Unicode Character Database and CLDR for scripts and punctuation; for spacing conventions the style guides of
the Imprimerie nationale (French) and the W3C text layout documents (CJK, Thai, Lao, Khmer, Arabic).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from locale import locale_alias

__all__ = [
    "ANNOUNCING",
    "ARTICLES",
    "ENCLOSING_MARKS",
    "FUNCTION_WORDS",
    "MARK_CLASSES",
    "NUMBER_WORDS",
    "TENS_WORDS",
    "UNKNOWN_LOCALE",
    "WITHIN_NAMES",
    "LocaleFacts",
    "facts_of",
    "is_language_tag",
    "locale_of_path",
    "mark_class",
    "scripts_of",
]

UNKNOWN_LOCALE = "und"
"""What BCP 47 has for a language that nobody has said."""

MARK_CLASSES: dict[str, str] = {
    # Unicode: full-width and half-width forms, ideographic, Arabic, Devanagari, Armenian, Ethiopic, Khmer, Myanmar; the
    # one dot leader is what many type for the Armenian full stop.
    **dict.fromkeys(".。．｡۔।॥։።၊။។៕․", "."),
    **dict.fromkeys(",，、､،፣", ","),
    **dict.fromkeys(":：፡", ":"),
    **dict.fromkeys(";；؛፤", ";"),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys("?？؟\u037e፧", "?"),
    **dict.fromkeys("…⋯", "…"),
    **dict.fromkeys("(（", "("),
    **dict.fromkeys(")）", ")"),
}
"""Punctuation marks of all scripts, each with the Latin mark it corresponds to."""

ENCLOSING_MARKS: dict[str, str] = {
    "(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "「": "」", "『": "』", "【": "】", "《": "》", "〈": "〉",
    '"': '"', "“": "”", "‘": "’", "„": "“", "«": "»", "‹": "›",
}  # fmt: skip
"""Brackets and quotation marks of all scripts, each opening one with its usual partner."""


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
    question_mark: str = "?"
    suspended: tuple[str, ...] = ()
    """Conjunctions before which a compound is cut off with a hyphen and a space: `Sicherheits- und`."""
    linking: str = ""
    """Letters that link the parts of a compound, at the end of a part."""
    noun_endings: tuple[str, ...] = ()
    """Endings of nouns, where these have a capital unless they end a compound."""


_UNSPACED = LocaleFacts(spaces_words=False)
_UNSPACED_OPEN = LocaleFacts(spaces_words=False, ends_sentences=False)
_SUFFIXING = LocaleFacts(attaches_suffixes=True)
_SEMITIC = LocaleFacts(attaches_prefixes=True)

_FACTS: dict[str, LocaleFacts] = {
    "ja": _UNSPACED,
    "zh": _UNSPACED,
    "yue": _UNSPACED,
    "my": _UNSPACED,
    "km": _UNSPACED,
    "th": _UNSPACED_OPEN,
    "lo": _UNSPACED_OPEN,
    **dict.fromkeys(
        """
        fi et hu se smn sms sma smj krl vep olo vro liv mdf myv kv koi udm mhr chm mrj tr az kk ky uz tk tt ba cv ug
        sah kaa crh gag tyv kjh alt nog krc kum qaj mn bua xal evn ta te kn ml tcy ka xmf lzz iu kl ik ypk qu ay ko eu
        hy mr ne bn as or si kok mai gu pa sd
        """.split(),
        _SUFFIXING,
    ),
    **dict.fromkeys(("ar", "he", "fa", "ur", "ps", "ckb", "syr"), _SEMITIC),
    "fr": LocaleFacts(spaced_marks=";:!?"),
    "br": LocaleFacts(spaced_marks=";:!?"),
    "el": LocaleFacts(question_mark=";"),
    "de": LocaleFacts(
        suspended=("und", "oder", "sowie", "bzw.", "bis"),
        linking="s",
        noun_endings=(
            "ung",
            "ungen",
            "heit",
            "heiten",
            "keit",
            "keiten",
            "schaft",
            "schaften",
            "tion",
            "tionen",
            "tät",
        ),
    ),
    "nl": LocaleFacts(suspended=("en", "of"), linking="s"),
    "sv": LocaleFacts(suspended=("och", "eller"), linking="s"),
    "da": LocaleFacts(suspended=("og", "eller"), linking="s"),
    "nb": LocaleFacts(suspended=("og", "eller"), linking="s"),
    "nn": LocaleFacts(suspended=("og", "eller"), linking="s"),
    "no": LocaleFacts(suspended=("og", "eller"), linking="s"),
}


@lru_cache(maxsize=256)
def facts_of(tag: str) -> LocaleFacts:
    """Return the facts of a BCP 47 tag's language; those of most languages where it is unknown."""
    return _FACTS.get(tag.replace("_", "-").partition("-")[0].lower(), LocaleFacts())


_CJK = frozenset({"CJK", "IDEOGRAPHIC"})
_JAPANESE = _CJK | {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH"}
_SCRIPTS: dict[str, frozenset[str]] = {
    # ISO 15924 codes. A Japanese or Korean text may hold Chinese characters.
    "latn": frozenset({"LATIN"}),
    "cyrl": frozenset({"CYRILLIC"}),
    "grek": frozenset({"GREEK"}),
    "arab": frozenset({"ARABIC"}),
    "hebr": frozenset({"HEBREW"}),
    "hans": _CJK,
    "hant": _CJK | {"BOPOMOFO"},
    "jpan": _JAPANESE,
    "kore": _CJK | {"HANGUL"},
    "deva": frozenset({"DEVANAGARI"}),
    "beng": frozenset({"BENGALI"}),
    "guru": frozenset({"GURMUKHI"}),
    "gujr": frozenset({"GUJARATI"}),
    "orya": frozenset({"ORIYA"}),
    "taml": frozenset({"TAMIL"}),
    "telu": frozenset({"TELUGU"}),
    "knda": frozenset({"KANNADA"}),
    "mlym": frozenset({"MALAYALAM"}),
    "sinh": frozenset({"SINHALA"}),
    "thai": frozenset({"THAI"}),
    "laoo": frozenset({"LAO"}),
    "khmr": frozenset({"KHMER"}),
    "mymr": frozenset({"MYANMAR"}),
    "tibt": frozenset({"TIBETAN"}),
    "geor": frozenset({"GEORGIAN"}),
    "armn": frozenset({"ARMENIAN"}),
    "ethi": frozenset({"ETHIOPIC"}),
    "thaa": frozenset({"THAANA"}),
    "syrc": frozenset({"SYRIAC"}),
    "mong": frozenset({"MONGOLIAN"}),
}
_LIKELY_SCRIPTS: dict[str, str] = {
    # CLDR likely subtags, of the languages that are mostly not written with Latin letters.
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk", "ba", "cv", "os", "ce"), "cyrl"),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug", "sd", "ks"), "arab"),
    **dict.fromkeys(("he", "iw", "yi"), "hebr"),
    **dict.fromkeys(("hi", "mr", "ne", "sa", "kok"), "deva"),
    **dict.fromkeys(("bn", "as"), "beng"),
    **dict.fromkeys(("am", "ti"), "ethi"),
    **dict.fromkeys(("bo", "dz"), "tibt"),
    "zh": "hans",
    "yue": "hant",
    "ja": "jpan",
    "ko": "kore",
    "el": "grek",
    "th": "thai",
    "lo": "laoo",
    "km": "khmr",
    "my": "mymr",
    "ka": "geor",
    "hy": "armn",
    "dv": "thaa",
    "syr": "syrc",
    "si": "sinh",
    "pa": "guru",
    "gu": "gujr",
    "or": "orya",
    "ta": "taml",
    "te": "telu",
    "kn": "knda",
    "ml": "mlym",
}


@lru_cache(maxsize=256)
def scripts_of(tag: str) -> frozenset[str]:
    """Return what the Unicode names of a locale's letters begin with, as in `CYRILLIC`; nothing where that is unknown.

    A script subtag (`sr-Latn`) overrules what the language is mostly written with.
    """
    language, *subtags = tag.replace("_", "-").lower().split("-")
    for subtag in subtags:
        if len(subtag) == 4 and subtag.isalpha():
            return _SCRIPTS.get(subtag, frozenset())
    return _SCRIPTS.get(_LIKELY_SCRIPTS.get(language) or ("latn" if language in _LANGUAGES else ""), frozenset())


def mark_class(character: str) -> str:
    """Return the Latin mark that a punctuation mark of any script corresponds to; empty for anything else."""
    return MARK_CLASSES.get(character, "")


FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        """
        a about an and are as at be but by can do does for from has have how if in into is it its not of on or that the
        their then there these this those to up was what when where which who why will with you your
        """.split()
    ),
    "de": frozenset(
        """
        auf aus bei das dem den der des die ein eine einen für ist im in mit nach nicht oder sich sie und von wie zu zum
        zur
        """.split()
    ),
    "es": frozenset("con de del el en es esta este la las lo los más o para por que se si su sus un una y".split()),
    "fr": frozenset("au aux ce de des du en est et la le les ou par pas pour que qui sur un une vous".split()),
    "it": frozenset("che con da dei del della di e gli il in la le nel non o per si sono su un una".split()),
    "pt": frozenset("a ao as com da das de do dos e em mais na no o os ou para por que se são seu um uma".split()),
}
"""The words that hold a language's sentences together; none of them is a name."""
WITHIN_NAMES: dict[str, frozenset[str]] = {"en": frozenset(("and", "for", "in", "of", "on", "the", "to"))}
"""The small words that names are put together with."""
ARTICLES: dict[str, frozenset[str]] = {"en": frozenset(("a", "an", "the"))}
"""The articles: what follows one in a sentence is a thing, not the title of a page."""
ANNOUNCING: dict[str, frozenset[str]] = {"en": frozenset(("follow", "follows", "following", "below", "steps", "these"))}
"""The words of a sentence that introduces what comes next; whether it then ends with a colon is a matter of taste."""


# RFC 5646 section 2.1, without the registered irregular tags and those for private use alone.
_TAG = re.compile(
    r"([a-z]{2,3})((?:-[a-z]{3}){0,3})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
# ISO 639-1, with the codes that it has given up.
_LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)
_TAG_IN_PATH = re.compile(r"(?<![A-Za-z0-9])([a-z]{2,3}-(?:[A-Z][a-z]{3}-)?[A-Z]{2})(?![A-Za-z0-9])")
_SMALL_TAG_IN_PATH = re.compile(r"(?<![^/\\.])([a-z]{2,3})-(?:([a-z]{4})-)?([a-z]{2})(?![^/\\.])")


@lru_cache(maxsize=1_000)
def is_language_tag(tag: str) -> bool:
    """Tell whether the text is a BCP 47 tag of subtags that CLDR knows; the capitals do not matter.

    Private use is allowed after a language (`de-DE-x-formal`), not by itself.
    """
    match = _TAG.fullmatch(tag)
    if match is None:
        return False
    # It takes 40 ms to import, and `l10nqa rules` has no tag to judge.
    from langcodes import tag_is_valid  # noqa: PLC0415

    # Each extended language is registered as a language, too (RFC 5646 section 2.2.2); langcodes does not look at them.
    return all(map(tag_is_valid, [tag, *filter(None, match[2].split("-"))]))


def locale_of_path(path: str) -> str:
    """Return the last locale that the path names, as in `docs.lv-LV/`; `und` where it names none.

    Where no tag stands in its usual capitals, one in small letters counts (`docs.lv-lv/`), if it fills a name or a part
    of a name between dots, and the language is in use in the region. The tag returned has the capitals of RFC 5646
    section 2.1.1.
    """
    found = list(filter(is_language_tag, _TAG_IN_PATH.findall(path)))
    return found[-1] if found else _small_locale_of(path)


def _small_locale_of(path: str) -> str:
    small: list[tuple[str, str, str]] = _SMALL_TAG_IN_PATH.findall(path)
    for language, script, region in reversed(small):
        # `to-do` and `as-is` would be Tongan and Assamese: the standard library lists the pairs that there are.
        if f"{language}_{region}" in locale_alias:
            return "-".join(filter(None, (language, script.title(), region.upper())))
    return UNKNOWN_LOCALE


NUMBER_WORDS: dict[str, int] = {
    # CLDR compact number patterns, long and short, of the locales with most translations.
    **dict.fromkeys(("hundred", "hundert", "simts", "simti", "simtu", "cien", "ciento", "сто", "مائة", "مئة"), 2),
    **dict.fromkeys(("thousand", "tausend", "tsd", "tūkst", "tūkstoši", "tūkstošu", "mille", "mil", "тыс", "ألف"), 3),
    **dict.fromkeys(("million", "millions", "mio", "millionen", "miljons", "miljoni", "miljonu", "milj"), 6),
    **dict.fromkeys(("millón", "millones", "milhão", "milhões", "milioni", "miljoen", "млн", "مليون", "ملايين"), 6),
    **dict.fromkeys(
        ("billion", "milliarde", "milliarden", "mrd", "miljards", "miljardi", "milliard", "млрд", "مليار"), 9
    ),
}
"""Words that multiply the number before them, as powers of ten."""
TENS_WORDS: dict[int, tuple[str, ...]] = {
    # CLDR rule-based number formats, spelled out, cardinal and ordinal: what all forms of a number share.
    20: ("twent", "zwanzig", "divdesmit", "vingt", "veint", "vinte", "двадцат", "عشرون", "عشرين", "二十"),
    30: ("thirt", "dreißig", "trīsdesmit", "trent", "treint", "trint", "тридцат", "ثلاثون", "ثلاثين", "三十"),
}
"""Parts of the words for the tens that days of a month need."""
