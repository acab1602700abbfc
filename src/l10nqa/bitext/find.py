"""Finds files below given paths. No symbolic link is followed into a loop or out of its folder."""

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
"""The path of standard input."""


class Counterpart(NamedTuple):
    """The source of a translated document that is a file of its own."""

    file: Path
    target_locale: str | None = None
    """The locale of the translation, where the layout of the folders says it (BCP 47)."""
    text: str | None = None
    """Its text, where that is not the content of the file: an editor has changes that are not saved yet."""
    earlier: bytes | None = None
    """The source as it was when it was translated, where it has changed since."""
    is_version_known: bool = False
    """Whether it is known which version of the source was translated: this file, or `earlier`."""
    is_for_translation: bool = False
    """Whether the segments are those of the present source, for a translator, although there is an earlier one."""
    is_untranslated: bool = False
    """Whether the translation does not exist yet: the file of the place is still to be made."""


class Place(NamedTuple):
    """The location of a file, and its names."""

    file: Path
    path: str
    """The given path joined with the relative path of the file, with forward slashes."""
    name: str
    """The path relative to the given folder; the name of the file if the file itself was given."""
    root: Path
    """The given folder, or the folder of the given file."""
    is_named: bool = True
    """Whether the user named the file itself, not a folder that holds it."""
    source: Counterpart | None = None
    """The file with its sources; None if the file holds sources itself."""


def find_files(paths: Sequence[str], suffixes: tuple[str, ...]) -> list[Place]:
    """Return the files at the paths: a file itself, and the files of a folder with the suffixes, in sorted order.

    A file reached by several paths is returned once, with the name that the first of them gives it; a link to a file
    that is returned itself is left out, so that nothing counts twice. Hidden files and
    folders below a folder are skipped, and so are pipes and devices. A broken link, or a folder that cannot be listed,
    is returned as well, so that reading it reports the reason.

    Raises:
        InputError: a path does not exist.
    """
    places: dict[str, Place] = {}
    links: set[str] = set()
    for path in paths:
        inside = ""
        for place in _in_path(path, suffixes):
            inside = inside or os.path.realpath(path)
            # Folders that are links are not followed: only the file itself may be one.
            within = place.file if place.is_named else os.path.join(inside, place.name)  # noqa: PTH118 - as in _walk
            is_link = os.path.islink(within)  # noqa: PTH114 - as in _walk
            real = os.path.realpath(within) if is_link or place.is_named else os.fspath(within)
            if real not in places or (real in links and not is_link):
                places[real] = place
                (links.add if is_link else links.discard)(real)
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
    # Links to folders are not followed, which prevents loops; a link to a file must lead to a file in the folder.
    inside = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - keeps the slash at the end
    unlisted: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(error.filename)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(suffixes) and not name.startswith("."):
                file = os.path.join(parent, name)  # noqa: PTH118 - a Path for every file of a large tree costs seconds
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
        return True  # reading it reports the reason
    return stat.S_ISREG(mode)
