"""The origin of a translation."""

from __future__ import annotations

from typing import Literal

__all__ = ["Origin"]

Origin = Literal["MT", "HT"]
"""Machine or human translation."""
