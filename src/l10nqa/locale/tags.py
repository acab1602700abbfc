"""Language tags: which are valid, and which a path names."""

from __future__ import annotations

import re
from functools import lru_cache
from locale import locale_alias

__all__ = ["UNKNOWN_LOCALE", "is_language_tag", "locale_of_path"]

UNKNOWN_LOCALE = "und"
"""What BCP 47 has for a language that nobody has said."""

# RFC 5646 section 2.1, without the registered irregular tags and those for private use alone.
_TAG = re.compile(
    r"([a-z]{2,3})((?:-[a-z]{3}){0,3})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
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
