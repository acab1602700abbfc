"""Locale names as other tools spell them, to and from BCP 47.

The library langcodes provides the data of BCP 47 (IANA registry, CLDR validity and aliases); this module adds the
customs of gettext, glibc, KDE, WordPress and .NET. The library is imported on first use: checks of bilingual Markdown
do not need it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.errors import ConfigError
from l10nqa.locale.cldr import locales
from l10nqa.locale.tags import UNKNOWN_LOCALE, is_language_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["canonical", "checked_locale", "from_posix", "to_posix"]

_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {
        # GNU gettext manual, "Locale Names", and glibc: a script is written out in English, as a modifier.
        "arabic": "Arab",
        "cyrillic": "Cyrl",
        "devanagari": "Deva",
        "latin": "Latn",
        "iqtelif": "Latn",  # tt_RU@iqtelif of glibc: the Latin alphabet of Tatar
    }
)
_MODIFIERS: Mapping[tuple[str, str], str] = MappingProxyType({("tt", "Latn"): "iqtelif"})
"""The modifiers that some languages have for a script."""
_VARIANTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Modifiers of KDE and suffixes of WordPress; others are variants of the IANA registry, or private use.
        "ijekavian": ("ijekavsk",),
        "ekavian": ("ekavsk",),
        "ijekavianlatin": ("Latn", "ijekavsk"),
        "ao90": ("ao1990",),
        "euro": (),  # the currency of a country, not a way to write its language
    }
)
_VARIANT_NAMES: Mapping[str, str] = MappingProxyType({"ijekavsk": "ijekavian", "ekavsk": "ekavian"})
_SUFFIXES: Mapping[str, str] = MappingProxyType({"formal": "formal", "informal": "informal", "ao1990": "ao90"})
"""Variants that WordPress writes after an underscore, not as a modifier: `de_DE_formal`, `pt_PT_ao90`."""
_CAPITALS: Mapping[tuple[str, str], str] = MappingProxyType({("nds", "nfe"): "NFE"})
"""Modifiers that are not in lower case (KDE)."""
_ALIASES: Mapping[str, str] = MappingProxyType({"zh-chs": "zh-Hans", "zh-cht": "zh-Hant"})
"""Names of .NET that are not tags of BCP 47."""
_CHINESE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        # gettext distinguishes the two Chinese scripts by region: `zh_CN`, `zh_TW`, `zh_HK`.
        **{("Hans", region): region or "CN" for region in ("", "CN", "SG", "MY")},
        **{("Hant", region): region or "TW" for region in ("", "TW", "HK", "MO")},
    }
)
_PRIVATE = re.compile("[-_]x[-_]")
_SINGLETON = re.compile(r"-(?=[A-Za-z\d]-)")


@lru_cache(1_000)  # a file of a million units has a few
def canonical(name: str) -> str:
    """Return the BCP 47 tag for a locale name of any tool, in the recommended case.

    `EN_us` becomes `en-US`, `iw` becomes `he`, `ca_ES.UTF-8@valencia` becomes `ca-ES-valencia`, `de_DE_formal` becomes
    `de-DE-x-formal`. A modifier is a script, a variant of the IANA registry, or for private use. A name that cannot be
    converted is returned with its parts in the usual case, so that equal names stay equal.
    """
    plain, _, modifier = name.strip().partition("@")
    plain = re.sub("[_-]+", "-", plain.partition(".")[0]).strip("-")
    if not plain or plain in ("C", "POSIX"):
        return UNKNOWN_LOCALE if name.strip() else ""
    parts = [*_ALIASES.get(plain.lower(), plain).split("-"), *filter(None, re.split("[_,@-]+", modifier.strip()))]
    tag = _joined(parts)
    if not is_language_tag(tag):
        return "-".join([parts[0].lower(), *map(_with_capitals, parts[1:])])
    import langcodes  # noqa: PLC0415 - see the module

    return langcodes.standardize_tag(tag)


from_posix = canonical


def checked_locale(name: str, *, what: str = "") -> str:
    """Return the BCP 47 tag of a locale that a user has named; `fr_FR` is fr-FR.

    Raises:
        ConfigError: it is none; the message begins with `what` was given, and the hint says what is meant.
    """
    tag = canonical(name)
    if is_language_tag(tag) and _is_meant(name.strip().lower(), tag):
        return tag
    named = name.strip().replace("_", "-").lower()
    new = next((each for each in locales() if each.lower() == named), None)
    if new:  # CLDR is newer than the registry of langcodes
        return new
    from l10nqa.locale.nearest import nearest_locale  # noqa: PLC0415 - loads names of all languages

    near = nearest_locale(name)
    hint = f"did you mean {near}?" if near else "give a BCP 47 tag, such as lv, pt-BR or zh-Hant"
    raise ConfigError(f"{what} “{name}” is no locale".strip(), hint=hint)


def _is_meant(name: str, tag: str) -> bool:
    """Tell whether no part of a name was made what it is only because nothing else fits it."""
    _, *rest = tag.split("-")
    if tag == UNKNOWN_LOCALE:
        return name == UNKNOWN_LOCALE
    if rest and len(rest[0]) == 3 and rest[0].isalpha():
        return False  # an extended language of another language: `zh-yue` would be `yue` by now
    is_private = "x" in rest
    suffix = re.split("[_-]", name)[-1]
    return not is_private or name.startswith("q") or "@" in name or suffix in _SUFFIXES or bool(_PRIVATE.search(name))


def to_posix(tag: str) -> str:
    """Return the gettext name of a BCP 47 tag: `lv_LV`, `sr_RS@latin`, `zh_TW`, `ca@valencia`.

    `canonical` returns the tag again, except for Chinese, where the region implies the script.
    """
    tag = canonical(tag)
    head, *extensions = _SINGLETON.split(tag)
    language, script, region, variants = _parts(head)
    if language == "zh" and (script, region) in _CHINESE:
        script, region = "", _CHINESE[script, region]
    start = f"{language}_{region}" if region else language
    names = [_script_name(language, script), *(_VARIANT_NAMES.get(variant, variant) for variant in variants)]
    if (script, variants) == ("Latn", ["ijekavsk"]):
        names = ["ijekavianlatin"]
    private = extensions[0][2:] if len(extensions) == 1 and extensions[0].startswith("x-") else ""
    word = "-".join(filter(None, [*names, private]))
    for name in (f"{start}_{_SUFFIXES.get(word)}", f"{start}@{_CAPITALS.get((language, word), word)}"):
        if word and canonical(name) == tag:
            return name
    modifier = "-".join(filter(None, [*names, *extensions]))
    return f"{start}@{modifier}" if modifier else start


def _parts(tag: str) -> tuple[str, str, str, list[str]]:
    """Return the language, script, region and variants of a tag without extensions."""
    language, *rest = tag.split("-")
    script = rest.pop(0) if rest and len(rest[0]) == 4 and rest[0].isalpha() else ""
    region = rest.pop(0) if rest and (rest[0].isdecimal() or len(rest[0]) == 2) else ""
    return language, script, region, rest


def _script_name(language: str, script: str) -> str:
    own = _MODIFIERS.get((language, script))
    return own or next((name for name, code in _SCRIPTS.items() if code == script), script.lower())


def _joined(parts: Sequence[str]) -> str:
    """Return the tag of a language and its further subtags, in the order of BCP 47."""
    language, *rest = parts
    script, region = "", ""
    variants: list[str] = []
    private: list[str] = []
    extensions: Sequence[str] = ()
    for index, part in enumerate(rest):
        if len(part) == 1:  # an extension, or private use: it goes on to the end
            extensions = rest[index:]
            break
        for subtag in _subtags(part):
            is_known = is_language_tag(f"und-{subtag}")
            if not script and is_known and len(subtag) == 4 and subtag.isalpha():
                script = subtag
            elif not region and is_known and len(subtag) == (3 if subtag.isdecimal() else 2):
                region = subtag
            elif len(subtag) > 3 and is_language_tag(f"und-Zyyy-ZZ-{subtag}"):  # und-arevmda would be an alias of hyw
                variants.append(subtag)
            elif len(subtag) == 3 and index == 0 and is_language_tag(f"{language}-{subtag}"):
                language = f"{language}-{subtag}"  # an extended language: zh-yue
            else:
                private.append(subtag.lower())
    tag = "-".join(filter(None, [language, script, region, *variants, *extensions]))
    if not private:
        return tag
    return "-".join([tag, *(() if "x" in map(str.lower, extensions) else ("x",)), *private])


def _subtags(part: str) -> Iterator[str]:
    """Yield the subtags for a modifier or a part of a name."""
    lower = part.lower()
    if lower in _SCRIPTS:
        yield _SCRIPTS[lower]
    else:
        yield from _VARIANTS.get(lower, (part,))


def _with_capitals(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()
