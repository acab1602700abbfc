"""Positions: the three encodings, and lines as LSP has them, compared with counting character by character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="needs l10nqa[lsp]")

from lsprotocol.types import Position, Range

import l10nqa
from bilingual import text_of
from editor import ENCODINGS, Editor, offset_of, position_at
from l10nqa.lsp.changed_stretch import ChangedStretch
from l10nqa.lsp.positions import EditorText
from l10nqa.text import LineIndex, Span, UnitIndex

if TYPE_CHECKING:
    from pathlib import Path

every_encoding = pytest.mark.parametrize("encoding", ENCODINGS)
_LETTERS = st.sampled_from("ab\n\r\u2028\u0085\x0c\u00e9\u05d0\u6f22\U0001f600\U0001f468\u200d\ufeff")
TEXTS = st.text(_LETTERS, max_size=40)


@every_encoding
@given(text=TEXTS, data=st.data())
def test_positions_are_counted_as_by_hand(encoding: str, text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if text[offset - 1 : offset + 1] == "\r\n":
        return  # no position is between the two
    editor_text = EditorText(text, encoding)
    position = editor_text.position(offset)
    assert position == position_at(text, offset, encoding)
    assert editor_text.offset(position) == offset == offset_of(text, position, encoding)


@every_encoding
@given(text=TEXTS, data=st.data())
def test_a_region_has_the_range_of_its_span(encoding: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    if text.startswith("\ufeff") and not span.start:
        return  # regions begin behind a byte order mark
    editor_text = EditorText(text, encoding)
    assert editor_text.range_of(LineIndex(text).region(span)) == editor_text.range(span)


@every_encoding
@given(text=TEXTS, new=TEXTS, line=st.integers(0, 9), characters=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_any_position_is_in_the_text(
    encoding: str, text: str, new: str, line: int, characters: tuple[int, int]
) -> None:
    before = EditorText(text, encoding)
    place = Range(Position(line, characters[0]), Position(line + 1, characters[1]))
    span = before.span(place)
    after = before.replaced(place, new)
    assert after.text == text[: span.start] + new + text[span.end :]
    assert 0 <= span.start <= span.end <= len(text)


@every_encoding
def test_a_position_behind_the_end_of_its_line_is_that_end(encoding: str) -> None:
    text = EditorText("a\u6f22\r\nb", encoding)
    assert text.offset(Position(0, 99)) == 2
    assert text.offset(Position(1, 99)) == text.offset(Position(7, 0)) == 5


@pytest.mark.parametrize(("encoding", "inside"), [("utf-8", (1, 2, 3)), ("utf-16", (1,))])
def test_a_position_within_a_character_is_its_beginning(encoding: str, inside: tuple[int, ...]) -> None:
    text = EditorText("\U0001f600b", encoding)
    assert {text.offset(Position(0, character)) for character in inside} == {0}


def test_a_lone_surrogate_is_one_character() -> None:
    text = EditorText("a\ud83db", "utf-16")
    assert text.text == "a\N{REPLACEMENT CHARACTER}b"
    assert text.offset(Position(0, 2)) == 2


@given(text=st.text(st.sampled_from("a\u6f22\U0001f600"), min_size=1000, max_size=4000), data=st.data())
def test_the_index_of_a_long_line_counts_as_encoding_it_does(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    for codec, width in ENCODINGS.values():
        index = UnitIndex(text, codec, width)
        units = len(text[:offset].encode(codec)) // width
        assert index.before(offset) == units
        assert index.offset(units) == offset


@given(before=TEXTS, after=TEXTS, data=st.data())
def test_what_a_change_did_not_touch_keeps_its_text(before: str, after: str, data: st.DataObject) -> None:
    change = ChangedStretch.between(before, after, LineIndex(before), LineIndex(after))
    assert (
        before[: change.before.start] + after[change.after.start : change.after.end] + before[change.before.end :]
        == after
    )
    start = data.draw(st.integers(0, len(before)))
    span = Span(start, data.draw(st.integers(start, len(before))))
    moved = change.moved(span)
    if moved is not None:
        assert moved.of(after) == span.of(before)
        assert change.original(moved) == span
        if span.start > change.before.end:
            region = LineIndex(before).region(span)
            assert change.region_behind(region) == LineIndex(after).region(moved)


_BEFORE = (
    "emoji \U0001f468\u200d\U0001f469\u200d\U0001f467 ",
    "\u6f22\u5b57\u306e\u524d ",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 ",
    "e\u0301\U00020000 ",
)


@every_encoding
def test_a_spot_behind_other_scripts_is_marked(tmp_path: Path, encoding: str) -> None:
    with Editor(tmp_path, encoding=encoding) as editor:
        for number, before in enumerate(_BEFORE):
            document = tmp_path / f"docs{number}.md"
            document.write_text(text_of((f"{before}Select **Save**.", f"{before}Atlasiet **Saglab\u0101t.**")), "utf-8")
            for suffix in (".md", ".po", ".xlf", ".csv"):
                file = document.with_suffix(suffix)
                if suffix != ".md":
                    l10nqa.export(document, file)
                uri = editor.open(file)
                found = [each for each in editor.diagnostics(uri) if each.code == "emphasis-punctuation"]
                assert [editor.text_at(uri, each.range) for each in found] == ["."]
