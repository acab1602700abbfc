"""Which documents of a folder have lost their files, by the paths that a memory has of them."""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder_prefix", "is_below", "is_gone"]


def folder_prefix(folder: str) -> str:
    """Return the text that the paths of all documents in the folder begin with."""
    name = Path(folder).as_posix().rstrip("/")
    return "" if name == "." else f"{name}/"


def is_below(path: str, base: str) -> bool:
    """Tell whether a document is in the folder of a prefix."""
    return path.startswith(base) and not path.removeprefix(base).startswith(("/", "../"))


def is_gone(path: str) -> bool:
    """Tell whether there is no file at a path any more."""
    try:
        Path(path).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False  # it may be there: out of reach is not gone
    return False
