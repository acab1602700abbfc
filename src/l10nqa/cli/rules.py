"""`l10nqa rules`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from l10nqa.cli.completion import complete_rules
from l10nqa.engine import find_rule
from l10nqa.rules import ALL_RULES

if TYPE_CHECKING:
    from l10nqa.rule import DocumentRule, Example, Rule

__all__ = ["command"]


@click.command("rules", short_help="List the rules, or explain one.")
@click.argument("name", required=False, shell_complete=complete_rules)
def command(name: str | None) -> None:
    """List the rules; with NAME, explain one: what it reports, why, and right and wrong examples.

    Into a pipe the list goes one line a rule: name, severity, certainty, and what it reports.

    \b
    Examples:
      l10nqa rules
      l10nqa rules link-punctuation
    """
    if name is not None:
        _explain(find_rule(name))
    elif sys.stdout.isatty():
        _show_table()
    else:
        width = max(len(rule.name) for rule in ALL_RULES)
        for rule in ALL_RULES:
            click.echo(f"{rule.name:<{width}}  {rule.severity.value:<8}  {rule.certainty.value:<8}  {rule.summary}")


def _show_table() -> None:
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second, which pipes need not pay
    from rich.table import Column, Table  # noqa: PLC0415

    names = Column("rule", no_wrap=True)
    table = Table(names, "severity", "certainty", "reports", box=None, pad_edge=False, header_style="bold")
    for rule in ALL_RULES:
        table.add_row(rule.name, rule.severity.value, rule.certainty.value, rule.summary)
    Console(highlight=False, markup=False).print(table)


def _explain(rule: Rule | DocumentRule) -> None:
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second, which the list need not pay
    from rich.markdown import Markdown  # noqa: PLC0415

    click.secho(rule.name, bold=True)
    click.echo(f"{rule.severity.value}, {rule.certainty.value}; MQM {rule.category.value}\n")
    Console(highlight=False).print(Markdown(rule.documentation))
    for heading, wanted in (("Wrong", True), ("Right", False)):
        click.secho(f"\n{heading}", bold=True)
        for example in rule.examples:
            if bool(example.spans) == wanted:
                _show(example)


def _show(example: Example) -> None:
    click.echo(f"  {example.locales}  {example.source}")
    click.echo(f"         {example.marked}" + (f"   ({example.note})" if example.note else ""))
    for known in example.known:
        click.echo(f"         {known}")
    if example.fixed is not None:
        click.echo(f"      →  {example.fixed}")
