"""Finds the given file that an edited file means by a path: one of the machine, folder or form of another day."""

from __future__ import annotations

import os
import posixpath
import unicodedata
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
        self._roots = list(dict.fromkeys(place.root for place in places))
        self._by_last: dict[str, list[tuple[_Parts, _Parts, Place]]] = defaultdict(list)
        for place in places:
            name, absolute = _parts(place.name), _parts(os.path.abspath(place.file))  # noqa: PTH100 - follows no link
            if absolute:
                self._by_last[absolute[-1]].append((name, absolute, place))
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
        lengths = {
            place: _common_end(parts, absolute)
            for name, absolute, place in self._by_last.get(parts[-1], ())
            if _ends_with(absolute, parts) or _ends_with(parts, name)
        }
        longest = max(lengths.values(), default=0)
        return _Found(tuple(place for place, length in lengths.items() if length == longest), longest)

    def _folder_with(self, path: str) -> str:
        """Return a folder above a given one in which the document is; an empty string if there is none."""
        if not _parts(path):
            return ""
        for root in self._roots:
            for folder in [*root.absolute().parents][:_MOST]:
                if folder.joinpath(*_parts(path)).is_file():
                    here = Path.cwd()
                    return (folder.relative_to(here) if folder.is_relative_to(here) else folder).as_posix()
        return ""


def _without_clashes(found: Mapping[str, _Found]) -> Mapping[str, _Found]:
    """Leave out guesses where another path of the edited file is the better name of the same given file."""
    lengths: dict[Place, list[int]] = defaultdict(list)
    for places, length in found.values():
        if len(places) == 1:
            lengths[places[0]].append(length)
    return {
        path: each if len(each.places) != 1 or _is_best(each.length, lengths[each.places[0]]) else _NOTHING
        for path, each in found.items()
    }


def _is_best(length: int, lengths: Sequence[int]) -> bool:
    return length == _WHOLE or (length == max(lengths) and lengths.count(length) == 1)


def _parts(path: str) -> _Parts:
    """Return the parts of a path, without its root and the dots that mean nothing."""
    plain = unicodedata.normalize("NFC", path)  # macOS writes names in NFD
    return tuple(part for part in posixpath.normpath(plain).split("/") if part not in ("", ".")) if plain else ()


def _ends_with(parts: _Parts, end: _Parts) -> bool:
    return bool(end) and parts[-len(end) :] == end


def _common_end(parts: _Parts, others: _Parts) -> int:
    pairs = zip(reversed(parts), reversed(others), strict=False)
    return next((index for index, (part, match) in enumerate(pairs) if part != match), min(len(parts), len(others)))
