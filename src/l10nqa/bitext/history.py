"""Reads documents as they were at an earlier revision of their git repository.

git runs without a shell, hooks, external diffs and text conversions, and writes nothing.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Self

from l10nqa.bitext.find import STANDARD_INPUT
from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from l10nqa.bitext.find import Place

__all__ = ["earlier_versions"]

_NONE = b"0" * 40
_RENAMED = b"R"


def earlier_versions(places: Sequence[Place], revision: str) -> Iterator[tuple[Place, bytes | None]]:
    """Yield the documents that differ from the revision, each with its earlier bytes; None for a new document.

    If the revision has moved on since the current branch left it, documents are compared with the last common commit
    (`git merge-base`): changes of others are not changes of this branch. Renamed documents are followed
    (`git diff -M`). An untracked file is new; a file in a submodule is skipped. The working tree is compared, whether
    committed or not.

    Raises:
        ConfigError: git is not installed, a document is in no git repository, or the revision does not exist.
    """
    if revision.startswith("-") or "\0" in revision:
        raise ConfigError(f"“{revision}” is not a revision", hint="give a commit, a branch or a tag")
    for repository, held in _by_repository(places).items():
        commit = _branching_point(repository, _commit(repository, revision))
        before = _differing(repository, commit)
        new = _untracked(repository, {os.path.realpath(place.root) for _, place in held})
        with _Blobs(repository) as blobs:
            for name, place in held:
                if name in before or new.holds(name):
                    blob = before.get(name)
                    yield place, blobs.read(blob) if blob else None


def _by_repository(places: Iterable[Place]) -> dict[str, list[tuple[bytes, Place]]]:
    """Return the documents with their names in their repository, by the top folder of the repository."""
    tops: dict[Path, str] = {}
    folders: dict[Path, str] = {}
    found: dict[str, list[tuple[bytes, Place]]] = {}
    for place in places:
        if place.path == STANDARD_INPUT:
            raise ConfigError("standard input has no history", hint="give a file or a folder")
        if place.root not in tops:
            tops[place.root] = _top(place.root)
        top = tops[place.root]
        name = os.path.relpath(_real(place.file, folders), top).replace(os.sep, "/")
        found.setdefault(top, []).append((os.fsencode(name), place))
    return found


def _real(file: Path, folders: dict[Path, str]) -> str:
    """Return the path without links; each folder is resolved once, because there are fewer folders than files."""
    if file.is_symlink():
        return os.path.realpath(file)
    if file.parent not in folders:
        folders[file.parent] = os.path.realpath(file.parent)
    return os.path.join(folders[file.parent], file.name)  # noqa: PTH118 - a Path for each of thousands costs


def _top(folder: Path) -> str:
    done = _git(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise ConfigError(
            f"--changed-since: {said}", path=str(folder), hint="the documents must be in a git repository"
        )
    return os.path.realpath(os.fsdecode(done.stdout.removesuffix(b"\n")))


def _commit(repository: str, revision: str) -> str:
    done = _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if done.returncode:
        hint = "git log lists them; a shallow clone has few: fetch the others (in CI, fetch-depth: 0)"
        raise ConfigError(f"“{revision}” is not a revision of this repository", path=repository, hint=hint)
    return done.stdout.decode("ascii").strip()


def _branching_point(repository: str, commit: str) -> str:
    """Return the last common commit of the commit and the current branch; the commit itself if there is none."""
    done = _git(repository, "merge-base", commit, "HEAD")
    return commit if done.returncode else done.stdout.decode("ascii").split()[0]


def _differing(repository: str, commit: str) -> dict[bytes, bytes]:
    """Return the blobs of the commit by the present names of their files; empty for a new file."""
    options = ("--raw", "-z", "-M", "--no-abbrev", "--no-relative", "--no-ext-diff", "--ignore-submodules=all")
    fields = iter(_output(repository, "diff", *options, commit, "--").split(b"\0"))
    before: dict[bytes, bytes] = {}
    for entry in fields:
        if not entry:
            break
        _, _, blob, _, status = entry.split(b" ")
        name = next(fields)
        if status.startswith(_RENAMED):
            name = next(fields)
        before[name] = b"" if blob.startswith(_NONE) else blob
    return before


class _Untracked:
    """Return the names of untracked files, and of folders that hold nothing else."""

    def __init__(self, names: Iterable[bytes]) -> None:
        self._files = {name for name in names if not name.endswith(b"/")}
        self._folders = tuple(name for name in names if name.endswith(b"/"))

    def holds(self, name: bytes) -> bool:
        return name in self._files or name.startswith(self._folders)


def _untracked(repository: str, roots: Iterable[str]) -> _Untracked:
    below = [os.path.relpath(root, repository) for root in roots]
    listed = _output(repository, "--literal-pathspecs", "ls-files", "--others", "-z", "--", *below)
    return _Untracked([name for name in listed.split(b"\0") if name])


class _Blobs:
    """A running `git cat-file --batch`, which reads one blob after another."""

    def __init__(self, repository: str) -> None:
        command = _command(repository, "cat-file", "--batch")
        self._process = subprocess.Popen(  # noqa: S603 - a list, and no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def read(self, blob: bytes) -> bytes | None:
        """Return the bytes; None if the repository lacks them (a submodule, a partial clone)."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return None
        stdin.write(blob + b"\n")
        stdin.flush()
        header = stdout.readline().split()
        if len(header) != 3:
            return None
        content = stdout.read(int(header[2]))
        stdout.read(1)
        return content if header[1] == b"blob" else None


def _output(repository: str, *arguments: str) -> bytes:
    done = _git(repository, *arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise ConfigError(f"git failed: {said}", path=repository, hint="try git status there")
    return done.stdout


def _git(folder: str | Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = _command(folder, *arguments)
    try:
        return subprocess.run(  # noqa: S603 - a list, and no shell
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=_environment()
        )
    except FileNotFoundError as error:
        hint = "install git, or leave out --changed-since"
        raise ConfigError("--changed-since needs git, which is not installed", hint=hint) from error


def _command(folder: str | Path, *arguments: str) -> list[str]:
    # A file system monitor is a program that the repository's configuration names.
    return ["git", "-C", str(folder), "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]


def _environment() -> dict[str, str]:
    """Return the environment without the variables that a git hook sets for its own repository."""
    local = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in local}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
