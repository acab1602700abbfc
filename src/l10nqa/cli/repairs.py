"""The last line of a check: how many findings repair themselves, and the command for it."""

from __future__ import annotations

import shlex
from enum import Enum
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.cli.terminal import note

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["show_repairs"]


def show_repairs(context: click.Context, repairs: int) -> None:
    """Write how many findings can be repaired, and the call of `l10nqa fix` with the same files and options."""
    if repairs and STANDARD_INPUT not in context.params["paths"]:
        note(f"{repairs:,} can be repaired: {shlex.join(['l10nqa', 'fix', *_arguments(context)])}")


def _arguments(context: click.Context) -> Iterator[str]:
    """Yield the arguments of the running command that `fix` takes as well."""
    from l10nqa.cli.fix import command  # noqa: PLC0415 - most runs have nothing to repair

    known = {parameter.name for parameter in command.params}
    for parameter in context.command.params:
        name = parameter.name or ""
        if name not in known or context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        value = context.params.get(name)
        if isinstance(parameter, click.Argument):
            yield from map(str, value or ())
        elif isinstance(parameter, click.Option) and parameter.is_flag:
            yield parameter.opts[0]
        elif value is not None:
            for each in value if parameter.multiple else [value]:
                yield from (parameter.opts[0], _written(each))


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(value)
    return str(value.value if isinstance(value, Enum) else value)
