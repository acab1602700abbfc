"""The rules that a run knows, and those of them that it runs."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from l10nqa.errors import ConfigError
from l10nqa.rules import DOCUMENT_RULES, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.rule import DocumentRule, Rule

__all__ = ["BUILT_IN", "RuleSet"]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules, in the order in which the findings of one spot are reported.

    It is passed down to whoever runs, lists or describes rules. Pickled, it holds the names of modules and the values
    of options, not code: a worker process imports the rules itself.
    """

    segment_rules: tuple[Rule, ...] = RULES
    """All rules about segments."""
    document_rules: tuple[DocumentRule, ...] = DOCUMENT_RULES
    """All rules about documents as a whole."""
    selected: frozenset[str] | None = None
    """The names of the rules that are run; None for all."""

    @classmethod
    def of(cls, rules: RuleSet | Sequence[Rule]) -> RuleSet:
        """Return a set in which exactly the given rules run; the built-in ones are known beside them."""
        if isinstance(rules, RuleSet):
            return rules
        names = frozenset(rule.name for rule in rules)
        others = (rule for rule in RULES if rule.name not in names)
        return cls((*rules, *others), selected=names)

    @property
    def all(self) -> tuple[Rule | DocumentRule, ...]:
        """All rules, run or not."""
        return (*self.segment_rules, *self.document_rules)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all rules, run or not."""
        return tuple(rule.name for rule in self.all)

    @property
    def running(self) -> tuple[Rule, ...]:
        """The rules about segments that are run."""
        return tuple(rule for rule in self.segment_rules if self.runs(rule.name))

    @property
    def running_on_documents(self) -> tuple[DocumentRule, ...]:
        """The rules about documents that are run."""
        return tuple(rule for rule in self.document_rules if self.runs(rule.name))

    def runs(self, name: str) -> bool:
        """Tell whether the rule of that name is run."""
        return self.selected is None or name in self.selected

    def proof_rules(self, running: Sequence[Rule]) -> tuple[Rule, ...]:
        """Return the rules that a fix must satisfy: those that are run, then all others, selected or not."""
        names = {rule.name for rule in running}
        return (*running, *(rule for rule in self.segment_rules if rule.name not in names))

    def select(self, names: Iterable[str] = (), ignored: Iterable[str] = ()) -> RuleSet:
        """Return the set in which the rules named (all that run here, where none is named) without the ignored are run.

        Raises:
            ConfigError: there is no rule of a name; with the nearest name.
        """
        chosen = {self.find(name).name for name in names} or {name for name in self.names if self.runs(name)}
        return replace(self, selected=frozenset(chosen - {self.find(name).name for name in ignored}))

    def find(self, name: str) -> Rule | DocumentRule:
        """Return the rule of that name; raises what `select` does."""
        for rule in self.all:
            if rule.name == name:
                return rule
        near = difflib.get_close_matches(name, self.names, 1)
        hint = f"did you mean {near[0]}?" if near else "l10nqa rules lists them"
        raise ConfigError(f"no rule is called “{name}”", hint=hint)


BUILT_IN = RuleSet()
"""The rules that come with l10nqa, all of which run."""
