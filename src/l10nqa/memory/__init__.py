"""The translation memory."""

from l10nqa.memory.intake import Changes, Intake
from l10nqa.memory.match import Hit, Match, Page
from l10nqa.memory.store import LocaleStats, Memory, Stats

__all__ = ["Changes", "Hit", "Intake", "LocaleStats", "Match", "Memory", "Page", "Stats"]
