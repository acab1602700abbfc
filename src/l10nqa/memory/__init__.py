"""The translation memory."""

from l10nqa.memory.concordance import ConcordanceMatch, ConcordancePage
from l10nqa.memory.intake import Changes, Intake
from l10nqa.memory.location import DatabaseUrl, Location, memory_location
from l10nqa.memory.store import LocaleStats, Memory, Stats

__all__ = [
    "Changes",
    "ConcordanceMatch",
    "ConcordancePage",
    "DatabaseUrl",
    "Intake",
    "LocaleStats",
    "Location",
    "Memory",
    "Stats",
    "memory_location",
]
