"""How long work on a memory says how far it is."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Progress", "silent"]

Progress = Callable[[int, int], None]
"""Is told how many of how many units or sources are done."""


def silent(_done: int, _total: int) -> None:
    """Say nothing."""
