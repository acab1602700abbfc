"""The door to git: a hostile repository runs nothing, and a peculiar one is read as git itself reads it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from gating import commit, git
from l10nqa.bitext import earlier_versions, find_bitexts
from l10nqa.errors import ConfigError
from l10nqa.git import Repository, user_name

_PROGRAMS = """
[core]
    fsmonitor = {run}
    hooksPath = {folder}/hooks
    sshCommand = {run}
    pager = {run}
    editor = {run}
    gitProxy = {run}
    askPass = {run}
    alternateRefsCommand = {run}
    attributesFile = {folder}/attributes
[filter "evil"]
    clean = {run}
    smudge = {run}
    process = {run}
    required = true
[diff]
    external = {run}
[diff "evil"]
    command = {run}
    textconv = {run}
    cachetextconv = true
[merge "evil"]
    driver = {run}
[gpg]
    program = {run}
[log]
    showSignature = true
[pager]
    diff = {run}
    log = {run}
[alias]
    diff = !{run}
    cat-file = !{run}
    ls-files = !{run}
[credential]
    helper = !{run}
[remote "origin"]
    url = {folder}
    uploadpack = {run}
    promisor = true
    partialclonefilter = blob:none
    fetch = +refs/heads/*:refs/remotes/origin/*
[submodule]
    recurse = true
[diff]
    ignoreSubmodules = none
    submodule = log
[status]
    submoduleSummary = true
[extensions]
    partialClone = origin
[core]
    repositoryformatversion = 1
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A repository that names a program wherever it can, lacks an object, and holds such a submodule."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "a.md").write_text("one\n" * 40, "utf-8")
    (folder / "gone.md").write_text("gone\n" * 40, "utf-8")
    (folder / ".gitattributes").write_text("*.md filter=evil diff=evil merge=evil\n", "utf-8")
    commit(folder, "one")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "b.md").write_text("inner\n", "utf-8")
    commit(inner, "inner")
    git(folder, "-c", "protocol.file.allow=always", "submodule", "-q", "add", str(inner), "module")
    commit(folder, "two")
    run = tmp_path / "run"
    run.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{tmp_path}/ran'\ncat\n", "utf-8")
    run.chmod(0o755)
    blob = git(folder, "rev-parse", "one:gone.md").strip()
    for place in (folder / ".git", folder / ".git" / "modules" / "module"):
        with (place / "config").open("a", encoding="utf-8") as file:
            file.write(_PROGRAMS.format(run=run, folder=folder))
        (place / "hooks").mkdir(exist_ok=True)
        for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
            (place / "hooks" / hook).write_bytes(run.read_bytes())
            (place / "hooks" / hook).chmod(0o755)
    (folder / "a.md").write_text("two\n" * 40, "utf-8")
    (folder / "gone.md").rename(folder / "moved.md")
    (folder / "moved.md").write_text("gone\n" * 40 + "and more\n", "utf-8")
    (folder / "module" / "b.md").write_text("changed\n", "utf-8")
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    return folder


def test_a_hostile_repository_runs_nothing(hostile: Path, tmp_path: Path) -> None:
    found = {place.name: raw for place, raw in earlier_versions(find_bitexts([str(hostile)]), "one")}
    assert found.keys() >= {"a.md", "moved.md"}
    assert found["a.md"] == b"one\n" * 40
    with Repository(hostile) as repository:
        for command in (("log", "-p", "-m"), ("diff", "one"), ("ls-tree", "-r", "HEAD"), ("rev-list", "--all")):
            repository.run(*command)
        with repository.blobs() as blobs:
            assert blobs.read(b"one:gone.md") is None, "it is not fetched"
            assert blobs.read(b"one:a.md") == b"one\n" * 40
            assert blobs.read(b"one:no such name") is None
            assert blobs.read(b"HEAD:a.md") == b"one\n" * 40, "the stream has not lost its step"
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()


def test_the_trap_is_one(hostile: Path, tmp_path: Path) -> None:
    """Without the door the very same repository runs its program: otherwise the test above would prove nothing."""
    subprocess.run(["git", "-C", str(hostile), "diff", "--raw", "-M", "one"], capture_output=True, check=False)
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("setting", [("core.autocrlf", "true"), ("core.autocrlf", "input"), ("core.fileMode", "false")])
def test_settings_that_say_how_to_read_are_kept(tmp_path: Path, setting: tuple[str, str]) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"one\ntwo\n")
    commit(folder, "one")
    git(folder, "config", *setting)
    (folder / "a.md").write_bytes(b"one\r\ntwo\r\n" if "autocrlf" in setting[0] else b"one\ntwo\n")
    (folder / "a.md").chmod(0o755 if "fileMode" in setting[0] else 0o644)
    assert git(folder, "diff", "--raw", "one") == "", "git itself sees no change"
    assert list(earlier_versions(find_bitexts([str(folder)]), "one")) == []


def test_revisions_of_every_spelling(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "a.md").write_text("one", "utf-8")
    commit(folder, "one")
    git(folder, "branch", "-M", 'a"b.c')
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(folder), str(clone))
    (clone / "a.md").write_text("two", "utf-8")
    commit(clone, "two")
    git(clone, "pack-refs", "--all")
    with (clone / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write('[x "y\\"z\\\\"]\n\tflag\n')
    with Repository(clone) as repository:
        for revision in ("HEAD", "HEAD~1", "@{u}", "@{upstream}", "origin/HEAD", "one", "two", "@{1}", "@{1 day ago}"):
            expected = git(clone, "rev-parse", f"{revision}^{{commit}}").strip()
            assert repository.commit(revision) == expected, revision
        assert repository.commit("nowhere") is None


def test_a_repository_with_other_hashes(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "--object-format=sha256")
    (folder / "a.md").write_text("one", "utf-8")
    commit(folder, "one")
    (folder / "a.md").write_text("two", "utf-8")
    (folder / "new.md").write_text("new", "utf-8")
    git(folder, "add", "new.md")
    found = {place.name: raw for place, raw in earlier_versions(find_bitexts([str(folder)]), "one")}
    assert found == {"a.md": b"one", "new.md": None}


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="not a git repository"):
        Repository(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="git cannot be run"):
        Repository(tmp_path)
    assert user_name(tmp_path) == ""


def test_git_is_run_in_one_place() -> None:
    package = Path(__file__).parents[1] / "src" / "l10nqa"
    callers = {file.name for file in package.rglob("*.py") if re.search(r"[\[(]\"git\"", file.read_text("utf-8"))}
    assert callers == {"git.py"}
