"""The anatomy of a check: the fault of a unit, by itself or next to others, and what each profile does with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.memory.cleaning.length import LengthNorms
    from l10nqa.memory.cleaning.texts import CheckedPair

__all__ = ["Action", "Check", "CleaningProfile", "GroupCheck", "PairCheck"]


class CleaningProfile(StrEnum):
    """The purpose of the memory."""

    TMS = "tms"
    """Translators get its units as matches: the work of people is kept, unless nobody can use it."""
    MT = "mt"
    """A translation system is trained on it: each pair once, and none that teaches something wrong."""


class Action(StrEnum):
    """The action of a profile on the units that a check finds."""

    REMOVE = "remove"
    REPORT = "report"
    NONE = "none"
    """Does not look, unless the check is selected by name; then it reports."""


@dataclass(frozen=True, slots=True)
class Check:
    """The facts of every check: its name, what it finds, and what each profile does with that, with the reason."""

    name: str
    finds: str
    tms: Action
    mt: Action
    reason: str

    def action(self, profile: CleaningProfile) -> Action:
        """Return the action of the profile on the units that the check finds."""
        return self.tms if profile is CleaningProfile.TMS else self.mt


@dataclass(frozen=True, slots=True)
class PairCheck(Check):
    """A check of one unit's own texts and locales; for lengths, with the norms of the memory."""

    judge: Callable[[CheckedPair, LengthNorms], str]
    """Returns a description of the fault, or an empty text."""


def _differ(*_texts: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class GroupCheck(Check):
    """A check that compares units with each other."""

    query: Callable[[CleaningProfile], str]
    """Returns the SQL that yields id and details of the units, and perhaps two texts that differ, over the view
    `remaining`: those units that no check of their own texts removes."""
    alike: Callable[..., bool] = _differ
    """Tells whether two texts that differ are both right."""
