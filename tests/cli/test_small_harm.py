"""Small things that go wrong: each is told with its file and its reason, and harms nothing beside it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of
from l10nqa.errors import InputError
from l10nqa.files import atomic_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(
        text_of(("File", "Fails"), ("Wait 3.", "Gaidiet 4."), locale="lv-LV"), "utf-8"
    )
    return tmp_path


def test_a_name_that_is_not_utf_8_stops_no_extraction(work: Path) -> None:
    raw = (work / "docs" / "a.md").read_bytes()
    name = os.fsencode(work / "docs") + b"/n\xff.md"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 - bytes
            file.write(raw)
    except OSError:
        pytest.skip("this file system takes no such name")
    done = l10nqa("extract", "docs", "--tm", "m.db", cwd=work)
    assert done.returncode == 1
    assert "its name is not UTF-8" in done.stderr
    assert "hint: rename the file" in done.stderr
    assert "2 units written" in done.stderr


@pytest.mark.parametrize(
    ("setting", "key"),
    [
        ("[score]\nthreshold = 101\n", "score.threshold"),
        ('tm = "docs"\n', "tm"),
        ('[gate]\nbaseline = "docs"\n', "gate.baseline"),
        ('[gate]\nledger = "docs"\n', "gate.ledger"),
        ('termbases = ["docs"]\n', "termbases"),
    ],
)
def test_a_faulty_value_of_the_configuration_is_not_blamed_on_an_option(work: Path, setting: str, key: str) -> None:
    (work / "l10nqa.toml").write_text(setting, "utf-8")
    done = l10nqa("check", "docs", cwd=work)
    assert done.returncode == 2
    line = setting.count("\n")
    assert f"error: l10nqa.toml:{line}: {key}: " in done.stderr
    assert "--" not in done.stderr
    done = l10nqa("check", "docs", "--score-threshold", "101", "--no-config", cwd=work)
    assert "Invalid value for '--score-threshold'" in done.stderr, "an option is still blamed for its own"


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        ('a = "x', 1),
        ("\n\n[a", 3),
        ('x = 1\na = """x\ny\n\n', 3),
        ("a = [1,\n2", 2),
        ("a = 1\na = 2\n", 2),
        ("a = {", 1),
    ],
)
def test_what_is_no_toml_has_a_line(work: Path, toml: str, line: int) -> None:
    (work / "l10nqa.toml").write_text(toml, "utf-8")
    done = l10nqa("check", "docs", cwd=work)
    assert done.stderr.startswith(f"error: l10nqa.toml:{line}: is no TOML")
    l10nqa("extract", "docs", "--tm", "m.db", "--no-config", cwd=work)
    (work / "l10nqa.toml").unlink()
    (work / "rates.toml").write_text(toml, "utf-8")
    done = l10nqa("tm", "analyse", "docs", "--tm", "m.db", "--rates", "rates.toml", cwd=work)
    assert f"error: rates.toml:{line}: is no table" in done.stderr


def test_a_very_long_path_is_shown_in_part(work: Path) -> None:
    done = l10nqa("check", "begin/" + "a/" * 2500 + "end", cwd=work)
    assert done.returncode == 2
    assert len(done.stderr) < 600
    assert "begin/" in done.stderr
    assert "/end: " in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_under_stderr_is_no_crash(work: Path, unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        for arguments in (["check", "docs"], ["check", "nowhere"], ["extract", "docs", "--tm", "m.db"]):
            command = [sys.executable, "-m", "l10nqa", *arguments]
            done = subprocess.run(
                command, cwd=work, env=environment, stderr=full, stdout=subprocess.DEVNULL, check=False
            )
            assert done.returncode in (0, 1, 2), arguments


def test_a_full_disk_names_the_file_and_what_was_written(tmp_path: Path) -> None:
    """A limit on the size of files fails a write as a full disk does."""
    path = tmp_path / "out.bin"
    path.write_bytes(b"old")
    code = f"""
import resource, signal
from pathlib import Path
from l10nqa.files import write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, {resource.RLIM_INFINITY}))
try:
    write_atomically(Path({str(path)!r}), b"x" * 1_000_000)
except Exception as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"InputError {path}: cannot be written: ")
    assert "what was there before is unchanged" in done.stdout
    assert "100,000 bytes" in done.stdout
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_what_a_killed_run_left_is_swept_by_a_later_one(tmp_path: Path) -> None:
    def left(seconds: float) -> Path:
        file = tmp_path / f".x.{seconds:.0f}.l10nqa.part"
        file.write_bytes(b"half")
        os.utime(file, (time.time() - seconds,) * 2)
        return file

    old, new, foreign = left(2 * 24 * 3600), left(60), tmp_path / ".x.abc.part"
    foreign.write_bytes(b"not ours")
    os.utime(foreign, (1, 1))
    with atomic_file(tmp_path / "y") as file:
        file.write(b"whole")
    assert not old.exists()
    assert new.exists(), "it may be that of a run that is under way"
    assert foreign.exists()


def test_an_error_of_the_job_is_not_taken_for_one_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_file(tmp_path / "y"):
        (tmp_path / "not there").read_bytes()
    with pytest.raises(InputError), atomic_file(tmp_path):
        pass


def test_what_was_read_is_not_said_to_be_unreadable(work: Path) -> None:
    text = text_of(("One", "Viens"), locale="lv-LV")
    (work / "docs" / "a.md").write_text(text + "\n" + text.partition("---\n\n")[2], "utf-8")
    done = l10nqa("check", "docs", cwd=work)
    assert "duplicate-id" in done.stderr
    assert "could not be read" not in done.stderr
