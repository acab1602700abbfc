"""Finds the sources that have no translation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.find import Counterpart, Place
from l10nqa.bitext.pairs.find import MARKDOWN_SUFFIXES, absolute
from l10nqa.bitext.pairs.layouts import candidates, language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.bitext.pairs.find import FoundPairs
    from l10nqa.bitext.pairs.layouts import TranslatedTree

__all__ = ["MissingDocument", "missing_documents", "places_to_make"]

_NOT_SEARCHED = "node_modules"


class MissingDocument(NamedTuple):
    """A source without a translation."""

    path: str
    """Where the translation would be: relative to the current folder where the user gave a relative path."""
    source: str
    locale: str | None


def missing_documents(found: FoundPairs) -> Iterator[MissingDocument]:
    """Yield the sources in the trees of the translated documents that one of the locales lacks, sorted."""
    sources: dict[str | None, set[str]] = {}
    for place in found.places:
        if place.source:
            sources.setdefault(place.source.target_locale, set()).add(_absolute(place.source.file))
    is_relative = not any(place.file.is_absolute() for place in found.places)
    folders = _SourceFolders(found.trees)
    seen: set[str] = set()
    for tree in found.trees:
        translated = sources.get(tree.locale, set())
        for file in folders.documents(tree):
            target = tree.target_of(file)
            if target is None or target in seen or file in translated:
                continue
            if not folders.is_translation(file, tree):
                seen.add(target)
                target, source = (_as_given(path, is_relative=is_relative) for path in (target, file))
                yield MissingDocument(target, source, tree.locale)


def places_to_make(found: FoundPairs) -> list[Place]:
    """Return the places of the translations that are missing, if they are below one of the folders given."""
    roots = dict.fromkeys(place.root for place in found.places if place.source and not place.is_named)
    by_path = {_absolute(root): root for root in reversed(roots)}
    order = {root: number for number, root in enumerate(roots)}
    made = []
    for each in missing_documents(found):
        file = Path(each.path)
        above = Path(_absolute(file))
        below = [folder for folder in map(Path.as_posix, (above, *above.parents)) if folder in by_path]
        if below:
            # Of folders one inside the other, the one that was given first names the file.
            root = min((by_path[folder] for folder in below), key=order.__getitem__)
            name = above.relative_to(_absolute(root)).as_posix()
            source = Counterpart(Path(each.source), each.locale, is_for_translation=True, is_untranslated=True)
            made.append(Place(file, each.path, name, root, is_named=False, source=source))
    return made


class _SourceFolders:
    """The documents in the folders of the sources. Each folder is listed once, however many trees share it."""

    def __init__(self, trees: Sequence[TranslatedTree]) -> None:
        self._target_folders = {tree.target_folder for tree in trees}
        self._all: dict[str, list[str]] = {}
        self._outside: dict[str, list[str]] = {}
        self._has_source: dict[str, bool] = {}

    def documents(self, tree: TranslatedTree) -> list[str]:
        """Return the documents that may be sources of the tree: none below the translations of another one."""
        if tree.folder not in self._all:
            self._all[tree.folder] = list(_documents(tree.folder))
        if tree.is_by_suffix:
            return self._all[tree.folder]
        if tree.folder not in self._outside:
            self._outside[tree.folder] = list(self._without_translations(tree.folder))
        return self._outside[tree.folder]

    def _without_translations(self, folder: str) -> Iterator[str]:
        """Yield the documents in a folder that are not below the translations of a tree inside it: `docs/de/a.md`."""
        inside = {each for each in self._target_folders if each.startswith(f"{folder}/")}
        known: dict[str, bool] = {}
        for file in self._all[folder]:
            parent = file.rpartition("/")[0]
            if parent not in known:
                known[parent] = not inside.isdisjoint(_folders_above(file))
            if not known[parent]:
                yield file

    def is_translation(self, file: str, tree: TranslatedTree) -> bool:
        """Tell whether one of the documents of a tree is itself a translation: `docs/de/a.md`, `docs/a.de.md`."""
        *folders, name = file[len(tree.folder) + 1 :].split("/")
        stem = name.rpartition(".")[0]
        if tree.is_by_suffix:
            return "." in stem and language_of(stem.rpartition(".")[2]) is not None
        if tree.target_folder.startswith(f"{tree.folder}/") and folders and language_of(folders[0]):
            return True
        if file not in self._has_source:
            self._has_source[file] = any(Path(*each.parts).is_file() for each in candidates(Path(file).parts))
        return self._has_source[file]


def _folders_above(file: str) -> Iterator[str]:
    while file := file.rpartition("/")[0]:
        yield file


def _absolute(file: Path) -> str:
    return Path(absolute(file)).as_posix()


def _documents(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != _NOT_SEARCHED)
        for name in sorted(files):
            if name.lower().endswith(MARKDOWN_SUFFIXES) and not name.startswith("."):
                yield f"{Path(parent).as_posix().rstrip('/')}/{name}"


def _as_given(path: str, *, is_relative: bool) -> str:
    return Path(os.path.relpath(path)).as_posix() if is_relative else path
