"""Where the characters of a source or target stand in the file, whatever lines and escapes say them."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgfmt import HEADER
from units import texts

from l10nqa.bitext.po import PoFile, parse_po, write_po
from l10nqa.bitext.po.quoting import Decoder, Positions
from l10nqa.model import TranslationUnit
from l10nqa.text import Span

_ENTRY = r"""msgid "a\"b" "c"
msgstr ""
"caf\303\251\n"
"x\033\x41" "\
y表"
"""


def parsed(text: str, encoding: str = "utf-8") -> PoFile:
    return parse_po(text.encode(encoding), "x.po", "x.po")


@pytest.mark.parametrize(
    ("side", "span", "written"),
    [
        ("source", Span(0, 1), "a"),
        ("source", Span(1, 2), r"\""),
        ("source", Span(2, 4), 'b" "c'),
        ("target", Span(0, 4), r"caf\303\251"),
        ("target", Span(3, 4), r"\303\251"),
        ("target", Span(4, 5), r"\n"),
        ("target", Span(4, 6), '\\n"\n"x'),
        ("target", Span(6, 8), r"\033\x41"),
        ("target", Span(8, 9), "y"),
        ("target", Span(9, 10), "表"),
        ("target", Span(5, 5), ""),
        ("target", Span(10, 10), ""),
    ],
)
def test_a_spot_is_what_says_it(side: str, span: Span, written: str) -> None:
    file = parsed(HEADER + _ENTRY)
    (segment,) = file.segments
    assert (segment.source, segment.target) == ('a"bc', "café\nx\x1bAy表")
    assert file.spot(segment, side, span).of(file.text) == written  # type: ignore[arg-type]


def test_lines_and_columns_are_those_of_the_file() -> None:
    file = parsed(HEADER + _ENTRY)
    (segment,) = file.segments
    assert file.position(segment, "target", Span(5, 6)) == (9, 2)
    assert file.position(segment, "target", Span(9, 10)) == (10, 2)
    assert file.position(segment, "source", Span(3, 4)) == (6, 15)
    assert file.position(segment, "target", None) == (7, 8)
    region = file.region(segment, "target", Span(3, 6))
    assert region == (8, 5, 9, 3)


_quoted = st.lists(
    st.sampled_from(
        ['"', '" "', r"\303\251", r"\xff", r"\n", r"\"", r"\\", "\\\n", r"\0", r"\12", "a", "é", "😀", r"\q"]
    ),
    max_size=12,
).map(lambda pieces: '"' + "".join(piece if piece != '"' else "" for piece in pieces) + '"')


@given(_quoted, st.sampled_from(["utf-8", "iso-8859-1", "shift_jis"]))
def test_every_character_has_a_place_and_the_places_say_the_text(texts_: str, encoding: str) -> None:
    decoder = Decoder(encoding)
    try:
        texts_.encode(encoding)
    except UnicodeEncodeError:
        return
    value = decoder.value(texts_)
    starts, ends = Positions.of(texts_, encoding)
    assert len(starts) == len(ends) == len(value)
    assert starts == sorted(starts)
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    for index in range(len(value)):
        if value[index] == "\\" or value[index - 1 : index] == "\\":
            continue  # perhaps half of what is no escape
        piece = decoder.value(f'"{texts_[starts[index] : ends[index]]}"')
        assert piece == value[index]


@given(texts, texts, st.data())
def test_a_spot_of_ours_says_what_it_says_in_the_document(source: str, target: str, data: st.DataObject) -> None:
    stream = BytesIO()
    write_po([TranslationUnit(source, target, "en-US", "lv-LV", "d.md", "1")], stream)
    file = parse_po(stream.getvalue(), "x.po", "x.po")
    (segment,) = file.segments
    assert (segment.source, segment.target) == (source, target)
    start = data.draw(st.integers(0, len(target)))
    span = Span(start, data.draw(st.integers(start, len(target))))
    spot = file.spot(segment, "target", span)
    assert spot.inside(segment.target_span)
    said = Decoder("utf-8").value(f'"{spot.of(file.text)}"')
    plain = span.of(target)
    if "\r" not in target and "\n" not in target[:1] + target[-1:] and said.isprintable() and plain.isprintable():
        assert said == plain


def test_a_text_of_a_document_with_carriage_returns_has_its_spots() -> None:
    stream = BytesIO()
    write_po([TranslationUnit("a", "b\r\nc\rd", "en-US", "lv-LV", "d.md", "1")], stream)
    file = parse_po(stream.getvalue(), "x.po", "x.po")
    (segment,) = file.segments
    places = {character: segment.target.index(character) for character in "bcd"}
    assert {c: file.spot(segment, "target", Span(at, at + 1)).of(file.text) for c, at in places.items()} == {
        "b": "b", "c": "c", "d": "d",
    }  # fmt: skip
