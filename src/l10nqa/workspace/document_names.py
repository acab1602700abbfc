"""Finds the given file that an edited file means by a path: one of the machine, folder or form of another day."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from l10nqa.bitext import Place

__all__ = ["DocumentNames"]

_Parts = tuple[str, ...]
_MOST = 3
"""The number of files that a reason names."""


class _Found(NamedTuple):
    places: tuple[Place, ...] = ()
    length: int = 0
    """The number of parts, from the end, that the path has in common with those of the files."""


_NOTHING = _Found()
_WHOLE = 1_000_000
"""The length of a path that is given as it is."""


class DocumentNames:
    """The given files by the paths that an edited file has for them.

    A path is matched as it is; else by its end, where that is unique: `docs/a.md`, `./docs/a.md`, `/home/me/docs/a.md`
    and `a.md` may all be one file, told from the folder given. No path leads to a file that was not given.
    """

    def __init__(self, places: Sequence[Place], paths: Iterable[str]) -> None:
        """Take the given files, and all paths that the edited file names."""
        counts = Counter(place.name for place in places)
        self._exact = {place.path: place for place in places}
        self._exact |= {place.name: place for place in places if counts[place.name] == 1}
        self._places = places
        self._folders = _folders_above(places)
        self._by_name: dict[_Parts, list[int]] = defaultdict(list)
        """The numbers of the files by the parts of their relative names."""
        absolute = (_parts(os.path.abspath(place.file)) for place in places)  # noqa: PTH100 - follows no link
        self._absolute = list(absolute)
        for number, place in enumerate(places):
            self._by_name[_parts(place.name)].append(number)
        self._backwards = sorted((parts[::-1], number) for number, parts in enumerate(self._absolute))
        """The files with the parts of their paths from the last to the first: those with one end are side by side."""
        self._found = _without_clashes({path: self._ending_like(path) for path in dict.fromkeys(paths)})

    def find(self, path: str) -> Place | None:
        """Return the given file that the path means; None if it means none, or it is not clear which."""
        found = self._found.get(path, _NOTHING).places
        return found[0] if len(found) == 1 else None

    def why_unknown(self, path: str) -> str:
        """Return why a path means none of the given files, and which PATH to give."""
        found = self._found.get(path, _NOTHING).places
        if ".." in _parts(path) or (posixpath.isabs(path) and not found):
            return "its path points outside the folder given"
        if found:
            named = ", ".join(place.path for place in found[:_MOST])
            return f"{len(found)} documents given are called so ({named}): give one of them as PATH"
        folder = self._folder_with(path)
        if folder:
            return f"the given paths hold no such document: give {folder} as PATH"
        return f"the given paths hold no such document: give the folder with {path} in it as PATH"

    def _ending_like(self, path: str) -> _Found:
        """Return the given files whose paths end like the path: those that go on longest in the same way."""
        if path in self._exact:
            return _Found((self._exact[path],), _WHOLE)
        parts = _parts(path)
        if not parts or ".." in parts:
            return _NOTHING
        found = self._ending_with(parts)
        if found:
            return _Found(tuple(self._places[number] for number in found), len(parts))
        names = (self._by_name.get(parts[start:], ()) for start in range(len(parts)))
        lengths = {number: _common_end(parts, self._absolute[number]) for numbers in names for number in numbers}
        longest = max(lengths.values(), default=0)
        numbers = sorted(number for number, length in lengths.items() if length == longest)
        return _Found(tuple(self._places[number] for number in numbers), longest)

    def _ending_with(self, parts: _Parts) -> list[int]:
        """Return the numbers of the files whose absolute paths end with the parts, in order."""
        end = parts[::-1]

        def beginning(entry: tuple[_Parts, int]) -> _Parts:
            return entry[0][: len(end)]

        first = bisect_left(self._backwards, end, key=beginning)
        last = bisect_right(self._backwards, end, lo=first, key=beginning)
        return sorted(number for _, number in self._backwards[first:last])

    def _folder_with(self, path: str) -> str:
        """Return a folder above a given one in which the document is; an empty string if there is none."""
        if not _parts(path):
            return ""
        here = Path.cwd()
        for folder in self._folders:
            if folder.joinpath(*_parts(path)).is_file():
                return (folder.relative_to(here) if folder.is_relative_to(here) else folder).as_posix()
        return ""


def _without_clashes(found: Mapping[str, _Found]) -> Mapping[str, _Found]:
    """Leave out guesses where another path of the edited file is the better name of the same given file."""
    lengths: dict[Place, Counter[int]] = defaultdict(Counter)
    for places, length in found.values():
        if len(places) == 1:
            lengths[places[0]][length] += 1
    best = {place: max(counts) for place, counts in lengths.items()}

    def is_best(place: Place, length: int) -> bool:
        return length == _WHOLE or (length == best[place] and lengths[place][length] == 1)

    return {
        path: each if len(each.places) != 1 or is_best(each.places[0], each.length) else _NOTHING
        for path, each in found.items()
    }


def _folders_above(places: Iterable[Place]) -> list[Path]:
    """Return the folders above those given, each once: the nearest first, given folder by given folder."""
    roots = dict.fromkeys(place.root for place in places)
    return list(dict.fromkeys(folder for root in roots for folder in [*root.absolute().parents][:_MOST]))


def _parts(path: str) -> _Parts:
    """Return the parts of a path, without its root and the dots that mean nothing."""
    plain = unicodedata.normalize("NFC", path)  # macOS writes names in NFD
    return tuple(part for part in posixpath.normpath(plain).split("/") if part not in ("", ".")) if plain else ()


def _common_end(parts: _Parts, others: _Parts) -> int:
    pairs = zip(reversed(parts), reversed(others), strict=False)
    return next((index for index, (part, match) in enumerate(pairs) if part != match), min(len(parts), len(others)))
