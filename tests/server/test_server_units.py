"""Adding units over HTTP, and seeing what others add."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bilingual import l10nqa
from l10nqa.memory import Memory
from l10nqa.model import TranslationUnit
from served import BEARER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from served import Served


def a_unit(source: str, target: str = "Mērķis.", **further: object) -> dict[str, Any]:
    return {"source": source, "target": target, "source_locale": "en-US", "target_locale": "lv-LV", **further}


def targets(served: Served, source: str) -> list[str]:
    return [match["target"] for match in served.get("/v1/exact", q=source, limit=100).json["matches"]]


def count(tm: Path) -> int:
    with Memory(tm) as memory:
        return memory.stats().units


def test_units_sent_twice_are_there_once(own_server: Served, tm: Path) -> None:
    before = count(tm)
    sent = {"units": [a_unit("An added one."), a_unit("An added two.", path="a.md", segment="1", origin="HT")]}
    assert own_server.send("/v1/units", sent, BEARER).json == {"received": 2, "changed": 2}
    assert own_server.send("/v1/units", sent, BEARER).json == {"received": 2, "changed": 0}
    assert count(tm) == before + 2
    assert targets(own_server, "An added one.") == ["Mērķis."]


def test_a_unit_takes_the_place_of_one_with_its_key(own_server: Served) -> None:
    for target in ("Viens.", "Divi."):
        own_server.send("/v1/units", {"units": [a_unit("Keyed.", target, path="a.md", segment="1")]}, BEARER)
        own_server.send("/v1/units", {"units": [a_unit("Keyless.", target)]}, BEARER)
    assert targets(own_server, "Keyed.") == ["Divi."]
    assert targets(own_server, "Keyless.") == ["Viens.", "Divi."]


def test_one_wrong_unit_keeps_all_of_them_out(own_server: Served, tm: Path) -> None:
    before = count(tm)
    for wrong in (a_unit(""), a_unit("b", target_locale="not a tag"), a_unit("b", origin="XX"), {"source": "b"}):
        reply = own_server.send("/v1/units", {"units": [a_unit("a"), wrong]}, BEARER)
        assert reply.status == 422
        assert reply.json["errors"][0]["location"].startswith("body.units.1.")
    assert count(tm) == before


def test_what_export_writes_can_be_sent(own_server: Served, tm: Path, tmp_path: Path) -> None:
    exported = tmp_path / "units.jsonl"
    l10nqa("tm", "export", "--tm", tm, "-o", exported, "--target-locale", "lv")
    units = [json.loads(line) for line in exported.read_text("utf-8").splitlines()][:500]
    assert units
    before = count(tm)
    assert own_server.send("/v1/units", {"units": units}, BEARER).json["received"] == len(units)
    assert own_server.send("/v1/units", {"units": units}, BEARER).json == {"received": len(units), "changed": 0}
    assert count(tm) == before


def test_any_text_comes_back_as_it_was_sent(own_server: Served) -> None:
    for text in ("\u0000", "a\u2028b", "😀" * 9999, " x ", "</script>", "שלום\u200f", "\u0301"):
        own_server.send("/v1/units", {"units": [a_unit(f"T{text}", text)]}, BEARER)
        assert targets(own_server, f"T{text}") == [text]


def test_what_another_process_adds_is_found(own_server: Served, tm: Path, tmp_path: Path) -> None:
    assert targets(own_server, "From elsewhere.") == []
    table = tmp_path / "more.csv"
    table.write_text("source,target,source_locale,target_locale\nFrom elsewhere.,No citurienes.,en-US,lv-LV\n", "utf-8")
    assert l10nqa("tm", "import", table, "--tm", tm).returncode == 0
    assert targets(own_server, "From elsewhere.") == ["No citurienes."]


def test_a_memory_in_place_of_the_old_one_is_seen(
    own_server: Served, tm: Path, tmp_path: Path, units: Sequence[TranslationUnit]
) -> None:
    assert targets(own_server, units[0].source)
    other = tmp_path / "other.db"
    with Memory(other, create=True) as memory, memory.intake() as intake:
        intake.unit(TranslationUnit("Only this.", "Tikai šis.", "en-US", "lv-LV"), "other")
    other.replace(tm)
    assert targets(own_server, "Only this.") == ["Tikai šis."]
    assert targets(own_server, units[0].source) == []


def test_a_memory_that_is_gone_is_told(own_server: Served, tm: Path) -> None:
    tm.unlink()
    for reply in (own_server.get("/v1/health"), own_server.get("/v1/fuzzy", q="a")):
        assert reply.status == 503
        assert reply.json["detail"] == "no such translation memory"
        assert str(tm.parent) not in reply.body.decode()
