"""What the command line does where something is missing, closed, full, unreadable or not meant."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, l10nqa, parsed, text_of
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.memory import Memory
from l10nqa.rules import ALL_RULES
from l10nqa.text import count_of
from l10nqa.workspace.extracting import extract
from reading import units_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAIRS = (("One.", "Viens."), ("Two.", "Divi."))
_FULL = Path("/dev/full")

needs_full_disk = pytest.mark.skipif(not _FULL.exists(), reason="this system has no /dev/full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two folders, of two documents each."""
    for name in ("docs/a.md", "docs/b.md", "more/c.md", "more/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text_of(*_PAIRS), encoding="utf-8")
    return tmp_path


def in_shell(command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a shell command in which $L stands for l10nqa, and return the status of $L rather than of what follows it."""
    environment = {**os.environ, "L": f"{sys.executable} -m l10nqa"}
    line = ["bash", "-c", f"{command}\nexit ${{PIPESTATUS[0]}}"]
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_standard_input_is_exported(tmp_path: Path) -> None:
    done = l10nqa("export", "-", "-o", "x.po", stdin=text_of(*_PAIRS).encode(), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "x.po: 2 units\n")
    assert [(unit.source, unit.target) for unit in units_in(tmp_path / "x.po")] == list(_PAIRS)


def test_the_locale_of_standard_input_is_that_of_documents_that_say_none(folder: Path) -> None:
    silent = text_of(*_PAIRS).replace("ms.contentlocale: lv-LV\n", "")
    (folder / "e.md").write_text(silent, encoding="utf-8")
    done = l10nqa("export", "-", "e.md", "-o", "x.po", stdin=text_of(*_PAIRS).encode(), cwd=folder)
    assert (done.returncode, done.stderr) == (0, "x.po: 4 units\n")


def test_closed_standard_input_is_told(tmp_path: Path) -> None:
    done = in_shell("$L export - -o x.po <&-", tmp_path)
    assert done.returncode == 2
    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("apply", "x.po", "-"), ("apply", "x.po", "docs", "-"), ("publish", "-", "-o", "out")]
)
def test_standard_input_is_refused_where_it_has_no_place(folder: Path, arguments: Sequence[str]) -> None:
    assert l10nqa("export", "docs", "-o", "x.po", cwd=folder).returncode == 0
    before = sorted(folder.rglob("*"))
    done = l10nqa(*arguments, stdin=text_of(*_PAIRS).encode(), cwd=folder)
    assert done.returncode == 2
    assert "standard input" in done.stderr
    assert "hint:" in done.stderr
    assert sorted(folder.rglob("*")) == before


@needs_full_disk
@pytest.mark.parametrize(
    "arguments", ["check lv", "check lv --format json", "rules", "rules code", "--help", "--version"]
)
def test_a_full_disk_is_told(folder: Path, arguments: str) -> None:
    (folder / "lv").symlink_to(CORPORA / "lv-LV")
    done = in_shell(f"$L {arguments} > /dev/full", folder)
    assert done.returncode == 2
    assert re.search("^error: the output cannot be written: ", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@needs_full_disk
@pytest.mark.parametrize("setting", ["PYTHONUNBUFFERED=", "PYTHONUNBUFFERED=1"])
@pytest.mark.parametrize("arguments", ["check docs", "check docs more --jobs 2", "check nowhere", "--bad"])
def test_a_full_disk_behind_stderr_ends_without_a_word(folder: Path, arguments: str, setting: str) -> None:
    assert in_shell(f"{setting} $L {arguments} 2> /dev/full", folder).returncode == 2


@needs_full_disk
def test_a_full_disk_behind_stderr_changes_no_status_where_nothing_is_said(folder: Path) -> None:
    done = in_shell("$L rules 2> /dev/full", folder)
    assert (done.returncode, done.stdout) == (0, l10nqa("rules").stdout)


@pytest.mark.parametrize("arguments", ["check docs", "rules", "--help"])
def test_closed_standard_output_is_told(folder: Path, arguments: str) -> None:
    done = in_shell(f"$L {arguments} >&-", folder)
    assert done.returncode == 2
    assert done.stderr.startswith("error: standard output is closed")


@pytest.mark.parametrize("arguments", ["rules", "rules code", "--help"])
def test_a_reader_that_went_away_is_no_error(arguments: str) -> None:
    done = in_shell(f"(sleep 0.1; exec $L {arguments}) | true")
    assert (done.returncode, done.stderr) == (141, "")


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A memory of several locales."""
    path = tmp_path / "tm.db"
    with Memory(path, create=True) as memory, memory.intake() as intake:
        for locale in ("pt-BR", "pt-PT", "lv-LV", "zh-Hant-TW"):
            intake.document(parsed(text_of(*_PAIRS, locale=locale), f"{locale}/a.md"), b"")
    return path


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("pt", {"pt-BR", "pt-PT"}),
        ("PT-br", {"pt-BR"}),
        ("pt_PT", {"pt-PT"}),
        ("lv", {"lv-LV"}),
        ("zh-hant", {"zh-Hant-TW"}),
    ],
)
def test_a_language_stands_for_its_locales(tmp_path: Path, memory: Path, wanted: str, found: set[str]) -> None:
    for command in (("export",), ("tm", "export")):
        done = l10nqa(*command, "--tm", memory, "-o", tmp_path / "x.jsonl", "--target-locale", wanted)
        assert done.returncode == 0
        assert set(re.findall('"target_locale": "(.*?)"', (tmp_path / "x.jsonl").read_text(encoding="utf-8"))) == found


