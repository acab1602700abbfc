"""Finds the documents below the paths given. No symbolic link is followed into a loop or out of the folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from l10nqa.errors import InputError

__all__ = ["Place", "find_documents"]


class Place(NamedTuple):
    """Where a document is and what it is called."""

    file: Path
    path: str
    """The path given joined with the file's relative path, with forward slashes."""
    name: str
    """The path relative to the folder given; the file's own name where a file was given."""
    root: Path
    """The folder given, or the folder of the file given."""


def find_documents(paths: Sequence[str], suffixes: tuple[str, ...] = (".md",)) -> list[Place]:
    """Return the documents that the paths stand for: a file as it is, a folder searched for Markdown, in sorted order.

    Raises:
        InputError: a path does not exist.
    """
    places: list[Place] = []
    for path in paths:
        given = Path(path)
        if given.is_dir():
            places += _in_folder(given, path, suffixes)
        elif given.exists():
            places.append(Place(given, given.as_posix(), given.name, given.parent))
        else:
            raise InputError("no such file or folder", path=path, hint="give a file, a folder, or - for standard input")
    return list({place.path: place for place in places}.values())


def _in_folder(folder: Path, given: str, suffixes: tuple[str, ...]) -> Iterator[Place]:
    prefix = Path(given).as_posix().rstrip("/")
    base = "" if prefix == "." else f"{prefix}/"
    for file in sorted(_walk(os.fspath(folder), suffixes)):
        name = Path(file).relative_to(folder).as_posix()
        yield Place(Path(file), f"{base}{name}", name, folder)


def _walk(folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    # Links to folders are not followed, which rules out loops; a link to a file must lead to a file in the folder.
    inside = os.path.realpath(folder) + os.sep
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(suffixes):
                file = os.path.join(at, name)  # noqa: PTH118 - a Path for every file of a large tree costs seconds
                if not os.path.islink(file) or os.path.realpath(file).startswith(inside):  # noqa: PTH114
                    yield file
