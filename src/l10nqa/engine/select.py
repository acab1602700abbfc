"""Which rules run."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from l10nqa.errors import ConfigError
from l10nqa.rules import ALL_RULES, DOCUMENT_RULES, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.rule import DocumentRule, Rule

__all__ = ["find_rule", "rules_named", "select_document_rules", "select_rules"]


def select_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules named in `select` (all, where none is named) without those named in `ignore`, in table order.

    Raises:
        ConfigError: a name is no rule's; with the nearest name.
    """
    chosen = _chosen(select, ignore)
    return tuple(rule for rule in RULES if rule.name in chosen)


def select_document_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[DocumentRule, ...]:
    """Return the rules about whole documents, chosen as `select_rules` chooses those about segments."""
    chosen = _chosen(select, ignore)
    return tuple(rule for rule in DOCUMENT_RULES if rule.name in chosen)


def rules_named(names: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules about segments among those named; none, where none is named."""
    wanted = set(names)
    return tuple(rule for rule in RULES if rule.name in wanted)


def _chosen(select: Iterable[str], ignore: Iterable[str]) -> set[str]:
    chosen = {find_rule(name).name for name in select} or {rule.name for rule in ALL_RULES}
    return chosen - {find_rule(name).name for name in ignore}


def find_rule(name: str) -> Rule | DocumentRule:
    """Return the rule of that name; see `select_rules` for what is raised."""
    for rule in ALL_RULES:
        if rule.name == name:
            return rule
    near = difflib.get_close_matches(name, [rule.name for rule in ALL_RULES], 1)
    hint = f"did you mean {near[0]}?" if near else "l10nqa rules lists them"
    raise ConfigError(f"no rule is called “{name}”", hint=hint)
