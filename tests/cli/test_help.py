"""Help teaches: every command says what it does and shows how it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from bilingual import l10nqa
from l10nqa.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator


def _commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*names, name))
        else:
            yield (*names, name)


_COMMANDS = list(_commands(cli))
_every_command = pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)


def help_of(*command: str) -> str:
    result = CliRunner().invoke(cli, [*command, "--help"])
    assert result.exit_code == 0
    return result.stdout


def test_the_commands_of_the_contract_are_there() -> None:
    wanted = {("extract",), ("check",), ("export",), ("apply",), ("publish",), ("rules",)}
    assert {*wanted, ("tm", "stats"), ("tm", "import"), ("tm", "export")} <= set(_COMMANDS)


@_every_command
def test_help_of_a_command_shows_how_it_is_called(command: tuple[str, ...]) -> None:
    text = help_of(*command)
    assert f"\n    l10nqa {' '.join(command)}" in text


@pytest.mark.parametrize("command", [(), *_COMMANDS], ids=" ".join)
def test_help_fits_80_columns(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, [*command, "--help"], terminal_width=80, max_content_width=80)
    assert [line for line in result.stdout.splitlines() if len(line) > 80] == []


@_every_command
def test_help_explains_every_option(command: tuple[str, ...]) -> None:
    found: click.Command | None = cli
    for name in command:
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(found), name)
    assert found is not None
    assert found.help
    for parameter in found.params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


def test_help_of_the_whole_shows_where_to_start() -> None:
    text = help_of()
    for command in ("check", "extract", "report", "fix", "tm pretranslate", "apply", "baseline"):
        assert f"  l10nqa {command} " in text
    commands = help_of("tm").partition("Commands:")[2] + text.partition("Commands:")[2]
    assert "..." not in commands, "what a list says of a command is not cut"
    assert "Exit status" in text


def test_the_version_is_said() -> None:
    done = l10nqa("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("l10nqa")
