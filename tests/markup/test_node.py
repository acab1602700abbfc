"""Questions about the nodes of a text, answered by bisection, against going through all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.markup import EMPHASES, LEAVES, Kind, parse_inline
from l10nqa.text import Span

_PIECES = st.sampled_from(
    ["a ", "**b** ", "*c **d** e* ", "[f *g*](h) ", "`i` ", "&amp;", "\\*", "{0} ", "<b>", "<!--", "\n"]
)
_KINDS = st.sampled_from([Kind.LINK, EMPHASES, LEAVES, Kind.CODE | Kind.HTML, Kind.LINK | LEAVES])


@given(st.lists(_PIECES, max_size=40), st.integers(0, 150), st.integers(0, 60), _KINDS)
def test_nodes_within_and_around_a_span_are_all_such_nodes(
    pieces: list[str], start: int, length: int, kinds: int
) -> None:
    inline = parse_inline("".join(pieces))
    span = Span(start, start + length)
    nodes = inline.of(kinds)
    assert inline.within(span, kinds) == [node for node in nodes if node.span.inside(span)]
    assert inline.around(span, kinds) == [node for node in nodes if span.inside(node.span)]


@given(st.lists(_PIECES, max_size=40))
def test_nodes_come_in_the_order_of_their_starts(pieces: list[str]) -> None:
    starts = [node.span.start for node in parse_inline("".join(pieces)).nodes]
    assert starts == sorted(starts)
