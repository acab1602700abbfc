"""The table of checks: what each finds, the action of each profile, and the reason.

"survey" is the GILT Leaders' Forum's of 32 localization leads on what to do in a production memory, and what only in a
corpus for training (TM-Mgmt-Best-Practices 2.1).
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from l10nqa.errors import ConfigError
from l10nqa.memory.cleaning.characters import corrupt, wrong_script
from l10nqa.memory.cleaning.check import Action, GroupCheck, PairCheck
from l10nqa.memory.cleaning.groups import conflict, duplicate, same_letters, shared_target
from l10nqa.memory.cleaning.length import length_ratio
from l10nqa.memory.cleaning.pair_checks import empty, long, markup, punctuation_only, short, untranslated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.memory.cleaning.check import CleaningProfile

__all__ = ["CHECKS", "select_checks"]

_REMOVE, _REPORT, _NONE = Action.REMOVE, Action.REPORT, Action.NONE

CHECKS: tuple[PairCheck | GroupCheck, ...] = (
    PairCheck(
        "empty",
        "source or target is empty",
        _REMOVE,
        _REMOVE,
        "nobody can use it; 64 % of the survey remove it",
        empty,
    ),
    PairCheck(
        "corrupt",
        "lost, control, private use or misread characters",
        _REMOVE,
        _REMOVE,
        "as a match it spreads the damage",
        corrupt,
    ),
    PairCheck(
        "punctuation-only",
        "no letters or digits",
        _REMOVE,
        _REMOVE,
        "it costs more to look at than to type",
        punctuation_only,
    ),
    PairCheck(
        "wrong-script",
        "the target is mostly not in its locale's script",
        _REPORT,
        _REMOVE,
        "mostly untranslated, which may be meant; for training it is another language",
        wrong_script,
    ),
    PairCheck(
        "untranslated",
        "the target is the source",
        _REPORT,
        _REMOVE,
        "4 % of the survey remove it: it may be meant; training learns to copy from it",
        untranslated,
    ),
    PairCheck(
        "length-ratio",
        "the target is far longer or shorter than usual",
        _REPORT,
        _REMOVE,
        "misaligned or cut off, but a person must see which",
        length_ratio,
    ),
    PairCheck(
        "markup",
        "another number of links, images, bold, code or placeholders",
        _REPORT,
        _REMOVE,
        "the words may be right all the same; training learns to lose codes from it",
        markup,
    ),
    PairCheck(
        "long",
        "a side has more than 100 words",
        _NONE,
        _REMOVE,
        "a match like any other; training cuts or drops it",
        long,
    ),
    PairCheck(
        "short",
        "the source is one word",
        _NONE,
        _REMOVE,
        "a match like any other; without a sentence around it, it teaches one meaning of several",
        short,
    ),
    GroupCheck(
        "duplicate",
        "the same texts as another unit; in profile tms in the same context, too",
        _REMOVE,
        _REMOVE,
        "the other unit stays; 70 % of the survey keep units that differ in context",
        duplicate,
    ),
    GroupCheck(
        "conflict",
        "the source usually has another target",
        _REPORT,
        _REMOVE,
        "which is right depends on the context; training takes one, by a person first, then the usual, then the newest",
        conflict,
    ),
    GroupCheck(
        "shared-target",
        "the target usually belongs to another source",
        _REPORT,
        _REPORT,
        "mostly two ways to say one thing, which harms nobody",
        shared_target,
        alike=same_letters,
    ),
)
"""Every check; a unit counts as removed by the first one here that removes it."""


def select_checks(
    profile: CleaningProfile, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[PairCheck | GroupCheck, ...]:
    """Return the checks named in `select` (where none is named, all that the profile uses) without those in `ignore`.

    Raises:
        ConfigError: a name is no check's; with the nearest name.
    """
    named = [_known(name) for name in select]
    chosen = named or [check.name for check in CHECKS if check.action(profile) is not Action.NONE]
    dropped = [_known(name) for name in ignore]
    return tuple(check for check in CHECKS if check.name in chosen and check.name not in dropped)


def _known(name: str) -> str:
    names = [check.name for check in CHECKS]
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    raise ConfigError(f"no check is called “{name}”", hint=hint)
