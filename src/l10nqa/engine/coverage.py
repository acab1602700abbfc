"""The documents and rules that a run covered: only there can a known finding be gone, or a decision be unused."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from typing import NamedTuple

__all__ = ["Coverage", "absolute", "matches_path", "relative"]

_STANDARD_INPUT = "-"


class Coverage(NamedTuple):
    """The documents and rules of a run; paths are absolute."""

    documents: frozenset[str] = frozenset()
    """The documents that were read."""
    folders: tuple[str, ...] = ()
    """The folders given: a document that they no longer hold counts as read."""
    rules: frozenset[str] = frozenset()
    """The names of the rules that were run."""

    def holds(self, path: str, rule: str) -> bool:
        """Tell whether the run would have found a finding of the rule in the document."""
        if rule not in self.rules:
            return False
        return path in self.documents or (self._below(path) and not os.path.exists(path))  # noqa: PTH110 - a string

    def could_hold(self, pattern: str, rule: str) -> bool:
        """Tell whether the run would have found findings of the rule (any rule, if empty) in documents of that pattern.

        An empty pattern stands for all documents: it takes a folder, not single files, to say that there are none.
        """
        if rule and rule not in self.rules:
            return False
        if not pattern:
            return bool(self.folders)
        return any(matches_path(path, pattern) for path in self.documents) or self._below(_fixed_part(pattern))

    def _below(self, path: str) -> bool:
        return any(path == folder or path.startswith(f"{folder.rstrip('/')}/") for folder in self.folders)


def matches_path(path: str, pattern: str) -> bool:
    """Tell whether the pattern (`*`, `?`, `[…]` as in a shell, `*` over slashes, too) fits the path or a folder of it.

    In time linear in the length of the path for each `*`: fnmatch never goes back behind one.
    """
    return fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern.rstrip('/')}/*")


def relative(path: str, folder: str) -> str:
    """Return the path relative to a folder, with forward slashes."""
    if path == _STANDARD_INPUT:
        return path
    return os.path.relpath(absolute(path), folder).replace(os.sep, "/")


def absolute(path: str, folder: str = "") -> str:
    """Return the absolute form of a path relative to a folder (by default the current one); symbolic links stay."""
    if path == _STANDARD_INPUT:
        return path
    return os.path.abspath(os.path.join(folder, path))  # noqa: PTH100, PTH118 - resolve() follows links


def _fixed_part(pattern: str) -> str:
    """Return the folder that all paths of the pattern lie below."""
    for index, character in enumerate(pattern):
        if character in "*?[":
            return pattern[:index].rpartition("/")[0] or "/"
    return pattern
