"""Options of the commands that search several memories and rank what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from l10nqa.cli.options import MEMORY
from l10nqa.cli.settings import configured_memory, given_memories
from l10nqa.cli.terminal import warn
from l10nqa.errors import ConfigError
from l10nqa.memory.ranking import DEFAULT_POINTS, AttachedMemory
from l10nqa.model import Penalty
from l10nqa.workspace.missing_locales import missing_locales_note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from l10nqa.memory import Location
    from l10nqa.memory.ranking import Searchable

__all__ = ["ALL_PENALTIES", "chosen_memories", "memories", "penalty_option", "points_of", "warn_of_locale"]

ALL_PENALTIES = "all"
_DEFAULTS = ", ".join(f"{penalty} {points:g}" for penalty, points in DEFAULT_POINTS.items())

_tms = click.option(
    "--tm",
    "tms",
    metavar="TM.db",
    type=MEMORY,
    multiple=True,
    callback=given_memories,
    help="The translation memory; of several, the one named first goes first where scores are equal. If none is given, "
    "`tm` of the configuration.",
)
_of_memories = click.option(
    "--tm-penalty",
    "of_memories",
    metavar="TM.db=POINTS",
    multiple=True,
    help="The points that each match of that memory loses; write TM.db as in --tm.",
)


def memories(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of `chosen_memories`, and those of the configuration that supplies a default for `--tm`."""
    return _tms(_of_memories(configured_memory(command)))


def penalty_option(default_note: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option of `points_of`; `default_note` describes its default."""
    return click.option(
        "--penalty",
        "penalties",
        metavar="NAME[=POINTS]",
        multiple=True,
        help="The points that a match loses where its markup or its numbers differ from those of the text, where a "
        "machine made its translation, where developers gave it another context (msgctxt, resname), or where another "
        "translation of the very text is worth as much (ambiguous). "
        f"Without =POINTS: {_DEFAULTS}; {ALL_PENALTIES} stands for all. {default_note}",
    )


def chosen_memories(tms: Sequence[Location], of_memories: Sequence[str]) -> list[AttachedMemory]:
    """Return the memories with their penalties.

    Raises:
        ConfigError: a penalty is not a number of points, or its memory is not among the given ones.
    """
    given = {name: _points(text, f"--tm-penalty {name}") for name, text in map(_split, of_memories)}
    unknown = given.keys() - {str(tm) for tm in tms}
    if unknown:
        raise ConfigError(f"--tm-penalty {min(unknown)}: there is no such --tm", hint="write it as --tm has it")
    return [AttachedMemory(tm, given.get(str(tm), 0.0)) for tm in dict.fromkeys(tms)]


def points_of(penalties: Sequence[str], start: Mapping[Penalty, float]) -> dict[Penalty, float]:
    """Return the points of each penalty: those of `start`, overridden by the options in order.

    Raises:
        ConfigError: there is no such penalty, or its points are not a number.
    """
    points = dict(start)
    for name, text in map(_split, penalties):
        if name != ALL_PENALTIES and name not in DEFAULT_POINTS:
            known = ", ".join([*DEFAULT_POINTS, ALL_PENALTIES])
            raise ConfigError(f"no penalty is called {name!r}", hint=f"there are {known}")
        named = DEFAULT_POINTS if name == ALL_PENALTIES else [Penalty(name)]
        for penalty in named:
            points[penalty] = _points(text, f"--penalty {name}") if text else DEFAULT_POINTS[penalty]
    return points


def warn_of_locale(memory: Searchable, target_locale: str | None, *, name: str) -> None:
    """Warn if a search finds nothing because the memory has no translations into the locale."""
    if target_locale and not memory.locales(target_locale):
        warn(missing_locales_note(memory, name, [target_locale]))


def _split(option: str) -> tuple[str, str]:
    name, equals, text = option.rpartition("=")
    return (name, text) if equals else (option, "")


def _points(text: str, option: str) -> float:
    try:
        points = float(text)
    except ValueError:
        points = -1
    if not 0 <= points <= 100:
        raise ConfigError(f"{option}: {text!r} is not a number from 0 to 100", hint=f"write {option}=5")
    return points
