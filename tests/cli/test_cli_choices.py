"""What check, fix and export have in common: the same choices, and the same words where a choice is of no use."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of
from l10nqa.workspace.extracting import extract
from l10nqa.workspace.fixing import fix

if TYPE_CHECKING:
    from pathlib import Path

_FAULTY = ("See [Plans](u).", "Skatiet [Plāni.](u)")
_COMMANDS = {
    "check": (["check"], 1),
    "fix": (["fix"], 1),
    "export --fixed": (["export", "-o", "x.po", "--fixed"], 0),
    "export --with-findings": (["export", "-o", "x.po", "--with-findings"], 0),
}
every_command = pytest.mark.parametrize("command", _COMMANDS)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    for folder, locale in (("docs", "lv-LV"), ("german", "de-DE"), ("japanese", "ja-JP"), ("unknown", "xx-YY")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(text_of(_FAULTY, locale=locale), "utf-8")
    (tmp_path / "silent").mkdir()
    (tmp_path / "silent" / "a.md").write_text(text_of(_FAULTY).replace("ms.contentlocale: lv-LV\n", ""), "utf-8")
    extract([str(tmp_path / "german")], tmp_path / "german.db")
    extract([str(tmp_path / "german"), str(tmp_path / "japanese")], tmp_path / "two.db")
    extract([], tmp_path / "empty.db", allow_empty=True)
    (tmp_path / "text.db").write_text("This is no memory.\n" * 100, "utf-8")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    (tmp_path / "rows.csv").write_text("source,target,status\nfile,fails,\nfile,x,wrong\nfile\n", "utf-8")
    (tmp_path / "names.csv").write_text("a;b\nc;d\n", "utf-8")
    (tmp_path / "latin.csv").write_bytes(b"source,target\nfile,\xff\n")
    (tmp_path / "cut.tbx").write_text("<tbx><text>\n<conceptEntry>", "utf-8")
    (tmp_path / "entity.tbx").write_text('<!DOCTYPE tbx [<!ENTITY a "b">]>\n<tbx/>', "utf-8")
    return tmp_path


@every_command
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["docs", "--tm", "german.db"], ["german.db", "no translations into lv-LV", "de-DE", "l10nqa extract"]),
        (["docs", "--tm", "empty.db"], ["empty.db", "it is empty", "l10nqa extract"]),
        (["unknown"], ["unknown/a.md", "“xx-YY” is not a known language", "--target-locale"]),
        (
            ["docs", "--termbase", "rows.csv"],
            ["rows.csv:3: “wrong” is not a status; known:", "rows.csv:4: has 1 cells"],
        ),
        (
            ["docs", "--termbase", "names.csv"],
            ["names.csv:1: lacks the columns source, target", "the first line names"],
        ),
        (["docs", "--termbase", "latin.csv"], ["latin.csv: is not UTF-8", "save it as UTF-8"]),
        (["docs", "--termbase", "cut.tbx"], ["cut.tbx:2: is broken XML", "left out", "no terms for en-US into lv-LV"]),
        (["docs", "--termbase", "entity.tbx"], ["entity.tbx: declares entities", "remove the <!ENTITY"]),
    ],
    ids=" ".join,
)
def test_what_is_of_no_use_is_said_and_the_run_goes_on(
    work: Path, command: str, options: list[str], said: list[str]
) -> None:
    arguments, status = _COMMANDS[command]
    done = l10nqa(*arguments, *options, cwd=work)
    assert done.returncode == status
    assert [part for part in said if part not in done.stderr] == []
    assert "warning:" in done.stderr
    output = (work / "x.po").read_text(encoding="utf-8") if "x.po" in arguments else done.stdout
    assert "link-punctuation" in output + done.stderr


@every_command
@pytest.mark.parametrize(
    ("tm", "said"),
    [("two.db", ["two.db", "no document declares its locale"]), ("empty.db", ["empty.db is empty"])],
)
def test_where_no_locale_is_known_this_is_said_and_no_mark_is_moved(
    work: Path, command: str, tm: str, said: list[str]
) -> None:
    arguments, _ = _COMMANDS[command]
    done = l10nqa(*arguments, "silent", "--tm", tm, cwd=work)
    assert [part for part in [*said, "few repairs are safe", "--target-locale"] if part not in done.stderr] == []
    if "fix" in arguments:
        assert "0 segments" in done.stderr
    elif "--fixed" in arguments:
        assert "0 of them fixed" in done.stderr
    else:
        output = (work / "x.po").read_text("utf-8") if "x.po" in arguments else done.stdout
        assert "link-punctuation" in output
    known = l10nqa(*arguments, "silent", "--tm", tm, "--target-locale", "lv-LV", cwd=work)
    assert known.returncode == _COMMANDS[command][1]


@every_command
@pytest.mark.parametrize(
    ("options", "said", "hint"),
    [
        (["--tm", "text.db"], "text.db: is no translation memory", "another file"),
        (["--tm", "other.db"], "other.db: is a database, but not a translation memory", "another file"),
        (["--tm", "nowhere.db"], "nowhere.db: no such translation memory", "l10nqa extract"),
        (["--termbase", "nowhere.csv"], "nowhere.csv: no such termbase", "CSV or TBX"),
        (["--termbase", "text.db"], "text.db: does not have the suffix of a termbase", ".csv"),
        (["--select", "link-punctation"], "link-punctation", "link-punctuation"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_meant_stops_the_run(work: Path, command: str, options: list[str], said: str, hint: str) -> None:
    done = l10nqa(*_COMMANDS[command][0], "docs", *options, cwd=work)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert hint in done.stderr
    assert not (work / "x.po").exists()


@every_command
def test_a_document_that_cannot_be_read_is_said_and_the_others_are_done(work: Path, command: str) -> None:
    (work / "docs" / "b.md").write_bytes("\ufeff# x\n".encode("utf-16"))
    done = l10nqa(*_COMMANDS[command][0], "docs", cwd=work)
    assert done.returncode == 1
    assert "docs/b.md:1:1: is UTF-16" in done.stderr
    if command == "export --fixed":
        assert "1 unit, 1 of them fixed" in done.stderr


def test_a_document_without_a_locale_goes_along_with_the_others(work: Path) -> None:
    (work / "docs" / "b.md").write_bytes((work / "silent" / "a.md").read_bytes())
    for options, expected in (([], {"lv-LV"}), (["--select", "code"], {"lv-LV"})):
        done = l10nqa("export", "docs", "-o", "x.jsonl", "--fixed", *options, cwd=work)
        assert done.returncode == 0
        lines = (work / "x.jsonl").read_text(encoding="utf-8").splitlines()
        assert {json.loads(line)["target_locale"] for line in lines} == expected


def test_standard_input_is_checked_as_its_file_is(tmp_path: Path) -> None:
    usual = ("Open the start page.", "Atveriet sākumlapu.")
    (tmp_path / "b.md").write_text(text_of(usual, usual, usual, usual), "utf-8")
    (tmp_path / "c.md").write_text(text_of(_FAULTY, locale="de-DE"), "utf-8")
    extract([str(tmp_path)], tmp_path / "tm.db")
    for_spelling = ("Open **OneDrive Sync** in Windows.", "Atveriet **Windows** sadaļā OneDrive Sync.")
    text = text_of(for_spelling, (usual[0], "Rādiet galveno ekrānu."))
    (tmp_path / "a.md").write_text(text, "utf-8")
    command = ("check", "--format", "jsonl", "--certainty", "possible")
    for options, rule in (((), "emphasis-scope"), (("--tm", tmp_path / "tm.db"), "consistency")):
        of_file, of_input = (
            l10nqa(*command, *options, path, stdin=text.encode()).stdout for path in (tmp_path / "a.md", "-")
        )
        assert rule in of_file
        assert of_input == of_file.replace(json.dumps(str(tmp_path / "a.md")), '"-"')


def test_a_fix_that_would_put_in_a_forbidden_term_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(("[!NOTE] Wait.", "[!PIEZĪME] Uzgaidiet.")), "utf-8")
    (tmp_path / "t.csv").write_text("source,target,status\n,NOTE,forbidden\n", "utf-8")
    (document,) = fix([str(tmp_path / "a.md")])
    assert document.rules == ("alert-keyword",)
    (document,) = fix([str(tmp_path / "a.md")], termbases=[tmp_path / "t.csv"])
    assert document.rules == ()
    shown = l10nqa("check", tmp_path, "--termbase", tmp_path / "t.csv", "--format", "jsonl")
    assert {json.loads(line)["rule"]: json.loads(line)["fix"] for line in shown.stdout.splitlines()} == {
        "alert-keyword": None
    }
    assert l10nqa("fix", tmp_path, "--termbase", tmp_path / "t.csv").returncode == 0


def test_a_rule_about_whole_documents_alone_fixes_nothing(work: Path) -> None:
    assert l10nqa("fix", work / "docs", "--select", "front-matter").returncode == 0


def test_the_way_out_of_a_memory_of_other_locales_can_be_pasted(tmp_path: Path) -> None:
    for locale in ("lv-LV", "de-DE"):
        (tmp_path / f"{locale}.md").write_text(text_of(("Open it.", "x"), locale=locale), encoding="utf-8")
    assert l10nqa("extract", "lv-LV.md", "--tm", "my memory.db", cwd=tmp_path).returncode == 0
    done = l10nqa("check", "de-DE.md", "--tm", "my memory.db", cwd=tmp_path)
    assert "my memory.db holds no translations into de-DE" in done.stderr
    assert "l10nqa extract PATH --tm 'my memory.db'" in done.stderr
