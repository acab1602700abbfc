"""What counts as words, characters, tags and placeables of one side of a segment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.markup import Volume, parse_inline, volume_of


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("", Volume()),
        ("Select  OK.", Volume(2, 9, 11)),
        ("**the**ory", Volume(1, 6, 6, tags=1)),
        ("*see* [the **big** page](https://example.com)", Volume(4, 13, 16, tags=3)),
        ("run `git log` now", Volume(2, 6, 8, placeables=1)),
        ("run`x`now", Volume(2, 6, 6, placeables=1)),
        ("Use {0} or {name}-th", Volume(3, 8, 11, placeables=2)),
        ("a<br>b <b>c</b>d", Volume(3, 4, 5, tags=3)),
        ("a &amp; b\\*c", Volume(3, 5, 7)),
        ("[!NOTE] Read this", Volume(2, 8, 10, tags=1)),
        ("go to <https://example.com/a> or xref:System.IO", Volume(3, 6, 10, placeables=2)),
        ("type <your name> here", Volume(2, 8, 10, placeables=1)),
        ("[!INCLUDE [some title](a.md)] after", Volume(1, 5, 6, placeables=1)),
        ("![a diagram](x.png)", Volume(2, 8, 9, tags=1)),
        ("one\ntwo", Volume(2, 6, 7)),
        ("保存**ファイル**", Volume(2, 6, 6, tags=1)),
    ],
)
def test_volume(text: str, volume: Volume) -> None:
    assert volume_of(parse_inline(text)) == volume


_PIECES = st.sampled_from(
    ["a", " ", "字", "**b**", "`c`", "{0}", "<br>", "[d](u)", "&amp;", "\\*", "\n", "@e", "<x y>"]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_no_more_is_counted_than_there_is(text: str) -> None:
    volume = volume_of(parse_inline(text))
    assert volume.words <= volume.characters <= volume.characters_with_spaces <= len(text)
    assert volume.tags + volume.placeables <= len(text)


@given(st.lists(st.sampled_from(["word", "字", "don't", "3.14"]), max_size=8).map(" ".join))
def test_markup_around_it_changes_no_words(text: str) -> None:
    plain, marked = volume_of(parse_inline(text)), volume_of(parse_inline(f"**{text}**" if text else ""))
    assert marked[:3] == plain[:3]
