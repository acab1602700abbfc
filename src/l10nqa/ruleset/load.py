"""Puts together the rules that a configuration asks for."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from l10nqa.config import RULE_KEYS
from l10nqa.errors import ConfigError
from l10nqa.rule import DocumentRule, Rule
from l10nqa.rule_options import OptionError, option_values, options_of
from l10nqa.ruleset.checks import check_rule, failed_example
from l10nqa.ruleset.plugins import PluginError, plugin_rules
from l10nqa.ruleset.rule_set import BUILT_IN, RuleSet

if TYPE_CHECKING:
    from l10nqa.config import CheckTable, Config

__all__ = ["load_rules"]


def load_rules(config: Config) -> RuleSet:
    """Return the built-in rules, those of the plugins named, and the checks defined, with the options set.

    Which of them run is not decided here; see `RuleSet.select`.

    Raises:
        ConfigError: a plugin cannot be loaded, two rules have one name, a rule or option does not exist, or a check
            does not report its own examples as they say; with file, line and remedy.
    """
    rules = BUILT_IN
    for module in config.get("plugins.rules") or ():
        try:
            found = plugin_rules(module)
        except PluginError as error:
            raise config.error("plugins.rules", str(error), error.hint) from error
        for rule in found:
            if rule.name in rules.names:
                hint = "ask its author to rename it, or leave the plugin out"
                raise config.error("plugins.rules", f"{module} has a rule “{rule.name}”, and there is one", hint)
            rules = _with(rules, rule)
    for table in config.checks:
        rules = _with(rules, _checked(table, rules, config))
    rules = _with_options(rules, config)
    _check_names(rules, config)
    return rules


def _with(rules: RuleSet, added: Rule | DocumentRule) -> RuleSet:
    if isinstance(added, DocumentRule):
        return replace(rules, document_rules=(*rules.document_rules, added))
    return replace(rules, segment_rules=(*rules.segment_rules, added))


def _checked(table: CheckTable, rules: RuleSet, config: Config) -> Rule:
    """Return the rule of a `[[check]]` table, once its examples come out as they say."""
    name = f"check {table.name}"
    if table.name in rules.names:
        raise config.error_at(table.line, f"{name}: there is a rule of that name", "choose another name")
    try:
        rule = check_rule(table)
        failed = failed_example(rule, table)
    except (ValueError, TimeoutError) as error:
        raise config.error_at(table.line, f"{name}: {error}") from error
    if failed:
        example, instead = failed
        wanted = "wrong" if example.is_wrong else "right"
        message = f"{name}: “{example.source}” → “{example.target}” should be {wanted}, but {instead}"
        raise config.error_at(table.line, message, "mend the pattern or the example")
    return rule


def _with_options(rules: RuleSet, config: Config) -> RuleSet:
    changed = rules
    for name, given in config.rule_options.items():
        first = next(iter(given.values()))
        rule = _named(name, rules, config, first.line, f"rules.{name}")
        options = rule.options
        known = [option.name for option in options_of(options)]
        for key, setting in given.items():
            if key not in known:
                near = get_close_matches(key, [*known, *RULE_KEYS], 1)
                hint = f"did you mean rules.{name}.{near[0]}?" if near else f"l10nqa rules {name} lists its options"
                raise config.error_at(setting.line, f"there is no key “rules.{name}.{key}”", hint)
        try:
            values = option_values(type(options), {key: setting.value for key, setting in given.items()})
        except OptionError as error:
            line = given.get(error.name, first).line
            raise config.error_at(line, f"rules.{name}.{error}") from error
        changed = _changed(changed, rule.with_options(values))
    return changed


def _changed(rules: RuleSet, new: Rule | DocumentRule) -> RuleSet:
    """Return the rules with another one in the place of that of its name."""
    if isinstance(new, DocumentRule):
        others = (new if rule.name == new.name else rule for rule in rules.document_rules)
        return replace(rules, document_rules=tuple(others))
    return replace(rules, segment_rules=tuple(new if rule.name == new.name else rule for rule in rules.segment_rules))


def _check_names(rules: RuleSet, config: Config) -> None:
    """Compare the rules that the configuration names with those there are."""
    named = {(key, name) for key in ("select", "ignore") for name in config.get(key) or ()}
    named |= {(key, key.split(".")[1]) for key in config.settings if key.startswith("rules.")}
    for key, name in sorted(named):
        _named(name, rules, config, config.settings[key].line, key)


def _named(name: str, rules: RuleSet, config: Config, line: int, key: str) -> Rule | DocumentRule:
    try:
        return rules.find(name)
    except ConfigError as error:
        raise config.error_at(line, f"{key}: {error.message}", error.hint) from error
