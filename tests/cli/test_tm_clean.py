"""`l10nqa tm clean` on the command line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tm(tmp_path: Path) -> Path:
    """A memory with an empty unit, a lost character, and an untranslated sentence, of six."""
    pairs = [("One.", "Viens."), ("Save.", ""), ("Two, =1", "Divi\ufffd"), ("Wait for the end of it.", "Beigas.")]
    pairs += [("Save the file now.", "Save the file now."), ("Three.", "Trīs.")]
    (tmp_path / "a.md").write_text(text_of(*pairs), encoding="utf-8")
    l10nqa("extract", tmp_path / "a.md", "--tm", tmp_path / "tm.db")
    return tmp_path / "tm.db"


def held(tm: Path) -> int:
    return int(json.loads(l10nqa("tm", "stats", "--tm", tm, "--format", "json").stdout)["units"])


@pytest.mark.parametrize("checks", ["", " , "])
def test_no_check_is_not_every_check(tm: Path, checks: str) -> None:
    done = l10nqa("tm", "clean", "--tm", tm, "--select", checks, "--write")
    assert (done.returncode, held(tm)) == (2, 6)
    assert "--select names no check" in done.stderr


def test_cleaning_shows_removes_lists_and_brings_back(tm: Path) -> None:
    shown = l10nqa("tm", "clean", "--tm", tm)
    assert shown.returncode == 0
    assert "empty: 1 to remove" in shown.stdout
    assert "untranslated: 1 to report" in shown.stdout
    assert "2 units of 6 would be removed" in shown.stderr
    assert held(tm) == 6
    written = l10nqa("tm", "clean", "--tm", tm, "--write")
    assert "2 units of 6 removed" in written.stderr
    assert f"--tm {tm} --undo 1" in written.stderr
    assert held(tm) == 4
    listed = l10nqa("tm", "clean", "--tm", tm, "--runs").stdout
    assert "2 units out" in listed
    assert "corrupt 1, empty 1" in listed
    undone = l10nqa("tm", "clean", "--tm", tm, "--undo")
    assert (undone.returncode, held(tm)) == (0, 6)
    assert "undone" in l10nqa("tm", "clean", "--tm", tm, "--runs").stdout


@pytest.mark.parametrize("to_file", [False, True])
def test_json_and_csv_list_the_same_units(tm: Path, tmp_path: Path, *, to_file: bool) -> None:
    texts = {}
    for format_ in ("json", "csv"):
        output: list[str | Path] = ["-o", tmp_path / "found"] if to_file else []
        done = l10nqa("tm", "clean", "--tm", tm, "--profile", "mt", "--format", format_, *output)
        texts[format_] = (tmp_path / "found").read_bytes().decode() if to_file else done.stdout
    report = json.loads(texts["json"])
    table = list(csv.DictReader(io.StringIO(texts["csv"], newline="")))
    assert [{key: "" if value is None else str(value) for key, value in hit.items()} for hit in report["hits"]] == table
    assert {hit["check"] for hit in report["hits"]} == {"empty", "corrupt", "untranslated", "short"}
    checks = report["summary"]["checks"]
    assert report["summary"]["removed"] == sum(check["removed"] for check in checks.values())
    assert sum(check["units"] for check in checks.values()) == len(table)


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_the_suffix_of_the_output_decides_the_format(tm: Path, tmp_path: Path, suffix: str) -> None:
    l10nqa("tm", "clean", "--tm", tm, "-o", tmp_path / f"by-suffix.{suffix}")
    l10nqa("tm", "clean", "--tm", tm, "--format", suffix, "-o", tmp_path / "named")
    assert (tmp_path / f"by-suffix.{suffix}").read_bytes() == (tmp_path / "named").read_bytes()


def test_a_report_that_cannot_be_written_leaves_all_units(tm: Path) -> None:
    for output in ("/dev/full", tm / "below" / "found.csv"):
        done = l10nqa("tm", "clean", "--tm", tm, "--write", "--format", "csv", "-o", output)
        assert (done.returncode, held(tm)) == (2, 6), output
        assert "cannot be written" in done.stderr


def test_checks_are_chosen_by_name(tm: Path) -> None:
    done = l10nqa("tm", "clean", "--tm", tm, "--select", "corrupt", "--write")
    assert "1 unit of 6 removed" in done.stderr
    wrong = l10nqa("tm", "clean", "--tm", tm, "--ignore", "corupt")
    assert wrong.returncode == 2
    assert "did you mean corrupt?" in wrong.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--undo"], ["--undo", "x"], ["--undo", "--write"], ["--runs", "--write"], ["--runs", "--format", "json"]],
)
def test_what_cannot_be_meant_is_refused(tm: Path, arguments: list[str]) -> None:
    done = l10nqa("tm", "clean", "--tm", tm, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "hint:" in done.stderr or "exclude" in done.stderr


def test_a_memory_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert l10nqa("tm", "clean", "--tm", tmp_path / "no.db").returncode == 2
    assert not (tmp_path / "no.db").exists()


def test_undo_says_what_it_could_not_bring_back(tm: Path) -> None:
    l10nqa("tm", "clean", "--tm", tm, "--write")
    document = tm.parent / "a.md"
    pairs = [("One.", "Viens."), ("Save.", "Saglabāt.")]
    document.write_text(text_of(*pairs), encoding="utf-8")
    l10nqa("extract", document, "--tm", tm)
    done = l10nqa("tm", "clean", "--tm", tm, "--undo")
    assert done.returncode == 1
    assert "a.md#1a2b3-102 stays out" in done.stderr


def test_extract_says_what_stays_out(tm: Path) -> None:
    l10nqa("tm", "clean", "--tm", tm, "--write")
    document = tm.parent / "a.md"
    document.write_text(document.read_text(encoding="utf-8").replace("Trīs.", "3."), encoding="utf-8")
    done = l10nqa("extract", document, "--tm", tm)
    assert "1 unit written" in done.stderr
    assert "2 kept out, as tm clean removed them" in done.stderr
