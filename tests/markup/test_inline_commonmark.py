"""The inline parser against CommonMark: `markdown-it` renders every text, and our nodes must render to the same HTML.

The cases go through the chapters of the specification (0.31) in its order, in words of our own.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from inline_html import reference, shown, to_html

from l10nqa.markup import Inline, Kind, Node, parse_inline
from l10nqa.markup.bold import parse_plain_bold
from l10nqa.markup.commonmark import parse_commonmark
from l10nqa.text import Span

CASES = Path(__file__).with_name("commonmark-cases.txt").read_text(encoding="utf-8").split("\n## ")[1:]

_MARKUP = ("*", "**", "***", "_", "__", "`", "``", "[", "]", "](", "(", ")", "![", "!", "<", ">", "\\", "&", '"', "'")
_WHOLE = ("<b>", "</b>", "<a@b.c>", "<https://x.y>", "&amp;", "&lt;", "&#65;", "&nope;")
_WORDS = ("a", "b1", "日", "。", "é", "😀", "\u00a0", " ", "  ", ".", "\n", "  \n", "\\\n")
_BLOCKS = (
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    "    ",
    "# ",
    "- ",
    "1. ",
    "> ",
    "---",
    "```",
    "<div>",
    "<pre>",
    "<?",
    "<!--",
    "|",
)
_ODD = ("|", "~~", "~", "[a][b]", "-->", "\ud800", "\udcff", "\x00", "\ufeff", "\u2028")
_ADDED = ("[!NOTE]", "[!INCLUDE [a](b)]", "[! INCLUDE [a](b)", "{0}", "%s", "$(x)", "@me", "xref:a.b")
_ANGLES = ("<xref:a>", "<user name>", "\\<x>")


def _mixtures(*tokens: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(tokens), max_size=14).map("".join)


marked_up = _mixtures(*_MARKUP, *_WHOLE, *_WORDS).map(lambda text: text.strip(" \n"))
anything = _mixtures(*_MARKUP, *_WHOLE, *_WORDS, *_BLOCKS, *_ODD, *_ADDED, *_ANGLES)


def rendered(text: str) -> str:
    return to_html(text, parse_commonmark(text))


@pytest.mark.parametrize("chapter", CASES, ids=lambda chapter: chapter.split("\n")[0])
def test_nodes_render_to_what_markdown_it_renders(chapter: str) -> None:
    for line in chapter.rstrip("\n").split("\n")[1:]:
        text = line.replace("⏎", "\n").replace("⍽", "\u00a0")
        assert rendered(text) == reference.renderInline(text), text


@given(marked_up)
def test_nodes_of_any_mixture_render_to_what_markdown_it_renders(text: str) -> None:
    assume("][" not in text)  # a reference: its definition stands elsewhere, so that only we take it for a link
    assume("\\ " not in text)  # markdown-it ends an address at a backslash before a space
    assume(not text.endswith("\\"))
    assume(
        not re.search(r"\n *(?:[<`>*_-]|\Z|\n)", text)
    )  # may begin a block, which a segment can and renderInline cannot
    assert rendered(text) == reference.renderInline(text)


def test_a_reference_is_a_link_though_its_definition_stands_elsewhere() -> None:
    assert rendered("See [the *plan*][plan-2].") == 'See <a href="plan-2">the <em>plan</em></a>.'
    assert rendered("See [the plan].") == "See [the plan]."


@pytest.mark.parametrize(
    "text", ["1. a", "- a", "# a", "    a", "> a", "```a", "---", "+ a", "| a |", "\ta", "=== a", "[a]: u"]
)
def test_what_would_begin_a_block_is_text_in_a_segment(text: str) -> None:
    assert [node.kind for node in parse_commonmark(text)] == [Kind.TEXT]
    assert parse_commonmark(text)[0].value == text


def test_marks_that_continue_a_quote_are_no_text() -> None:
    assert shown(parse_commonmark("first\n> **second**\n> > third")) == "first\nsecond\nthird"


def test_strikethrough_is_read() -> None:
    assert rendered("~~a *b*~~ c") == "<s>a <em>b</em></s> c"


_DELIMITED = {
    Kind.STRONG: r"(\*\*|__).*\1",
    Kind.EMPHASIS: r"([*_]).*\1",
    Kind.STRIKETHROUGH: r"(~~?).*\1",
    Kind.CODE: r"(`+)(?!`).*(?<!`)\1",
    Kind.LINK: r"\[.*[\])]",
    Kind.IMAGE: r"!\[.*[\])]",
    Kind.AUTOLINK: r"<.*>",
    Kind.ESCAPE: r"\\.",
    Kind.ENTITY: r"&.*;",
    Kind.HARD_BREAK: r"(?:\\|[ \t]{2,})(?:\r\n|\r|\n)[ \t>]*",
    Kind.SOFT_BREAK: r"[ \t]*(?:\r\n|\r|\n)[ \t>]*",
    Kind.INCLUDE: r"\[!\s*INCLUDE.*[\])]",  # a broken one as well
    Kind.XREF: r"xref:.*|<xref:.*>",
    Kind.MENTION: r"@.*",
    Kind.PLACEHOLDER: r"\\?<.*>",
    Kind.VARIABLE: r"[{$%].*",
    Kind.ALERT: r"\[!.*\]",
}


def _scalars(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def check_nodes(inline: Inline) -> None:
    """Spans are in bounds, in order, properly nested, and begin and end with their delimiters."""
    enclosing: list[Node] = []
    assert list(inline.nodes) == sorted(inline.nodes, key=lambda node: (node.span.start, -node.span.end))
    for node in inline.nodes:
        span, covered = node.span, node.span.of(inline.text)
        assert 0 <= span.start < span.end <= len(inline.text)
        assert node.inner.inside(span)
        assert re.fullmatch(_DELIMITED.get(node.kind, ".*"), covered, re.DOTALL), node
        if node.kind is Kind.TEXT:
            assert _scalars(node.value) == _scalars(covered)
        while enclosing and enclosing[-1].span.end <= span.start:
            enclosing.pop()
        if node.kind <= Kind.ENTITY:  # what documentation adds may lie beside a part of a text
            assert not enclosing or span.inside(enclosing[-1].inner)
        if node.kind & (Kind.STRONG | Kind.EMPHASIS | Kind.STRIKETHROUGH | Kind.LINK | Kind.IMAGE | Kind.AUTOLINK):
            enclosing.append(node)


@given(anything)
def test_spans_of_any_text_are_in_bounds_in_order_and_nested(text: str) -> None:
    check_nodes(parse_inline(text))


@given(st.text(st.characters(exclude_characters="\x0b\x0c")))  # pulldown-cmark takes these two for blanks
def test_spans_of_any_characters_are_in_bounds_in_order_and_nested(text: str) -> None:
    check_nodes(parse_inline(text))


@given(st.text(), anything)
def test_every_text_parses_and_says_the_kinds_that_occur(text: str, mixture: str) -> None:
    inline = parse_inline(text + mixture)
    assert inline.kinds == sum({node.kind for node in inline.nodes})


@given(st.text(st.characters(exclude_characters="*_[]`<&\\~\n\r{%$@")).filter(lambda text: "xref:" not in text))
def test_a_text_without_markup_is_one_node(text: str) -> None:
    whole = Span(0, len(text))
    assert parse_inline(text).nodes == ((Node(Kind.TEXT, whole, whole, text),) if text else ())


@given(marked_up)
def test_what_documentation_adds_changes_nothing_that_a_reader_sees(text: str) -> None:
    assert shown([node for node in parse_inline(text).nodes if not _is_of_an_address(node)]) == shown(
        [node for node in parse_commonmark(text) if not _is_of_an_address(node)]
    )


def _is_of_an_address(node: Node) -> bool:
    return node.kind in (Kind.PLACEHOLDER, Kind.HTML)


_ENDS = ("", " ", " (", ") ", ". ", ", ", "(", ".", "\t", "\u00a0", "²", "\u2028", "*", "é", "\x1f", "\ud800")
_LABELS = (
    "a",
    "a b",
    "é.",
    "(a)",
    "²",
    "日",
    " a",
    "a ",
    "\u00a0",
    "*a",
    "_",
    "😀",
    "\x00",
    "a\u0301",
    "\u0301a",
    "$",
    "'",
)
between_bold = st.lists(st.tuples(st.sampled_from(_ENDS), st.sampled_from(_LABELS)), min_size=1, max_size=4)


@given(between_bold, st.sampled_from(_ENDS))
def test_what_the_parser_is_spared_it_would_read_alike(parts: list[tuple[str, str]], end: str) -> None:
    text = "".join(f"{outside}**{label}**" for outside, label in parts) + end
    nodes = parse_plain_bold(text)
    assert nodes is None or list(nodes) == parse_commonmark(text)


def test_brackets_before_an_address_make_no_reference_of_the_text_before_them() -> None:
    inline = parse_inline("使用 [網域][](https://a.example/b) 和 [c][d]、[e][]。")
    assert [(node.span.of(inline.text), node.value) for node in inline.of(Kind.LINK)] == [
        ("[](https://a.example/b)", "https://a.example/b"),
        ("[c][d]", "d"),
        ("[e]", "e"),
    ]
    assert "".join(node.value for node in inline.of(Kind.TEXT)) == "使用 [網域] 和 c、e。"
