"""What pairs of documents ask of git: a file as it was at a commit, and when a file was last changed."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from l10nqa.errors import ConfigError
from l10nqa.git import Repository, RepositoryFolders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.git import Blobs

__all__ = ["FileHistory", "LastChange", "Repositories"]

_HEADER = b"\x01"
_MAX_RENAMES = 2000
_FEW_FILES = 8
"""Files of a folder for which listing it is not worth it."""
_MAX_FOLDERS = 24
"""Folders of commits that are remembered: a page and its source, at a commit of each of some pages before it."""


class LastChange(NamedTuple):
    """The commit that last changed a file."""

    commit: str
    time: int
    """Seconds since 1970, UTC."""


class _Commits:
    """The commits of a history, to be looked up by time; of those with a clock gone wrong git's order decides."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Take the commits as `TIME HASH`, the newest first, as git lists them."""
        self._times: list[int] = []
        """The times of the commits older than all before them, negated: what is asked for is one of these."""
        self._names: list[str] = []
        for line in lines:
            time, _, name = line.decode("ascii").partition(" ")
            if not self._times or -int(time) > self._times[-1]:
                self._times.append(-int(time))
                self._names.append(name)

    def last_up_to(self, time: int) -> str | None:
        """Return the first of the commits that was made at that time or before; None where there is none."""
        index = bisect_left(self._times, -time)
        return self._names[index] if index < len(self._names) else None


class _CommittedFiles:
    """Reads files of commits. Git goes through a folder to find one of its files, so that of many it is listed once."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._lookups: OrderedDict[bytes, int] = OrderedDict()
        """How often each folder of a commit was asked for: few of those asked for last."""
        self._listed: dict[bytes, dict[bytes, bytes]] = {}

    def read(self, commit: str, name: bytes) -> bytes | None:
        """Return a file as it was at a commit; None where it was not there."""
        folder, _, own = name.rpartition(b"/")
        place = os.fsencode(commit) + b":" + folder
        self._lookups[place] = self._lookups.pop(place, 0) + 1
        if len(self._lookups) > _MAX_FOLDERS:
            self._listed.pop(self._lookups.popitem(last=False)[0], None)
        if self._lookups[place] <= _FEW_FILES:
            return self._blobs.read(os.fsencode(commit) + b":" + name)
        if place not in self._listed:
            self._listed[place] = self._blobs.tree(place)
        blob = self._listed[place].get(own)
        return self._blobs.read(blob) if blob else None


class FileHistory:
    """The history of the files of a repository, which is only read."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self.top = repository.top
        self._blobs = repository.blobs()
        self._files = _CommittedFiles(self._blobs)
        self._last_changes: dict[bytes, LastChange | None] = {}
        self._renamed: dict[str, dict[bytes, bytes]] = {}
        self._before: _Commits | None = None
        self.head = repository.commit("HEAD")
        """The current commit; None in a repository without any."""

    def close(self) -> None:
        """End the process that reads."""
        self._blobs.close()
        self._repository.close()

    def holds(self, commit: str) -> bool:
        """Tell whether the repository has a commit, given by its hash or the beginning of it."""
        return self._blobs.holds_commit(commit)

    def blob(self, commit: str, file: Path) -> bytes | None:
        """Return a file as it was at a commit, with line feeds; None where it was not there.

        A file that was renamed since then is followed.
        """
        name = self._name(file)
        found = self._files.read(commit, name)
        # Comparing two commits costs: only a file that is there now can have been renamed since.
        if found is None and commit != "HEAD" and self._files.read("HEAD", name) is not None:
            earlier = self._renames(commit).get(name)
            found = self._blobs.read(earlier) if earlier else None
        return None if found is None else found.replace(b"\r\n", b"\n")

    def last_change(self, file: Path) -> LastChange | None:
        """Return the commit that last changed a file; None where it is not known, as in a shallow clone."""
        return self._last_changes.get(self._name(file))

    def learn_last_changes(self, files: Iterable[Path]) -> None:
        """Read the history back to the last change of each of some files."""
        wanted = {self._name(file) for file in files}
        if not wanted or self.head is None:
            return
        folder = os.path.commonpath([name.rpartition(b"/")[0] or b"." for name in wanted])
        is_shallow = self._repository.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        options = ("--name-only", "-z", "--no-renames", "--format=%x01%H %ct %P")
        lines = self._repository.lines("log", *options, "--", os.fsdecode(folder) or ".", separator=b"\0")
        current: LastChange | None = None
        for line in lines:
            text = line.lstrip(b"\n")
            if text.startswith(_HEADER):
                commit, time, *parents = text[1:].decode("ascii").split()
                # The oldest commit of a shallow clone seems to have changed every file.
                current = LastChange(commit, int(time)) if parents or not is_shallow else None
            elif text in wanted:
                wanted.remove(text)
                self._last_changes[text] = current
                if not wanted:
                    break

    def commit_before(self, time: int) -> str | None:
        """Return the last commit made up to a time; None where there is none. The history is read once."""
        if self._before is None:
            self._before = _Commits(self._repository.lines("log", "--format=%ct %H", "HEAD", "--"))
        return self._before.last_up_to(time)

    def _renames(self, commit: str) -> dict[bytes, bytes]:
        """Return the blobs at a commit of the files that were renamed since, by their present names."""
        if commit not in self._renamed:
            options = ("-M", f"-l{_MAX_RENAMES}", "--raw", "-z", "--diff-filter=R", "--no-abbrev", "--no-relative")
            fields = self._repository.run("diff", *options, commit, "HEAD", "--").stdout.split(b"\0")
            entries = zip(fields[::3], fields[2::3], strict=False)
            self._renamed[commit] = {name: entry.split(b" ")[2] for entry, name in entries if entry}
        return self._renamed[commit]

    def _name(self, file: Path) -> bytes:
        real = os.path.realpath(file)
        return os.fsencode(os.path.relpath(real, self.top).replace(os.sep, "/"))


class Repositories:
    """The repositories that some files are in."""

    def __init__(self) -> None:
        self._folders = RepositoryFolders()
        self._by_top: dict[str, FileHistory | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for history in self._by_top.values():
            if history:
                history.close()

    def of(self, file: Path) -> FileHistory | None:
        """Return the repository that a file is in; None outside any, and without git."""
        top = self._folders.above(os.path.dirname(os.path.realpath(file)))  # noqa: PTH120 - see `RepositoryFolders`
        if top is None:
            return None
        if top not in self._by_top:
            self._by_top[top] = _opened(top)
        return self._by_top[top]

    def learn_last_changes(self, files: Sequence[Path]) -> None:
        """Read the history of each repository back to the last change of each of some files."""
        grouped: dict[FileHistory, list[Path]] = {}
        for file in files:
            history = self.of(file)
            if history:
                grouped.setdefault(history, []).append(file)
        for history, own in grouped.items():
            history.learn_last_changes(own)


def _opened(folder: str) -> FileHistory | None:
    """Return the repository in a folder; None without git, and where its configuration says its files are elsewhere."""
    try:
        repository = Repository(Path(folder))
    except ConfigError:
        return None
    if repository.top != folder:
        repository.close()
        return None
    return FileHistory(repository)
