"""The rules of a run as one value: our own, those of plugins, and the checks that the configuration defines."""

from l10nqa.ruleset.checks import check_rule
from l10nqa.ruleset.load import load_rules
from l10nqa.ruleset.rule_set import BUILT_IN, RuleSet

__all__ = ["BUILT_IN", "RuleSet", "check_rule", "load_rules"]
