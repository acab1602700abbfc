"""No output takes the place of a file that a command reads, of a database, or of what lies outside its folder."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

import l10nqa as package
from bilingual import l10nqa, text_of
from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_PO = 'msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Close"\nmsgstr "Zu"\n'
_READ = (
    *("docs/b.md", "work.po", "m.db", "m.db.index", "l10nqa.toml", "terms.csv", "known.jsonl", "rates.toml"),
    *("l10nqa-ledger.jsonl", "edited.po"),
)
_CHECK = (*("check", "docs", "work.po", "--tm", "m.db"), *("--baseline", "known.jsonl", "--termbase", "terms.csv"))
_COMMANDS = (
    (*_CHECK, "--format", "json"),
    (*_CHECK, "--format", "csv"),
    ("export", "docs", "work.po", "--fixed", "--tm", "m.db", "--termbase", "terms.csv"),
    ("tm", "clean", "--tm", "m.db", "--format", "csv"),
    ("tm", "analyse", "docs", "work.po", "--tm", "m.db", "--rates", "rates.toml", "--format", "json"),
    ("tm", "export", "--tm", "m.db"),
    ("tm", "pretranslate", "docs", "--tm", "m.db"),
    ("tm", "pretranslate", "work.po", "--tm", "m.db"),
    ("baseline", "docs", "--tm", "m.db", "--termbase", "terms.csv"),
)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with everything that commands read."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "b.md").write_text(
        text_of(("File", "Fails"), ("Wait 3.", "Gaidiet 4."), ("Take 5.", "Ņem 6."), locale="lv-LV"), "utf-8"
    )
    (tmp_path / "work.po").write_text(_PO, "utf-8")
    (tmp_path / "l10nqa.toml").write_text('certainty = "possible"\n', "utf-8")
    (tmp_path / "terms.csv").write_text("source,target\nFile,Fails\n", "utf-8")
    (tmp_path / "rates.toml").write_text('"95-99" = 0.5\n', "utf-8")
    assert l10nqa("extract", "docs", "work.po", "--tm", "m.db", cwd=tmp_path).returncode == 0
    assert l10nqa("tm", "index", "--tm", "m.db", cwd=tmp_path).returncode == 0
    l10nqa("baseline", "docs", "-o", "known.jsonl", cwd=tmp_path)
    line = (tmp_path / "known.jsonl").read_text("utf-8").splitlines()[0]
    fingerprint = line.partition('"fingerprint": "')[2].partition('"')[0]
    decision = ("decide", fingerprint, "--as", "accepted", "--reason", "so", "--in", "docs", "--author", "x")
    assert l10nqa(*decision, cwd=tmp_path).returncode == 0
    l10nqa("export", "docs", "-o", "edited.po", cwd=tmp_path)
    return tmp_path


def state(folder: Path) -> dict[str, str]:
    """Return the hash of every file by its name; of a memory, of what is in it: reading it may tidy its file."""
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.startswith("m.db")
    }


def reads(command: tuple[str, ...], name: str) -> bool:
    """Tell whether the command reads the file of that name."""
    if name.startswith("m.db"):
        return "--tm" in command
    if name == "l10nqa.toml":
        return True
    if name == "docs/b.md":
        return "docs" in command
    if name == "l10nqa-ledger.jsonl":
        return command[0] in ("check", "baseline") or "--fixed" in command
    return name in command


def linked(work: Path, name: str, how: str) -> str:
    """Return another name of the file."""
    suffix = ".po" if name.endswith(".po") else ".jsonl"
    other = work / f"other{suffix}"
    other.unlink(missing_ok=True)
    if how == "symlink":
        other.symlink_to(work / name)
    elif how == "hard link":
        os.link(work / name, other)
    elif how == "through a folder":
        (work / "folder").symlink_to(work, target_is_directory=True)
        return f"folder/{name}"
    return f"./{name}" if how == "itself" else other.name


@pytest.mark.parametrize("how", ["itself", "symlink", "hard link", "through a folder"])
@pytest.mark.parametrize("command", _COMMANDS, ids=lambda command: " ".join(command[:2]) + command[-1])
def test_nothing_that_is_read_is_replaced(work: Path, command: tuple[str, ...], how: str) -> None:
    for name in _READ:
        if not reads(command, name):
            continue
        before = state(work)
        database = (work / "m.db").read_bytes()[:16]
        output = linked(work, name, how)
        done = l10nqa(*command, "-o", output, cwd=work)
        assert done.returncode == 2, (name, done.stdout, done.stderr)
        assert "error:" in done.stderr
        (work / "folder").unlink(missing_ok=True)
        for other in work.glob("other.*"):
            other.unlink()
        assert state(work) == before, name
        assert (work / "m.db").read_bytes()[:16] == database
        assert l10nqa("tm", "stats", "--tm", "m.db", cwd=work).returncode == 0
        assert not [*work.rglob("*.part")]


@pytest.mark.parametrize("command", _COMMANDS, ids=lambda command: " ".join(command[:2]) + command[-1])
def test_no_database_is_replaced_and_nothing_planted_beside_a_memory(work: Path, command: tuple[str, ...]) -> None:
    shutil.copy(work / "m.db", work / "other.db")
    shutil.copy(work / "m.db", work / "other.po")
    before = (work / "other.db").read_bytes()
    for name in ("other.db", "other.po"):
        assert l10nqa(*command, "-o", name, cwd=work).returncode == 2
        assert (work / name).read_bytes() == before
    if "--tm" in command:
        for name in ("m.db-wal", "m.db-journal", "m.db.concordance"):
            assert l10nqa(*command, "-o", name, cwd=work).returncode == 2
            assert not (work / name).exists() or not (work / name).read_bytes()


@pytest.mark.parametrize("name", ["found.md", "found", "found.po", "found.docx", "-", ".html"])
@pytest.mark.parametrize(
    "command", [("check", "docs"), ("tm", "analyse", "docs", "--tm", "m.db"), ("tm", "clean", "--tm", "m.db")]
)
def test_a_suffix_that_names_no_format_is_refused(work: Path, command: tuple[str, ...], name: str) -> None:
    done = l10nqa(*command, "-o", name, cwd=work)
    assert done.returncode == 2
    assert "format" in done.stderr
    assert "hint: give --format, or one of these: .j" in done.stderr
    assert not (work / name).exists()
    assert l10nqa(*command, "--format", "json", "-o", name, cwd=work).returncode in (0, 1)
    assert (work / name).read_text("utf-8").startswith("{")


def test_text_for_people_goes_to_txt_and_to_devices(work: Path) -> None:
    assert l10nqa("check", "docs", "-o", "found.txt", cwd=work).returncode == 1
    assert "docs/b.md" in (work / "found.txt").read_text("utf-8")
    assert l10nqa("check", "docs", "-o", "/dev/null", cwd=work).returncode == 1


def test_commands_that_replace_their_inputs_on_purpose_still_do(work: Path) -> None:
    assert l10nqa("baseline", "docs", "-o", "known.jsonl", cwd=work).returncode == 0
    assert l10nqa("baseline", "docs", "-o", "known.jsonl", "--prune", cwd=work).returncode == 0
    assert l10nqa("ledger", "prune", "docs", cwd=work).returncode == 0
    edited = (work / "edited.po").read_text("utf-8").replace('"Fails"', '"Datne"')
    (work / "edited.po").write_text(edited, "utf-8")
    assert l10nqa("apply", "edited.po", "docs", cwd=work).returncode == 0
    assert "Datne" in (work / "docs" / "b.md").read_text("utf-8")
    assert l10nqa("fix", "docs", "--write", cwd=work).returncode == 0
    for _ in range(2):
        assert l10nqa("check", "docs", "--format", "json", "-o", "found.json", cwd=work).returncode == 1
        assert l10nqa("extract", "docs", "--tm", "m.db", cwd=work).returncode == 0


def test_the_python_interface_keeps_the_same_law(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(work)
    found = package.check("docs", tm="m.db", termbases=["terms.csv"])
    for name in ("docs/b.md", "m.db", "terms.csv", "m.db-wal"):
        with pytest.raises(ConfigError, match="is also an input"):
            found.write(name, format="json")
        with pytest.raises(ConfigError):
            package.export("docs", name, fixed=True, tm="m.db", termbases=["terms.csv"])
    found.write("found.json")
    package.export("docs", "found.jsonl")
    package.check("found.jsonl")
    package.export("docs", "found.jsonl")  # one job's input may be another's output


@pytest.mark.parametrize("side", ["target", "source"])
def test_publish_writes_over_no_document(work: Path, side: str) -> None:
    document = (work / "docs" / "b.md").read_bytes()
    (work / "out").mkdir()
    (work / "out" / "b.md").symlink_to("../docs/b.md")
    assert l10nqa("publish", "docs", "-o", "out", "--side", side, cwd=work).returncode == 2
    (work / "out" / "b.md").unlink()
    os.link(work / "docs" / "b.md", work / "out" / "b.md")
    assert l10nqa("publish", "docs", "-o", "out", "--side", side, cwd=work).returncode == 2
    (work / "out" / "b.md").unlink()
    other = text_of(("One", "Viens"), locale="lv-LV").encode()
    (work / "out" / "b.md").write_bytes(other)  # another bilingual document, which this command does not read
    done = l10nqa("publish", "docs", "-o", "out", "--side", side, cwd=work)
    assert (done.returncode, (work / "out" / "b.md").read_bytes()) == (2, other)
    assert "bilingual document" in done.stderr
    (work / "out" / "b.md").unlink()
    (work / "elsewhere").mkdir()
    (work / "elsewhere" / "b.md").write_text("mine", "utf-8")
    (work / "out" / "b.md").symlink_to("../elsewhere/b.md")
    assert l10nqa("publish", "docs", "-o", "out", "--side", side, cwd=work).returncode == 2
    (work / "out" / "b.md").unlink()
    shutil.rmtree(work / "out")
    (work / "tree" / "sub").mkdir(parents=True)
    shutil.copy(work / "docs" / "b.md", work / "tree" / "sub" / "b.md")
    (work / "out").mkdir()
    (work / "out" / "sub").symlink_to(work / "elsewhere", target_is_directory=True)
    done = l10nqa("publish", "tree", "-o", "out", "--side", side, cwd=work)
    assert done.returncode == 2
    assert "leads out of the output folder" in done.stderr
    assert (work / "elsewhere" / "b.md").read_text("utf-8") == "mine"
    assert (work / "docs" / "b.md").read_bytes() == document
    (work / "out" / "sub").unlink()
    (work / "link").symlink_to("out")  # the folder itself may be given through a link
    for _ in range(2):
        assert l10nqa("publish", "tree", "-o", "link", "--side", side, cwd=work).returncode == 0


def test_report_keeps_a_page_that_is_not_its_own_and_follows_no_link(work: Path) -> None:
    (work / "site").mkdir()
    (work / "site" / "index.html").write_text("<!doctype html><title>My site</title>", "utf-8")
    done = l10nqa("report", "docs", "-o", "site", cwd=work)
    assert done.returncode == 2
    assert "not a page of a report" in done.stderr
    assert [file.name for file in (work / "site").iterdir()] == ["index.html"]
    (work / "site" / "index.html").unlink()
    (work / "mine.txt").write_text("mine", "utf-8")
    for name in ("findings.jsonl", "index.html"):
        (work / "site" / name).symlink_to("../mine.txt")
        assert l10nqa("report", "docs", "-o", "site", cwd=work).returncode == 2
        assert (work / "mine.txt").read_text("utf-8") == "mine"
        (work / "site" / name).unlink()
    for _ in range(2):
        assert l10nqa("report", "docs", "-o", "site", cwd=work).returncode == 0
