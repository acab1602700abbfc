"""Calls of other commands for the files and options of the running one, to be copied: `l10nqa fix …`."""

from __future__ import annotations

import os
import shlex
from enum import Enum
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.cli.settings import configuration
from l10nqa.cli.terminal import note_call

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["call_for", "show_next_steps", "show_repairs"]

_MANY = 200
"""So many findings nobody reads in a terminal."""


def show_repairs(context: click.Context, repairs: int) -> None:
    """Write how many findings can be repaired, and the call of `l10nqa fix` with the same files and options."""
    if repairs and STANDARD_INPUT not in context.params["paths"]:
        from l10nqa.cli.fix import command  # noqa: PLC0415 - most runs have nothing to repair

        note_call(f"{repairs:,} can be repaired", call_for(context, command))


def show_next_steps(context: click.Context, findings: int) -> None:
    """Write, where the findings are too many for a list, the calls that go on from here: review and baseline."""
    paths = context.params["paths"]
    if findings < _MANY or STANDARD_INPUT in paths or context.params["baseline"] or context.params["changed_since"]:
        return
    from l10nqa.cli import baseline, review  # noqa: PLC0415 - most runs find less

    note_call("decide in the browser, by cause", call_for(context, review.command))
    note_call("a past to live with?", f"{call_for(context, baseline.command)} -o known.jsonl")


def call_for(context: click.Context, command: click.Command) -> str:
    """Return the call of another command with the arguments of the running one that it takes as well."""
    return shlex.join(["l10nqa", command.name or "", *_configuration(context), *_arguments(context, command)])


def _configuration(context: click.Context) -> Iterator[str]:
    """Yield the option for the configuration's file: its value is no parameter of the command."""
    file = configuration(context).file
    if file and context.get_parameter_source("config") is ParameterSource.COMMANDLINE:
        yield from ("--config", os.path.relpath(file))


def _arguments(context: click.Context, command: click.Command) -> Iterator[str]:
    """Yield the arguments of the running command that the other command takes as well."""
    known = {parameter.opts[0]: parameter for parameter in command.params}
    for parameter in context.command.params:
        name, taken_as = parameter.name or "", known.get(parameter.opts[0])
        if taken_as is None or context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        if name == "output":
            continue  # the other command must not replace what this one writes
        value = context.params.get(name)
        if isinstance(parameter, click.Argument):
            yield from map(str, value or ())
        elif isinstance(parameter, click.Option) and parameter.is_flag:
            yield parameter.opts[0]
        elif value is not None:
            values = value if parameter.multiple else [value]
            if len(values) > 1 and not taken_as.multiple:
                continue  # the other command cannot take them all
            for each in values:
                yield from (parameter.opts[0], _written(each))


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value.value if isinstance(value, Enum) else value)
