"""Many documents, on one core or several."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bilingual import CORPORA, text_of
from l10nqa.bitext import find_bitexts
from l10nqa.engine import check_places
from l10nqa.model import ProblemKind
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path


def test_two_processes_find_what_one_finds_in_the_same_order(tmp_path: Path) -> None:
    for copy in ("one", "two", "three"):
        shutil.copytree(CORPORA, tmp_path / copy)
    (tmp_path / "two" / "broken.md").write_bytes("ï»¿".encode("utf-16"))
    places = find_bitexts([str(tmp_path)])
    assert len(places) > 200
    serial = list(check_places(places, BUILT_IN, jobs=1))
    assert [result.path for result in serial] == [place.path for place in places]
    assert sum(len(result.findings) for result in serial) > 200
    assert list(check_places(places, BUILT_IN, jobs=2)) == serial


def test_a_file_that_cannot_be_read_is_a_problem_and_the_rest_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "b.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "c.md").write_text(text_of(("Run `a`.", "Izpildiet `b`.")), encoding="utf-8")
    link, utf16, good = check_places(find_bitexts([str(tmp_path)]), BUILT_IN.select(["code"]), jobs=1)
    for result in (link, utf16):
        (problem,) = result.problems
        assert (problem.kind, problem.path, result.findings) == (ProblemKind.UNREADABLE, result.path, ())
    assert "No such file" in link.problems[0].message
    assert "UTF-16" in utf16.problems[0].message
    assert [finding.rule for finding in good.findings] == ["code"]


def test_no_documents_give_no_results() -> None:
    assert list(check_places([], BUILT_IN, jobs=2)) == []
