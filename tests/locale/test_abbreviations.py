"""Which words keep their full stop."""

from __future__ import annotations

import pytest
from babel import Locale, localedata

from l10nqa.locale import is_abbreviation, may_be_abbreviation
from l10nqa.locale.cldr import DATA


@pytest.mark.parametrize(
    ("word", "locale"),
    [
        ("etc", "en-US"),
        ("bzw", "de-DE"),
        ("enz", "nl-NL"),
        ("ecc", "it-IT"),
        ("stb", "hu-HU"),
        ("jne", "fi-FI"),
        ("Вкл", "ru-RU"),
        ("Вимк", "uk-UA"),
        ("u.c", "lv-LV"),
        ("т.д", "ru-RU"),
        ("nr", "xx"),
        ("e.g", "und"),
    ],
)
def test_an_abbreviation_is_known(word: str, locale: str) -> None:
    assert is_abbreviation(word, locale)
    assert may_be_abbreviation(word, locale)


@pytest.mark.parametrize(
    ("word", "locale"),
    [
        ("Tarife", "de-DE"),
        ("Guardar", "es-ES"),
        ("Сохранить", "ru-RU"),
        ("SQL", "de-DE"),
        ("x", "en-US"),
        ("حفظ", "ar-SA"),
        ("저장", "ko-KR"),
        ("保存", "ja-JP"),
    ],
)
def test_a_word_or_name_is_none(word: str, locale: str) -> None:
    assert not is_abbreviation(word, locale)
    assert not may_be_abbreviation(word, locale)


def test_what_is_cut_off_may_be_one() -> None:
    assert may_be_abbreviation("Einr", "de")
    assert not is_abbreviation("Einr", "de")


@pytest.mark.parametrize("tag", sorted(localedata.locale_identifiers()))
def test_short_months_of_every_locale_keep_their_full_stop(tag: str) -> None:
    language = Locale.parse(tag).language
    for name in Locale.parse(tag).months["format"]["abbreviated"].values():
        word = name.removesuffix(".")
        if name.endswith(".") and len(word) > 1 and word.isalpha() and len(word) < 8:
            assert is_abbreviation(word, language), name


def test_each_language_stands_once_in_order_and_in_small_letters() -> None:
    lines = (DATA / "abbreviations.txt").read_text("utf-8").splitlines()
    languages = [line.partition("\t")[0] for line in lines]
    assert languages == sorted(set(languages))
    for line in lines:
        words = line.partition("\t")[2].split()
        assert words == sorted(set(words))
        assert all(word == word.casefold() for word in words)
