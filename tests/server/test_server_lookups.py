"""Look-ups over HTTP say what reading the whole memory says."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from rapidfuzz.distance import Levenshtein

from bilingual import l10nqa

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from l10nqa.model import TranslationUnit
    from served import Served

_KEYS = {
    *("score", "source", "target", "unit", "source_locale", "target_locale"),
    *("path", "segment", "origin", "created", "changed"),
}


def brute_force(
    units: Sequence[TranslationUnit], query: str, limit: int, least: float, language: str | None
) -> list[tuple[float, int]]:
    scored = [
        (100 * Levenshtein.normalized_similarity(query, unit.source), unit.id)
        for unit in units
        if language is None or unit.target_locale.startswith(language)
    ]
    return sorted((row for row in scored if row[0] >= least), key=lambda row: (-row[0], row[1]))[:limit]


def found(answer: Any) -> list[tuple[float, int]]:
    return [(match["score"], match["unit"]) for match in answer["matches"]]


def queries(units: Sequence[TranslationUnit], count: int) -> list[str]:
    """Return sources of the memory, each second one with two words changed."""
    chance = random.Random(7)  # noqa: S311 - a choice, not a secret
    chosen = []
    for at, unit in enumerate(chance.sample(list(units), count)):
        words = unit.source.split(" ")
        for _ in range(2 * (at % 2)):
            words[chance.randrange(len(words))] = "another"
        chosen.append(" ".join(words))
    return chosen


@pytest.mark.parametrize(("limit", "least", "language"), [(5, 70.0, None), (3, 50.0, "lv"), (40, 82.5, "ja")])
def test_fuzzy_finds_what_brute_force_finds(
    server: Served, units: Sequence[TranslationUnit], limit: int, least: float, language: str | None
) -> None:
    given: dict[str, Any] = {"target_locale": language} if language else {}
    some = False
    for query in queries(units, 20):
        reply = server.get("/v1/fuzzy", q=query, limit=limit, min=least, **given)
        assert reply.status == 200
        assert reply.json["query"] == query
        assert reply.json["ms"] > 0
        expected = brute_force(units, query, limit, least, language)
        assert [number for _, number in found(reply.json)] == [number for _, number in expected]
        assert [score for score, _ in found(reply.json)] == [round(score, 4) for score, _ in expected]
        some |= bool(expected)
    assert some


def test_a_match_tells_where_it_comes_from(server: Served, units: Sequence[TranslationUnit]) -> None:
    unit = units[17]
    match = next(
        match for match in server.get("/v1/exact", q=unit.source, limit=100).json["matches"] if match["unit"] == unit.id
    )
    assert match.keys() == _KEYS | {"similarity", "context", "penalties"}
    assert match == {
        **{name: getattr(unit, name) for name in _KEYS - {"score", "unit"}},
        "score": 100.0,
        "unit": unit.id,
        "similarity": 100.0,
        "context": None,
        "penalties": {},
    }


def test_exact_finds_every_unit_of_the_very_source(server: Served, units: Sequence[TranslationUnit]) -> None:
    for query in queries(units, 20):
        expected = [(100.0, unit.id) for unit in units if unit.source == query]
        assert found(server.get("/v1/exact", q=query, limit=100).json) == expected[:100]


@pytest.mark.parametrize("spelling", ["lv", "lv-LV", "lv_LV", "LV_lv"])
def test_a_language_stands_for_its_locales(server: Served, units: Sequence[TranslationUnit], spelling: str) -> None:
    unit = next(unit for unit in units if unit.target_locale == "lv-LV")
    matches = server.get("/v1/exact", q=unit.source, target_locale=spelling, source_locale="en").json["matches"]
    assert unit.id in {match["unit"] for match in matches}
    assert {match["target_locale"] for match in matches} == {"lv-LV"}


@pytest.mark.parametrize(("side", "query"), [("source", "SELECT"), ("target", "atlasiet"), ("target", "。")])
def test_concordance_finds_the_text_on_either_side(
    server: Served, units: Sequence[TranslationUnit], side: str, query: str
) -> None:
    expected = [unit.id for unit in units if query.casefold() in getattr(unit, side).casefold()]
    found: list[int] = []
    more = True
    while more:
        page = server.get("/v1/concordance", q=query, side=side, limit=7, after=found[-1] if found else 0).json
        assert (page["query"], page["side"]) == (query, side)
        for hit in page["hits"]:
            assert hit.keys() == (_KEYS - {"score"}) | {"spans"}
            assert hit["spans"]
            assert {hit[side][start:end].casefold() for start, end in hit["spans"]} == {query.casefold()}
        found += [hit["unit"] for hit in page["hits"]]
        more = page["more"]
    assert found == expected
    assert len(found) > 7 or side == "target"


def test_matches_and_hits_are_those_of_the_commands(
    server: Served, stored: Path, units: Sequence[TranslationUnit]
) -> None:
    for query in (units[3].source, "Select"):
        for command, path, key in (("search", "fuzzy", "matches"), ("concordance", "concordance", "hits")):
            done = l10nqa("tm", command, query, "--tm", stored, "--format", "jsonl", "--target-locale", "lv")
            said = json.loads(done.stdout)
            reply = server.get(f"/v1/{path}", q=query, target_locale="lv").json
            assert reply.keys() == said.keys()
            for found in said[key]:
                found.pop("memory", None)  # a server does not tell where its file lies
            assert reply[key] == said[key]


def test_the_place_of_a_text_lifts_its_matches(server: Served, units: Sequence[TranslationUnit]) -> None:
    before, unit, after = next(
        three
        for three in zip(units, units[1:], units[2:], strict=False)
        if len({each.path for each in three}) == 1 and three[1].target
    )
    for place, points in (
        ({"previous": before.source, "next": after.source}, 2),
        ({"previous": before.source}, 1),
        ({"key": unit.key}, 1),
        ({"previous": "no such text"}, 0),
    ):
        match = server.get("/v1/fuzzy", q=unit.source, target_locale=unit.target_locale, **place).json["matches"][0]
        assert (match["score"], match["similarity"], match["source"]) == (100 + points, 100, unit.source)
        assert (match["context"] is None) == (points == 0)


def test_a_batch_says_what_single_queries_say(server: Served, units: Sequence[TranslationUnit]) -> None:
    asked = queries(units, 30)
    reply = server.send("/v1/batch", {"queries": asked, "target_locale": "de", "limit": 2, "min": 60})
    assert reply.status == 200
    results = reply.json["results"]
    assert [answer["query"] for answer in results] == asked
    single = [server.get("/v1/fuzzy", q=query, target_locale="de", limit=2, min=60).json for query in asked]
    assert [found(answer) for answer in results] == [found(answer) for answer in single]


def test_stats_are_those_of_the_command(server: Served, stored: Path) -> None:
    done = l10nqa("tm", "stats", "--tm", stored, "--format", "json")
    assert server.get("/v1/stats").json == json.loads(done.stdout)


def test_health_says_that_the_memory_answers(server: Served) -> None:
    health = server.get("/v1/health").json
    assert health["status"] == "ok"
    assert health["writable"] is True
