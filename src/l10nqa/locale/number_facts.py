"""What a locale writes numbers with: signs, scale words, units, names of months, and the words of numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.locale.cldr import language_of, number_words, row_of
from l10nqa.locale.scripts import UNSPACED_SCRIPTS, script_of
from l10nqa.locale.spelled import forms_of, normal_form

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NumberFacts", "number_facts"]

_EAST_ASIAN = {"千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12, "천": 3, "만": 4, "억": 8, "조": 12}
_OF_LANGUAGE: dict[str, dict[str, int]] = {
    # Powers of ten that CLDR spells numbers out with, and does not abbreviate them with.
    "as": {"লাখ": 5, "কোটি": 7}, "gu": {"લાખ": 5, "કરોડ": 7}, "kn": {"ಲಕ್ಷ": 5, "ಲಕ್ಷಗಳು": 5, "ಕೋಟಿ": 7},
    "ml": {"ലക്ഷം": 5, "കോടി": 7}, "mr": {"लाख": 5, "कोटी": 7}, "ne": {"लाख": 5, "करोड": 7, "अर्ब": 9},
    "or": {"ଲକ୍ଷ": 5, "କୋଟି": 7}, "pa": {"ਲੱਖ": 5, "ਕਰੋੜ": 7}, "sd": {"لک": 5, "ڪروڙ": 7}, "si": {"ලක්ෂ": 5, "කෝටි": 7},
    "ta": {"லட்சம்": 5, "இலட்சம்": 5, "கோடி": 7}, "te": {"లక్ష": 5, "లక్షలు": 5, "లక్షల": 5, "కోటి": 7, "కోట్లు": 7, "కోట్ల": 7},
    "ur": {"لاکھ": 5, "کروڑ": 7, "ارب": 9},
    "km": {"ពាន់": 3, "ម៉ឺន": 4, "មុឺន": 4, "សែន": 5, "លាន": 6, "កោដិ": 7},
    "lo": {"ພັນ": 3, "ໝື່ນ": 4, "ແສນ": 5, "ລ້ານ": 6, "ຕື້": 9},
    "my": {"ထောင်": 3, "သောင်း": 4, "သိန်း": 5, "သန်း": 6, "ကုဋေ": 7},
    "bo": {"སྟོང་": 3, "ཁྲི་": 4, "འབུམ་": 5, "ས་ཡ་": 6}, "dz": {"སྟོང་": 3, "ཁྲི་": 4, "འབུམ་": 5, "ས་ཡ་": 6},
}  # fmt: skip
_LETTERS = {"k": 3}
"""What every language has taken over from computing."""
_SYMBOLS: dict[str, list[str]] = {
    # International System of Units; CLDR has them where the language writes nothing shorter.
    "s": ["second"], "ms": ["millisecond"], "µs": ["microsecond"], "μs": ["microsecond"], "ns": ["nanosecond"],
    "min": ["minute"], "h": ["hour"], "hz": ["hertz"], "khz": ["kilohertz"], "mhz": ["megahertz"], "ghz": ["gigahertz"],
    "mm": ["millimeter"], "cm": ["centimeter"], "m": ["meter"], "km": ["kilometer"], "g": ["gram"], "kg": ["kilogram"],
}  # fmt: skip
_HALVES: dict[str, str] = {
    # One half, as it stands in a compound or by itself: what all its forms share. Not in CLDR.
    "en": "half", "de": "halb", "nl": "half|halve", "sv": "halv", "da": "halv", "nb": "halv", "no": "halv",
    "nn": "halv", "is": "hálf", "fr": "demi", "es": "medi", "ca": "mitj|mig", "pt": "mei[ao]|metade",
    "gl": "medi|mei[ao]", "it": "mezz", "ro": "jumătate", "pl": "pół|połow", "cs": "půl|polovi", "sk": "pol",
    "sl": "pol", "hr": "pol", "sr": "пол|pol", "bs": "pol", "mk": "пол", "bg": "полов", "ru": "пол",
    "uk": "пів|полов", "be": "пал", "lt": "pus", "lv": "pus", "et": "pool", "fi": "puol", "hu": "fél",
    "tr": "yarım|buçuk", "az": "yarım", "kk": "жарты", "uz": "yarim", "el": "μισ|ήμισ", "sq": "gjysm", "hy": "կես",
    "ka": "ნახევ", "ar": "نصف", "fa": "نیم", "ur": "نصف|آدھ", "he": "חצי", "hi": "आध|अर्ध", "bn": "আধ|অর্ধ",
    "mr": "अर्ध", "ta": "அரை", "te": "అర", "kn": "ಅರ್ಧ", "ml": "അര", "th": "ครึ่ง", "lo": "ເຄິ່ງ", "km": "កន្លះ",
    "my": "တစ်ဝက်", "vi": "nửa|rưỡi", "id": "setengah|separuh", "ms": "setengah|separuh", "fil": "kalahati",
    "ja": "半", "zh": "半", "yue": "半", "ko": "반|절반", "eu": "erdi", "cy": "hanner", "ga": "leath", "sw": "nusu",
    "mn": "хагас",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class NumberFacts:
    """What a locale writes numbers with. There is one object for each locale, which can be a key of caches."""

    decimal: frozenset[str]
    """Signs before decimals."""
    group: frozenset[str]
    """Signs between groups of digits."""
    scales: Mapping[str, tuple[int, ...]]
    """Words and signs that multiply the number beside them, as powers of ten; folded. CLDR has two for a few."""
    months: Mapping[str, list[int]]
    """Names of months, folded, with the numbers that they are the names of."""
    units: Mapping[str, list[str]]
    """How units are written, folded, with the units that it may stand for."""
    periods: Mapping[str, str]
    """Words for the halves of the day: `am`, `pm`, `noon`, `midnight`."""
    words: Mapping[str, int]
    """Words that numbers are put together of, cardinal and ordinal; folded."""
    spaces_words: bool
    half: re.Pattern[str] | None
    """What says one half."""

    def spells(self, text: str, value: int) -> bool:
        """Tell whether the text, in its normal form, has a word for the number, in whatever form of grammar."""
        if not self.spaces_words or value >= 100:
            return value in _east_asian_values(text) or any(form in text for form in forms_of(value, self.words))
        return any(self._stands_in(form, text) for form in forms_of(value, self.words))

    def _stands_in(self, form: str, text: str) -> bool:
        """Tell whether a form stands in the text with or without an ending, and not as part of another number."""
        start = text.find(form if len(form) < 6 else form[:-2])
        while start >= 0:
            end = start
            while end < len(text) and (
                text[end].isalpha() or unicodedata.category(text[end])[0] == "M" or end < start + len(form)
            ):
                end += 1
            word, begins = text[start:end], start == 0 or not text[start - 1].isalpha()
            ending = len(word) - len(form)
            if word == form and (begins or len(form) > 3):
                return True
            if begins and len(form) >= 3 and -2 <= ending <= 4 and word not in self.words:
                return True
            start = text.find(form if len(form) < 6 else form[:-2], start + 1)
        return False


@lru_cache(maxsize=2)  # the numbers of a text are asked for one after another
def _east_asian_values(text: str) -> frozenset[int]:
    """Return the numbers that runs of Chinese or Sino-Korean numerals stand for."""
    runs = (run for run in _NUMERALS.findall(text) if len(run) <= _LONGEST_NUMERAL)
    return frozenset(value for run in runs if (value := _numeral(run)) is not None)


_SINO_KOREAN = dict(zip("영일이삼사오육칠팔구", range(10), strict=True)) | {
    "십": 10,
    "백": 100,
    "천": 1000,
    "만": 10**4,
    "억": 10**8,
    "조": 10**12,
}
_LONGEST_NUMERAL = 40
"""Signs of a numeral; a longer run is none."""
_NUMERALS = re.compile(
    r"(?<!\d)(?<!\d[ \u00a0])(?:[〇零一二三四五六七八九两兩十百千万萬億亿兆]+|[영일이삼사오육칠팔구십백천만억조]+)"
)


def _numeral(run: str) -> int | None:
    """Return the value of a run of numerals: `二〇二四`, `百二十`, `三百万`."""
    values = [
        _SINO_KOREAN.get(numeral, 2 if numeral in "两兩" else int(unicodedata.numeric(numeral, 0))) for numeral in run
    ]
    if len(values) > 1 and all(value < 10 for value in values):
        return int("".join(map(str, values)))
    total = section = digit = 0
    for value in values:
        if value < 10:
            digit = value
        elif value < 10_000:
            section, digit = section + max(digit, 1) * value, 0
        else:
            total, section, digit = total + max(section + digit, 1) * value, 0, 0
    return total + section + digit


@lru_cache(maxsize=64)
def number_facts(tag: str) -> NumberFacts:
    """Return what a locale writes numbers with."""
    row = row_of(tag)
    scales = {word: (power,) for word, power in (_LETTERS | _EAST_ASIAN).items()}
    scales |= {word: tuple(powers) for word, powers in row.get("scales", {}).items()}
    for word, power in _OF_LANGUAGE.get(language_of(tag), {}).items():
        scales.setdefault(normal_form(word), (power,))
    half = _HALVES.get(language_of(tag))
    return NumberFacts(
        decimal=frozenset(row["decimal"]) | {"٫"},
        group=frozenset(row["group"]) | {"٬"},
        scales=scales,
        months=row.get("months", {}),
        units={**_SYMBOLS, **row.get("units", {})},
        periods={normal_form(word): period for word, period in row.get("periods", {}).items()},
        words=number_words(tag),
        spaces_words=script_of(tag) not in UNSPACED_SCRIPTS,
        half=re.compile(half) if half else None,
    )
