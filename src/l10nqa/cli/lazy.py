"""Command groups that import their commands on first use, so that `--help` and short runs start quickly."""

from __future__ import annotations

import importlib
from difflib import get_close_matches

import click

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """A group with a table of the modules of its commands."""

    homes: dict[str, str]
    """By name: the module, and after a colon what the command is called there, if not `command`."""

    def __init__(self, *args: object, homes: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.homes = homes

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names; a name that is unknown is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = self._nearest(ctx, args[0])
            if not near:
                raise
            message = f"{error.message.rstrip('.')}: did you mean {near}?"
            raise click.UsageError(message, ctx) from error

    def _nearest(self, ctx: click.Context, name: str) -> str | None:
        """Return the command with the nearest name, here or in a group of this one."""
        within = {
            inner: f"{outer} {inner}"
            for outer in self.homes
            if isinstance(group := self.get_command(ctx, outer), LazyGroup)
            for inner in group.homes
        }
        names = within | {own: own for own in self.homes}
        near = get_close_matches(name.lower(), names, 1)
        return names[near[0]] if near else None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, in the order of the table."""
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command."""
        module, _, name = self.homes.get(cmd_name, "").partition(":")
        command = getattr(importlib.import_module(module), name or "command", None) if module else None
        return command if isinstance(command, click.Command) else None
