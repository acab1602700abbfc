"""The walk-throughs of docs/ were run, and are run here: their commands write what the pages say."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA
from installed import ROOT, on_path
from walkthrough import agrees, run, steps

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = (
    *("tutorial", "documents", "for-the-lead", "for-the-translator", "for-ci", "shards"),
    *("adopt", "hugo", "docusaurus", "review", "scorecard", "cluster"),
)
PAGES = ["README", *(f"docs/{name}" for name in _NAMES)]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_walk_through_is_true(page: str, tmp_path: Path) -> None:
    if page == "docs/for-the-translator" and not shutil.which("msgfmt"):
        pytest.skip("msgfmt (GNU gettext) is not installed")
    if page == "docs/cluster":
        pytest.importorskip("distributed", reason="the extra is not installed: pip install 'l10nqa[cluster]'")
    written = list(steps((ROOT / f"{page}.md").read_text(encoding="utf-8")))
    assert len(written) > 5
    folder = tmp_path / "checkout"
    folder.mkdir()
    shutil.copytree(CORPORA, folder / "corpora")
    shutil.copytree(ROOT / "docs" / "samples", folder / "docs" / "samples")
    outputs = run([step.command for step in written], folder, on_path(tmp_path / "bin"))
    wrong = [
        f"$ {step.command}\n{printed}"
        for step, printed in zip(written, outputs, strict=True)
        if not agrees(step.output or "", printed)
    ]
    assert not wrong, f"{page}.md: this is what the commands write\n" + "\n".join(wrong)


def test_every_page_with_a_session_is_run() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    with_sessions = [page.relative_to(ROOT) for page in pages if "```console" in page.read_text(encoding="utf-8")]
    assert {page.with_suffix("").as_posix() for page in with_sessions} == set(PAGES)


@pytest.mark.parametrize(
    ("quoted", "printed", "expected"),
    [
        ("a\n", "a\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("a\n…\n", "a\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("  x … z\n", "  x y z\n", True),
        ("  x … z\n", "  x\nz\n", False),
        ("a.c\n", "abc\n", False),
        ("", "", True),
        ("", "error: no such file\n", False),
    ],
)
def test_what_agrees(quoted: str, printed: str, *, expected: bool) -> None:
    assert agrees(quoted, printed) is expected


_SESSION = """\
```console
$ mkdir "a b"
$ cd "a b"
```
```toml
# x.toml
k = "$HOME"
```
```console
$ cat \\
    x.toml
# x.toml
k = "$HOME"
$ false
$ echo $?
1
```
```toml
other = 1
```
"""


def test_a_page_is_one_session(tmp_path: Path) -> None:
    found = list(steps(_SESSION))
    outputs = run([step.command for step in found], tmp_path, on_path(tmp_path / "bin"))
    assert len(found) == 6
    assert outputs == [step.output or "" for step in found]
