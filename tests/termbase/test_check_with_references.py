"""`check` with a termbase and a memory: what they say is reported, what they lack is said, and the run goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of
from l10nqa.lexicon import learn_usage, same_words
from l10nqa.quality import Certainty
from l10nqa.workspace.checking import check
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Finding

_USUAL = ("Open the start page.", "Atveriet sākumlapu.")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(70):  # enough for a pool of processes
        (folder / f"{number:02}.md").write_text(text_of(_USUAL, ("Save the file.", "Saglabājiet datni.")), "utf-8")
    (folder / "x.md").write_text(text_of(("Open the start page.", "Atveriet galveno ekrānu.")), "utf-8")
    return folder


def _found(folder: Path, **options: object) -> list[Finding]:
    run = check([str(folder)], min_certainty=Certainty.POSSIBLE, **options)  # type: ignore[arg-type]
    return [finding for result in run for finding in result.findings]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_memory_says_what_is_usual(documents: Path, tmp_path: Path, jobs: int) -> None:
    tm = tmp_path / "tm.db"
    extract([str(documents)], tm)
    (found,) = _found(documents, tm=tm, select=["consistency"], jobs=jobs)
    assert found.path.endswith("x.md")
    assert "Atveriet sākumlapu." in found.message
    assert _found(documents, select=["consistency"], jobs=jobs) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_termbase_says_what_things_are_called(documents: Path, tmp_path: Path, jobs: int) -> None:
    terms = tmp_path / "t.csv"
    terms.write_text("source,target,status\nfile,fails,\nfile,datne,forbidden\n", "utf-8")
    found = _found(documents, termbases=[terms], select=["terminology"], jobs=jobs)
    assert len(found) == 70
    assert {finding.target.text for finding in found if finding.target} == {"datni"}
    assert _found(documents, select=["terminology"], jobs=jobs) == []


def test_what_memory_and_termbase_lack_is_said(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.md").write_text(text_of(("One.", "Eins."), locale="de-DE"), "utf-8")
    for places, name in (([str(tmp_path / "other")], "german.db"), ([], "empty.db")):
        extract(places, tmp_path / name, allow_empty=True)
        run = check([str(documents)], tm=tmp_path / name, jobs=1)
        assert any("lv-LV" in note for note in run.notes)
        assert sum(result.segments for result in run) == 141
    terms = tmp_path / "t.csv"
    terms.write_text("source,target,target_locale\nfile,Datei,de\nfile,x,??\n", "utf-8")
    run = check([str(documents)], termbases=[terms], jobs=1)
    assert any(f"{terms}:3" in note for note in run.notes)
    assert any("no terms" in note and "lv-LV" in note for note in run.notes)


def test_a_locale_that_nobody_knows_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(text_of(("One.", "Viens."), locale="xx-YY"), "utf-8")
    run = check([str(file)])
    assert any("xx-YY" in note for note in run.notes)
    assert [finding.rule for result in run for finding in result.findings] == ["front-matter"]


def test_the_command_takes_several_termbases(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(text_of(("Save the file in a folder.", "Saglabājiet to.")), "utf-8")
    (tmp_path / "a.csv").write_text("source,target\nfile,fails\nbroken\n", "utf-8")
    (tmp_path / "b.tsv").write_text("source\ttarget\nfolder\tmape\n", "utf-8")
    options = ("--termbase", tmp_path / "a.csv", "--termbase", tmp_path / "b.tsv", "--format", "jsonl")
    done = l10nqa("check", file, *options, "--select", "terminology", "--block-certainty", "likely")
    assert done.returncode == 1
    assert [json.loads(line)["source"]["text"] for line in done.stdout.splitlines()] == ["file", "folder"]
    assert "a.csv:3" in done.stderr
    assert l10nqa("check", file, "--termbase", tmp_path / "missing.csv").returncode == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Izveidot kanāla hierarhiju", "Kanālu hierarhijas izveide", True),
        ("**Öffnen** Sie [die Seite](u).", "öffnen Sie die Seite", True),
        ("復元する", "復元", True),
        ("Öffnen Sie die Seite", "Öffnen Sie die Datei", False),
        ("7 dienas", "8 dienas", False),
        ("会議を開く", "集会を開く", False),
    ],
)
def test_only_other_words_are_inconsistent(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table of cases
    assert same_words(one, other) == same
    assert same_words(other, one) == same


def test_what_is_usual_needs_words_units_and_a_majority() -> None:
    usage = learn_usage(
        [
            ("Open the page.", "A b c", 3),
            ("Open the page.", "X", 1),
            ("Save.", "A", 9),
            ("1,000.00", "1000,00", 9),
            ("Open the file.", "A b", 3),
            ("Open the file.", "B c", 2),
        ]
    )
    assert list(usage.targets) == ["Open the page."]
    assert usage.targets["Open the page."] == ("A b c", 3, 4)
    assert usage.sources["A b c"].text == "Open the page."
