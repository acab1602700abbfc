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
    listed: dict[str, list[str]] = {}
    seen: set[str] = set()
    for tree in found.trees:
        if tree.folder not in listed:
            listed[tree.folder] = list(_documents(tree.folder))
        others = [each for each in found.trees if each != tree]
        for file in listed[tree.folder]:
            target = tree.target_of(file)
            if target is None or target in seen or file in sources.get(tree.locale, ()):
                continue
            if not _is_translation(file, tree, others):
                seen.add(target)
                target, source = (_as_given(path, is_relative=is_relative) for path in (target, file))
                yield MissingDocument(target, source, tree.locale)


def places_to_make(found: FoundPairs) -> list[Place]:
    """Return the places of the translations that are missing, if they are below one of the folders given."""
    roots = dict.fromkeys(place.root for place in found.places if place.source and not place.is_named)
    made = []
    for each in missing_documents(found):
        file = Path(each.path)
        root = next((root for root in roots if Path(_absolute(file)).is_relative_to(_absolute(root))), None)
        if root is not None:
            name = Path(_absolute(file)).relative_to(_absolute(root)).as_posix()
            source = Counterpart(Path(each.source), each.locale, is_for_translation=True, is_untranslated=True)
            made.append(Place(file, each.path, name, root, is_named=False, source=source))
    return made


def _absolute(file: Path) -> str:
    return Path(absolute(file)).as_posix()


def _documents(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != _NOT_SEARCHED)
        for name in sorted(files):
            if name.lower().endswith(MARKDOWN_SUFFIXES) and not name.startswith("."):
                yield f"{Path(parent).as_posix().rstrip('/')}/{name}"


def _is_translation(file: str, tree: TranslatedTree, others: Sequence[TranslatedTree]) -> bool:
    """Tell whether a file in the folder of the sources is itself a translation: `docs/de/a.md`, `docs/a.de.md`."""
    *folders, name = file[len(tree.folder) + 1 :].split("/")
    stem = name.rpartition(".")[0]
    if tree.is_by_suffix:
        return "." in stem and language_of(stem.rpartition(".")[2]) is not None
    if _is_below(tree, tree) and folders and language_of(folders[0]):
        return True
    if any(_is_below(each, tree) and file.startswith(f"{each.target_folder}/") for each in (tree, *others)):
        return True
    return any(Path(*candidate.parts).is_file() for candidate in candidates(Path(file).parts))


def _is_below(inner: TranslatedTree, outer: TranslatedTree) -> bool:
    return inner.target_folder.startswith(f"{outer.folder}/")


def _as_given(path: str, *, is_relative: bool) -> str:
    return Path(os.path.relpath(path)).as_posix() if is_relative else path
