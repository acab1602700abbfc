"""Patterns of the configuration that match no file: without a note they would change nothing in silence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from l10nqa.config import matches_glob

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.bitext import Place
    from l10nqa.config import Config

__all__ = ["idle_patterns"]

_WILD = frozenset("*?[")


def idle_patterns(config: Config, places: Sequence[Place]) -> Iterator[str]:
    """Yield a note on each pattern of `[[files]]` that matches neither a file of the run nor any other."""
    if not config.file or not config.files:
        return
    folder = config.file.parent
    inside = [os.path.relpath(place.path, folder) for place in places]
    for table in config.files:
        if any(matches_glob(path, table.pattern) for path in inside) or _matches_any(folder, table.pattern):
            continue
        where = f"{os.path.relpath(config.file)}:{table.line}"
        yield f"{where}: [[files]] pattern “{table.pattern}” matches no file: it is relative to the configuration"


def _matches_any(folder: Path, pattern: str) -> bool:
    """Tell whether any file below the folder matches; only the part that the pattern names is looked through."""
    parts = Path(pattern).parts
    fixed = next((index for index, part in enumerate(parts) if _WILD.intersection(part)), max(len(parts) - 1, 0))
    start = folder.joinpath(*parts[:fixed]) if "/" in pattern.rstrip("/") else folder
    for parent, folders, files in os.walk(start):
        folders[:] = [name for name in folders if not name.startswith(".")]
        relative = os.path.relpath(parent, folder)
        if any(matches_glob(os.path.normpath(f"{relative}/{name}"), pattern) for name in files):
            return True
    return False
