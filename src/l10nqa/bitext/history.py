"""Reads documents as they were at an earlier revision of their git repository."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from l10nqa.bitext.find import STANDARD_INPUT
from l10nqa.errors import ConfigError
from l10nqa.git import Repository, RepositoryFolders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from l10nqa.bitext.find import Place

__all__ = ["earlier_versions"]

_NONE = b"0" * 40
_RENAMED = b"R"
_MAX_PATHSPECS = 20
"""Folders that git is asked about one by one; of more than that, about the folder that holds them all."""


def earlier_versions(places: Sequence[Place], revision: str) -> Iterator[tuple[Place, bytes | None]]:
    """Yield the documents that differ from the revision, each with its earlier bytes; None for a new document.

    If the revision has moved on since the current branch left it, documents are compared with the last common commit
    (`git merge-base`): changes of others are not changes of this branch. Renamed documents are followed
    (`git diff -M`). An untracked file is new; a file in a submodule is skipped. The working tree is compared, whether
    committed or not.

    Raises:
        ConfigError: git is not installed, a document is in no git repository, or the revision does not exist.
    """
    with ExitStack() as opened:
        for repository, held in _by_repository(places, opened):
            commit = _branching_point(repository, _commit(repository, revision))
            before = _differing(repository, commit)
            new = _untracked(repository, {os.path.realpath(place.root) for _, place in held})
            with repository.blobs() as blobs:
                for name, place in held:
                    if name in before or new.holds(name):
                        blob = before.get(name)
                        yield place, blobs.read(blob) if blob else None


def _by_repository(places: Iterable[Place], opened: ExitStack) -> list[tuple[Repository, list[tuple[bytes, Place]]]]:
    """Return each repository, with the documents that it holds and their names in it."""
    repositories = _EnclosingRepositories(opened)
    folders: dict[Path, str] = {}
    found: dict[str, tuple[Repository, list[tuple[bytes, Place]]]] = {}
    for place in places:
        if place.path == STANDARD_INPUT:
            raise ConfigError("standard input has no history", hint="give a file or a folder")
        repository = repositories.of(place.root)
        name = os.path.relpath(_real(place.file, folders), repository.top).replace(os.sep, "/")
        found.setdefault(repository.top, (repository, []))[1].append((os.fsencode(name), place))
    return list(found.values())


class _EnclosingRepositories:
    """The repositories around some folders, each opened once: files that are named may be in thousands of folders."""

    def __init__(self, opened: ExitStack) -> None:
        self._opened = opened
        self._by_root: dict[Path, Repository] = {}
        self._by_top: dict[str, Repository] = {}
        self._folders = RepositoryFolders()

    def of(self, root: Path) -> Repository:
        """Return the repository around a folder.

        Raises:
            ConfigError: git is not installed, or the folder is in no git repository.
        """
        if root not in self._by_root:
            top = self._folders.above(os.path.realpath(root))
            repository = self._by_top.get(top) if top else None
            if repository is None:
                repository = self._opened.enter_context(Repository(root))
                self._by_top.setdefault(repository.top, repository)
            self._by_root[root] = repository
        return self._by_root[root]


def _real(file: Path, folders: dict[Path, str]) -> str:
    """Return the path without links; each folder is resolved once, because there are fewer folders than files."""
    if file.is_symlink():
        return os.path.realpath(file)
    if file.parent not in folders:
        folders[file.parent] = os.path.realpath(file.parent)
    return os.path.join(folders[file.parent], file.name)  # noqa: PTH118 - a Path for each of thousands costs


def _commit(repository: Repository, revision: str) -> str:
    commit = repository.commit(revision)
    if commit is None:
        hint = "git log lists them; a shallow clone has few: fetch the others (in CI, fetch-depth: 0)"
        raise ConfigError(f"“{revision}” is not a revision of this repository", path=repository.top, hint=hint)
    return commit


def _branching_point(repository: Repository, commit: str) -> str:
    """Return the last common commit of the commit and the current branch; the commit itself if there is none."""
    done = repository.run("merge-base", commit, "HEAD")
    return commit if done.returncode else done.stdout.decode("ascii").split()[0]


def _differing(repository: Repository, commit: str) -> dict[bytes, bytes]:
    """Return the blobs of the commit by the present names of their files; empty for a new file."""
    options = ("--raw", "-z", "--no-abbrev", "--no-relative")
    done = repository.run("diff", *options, "-M", commit, "--")
    # A partial clone lacks the blobs that a search for similar files compares.
    raw = repository.output("diff", *options, "-M100%", commit, "--") if done.returncode else done.stdout
    fields = iter(raw.split(b"\0"))
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


def _untracked(repository: Repository, roots: Iterable[str]) -> _Untracked:
    below = [os.path.relpath(root, repository.top) for root in roots]
    if len(below) > _MAX_PATHSPECS:  # git compares each with every file, and a command line has a limit
        below = [os.path.commonpath(below) or "."]
    listed = repository.output("ls-files", "--others", "-z", "--", *below)
    return _Untracked([name for name in listed.split(b"\0") if name])