@pytest.mark.parametrize("wanted", ["p", "pt-B", "lv-LV-x", "en-US", "zh-TW"])
def test_a_locale_that_the_memory_lacks_is_told_with_those_it_has(tmp_path: Path, memory: Path, wanted: str) -> None:
    done = l10nqa("export", "--tm", memory, "-o", tmp_path / "x.tmx", "--target-locale", wanted)
    assert done.returncode == 2
    assert f"no unit has the target locale {wanted}" in done.stderr
    assert "lv-LV, pt-BR, pt-PT, zh-Hant-TW" in done.stderr
    assert not (tmp_path / "x.tmx").exists()


def test_entries_nobody_edited_are_not_refused_where_their_document_is_not_given(folder: Path) -> None:
    l10nqa("export", "docs", "more", "-o", "x.po", cwd=folder)
    done = l10nqa("apply", "x.po", "docs", cwd=folder)
    assert done.returncode == 0
    assert done.stderr == (
        "0 translations changed in 0 documents, 4 as they were, 0 refused, 0 skipped, 4 of documents not given\n"
    )


def test_an_edited_entry_is_refused_where_its_document_is_not_given(folder: Path) -> None:
    l10nqa("export", "docs", "more", "-o", "x.po", cwd=folder)
    po = folder / "x.po"
    head, separator, tail = po.read_text(encoding="utf-8").partition('msgctxt "d.md#1a2b3-101"')
    po.write_text(head + separator + tail.replace("Viens.", "Pirmais."), encoding="utf-8")
    done = l10nqa("apply", "x.po", "docs", cwd=folder)
    assert done.returncode == 1
    assert "d.md#1a2b3-101 refused: the given paths hold no such document" in done.stderr
    assert done.stderr.endswith("4 as they were, 1 refused, 0 skipped, 3 of documents not given\n")


