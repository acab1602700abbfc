"""The one door to git: reads repositories that may be hostile, writes nothing, and runs nothing that they name.

The configuration of a repository can name programs in more than twenty places (clean filters, text conversions, file
system monitors, hooks, upload-packs of remotes …), and new versions of git add others. So git does not read that
configuration: it gets a common folder (`GIT_COMMON_DIR`, gitrepository-layout(5)) of ours, with links to the objects
and references of the repository, without hooks, and with the settings of `_KEPT` only. What the user has configured for
himself, outside the repository, stays in force. Nothing is fetched either.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Blobs", "Repository", "RepositoryFolders", "user_name"]

_KEPT = re.compile(
    r"core\.(autocrlf|eol|safecrlf|filemode|symlinks|ignorecase|precomposeunicode|trustctime|checkstat|abbrev"
    r"|sparsecheckout|sparsecheckoutcone)|index\.sparse|diff\.renamelimit"
    r"|branch\..*\.(remote|merge)|remote\..*\.fetch|extensions\.(objectformat|refstorage)",
    re.DOTALL,
)
"""The settings of a repository that say how to read it; none of them names a program."""
_SHARED = ("objects", "refs", "packed-refs", "reftable", "logs", "info", "shallow", "worktrees")
"""The parts of a repository that its working trees share (gitrepository-layout(5)), without `config` and `hooks`."""
_OPTIONS: dict[str, tuple[str, ...]] = {
    "cat-file": (),
    "diff": ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
    "log": ("--no-ext-diff", "--no-textconv", "--no-show-signature", "--ignore-submodules=all"),
    "ls-files": (),
    "ls-tree": (),
    "merge-base": (),
    "rev-list": (),
    "rev-parse": (),
}
"""The commands of git that may be used, with the options that each needs: submodules have configurations too."""
_MAX_SECONDS = 120
_MAX_BLOB_BYTES = 64 << 20
_OVERRIDES = ("core.fsmonitor=false", "core.quotePath=false", f"core.hooksPath={os.devnull}", "color.ui=false")
_LOCAL = re.compile("GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE|EXTERNAL_DIFF)")
"""Variables that a git hook sets for its own repository."""
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALLOW_PROTOCOL": "",  # no transport at all: a missing object of a partial clone is not fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Repository:
    """The repository around a folder, to be read; close it when done (`with`)."""

    def __init__(self, folder: Path) -> None:
        """Find the repository.

        Raises:
            ConfigError: git is not installed, or the folder is in no git repository that git trusts.
        """
        # These two read the configuration and run nothing.
        found = _run(folder, {}, "rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir")
        lines = os.fsdecode(found.stdout).removesuffix("\n").split("\n")
        if found.returncode or len(lines) != 3:
            raise ConfigError(
                f"git: {_said(found) or 'the folder has a name of several lines'}",
                path=str(folder),
                hint="the documents must be in a git repository",
            )
        self.top = os.path.realpath(lines[0])
        """The folder of the working tree, without links."""
        self._folder = tempfile.TemporaryDirectory(prefix="l10nqa-git-")
        common = Path(self._folder.name)
        shared = Path(folder, lines[2])
        for name in _SHARED:
            if os.path.lexists(shared / name):
                (common / name).symlink_to((shared / name).resolve())
        settings = _run(folder, {}, "config", "--list", "-z").stdout
        (common / "config").write_bytes(_configuration(os.fsdecode(settings).split("\0")))
        self._environment = {"GIT_DIR": lines[1], "GIT_COMMON_DIR": str(common), "GIT_WORK_TREE": self.top}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove what stood in for the configuration."""
        self._folder.cleanup()

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command of git that reads, in the top folder; pathspecs are taken literally."""
        return _run(self.top, self._environment, command, *_OPTIONS[command], *arguments)

    def output(self, command: str, *arguments: str) -> bytes:
        """Return what the command writes.

        Raises:
            ConfigError: it fails.
        """
        done = self.run(command, *arguments)
        if done.returncode:
            raise ConfigError(f"git failed: {_said(done)}", path=self.top, hint="try git status there")
        return done.stdout

    def lines(self, command: str, *arguments: str, separator: bytes = b"\n") -> Iterator[bytes]:
        """Yield what the command writes, line by line, while it runs; it is stopped when the caller stops, or too late.

        A history may be long: after two minutes what has been read of it has to do.
        """
        process = subprocess.Popen(  # noqa: S603 - a list, and no shell
            _command(self.top, command, *_OPTIONS[command], *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(self._environment),
        )
        clock = threading.Timer(_MAX_SECONDS, process.kill)
        clock.start()
        rest = b""
        try:
            while process.stdout and (block := os.read(process.stdout.fileno(), 1 << 16)):
                *lines, rest = (rest + block).split(separator)
                yield from lines
            if rest:
                yield rest
        finally:
            clock.cancel()
            process.kill()
            process.communicate()

    def commit(self, revision: str) -> str | None:
        """Return the hash of the commit that a revision stands for; None if it stands for none."""
        if revision.startswith("-") or "\0" in revision:
            return None
        done = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return None if done.returncode else done.stdout.decode("ascii").strip()

    def blobs(self) -> Blobs:
        """Return a reader of blobs, to be closed (`with`)."""
        command = _command(self.top, "cat-file", "--batch")
        return Blobs(
            subprocess.Popen(  # noqa: S603 - a list, and no shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(self._environment),
            )
        )


class _Object(NamedTuple):
    """What git stores under a hash."""

    hash: bytes
    """In hexadecimal digits."""
    kind: bytes
    content: bytes | None
    """None for one that is too large."""


class RepositoryFolders:
    """Finds the folders that hold repositories; each folder is looked at once, however many files are below it."""

    def __init__(self) -> None:
        self._above: dict[str, str | None] = {}

    def above(self, folder: str) -> str | None:
        """Return the nearest folder, at or above this one, that has a repository; None if there is none."""
        if folder not in self._above:
            parent = os.path.dirname(folder)  # noqa: PTH120 - a Path for each of thousands costs
            if os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
                self._above[folder] = folder
            else:
                self._above[folder] = None if parent == folder else self.above(parent)
        return self._above[folder]


class Blobs:
    """A running `git cat-file --batch`, which reads one blob after another."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def read(self, name: bytes) -> bytes | None:
        """Return the bytes of the blob of that name, as in `REVISION:PATH` or a hash; None if it is not there.

        The repository lacks those of a submodule and, in a partial clone, those that were never fetched. One of more
        than 64 MiB is not read.
        """
        found = self._object(name)
        return found.content if found and found.kind == b"blob" else None

    def tree(self, name: bytes) -> dict[bytes, bytes]:
        """Return the hashes of what a folder holds by name; the folder is named as in `REVISION:PATH`, or by its hash.

        Empty where there is no such folder.
        """
        found = self._object(name)
        if found is None or found.kind != b"tree" or found.content is None:
            return {}
        raw, size, start = found.content, len(found.hash) // 2, 0
        entries: dict[bytes, bytes] = {}
        while start < len(raw):  # each is `MODE NAME`, NUL, and the bytes of the hash
            end = raw.index(b"\0", start)
            entries[raw[start:end].partition(b" ")[2]] = raw[end + 1 : end + 1 + size].hex().encode("ascii")
            start = end + 1 + size
        return entries

    def holds_commit(self, name: str) -> bool:
        """Tell whether the repository has a commit of that hash, or of a hash that begins so."""
        found = self._object(os.fsencode(name))
        return found is not None and found.kind == b"commit"

    def _object(self, name: bytes) -> _Object | None:
        """Return an object; None if there is none of that name."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None or b"\n" in name:
            return None
        stdin.write(name + b"\n")
        stdin.flush()
        header = stdout.readline().rsplit(b" ", 2)
        if len(header) != 3 or not header[2].strip().isdigit():  # `NAME missing`
            return None
        size, content = int(header[2]), None
        if size <= _MAX_BLOB_BYTES:
            content = stdout.read(size)
        else:
            while size > 0 and (block := stdout.read(min(size, 1 << 16))):
                size -= len(block)
        stdout.read(1)
        return _Object(header[0], header[1], content)


def user_name(folder: Path | None = None) -> str:
    """Return the name of the user as configured in git; empty if there is none, or no git."""
    try:
        done = _run(folder or Path(), {}, "config", "user.name")  # reads files and runs nothing
    except ConfigError:
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def _configuration(settings: Iterable[str]) -> bytes:
    """Return the configuration file with the settings that are kept, each given as `KEY LF VALUE`."""
    lines, version = [], 0
    for setting in settings:
        key, has_value, value = setting.partition("\n")
        if not _KEPT.fullmatch(key):
            continue
        section, _, rest = key.partition(".")
        subsection, _, name = rest.rpartition(".")
        version = 1 if section == "extensions" else version
        head = f'[{section} "{_quoted(subsection)}"]' if subsection else f"[{section}]"
        # A setting without a value, which stands for true, must keep having none.
        text = ' = "' + _quoted(value).replace("\n", "\\n").replace("\t", "\\t") + '"' if has_value else ""
        lines.append(f"{head}\n\t{name}{text}\n")
    return os.fsencode(f"[core]\n\trepositoryformatversion = {version}\n\tbare = false\n{''.join(lines)}")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _run(folder: Path | str, environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a list, and no shell
            _command(folder, *arguments),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=_environment(environment),
        )
    except OSError as error:
        hint = "install git, or leave out what needs it (--changed-since)"
        raise ConfigError(f"git cannot be run: {error.strerror}", hint=hint) from error


def _command(folder: Path | str, *arguments: str) -> list[str]:
    overrides = [argument for override in _OVERRIDES for argument in ("-c", override)]
    return ["git", "-C", str(folder), "--no-pager", "--literal-pathspecs", *overrides, *arguments]


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not _LOCAL.fullmatch(name)}
    return {**kept, **_ENVIRONMENT, **own}


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
