"""What a check is: something wrong with one unit, or with one beside others, and what each profile does about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.memory.cleaning.length import LengthNorms

__all__ = ["Action", "Check", "GroupCheck", "Pair", "PairCheck", "Profile"]


class Profile(StrEnum):
    """What the memory is for."""

    TMS = "tms"
    """Translators get its units as matches: what somebody wrote is kept, unless nobody can use it."""
    MT = "mt"
    """A translation system is trained on it: each pair once, and none that teaches something wrong."""


class Action(StrEnum):
    """What a profile does with the units that a check finds."""

    REMOVE = "remove"
    REPORT = "report"
    NONE = "none"
    """Does not look, unless the check is selected by name; then it reports."""


class Pair(NamedTuple):
    """What a check sees of a unit."""

    source: str
    target: str
    source_locale: str
    target_locale: str


@dataclass(frozen=True, slots=True)
class Check:
    """What all checks have: a name, what they find, and what each profile does about it, with the reason."""

    name: str
    finds: str
    tms: Action
    mt: Action
    reason: str

    def action(self, profile: Profile) -> Action:
        """Return what the profile does with what the check finds."""
        return self.tms if profile is Profile.TMS else self.mt


@dataclass(frozen=True, slots=True)
class PairCheck(Check):
    """A check that needs one unit's own texts and locales only, and, for lengths, what is usual in the memory."""

    judge: Callable[[Pair, LengthNorms], str]
    """Returns what is wrong; an empty text where nothing is."""


def _differ(*_texts: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class GroupCheck(Check):
    """A check that holds units against each other."""

    query: Callable[[Profile], str]
    """Returns the SQL that yields id and details of the units, and perhaps two texts that differ, over the view
    `standing`: those units that no check of their own texts removes."""
    alike: Callable[..., bool] = _differ
    """Tells of the two texts whether the unit is right all the same."""
