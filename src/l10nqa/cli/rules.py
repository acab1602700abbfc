"""`l10nqa rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from l10nqa.engine import find_rule
from l10nqa.rules import RULES

if TYPE_CHECKING:
    from l10nqa.rule import Example, Rule

__all__ = ["command"]


@click.command("rules", short_help="List the rules, or explain one.")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the rules; with NAME, explain one: what it reports, why, and right and wrong examples."""
    console = Console(highlight=False)
    if name is None:
        table = Table("rule", "severity", "certainty", "reports", box=None, pad_edge=False, header_style="bold")
        for rule in RULES:
            table.add_row(rule.name, rule.severity.value, rule.certainty.value, rule.summary)
        console.print(table)
    else:
        _explain(find_rule(name), console)


def _explain(rule: Rule, console: Console) -> None:
    click.secho(rule.name, bold=True)
    click.echo(f"{rule.severity.value}, {rule.certainty.value}; MQM {rule.category.value}\n")
    console.print(Markdown(rule.documentation))
    for heading, wanted in (("Wrong", True), ("Right", False)):
        click.secho(f"\n{heading}", bold=True)
        for example in rule.examples:
            if bool(example.spans) == wanted:
                _show(example)


def _show(example: Example) -> None:
    click.echo(f"  {example.locales}  {example.source}")
    click.echo(f"         {example.marked}" + (f"   ({example.note})" if example.note else ""))
    if example.fixed is not None:
        click.echo(f"      →  {example.fixed}")
