"""What users call a locale: taken where it is clear, and answered with a guess where it is not."""

from __future__ import annotations

import pytest
from babel.localedata import locale_identifiers

from l10nqa.errors import ConfigError
from l10nqa.locale import is_language_tag
from l10nqa.locale.names import checked_locale
from l10nqa.locale.nearest import nearest_locale

TAKEN = {
    "fr_FR": "fr-FR",
    "FR-fr": "fr-FR",
    "de_DE.UTF-8": "de-DE",
    "sr@latin": "sr-Latn",
    "ca@valencia": "ca-valencia",
    "de_DE_formal": "de-DE-x-formal",
    "zh-CHS": "zh-Hans",
    "iw": "he",
    "zh-yue": "yue",
    "es-419": "es-419",
    "qps-ploc": "qps-x-ploc",
    "en-XA": "en-XA",
    "und": "und",
    "art-x-pirate": "art-x-pirate",
}
REFUSED = {
    "de de": "de-DE",
    "de/fr": "de-FR",
    "German": "de",
    "Español": "es",
    "日本語": "ja",
    "Latvain": "lv",
    "jp": "ja",
    "jp_JP": "ja-JP",
    "cz": "cs",
    "gr": "el",
    "ua": "uk",
    "pt-brazil": "pt",
    "de-CHH": "de",
    "xyzzyq": None,
    "xx": None,
    "C": None,
    "POSIX": None,
    "": None,
    " ": None,
    "-": None,
    "*": None,
    "../de": "de",
}


@pytest.mark.parametrize(("name", "tag"), TAKEN.items())
def test_a_name_that_stands_for_one_locale_is_taken(name: str, tag: str) -> None:
    assert checked_locale(name) == tag


@pytest.mark.parametrize(("name", "near"), REFUSED.items())
def test_any_other_name_is_refused_with_the_nearest_locale(name: str, near: str | None) -> None:
    with pytest.raises(ConfigError) as error:
        checked_locale(name)
    assert error.value.hint == (f"did you mean {near}?" if near else "give a BCP 47 tag, such as lv, pt-BR or zh-Hant")


@pytest.mark.parametrize("name", sorted(set(locale_identifiers()) - {"root", "en_US_POSIX"}))
def test_every_locale_of_cldr_is_taken_as_gettext_and_as_bcp_47_write_it(name: str) -> None:
    assert checked_locale(name) == checked_locale(name.replace("_", "-"))


@pytest.mark.parametrize("name", ["jpp", "lv lv", "Deutschland", "fr--", "x-x-x", "🦀", "a" * 1000])
def test_a_guess_is_a_locale(name: str) -> None:
    near = nearest_locale(name)
    assert near is None or is_language_tag(near)
