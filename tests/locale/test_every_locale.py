"""Every locale of CLDR has its row, and what Babel writes in a locale is read in it."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import pytest
import regex
from babel import Locale
from babel.dates import format_date
from babel.localedata import locale_identifiers
from babel.numbers import format_compact_decimal, format_decimal

from l10nqa.locale import MARK_CLASSES, cldr, facts_of, locales, number_facts, row_of, script_of, scripts_of
from l10nqa.numbers import NumberText, compare, figures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALL = sorted(locale_identifiers())
_DAY = dt.date(2024, 3, 15)


@cache
def _babel(identifier: str) -> Locale:
    return Locale.parse(identifier)


def _tags() -> Iterator[tuple[str, Locale]]:
    for identifier in _ALL:
        yield identifier.replace("_", "-"), _babel(identifier)


def test_each_has_its_row_and_its_facts() -> None:
    known = set(locales())
    for identifier in _ALL:
        tag = identifier.replace("_", "-")
        assert tag in known
        facts, numbers = facts_of(tag), number_facts(tag)
        assert len(script_of(tag)) == 4
        assert numbers.decimal
        assert numbers.group
        assert len(row_of(tag)["quotes"]) == 4
        assert facts.question_mark in MARK_CLASSES
        assert all(0 <= value <= 1_000 or value == -1 for value in numbers.words.values())
        assert all(1 <= month <= 13 for months in numbers.months.values() for month in months)


def test_letters_of_each_language_are_of_its_script() -> None:
    unknown: set[str] = set()
    for tag, locale in _tags():
        name = "".join(filter(str.isalpha, locale.get_language_name() or ""))
        if not name or not scripts_of(tag):
            unknown.add(script_of(tag))
            continue
        letters = {unicodedata.name(letter).partition(" ")[0].partition("-")[0] for letter in name}
        own = {script.partition("-")[0] for script in scripts_of(tag)}
        assert letters & own or own & {"CJK"} or letters == {"LATIN"}, (tag, name)
    assert len(unknown) < 40  # historical scripts, which no documentation is translated into


@pytest.mark.parametrize("value", [1234, 1234567, 0.75, 12345.5, 1234567.89])
def test_what_babel_formats_is_read_as_the_same_number(value: float) -> None:
    expected = str(value)
    seen: set[tuple[str, str]] = set()
    for tag, locale in _tags():
        written = format_decimal(value, locale=locale, numbering_system="default")
        if tag != "tok" and (locale.language, written) not in seen:  # Toki Pona groups digits by two
            assert any(expected in figure.readings for figure in figures_of(written, tag)), (tag, written)
        seen.add((locale.language, written))


@pytest.mark.parametrize("value", [10_000, 3_000_000, 2_000_000_000])
@pytest.mark.parametrize("format_type", ["long", "short"])
def test_scale_words_of_each_locale_multiply(value: int, format_type: str) -> None:
    seen: set[tuple[str, str]] = set()
    for tag, locale in _tags():
        written = format_compact_decimal(value, format_type=format_type, locale=locale)  # type: ignore[arg-type]
        if tag.startswith("sw") and format_type == "short":
            continue  # Babel takes the zeros of its negative patterns for more digits
        if not written[:1].isdigit() or (locale.language, written) in seen:
            continue  # behind the word
        seen.add((locale.language, written))
        source = NumberText(f"{value:,}", figures_of(f"{value:,}", "en-US"), "en-US")
        target = NumberText(written, figures_of(written, tag), tag)
        assert compare(source, target) == ([], [], []), (tag, written)


def test_dates_of_each_locale_say_the_same() -> None:
    source = NumberText("3/15/2024", figures_of("3/15/2024", "en-US"), "en-US")
    for tag, locale in _tags():
        written = format_date(_DAY, "long", locale=locale)
        target = NumberText(written, figures_of(written, tag), tag)
        if any(figure.digits == "2024" for figure in target.figures):
            assert compare(source, target).missing == [], (tag, written)


def test_every_mark_that_ends_sentences_has_a_latin_one() -> None:
    ends = regex.compile(r"\p{Sentence_Terminal}")
    missing = [
        character
        for character in map(chr, range(0x21, 0x20000))
        if ends.match(character) and unicodedata.category(character)[0] == "P" and character not in MARK_CLASSES
    ]
    assert missing == []


def test_digits_of_every_script_have_their_value() -> None:
    for code in range(0x110000):
        if unicodedata.category(chr(code)) == "Nd" and unicodedata.digit(chr(code)) == 4:
            (figure,) = figures_of(f"x {chr(code)}{chr(code)} x")
            assert "44" in figure.readings


def test_the_shipped_tables_are_json_with_one_locale_a_line() -> None:
    for name in ("locales.tsv", "number_words.tsv"):
        rows = (cldr.DATA / name).read_text(encoding="utf-8").splitlines()
        tags = [row.partition("\t")[0] for row in rows]
        assert len(set(tags)) == len(tags)
        for row in rows:
            json.loads(row.partition("\t")[2])
