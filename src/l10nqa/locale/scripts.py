"""Scripts: which a locale is written in, and what the names of their letters begin with in Unicode."""

from __future__ import annotations

from functools import lru_cache

from l10nqa.locale.cldr import is_known, row_of

__all__ = ["UNSPACED_SCRIPTS", "script_of", "scripts_of"]

UNSPACED_SCRIPTS = frozenset(
    "Bali Bopo Hani Hans Hant Hira Java Jpan Kana Khmr Lana Laoo Leke Mymr Talu Tavt Thai Tibt Yiii".split()
)
"""ISO 15924 codes of scripts without spaces between words (Unicode, line breaking classes ID, SA and BA)."""

_CJK = frozenset({"CJK", "IDEOGRAPHIC"})
_NAMES: dict[str, frozenset[str]] = {
    # Where the code stands for several scripts, or the name begins otherwise than its first four letters say. A
    # Japanese or Korean text may hold Chinese characters.
    "Hans": _CJK,
    "Hant": _CJK | {"BOPOMOFO"},
    "Jpan": _CJK | {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH"},
    "Kore": _CJK | {"HANGUL"},
}
_BEGINNINGS: dict[str, str] = {
    # ISO 15924 codes, in the order of Unicode's charts.
    "Latn": "LATIN", "Cyrl": "CYRILLIC", "Grek": "GREEK", "Copt": "COPTIC",
    "Armn": "ARMENIAN", "Geor": "GEORGIAN", "Glag": "GLAGOLITIC",
    "Goth": "GOTHIC", "Arab": "ARABIC", "Aran": "ARABIC", "Hebr": "HEBREW", "Syrc": "SYRIAC", "Thaa": "THAANA",
    "Nkoo": "NKO", "Adlm": "ADLAM", "Rohg": "HANIFI", "Mand": "MANDAIC", "Samr": "SAMARITAN", "Tfng": "TIFINAGH",
    "Ethi": "ETHIOPIC", "Vaii": "VAI", "Bamu": "BAMUM", "Osge": "OSAGE", "Cher": "CHEROKEE", "Cans": "CANADIAN",
    "Deva": "DEVANAGARI", "Beng": "BENGALI", "Guru": "GURMUKHI", "Gujr": "GUJARATI", "Orya": "ORIYA", "Taml": "TAMIL",
    "Telu": "TELUGU", "Knda": "KANNADA", "Mlym": "MALAYALAM", "Sinh": "SINHALA", "Cakm": "CHAKMA", "Olck": "OL",
    "Mtei": "MEETEI", "Limb": "LIMBU", "Lepc": "LEPCHA", "Saur": "SAURASHTRA", "Tibt": "TIBETAN", "Thai": "THAI",
    "Laoo": "LAO", "Khmr": "KHMER", "Mymr": "MYANMAR", "Lana": "TAI", "Talu": "NEW", "Tavt": "TAI", "Cham": "CHAM",
    "Java": "JAVANESE", "Bali": "BALINESE", "Sund": "SUNDANESE", "Bugi": "BUGINESE", "Mong": "MONGOLIAN", "Yiii": "YI",
    "Lisu": "LISU", "Hmnp": "NYIAKENG", "Hang": "HANGUL", "Hani": "CJK", "Hira": "HIRAGANA", "Kana": "KATAKANA",
    "Bopo": "BOPOMOFO", "Dsrt": "DESERET", "Shaw": "SHAVIAN", "Gong": "GUNJALA", "Gonm": "MASARAM", "Nagm": "NAG",
    "Hung": "OLD", "Wara": "WARANG", "Wcho": "WANCHO", "Toto": "TOTO", "Tnsa": "TANGSA", "Krai": "KIRAT",
}  # fmt: skip


@lru_cache(maxsize=256)
def script_of(tag: str) -> str:
    """Return the ISO 15924 code of the script that a locale is written in; empty where CLDR does not know the language.

    A script subtag (`sr-Latn`) overrules what the language is mostly written with.
    """
    for subtag in tag.replace("_", "-").split("-")[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return subtag.title()
    script: str = row_of(tag)["script"] if is_known(tag) else ""
    return script


@lru_cache(maxsize=256)
def scripts_of(tag: str) -> frozenset[str]:
    """Return what the Unicode names of a locale's letters begin with, as in `CYRILLIC`; nothing where unknown."""
    script = script_of(tag)
    if script in _NAMES:
        return _NAMES[script]
    return frozenset({_BEGINNINGS[script]}) if script in _BEGINNINGS else frozenset()
