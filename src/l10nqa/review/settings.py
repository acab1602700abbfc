"""The settings of a review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from l10nqa.workspace.checking import Gate
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["ReviewSettings"]


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """What is reviewed, where decisions go, and where the page is."""

    paths: Sequence[str]
    options: RunOptions
    gate: Gate
    ledger: Path
    """Created with the first decision."""
    author: str
    """The name of a reviewer who gives none."""
    port: int = 0
    """0 selects a free port."""
