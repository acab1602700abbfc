"""`l10nqa config`."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from l10nqa.cli import check
from l10nqa.cli.settings import PARAMETERS, configuration, rule_set
from l10nqa.cli.terminal import say
from l10nqa.config import KEYS, config_schema
from l10nqa.memory import memory_location
from l10nqa.render import FORMATS
from l10nqa.render.columns import terminal_width, width_of
from l10nqa.rule_options import options_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.config import Config, Setting

__all__ = ["command"]

_COLUMN, _ORIGIN = 50, 24
"""The column at which the origins stand, and the columns that they need at least in a narrow terminal."""
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
    rules = rule_set(context)  # raises where the configuration names rules wrongly
    if schema:
        options = {rule.name: options_of(rule.options) for rule in rules.segment_rules}
        found = config_schema(rules.names, FORMATS, options)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    config = configuration(context)
    say(f"# {os.path.relpath(config.file)}" if config.file else "# no configuration")
    names = [key.name for key in KEYS if "*" not in key.name and "[]" not in key.name]
    for name in (*names, *(name for name in config.settings if name.startswith("rules."))):
        value, source = _effective(context, name)
        if name == "tm" and value is not None:
            value = str(memory_location(value))  # which hides a password
        _say_setting(f"{name} = {_toml(value)}" if value is not None else f"# {name}", source)
    for shown, source in (*_options(config), *_tables(config)):
        _say_setting(shown, source)
    return 0


def _say_setting(shown: str, source: str) -> None:
    """Write a setting and its origin: side by side where the terminal has room, else the origin first, as a comment."""
    columns = terminal_width() if sys.stdout.isatty() else sys.maxsize
    line = f"{shown:<{min(_COLUMN, columns - _ORIGIN)}}  # {source}" if source else shown
    if width_of(line) <= columns or not source:
        say(line)
        return
    say(f"# {source}:")
    say(shown)


def _options(config: Config) -> Iterator[tuple[str, str]]:
    """Yield each option of a rule that is set, and its place."""
    for rule, options in config.rule_options.items():
        for name, setting in options.items():
            yield f"rules.{rule}.{name} = {_toml(setting.value)}", _place(config, setting)


def _tables(config: Config) -> Iterator[tuple[str, str]]:
    """Yield the lines of the tables that may be there several times, and the places of their keys."""
    held = ""
    for name, setting in config.settings.items():
        table, _, key = name.partition(".")
        if "[" not in table:
            continue
        if table != held:
            yield "", ""
            yield f"[[{table.partition('[')[0]}]]", ""
            held = table
        yield f"{key} = {_toml(setting.value)}", _place(config, setting)


def _place(config: Config, setting: Setting) -> str:
    return f"{os.path.relpath(config.file)}:{setting.line}" if config.file else ""


def _effective(context: click.Context, key: str) -> tuple[Any, str]:
    """Return the value of a key, and its origin in words."""
    config, name = configuration(context), PARAMETERS.get(key, "")
    setting = config.settings.get(key)
    if name and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
        return _plain(context.params[name]), _option(context, name)
    if setting and config.file:
        return setting.value, _place(config, setting)
    value = _plain(context.params.get(name)) if key != "ignore" else None  # it holds what rules.*.enabled shows
    if name and context.get_parameter_source(name) is click.core.ParameterSource.DEFAULT_MAP:
        return value, "found there"
    return (None, "not set") if value in (None, []) else (value, "default")


def _option(context: click.Context, name: str) -> str:
    parameter = next(each for each in context.command.params if each.name == name)
    return parameter.opts[0] if isinstance(parameter, click.Option) else "argument"


def _plain(value: Any) -> Any:
    """Return a parameter's value as the configuration would write it."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return getattr(value, "value", value)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {_toml(each)}' for name, each in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # A TOML basic string, number, or boolean is written as JSON is.
    return json.dumps(value, ensure_ascii=False, default=str)


def _parameters() -> list[click.Parameter]:
    """Return the parameters of `check`, except that no path is required and nothing is written."""
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
