"""`l10nqa tm search` and `l10nqa tm index`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of
from l10nqa.memory import Memory
from l10nqa.model import Match, TranslationUnit
from l10nqa.render.matches import matches_for_people

if TYPE_CHECKING:
    from pathlib import Path

_PAIRS = (("Select the file.", "Atlasiet failu."), ("Select the files.", "Atlasiet failus."), ("Close.", "Aizveriet."))


@pytest.fixture
def tm(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(text_of(*_PAIRS), encoding="utf-8")
    path = tmp_path / "tm.db"
    assert l10nqa("extract", tmp_path / "a.md", "--tm", path).returncode == 0
    return path


def test_matches_are_objects_one_a_query(tm: Path, tmp_path: Path) -> None:
    queries = ["Select the file.", "", "Select the filé!", "nothing like it"]
    (tmp_path / "queries.txt").write_text("\ufeff" + "\r\n".join(queries) + "\r\n", encoding="utf-8")
    done = l10nqa("tm", "search", "--input", tmp_path / "queries.txt", "--tm", tm, "--format", "jsonl")
    assert done.returncode == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["query"] for line in lines] == queries
    assert all(line["ms"] > 0 for line in lines)
    found = [[(match["score"], match["unit"], match["target"]) for match in line["matches"]] for line in lines]
    length = len("Select the files.")
    one, two = "Atlasiet failu.", "Atlasiet failus."
    assert found == [
        [(100.0, 1, one), (pytest.approx(100 * (1 - 1 / length)), 2, two)],
        [],
        [(87.5, 1, one), (pytest.approx(100 * (1 - 3 / length)), 2, two)],
        [],
    ]
    assert lines[0]["matches"][0]["path"] == str(tmp_path / "a.md")
    assert lines[0]["matches"][0]["source"] == "Select the file."


def test_limit_minimum_and_locale_are_kept_to(tm: Path) -> None:
    def units(*options: str) -> list[int]:
        done = l10nqa("tm", "search", "Select the file.", "--tm", tm, "--format", "jsonl", *options)
        return [match["unit"] for match in json.loads(done.stdout)["matches"]]

    assert units() == [1, 2]
    assert units("--limit", "1") == [1]
    assert units("--min", "95") == [1]
    assert units("--target-locale", "lv") == [1, 2]
    assert units("--target-locale", "de") == []
    assert units("--min", "0", "--limit", "9") == [1, 2, 3]


def test_people_see_each_translation_once_and_programs_every_unit(tm: Path) -> None:
    with Memory(tm) as memory, memory.intake() as intake:
        for at in range(6):
            intake.unit(TranslationUnit("Select the file.", "Atlasiet failu.", "en-US", "lv-LV", "b.md", f"{at}"), "x")
        intake.unit(TranslationUnit("Select the file.", "Izvēlieties failu.", "en-US", "lv-LV", "c.md", "1"), "x")
    done = l10nqa("tm", "search", "Select the file.", "--tm", tm, "--min", "100")
    assert [done.stdout.count(text) for text in ("Atlasiet failu.", "Izvēlieties failu.")] == [1, 1]
    programs = l10nqa(
        "tm", "search", "Select the file.", "--tm", tm, "--min", "100", "--limit", "9", "--format", "jsonl"
    )
    assert len(json.loads(programs.stdout)["matches"]) == 8


def test_people_see_what_to_change(tm: Path) -> None:
    done = l10nqa("tm", "search", "Select the new file.", "--tm", tm, "--limit", "1")
    assert done.returncode == 0
    assert "Select the {+new +}file." in done.stdout
    assert "Atlasiet failu." in done.stdout
    assert "a.md#1a2b3-101" in done.stdout
    assert "no match" in l10nqa("tm", "search", "Xyz", "--tm", tm).stdout


def test_no_text_of_a_memory_takes_effect_in_a_terminal() -> None:
    unit = TranslationUnit("a\x1b[2J b", "\x1b]0;x\x07", "en-US", "lv-LV", "p\x1b", "s", id=1)
    text = "".join(matches_for_people("a \x1bb", [Match(80.0, unit)]))
    assert "\x1b" not in text
    assert "\x07" not in text


def test_a_look_up_loads_neither_rules_nor_what_draws_before_it_needs_them() -> None:
    heavy = "{'l10nqa.markup', 'l10nqa.rules', 'l10nqa.engine', 'numpy', 'rich', 'lxml'}"
    code = f"import sys, l10nqa.cli.tm_search, l10nqa.cli.tm_concordance; print({heavy} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_an_index_may_be_made_ahead(tm: Path) -> None:
    done = l10nqa("tm", "index", "--tm", tm)
    assert (done.returncode, done.stdout) == (0, "")
    assert "3 units" in done.stderr
    assert tm.with_name("tm.db.index").is_file()
    assert json.loads(l10nqa("tm", "search", "Close.", "--tm", tm, "--format", "jsonl").stdout)["matches"]


def test_what_cannot_be_searched_for_is_said(tm: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"ok\n\xff\n")
    for arguments in (
        [],
        ["Text", "--input", "-"],
        ["--input", tmp_path / "none.txt"],
        ["--input", tmp_path / "bad.txt"],
        ["Text", "--key", "no-segment.md"],
    ):
        done = l10nqa("tm", "search", *arguments, "--tm", tm)
        assert done.returncode == 2
        assert "error:" in done.stderr
    assert l10nqa("tm", "search", "Text", "--tm", tmp_path / "no.db").returncode == 2
    empty = l10nqa("tm", "search", "Text", "--tm", "")
    assert (empty.returncode, "it is empty" in empty.stderr) == (2, True)
