"""Which rules run."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from l10nqa.errors import ConfigError
from l10nqa.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.rule import Rule

__all__ = ["find_rule", "select_rules"]


def select_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules named in `select` (all, where none is named) without those named in `ignore`, in table order.

    Raises:
        ConfigError: a name is no rule's; with the nearest name.
    """
    chosen = {find_rule(name).name for name in select} or {rule.name for rule in RULES}
    chosen -= {find_rule(name).name for name in ignore}
    return tuple(rule for rule in RULES if rule.name in chosen)


def find_rule(name: str) -> Rule:
    """Return the rule of that name; see `select_rules` for what is raised."""
    for rule in RULES:
        if rule.name == name:
            return rule
    near = difflib.get_close_matches(name, [rule.name for rule in RULES], 1)
    hint = f"did you mean {near[0]}?" if near else "l10nqa rules lists them"
    raise ConfigError(f"no rule is called “{name}”", hint=hint)
