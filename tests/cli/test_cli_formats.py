"""`l10nqa check` writes the format asked for, or the one that the name of the file stands for."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from lxml import etree

from bilingual import CORPORA, l10nqa

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = CORPORA / "de-DE"


@pytest.fixture(scope="module")
def lines() -> list[int]:
    done = l10nqa("check", _FOLDER, "--format", "jsonl")
    return [json.loads(line)["line"] for line in done.stdout.splitlines()]


def test_the_suffix_says_the_format(tmp_path: Path, lines: list[int]) -> None:
    def written(name: str) -> Path:
        done = l10nqa("check", _FOLDER, "-o", tmp_path / name)
        assert done.returncode == 1, done.stderr
        assert not done.stdout
        return tmp_path / name

    results = json.loads(written("a.sarif").read_bytes())["runs"][0]["results"]
    assert [found["locations"][0]["physicalLocation"]["region"]["startLine"] for found in results] == lines
    assert len(etree.parse(written("a.XML")).findall("testsuite/testcase/failure")) == len(lines)
    assert list(pd.read_parquet(written("a.parquet"))["line"]) == lines
    assert list(pd.read_excel(written("a.xlsx"))["line"]) == lines
    assert list(pd.read_csv(written("a.csv"))["line"]) == lines
    assert [json.loads(line)["line"] for line in written("a.jsonl").read_text().splitlines()] == lines
    assert written("a.txt").read_text().startswith(f"{_FOLDER}/")


def test_the_option_overrules_the_suffix(tmp_path: Path, lines: list[int]) -> None:
    l10nqa("check", _FOLDER, "-o", tmp_path / "a.json", "--format", "gitlab")
    report = json.loads((tmp_path / "a.json").read_bytes())
    assert [issue["location"]["lines"]["begin"] for issue in report] == lines


def test_csv_goes_to_stdout(lines: list[int]) -> None:
    done = l10nqa("check", _FOLDER, "--format", "csv")
    assert [int(row["line"]) for row in csv.DictReader(io.StringIO(done.stdout, newline=""))] == lines


@pytest.mark.parametrize("format_", ["parquet", "xlsx"])
def test_what_is_not_text_needs_a_file(format_: str) -> None:
    done = l10nqa("check", _FOLDER, "--format", format_)
    assert done.returncode == 2
    assert not done.stdout
    assert f"-o findings.{format_}" in done.stderr


def test_paths_are_relative_to_the_folder_of_the_run() -> None:
    done = l10nqa("check", _FOLDER, "--format", "gitlab", cwd=CORPORA)
    assert all(issue["location"]["path"].startswith("de-DE/") for issue in json.loads(done.stdout))


def test_standard_input_is_a_document_of_every_ci_format() -> None:
    document = next(_FOLDER.rglob("*.md")).read_bytes()
    for format_ in ("sarif", "junit", "github", "gitlab", "csv"):
        done = l10nqa("check", "-", "--format", format_, "--target-locale", "de-DE", stdin=document)
        assert done.returncode in (0, 1), done.stderr


def test_what_github_leaves_out_is_said_on_stderr() -> None:
    done = l10nqa("check", CORPORA, "--format", "github", "--certainty", "possible")
    assert "findings have no annotation" in done.stderr
    assert "::error " in done.stdout
