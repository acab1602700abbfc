"""The translation memory."""

from l10nqa.memory.hit import Hit, Page
from l10nqa.memory.intake import Changes, Intake
from l10nqa.memory.location import DatabaseUrl, Location, memory_location
from l10nqa.memory.store import LocaleStats, Memory, Stats

__all__ = [
    "Changes",
    "DatabaseUrl",
    "Hit",
    "Intake",
    "LocaleStats",
    "Location",
    "Memory",
    "Page",
    "Stats",
    "memory_location",
]
