"""Command groups that import their commands on first use, so that `--help` and short runs start quickly."""

from __future__ import annotations

import importlib

import click

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """A group with a table of the modules of its commands."""

    homes: dict[str, str]
    """By name: the module, and after a colon what the command is called there, if not `command`."""

    def __init__(self, *args: object, homes: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, in the order of the table."""
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command."""
        module, _, name = self.homes.get(cmd_name, "").partition(":")
        command = getattr(importlib.import_module(module), name or "command", None) if module else None
        return command if isinstance(command, click.Command) else None
