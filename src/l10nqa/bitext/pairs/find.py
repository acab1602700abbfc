"""Finds the sources of translated documents: where the user says they are, or by a layout that is known."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.find import STANDARD_INPUT, Counterpart, Place
from l10nqa.bitext.pairs.layouts import candidates, language_of
from l10nqa.bitext.place import beginning_of
from l10nqa.errors import ConfigError, InputError
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["MARKDOWN_SUFFIXES", "PairPattern", "SourceTree", "with_sources"]

MARKDOWN_SUFFIXES = (".md", ".mdx", ".markdown")
_SNIFFED = 1 << 16
_MOST = 5
"""Documents that are named one by one."""


class PairPattern(NamedTuple):
    """Where targets and their sources are, as the configuration says: `content/{locale}/{path}`."""

    source: str
    target: str
    folder: Path
    """The folder that both are relative to."""

    def source_of(self, file: str) -> tuple[Path, str | None] | None:
        """Return the source of a target, and the locale that its path says; None for a file that is no target.

        Raises:
            ConfigError: a pattern does not hold `{path}` once, or the target pattern holds anything else in braces.
        """
        relative = os.path.relpath(file, self.folder).replace(os.sep, "/")
        pieces = re.split(r"(\{\w*\})", self.target)
        if pieces.count("{path}") != 1 or self.source.count("{path}") != 1:
            raise ConfigError("a pattern of [pairs] needs {path} once", hint='as in target = "content/{locale}/{path}"')
        groups = {"{path}": "(?P<path>.+)", "{locale}": r"(?P<locale>[A-Za-z0-9_-]+)"}
        pattern = "".join(groups.get(piece, re.escape(piece)) for piece in pieces)
        match = re.fullmatch(pattern, relative)
        if match is None:
            return None
        locale = language_of(match["locale"]) if "{locale}" in self.target else None
        if "{locale}" in self.target and locale is None:
            return None
        source = self.source.replace("{path}", match["path"]).replace("{locale}", locale or "")
        return self.folder / source, locale


class SourceTree(NamedTuple):
    """Where the sources of translated documents are."""

    path: str | None = None
    """The file or folder that the user gave; None to go by the pattern, and by layouts that are known."""
    pattern: PairPattern | None = None

    @property
    def is_given(self) -> bool:
        """Whether somebody has said where the sources are."""
        return self.path is not None or self.pattern is not None


def with_sources(places: Sequence[Place], tree: SourceTree) -> tuple[list[Place], list[str]]:
    """Return the places with the sources of those that are translated documents, and what to tell of it.

    Files that are the source of another one are left out. A bilingual document keeps its own source.

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
    found: list[Place] = []
    layouts: Counter[str] = Counter()
    without: list[str] = []
    for place in places:
        counterpart, layout = _counterpart(place, tree)
        if counterpart:
            layouts.update([layout] if layout else [])
        elif tree.is_given and _is_document(place):
            without.append(place.path)
        found.append(place._replace(source=counterpart))
    sources = {os.path.abspath(place.source.file) for place in found if place.source}  # noqa: PTH100 - keeps links
    kept = [place for place in found if place.source or os.path.abspath(place.file) not in sources]  # noqa: PTH100
    without = [path for path in without if os.path.abspath(path) not in sources]  # noqa: PTH100
    notes = [
        f"{count_of(count, 'pair')} of documents by layout: {layout} (--source or [pairs] overrules it)"
        for layout, count in layouts.items()
    ]
    notes += _told("without a source", without)
    if tree.path is not None and Path(tree.path).is_dir():
        notes += _told("of the source without a translation", _untranslated(Path(tree.path), sources))
    return kept, notes


def _counterpart(place: Place, tree: SourceTree) -> tuple[Counterpart | None, str]:
    """Return the source of a document, and the layout by which it was found."""
    if place.path == STANDARD_INPUT or not _is_document(place):
        return None, ""
    if tree.path is not None:
        file = _below(Path(tree.path), place)
        return (Counterpart(file, _locale_of(place)) if file else None), ""
    if tree.pattern:
        matched = tree.pattern.source_of(os.path.abspath(place.file))  # noqa: PTH100 - keeps links
        if matched and matched[0].is_file():
            return Counterpart(*matched), ""
        return None, ""
    for candidate in candidates(Path(os.path.abspath(place.file)).parts):  # noqa: PTH100 - keeps links
        file = Path(*candidate.parts)
        if file.is_file() and not _is_bilingual(place):
            return Counterpart(_as_given(file, place), candidate.locale), candidate.layout
    return None, ""


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
    parts = Path(place.name).parts if not place.is_named else Path(os.path.abspath(place.file)).parts[1:]  # noqa: PTH100
    starts = range(len(parts)) if place.is_named else [0]
    for start in starts:
        for name in _names(parts[-1]):
            file = source.joinpath(*parts[start:-1], name)
            if file.is_file() and os.path.abspath(file) != os.path.abspath(place.file):  # noqa: PTH100
                return file
    return None


def _names(name: str) -> Iterable[str]:
    """Return what the source of a file may be called: `a.de.md` is `a.md`, and `a.md` may be `a.mdx`."""
    stem, _, suffix = name.rpartition(".")
    plain, _, tag = stem.rpartition(".")
    stems = [stem, plain] if plain and language_of(tag) else [stem]
    return [f"{one}{ending}" for one in stems for ending in dict.fromkeys((f".{suffix}", *MARKDOWN_SUFFIXES))]


def _locale_of(place: Place) -> str | None:
    """Return the locale that the path of a translated document names, the last such name."""
    names = Path(os.path.abspath(place.file)).parts  # noqa: PTH100 - keeps links
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
        and os.path.abspath(file) not in used  # noqa: PTH100 - keeps links
    ]


def _told(what: str, paths: Sequence[str]) -> list[str]:
    if not paths:
        return []
    more = f" and {len(paths) - _MOST:,} more" if len(paths) > _MOST else ""
    return [f"{count_of(len(paths), 'document')} {what}: {', '.join(paths[:_MOST])}{more}"]
