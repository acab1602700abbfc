"""`l10nqa fix` as people run it: the diff, what is written, and how it ends."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, l10nqa, text_of
from l10nqa.bitext import Place, open_bitext
from l10nqa.engine import FixPolicy, References
from l10nqa.render.diff import diff_for_people, unified_diff
from l10nqa.ruleset import BUILT_IN
from l10nqa.workspace.fixing import taken_fixes
from l10nqa.workspace.knowledge import Knowledge

if TYPE_CHECKING:
    from pathlib import Path

_FAULTY = (
    ("See [Plans](u).", "Skatiet [Plāni.](u)"),
    ("Save the file.", "Saglabājiet failu."),
    ("Select **Save** , then wait.", "Atlasiet **Saglabāt** , tad gaidiet."),
    ("Select **Save**, then **Close**.", "Atlasiet **Saglabāt,** tad **Aizvērt.**"),
)
_FIXED = (
    ("See [Plans](u).", "Skatiet [Plāni](u)."),
    *_FAULTY[1:3],
    ("Select **Save**, then **Close**.", "Atlasiet **Saglabāt**, tad **Aizvērt**."),
)


def write(folder: Path, text: str, name: str = "a.md") -> Path:
    file = folder / name
    file.write_bytes(text.encode())
    return file


def test_the_diff_is_the_default_and_changes_nothing(tmp_path: Path) -> None:
    file = write(tmp_path, text_of(*_FAULTY))
    before = file.read_bytes()
    done = l10nqa("fix", "a.md", cwd=tmp_path)
    assert done.returncode == 1
    assert file.read_bytes() == before
    assert done.stdout.startswith("--- a/a.md\n+++ b/a.md\n@@ ")
    assert "\x1b" not in done.stdout
    changed = [line for line in done.stdout.split("\n") if line.startswith("+<")]
    assert len(changed) == 2
    assert "[Plāni](u).</span>" in changed[0]
    assert "2  emphasis-punctuation" in done.stderr
    assert "2 segments in 1 of 1 document would be fixed" in done.stderr


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_write_changes_the_targets_and_no_other_byte(tmp_path: Path, line_end: str) -> None:
    file = write(tmp_path, text_of(*_FAULTY).replace("\n", line_end))
    done = l10nqa("fix", tmp_path, "--write")
    assert (done.returncode, done.stdout) == (0, "")
    assert file.read_bytes().decode() == text_of(*_FIXED).replace("\n", line_end)
    assert "fixed" in done.stderr
    again = l10nqa("fix", tmp_path)
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize("name", ["a.md", "with space.md", "ziņa “x”.md"])
@pytest.mark.parametrize("end", ["\n", ""])
def test_git_applies_the_diff(tmp_path: Path, name: str, end: str) -> None:
    text = text_of(*_FAULTY).rstrip("\n") + end
    file = write(tmp_path, text, name)
    done = l10nqa("fix", name, cwd=tmp_path)
    subprocess.run(["git", "apply", "-"], input=done.stdout.encode(), cwd=tmp_path, check=True)
    assert file.read_text(encoding="utf-8") == text_of(*_FIXED).rstrip("\n") + end


def test_standard_input_can_be_shown_and_not_written() -> None:
    text = text_of(*_FAULTY).encode()
    done = l10nqa("fix", "-", stdin=text)
    assert done.returncode == 1
    assert done.stdout.startswith("--- a/-\n+++ b/-\n")
    refused = l10nqa("fix", "-", "--write", stdin=text)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "standard input cannot be written to" in refused.stderr


def test_rules_can_be_selected_and_ignored(tmp_path: Path) -> None:
    write(tmp_path, text_of(*_FAULTY))
    only = l10nqa("fix", tmp_path, "--select", "link-punctuation")
    assert "1 segment in 1" in only.stderr
    assert "emphasis-punctuation" not in only.stderr
    rest = l10nqa("fix", tmp_path, "--ignore", "link-punctuation,emphasis-punctuation")
    assert (rest.returncode, rest.stdout) == (0, "")
    assert l10nqa("fix", tmp_path, "--select", "link-punktuation").returncode == 2


def test_suggested_fixes_are_applied_on_request_only(tmp_path: Path) -> None:
    pairs = [("Open **OneDrive Sync** in Windows.", "Atveriet **Windows** sadaļā OneDrive Sync.")]
    write(tmp_path, text_of(*pairs))
    assert l10nqa("fix", tmp_path, "--certainty", "possible").returncode == 0
    done = l10nqa("fix", tmp_path, "--suggested")
    assert done.returncode == 1
    assert "Atveriet Windows sadaļā **OneDrive Sync**." in done.stdout


def test_what_cannot_be_read_is_said_and_the_rest_is_fixed(tmp_path: Path) -> None:
    file = write(tmp_path, text_of(*_FAULTY))
    (tmp_path / "b.md").write_bytes("\ufeff# x\n".encode("utf-16"))
    done = l10nqa("fix", tmp_path, "--write")
    assert done.returncode == 1
    assert "b.md" in done.stderr
    assert file.read_text(encoding="utf-8") == text_of(*_FIXED)
    assert l10nqa("fix", tmp_path / "nowhere.md").returncode == 2


def test_the_projects_documents_are_fixed_alike_on_one_core_and_on_two() -> None:
    one, two = (l10nqa("fix", CORPORA, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout


def test_fixed_targets_are_what_fix_writes(tmp_path: Path) -> None:
    file = write(tmp_path, text_of(*_FAULTY))
    document = open_bitext(Place(file, "a.md", "a.md", tmp_path))
    taken = taken_fixes(document, Knowledge({}, References()), BUILT_IN, FixPolicy()).targets
    targets = {segment: target.text for segment, target in taken.items()}
    assert targets == {"1a2b3-101": _FIXED[0][1], "1a2b3-104": _FIXED[3][1]}


def test_a_diff_passes_any_bytes_through_and_takes_colour() -> None:
    before, after = b"a\x0cb\xff\r\nc", b"a\x0cB\xff\r\nc"
    plain = b"".join(unified_diff("x\ty", before, after))
    assert plain == (
        b'--- "a/x\\ty"\n+++ "b/x\\ty"\n@@ -1,2 +1,2 @@\n'
        b"-a\x0cb\xff\r\n+a\x0cB\xff\r\n c\n\\ No newline at end of file\n"
    )
    shown = "".join(diff_for_people("x\ty", before, b"\x1b[1mA\x0cB\xff\r\nc", color=True))
    assert "\x1b[31m-a\\u000cb\\xff" in shown
    assert "\x1b[32m+\\u001b[1mA\\u000cB" in shown
    assert list(unified_diff("x", before, before)) == []
