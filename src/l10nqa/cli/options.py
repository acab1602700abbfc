"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["names", "optional_paths", "output_file", "paths", "target_locale", "tm_file"]

paths = click.argument("paths", metavar="PATH…", nargs=-1, required=True)
optional_paths = click.argument("paths", metavar="[PATH…]", nargs=-1)
output_file = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Where to write.",
)
target_locale = click.option(
    "--target-locale",
    metavar="TAG",
    help="Locale of the translations (BCP 47), instead of what front matter or path say.",
)
tm_file = click.option(
    "--tm",
    "tm",
    metavar="TM.db",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The translation memory.",
)


def names(value: str | None) -> list[str]:
    """Split `a,b` into names."""
    return [name.strip() for name in (value or "").split(",") if name.strip()]
