"""Language tags as a memory keeps and compares them (BCP 47: RFC 5646 and RFC 4647)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from l10nqa.locale import is_language_tag, scripts_of

__all__ = ["can_stand_in", "canonical_locale", "is_within"]

_TRADITIONAL = frozenset({"tw", "hk", "mo"})
"""The regions whose Chinese is written with traditional characters (CLDR, likely subtags)."""


class _Subtags(NamedTuple):
    language: str
    script: str
    region: str
    others: frozenset[str]
    """Variants, extensions and private use."""


@lru_cache(maxsize=1024)
def canonical_locale(tag: str) -> str:
    """Return a tag in the capitals of RFC 5646, section 2.1.1, with hyphens: `lv-LV` for `LV_lv`.

    A text that is no well-formed tag is returned unchanged.
    """
    hyphened = tag.replace("_", "-")
    if not is_language_tag(hyphened):
        return tag
    language, *subtags = hyphened.lower().split("-")
    written, is_extension = [language], False
    for subtag in subtags:
        is_extension = is_extension or len(subtag) == 1
        if not is_extension and len(subtag) == 2:
            written.append(subtag.upper())
        elif not is_extension and len(subtag) == 4 and subtag.isalpha():
            written.append(subtag.title())
        else:
            written.append(subtag)
    return "-".join(written)


def is_within(tag: str, wanted: str | None) -> bool:
    """Tell whether a tag is the wanted one or begins with it: `lv` covers `lv-LV`; None covers all.

    This is the basic filtering of RFC 4647, section 3.3.1: capitals do not count.
    """
    return wanted is None or f"{tag}-".lower().startswith(f"{wanted}-".replace("_", "-").lower())


@lru_cache(maxsize=4096)
def can_stand_in(tag: str, wanted: str | None) -> bool:
    """Tell whether a translation into the locale `tag` can be offered where `wanted` is asked for; None takes all.

    A language takes the text of any of its regions: `de` takes `de-AT`. Another script or a registered variant is
    another way of writing: `ca` takes no `ca-valencia`, `sr` no `sr-Latn`, and `zh` no `zh-TW`.
    """
    if not is_within(tag, wanted):
        return False
    if wanted is None:
        return True
    found, requested = _subtags(tag), _subtags(wanted)
    return (found.script, found.others) == (requested.script, requested.others)


def _subtags(tag: str) -> _Subtags:
    language, *subtags = tag.replace("_", "-").lower().split("-")
    script = next((each for each in subtags if len(each) == 4 and each.isalpha()), "")
    region = next((each for each in subtags if len(each) == 2 or (len(each) == 3 and each.isdecimal())), "")
    others = frozenset(each for each in subtags if each not in (script, region))
    if language == "zh":
        script = script or ("hant" if region in _TRADITIONAL else "hans")
    elif script and scripts_of(tag) == scripts_of(language):
        script = ""  # what the language is written with anyway
    return _Subtags(language, script, region, others)
