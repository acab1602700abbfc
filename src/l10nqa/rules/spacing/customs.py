"""What languages write onto a word, or set apart from it, as far as white space beside markup asks for it.

Endings are those that grammars list for nouns (cases, possessives, plurals, particles, clitics); several may follow
each other. They are written onto a label as they are onto any noun.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

__all__ = [
    "elides",
    "has_particles",
    "is_ending",
    "joins_nouns",
    "may_be_ending",
    "sets_asides_off",
    "takes_particle",
]

_TURKISH = (
    "l[ae]r [ıiuü] [ys]?[ıiuü] n[ıiuü]n? [ıiuü]n [ae] [yn]?[ae] [dt][ae] n?d[ae] [dt][ae]n "
    "n?d[ae]n y?l[ae] c[aeə] ki [dt][ıiuü]r l[ıiuü] l[ıiuü][kğ] s[ıiuü]z [ıiuü]?m "
    "[ıiuü]?m[ıiuü]z [ıiuü]?n[ıiuü]z ə [yn]ə dən d[əa] l[əa]r "
)
_FINNISH = (
    "n t a ä ta tä tt[aä] [jt]en i?en i[nt] ss[aä] st[aä] ll[aä] lt[aä] lle ksi n[aä] in "
    "[aeiouyäö]?en [aeiouyäö]n h[aeiouyäö]n seen iin i j[aä] i[aä] it[aä] iden iss[aä] ist[aä] "
    "ill[aä] ilt[aä] ille iksi ns[aä] nne mme kin k[aä]{2}n k[oö] h[aä]n "
)
_ESTONIAN = (
    "s st sse l lt le ks na ni ta ga de te d t i e u a id sid dele desse dest del delt teks ses "
    "sest il ile ilt is ist isse "
)
_HUNGARIAN = (
    "[aeoöüu]?t [aeoö]?[kn] b[ae]n? b[óő]l r[ae] r[óő]l n[áé]l h[oeö]z t[óő]l n[ae]k "
    "[bcdfghjklmnprstvzy]{1,2}[ae]l v[ae]l ért ig ként kor [áé]n? j?[ae] j?[ae]i j[áé] [ae]i "
    "[áé]v[ae]l s os es ös i ú ű jú jű [áé]b[ae]n? [áé]r[ae] [áé]n[ae]k [áé]t ul ül anként "
    "enként é "
)
_KOREAN = (
    "을 를 이 가 은 는 에 에서 에게 에는 에서는 에도 의 로 으로 로서 으로서 로써 으로써 로부터 "
    "으로부터 와 과 도 만 부터 까지 보다 처럼 같이 마다 조차 밖에 이나 나 이란 란 이라는 라는 "
    "이라고 라고 이며 며 이고 고 인 이면 면 입니다 이다 다 들 별 용 형 식 화 적 상 하 내 외 간 "
    "중 당 및 등 께 한테 "
)
_KOREAN_VERB = re.compile("(?:[을를])?(?:하|한|할|합|했|해|되|된|될|됩|됐|돼|시키|시킨|시킬|시켜|입니|였|이었|인지|일)")
_MALAY = "nya lah kah pun ku mu kan an i"
_ARMENIAN = "[եներ]* ը ի ին ից ով ում եր ներ երի ների երը ները եւ ն ի՞"
_ENDINGS: dict[str, str] = {
    **dict.fromkeys(("tr", "az"), _TURKISH),
    "fi": _FINNISH,
    "et": _ESTONIAN,
    "hu": _HUNGARIAN,
    "ko": _KOREAN,
    **dict.fromkeys(("id", "ms"), _MALAY),
    **dict.fromkeys(("sv", "da", "nb", "nn", "no"), "s n en et er erne ene na ar arna or orna t a"),
    **dict.fromkeys(("de", "nl", "lb", "fy", "af", "is", "fo"), "s es n en"),
    **dict.fromkeys(("mk", "bg"), "от та то те ът а я ят"),
    **dict.fromkeys(("ro", "sq"), "ul ului le lor a ei i it ve et es"),
}
_PLURAL = "s"
"""An ending of many languages, and no word in any."""
_PARTICLE = re.compile(r"(?:을|를|은|는|에|에서|에게|의|으로|로|와|과)(?=[\s.,]|\Z)")
_ELIDING = frozenset("fr it ca oc lij lmo pms vec scn fur wa".split())
_ASIDES = frozenset("es ca gl ast eu an oc".split())
_COMPOUNDING = frozenset("fi et hu se smn sms sma smj krl vep olo vro liv ko".split())
_SLAVIC = frozenset("ru uk be pl cs sk sl hr sr bs hsb dsb rue cu".split())
_SHORT, _MAX_SHORT = 2, 3
_MOST = 4
"""Endings that follow each other at most."""


def is_ending(word: str, locale: str) -> bool | None:
    """Tell whether a word that follows markup directly is an ending; None where the language's are not listed."""
    language = _language(locale)
    if word == _PLURAL:
        return True
    if language not in _ENDINGS:
        return None
    if language == "ko" and _KOREAN_VERB.match(word):
        return True
    return _pattern(language).fullmatch(word.lower()) is not None


def may_be_ending(word: str, locale: str) -> bool:
    """Tell whether a short word may be an ending in a language whose endings are as short as its small words."""
    return _language(locale) in _SLAVIC and _SHORT <= len(word) <= _MAX_SHORT


def has_particles(locale: str) -> bool:
    """Tell whether the language has particles that nothing may part from their word: Korean."""
    return _language(locale) == "ko"


def takes_particle(text: str, offset: int, locale: str) -> bool:
    """Tell whether a Korean particle stands at the offset, which nothing may part from its word."""
    return has_particles(locale) and _PARTICLE.match(text, offset) is not None


def elides(locale: str) -> bool:
    """Tell whether articles lose their vowel and hang on the next word with an apostrophe."""
    return _language(locale) in _ELIDING


def joins_nouns(locale: str) -> bool:
    """Tell whether two nouns are written as one word in a language with endings, so that what follows may be half."""
    return _language(locale) in _COMPOUNDING


def sets_asides_off(locale: str) -> bool:
    """Tell whether a dash is written onto the aside that it sets off, as in `—si existe—`."""
    return _language(locale) in _ASIDES


@lru_cache
def _language(locale: str) -> str:
    return locale.replace("_", "-").partition("-")[0].lower()


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_ENDINGS[language].split())}){{1,{_MOST}}}")