def test_many_refusals_are_cut_short_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(*[(f"{at}.", f"{at}!") for at in range(70)]), encoding="utf-8")
    l10nqa("export", "a.md", "-o", "x.po", cwd=tmp_path)
    (tmp_path / "a.md").write_text(text_of(("S", "T")), encoding="utf-8")
    done = l10nqa("apply", "x.po", "a.md", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count(" refused: ") == 50
    assert "… and 20 more\n" in done.stderr
    assert "70 refused" in done.stderr


@pytest.fixture
def unreadable(folder: Path) -> Path:
    """A folder with a document of UTF-16 beside others, and one of nothing else."""
    (folder / "none").mkdir()
    for name in ("docs/u.md", "none/u.md"):
        (folder / name).write_bytes(b"\xff\xfea\0")
    return folder


@pytest.mark.parametrize(("given", "status"), [("more", 0), ("docs", 1), ("none", 2)])
def test_export_and_publish_tell_by_their_status_what_was_read(unreadable: Path, given: str, status: int) -> None:
    assert l10nqa("export", given, "-o", "x.po", cwd=unreadable).returncode == status
    assert l10nqa("publish", given, "-o", "out", cwd=unreadable).returncode == status


def test_an_export_of_nothing_leaves_the_file_before_it(unreadable: Path) -> None:
    (unreadable / "x.po").write_text("before", encoding="utf-8")
    done = l10nqa("export", "none", "-o", "x.po", cwd=unreadable)
    assert "none/u.md:1:1: is UTF-16" in done.stderr
    assert (unreadable / "x.po").read_text(encoding="utf-8") == "before"


def test_problems_past_the_first_are_counted_and_where_to_see_them_is_a_command_there_is(tmp_path: Path) -> None:
    for at in range(25):
        (tmp_path / f"{at}.md").write_bytes(b"\xff\xfea\0")
    (tmp_path / "z.md").write_text(text_of(*_PAIRS), encoding="utf-8")
    told = l10nqa("export", ".", "-o", "x.po", cwd=tmp_path).stderr
    assert "… and 5 more of the kind; l10nqa check PATH --format json lists all of them\n" in told
    assert "… and 5 more of the kind; --format json lists" in l10nqa("check", ".", cwd=tmp_path).stderr


def test_numbers_and_nouns_agree() -> None:
    assert [count_of(number, "finding") for number in (0, 1, 2, 1000)] == [
        "0 findings",
        "1 finding",
        "2 findings",
        "1,000 findings",
    ]


def test_a_summary_of_one_is_in_the_singular(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(("**Save**", "**Saglabāt**")), encoding="utf-8")
    assert l10nqa("check", "a.md", cwd=tmp_path).stderr.endswith("0 findings in 1 segment of 1 document\n")
    assert l10nqa("export", "a.md", "-o", "x.po", cwd=tmp_path).stderr == "x.po: 1 unit\n"
    assert l10nqa("publish", "a.md", "-o", "out", cwd=tmp_path).stderr == "out: 1 document\n"


def test_rules_into_a_pipe_are_a_line_each() -> None:
    lines = l10nqa("rules").stdout.splitlines()
    assert [line.split(maxsplit=3) for line in lines] == [
        [rule.name, rule.severity.value, rule.certainty.value, rule.summary] for rule in ALL_RULES
    ]


def test_a_clean_check_does_not_load_what_draws_tables(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(("S", "T")), encoding="utf-8")
    run = "from l10nqa.cli import cli; cli.main(sys.argv[1:], standalone_mode=False)"
    code = f"import sys; {run}; print('rich' in sys.modules)"
    for arguments in (("check", str(tmp_path)), ("rules",)):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "False"


def test_a_failed_extraction_leaves_no_memory_that_it_made(tmp_path: Path) -> None:
    (tmp_path / "broken.tmx").write_text("<tmx><body><tu>", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    assert l10nqa("extract", CORPORA / "lv-LV", "broken.tmx", "--tm", "tm.db", cwd=tmp_path).returncode == 2
    assert sorted(tmp_path.iterdir()) == before


def test_a_failed_extraction_keeps_a_memory_that_was_there(folder: Path) -> None:
    (folder / "broken.po").write_text('msgid "a\n', encoding="utf-8")
    with Memory(folder / "empty.db", create=True):
        pass
    extract([str(folder / "docs")], folder / "full.db")
    for tm, units in (("empty.db", 0), ("full.db", 4)):
        assert l10nqa("extract", "broken.po", "--tm", tm, cwd=folder).returncode == 2
        with Memory(folder / tm) as memory:
            assert memory.stats().units == units


def test_a_memory_that_another_process_is_filling_is_left_to_it(folder: Path) -> None:
    tm = folder / "tm.db"
    with pytest.raises(RuntimeError, match="stop"), Memory(tm, create=True):  # noqa: PT012 - all of it is the case
        other = Memory(tm)
        filling = other.intake()
        filling.__enter__().document(parsed(text_of(*_PAIRS)), b"")
        raise RuntimeError("stop")
    filling.__exit__(None, None, None)
    other.close()
    with Memory(tm) as memory:
        assert memory.stats().units == 2


def take_in(tm: Path, *paths: str) -> None:
    with Memory(tm, create=True) as memory, memory.intake() as intake:
        for place in find_bitexts(paths):
            document = open_bitext(place)
            intake.document(document, document.raw)


def prune(tm: Path, *folders: str) -> tuple[int, int, set[str | None]]:
    """Return how many documents and units were removed, and the paths that are left."""
    with Memory(tm) as memory:
        with memory.intake() as intake:
            intake.prune(folders)
        return intake.changes.removed_documents, intake.changes.removed_units, {unit.path for unit in memory.units()}


@pytest.mark.parametrize("given", [".", "docs", "./docs/", "docs/../docs", "ABSOLUTE"])
def test_documents_whose_files_are_gone_are_removed(folder: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.chdir(folder)
    given = given.replace("ABSOLUTE", str(folder / "docs"))
    take_in(Path("tm.db"), given)
    before = prune(Path("tm.db"), given)
    Path("docs/a.md").unlink()
    removed, units, left = prune(Path("tm.db"), given)
    assert before[:2] == (0, 0)
    assert (removed, units) == (1, 2)
    assert len(before[2] - left) == 1
    assert all(str(path).endswith("docs/a.md") for path in before[2] - left)
    assert prune(Path("tm.db"), given) == (0, 0, left)


def test_only_what_is_below_the_folder_given_is_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names = ["do_s/a.md", "docs/a.md", "docs/in/a.md", "docs-2/a.md", "do%/a.md", "../up.md", str(folder / "docs/z.md")]
    tm = Path("tm.db")
    with Memory(tm, create=True) as memory, memory.intake() as intake:
        for name in names:
            intake.document(parsed(text_of(*_PAIRS), name), b"")
    Path("docs/a.md").unlink()
    assert prune(tm, "docs/in")[2] == set(names) - {"docs/in/a.md"}
    assert prune(tm, "do_s")[2] == set(names) - {"docs/in/a.md", "do_s/a.md"}
    assert prune(tm, "do%", "docs")[2] == {"docs-2/a.md", "../up.md", str(folder / "docs/z.md")}
    assert prune(tm, ".")[2] == {"../up.md", str(folder / "docs/z.md")}
    assert prune(tm, "..")[2] == {str(folder / "docs/z.md")}


def test_what_was_imported_or_came_from_standard_input_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    tm = Path("tm.db")
    l10nqa("export", "docs", "-o", "x.tmx", cwd=folder)
    extract(["x.tmx"], tm)
    l10nqa("extract", "-", "--tm", "tm.db", stdin=text_of(*_PAIRS).encode(), cwd=folder)
    Path("docs/a.md").unlink()
    removed, _, left = prune(tm, ".", "docs")
    assert removed == 0
    assert left == {"docs/a.md", "docs/b.md", "-"}


def test_a_document_that_is_there_but_out_of_reach_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    take_in(Path("tm.db"), "docs")
    Path("docs/a.md").unlink()
    Path("docs/a.md").symlink_to("docs/a.md")  # leads nowhere
    Path("docs/b.md").write_bytes(b"\xff\xfea\0")
    assert prune(Path("tm.db"), "docs")[2] == {"docs/a.md", "docs/b.md"}
