"""Finds the sources of translated documents: where the user says they are, or by a layout that is known."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.find import STANDARD_INPUT, Counterpart, Place
from l10nqa.bitext.pairs.layouts import TranslatedTree, candidates, language_of
from l10nqa.bitext.place import beginning_of
from l10nqa.errors import ConfigError, InputError
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from l10nqa.bitext.pairs.layouts import Candidate
    from l10nqa.bitext.pairs.patterns import PairPattern

__all__ = ["MARKDOWN_SUFFIXES", "FoundPairs", "SourceTree", "absolute", "find_pairs"]

MARKDOWN_SUFFIXES = (".md", ".mdx", ".markdown")
_SNIFFED = 1 << 16
_MAX_LISTED = 5
"""Documents that are named one by one."""


class SourceTree(NamedTuple):
    """Where the sources of translated documents are."""

    path: str | None = None
    """The file or folder that the user gave; None to go by the pattern, and by layouts that are known."""
    pattern: PairPattern | None = None
    commit_key: str | None = None
    """The key of the front matter that names the commit of the source, in addition to those that are known."""

    @property
    def is_given(self) -> bool:
        """Whether somebody has said where the sources are."""
        return self.path is not None or self.pattern is not None


@dataclass(frozen=True, slots=True)
class FoundPairs:
    """The files of a run, with the sources of those that are translated documents."""

    places: tuple[Place, ...]
    """All files but those that are the source of another one."""
    extra: tuple[tuple[Place, str | None], ...]
    """Translated documents without a source, with their locales."""
    trees: tuple[TranslatedTree, ...]
    """The trees that the translated documents belong to; none of a document that the user named."""
    notes: tuple[str, ...]
    """Remarks for the user."""


def find_pairs(places: Sequence[Place], tree: SourceTree) -> FoundPairs:
    """Find the sources of the files that are translated documents. A bilingual document keeps its own source.

    Raises:
        InputError: the path given does not exist.
        ConfigError: a file was given as the source of several documents, or a pattern is wrong.
    """
    if tree.path is not None and not os.path.exists(tree.path):  # noqa: PTH110 - Path("") is a folder
        raise InputError("no such file or folder", path=tree.path, hint="give the source file or folder to --source")
    if tree.path is not None and Path(tree.path).is_file() and len(places) > 1:
        raise ConfigError(
            "one file is no source of several documents", path=tree.path, hint="give a folder to --source"
        )
    found = [_found(place, tree) for place in places]
    sources = {absolute(each.source.file) for each in found if each.source}
    kept = [each for each in found if each.source or absolute(each.place.file) not in sources]
    trees = dict.fromkeys(each.tree for each in found if each.source and each.tree and not each.place.is_named)
    without = [each for each in kept if _is_without(each)]
    layouts = Counter(each.layout for each in found if each.layout)
    notes = [
        f"{count_of(count, 'pair')} of documents by layout: {layout} (--source or [pairs] overrules it)"
        for layout, count in layouts.items()
    ]
    if tree.is_given:
        notes += _listed("without a source", [each.place.path for each in without])
    if tree.path is not None and Path(tree.path).is_dir():
        notes += _listed("of the source without a translation", _untranslated(Path(tree.path), sources))
    extra = [(each.place, each.tree or _tree_of_extra(each.place, trees)) for each in without]
    return FoundPairs(
        tuple(each.place._replace(source=each.source) for each in kept),
        tuple((place, own.locale) for place, own in extra if own),
        tuple(trees),
        tuple(notes),
    )


class _LocatedDocument(NamedTuple):
    """A file with its source, and how it was found."""

    place: Place
    source: Counterpart | None = None
    tree: TranslatedTree | None = None
    layout: str = ""


def _found(place: Place, tree: SourceTree) -> _LocatedDocument:
    """Return the source of a document, if it is a translated one."""
    if place.path == STANDARD_INPUT or not _is_document(place):
        return _LocatedDocument(place)
    if tree.path is not None:
        file = _below(Path(tree.path), place)
        locale = _locale_of(place)
        folders = _given_tree(tree.path, place, locale)
        return _LocatedDocument(place, Counterpart(file, locale) if file else None, folders)
    path = absolute(place.file)
    if tree.pattern:
        matched = tree.pattern.source_of(path)
        if matched and matched[0].is_file():
            return _LocatedDocument(place, Counterpart(matched[0], matched[1].locale), matched[1])
        return _LocatedDocument(place, tree=matched[1] if matched else None)
    for candidate in candidates(Path(path).parts):
        file = Path(*candidate.parts)
        if file.is_file() and not _is_bilingual(place):
            counterpart = Counterpart(_as_given(file, place), candidate.locale)
            return _LocatedDocument(place, counterpart, _whole_tree(candidate, place), candidate.layout)
    return _LocatedDocument(place)


def _given_tree(source: str, place: Place, locale: str | None) -> TranslatedTree | None:
    """Return the tree of a document whose sources are in the folder given."""
    ours, theirs = (Path(absolute(Path(folder))).as_posix().rstrip("/") for folder in (source, place.root))
    if Path(source).is_file():
        return TranslatedTree(ours, Path(absolute(place.file)).as_posix(), locale)
    return TranslatedTree(f"{ours}/{{path}}", f"{theirs}/{{path}}", locale)


def _whole_tree(candidate: Candidate, place: Place) -> TranslatedTree:
    """Return the tree of a candidate; if names do not say where it begins, it begins at the folder given."""
    tree, folder = candidate.tree, Path(*candidate.parts).parent.as_posix()
    if not tree.is_by_suffix or place.is_named:
        return tree
    root = Path(absolute(place.root)).as_posix()
    return tree._replace(source=root + tree.source[len(folder) :], target=root + tree.target[len(folder) :])


def _is_without(found: _LocatedDocument) -> bool:
    """Tell whether a file is a document that holds no sources, and none was found for it."""
    place = found.place
    is_document = place.path != STANDARD_INPUT and _is_document(place)
    return is_document and not found.source and not _is_bilingual(place)


def _tree_of_extra(place: Place, trees: Collection[TranslatedTree]) -> TranslatedTree | None:
    """Return the tree of other translated documents that a document without a source would belong to."""
    for candidate in candidates(Path(absolute(place.file)).parts):
        whole = _whole_tree(candidate, place)
        if whole in trees:
            return whole
    return None


def absolute(file: Path) -> str:
    """Return the absolute path of a file; links in it stay."""
    return os.path.abspath(file)  # noqa: PTH100 - resolve() would follow links


def _is_document(place: Place) -> bool:
    return place.file.name.lower().endswith(MARKDOWN_SUFFIXES)


def _is_bilingual(place: Place) -> bool:
    try:
        return b"data-ttu-id" in beginning_of(place, _SNIFFED)
    except InputError:
        return False


def _below(source: Path, place: Place) -> Path | None:
    """Return the source of a document in a folder: the file of the same relative name, or of the same last names."""
    if _is_bilingual(place):
        return None
    if source.is_file():
        return source
    parts = Path(place.name).parts if not place.is_named else Path(absolute(place.file)).parts[1:]
    starts = range(len(parts)) if place.is_named else [0]
    for start in starts:
        for name in _names(parts[-1]):
            file = source.joinpath(*parts[start:-1], name)
            if file.is_file() and absolute(file) != absolute(place.file):
                return file
    return None


def _names(name: str) -> Iterable[str]:
    """Return what the source of a file may be called: `a.de.md` is `a.md`, and `a.md` may be `a.mdx`."""
    stem, _, suffix = name.rpartition(".")
    plain, _, tag = stem.rpartition(".")
    stems = [stem, plain] if plain and language_of(tag) else [stem]
    return [f"{stem}{ending}" for stem in stems for ending in dict.fromkeys((f".{suffix}", *MARKDOWN_SUFFIXES))]


def _locale_of(place: Place) -> str | None:
    """Return the locale that the path of a translated document names, the last such name."""
    names = Path(absolute(place.file)).parts
    found = [locale for name in names for part in name.split(".") if (locale := language_of(part))]
    folders = [locale for name in names[:-1] if (locale := language_of(name))]
    return (folders or found)[-1] if found else None


def _as_given(file: Path, place: Place) -> Path:
    """Return the path of a source relative to where the user is, if that of its target is."""
    return file if place.file.is_absolute() else Path(os.path.relpath(file))


def _untranslated(folder: Path, used: set[str]) -> list[str]:
    return [
        file.as_posix()
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in MARKDOWN_SUFFIXES
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and absolute(file) not in used
    ]


def _listed(what: str, paths: Sequence[str]) -> list[str]:
    if not paths:
        return []
    more = f" and {len(paths) - _MAX_LISTED:,} more" if len(paths) > _MAX_LISTED else ""
    return [f"{count_of(len(paths), 'document')} {what}: {', '.join(paths[:_MAX_LISTED])}{more}"]
