"""Numbers of texts: what they may mean, and whether two texts hold the same ones."""

from __future__ import annotations

from l10nqa.numbers.amounts import changed_amounts
from l10nqa.numbers.compare import NumberText, compare
from l10nqa.numbers.figures import NUMBER, Figure, figures_of

__all__ = ["NUMBER", "Figure", "NumberText", "changed_amounts", "compare", "figures_of"]
