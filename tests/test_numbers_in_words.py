"""A small number that the target says in no way is missed in every language; one that it says is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.locale import locales, number_facts
from l10nqa.numbers import NumberText, changed_amounts, changed_months, compare, figures_of, may_be_worded

_SPELLED = sorted(tag for tag in locales() if "-" not in tag and number_facts(tag).words)
_DATED = sorted(
    tag for tag in locales() if "-" not in tag and number_facts(tag).months and number_facts(tag).spaces_words
)


def _text(text: str, locale: str) -> NumberText:
    return NumberText(text, figures_of(text, locale), locale)


def _is_missed(value: int, target: str, locale: str) -> bool:
    source = _text(f"Wait {value} minutes.", "en-US")
    found = compare(source, _text(target, locale))
    return any(not may_be_worded(figure, source, _text(target, locale)) for figure in found.small)


@pytest.mark.parametrize("locale", _SPELLED)
def test_each_word_of_a_number_says_it(locale: str) -> None:
    words = [(word, value) for word, value in number_facts(locale).words.items() if 2 < value <= 12]
    assert [(word, value) for word, value in words if _is_missed(value, f"x {word} x", locale)] == []


@pytest.mark.parametrize("locale", _SPELLED)
def test_a_number_that_nothing_says_is_missed(locale: str) -> None:
    values = {value for value in number_facts(locale).words.values() if 2 < value <= 12}
    # Characters that no language writes numbers with.
    assert all(_is_missed(value, "☃ ☂.", locale) for value in values)


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("a 3rd party", "Fremdanbieter", "de-DE"), ("2-step verification", "kétlépcsős ellenőrzés", "hu-HU"),
        ("a pin of 6 digits", "kuusinumeroinen tunnus", "fi-FI"), ("Wait 7 days.", "Зачекайте тиждень.", "uk-UA"),
        ("in 7 hours", "через семи годин", "uk-UA"), ("8 rows", "osmi řádků", "cs-CZ"), ("1 row", "Zeile", "de-DE"),
        ("within 12 months", "innerhalb eines Jahres", "de-DE"), ("a 1:1 chat", "um chat particular", "pt-PT"),
    ],
)  # fmt: skip
def test_other_words_may_say_it(source: str, target: str, locale: str) -> None:
    text = _text(source, "en-US")
    found = compare(text, _text(target, locale))
    assert all(may_be_worded(figure, text, _text(target, locale)) for figure in found.small)


@given(st.sampled_from(_DATED), st.integers(1, 12), st.integers(1, 12))
def test_a_changed_month_is_found_and_no_other(locale: str, was: int, now: int) -> None:
    names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December"]  # fmt: skip
    theirs = [name for name, months in number_facts(locale).months.items() if months == [now] and name.isalpha()]
    if not theirs:
        return
    source = _text(f"On {names[was - 1]} 25, 2021", "en-US")
    found = list(changed_months(source, _text(f"25 {max(theirs, key=len)} 2021", locale)))
    assert not found or was != now
    assert found or was == now or len(max(theirs, key=len)) <= 3 or names[was - 1].lower() == max(theirs, key=len)


@pytest.mark.parametrize(
    ("target", "locale", "is_lost"),
    [
        ("Erhalten Sie 50 Rabatt.", "de-DE", True), ("Erhalten Sie 50 Prozent Rabatt.", "de-DE", False),
        ("Saat 50 soodustust.", "et-EE", True), ("Saat 50 protsenti soodustust.", "et-EE", False),
        ("خصم 50", "ar-SA", True), ("خصم ٪50", "ar-SA", False), ("خصم 50 بالمائة", "ar-SA", False),
        ("Zľava 50", "sk-SK", True), ("%50 indirim", "tr-TR", False), ("Giảm 50", "vi-VN", False),
    ],
)  # fmt: skip
def test_a_lost_sign_of_percent(target: str, locale: str, is_lost: bool) -> None:  # noqa: FBT001
    source = _text("Get 50% off.", "en-US")
    assert bool(list(changed_amounts(source, _text(target, locale)))) is is_lost


@pytest.mark.parametrize("gap", [" ", "\u00a0"])
def test_numbers_that_meet_are_two(gap: str) -> None:
    source, target = _text("410 Calendars in Office 365", "en-US"), _text(f"V Office 365{gap}410 kalendářů", "cs-CZ")
    assert compare(source, target) == ([], [], [])
    assert compare(_text("365410 rows", "en-US"), _text(f"365{gap}410 řádků", "cs-CZ")) == ([], [], [])
    assert compare(_text("410 rows", "en-US"), _text(f"365{gap}410 řádků", "cs-CZ")).missing
