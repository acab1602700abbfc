"""`l10nqa rules`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from l10nqa.cli.completion import complete_rules
from l10nqa.cli.settings import configured_rules, rule_set
from l10nqa.cli.terminal import say, say_fitted
from l10nqa.render.terminal import printable_lines
from l10nqa.rule_options import options_of
from l10nqa.text import printable

if TYPE_CHECKING:
    from l10nqa.rule import DocumentRule, Example, Rule
    from l10nqa.ruleset import RuleSet

__all__ = ["command"]

_INDENT = 9
"""The columns before the texts of an example."""


@click.command("rules", short_help="List the rules, or explain one.")
@click.argument("name", required=False, shell_complete=complete_rules)
@configured_rules
@click.pass_context
def command(context: click.Context, name: str | None) -> None:
    """List the rules; with NAME, explain one: its findings, its reason, its options, and right and wrong examples.

    Rules of plugins and checks of the configuration are among them.

    In a pipe the list has one line for each rule: name, severity, certainty and summary.

    \b
    Examples:
      l10nqa rules
      l10nqa rules link-punctuation
    """
    rules = rule_set(context)
    if name is not None:
        _explain(rules.find(name))
    elif sys.stdout.isatty():
        _show_table(rules)
    else:
        width = max(map(len, rules.names))
        for rule in rules.all:
            say(f"{rule.name:<{width}}  {rule.severity.value:<8}  {rule.certainty.value:<8}  {rule.summary}")


def _show_table(rules: RuleSet) -> None:
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second, which pipes need not pay
    from rich.table import Column, Table  # noqa: PLC0415

    names = Column("rule", no_wrap=True)
    table = Table(names, "severity", "certainty", "reports", box=None, pad_edge=False, header_style="bold")
    for rule in rules.all:
        table.add_row(printable(rule.name), rule.severity.value, rule.certainty.value, printable(rule.summary))
    Console(highlight=False, markup=False).print(table)


def _explain(rule: Rule | DocumentRule) -> None:
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second, which the list need not pay
    from rich.markdown import Markdown  # noqa: PLC0415

    click.secho(printable(rule.name), bold=True)
    click.echo(f"{rule.severity.value}, {rule.certainty.value}; MQM {rule.category.value}\n")
    Console(highlight=False).print(Markdown(printable_lines(rule.documentation)))
    _show_options(rule)
    for heading, wanted in (("Wrong", True), ("Right", False)):
        examples = [example for example in rule.examples if bool(example.spans) == wanted]
        if examples:
            click.secho(f"\n{heading}", bold=True)
        for example in examples:
            _show(example)


def _show_options(rule: Rule | DocumentRule) -> None:
    options = options_of(getattr(rule, "options", None))
    if not options:
        return
    click.secho(f"\nOptions, in [rules.{rule.name}] of l10nqa.toml", bold=True)
    for option in options:
        value = getattr(rule.options, option.name.replace("-", "_"))
        shown = json.dumps(value, ensure_ascii=False)
        say(f"  {option.name} = {shown}")
        _say(option.description + ("" if value == option.default else " (set by the configuration)"))


def _show(example: Example) -> None:
    _say(example.source, f"  {example.locales}  ")
    _say(example.marked + (f"   ({example.note})" if example.note else ""))
    for known in example.known:
        _say(str(known))
    if example.fixed is not None:
        _say(example.fixed, "      →  ")


def _say(text: str, label: str = " " * _INDENT) -> None:
    say_fitted(text, label, indent=_INDENT, keep_words=False)
