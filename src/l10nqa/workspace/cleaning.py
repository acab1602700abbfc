"""Cleans a memory: finds units to remove or to review, removes them on demand, and restores them."""

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
    """The result of a cleaning run; `flagged` and `examples` work inside the block that `clean` opens."""

    profile: CleaningProfile
    units: int
    """The number of units examined."""
    tallies: tuple[CleaningTally, ...]
    flagged: Callable[[], Iterator[FlaggedUnit]]
    """Yields all flagged units: check by check, in order of unit ids."""
    examples: Callable[[str, int], list[FlaggedUnit]]
    """Returns examples of the units that the named check flagged, evenly spread."""
    run: int | None = None
    """The number of the removal, once the block has ended; None if nothing was removed."""

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
    """Run the checks over a memory; with `write`, remove their units when the block ends without an error.

    This is one transaction: nobody else changes the memory between finding and removing, and nothing is removed if the
    report cannot be written. `target_locale` selects the units of a locale; a language alone selects all its locales.

    Raises:
        ConfigError: there is no check of that name, or the memory has no units of the locale.
        StoreError: the memory does not exist, or cannot be written.
    """
    checks = select_checks(profile, select, ignore)
    with Memory(memory_path) as memory:
        locales = memory.locales(within=target_locale)
        if target_locale and not locales:
            has = ", ".join(sorted(memory.locales()))
            hint = f"it translates into {has}" if has else "it is empty"
            raise ConfigError(f"no unit has the target locale {target_locale}", path=str(memory_path), hint=hint)
        with memory.transaction(write=write) as connection:
            cleaning = Cleaning(connection, checks, profile, locales)
            cleaning.find(progress)
            run = CleanRun(profile, cleaning.units(), tuple(cleaning.tallies()), cleaning.flagged, cleaning.examples)
            yield run
            if write:
                run.run = remove(connection, profile, CHECKS)


def cleaning_runs(memory_path: Location) -> list[CleaningRun]:
    """Return the runs that removed units from a memory, in order of time."""
    with Memory(memory_path) as memory, memory.transaction(write=False) as connection:
        return list(runs(connection))


def undo_cleaning(memory_path: Location, run: int | None = None) -> Restored:
    """Restore the units that a run removed, by default the latest run that is not undone, in one transaction.

    Raises:
        ConfigError: there is no such run, or nothing of it is left to restore.
    """
    with Memory(memory_path) as memory, memory.transaction(write=True) as connection:
        return restore(connection, run)
