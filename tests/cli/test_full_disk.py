"""A disk that is really full: a tmpfs of two megabytes with hardly any room left, in a mount namespace of its own.

Each writing command says which file it could not write and how much of it was written, ends with an error, and leaves
what was there as it was.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA

if TYPE_CHECKING:
    from pathlib import Path

_MOUNT = ("unshare", "--user", "--mount", "--map-root-user", "sh", "-ec")
_PAGE = 4096
_ROOM = 3 * _PAGE
"""The bytes that are left: enough for the beginning of an output."""
_NO_ROOM = ("apply", "baseline")
"""Commands that write less than that here: for them nothing is left."""
_SCRIPT = """
mount -t tmpfs -o size=2m tmpfs full
cp -r before/. full/
head -c {room} /dev/zero > full/room
dd if=/dev/zero of=full/filler bs={page} 2> /dev/null || true
rm full/room
cd full
set +e
{command} > ../stdout 2> ../stderr
echo $? > ../status
find . -type f ! -name filler > ../names
mkdir ../after
tar cf - --exclude ./filler . | tar xf - -C ../after
"""

_NAMED = re.compile(
    r"^error: \S*/full/\S+: cannot be written: No space left on device, after [\d,]+ bytes; "
    r"(what was there before is unchanged|no file was left)"
    r"|^error: (new|tm)\.db: the memory failed: .*is full",
    re.MULTILINE,
)
"""What is said: the file, the reason, how far writing came, and what is there now."""
_COMMANDS = {
    "extract": "extract docs --tm new.db",
    "fix": "fix docs/large.md --write",
    "apply": "apply edited.po docs --fuzzy",
    "export-po": "export docs -o out.po",
    "export-xliff": "export docs -o out.xlf",
    "export-tmx": "export docs -o out.tmx",
    "export-csv": "export docs -o new/out.csv",
    "publish": "publish docs -o site",
    "report": "report docs -o report",
    "check-json": "check docs -o out.json",
    "check-html": "check docs -o out.html",
    "baseline": "baseline docs -o known.jsonl",
    "pretranslate": "tm pretranslate work.po --tm tm.db -o out.po",
    "tm-export": "tm export --tm tm.db -o out.jsonl",
    "tm-import": "tm import more.jsonl --tm tm.db",
    "lqa-sample": "lqa sample docs -o out.csv --words 5000",
}
"""Commands that write files; some of `out` are there already, and are to be replaced."""


@pytest.fixture(scope="module", autouse=True)
def _can_mount() -> None:
    """Skip where a process may not mount a file system of its own: in many containers, and on other systems."""
    if not shutil.which("unshare"):
        pytest.skip("this system has no unshare, so no small disk can be made to be filled")
    done = subprocess.run([*_MOUNT, "mount -t tmpfs none /mnt"], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be made to be filled: {done.stderr.strip()}")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is on the disk: documents with faults, a memory, files of earlier runs."""
    folder = tmp_path_factory.mktemp("full") / "before"
    shutil.copytree(CORPORA / "lv-LV", folder / "docs")
    for line in ("extract docs --tm tm.db", "export docs -o edited.po", "export docs -o more.jsonl"):
        subprocess.run([sys.executable, "-m", "l10nqa", *line.split()], cwd=folder, check=True, capture_output=True)
    large = "\n\n".join(file.read_text("utf-8") for file in sorted((folder / "docs").rglob("*.md")))
    (folder / "docs" / "large.md").write_text(large, "utf-8")
    edited = folder / "edited.po"
    shutil.copy(edited, folder / "work.po")
    edited.write_bytes(edited.read_bytes().replace(b" ir ", b" bija "))
    more = folder / "more.jsonl"
    more.write_bytes(b"".join(more.read_bytes().replace(b'"source": "', b'"source": "%d ' % n) for n in range(8)))
    for name in ("out.po", "out.xlf", "out.json", "known.jsonl"):
        (folder / name).write_bytes(b"")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", _COMMANDS)
def test_a_full_disk_is_named_and_tears_nothing(name: str, before: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    shutil.copytree(before, tmp_path / "before")
    command = f"{sys.executable} -m l10nqa {_COMMANDS[name]}"
    script = _SCRIPT.format(room=0 if name in _NO_ROOM else _ROOM, page=_PAGE, command=command)
    subprocess.run([*_MOUNT, script], cwd=tmp_path, check=True, timeout=120)
    said = (tmp_path / "stderr").read_text("utf-8")
    assert (tmp_path / "status").read_text().strip() in ("1", "2"), said
    assert "Traceback" not in said
    assert _NAMED.search(said), said
    there, after = _contents(before), _contents(tmp_path / "after")
    for file, raw in there.items():
        if not file.startswith("tm.db-"):
            assert after[file] == raw, f"{file} is torn"
    assert not [file for file in set(after) - set(there) if file.endswith(".part")]
    if "tm.db" in _COMMANDS[name]:
        counted = "tm", "stats", "--tm", "tm.db", "--format", "json"
        counting = [sys.executable, "-m", "l10nqa", *counted]
        folders = before, tmp_path / "after"
        found = [subprocess.run(counting, cwd=each, check=True, capture_output=True).stdout for each in folders]
        assert found[0] == found[1]


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
