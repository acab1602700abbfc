"""Cleans a memory: finds what should go or be looked at, removes it on demand, and brings it back."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.memory.cleaning import (
    CHECKS,
    Cleaning,
    CleaningProfile,
    CleaningRun,
    CleaningTally,
    FlaggedUnit,
    Restored,
    remove,
    restore,
    runs,
    select_checks,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from l10nqa.memory import Location

__all__ = ["CleanRun", "clean", "cleaning_runs", "undo_cleaning"]


@dataclass(slots=True)
class CleanRun:
    """What a run found; `flagged` and `examples` answer inside the block that `clean` opens."""

    profile: CleaningProfile
    units: int
    """Units that were looked at."""
    tallies: tuple[CleaningTally, ...]
    flagged: Callable[[], Iterator[FlaggedUnit]]
    """Yields everything found: check by check, units by their ids."""
    examples: Callable[[str, int], list[FlaggedUnit]]
    """Returns some of what the check of a name found, spread evenly over it."""
    run: int | None = None
    """The number of the removal, once the block has ended; None where nothing was removed."""

    @property
    def removed(self) -> int:
        """The units that are removed, or would be."""
        return sum(tally.removed for tally in self.tallies)


@contextmanager
def clean(
    memory_path: Location,
    *,
    profile: CleaningProfile = CleaningProfile.TMS,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    target_locale: str | None = None,
    write: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Iterator[CleanRun]:
    """Find what the checks find in a memory; with `write`, remove when the block ends without error what they remove.

    One transaction: nobody else changes the memory between finding and removing, and where writing the report fails
    nothing is removed. `target_locale` chooses the units of that locale; a language alone chooses all its locales.

    Raises:
        ConfigError: a name is no check's, or the memory has no units of the locale.
        StoreError: there is no such memory, or it cannot be written.
    """
    checks = select_checks(profile, select, ignore)
    with Memory(memory_path) as memory:
        locales = memory.locales(within=target_locale)
        if target_locale and not locales:
            has = ", ".join(sorted(memory.locales()))
            hint = f"it translates into {has}" if has else "it is empty"
            raise ConfigError(f"no unit translates into {target_locale}", path=str(memory_path), hint=hint)
        with memory.transaction(write=write) as connection:
            cleaning = Cleaning(connection, checks, profile, locales)
            cleaning.find(progress)
            run = CleanRun(profile, cleaning.units(), tuple(cleaning.tallies()), cleaning.flagged, cleaning.examples)
            yield run
            if write:
                run.run = remove(connection, profile, CHECKS)


def cleaning_runs(memory_path: Location) -> list[CleaningRun]:
    """Return the runs that removed units from a memory, the first one first."""
    with Memory(memory_path) as memory, memory.transaction(write=False) as connection:
        return list(runs(connection))


def undo_cleaning(memory_path: Location, run: int | None = None) -> Restored:
    """Bring back what a run removed, by default the latest one that is not undone, in one transaction.

    Raises:
        ConfigError: there is no such run, or nothing of it is left to bring back.
    """
    with Memory(memory_path) as memory, memory.transaction(write=True) as connection:
        return restore(connection, run)
