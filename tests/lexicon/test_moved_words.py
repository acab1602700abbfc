"""What people write that looks like misplaced markup and is none."""

from __future__ import annotations

import pytest

from l10nqa.lexicon import ScopeJudgement, classify_scope, learn, moved_over_edge, telling_words
from l10nqa.lexicon.words import words_of
from l10nqa.markup import EMPHASES, Inline, parse_inline
from l10nqa.text import Span

_NOUNS = {"Orders": "Aufträge", "Boats": "Boote", "Sails": "Segel", "Users": "Benutzer", "Ports": "Häfen"}
_LEXICON = learn(
    pair
    for ours, yours in _NOUNS.items()
    for pair in [
        (f"Open the **{ours}** workspace now", f"Öffnen Sie jetzt den Arbeitsbereich **{yours}**"),
        (f"See the **{ours}** in the workspace", f"Siehe die **{yours}** im Arbeitsbereich"),
        *[(f"See the **{ours}** {number}", f"Siehe die **{yours}** {number}") for number in range(20)],
    ]
)


def _judged(source: str, target: str) -> tuple[Inline, Inline, ScopeJudgement]:
    sides = parse_inline(source), parse_inline(target)
    (found,) = classify_scope(*sides, EMPHASES, _LEXICON)
    return *sides, found


def test_the_noun_for_a_part_of_a_screen_may_stand_beside_its_label() -> None:
    source, _, found = _judged("Open the **Boats workspace** now", "Öffnen Sie jetzt den Arbeitsbereich **Boote**")
    assert moved_over_edge(source, found, EMPHASES)
    assert not moved_over_edge(source, found, EMPHASES, frozenset({"workspace"}))


def test_a_word_that_stands_under_the_markup_and_outside_may_be_the_label_s() -> None:
    source, _, found = _judged("See the **Boats** in the workspace", "Siehe die **Boote Arbeitsbereich**")
    assert moved_over_edge(source, found, EMPHASES)
    source, _, found = _judged(
        "See the **Boats** in the workspace", "Siehe die **Boote Arbeitsbereich** im Arbeitsbereich"
    )
    assert not moved_over_edge(source, found, EMPHASES)


@pytest.mark.parametrize(
    ("text", "outside", "inside", "telling"),
    [
        ("選取 [**篩選**]", "", "選", ""),
        ("按**上獲得**", "", "上獲", "上獲"),
        ("按**取得上獲**", "", "得上", ""),
        ("重 **設**", "重", "", "重"),
        ("此作業中 **本檔**", "此", "", ""),
        ("按**新增** SharePoint", "SharePoint", "", "SharePoint"),
    ],
)
def test_single_characters_tell_only_beside_the_markup(text: str, outside: str, inside: str, telling: str) -> None:
    inline = parse_inline(text)
    (node,) = inline.of(EMPHASES)
    _, _, judged = _judged("See the **Boats**", "Siehe die **Boote**")
    words = [word for word in words_of(inline) if word.span.of(text) in outside + inside]
    evidence = judged.evidence._replace(
        outside=tuple(word for word in words if not word.span.inside(node.inner) and word.span.of(text) in outside),
        inside=tuple(word for word in words if word.span.inside(node.inner) and word.span.of(text) in inside),
    )
    found = telling_words(judged._replace(target=node, evidence=evidence), inline)
    assert "".join(word.span.of(text) for word in (*found.outside, *found.inside)) == telling


def test_spans_are_those_of_the_text() -> None:
    assert [word.span for word in words_of(parse_inline("設定 x"))] == [Span(0, 1), Span(1, 2), Span(3, 4)]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("Siehe die **Boote Arbeitsbereich**", "Arbeitsbereich"),
        ("Siehe die **Boote Arbeitsbereich** im Arbeitsbereich", "Arbeitsbereich"),  # the label is complete without
        ("Siehe die **Kähne Arbeitsbereich** im Arbeitsbereich", ""),  # it may be of the word that nobody knows
    ],
)
def test_a_word_used_twice_tells_only_where_the_label_is_complete_without_it(target: str, told: str) -> None:
    _, inline, found = _judged("See the **Boats** in the workspace", target)
    assert " ".join(word.span.of(target) for word in telling_words(found, inline).inside) in (told, "")
    if told:
        assert telling_words(found, inline).inside


def test_a_word_that_the_label_has_as_often_as_it_asks_is_not_left_out() -> None:
    target = "Siehe Boote und **Boote Segel**"
    _, inline, found = _judged("See the **Boats Sails** now", target)
    evidence = found.evidence._replace(outside=tuple(word for word in words_of(inline) if word.span.start == 6))
    assert telling_words(found._replace(evidence=evidence), inline).outside == ()
