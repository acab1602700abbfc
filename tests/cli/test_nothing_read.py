"""No command passes what it did not read: no segment means status 2, what was found instead, and what to do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from bilingual import CORPORA, l10nqa, text_of
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS: dict[str, Sequence[str]] = {
    "check": ["check"],
    "fix": ["fix"],
    "fix --write": ["fix", "--write"],
    "report": ["report", "-o", "report"],
    "baseline": ["baseline", "-o", "known.jsonl"],
    "export": ["export", "-o", "work.po"],
    "extract": ["extract", "--tm", "new.db"],
    "publish": ["publish", "-o", "site"],
    "analyse": ["tm", "analyse", "--tm", "memory.db"],
    "pretranslate": ["tm", "pretranslate", "--tm", "memory.db", "-o", "filled.po"],
    "decide": ["decide", "docs/a.md#1", "--as", "accepted", "--reason", "why", "--in"],
}
_HEADER = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
every_command = pytest.mark.parametrize("command", _COMMANDS)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    for folder in ("empty", "plain"):
        (tmp_path / folder).mkdir()
    for name in "abc":
        (tmp_path / "plain" / f"{name}.md").write_text("# A title\n\nNo segment.\n", "utf-8")
    (tmp_path / "notes.txt").write_text("No segment.\n", "utf-8")
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 and what else a program makes")
    (tmp_path / "header.po").write_text(_HEADER, "utf-8")
    extract([str(CORPORA / "de-DE")], tmp_path / "memory.db")
    return tmp_path


@every_command
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("empty", ["no file with sources and targets", "*.md", ".po", ".xlf", ".tmx"]),
        ("plain", ["3 Markdown documents without bilingual segments", "--source"]),
        ("plain/a.md", ["1 Markdown document without bilingual segments", "--source"]),
        ("header.po", ["header.po"]),
        ("notes.txt", ["notes.txt", "not a kind of file that l10nqa reads", ".md", ".po", ".xlf", ".jsonl"]),
        ("letter.docx", ["letter.docx", "not a kind of file that l10nqa reads", ".md", ".po", ".xlf", ".jsonl"]),
        (sys.executable, ["not a kind of file that l10nqa reads"]),
    ],
)
def test_no_segment_is_an_error_that_says_what_there_is(work: Path, command: str, path: str, told: list[str]) -> None:
    before = sorted(file for file in work.rglob("*") if file.is_file())
    done = l10nqa(*_COMMANDS[command], path, cwd=work)
    assert done.returncode == 2, done.stderr
    assert [part for part in told if part.removeprefix("*") not in done.stderr] == []
    assert "hint: " in done.stderr
    after = sorted(file for file in work.rglob("*") if file.is_file())
    assert [file for file in after if file not in before and file.suffix != ".db"] == [], "nothing is written"


@pytest.mark.parametrize("command", [name for name in _COMMANDS if name not in ("decide", "report")])
@pytest.mark.parametrize("path", ["empty", "plain", "notes.txt", "header.po"])
def test_allow_empty_passes_with_a_note(work: Path, command: str, path: str) -> None:
    done = l10nqa(*_COMMANDS[command], path, "--allow-empty", cwd=work)
    assert done.returncode == 0, done.stderr
    assert "--allow-empty" in done.stderr


def test_what_is_not_translated_is_not_checked_and_said(work: Path) -> None:
    entries = 'msgid "Save"\nmsgstr ""\n\n#, fuzzy\nmsgid "Open"\nmsgstr "Öffen {0}"\n'
    (work / "open.po").write_text(_HEADER + entries, "utf-8")
    done = l10nqa("check", "open.po", cwd=work)
    assert done.returncode == 2
    assert "none of the segments has a translation to work on: 1 untranslated, 1 draft" in done.stderr
    assert "--drafts" in done.stderr
    done = l10nqa("check", "open.po", "--drafts", cwd=work)
    assert "1 segment of 1 document" in done.stderr
    (work / "half.po").write_text(f'{_HEADER}{entries}\nmsgid "Close"\nmsgstr "Schließen"\n', "utf-8")
    done = l10nqa("check", "half.po", cwd=work)
    assert (done.returncode, done.stdout) == (0, "")
    assert "not checked: 1 untranslated, 1 draft (--drafts checks them)" in done.stderr


def test_an_empty_file_among_others_is_a_note_and_no_clean_test(work: Path) -> None:
    (work / "plain" / "d.md").write_text(text_of(("Save.", "Speichern."), locale="de-DE"), "utf-8")
    done = l10nqa("check", "plain", "-o", "junit.xml", cwd=work)
    assert done.returncode == 0
    assert "3 files without any segment: plain/a.md, plain/b.md, plain/c.md" in done.stderr
    assert "warning" not in done.stderr
    suites = {each.get("name"): each for each in etree.parse(work / "junit.xml").iter("testsuite")}
    assert [len(suites[f"plain/{name}.md"].findall("testcase/skipped")) for name in "abcd"] == [1, 1, 1, 0]
    assert suites["plain/a.md"].get("skipped") == "1"


def test_a_file_that_cannot_be_read_stops_no_run(work: Path) -> None:
    (work / "plain" / "d.md").write_text(text_of(("Save.", "Speichern."), locale="de-DE"), "utf-8")
    (work / "plain" / "e.md").write_bytes(b"\xff\xfeS\0")
    (work / "plain" / "f.po").write_text("nonsense", "utf-8")
    for command in ("check", "report"):
        done = l10nqa(*_COMMANDS[command], "plain", cwd=work)
        assert done.returncode == 1, done.stderr
        assert "plain/e.md" in done.stderr
        assert "plain/f.po" in done.stderr
        assert "1 segment of" in done.stderr


@pytest.mark.parametrize("command", ["check", "export", "pretranslate"])
def test_no_output_takes_the_place_of_what_is_read(work: Path, command: str) -> None:
    (work / "in.po").write_text(f'{_HEADER}msgid "Close"\nmsgstr "Schließen"\n', "utf-8")
    (work / "link.po").symlink_to(work / "in.po")
    before = (work / "in.po").read_bytes()
    arguments = [each for each in _COMMANDS[command] if each not in ("-o", "work.po", "filled.po")]
    arguments += ["--format", "json"] if command == "check" else []
    for output in ("in.po", "./in.po", "link.po", str(work / "in.po")):
        done = l10nqa(*arguments, "in.po", "-o", output, cwd=work)
        assert done.returncode == 2
        assert "is also an input" in done.stderr
        assert (work / "in.po").read_bytes() == before
    done = l10nqa("check", "in.po", "--tm", "memory.db", "--format", "json", "-o", "memory.db", cwd=work)
    assert done.returncode == 2
    assert Path(work / "memory.db").read_bytes().startswith(b"SQLite")
