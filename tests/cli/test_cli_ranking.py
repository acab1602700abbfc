"""`tm search` with context, penalties and several memories, and `tm pretranslate`, as people run them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polib
import pytest

from bilingual import l10nqa, text_of
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from pathlib import Path

_PAIRS = (("Open it.", "Atver."), ("Select **1**.", "Atlasi **1**."), ("Close it.", "Aizver."))


@pytest.fixture
def tm(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(text_of(*_PAIRS), encoding="utf-8")
    extract([str(tmp_path / "a.md")], tmp_path / "tm.db")
    return tmp_path / "tm.db"


def _matches(*arguments: str | Path) -> list[dict[str, Any]]:
    done = l10nqa("tm", "search", *arguments, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["matches"]
    return found


def test_a_plain_search_says_where_from_and_that_nothing_was_added_or_taken_off(tm: Path) -> None:
    (match,) = _matches("Open it.", "--tm", tm)
    assert list(match)[:4] == ["score", "source", "target", "unit"]
    assert [match[key] for key in ("score", "similarity", "context", "penalties", "memory")] == [
        *(100, 100, None, {}),
        str(tm),
    ]


@pytest.mark.parametrize(
    ("options", "score", "context"),
    [
        (("--previous", "", "--next", "Select **1**."), 102, "both"),
        (("--next", "Select **1**."), 101, "next"),
        (("--previous", ""), 101, "previous"),
        (("--previous", "Other."), 100, None),
    ],
)
def test_context_lifts_the_very_text(tm: Path, options: tuple[str, ...], score: float, context: str | None) -> None:
    (match,) = _matches("Open it.", "--tm", tm, *options)
    assert (match["score"], match["context"]) == (score, context)


def test_penalties_are_those_asked_for(tm: Path) -> None:
    plain = _matches("Select **2**.", "--tm", tm)[0]["score"]
    for options, penalties in (
        (("--penalty", "all"), {"numbers": 1, "mt": 3}),
        (("--penalty", "all", "--penalty", "mt=0.5"), {"numbers": 1, "mt": 0.5}),
        (("--penalty", "numbers"), {"numbers": 1}),
        (("--tm-penalty", f"{tm}=7"), {"memory": 7}),
    ):
        (match,) = _matches("Select **2**.", "--tm", tm, *options)
        assert match["penalties"] == penalties
        assert match["score"] == pytest.approx(plain - sum(penalties.values()))


def test_of_several_memories_the_same_is_shown_once(tm: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(_PAIRS[0], ("Open it!", "Ver!")), encoding="utf-8")
    other = tmp_path / "other.db"
    extract([str(tmp_path / "a.md")], other)
    found = _matches("Open it.", "--tm", other, "--tm", tm)
    assert [(match["target"], match["memory"]) for match in found] == [("Atver.", str(other)), ("Ver!", str(other))]
    found = _matches("Open it.", "--tm", other, "--tm", tm, "--tm-penalty", f"{other}=1")
    assert [(match["target"], match["memory"]) for match in found] == [("Atver.", str(tm)), ("Ver!", str(other))]


def test_words_are_counted_on_request(tm: Path) -> None:
    (match,) = _matches("Shut it.", "--tm", tm, "--score", "word", "--limit", "1", "--min", "60")
    assert (match["score"], match["source"]) == (pytest.approx(100 * 2 / 3), "Open it.")


def test_people_see_how_a_score_came_about(tm: Path) -> None:
    done = l10nqa("tm", "search", "Open it.", "--tm", tm, "--next", "Select **1**.", "--penalty", "all")
    assert " 98.00  Open it.\n" in done.stdout
    assert "100 + 1 (next) - 3 (mt)\n" in done.stdout
    assert str(tm) in done.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--penalty", "tags"), "no penalty is called 'tags'"),
        (("--penalty", "mt=many"), "'many' is not a number from 0 to 100"),
        (("--tm-penalty", "x.db=3"), "--tm-penalty x.db: there is no such --tm"),
    ],
)
def test_what_cannot_be_meant_is_said(tm: Path, options: tuple[str, ...], message: str) -> None:
    done = l10nqa("tm", "search", "Open it.", "--tm", tm, *options)
    assert (done.returncode, message in done.stderr) == (2, True)


def test_context_is_for_one_text(tm: Path) -> None:
    done = l10nqa("tm", "search", "--input", "-", "--next", "x", "--tm", tm)
    assert (done.returncode, "are for one TEXT" in done.stderr) == (2, True)


def test_pretranslating_says_what_it_did(tm: Path, tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text(text_of(("Open it.", ""), ("Quite new.", "")), encoding="utf-8")
    out = tmp_path / "out.po"
    done = l10nqa("tm", "pretranslate", tmp_path / "new.md", "--tm", tm, "-o", out, "--penalty", "mt=0")
    assert (done.returncode, done.stdout) == (0, "")
    lines = [line.split() for line in done.stderr.splitlines()]
    assert lines[:2] == [["101", "1", "50%"], ["none", "1", "50%"]]
    assert done.stderr.endswith(f"{out}: 2 units, 2 to translate, 1 of them filled\n")
    assert [entry.msgstr for entry in polib.pofile(str(out))] == ["Atver.", ""]


def test_pretranslating_says_where_the_memory_has_nothing(tm: Path, tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text(text_of(("Open it.", ""), locale="de-DE"), encoding="utf-8")
    done = l10nqa("tm", "pretranslate", tmp_path / "new.md", "--tm", tm, "-o", tmp_path / "out.po")
    assert f"{tm} has no translations into de-DE (it has lv-LV)" in done.stderr
    done = l10nqa("tm", "pretranslate", tmp_path / "new.md", "--tm", tm, "-o", tmp_path / "out.csv")
    assert (done.returncode, "only PO and XLIFF can mark how final a target is" in done.stderr) == (2, True)


def test_pretranslating_says_what_it_left_out_and_what_to_do_about_it(tm: Path, tmp_path: Path) -> None:
    table = "source,target,source_locale,target_locale\nOpen it.,,en-US,lv-LV\na,b,en-US,lv-LV,too,many\n"
    (tmp_path / "new.csv").write_text(table, encoding="utf-8")
    done = l10nqa("tm", "pretranslate", tmp_path / "new.csv", "--tm", tm, "-o", tmp_path / "out.po")
    assert done.returncode == 0
    assert "new.csv:3" in done.stderr
    assert "hint: quote a cell that holds the delimiter" in done.stderr
