"""Earlier versions of documents, from real repositories."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of
from gating import commit, git
from l10nqa.bitext import earlier_versions, find_bitexts
from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = text_of(*[(f"Sentence number {n}.", f"Teikums numur {n}.") for n in range(20)])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "docs" / "sub").mkdir(parents=True)
    for name in ("a.md", "b.md", "sub/c.md", "sub/ä [x] *.md"):
        (folder / "docs" / name).write_text(_TEXT + name, "utf-8")
    commit(folder, "one")
    return folder


def versions(folder: Path, revision: str = "one") -> dict[str, bytes | None]:
    return {place.name: raw for place, raw in earlier_versions(find_bitexts([str(folder)]), revision)}


def test_changed_renamed_and_new_documents(repository: Path) -> None:
    docs = repository / "docs"
    assert versions(docs) == {}
    (docs / "a.md").write_text(_TEXT + "changed", "utf-8")
    (docs / "sub" / "ä [x] *.md").write_text(_TEXT + "changed, too", "utf-8")
    git(repository, "mv", "docs/b.md", "docs/sub/renamed.md")
    (docs / "new.md").write_text("new", "utf-8")
    (docs / "folder").mkdir()
    (docs / "folder" / "new.md").write_text("new", "utf-8")
    expected = {
        "a.md": f"{_TEXT}a.md".encode(),
        "sub/ä [x] *.md": f"{_TEXT}sub/ä [x] *.md".encode(),
        "sub/renamed.md": f"{_TEXT}b.md".encode(),
        "new.md": None,
        "folder/new.md": None,
    }
    assert versions(docs) == expected
    commit(repository, "two")
    assert versions(docs) == expected, "committed or not is the same"
    assert versions(docs, "two") == {}
    assert versions(docs / "sub").keys() == {"ä [x] *.md", "renamed.md"}


def test_what_others_did_since_the_branch_left_is_no_change(repository: Path) -> None:
    docs = repository / "docs"
    git(repository, "branch", "main")
    (docs / "a.md").write_text(_TEXT + "mine", "utf-8")
    commit(repository, "mine")
    git(repository, "checkout", "-q", "main")
    (docs / "b.md").write_text(_TEXT + "theirs", "utf-8")
    commit(repository, "theirs")
    git(repository, "checkout", "-q", "mine")
    mine = {"a.md": f"{_TEXT}a.md".encode()}
    assert versions(docs, "main") == mine
    git(repository, "merge", "-q", "main")
    assert versions(docs, "main") == mine, "merged or not is the same"
    git(repository, "checkout", "-q", "--orphan", "unrelated")
    assert versions(docs, "main") == mine, "without a common commit the revision itself counts"


def test_from_a_folder_below_in_a_hook_and_in_a_worktree(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "worktree", "add", "-q", str(tmp_path / "worktree"))
    (tmp_path / "worktree" / "docs" / "sub" / "c.md").write_text("changed", "utf-8")
    assert versions(tmp_path / "worktree").keys() == {"docs/sub/c.md"}
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", os.devnull)
    monkeypatch.chdir(repository / "docs" / "sub")
    (repository / "docs" / "a.md").write_text("changed", "utf-8")
    found = earlier_versions(find_bitexts(["../a.md", "c.md"]), "one")
    assert [(place.path, raw) for place, raw in found] == [("../a.md", f"{_TEXT}a.md".encode())]


def test_what_the_repository_configures_runs_nothing(repository: Path) -> None:
    for key in ("diff.external", "core.fsmonitor", "diff.x.textconv", "diff.x.command"):
        git(repository, "config", key, f"touch {repository}/ran;")
    for key, value in (("diff.relative", "true"), ("diff.renames", "false"), ("color.ui", "always")):
        git(repository, "config", key, value)
    (repository / ".gitattributes").write_text("*.md diff=x\n", "utf-8")
    (repository / "docs" / "a.md").write_text("changed", "utf-8")
    assert versions(repository / "docs").keys() == {"a.md"}
    assert not (repository / "ran").exists()


def test_submodules_are_passed_over_and_a_link_to_a_document_is_that_document(repository: Path, tmp_path: Path) -> None:
    git(repository, "-c", "protocol.file.allow=always", "submodule", "-q", "add", str(repository), "docs/module")
    (repository / "docs" / "link.md").symlink_to("a.md")
    commit(repository, "two")
    (repository / "docs" / "module" / "docs" / "a.md").write_text("changed", "utf-8")
    assert versions(repository, "two") == {}
    (repository / "docs" / "a.md").write_text("changed", "utf-8")
    assert versions(repository, "two").keys() == {"docs/a.md"}
    (tmp_path / "linked").symlink_to(repository)
    assert versions(tmp_path / "linked" / "docs", "two")


@pytest.mark.parametrize("revision", ["--output=x", "-", "nowhere", "", "one\0", "one..two", "one:docs/a.md", "@{u}"])
def test_what_is_no_revision_is_told(repository: Path, revision: str) -> None:
    with pytest.raises(ConfigError, match="is not a revision"):
        versions(repository, revision)
    assert not (repository / "x").exists()


def test_where_there_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(_TEXT, "utf-8")
    done = l10nqa("check", tmp_path, "--changed-since", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not a git repository" in done.stderr
    assert "hint: the documents must be in a git repository" in done.stderr
    done = l10nqa("check", "-", "--changed-since", "HEAD", stdin=_TEXT.encode(), cwd=tmp_path)
    assert done.returncode == 2
    assert "standard input has no history" in done.stderr
