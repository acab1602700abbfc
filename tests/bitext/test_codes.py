from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from units import markdown, texts

from l10nqa.bitext.codes import Code, Piece, Role, with_codes

if TYPE_CHECKING:
    from l10nqa.markup import Kind


def as_text(pieces: list[Piece]) -> str:
    return "".join(piece.text if isinstance(piece, Code) else piece for piece in pieces)


def codes(pieces: list[Piece]) -> list[Code]:
    return [piece for piece in pieces if isinstance(piece, Code)]


def sketch(pieces: list[Piece]) -> str:
    """Return the pieces with each code as its number and what it is."""
    signs = {
        Role.OPENING: "{}(",
        Role.CLOSING: "){}",
        Role.SINGLE: "{}",
        Role.LONE_OPENING: "{}<",
        Role.LONE_CLOSING: ">{}",
    }
    return "".join(
        f"⟨{signs[piece.role].format(piece.number)}⟩" if isinstance(piece, Code) else piece for piece in pieces
    )


@given(texts | markdown, texts | markdown)
def test_the_pieces_in_a_row_are_the_texts(source: str, target: str) -> None:
    pieces = with_codes(source, target)
    assert (as_text(pieces[0]), as_text(pieces[1])) == (source, target)
    assert not any(
        isinstance(left, str) and isinstance(right, str) for side in pieces for left, right in pairwise(side)
    )
    assert all(as_text([piece]) for side in pieces for piece in side)


@given(markdown, markdown)
def test_pairs_open_before_they_close_and_others_have_a_number_of_their_own(source: str, target: str) -> None:
    for side in with_codes(source, target):
        opened: set[int] = set()
        counts: Counter[int] = Counter()
        for code in codes(side):
            counts[code.number] += 1
            if code.role is Role.OPENING:
                opened.add(code.number)
            elif code.role is Role.CLOSING:
                assert code.number in opened
        assert counts == Counter(dict.fromkeys(counts, 1) | dict.fromkeys(opened, 2))


@given(markdown, markdown)
def test_codes_of_one_number_are_of_one_kind(source: str, target: str) -> None:
    kinds: dict[int, set[Kind]] = {}
    for side in with_codes(source, target):
        for code in codes(side):
            kinds.setdefault(code.number, set()).add(code.kind)
    assert all(len(found) == 1 for found in kinds.values())


@given(markdown, st.permutations(["*a*", "**b**", "[c](d)", "`e`", "{0}"]))
def test_a_text_corresponds_to_itself_and_codes_to_themselves_in_any_order(text: str, order: list[str]) -> None:
    source, target = with_codes(text, text)
    assert source == target
    first, second = with_codes("*a* **b** [c](d) `e` {0}", " ".join(order))
    assert {(code.number, code.text) for code in codes(first)} == {(code.number, code.text) for code in codes(second)}


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("plain", "parasts", ("plain", "parasts")),
        ("**a** *b*", "*b* **a**", ("⟨1(⟩a⟨)1⟩ ⟨2(⟩b⟨)2⟩", "⟨2(⟩b⟨)2⟩ ⟨1(⟩a⟨)1⟩")),
        ("[a](x) [b](y)", "[b](y) [a](z)", ("⟨1(⟩a⟨)1⟩ ⟨2(⟩b⟨)2⟩", "⟨2(⟩b⟨)2⟩ ⟨1(⟩a⟨)1⟩")),
        ("**[a](x)**", "[**a**](x)", ("⟨1(⟩⟨2(⟩a⟨)2⟩⟨)1⟩", "⟨2(⟩⟨1(⟩a⟨)1⟩⟨)2⟩")),
        ("![alt](p.png) ![](q.png)", "![معنى](p.png)", ("⟨1(⟩alt⟨)1⟩ ⟨2⟩", "⟨1(⟩معنى⟨)1⟩")),
        ("`a` <br> <x>", "<x> 、`b`", ("⟨1⟩ ⟨2⟩ ⟨3⟩", "⟨3⟩ 、⟨1⟩")),
        ("<b>a</b> </i> <b>c", "<B>a</B>", ("⟨1(⟩a⟨)1⟩ ⟨>2⟩ ⟨3<⟩c", "⟨1(⟩a⟨)1⟩")),
        ("**a <b>b** c</b>", "x", ("⟨1(⟩a ⟨2(⟩b⟨)1⟩ c⟨)2⟩", "x")),
        ("*a <b* c>", "x", ("⟨1<⟩a ⟨2⟩", "x")),
        ("<a *b> c*", "x", ("⟨1⟩ c⟨>2⟩", "x")),
        ("a", "**b** *c*", ("a", "⟨1(⟩b⟨)1⟩ ⟨2(⟩c⟨)2⟩")),
        ("&nbsp;\\*a\nb", "a  \nb", ("&nbsp;\\*a\nb", "a⟨1⟩b")),
    ],
)
def test_what_is_a_code_and_what_corresponds(source: str, target: str, expected: tuple[str, str]) -> None:
    first, second = with_codes(source, target)
    assert (sketch(first), sketch(second)) == expected
