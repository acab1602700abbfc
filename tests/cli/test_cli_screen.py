"""What people see on a terminal: every line of every command fits, addresses and diffs are whole, no bar is left."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, text_of
from command import l10nqa
from l10nqa.cli.progress import hide_progress, progress
from l10nqa.cli.terminal import note, note_call
from l10nqa.cli.writing import standard_output
from screen import cells_in, on_screen, run_on_terminal

if TYPE_CHECKING:
    from pathlib import Path

_URL = (
    "https://example.org/a/very/long/address/that/no/narrow/terminal/can/show/in/one/line/for-it-is-to-be-copied.html"
)
_LONG = "guide/a-folder-with-a-long-name/another-folder-with-a-long-name/a-document-with-a-long-name.md"
_SENTENCE = "これは長い文であり、単語の間に空白がないので、どこででも改行できるはずです。" * 3
_COLUMNS = (60, 80, 200)
_BAR = "━"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents of several scripts, a memory, and what the commands read."""
    folder = tmp_path_factory.mktemp("work")
    for locale in ("ja-JP", "ar-SA", "lv-LV"):
        shutil.copytree(CORPORA / locale, folder / locale)
    document = folder / _LONG
    document.parent.mkdir(parents=True)
    pairs = [
        (f"Read [the plan]({_URL}) before you go on.", f"[プラン]({_URL}2)を読んでください。"),
        (f"See {_URL} and wait 3 minutes.", f"{_SENTENCE}{_URL} を参照してください 。"),
        ("Wait 30 seconds. " * 9, _SENTENCE),
        ("Wait 30 seconds. " * 9, "待ってください。"),
    ]
    document.write_text(text_of(*pairs, locale="ja-JP"), "utf-8")
    (folder / "bad.po").write_text(f'msgid "a {_URL}\nmsgstr', "utf-8")
    (folder / "bad.toml").write_text('[gate]\nfail_on = "minor"\n', "utf-8")
    message = f"do not write it, see {_URL}, for it is wrong here and everywhere else"
    (folder / "own.toml").write_text(f'[[check]]\nname = "own"\nsource = "x"\nmessage = "{message}"\nmode = "forbid"\n')
    for call in (
        "extract ja-JP ar-SA lv-LV guide --tm m.db",
        "export ja-JP guide -o work.po",
        "baseline ja-JP guide -o known.jsonl",
        "lqa sample ja-JP --words 200 -o sample.jsonl",
        "check ja-JP guide --shard 1/2 -o part-1.jsonl",
        "check ja-JP guide --shard 2/2 -o part-2.jsonl",
    ):
        assert l10nqa(*call.split(), cwd=folder).returncode in (0, 1), call
    for name, reason in ((f"{_LONG}:7", f"it is so, see {_URL}: {_SENTENCE}"), (_LONG, "so " * 60)):
        decided = ("decide", name, "--as", "accepted", "--reason", reason, "--author", "Anna", "--ledger", "l.jsonl")
        l10nqa(*decided, cwd=folder)
    l10nqa("lqa", "annotate", f"{_LONG}#1a2b3-101", "--type", "mistranslation", "--severity", "major", cwd=folder)
    return folder


_COMMANDS = (
    "check ja-JP ar-SA guide --certainty possible",
    "check ja-JP guide --statistics",
    "check guide --ledger l.jsonl --baseline known.jsonl",
    "check bad.po ja-JP",
    "check bad.po",
    "check guide --config bad.toml",
    "check guide --config own.toml",
    "check nothere",
    "check guide --fail-on everything-that-is-worse-than-what-was-there-before",
    "check",
    "fix ja-JP ar-SA guide",
    "fix nothere",
    "report ja-JP guide -o report",
    "extract guide bad.po --tm other.db",
    "status ja-JP",
    "tm search {sentence} --tm m.db",
    "tm search nothing --tm m.db",
    "tm concordance plan --tm m.db",
    "tm concordance で --side target --tm m.db",
    "tm concordance nowhere --tm m.db",
    "tm stats --tm m.db",
    "tm clean --tm m.db",
    "tm clean --tm m.db --runs",
    "tm analyse ja-JP guide --tm m.db",
    "tm pretranslate ja-JP --tm m.db -o pre.po",
    "tm learn --tm m.db",
    "tm index --tm m.db",
    "tm export --tm m.db -o m.tmx",
    "tm import work.po --tm imported.db",
    "export guide -o again.po",
    "apply work.po ja-JP --dry-run",
    "publish guide -o published",
    "baseline guide -o again.jsonl",
    "decide nothere --as accepted --reason so",
    "ledger list --ledger l.jsonl",
    "ledger prune ja-JP --ledger l.jsonl",
    "lqa sample ja-JP --words 200 -o again.jsonl",
    "lqa score l10nqa-lqa.jsonl --sample sample.jsonl",
    "lqa types",
    "lqa types --scheme sae-j2450",
    "merge part-1.jsonl part-2.jsonl",
    "merge part-1.jsonl",
    "rules",
    "rules link-punctuation",
    "rules numbr",
    "config",
    "config --config own.toml",
    "chek",
    "--help",
    "check --help",
)
_CALL = re.compile(r"[:?] l10nqa |^hint: .*l10nqa |^ +l10nqa ")
_SETTING = re.compile(r"^[a-z.-]+ = ")


