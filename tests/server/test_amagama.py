"""The URLs of amaGama, asked as Virtaal, Weblate and Pootle ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from served import BEARER, serving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from l10nqa.model import TranslationUnit
    from served import Served

_ROOTS = ("/tmserver", "/api/v1", "/tmserver/", "/api/v1/")


@pytest.fixture(scope="module")
def latvian(units: Sequence[TranslationUnit]) -> TranslationUnit:
    return next(unit for unit in units if unit.target_locale == "lv-LV" and "/" in unit.source)


@pytest.mark.parametrize("root", _ROOTS)
@pytest.mark.parametrize("languages", ["en/lv", "en_US/lv_LV", "en-US/lv-LV", "en_us/lv_lv"])
def test_suggestions_have_the_keys_that_clients_read(
    server: Served, latvian: TranslationUnit, root: str, languages: str
) -> None:
    reply = server.suggest(latvian.source, languages, root)
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/json"
    best = reply.json[0]
    assert best.keys() == {"source", "target", "quality", "rank"}
    assert (best["source"], best["quality"]) == (latvian.source, 100.0)
    assert server.get(f"{root}/{languages}/unit/", source=latvian.source).json == reply.json


def test_suggestions_are_the_matches_of_our_own_endpoint(server: Served, latvian: TranslationUnit) -> None:
    query = latvian.source[:-4]
    own = server.get("/v1/fuzzy", q=query, source_locale="en", target_locale="lv", limit=7, min=40).json["matches"]
    theirs = server.suggest(query, max_candidates=7, min_similarity=40).json
    assert [(each["source"], each["target"], each["quality"]) for each in theirs] == [
        (each["source"], each["target"], each["score"]) for each in own
    ]


def test_options_out_of_range_are_brought_inside(server: Served, latvian: TranslationUnit) -> None:
    many = server.suggest(latvian.source, min_similarity=-5, max_candidates=100_000).json
    assert many == server.suggest(latvian.source, min_similarity=30, max_candidates=100).json
    assert len(server.suggest(latvian.source, max_candidates=0, min_similarity=30).json) == 1
    assert server.suggest(latvian.source, min_similarity="many").status == 422


def test_a_language_without_units_gives_none(server: Served, latvian: TranslationUnit) -> None:
    assert server.suggest(latvian.source, "en/af").json == []
    assert server.suggest(latvian.source, "en/in-latvian-please").json == []
    assert server.suggest(latvian.source, "en/l%20v").status == 422


@pytest.mark.parametrize("root", _ROOTS)
def test_languages_are_told_in_every_spelling_that_clients_compare(server: Served, root: str) -> None:
    languages = server.get(f"{root}/languages/").json
    assert server.get(f"{root}/languages").json == languages
    assert languages["sourceLanguages"] == ["en", "en_US", "en_us"]
    assert {"lv", "lv_LV", "lv_lv", "ja", "ja_JP"} <= set(languages["targetLanguages"])


_TEXTS = ["a/b", "../../etc/passwd", "/", "a?b=c", "100%", "%2F", "a#b", "..", "x/unit/y", "a+b", "\n", " ", "日本語/é"]


def test_any_text_can_stand_in_the_url(own_server: Served) -> None:
    for text in _TEXTS:
        pair = {"source": text, "target": f"<{text}>", "context": "passed over"}
        assert own_server.send("/tmserver/en/lv/unit/x", pair, BEARER, "PUT").json == {"received": 1, "changed": 1}
        best = {"source": text, "target": f"<{text}>", "quality": 100.0, "rank": 100.0}
        assert own_server.suggest(text).json[0] == best


def test_the_slash_before_parameters_may_be_missing(server: Served, latvian: TranslationUnit) -> None:
    found = [server.get(f"/tmserver/en/lv/{end}", source=latvian.source).json for end in ("unit", "unit/")]
    assert found[0] == found[1] == server.suggest(latvian.source).json


def test_units_are_added_with_the_token_only(own_server: Served) -> None:
    for method in ("PUT", "POST"):
        path, pair = "/api/v1/en/lv/unit/Added", {"source": f"Added by {method}", "target": "Pievienots"}
        assert own_server.send(path, pair, method=method).status == 401
        assert own_server.send(path, pair, BEARER, method).status == 200
        assert own_server.suggest(pair["source"]).json[0]["target"] == "Pievienots"


def test_jsonp_is_answered_only_where_any_origin_may_ask(stored: Path, server: Served) -> None:
    assert server.suggest("Select", jsoncallback="show").status == 400
    with serving(stored, "--cors", "*") as served:
        reply = served.suggest("no such thing at all", jsoncallback="a.b_1")
        assert reply.body == b"/**/a.b_1([])"
        assert reply.headers["content-type"].startswith("application/javascript")
        for wrong in ("alert(1)//", "a b", "<script>", "a" * 201, ".a"):
            assert served.suggest("Select", jsoncallback=wrong).status in (400, 422)
    with serving(stored, "--cors", "https://one.example") as served:
        assert served.suggest("Select", jsoncallback="show").status == 400
