"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = [
    "READING_STATUS",
    "locale_filter",
    "names",
    "optional_paths",
    "output_file",
    "paths",
    "target_locale",
    "tm_file",
]

READING_STATUS = "Exit status: 0 all documents were read, 1 some could not be, 2 none could or the run failed."
"""The epilog of commands that write what they read."""

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
locale_filter = click.option(
    "--target-locale",
    metavar="TAG",
    help="Only translations into this locale (BCP 47); a language alone, as in lv, takes all its locales.",
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
