"""Rules of other packages: modules that the configuration names, and nothing else does."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from l10nqa.rule import DocumentRule, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PluginError", "plugin_rules"]


class PluginError(Exception):
    """A module that cannot be used as a plugin: the reason in one sentence, and a remedy."""

    def __init__(self, message: str, hint: str) -> None:
        """Take the reason and the remedy."""
        super().__init__(message)
        self.hint = hint


def plugin_rules(module: str) -> tuple[Rule | DocumentRule, ...]:
    """Import a module and return its `RULES`.

    Raises:
        PluginError: it cannot be imported, or its `RULES` are no rules.
    """
    try:
        imported = importlib.import_module(module)
    except Exception as error:  # a module may fail in any way when it is imported
        hint = "install its package beside l10nqa" if isinstance(error, ImportError) else "see its documentation"
        raise PluginError(f"{module} cannot be imported: {type(error).__name__}: {error}", hint) from error
    found: Iterable[object] | None = getattr(imported, "RULES", None)
    if not isinstance(found, list | tuple):
        raise PluginError(f"{module} has no RULES", "a plugin has a tuple RULES of what @rule makes")
    rules = []
    for each in found:
        if not isinstance(each, Rule | DocumentRule):
            raise PluginError(f"{module}.RULES holds {each!r}, which is no rule", "decorate the function with @rule")
        rules.append(each)
    return tuple(rules)
