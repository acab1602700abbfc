"""`l10nqa review`."""

from __future__ import annotations

import gc
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.cli.options import paths, reading_options, run_options
from l10nqa.cli.settings import configuration, configured, default_ledger
from l10nqa.cli.terminal import note
from l10nqa.errors import ConfigError
from l10nqa.text import count_of
from l10nqa.workspace.checking import Gate
from l10nqa.workspace.deciding import author

if TYPE_CHECKING:
    from typing import Unpack

    from l10nqa.review.review import Review
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command"]

_COLLECTOR = (700, 10, 10)
"""The thresholds of the garbage collector that Python has by default: `main` collects as rarely as a short run may."""


@click.command("review", short_help="Decide and repair in the browser, a key a finding.")
@paths
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0 takes a free one.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@click.option("--author", "author_", metavar="NAME", help="The name of who decides; by default that of git.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only findings that are not in FILE, which l10nqa baseline writes.",
)
@run_options()
@reading_options
@configured
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    port: int,
    author_: str | None,
    baseline: Path | None,
    *,
    opens: bool,
    **chosen: Unpack[RunOptions],
) -> int:
    """Show the findings in PATH… in the browser, by cause: decide once for all that have the same.

    The page is for this machine only, and for the browser that opens the address with its token. It is there at once;
    findings come while the files are checked. Ctrl+C ends the review; nothing is lost, for everything is written at
    once: decisions into the ledger, accepted fixes and edits into the documents. A document that has changed on disk
    meanwhile is not overwritten.

    \b
    Keys:
      j k  next, previous group       f x a  accept the fix; it is a false alarm;
      n p  next, previous sentence           it is accepted, with a reason
      e    edit the target            F X A  the same for all of the group
      u    undo                       /      filter
      ?    all keys                   d      summary and git diff

    \b
    Examples:
      l10nqa review docs/ --tm memory.db
      l10nqa review content/de --source content/en --open
      l10nqa review locale/ --select placeholder,number --baseline known.jsonl
      ssh -L 8765:127.0.0.1:8765 server \\
        l10nqa review docs/ --port 8765                 from another machine
    """
    if STANDARD_INPUT in paths:
        raise ConfigError("standard input cannot be written to", hint="give a file or a folder")
    try:
        from l10nqa.review.serve import serve  # noqa: PLC0415 - an extra
        from l10nqa.review.settings import ReviewSettings  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ConfigError(f"the review needs {error.name}", hint="pip install 'l10nqa[review]'") from error
    ledger = chosen.get("ledger") or default_ledger(context)
    chosen["ledger"] = ledger if ledger.is_file() else None
    gate = Gate(baseline=baseline, severities=configuration(context).severities)
    gc.set_threshold(*_COLLECTOR)

    def started(address: str) -> None:
        note(f"review: {address}")
        note(f"decisions go to {ledger}; Ctrl+C ends the review")
        if opens:
            webbrowser.open(address)

    settings = ReviewSettings(paths, chosen, gate, ledger, author_ or author(), port)
    _summarize(serve(settings, started=started), ledger)
    return 0


def _summarize(review: Review, ledger: Path) -> None:
    counts, documents = review.queue.counts(), review.journal.paths()
    written = f"{counts.done:,} of {count_of(counts.total, 'finding')} decided ({ledger})"
    note(f"{written}; {count_of(len(documents), 'document')} changed: git diff")
