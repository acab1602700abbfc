"""`l10nqa lqa types`."""

from __future__ import annotations

from textwrap import wrap

import click

from l10nqa.cli.terminal import say
from l10nqa.mqm import ERROR_TYPES, ITS_TYPES, J2450_CATEGORIES, J2450_OF_TYPES
from l10nqa.render.columns import terminal_width

__all__ = ["command"]


@click.command("types", short_help="List the error types of MQM.")
@click.option(
    "--scheme",
    type=click.Choice(("mqm", "sae-j2450", "its")),
    default="mqm",
    show_default=True,
    help="mqm: the error types; sae-j2450 and its: their counterparts in SAE J2450 and in ITS 2.0 (XLIFF).",
)
def command(scheme: str) -> int:
    """List the error types of MQM Core by dimension, or their counterparts in another scheme.

    Name the error type that fits best, or its dimension where none does.

    \b
    Examples:
      l10nqa lqa types
      l10nqa lqa types --scheme sae-j2450
    """
    if scheme == "sae-j2450":
        _say_j2450()
        return 0
    width = max(map(len, ERROR_TYPES)) + 2
    for each in ERROR_TYPES.values():
        name = each.name if each.name == each.dimension else f"  {each.name}"
        gloss = ITS_TYPES[each.name] if scheme == "its" else each.gloss
        lines = _wrapped(gloss, max(_columns() - width - 2, 16))
        say(f"{name:<{width}}  {lines[0]}")
        for line in lines[1:]:
            say(f"{'':<{width}}  {line}")
    return 0


def _columns() -> int:
    return min(terminal_width(), 80)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_on_hyphens=False)


def _say_j2450() -> None:
    for category in J2450_CATEGORIES:
        costs = f"{category.name}: serious {category.serious}, minor {category.minor}"
        for index, line in enumerate(_wrapped(costs, _columns() - 8)):
            say(f"{'' if index else category.abbreviation:<6}{line}")
        for line in _wrapped(", ".join(category.error_types), _columns() - 8):
            say(f"      {line}")
    say("no counterpart")
    for line in _wrapped(", ".join(name for name in ERROR_TYPES if name not in J2450_OF_TYPES), _columns() - 8):
        say(f"      {line}")
