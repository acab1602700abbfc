"""The translation memory."""

from l10nqa.memory.intake import Changes, Intake
from l10nqa.memory.match import Match
from l10nqa.memory.store import LocaleStats, Memory, Stats

__all__ = ["Changes", "Intake", "LocaleStats", "Match", "Memory", "Stats"]
