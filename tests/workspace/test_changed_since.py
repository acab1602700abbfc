"""`--changed-since` finds what a check of everything finds in the segments that changed; with a memory and without.

The two versions are real ones: the documents of the corpora, and what `l10nqa fix` makes of them, with edits by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, LOCALES, copy_of, l10nqa, markup
from gating import commit, findings, git
from l10nqa.bitext import parse_document
from l10nqa.workspace.checking import Gate
from l10nqa.workspace.extracting import extract
from l10nqa.workspace.fixing import fix, write_fixed

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Finding

_NEW = markup("0f0f0-901", "Gaidiet 3 sekundes **šeit**.", "Wait for 30 seconds **there**.")


def edit(folder: Path) -> None:
    """Make another version: repairs, a new segment, segments that changed places, renamed and new documents."""
    for result in fix([str(folder)], suggested=True):
        write_fixed(result)
    faulty = sorted({folder / finding.path for finding in findings(folder)})
    chosen = faulty[:: len(faulty) // 6]
    for file in chosen[:2]:
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{_NEW}\n", "utf-8")
    for file in chosen[2:4]:
        head, *rest = file.read_text(encoding="utf-8").split("\n\n")
        file.write_text("\n\n".join([head, *reversed(rest)]), "utf-8")
    git(folder, "mv", chosen[4].relative_to(folder).as_posix(), "renamed.md")
    (folder / "copied.md").write_bytes(chosen[5].read_bytes())


def old_pairs(folder: Path, name: str) -> set[tuple[str, str]]:
    """Return the pairs that the document had; read in a way of their own: one `git show` a document."""
    renamed = git(folder, "log", "-1", "--follow", "--name-status", "--format=", "--", name).split()
    old = renamed[1] if renamed and renamed[0].startswith("R") else name
    known = git(folder, "ls-tree", "-r", "--name-only", "one").splitlines()
    raw = git(folder, "show", f"one:{old}").encode() if old in known else b""
    return {(segment.source, segment.target) for segment in parse_document(raw, old, old).segments}


def key(finding: Finding) -> tuple[object, ...]:
    return finding.path, finding.line, finding.column, finding.fingerprint, finding.message, finding.fix


@pytest.mark.parametrize("with_tm", [False, True])
def test_the_findings_are_those_of_a_check_of_everything_in_what_changed(tmp_path: Path, *, with_tm: bool) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    for locale in LOCALES:
        copy_of(locale, folder / locale)
    commit(folder, "one")
    edit(folder)
    commit(folder, "two")
    tm = tmp_path / "tm.db"
    extract([str(CORPORA)], tm)
    memory = tm if with_tm else None
    everything = findings(folder, tm=memory)
    changed = findings(folder, Gate("one"), tm=memory)
    names = {finding.path: finding.path.removeprefix(f"{folder.as_posix()}/") for finding in everything}
    before = {path: old_pairs(folder, name) for path, name in names.items()}
    expected = [
        finding
        for finding in everything
        if finding.segment and (finding.source_text, finding.target_text) not in before[finding.path]
    ]
    assert {names[finding.path] for finding in expected} >= {"copied.md"}
    assert sum(finding.segment == "0f0f0-901" for finding in expected) >= 2
    assert len(expected) < len(everything)
    assert sorted(map(key, (each for each in changed if each.segment))) == sorted(map(key, expected))
    assert findings(folder, Gate("two"), tm=memory) == []


def test_the_status_of_a_branch_is_that_of_what_it_changes(tmp_path: Path) -> None:
    folder = copy_of("lv-LV", tmp_path / "docs")
    commit(folder, "one")
    assert l10nqa("check", folder).returncode == 1
    done = l10nqa("check", "docs", "--changed-since", "one", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 findings in 0 segments of 0 documents" in done.stderr
    file = next(folder.rglob("*.md"))
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{_NEW}\n", "utf-8")
    done = l10nqa("check", "docs", "--changed-since", "one", cwd=tmp_path)
    assert done.returncode == 1
    assert "of 1 document" in done.stderr
    assert "30" in done.stdout
    file.write_bytes(b"\xff\xfe")
    assert l10nqa("check", "docs", "--changed-since", "one", cwd=tmp_path).returncode == 1, "it could not be read"
