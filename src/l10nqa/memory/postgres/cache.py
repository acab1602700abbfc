"""The folder for files derived from a memory on a server: each user's own cache."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cache_folder"]


def cache_folder(identity: str) -> Path:
    """Return the folder of the memory of that identity, made if it can be; nobody else may read it: it holds texts."""
    folder = user_cache_path("l10nqa", appauthor=False) / identity
    with suppress(OSError):  # who writes into it tells, or does without
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
