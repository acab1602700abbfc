"""Finds the files below the paths given. No symbolic link is followed into a loop or out of the folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["STANDARD_INPUT", "Counterpart", "Place", "find_files"]

STANDARD_INPUT = "-"
"""The path that stands for standard input."""


class Counterpart(NamedTuple):
    """The source of a translated document that is a file of its own."""

    file: Path
    target_locale: str | None = None
    """The locale of the translation, where the layout of the folders says it (BCP 47)."""


class Place(NamedTuple):
    """Where a file is and what it is called."""

    file: Path
    path: str
    """The path given joined with the file's relative path, with forward slashes."""
    name: str
    """The path relative to the folder given; the file's own name where a file was given."""
    root: Path
    """The folder given, or the folder of the file given."""
    is_named: bool = True
    """Whether the user named the file itself, not a folder that it was found in."""
    source: Counterpart | None = None
    """The file that holds the source of it; None where the file holds sources itself."""


def find_files(paths: Sequence[str], suffixes: tuple[str, ...]) -> list[Place]:
    """Return the files that the paths stand for: a file as it is, a folder searched for the suffixes, in sorted order.

    A file that several of the paths lead to is returned once, as the first of them calls it. Hidden files and folders
    below a folder are passed over, and so is what is no file (a pipe, a device). What cannot be reached, a broken link
    or a folder that may not be listed, is returned too, so that reading it says why.

    Raises:
        InputError: a path does not exist.
    """
    places: dict[str, Place] = {}
    for path in paths:
        for place in _in_path(path, suffixes):
            places.setdefault(os.path.abspath(place.file), place)  # noqa: PTH100 - resolve() would follow links
    return list(places.values())


def _in_path(path: str, suffixes: tuple[str, ...]) -> Iterator[Place]:
    if path == STANDARD_INPUT:
        yield Place(Path(path), path, path, Path())
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - Path("") would be the current folder
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL in it
        hint = "give a file, a folder, or - for standard input"
        raise InputError("no such file or folder", path=path, hint=hint) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path, hint="check its permissions") from error
    given = Path(path)
    if stat.S_ISDIR(mode):
        yield from _in_folder(given, suffixes)
    else:
        yield Place(given, given.as_posix(), given.name, given.parent)


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Place]:
    prefix = folder.as_posix().rstrip("/")
    base = "" if prefix == "." else f"{prefix}/"
    for file in sorted(_walk(os.fspath(folder), suffixes)):
        name = Path(file).relative_to(folder).as_posix()
        yield Place(Path(file), f"{base}{name}", name, folder, is_named=False)


def _walk(folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    # Links to folders are not followed, which rules out loops; a link to a file must lead to a file in the folder.
    inside = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - keeps the slash at the end
    unlisted: list[str] = []
    for at, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(error.filename)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(suffixes) and not name.startswith("."):
                file = os.path.join(at, name)  # noqa: PTH118 - a Path for every file of a large tree costs seconds
                if _is_document(file, inside):
                    yield file
    yield from unlisted


def _is_document(file: str, inside: str) -> bool:
    try:
        mode = os.lstat(file).st_mode
        if stat.S_ISLNK(mode):
            if not os.path.realpath(file).startswith(inside):
                return False
            mode = os.stat(file).st_mode  # noqa: PTH116 - a Path for every file of a large tree costs seconds
    except OSError:
        return True  # reading it will say why
    return stat.S_ISREG(mode)
