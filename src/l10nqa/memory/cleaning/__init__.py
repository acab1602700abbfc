"""Maintenance of a memory: checks that find units which should go or be looked at, and removal that can be undone."""

from l10nqa.memory.cleaning.check import Action, Check, Profile
from l10nqa.memory.cleaning.cleaning import Cleaning, FlaggedUnit, Tally
from l10nqa.memory.cleaning.removed import Restored, Run, remove, restore, runs
from l10nqa.memory.cleaning.table import CHECKS, select_checks

__all__ = [
    "CHECKS",
    "Action",
    "Check",
    "Cleaning",
    "FlaggedUnit",
    "Profile",
    "Restored",
    "Run",
    "Tally",
    "remove",
    "restore",
    "runs",
    "select_checks",
]
