"""Supplies the values of the configuration that the command line does not give."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from l10nqa.config import Config, find_config, read_config

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from l10nqa.errors import L10nqaError
    from l10nqa.memory import Location
    from l10nqa.ruleset import RuleSet

__all__ = [
    "LEDGER",
    "PARAMETERS",
    "blamed_on_configuration",
    "configuration",
    "configured",
    "configured_memory",
    "configured_paths",
    "configured_rules",
    "default_ledger",
    "given_memories",
    "given_memory",
    "rule_set",
]

_Command = TypeVar("_Command", bound="Callable[..., Any]")

LEDGER = "l10nqa-ledger.jsonl"
"""The default name of the ledger."""
PARAMETERS = {
    "title": "title",
    "paths": "paths",
    "target-locale": "target_locale",
    "tm": "tm",
    "termbases": "termbases",
    "select": "select",
    "ignore": "ignore",
    "certainty": "min_certainty",
    "jobs": "jobs",
    "format": "format_",
    "gate.fail-on": "fail_on",
    "gate.block-certainty": "block_certainty",
    "gate.baseline": "baseline",
    "gate.ledger": "ledger",
    "score.threshold": "score_threshold",
}
"""The parameters of commands, by the keys of the configuration that set them."""
_OF_MEMORIES = ("tm", "paths", "target-locale", "jobs")
_DOCUMENTS = {"paths", "files"}
"""The parameters for reading files. Without them, `--target-locale` selects units, for which there is no key."""
_CONFIG, _NO_CONFIG, _RULES = "l10nqa.config", "l10nqa.no-config", "l10nqa.rules"


def configured(command: _Command) -> _Command:
    """Take options that are not given from the configuration."""
    return _configured(command, PARAMETERS.keys())


def configured_memory(command: _Command) -> _Command:
    """Take the memory from the configuration, and the keys that select documents.

    This is for the commands on a memory, which have no rules, no gate and no format of `check`.
    """
    return _configured(command, _OF_MEMORIES)


def configured_rules(command: _Command) -> _Command:
    """Take only the rules from the configuration."""
    return _configured(command, ())


def _configured(command: _Command, keys: Collection[str]) -> _Command:
    # Eager, and in this order: the default of every other parameter depends on it.
    config = click.option(
        "--config",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        is_eager=True,
        expose_value=False,
        callback=partial(_load, keys),
        help="The configuration; else l10nqa.toml or [tool.l10nqa] of pyproject.toml, here or in a folder above.",
    )
    no_config = click.option(
        "--no-config",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_without,
        help="Read no configuration.",
    )
    return no_config(config(command))


def configuration(context: click.Context) -> Config:
    """Return the configuration of the running command; an empty one if there is none."""
    found = context.meta.get(_CONFIG)
    return found if isinstance(found, Config) else Config()


def rule_set(context: click.Context) -> RuleSet:
    """Return the rules of the configuration of the command; loaded once.

    Raises:
        ConfigError: see `load_rules`.
    """
    from l10nqa.ruleset import load_rules  # noqa: PLC0415 - imports all rules, which many a command does without

    found = context.meta.get(_RULES)
    if found is None:
        found = context.meta[_RULES] = load_rules(configuration(context))
    return cast("RuleSet", found)


def default_ledger(context: click.Context) -> Path:
    """Return the default path of the ledger: beside the configuration, else in the current folder."""
    file = configuration(context).file
    return Path(os.path.relpath(file.parent / LEDGER)) if file else Path(LEDGER)


def configured_paths(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the given paths, else those of the configuration."""
    found = value or tuple(context.lookup_default("paths") or ())
    if not found and not context.resilient_parsing:
        hint = "It may be left out where l10nqa.toml sets `paths`."
        raise click.MissingParameter(hint, ctx=context, param=parameter)
    return found


def given_memory(context: click.Context, parameter: click.Parameter, value: tuple[Location, ...]) -> Location | None:
    """Return the only memory given on the command line, else that of the configuration."""
    if len(value) > 1:
        # Otherwise the last one would silently be used, whereas other commands search all of them.
        raise click.UsageError("this command takes one memory: give --tm once", context)
    return given_memories(context, parameter, value)[0] if value or not context.resilient_parsing else None


def given_memories(
    context: click.Context, parameter: click.Parameter, value: tuple[Location, ...]
) -> tuple[Location, ...]:
    """Return the memories given on the command line, or the one of the configuration."""
    if not value and not context.resilient_parsing:
        hint = "Name the memory, or set `tm` in l10nqa.toml."
        raise click.MissingParameter(hint, ctx=context, param=parameter)
    return value


def _without(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value and configuration(context).file:
        raise click.UsageError("give either --config or --no-config", context)
    context.meta[_NO_CONFIG] = value


def _load(keys: Collection[str], context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if context.resilient_parsing:
        return
    if context.meta.get(_NO_CONFIG):
        if value:
            raise click.UsageError("give either --config or --no-config", context)
        return
    file = value or find_config(Path.cwd())
    config = read_config(file) if file else Config()
    context.meta[_CONFIG] = config
    context.default_map = {**(context.default_map or {}), **_defaults(context, config, keys)}


def _defaults(context: click.Context, config: Config, keys: Collection[str]) -> dict[str, Any]:
    """Return the values that the configuration sets for parameters of the command."""
    parameters = {parameter.name: parameter for parameter in context.command.params}
    defaults: dict[str, Any] = {}
    for key, name in PARAMETERS.items():
        value = config.get(key)
        if value is None or name not in parameters or key not in keys:
            continue
        if key == "target-locale" and not parameters.keys() & _DOCUMENTS:
            continue
        if key in ("select", "ignore"):
            value = ",".join(value)
        elif isinstance(parameters[name].type, click.Choice):
            _check_choice(context, config, key, parameters[name])
        defaults[name] = [value] if key == "tm" and parameters[name].multiple else value
    for several in ("memories", "tms"):
        if several in parameters and config.get("tm"):
            defaults[several] = [config.get("tm")]  # the one of the configuration
    ledger = default_ledger(context)
    if "ledger" in parameters and "ledger" not in defaults and ledger.is_file():
        defaults["ledger"] = str(ledger)
    return defaults


def blamed_on_configuration(error: click.UsageError) -> L10nqaError | None:
    """Return the error about the configuration, if a value that it sets is what is wrong; None if it is not."""
    context, parameter = error.ctx, getattr(error, "param", None)
    if context is None or parameter is None or parameter.name is None:
        return None
    if context.get_parameter_source(parameter.name) is not click.core.ParameterSource.DEFAULT_MAP:
        return None
    key = next((key for key, name in PARAMETERS.items() if name == parameter.name), "tm")
    return configuration(context).error(key, error.message)


def _check_choice(context: click.Context, config: Config, key: str, parameter: click.Parameter) -> None:
    try:
        parameter.type.convert(config.get(key), parameter, context)
    except click.BadParameter as error:
        raise config.error(key, error.message) from error
