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
    ("text", "digits", "scaled"),
    [
        ("2.00", "200", "2"),
        ("88,10 $", "8810", "881"),
        ("$88.10", "8810", "881"),
        ("version 1.10", "110", "110"),
        ("25 万", "25", "250000"),
        ("1.5 million", "15", "1500000"),
    ],
)
def test_scale_and_idle_decimals(text: str, digits: str, scaled: str) -> None:
    (figure,) = figures_of(text)
    assert (figure.digits, figure.scaled) == (digits, scaled)


def test_a_range_of_dates_is_two_numbers_and_an_address_none() -> None:
    assert [figure.parts for figure in figures_of("31/03/2020-1/04/2020")] == [(31, 3, 2020), (1, 4, 2020)]
    assert figures_of("https://example.com/2020/01") == []
