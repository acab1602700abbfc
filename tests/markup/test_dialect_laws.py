"""What holds for any text in any dialect, with any inline codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.markup import LEAVES, Kind, closing_mark, parse_inline, volume_of
from l10nqa.markup.stretches import remainder, union_of
from l10nqa.model import MARKDOWN, Dialect, InlineCode, Markup, PlaceholderSyntax
from l10nqa.text import Span

if TYPE_CHECKING:
    from l10nqa.markup import Inline

_PIECES = (
    *("**", "_", "`", "[a](u)", "<b>", "</b>", "<x y>", "<br/>", "&amp;", "&S", "(&S)", "```", "```\nx\n```"),
    *(
        "%s",
        "%1$s",
        "%(a)s",
        "%%",
        "{0}",
        "{",
        "}",
        "{{",
        "}}",
        "$x",
        "${y}",
        "%{z}",
        "%<z>d",
        "#{w}",
        "{%",
        "%}",
        "%1",
    ),
    *("{n, plural, one {# a} other {# b}}", "{g, select, other {x}}", "'", "''", "'{'"),
    *("word", "文字", " ", "\n", ".", "1", "\ud800", "\ufffc"),
)
_texts = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join) | st.text(max_size=20)
_syntaxes = st.none() | st.frozensets(st.sampled_from(PlaceholderSyntax), max_size=4)
_markups = st.builds(Markup, st.sampled_from(Dialect), _syntaxes, st.sampled_from([(), (r"w\w+",), ("~", "[{]")]))


@st.composite
def _coded(draw: st.DrawFn) -> tuple[str, Markup, tuple[InlineCode, ...]]:
    text = draw(_texts)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, 3))
    codes = draw(st.lists(st.tuples(places, st.sampled_from(["open", "close", "single"])), max_size=4))
    return text, draw(_markups), tuple(InlineCode(s, min(s + w, len(text)), role, "1") for (s, w), role in codes)


def _check(inline: Inline) -> None:
    size = len(inline.text)
    kinds = 0
    for node in inline.nodes:
        kinds |= node.kind
        assert 0 <= node.span.start <= node.span.end <= size
        assert node.span.start <= node.inner.start <= node.inner.end <= node.span.end
    assert kinds == inline.kinds
    keys = [(node.span.start, -node.span.end) for node in inline.nodes]
    assert keys == sorted(keys), "a node stands before those inside it"


@given(_coded())
def test_nodes_stand_in_their_text_in_order(case: tuple[str, Markup, tuple[InlineCode, ...]]) -> None:
    _check(parse_inline(*case))


@given(_coded())
def test_texts_do_not_overlap_and_none_lies_under_a_code(case: tuple[str, Markup, tuple[InlineCode, ...]]) -> None:
    inline = parse_inline(*case)
    texts = [node.span for node in inline.of(Kind.TEXT)]
    assert union_of(texts) == sorted(texts)
    for code in inline.of(Kind.INLINE_CODE):
        assert not any(code.span.start < code.span.end and code.span.overlaps(text) for text in texts)
    assert sorted((code.start, code.end) for code in case[2]) == sorted(
        node.span for node in inline.of(Kind.INLINE_CODE)
    )


@given(_texts, _syntaxes)
def test_in_plain_text_all_that_stands_apart_is_tags_entities_escapes_and_messages(
    text: str, syntaxes: frozenset[PlaceholderSyntax] | None
) -> None:
    inline = parse_inline(text, Markup(Dialect.PLAIN, syntaxes))
    allowed = Kind.TEXT | Kind.HTML | Kind.ENTITY | Kind.ESCAPE | Kind.AUTOLINK | Kind.PLACEHOLDER | Kind.VARIABLE
    assert not inline.kinds & ~(allowed | Kind.ACCELERATOR | Kind.ICU_ARGUMENT | Kind.ICU_BRANCH)
    assert all(node.value == node.span.of(text) for node in inline.of(Kind.TEXT))
    if not inline.kinds & Kind.ICU_ARGUMENT:
        parting = inline.of(LEAVES | Kind.HTML | Kind.AUTOLINK)
        assert sum(node.span.end - node.span.start for node in parting) == len(text)


@given(_coded())
def test_what_is_asked_of_a_side_can_be_asked_of_any(case: tuple[str, Markup, tuple[InlineCode, ...]]) -> None:
    inline = parse_inline(*case)
    mark, spot = closing_mark(inline)
    assert 0 <= spot.start <= spot.end <= len(inline.text)
    assert bool(mark) == (spot.start < spot.end)
    volume = volume_of(inline)
    assert volume.words >= 0
    assert volume.placeables >= 0
    assert inline.within(Span(0, len(inline.text)), ~0) == list(inline.nodes)


@given(_texts)
def test_markdown_is_markdown_however_it_is_asked_for(text: str) -> None:
    assert parse_inline(text).nodes == parse_inline(text, MARKDOWN).nodes == parse_inline(text, Markup()).nodes


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5))),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5))),
)
def test_a_remainder_is_what_no_cut_covers(spans: list[tuple[int, int]], cuts: list[tuple[int, int]]) -> None:
    whole = union_of(Span(start, start + width) for start, width in spans if width)
    union = union_of(Span(start, start + width) for start, width in cuts if width)
    left = remainder(whole, union)
    covered = {at for span in whole for at in range(*span)} - {at for span in union for at in range(*span)}
    assert {at for span in left for at in range(*span)} == covered
    assert all(span.start < span.end for span in left)
