"""Guesses which locale a text means that is no BCP 47 tag, for messages. The names come from CLDR."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from l10nqa.locale.names import canonical
from l10nqa.locale.tags import UNKNOWN_LOCALE, is_language_tag

__all__ = ["nearest_locale"]

_MIN_LIKENESS = 0.75


def nearest_locale(text: str) -> str | None:
    """Return the locale that a text probably means, as a BCP 47 tag; None if there is nothing near.

    A tag may have other separators (`de de`), a language its name (`German`, `Deutsch`), or the code of a country where
    it is official (`jp`, `cz`); else one letter may be wrong.
    """
    parts = [part for part in re.split(r"[^A-Za-z0-9]+", text) if part]
    if not parts:
        return _names().get(text.strip().casefold())
    named = _names().get(text.strip().casefold(), "")
    language = named or _language_of_territory(parts[0])
    for tag in (named, "-".join(parts), "-".join([language, *parts[1:]]), language):
        if _is_locale(canonical(tag)):
            return canonical(tag)
    names = [name for name in (*_names(), *_tags()) if ("-" in name) == (len(parts) > 1)]
    near = get_close_matches(text.strip().casefold().replace("_", "-"), names, 1, _MIN_LIKENESS)
    return canonical(_names().get(near[0], near[0])) if near else None


@cache
def _names() -> dict[str, str]:
    """Return the languages that have a locale by their English and their own names, case folded."""
    from babel import Locale  # noqa: PLC0415 - see above

    languages = sorted({tag.partition("-")[0] for tag in _tags()})
    english = {str(Locale("en").languages.get(code, "")).casefold(): code for code in languages}
    own = {str(Locale.parse(code).language_name or "").casefold(): code for code in languages}
    return {name: code for name, code in (own | english).items() if name}


@cache
def _tags() -> tuple[str, ...]:
    """Return the tags of all locales, in small letters."""
    from babel.localedata import locale_identifiers  # noqa: PLC0415 - see above

    return tuple(name.replace("_", "-").lower() for name in locale_identifiers() if name != "root")


def _language_of_territory(code: str) -> str:
    from babel.languages import get_official_languages  # noqa: PLC0415 - see above

    languages = get_official_languages(code.upper(), regional=False, de_facto=True)
    return languages[0].partition("_")[0] if languages else ""


def _is_locale(tag: str) -> bool:
    """Tell whether the tag is valid, CLDR has its language, and nothing in it is for private use."""
    language, *rest = tag.split("-")
    is_odd = "x" in rest or (rest and len(rest[0]) == 3 and rest[0].isalpha())
    return tag != UNKNOWN_LOCALE and not is_odd and is_language_tag(tag) and language in _languages()


@cache
def _languages() -> frozenset[str]:
    return frozenset(tag.partition("-")[0] for tag in _tags())
