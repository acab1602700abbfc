"""`l10nqa tm …`."""

from __future__ import annotations

import click

from l10nqa.cli.lazy import LazyGroup

__all__ = ["command"]


@click.group(
    "tm",
    cls=LazyGroup,
    homes={
        "search": "l10nqa.cli.tm_search:search",
        "concordance": "l10nqa.cli.tm_concordance:concordance",
        "index": "l10nqa.cli.tm_index:index",
        "analyse": "l10nqa.cli.tm_analyse",
        "pretranslate": "l10nqa.cli.tm_pretranslate",
        "clean": "l10nqa.cli.tm_clean",
        "stats": "l10nqa.cli.tm_stats",
        "import": "l10nqa.cli.tm_exchange:import_",
        "export": "l10nqa.cli.tm_exchange:export",
        "learn": "l10nqa.cli.tm_learn",
        "serve": "l10nqa.cli.tm_serve:serve",
    },
    short_help="Search a memory, analyse, pretranslate, exchange, clean, serve.",
)
def command() -> None:
    """Work with a translation memory: what it holds, what it is worth for a job, search, and exchange."""
