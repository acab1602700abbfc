"""The word score: what a token is, and that the search by it misses none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein
from searching import sentences, take_in, unit

from l10nqa.memory import Memory
from l10nqa.memory.ranking import words
from l10nqa.memory.ranking.words import WordSearch, word_tokens

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("Save  the\nfile.", ["Save", "the", "file", "."]),
        ("Don't well-known 3,000 {0}", ["Don't", "well-known", "3,000", "{0}"]),
        ("**Save** it", ["**", "Save", "**", "it"]),
        ("See [the docs](/a/b.md).", ["See", "[", "the", "docs", "](/a/b.md)", "."]),
        ("Use `Get-It -All`<br/>!", ["Use", "`Get-It -All`", "<br/>", "!"]),
        ("日本語 1.5", ["日", "本", "語", "1.5"]),
        ("क्षेत्र है", ["क्षेत्र", "है"]),
        ("اختر **حفظ**", ["اختر", "**", "حفظ", "**"]),
        ("ไทย", ["ไ", "ท", "ย"]),
    ],
)
def test_tokens_are_words_marks_and_characters(text: str, tokens: list[str]) -> None:
    assert word_tokens(text) == tokens


@given(st.text("ab*[]()`<>{}0.,- \n日ไé\u200f😀", max_size=40))
def test_tokens_are_the_text_but_for_white_space(text: str) -> None:
    assert "".join("".join(word_tokens(text)).split()) == "".join(text.split())


_QUERIES = ["Select the file 7919.", "Rename the 日本語 5 in the left panes.", "unheard of words", "", "Select"]


@pytest.mark.parametrize("code_points", [0x110000, 4], ids=["as text", "as numbers"])
def test_the_search_finds_what_measuring_every_unit_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code_points: int
) -> None:
    monkeypatch.setattr(words, "_CODE_POINTS", code_points)
    with Memory(tmp_path / "tm.db", create=True) as memory:
        take_in(memory, [unit(at, text) for at, text in enumerate([*sentences(600), *sentences(90), ""])])
        search = WordSearch(memory)
        for text in (*_QUERIES, *sentences(20, 700)):
            for limit, least in ((5, 70.0), (3, 100.0), (1000, 0.0), (40, 50.0), (5, 80.0)):
                found = [(match.score, match.unit.id) for match in search.search(text, limit=limit, min_score=least)]
                assert found == _brute_force(memory, text, limit, least)


_letters = st.text("ab c*", max_size=14)


@given(st.lists(_letters, min_size=1, max_size=12), _letters, st.sampled_from([70.0, 75.0, 80.0, 100.0, 0.0, 60.0]))
def test_no_bound_is_too_narrow(
    tmp_path_factory: pytest.TempPathFactory, sources: list[str], text: str, least: float
) -> None:
    with Memory(tmp_path_factory.mktemp("tm") / "tm.db", create=True) as memory:
        take_in(memory, [unit(at, source) for at, source in enumerate(sources)])
        found = WordSearch(memory).search(text, limit=5, min_score=least)
        assert [(match.score, match.unit.id) for match in found] == _brute_force(memory, text, 5, least)


def _brute_force(memory: Memory, text: str, limit: int, least: float) -> list[tuple[float, int]]:
    tokens = word_tokens(text)
    scores = [(Levenshtein.normalized_similarity(tokens, word_tokens(one.source)), one.id) for one in memory.units()]
    best = sorted((-score, number) for score, number in scores if score >= least / 100)
    return [(100 * -score, number) for score, number in best[:limit]]
