"""`l10nqa config`."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from l10nqa.cli import check
from l10nqa.cli.settings import PARAMETERS, configuration
from l10nqa.config import KEYS, config_schema
from l10nqa.memory import memory_location
from l10nqa.render import FORMATS
from l10nqa.rules import ALL_RULES

__all__ = ["command"]

_HELP = """Show what `l10nqa check` with the same arguments would use, and where each value comes from.

Values come from the command line, else from l10nqa.toml or [tool.l10nqa] in pyproject.toml (in the current folder, or
the nearest above it, up to the top of the repository), else they are built in. Paths in the file are relative to it.
The output is TOML, with paths as from the current folder. --schema writes the JSON schema of the file, for editors.

\b
Examples:
  l10nqa config
  l10nqa config docs/ --fail-on major
  l10nqa config --schema > l10nqa.schema.json"""


def _show(context: click.Context, *, schema: bool, **_: object) -> int:
    if schema:
        found = config_schema([rule.name for rule in ALL_RULES], FORMATS)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    config = configuration(context)
    click.echo(f"# {os.path.relpath(config.file)}" if config.file else "# no configuration")
    names = [key.name for key in KEYS if "*" not in key.name]
    for name in (*names, *(name for name in config.settings if name.startswith("rules."))):
        value, source = _effective(context, name)
        if name == "tm" and value is not None:
            value = str(memory_location(value))  # which hides a password
        shown = f"{name} = {_toml(value)}" if value is not None else f"# {name}"
        click.echo(f"{shown:<50}  # {source}")
    return 0


def _effective(context: click.Context, key: str) -> tuple[Any, str]:
    """Return the value of a key, and where it comes from."""
    config, name = configuration(context), PARAMETERS.get(key, "")
    setting = config.settings.get(key)
    if name and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
        return _plain(context.params[name]), _option(context, name)
    if setting and config.file:
        return setting.value, f"{os.path.relpath(config.file)}:{setting.line}"
    value = _plain(context.params.get(name)) if key != "ignore" else None  # it holds what rules.*.enabled shows
    if name and context.get_parameter_source(name) is click.core.ParameterSource.DEFAULT_MAP:
        return value, "found there"
    return (None, "not set") if value in (None, []) else (value, "default")


def _option(context: click.Context, name: str) -> str:
    parameter = next(each for each in context.command.params if each.name == name)
    return parameter.opts[0] if isinstance(parameter, click.Option) else "argument"


def _plain(value: Any) -> Any:
    """Return a parameter's value as the configuration would say it."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return getattr(value, "value", value)


def _toml(value: Any) -> str:
    # A TOML basic string, number, boolean or list of these is written as JSON is.
    return json.dumps(value, ensure_ascii=False, default=str)


def _parameters() -> list[click.Parameter]:
    """Return what `check` takes; here no path is required, and nothing is written."""
    parameters: list[click.Parameter] = [
        click.Argument(["paths"], metavar="[PATH…]", nargs=-1),
        click.Option(["--schema"], is_flag=True, help="Write the JSON schema of the configuration file."),
    ]
    return [*parameters, *(each for each in check.command.params if each.name not in ("paths", "output"))]


command = click.Command(
    "config",
    params=_parameters(),
    callback=click.pass_context(_show),
    help=_HELP,
    short_help="Show the effective configuration and where it comes from.",
)
