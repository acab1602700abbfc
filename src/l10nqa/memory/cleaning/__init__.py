"""Maintenance of a memory: checks that find units which should go or be looked at, and removal that can be undone."""

from l10nqa.memory.cleaning.check import Action, Check, CleaningProfile
from l10nqa.memory.cleaning.cleaning import Cleaning, CleaningTally, FlaggedUnit
from l10nqa.memory.cleaning.removed import CleaningRun, Restored, remove, restore, runs
from l10nqa.memory.cleaning.table import CHECKS, select_checks

__all__ = [
    "CHECKS",
    "Action",
    "Check",
    "Cleaning",
    "CleaningProfile",
    "CleaningRun",
    "CleaningTally",
    "FlaggedUnit",
    "Restored",
    "remove",
    "restore",
    "runs",
    "select_checks",
]
