"""`l10nqa tm concordance`, run as a user runs it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa
from l10nqa.memory import Memory
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tm(tmp_path: Path) -> Path:
    path = tmp_path / "tm.db"
    pairs = [("Open **Settings**.", "設定を開きます。"), ("Close it.", "閉じます。"), ("settings", "設定")]
    with Memory(path, create=True) as memory, memory.intake() as intake:
        for at, (source, target) in enumerate(pairs):
            intake.unit(TranslationUnit(source, target, "en-US", "ja-JP", "a.md", f"s-{at}"), "x")
    return path


def test_the_text_is_marked_where_it_stands(tm: Path) -> None:
    done = l10nqa("tm", "concordance", "settings", "--tm", tm)
    assert done.returncode == 0
    assert "Open **[Settings]**." in done.stdout
    assert "[settings]" in done.stdout
    assert "Close" not in done.stdout


def test_two_characters_are_enough_on_the_target_side(tm: Path) -> None:
    done = l10nqa("tm", "concordance", "設定", "--side", "target", "--tm", tm, "--limit", "1", "--format", "jsonl")
    page = json.loads(done.stdout)
    assert [(hit["unit"], hit["spans"]) for hit in page["hits"]] == [(1, [[0, 2]])]
    assert page["more"]
    rest = l10nqa("tm", "concordance", "設定", "--side", "target", "--tm", tm, "--after", "1")
    assert "settings" in rest.stdout
    assert "Open" not in rest.stdout


def test_either_side_is_looked_at_on_request(tm: Path) -> None:
    with Memory(tm) as memory, memory.intake() as intake:
        intake.unit(TranslationUnit("The 設定 app", "settings app", "en-US", "ja-JP", "a.md", "s-9"), "x")
    arguments = ("tm", "concordance", "--tm", tm, "--side", "both")
    done = l10nqa(*arguments, "設定")
    assert [line[:8].strip() for line in done.stdout.splitlines() if line[:8].strip()] == ["1", "3", "4"]
    assert "[設定]を開きます。" in done.stdout
    assert "The [設定] app" in done.stdout
    page = json.loads(l10nqa(*arguments, "settings", "--after", "1", "--format", "jsonl").stdout)
    spans = [(hit["unit"], hit["spans"], hit["target_spans"]) for hit in page["hits"]]
    assert spans == [(3, [[0, 8]], []), (4, [], [[0, 8]])]


@pytest.mark.parametrize("command", ["search", "concordance"])
def test_what_cannot_be_found_is_explained(tm: Path, command: str) -> None:
    empty = l10nqa("tm", command, "", "--tm", tm)
    assert (empty.returncode, empty.stdout, "TEXT is empty" in empty.stderr) == (2, "", True)
    elsewhere = l10nqa("tm", command, "Close it.", "--tm", tm, "--target-locale", "lv")
    assert (elsewhere.returncode, f"{tm} has no translations into lv (it has ja-JP)" in elsewhere.stderr) == (0, True)
    there = l10nqa("tm", command, "Nothing like it", "--tm", tm, "--target-locale", "ja")
    assert (there.returncode, there.stderr) == (0, "")


@pytest.mark.parametrize("command", ["search", "concordance"])
def test_what_programs_read_is_utf_8_everywhere(tm: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    done = l10nqa("tm", command, "settings", "--tm", tm, "--format", "jsonl")
    assert json.loads(done.stdout)["query"] == "settings"
    assert "設定" in done.stdout


@pytest.mark.parametrize("command", [("concordance", "it"), ("stats",), ("export", "-o", "x.tmx")])
def test_of_two_memories_none_is_passed_over_in_silence(tm: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = l10nqa("tm", *command, "--tm", tm, "--tm", tmp_path / "other.db", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "this command takes one memory" in done.stderr


def test_numbers_beyond_all_units_lead_nowhere(tm: Path) -> None:
    done = l10nqa("tm", "concordance", "it", "--tm", tm, "--after", "99999999999999999999")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no unit contains it" in done.stdout


def test_no_unit_is_said_plainly(tm: Path) -> None:
    done = l10nqa("tm", "concordance", "nowhere", "--tm", tm)
    assert done.returncode == 0
    assert "no unit contains it" in done.stdout
