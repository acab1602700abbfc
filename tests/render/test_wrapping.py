"""Wrapped text: it loses nothing, fits, and tears no address and no word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.render.columns import width_of
from l10nqa.render.wrapping import wrapped

_ADDRESSES = ("https://example.org/a/long/address?with=parameters#and-a-fragment", "docs/some/path/of/a/file.md")
_PIECES = st.sampled_from(
    [
        *(
            "a",
            "word",
            "https://example.org/a/long/address?with=parameters#and-a-fragment",
            "docs/some/path/of/a/file.md",
        ),
        *(
            "日本語",
            "「",
            "」",
            "。",
            "ー",
            "っ",
            "한국어",
            "ไทยไม่มีช่องว่างระหว่างคำในประโยคที่ยาว",
            "العربية",
            "naïve",
            "e\u0301",
        ),
        *("\x1b[1m", "\x1b[0m", "⟦", "⟧", "(", ")", ".", "👩\u200d💻"),
    ]
)
TEXTS = st.lists(st.lists(_PIECES, max_size=6).map("".join), max_size=30).map(" ".join)
_STYLE = re.compile("\x1b\\[[0-9;]*m")
_INDENT = 2


def lines_of(text: str, width: int, **options: bool) -> list[str]:
    return wrapped(text, width, _INDENT, **options).split("\n")


def longest_run(line: str) -> str:
    """Return the longest run of ASCII characters, which may be an address, with a mark that follows it."""
    return max(re.findall(r"[!-~]+[^\w\s]?", _STYLE.sub("", line)), key=len, default="")


@given(TEXTS, st.integers(20, 120))
def test_a_line_fits_or_is_one_address(text: str, width: int) -> None:
    for line in lines_of(text, width):
        assert width_of(line) <= width or width_of(longest_run(line)) > width - _INDENT - 4


@given(TEXTS, st.integers(20, 120), st.booleans())
def test_nothing_is_lost(text: str, width: int, keep_words: bool) -> None:  # noqa: FBT001 - as Hypothesis passes it
    shown = wrapped(text, width, _INDENT, keep_words=keep_words)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)


@given(TEXTS, st.integers(20, 120))
def test_no_address_is_torn(text: str, width: int) -> None:
    shown = wrapped(text, width, _INDENT)
    for address in _ADDRESSES:
        assert shown.count(address) == text.count(address)


@given(TEXTS, st.integers(20, 120))
def test_where_only_words_are_kept_lines_end_at_spaces(text: str, width: int) -> None:
    lines = lines_of(text, width, keep_words=True)
    words = [word for line in lines for word in line.split(" ") if word]
    assert words == [word for word in text.split(" ") if word]


@given(st.integers(20, 120))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width: int) -> None:
    for line in lines_of("これは「長い文」であり、空白がない。チョコレートを食べた（はい）。" * 9, width):
        assert line.lstrip()[0] not in "」、。ョー）"
        assert line[-1] not in "「（"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Wi-Fi に接続していない場合は", ["Wi-Fi に接続していな", "  い場合は"]),
        ("[プランの一覧](https://example.org/plans)を", ["[プランの一覧", "  ](https://example.org/plans)", "  を"]),
        ("see https://example.org/a/long/address now", ["see", "  https://example.org/a/long/address", "  now"]),
    ],
)
def test_examples(text: str, lines: list[str]) -> None:
    assert lines_of(text, 21) == lines
