"""Paths for CI systems: relative, with forward slashes, and without the folders of this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import xxhash

from l10nqa.bitext import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from l10nqa.model import CheckedDocument, Finding

__all__ = ["placed_fingerprint", "relative_paths"]


def relative_paths(results: Iterable[CheckedDocument]) -> Mapping[str, str]:
    """Return the path of each document relative to the folder in which l10nqa runs.

    If a document lies outside it, all paths are relative to their common folder. Standard input stays `-`.
    """
    absolute = {result.path: Path(os.path.abspath(result.path)) for result in results}  # noqa: PTH100 - follows no link
    absolute.pop(STANDARD_INPUT, None)
    root = Path.cwd()
    if not all(path.is_relative_to(root) for path in absolute.values()):
        root = Path(os.path.commonpath([path.parent for path in absolute.values()]))
    relative = {path: file.relative_to(root).as_posix() for path, file in absolute.items()}
    return {**relative, STANDARD_INPUT: STANDARD_INPUT}


def placed_fingerprint(finding: Finding, path: str) -> str:
    """Return a fingerprint that distinguishes the same fault of the same text in two documents."""
    return xxhash.xxh3_128_hexdigest(f"{path}\0{finding.fingerprint}".encode("utf-8", "surrogateescape"))