def arguments_of(command: str) -> list[str]:
    return [_SENTENCE if word == "{sentence}" else word for word in command.split()]


def is_to_be_copied(line: str, columns: int) -> bool:
    """Tell whether a line holds what nobody may break: a call, a setting, or an address or path as long as the line."""
    longest = max(line.split(), key=cells_in)
    return bool(_CALL.search(line) or _SETTING.search(line)) or (
        cells_in(longest) > columns - 20 and cells_in(line) - cells_in(longest) <= 20
    )


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_line_fits_and_no_bar_is_left(work: Path, command: str) -> None:
    for columns in _COLUMNS[command.endswith("--help") :]:  # help is set for 80 columns
        shown = on_screen(*arguments_of(command), columns=columns, cwd=work)
        assert shown.lines, columns
        assert not any(_BAR in line for line in shown.lines), columns
        assert shown.shows_cursor
        if command.startswith("fix ja-JP"):
            continue  # a diff: see below
        wide = [line for line in shown.lines if cells_in(line) > columns and not is_to_be_copied(line, columns)]
        assert wide == [], columns


@pytest.mark.parametrize("command", ["check guide ja-JP", "tm concordance example.org --tm m.db", "fix guide"])
def test_an_address_is_whole_in_every_width(work: Path, command: str) -> None:
    for columns in _COLUMNS:
        written = on_screen(*command.split(), columns=columns, cwd=work, NO_COLOR="1").lines
        addresses = {word for line in written for word in re.findall(r"https://example\.org/\S*", line)}
        assert addresses
        assert all(each.startswith(_URL) or "…" in each for each in addresses), columns


@pytest.mark.parametrize("command", ["check ja-JP ar-SA guide", "check ja-JP guide --format json", "fix ja-JP guide"])
@pytest.mark.parametrize("columns", [60, 120])
def test_the_bar_takes_nothing_of_the_result_along(
    work: Path, command: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal shows what a pipe gets: the same lines in the same order, none joined with a bar, none erased."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    piped = [line.rstrip() for line in l10nqa(*command.split(), cwd=work).stdout.splitlines()]
    shown = on_screen(*command.split(), columns=columns, cwd=work, NO_COLOR="1")
    assert _BAR in shown.written, "there was a bar"
    assert shown.lines[: len(piped)] == piped


def test_a_diff_can_be_copied_from_the_terminal(work: Path, tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    shutil.copytree(work / "guide", tmp_path / "guide", dirs_exist_ok=True)
    shown = on_screen("fix", "guide", columns=60, cwd=tmp_path, NO_COLOR="1")
    copied = "--- " + shown.written.replace("\r\n", "\n").partition("--- ")[2]
    applied = subprocess.run(
        ["git", "apply", "-"], input=copied, text=True, cwd=tmp_path, capture_output=True, check=False
    )
    assert applied.returncode == 0, applied.stderr
    assert l10nqa("fix", "guide", cwd=tmp_path).returncode == 0


def test_a_terminal_that_cannot_move_its_cursor_gets_no_bar(work: Path) -> None:
    shown = on_screen("check", "ja-JP", columns=80, cwd=work, TERM="dumb")
    assert _BAR not in shown.written
    assert "\x1b[?25l" not in shown.written


def test_a_bar_does_not_return_in_the_middle_of_a_line() -> None:
    def work() -> None:
        stream = standard_output(styled=False)
        with progress("working") as advance:
            for text in ("begin", " of a line", " and its end\n", "another\n"):
                stream.write(text)
                stream.flush()
                time.sleep(0.25)
                advance(1_000, 2_000)
                time.sleep(0.15)
            note("a remark")
            note_call("go on", "l10nqa check " + "x" * 100)
            hide_progress()
            sys.stdout.write("printed\n")

    shown = run_on_terminal(work, columns=60)
    assert "1,000/2,000" in shown.written
    assert shown.lines == [
        "begin of a line and its end",
        "another",
        "a remark",
        "go on: l10nqa check " + "x" * 100,
        "printed",
    ]
