"""A side with its entities resolved reads as a browser shows it, and gives every span back where it is written."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.markup import LEAVES, Kind, parse_inline, resolved
from l10nqa.model import Edit, Issue, edited
from l10nqa.text import Span

_PIECES = st.sampled_from(
    ["&uuml;", "&nbsp;", "&lt;", "&#1078;", "&amp;", "a", "ж", "文", " ", ".", "**", "[x](u)", "`c`"]
)
_TEXTS = st.lists(_PIECES, max_size=12).map("".join)


@given(_TEXTS)
def test_the_text_is_what_a_browser_shows_of_the_entities(text: str) -> None:
    side = parse_inline(text)
    entities = [node.span for node in side.of(Kind.ENTITY)]
    wanted, offset = "", 0
    for span in entities:
        wanted += text[offset : span.start] + html.unescape(span.of(text))
        offset = span.end
    assert resolved(side).inline.text == wanted + text[offset:]


@given(_TEXTS)
def test_leaves_show_the_same_and_stand_where_they_are_written(text: str) -> None:
    side = parse_inline(text)
    shown = resolved(side)
    for before, after in zip(side.nodes, shown.inline.nodes, strict=True):
        assert before.value == after.value
        assert shown.original(after.span) == before.span
    whole = Span(0, len(text))
    assert shown.inline.visible(Span(0, len(shown.inline.text))) == side.visible(whole)
    assert shown.inline.kinds & LEAVES == side.kinds & LEAVES


@given(_TEXTS, st.data())
def test_an_edit_of_the_resolved_text_is_one_of_the_original(text: str, data: st.DataObject) -> None:
    side = parse_inline(text)
    shown = resolved(side)
    start = data.draw(st.integers(0, len(shown.inline.text)))
    end = data.draw(st.integers(start, len(shown.inline.text)))
    issue = shown.issue(Issue("x", None, Span(start, end), (Edit(start, end, "|"),)), resolved(parse_inline("")))
    result = edited(text, issue.edits)
    before, after = result.split("|", 1)
    assert text.startswith(before)
    assert text.endswith(after)
    # No entity is cut.
    assert all(not (span.start < len(before) < span.end) for span in (node.span for node in side.of(Kind.ENTITY)))


def test_a_side_without_entities_is_left_alone() -> None:
    side = parse_inline("a **b**")
    assert resolved(side).inline is side
