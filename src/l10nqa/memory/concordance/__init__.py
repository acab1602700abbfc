"""Concordance: the units of a memory that hold a piece of text on either side, in any capitals."""

from l10nqa.memory.concordance.fold import folded, occurrences
from l10nqa.memory.concordance.lookup import SIDES, Concordance, ConcordanceMatch, ConcordancePage, Side

__all__ = ["SIDES", "Concordance", "ConcordanceMatch", "ConcordancePage", "Side", "folded", "occurrences"]
