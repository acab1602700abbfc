"""The words of a side: their stems, and where they stand."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.lexicon.words import UNSPACED, Words, stem_of, words_of
from l10nqa.markup import Kind, parse_inline
from l10nqa.text import Span

_PIECES = [
    "**",
    "*",
    "`",
    "[",
    "](u)",
    "&gt;",
    "&amp;",
    "\\>",
    ">",
    " ",
    ".",
    "Save",
    "файл",
    "保存",
    "カタ",
    "{0}",
    "_",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@given(_TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_the_range_inside_a_span_is_that_of_the_words_whose_spans_are(text: str, first: int, last: int) -> None:
    inline = parse_inline(text)
    for span in [*(node.inner for node in inline.nodes), Span(min(first, last), max(first, last))]:
        words = words_of(inline)  # anew, so that nothing has worked out the spans before
        found = words.inside(span)
        within = [word for word in words if word.span.inside(span)]
        assert list(words[found]) == within
        assert words.inside(span) == found or not within  # the same once the spans are known


@given(_TEXTS)
def test_stems_are_those_of_the_words_at_their_spans(text: str) -> None:
    inline = parse_inline(text)
    words = words_of(inline)
    assert [word.stem for word in words] == words.stems == [stem_of(word.span.of(text)) for word in words]
    assert len(words) == len(words.spans)


@given(_TEXTS)
def test_a_word_is_a_run_of_letters_a_character_without_spaces_or_a_sign(text: str) -> None:
    word = re.compile(rf"[\u30a0-\u30ff]+|[{UNSPACED}]|[^\W{UNSPACED}\u30a0-\u30ff]+|[&>]")
    inline = parse_inline(text)
    expected = [
        Span(*match.span())
        for node in inline.of(Kind.TEXT | Kind.CODE | Kind.ESCAPE | Kind.ENTITY)
        for match in word.finditer(text, *node.inner)
        if match[0] != ">" or node.kind is Kind.ESCAPE
    ]
    assert [word.span for word in words_of(inline)] == expected


def test_words_that_are_kept_keep_their_places() -> None:
    words = words_of(parse_inline("Open the **list** now"))
    kept = words.where(lambda word: len(word.stem) == 4)
    assert isinstance(kept, Words)
    assert [(word.stem, word.span) for word in kept] == [("open", Span(0, 4)), ("list", Span(11, 15))]
