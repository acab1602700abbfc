"""Numbers as locales write them are read as one and the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.numbers import figures_of

_DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९")


@given(
    st.integers(1_000, 10**12), st.sampled_from((",", ".", "\u00a0", "\u202f", " ", "’", "")), st.sampled_from(_DIGITS)
)
def test_separators_and_script_change_nothing(value: int, separator: str, digits: str) -> None:
    written = f"{value:,}".replace(",", separator).translate(dict(zip(range(48, 58), digits, strict=True)))
    (figure,) = figures_of(f"x {written} x")
    assert figure.digits == str(value)
    assert figure.span.of(f"x {written} x") == written


@given(st.text(max_size=40))
def test_figures_stand_in_the_text_in_order(text: str) -> None:
    spans = [figure.span for figure in figures_of(text)]
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("text", "locale", "readings"),
    [
        ("2.00", "en", {"2.00", "2"}),
        ("2.0", "en", {"2.0"}),
        ("88,10 $", "de", {"88.10", "88.1"}),
        ("$88.10", "en", {"88.10", "88.1"}),
        ("version 1.10", "en", {"1.10"}),
        ("1.500", "de", {"1500"}),
        ("1.500", "en", {"1500", "1.500"}),
        ("1,5", "de", {"1.5"}),
        ("1,5", "en", {"1.5"}),
        ("15", "en", {"15"}),
        ("1.234.567,89", "de", {"1234567.89"}),
        ("12,34,567", "hi", {"1234567"}),
        (".5", "en", {"5", "0.5"}),
        ("25 万", "zh", {"250000"}),
        ("1.5 million", "en", {"1500000"}),
        ("2 Billionen", "de", {"2000000000000"}),
        ("2 billions", "fr", {"2000000000000"}),
        ("३ करोड़", "hi", {"30000000"}),
        ("10K", "en", {"10", "10000"}),
        ("3:30 PM", "en", {"3:30", "15:30"}),
        ("12:00 AM", "en", {"0:00", "0", "12:00", "12", "24:00", "24"}),
        ("3/15/2024", "en", {"3/15/2024"}),
        ("15.3.2024", "de", {"3/15/2024"}),
    ],
)
def test_what_a_figure_may_mean(text: str, locale: str, readings: set[str]) -> None:
    (figure,) = figures_of(text, locale)
    assert readings <= figure.readings
    assert {reading for reading in figure.readings - readings if reading.replace(".", "").isdigit()} == set()


def test_a_range_of_dates_is_two_numbers_and_an_address_none() -> None:
    assert [figure.parts for figure in figures_of("31/03/2020-1/04/2020")] == [(31, 3, 2020), (1, 4, 2020)]
    assert figures_of("https://example.com/2020/01") == []
