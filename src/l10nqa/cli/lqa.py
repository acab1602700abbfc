"""`l10nqa lqa …`."""

from __future__ import annotations

import click

from l10nqa.cli.lazy import LazyGroup

__all__ = ["command"]


@click.group(
    "lqa",
    cls=LazyGroup,
    homes={
        "sample": "l10nqa.cli.lqa_sample",
        "annotate": "l10nqa.cli.lqa_annotate",
        "score": "l10nqa.cli.lqa_score",
        "types": "l10nqa.cli.lqa_types",
    },
    short_help="Human evaluation: draw a sample, annotate errors, score.",
)
def command() -> None:
    """Evaluate a translation by people, as MQM and ISO 5060 describe it: a sample, its errors, a scorecard.

    The score of `l10nqa check` is another one: automatic, and partial.
    """
