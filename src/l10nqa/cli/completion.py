"""`l10nqa completion`, and the completion of rule names."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from l10nqa.config import find_config, read_config
from l10nqa.errors import ConfigError, L10nqaError

__all__ = ["command", "complete_rules"]

_SHELLS = ("bash", "zsh", "fish")


def complete_rules(_context: click.Context, _option: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the rules whose names begin with the last name of `a,b,…`, each with its summary."""
    from l10nqa.ruleset import BUILT_IN, load_rules  # noqa: PLC0415 - other commands need not load every rule

    try:
        file = find_config(Path.cwd())
        rules = load_rules(read_config(file)) if file else BUILT_IN
    except L10nqaError:
        rules = BUILT_IN  # the command itself reports the error
    before, comma, begun = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{rule.name}", help=rule.summary)
        for rule in rules.all
        if rule.name.startswith(begun)
    ]


@click.command("completion", short_help="Write a shell's completion script.")
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Write the script with which SHELL completes commands, options, files and rule names.

    \b
    Examples:
      l10nqa completion bash > ~/.local/share/bash-completion/completions/l10nqa
      l10nqa completion zsh > ~/.zfunc/_l10nqa
        (fpath+=~/.zfunc before compinit in ~/.zshrc)
      l10nqa completion fish > ~/.config/fish/completions/l10nqa.fish
    """
    made = get_completion_class(shell)
    if made is None:
        raise ConfigError(f"no completion for {shell}", hint=f"one of {', '.join(_SHELLS)}")
    click.echo(made(context.find_root().command, {}, "l10nqa", "_L10NQA_COMPLETE").source())
