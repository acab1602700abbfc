"""Positions in text: spans, lines and columns, UTF-8 and UTF-16."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.text import ByteCursor, LineIndex, Span, text_hash

_text = st.text(st.sampled_from("ab\n\r\u2028é日😀\ud800"), max_size=20)


def test_a_span_is_half_open() -> None:
    assert Span(1, 3).of("abcd") == "bc"
    assert Span(2, 2).of("abcd") == ""
    assert Span(1, 3).shift(2) == Span(3, 5)


@pytest.mark.parametrize(
    ("one", "other", "touches", "inside"),
    [
        ((0, 2), (2, 4), True, False),
        ((0, 2), (3, 4), False, False),
        ((1, 2), (0, 4), True, True),
        ((0, 4), (0, 4), True, True),
        ((0, 4), (1, 2), True, False),
    ],
)
def test_spans_that_meet_touch(one: tuple[int, int], other: tuple[int, int], *, touches: bool, inside: bool) -> None:
    assert Span(*one).touches(Span(*other)) is touches
    assert Span(*other).touches(Span(*one)) is touches
    assert Span(*one).inside(Span(*other)) is inside


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\r\r\nb", 4, (3, 1)),
        ("a\u2028\x0b\x85b", 4, (1, 5)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_lines_end_as_commonmark_says(text: str, offset: int, position: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset) == position
    assert LineIndex(text).line(offset) == position[0]


@given(_text, st.data())
def test_a_position_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    index = LineIndex(text)
    line, column = index.position(offset)
    assert index.starts[line - 1] + column - 1 == offset
    assert line == 1 + text[:offset].replace("\r\n", "\n").count("\n") + text[:offset].replace("\r\n", "\n").count(
        "\r"
    ) - (text[offset - 1 : offset + 1] == "\r\n")


def test_utf16_columns_count_units() -> None:
    assert LineIndex("é😀日\n😀x").utf16_column(3) == 5
    assert LineIndex("é😀日\n😀x").utf16_column(5) == 3


@given(_text, st.data())
def test_utf16_columns_agree_with_the_encoding(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    index = LineIndex(text)
    start = index.starts[index.line(offset) - 1]
    units = text[start:offset].encode("utf-16-le", "surrogatepass")
    assert index.utf16_column(offset) == len(units) // 2 + 1


@given(st.text(max_size=20), st.data())
def test_rising_byte_offsets_become_code_points(text: str, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text))).map(sorted))
    cursor = ByteCursor(text.encode())
    assert [cursor.to(len(text[:offset].encode())) for offset in offsets] == offsets


@given(st.text(), st.text())
def test_a_hash_fits_a_signed_column_and_tells_texts_apart(one: str, other: str) -> None:
    assert 0 <= text_hash(one) < 2**63
    assert (text_hash(one) == text_hash(other)) == (one == other)


def test_a_hash_is_the_same_in_every_process_and_takes_any_text() -> None:
    assert text_hash("Lantern") == text_hash("Lan" + "tern")
    assert text_hash("") == 0x2D06800538D394C2 >> 1  # XXH3 of nothing, as its specification gives it
    assert text_hash("\ud800") != text_hash("\udc00")


def test_a_region_counts_lines_from_1_and_leaves_the_byte_order_mark_out() -> None:
    index = LineIndex("\ufeff😀a\r\nb\tc")
    assert index.region(Span(0, 1)) == (1, 1, 1, 1)
    assert index.region(Span(1, 3)) == (1, 1, 1, 4)
    assert index.region(Span(2, 6)) == (1, 3, 2, 2)
    assert index.region(Span(7, 7)) == (2, 3, 2, 3)


@given(_text)
def test_lines_begin_where_a_search_for_line_ends_says(text: str) -> None:
    for line_feeds in (text, text.replace("\r", "\n")):
        assert LineIndex(line_feeds).starts == [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", line_feeds))]
