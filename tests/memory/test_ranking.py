"""The law of ranking: what it gives is what ranking every unit gives."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from examples import min_examples
from l10nqa.memory import Memory
from l10nqa.memory.analysis import Band, Known
from l10nqa.memory.ranking import DEFAULT_POINTS, Judge, Query, Ranked, context_of, ranked
from l10nqa.memory.ranking import rank as rank_module
from l10nqa.memory.ranking.words import WordSearch, word_tokens
from l10nqa.model import Context, Match, Origin, Penalty, TranslationUnit
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_TEXTS = ["Save 1.", "Save 2.", "Save **1**.", "Save 1 file.", "Save  1.", "", "日本 1", "日本 12", "`a`", "Sav"]
_HASHES = (0, text_hash("Save 1."), text_hash("日本 1"))
_POINTS = st.sampled_from([0.0, 0.3, 1.0, 3.0, 12.5, 100.0])
_sources = st.just(_TEXTS[0]) | st.sampled_from(_TEXTS)
_units = st.lists(
    st.builds(
        TranslationUnit,
        source=_sources,
        target=st.sampled_from(["", "A", "B", "C"]),
        source_locale=st.just("en-US"),
        target_locale=st.sampled_from(["lv-LV", "lv", "de-DE"]),
        path=st.sampled_from(["a.md", "b.md"]),
        segment=st.integers(1, 25).map(str),
        origin=st.sampled_from(["MT", "HT", None]),
        previous_hash=st.sampled_from(_HASHES),
        next_hash=st.sampled_from(_HASHES),
        created=st.just(1),
        changed=st.just(1),
        line=st.just(0),
        id=st.just(0),
        context=st.sampled_from([None, None, "noun", "verb"]),
        form=st.sampled_from([None, None, 0, 1]),
    ),
    max_size=25,
)
_known = st.none() | st.sampled_from(_HASHES)
_queries = st.builds(
    Query,
    _sources,
    _known,
    _known,
    st.none() | st.sampled_from(["a.md#1", "b.md#2"]),
    st.sampled_from([None, None, "noun", "verb"]),
    st.sampled_from([None, None, 0, 1]),
)


def _by_words(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(word_tokens(one), word_tokens(other))


def _brute_force(
    memories: Sequence[tuple[Memory, float]],
    query: Query,
    points: Mapping[Penalty, float],
    limit: int,
    least: float,
    *,
    by_words: bool,
) -> list[tuple[float, int, int]]:
    """Return score, place of the memory and id by ranking all units, folded as a reader of the rules would do it."""
    judge = Judge(query, points)
    measure = _by_words if by_words else Levenshtein.normalized_similarity
    rows = []
    for place, (memory, penalty) in enumerate(memories):
        matches = []
        for unit in memory.units(target_locale="lv"):
            context = context_of(query, unit) if unit.source == query.text else None
            similarity = 100 * measure(query.text, unit.source)
            if unit.target and (None in (unit.form, query.form) or unit.form == query.form):
                matches.append(Match(similarity, unit, "", context, judge.penalties(unit, penalty)))
        same = [match for match in matches if match.unit.source == query.text]
        for match in matches:
            rivals = [
                other
                for other in same
                if (other.unit.target_locale == match.unit.target_locale and other.unit.target != match.unit.target)
                and other.score >= match.score >= 100
            ]
            is_ambiguous = bool(rivals) and match.unit.source == query.text
            score = max(match.score - is_ambiguous * points.get(Penalty.AMBIGUOUS, 0), 0.0)
            if score >= least:
                unit = match.unit
                is_other = unit.target_locale != "lv"
                rows.append((-score, place, is_other, unit.id, unit.source, unit.target))
    seen: set[tuple[str, str]] = set()
    found = []
    for negative, place, _, number, source, target in sorted(rows):
        if (source, target) not in seen:
            seen.add((source, target))
            found.append((-negative, place, number))
    return found[:limit]


@given(
    contents=st.lists(_units, min_size=1, max_size=3),
    queries=st.lists(_queries, min_size=1, max_size=6),
    points=st.fixed_dictionaries(dict.fromkeys(DEFAULT_POINTS, _POINTS)),
    of_memories=st.lists(_POINTS, min_size=3, max_size=3),
    limit=st.integers(1, 6),
    least=st.sampled_from([0.0, 50.0, 70.0, 99.0, 101.0]),
    by_words=st.booleans(),
)
@min_examples(100)
def test_ranking_gives_what_ranking_every_unit_gives(
    tmp_path_factory: pytest.TempPathFactory,
    contents: list[list[TranslationUnit]],
    queries: list[Query],
    points: dict[Penalty, float],
    of_memories: list[float],
    limit: int,
    least: float,
    by_words: bool,  # noqa: FBT001 - Hypothesis gives it so
) -> None:
    folder = tmp_path_factory.mktemp("tm")
    memories = [Memory(folder / f"{at}.db", create=True) for at in range(len(contents))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rank_module, "_AT_FIRST", 0)  # so that it has to ask for more
        for memory, units in zip(memories, contents, strict=True):
            with memory.intake() as intake:
                for unit in units:
                    intake.unit(unit, "x")
        weighed = list(zip(memories, of_memories, strict=False))
        searched = [
            Ranked(str(at), WordSearch(memory) if by_words else memory, penalty)
            for at, (memory, penalty) in enumerate(weighed)
        ]
        for query in queries:
            found = ranked(searched, query, points, limit=limit, min_score=least, target_locale="lv")
            shown = [(match.score, int(match.memory), match.unit.id) for match in found]
            assert shown == _brute_force(weighed, query, points, limit, least, by_words=by_words)
    for memory in memories:
        memory.close()


def test_ranking_a_memory_of_many_like_texts_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rank_module, "_AT_FIRST", 0)
    chance = random.Random(7)  # noqa: S311 - no secret
    texts = ["".join(chance.choice(("a", "b", "1", "`x`", " ")) for _ in range(10)) for _ in range(40)]
    points = {Penalty.MARKUP: 3.5, Penalty.NUMBERS: 5.0, Penalty.MT: 10.0}
    with Memory(tmp_path / "tm.db", create=True) as memory:
        with memory.intake() as intake:
            for at in range(250):
                origin: Origin = "MT" if chance.random() < 0.5 else "HT"
                unit = TranslationUnit(
                    chance.choice(texts), f"T{chance.randrange(9)}", "en", "lv", "a.md", str(at), origin
                )
                intake.unit(unit._replace(previous_hash=chance.randrange(1, 4), next_hash=chance.randrange(1, 4)), "x")
        for text in texts[:12]:
            for limit, least, penalty in ((1, 50.0, 0.0), (3, 50.0, 2.0), (5, 40.0, 100.0), (9, 0.0, 99.0)):
                query = Query(text, chance.randrange(1, 4), chance.choice((None, 1, 2)))
                found = ranked(
                    [Ranked("0", memory, penalty)], query, points, limit=limit, min_score=least, target_locale="lv"
                )
                shown = [(match.score, 0, match.unit.id) for match in found]
                assert shown == _brute_force([(memory, penalty)], query, points, limit, least, by_words=False)


@given(_units, _queries)
def test_context_is_that_of_an_analysis(units: list[TranslationUnit], query: Query) -> None:
    query = query._replace(previous_hash=query.previous_hash or 0, next_hash=query.next_hash or 0)
    known = Known()
    known.learn(units, [query.text])
    same = [unit for unit in units if unit.source == query.text and unit.target]
    points = [context.points if context else 0 for context in (context_of(query, unit) for unit in same)]
    others = [None not in (query.context, unit.context) and query.context != unit.context for unit in same]
    exact = Band.FROM_95 if all(others) else Band.EXACT
    expected = {2: Band.BOTH_CONTEXTS, 1: Band.ONE_CONTEXT, 0: exact}
    assert known.band(query) == (expected[max(points)] if same else None)


def _unit(source: str, origin: Origin | None = None) -> TranslationUnit:
    return TranslationUnit(source, "T", "en", "lv", "a.md", "1", origin, previous_hash=5, next_hash=6)


@pytest.mark.parametrize(
    ("query", "context"),
    [
        (Query("a", 5, 6, "a.md#1"), Context.BOTH),
        (Query("a", 5, 7, "a.md#1"), Context.KEY),
        (Query("a", 5, 7), Context.PREVIOUS),
        (Query("a", None, 6), Context.NEXT),
        (Query("a"), None),
        (Query("a", 0, 0, "b.md#1"), None),
    ],
)
def test_context_is_the_best_that_is_shared(query: Query, context: Context | None) -> None:
    assert context_of(query, _unit("a")) == context


def test_a_unit_without_neighbours_shares_none_with_a_text_that_has_none() -> None:
    unit = TranslationUnit("a", "T", "en", "lv")
    assert context_of(Query("a", 0, 0), unit) is None


@pytest.mark.parametrize(
    ("text", "unit", "penalties"),
    [
        ("Save.", _unit("Save!"), []),
        ("**Save**.", _unit("Save."), [Penalty.MARKUP]),
        ("[Save](a.md).", _unit("[Save](b.md)."), [Penalty.MARKUP]),
        ("Use `a`.", _unit("Use `b`."), [Penalty.MARKUP]),
        ("Save 1,000.", _unit("Save 1,001."), [Penalty.NUMBERS]),
        ("**1**", _unit("2", "MT"), [Penalty.MARKUP, Penalty.NUMBERS, Penalty.MT]),
        ("Save.", _unit("Save.", "MT"), [Penalty.MT]),
        ("Save.", _unit("Save.", "HT"), []),
        ("احفظ ١٢", _unit("احفظ ١٣"), [Penalty.NUMBERS]),
    ],
)
def test_penalties_are_for_what_differs(text: str, unit: TranslationUnit, penalties: list[Penalty]) -> None:
    found = Judge(Query(text), DEFAULT_POINTS).penalties(unit, 0)
    assert [deduction.penalty for deduction in found] == penalties
    assert Judge(Query(text), {}).penalties(unit, 0) == ()
    assert Judge(Query(text), {}).penalties(unit, 2.5) == ((Penalty.MEMORY, 2.5),)


@pytest.mark.parametrize("penalty", [Penalty.MT, Penalty.CONTEXT, Penalty.AMBIGUOUS])
def test_no_context_makes_up_for_what_nobody_may_take_for_finished(penalty: Penalty) -> None:
    assert DEFAULT_POINTS[penalty] > max(context.points for context in Context)


_POST = TranslationUnit("Post", "", "en", "de")
_VERB = _POST._replace(target="Veröffentlichen", context="verb", previous_hash=5, next_hash=6)
_NOUN = _POST._replace(target="Beitrag", context="noun", previous_hash=5, next_hash=6)
_BARE = _POST._replace(target="Post", previous_hash=5, next_hash=6)


@pytest.mark.parametrize(
    ("known", "query", "expected"),
    [
        ([_VERB, _NOUN], Query("Post", context="noun"), ("Beitrag", 101)),
        ([_VERB, _NOUN], Query("Post", 5, 6, context="noun"), ("Beitrag", 102)),
        ([_VERB, _NOUN], Query("Post", context="MALE"), ("Veröffentlichen", 97)),
        ([_VERB, _NOUN], Query("Post", 5, 6, context="MALE"), ("Veröffentlichen", 97)),  # neighbours prove nothing
        ([_VERB, _NOUN], Query("Post"), ("Veröffentlichen", 97)),
        ([_VERB], Query("Post"), ("Veröffentlichen", 100)),
        ([_BARE], Query("Post", context="noun"), ("Post", 100)),
        ([_VERB, _BARE], Query("Post", 5, 6), ("Post", 102)),
        ([_BARE, _BARE._replace(target="E-Mail")], Query("Post", 5, 6), ("Post", 99)),
        ([_BARE, _BARE._replace(target="E-Mail", next_hash=7)], Query("Post", 5, 7), ("E-Mail", 102)),
        ([_BARE._replace(origin="MT"), _BARE._replace(target="E-Mail")], Query("Post"), ("E-Mail", 100)),
        ([_BARE, _BARE._replace(target="Posten", target_locale="de-AT")], Query("Post"), ("Post", 100)),
        ([_BARE._replace(target="Posten", target_locale="de-AT"), _BARE], Query("Post"), ("Post", 100)),
        ([_BARE._replace(form=1), _BARE._replace(target="Posts", form=2)], Query("Post", form=2), ("Posts", 100)),
        ([_BARE._replace(form=1)], Query("Post", form=0), None),
        ([_BARE._replace(form=1), _BARE._replace(target="Posts", form=2)], Query("Post"), ("Post", 97)),
        ([_BARE._replace(target_locale="de-1996")], Query("Post"), None),
        ([_BARE._replace(target_locale="de-Latf")], Query("Post"), None),
    ],
)
def test_context_decides_which_translation_is_finished(
    tmp_path: Path, known: list[TranslationUnit], query: Query, expected: tuple[str, float] | None
) -> None:
    with Memory(tmp_path / "tm.db", create=True) as memory:
        with memory.intake() as intake:
            for number, unit in enumerate(known):
                intake.unit(unit._replace(segment=str(number)), "known.po")
        for searched in (memory, WordSearch(memory)):
            found = ranked([Ranked("0", searched)], query, DEFAULT_POINTS, limit=1, target_locale="de")
            assert [(match.unit.target, match.score) for match in found] == ([expected] if expected else [])


def test_a_memory_whose_penalty_takes_all_is_searched_all_the_same(tmp_path: Path) -> None:
    with Memory(tmp_path / "tm.db", create=True) as memory:
        with memory.intake() as intake:
            intake.unit(_unit("Save 1."), "x")
        (match,) = ranked([Ranked("0", memory, 100.0)], Query("Save 2."), {}, limit=1, min_score=0.0)
    assert (match.score, match.unit.source) == (0.0, "Save 1.")
