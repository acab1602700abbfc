"""The command line: a skin over `workspace`. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from typing import NoReturn, TextIO

import click

from l10nqa import __version__
from l10nqa.cli.lazy import LazyGroup
from l10nqa.cli.terminal import fitted, report_error
from l10nqa.errors import L10nqaError
from l10nqa.inputs import watched_inputs

__all__ = ["cli", "main"]


_EPILOG = """\b
The localization lead:
  l10nqa extract docs/ --tm memory.db  the translations into a memory
  l10nqa status content/               the pages that are stale or missing
  l10nqa report docs/ -o report/       the findings in all locales, as HTML
  l10nqa fix docs/                     the proved repairs; --write makes them
  l10nqa review docs/                  decide about the others in the browser

\b
The translator:
  l10nqa check work.po                 the findings; also .xlf, .md, .csv …
  l10nqa tm pretranslate docs/ --tm memory.db -o work.po
  l10nqa apply work.po docs/           the edited file back into the documents

\b
The CI job:
  l10nqa check locale/ --changed-since origin/main --format github
  l10nqa baseline locale/ -o known.jsonl
  l10nqa check locale/ --baseline known.jsonl    those that are new

A PATH is a file, a folder, or - for standard input. A folder is searched for bilingual Markdown (.md), PO (.po) and
XLIFF (.xlf .xliff .sdlxliff .mqxliff .mxliff .txlf); name .pot, .tmx, .csv, .tsv, .jsonl and .parquet one by one.
`l10nqa COMMAND --help` has examples.

\b
Exit status:
  0  done, and nothing to report
  1  check: something blocks, a file could not be read, or a rule crashed;
     check, report: the score is below --score-threshold;
     fix: the diff is not empty; apply: a translation was refused;
     commands that write (extract, export, publish, report, …): some of their
     input could not be read
  2  could not run, or no segment was read (--allow-empty: 0 and a note)"""


@click.group(
    cls=LazyGroup,
    homes={
        "check": "l10nqa.cli.check",
        "report": "l10nqa.cli.report",
        "fix": "l10nqa.cli.fix",
        "extract": "l10nqa.cli.extract",
        "status": "l10nqa.cli.status",
        "tm": "l10nqa.cli.tm",
        "export": "l10nqa.cli.export",
        "apply": "l10nqa.cli.apply",
        "publish": "l10nqa.cli.publish",
        "baseline": "l10nqa.cli.baseline",
        "decide": "l10nqa.cli.decide",
        "ledger": "l10nqa.cli.ledger",
        "lqa": "l10nqa.cli.lqa",
        "merge": "l10nqa.cli.merge",
        "review": "l10nqa.cli.review",
        "lsp": "l10nqa.cli.lsp",
        "rules": "l10nqa.cli.rules",
        "config": "l10nqa.cli.config",
        "completion": "l10nqa.cli.completion",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    epilog=_EPILOG,
)
@click.version_option(__version__, prog_name="l10nqa")
def cli() -> None:
    """Translation memory and localization QA for PO, XLIFF, TMX, tables and bilingual Markdown."""


def main() -> NoReturn:
    """Run the command line and exit."""
    # Objects of a run are used once and have no reference cycles: collect garbage rarely.
    gc.set_threshold(1_000_000, 50, 50)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show must not stop the run
    if sys.stdout is None:  # how Python shows that it was closed before the start
        report_error(L10nqaError("standard output is closed", hint="redirect it to /dev/null to discard it"))
        sys.exit(2)
    try:
        status = _run()
        sys.stdout.flush()  # a failure here is reported below; later Python itself would print a traceback
    except BrokenPipeError:
        _drop(sys.stdout)  # its reader has gone (`| head`): not an error of this program
        status = 141
    except OSError as error:
        _drop(sys.stdout)
        with suppress(OSError):  # stderr may be on the same full disk
            report_error(L10nqaError(f"the output cannot be written: {error.strerror}", path=error.filename))
        status = 2
    try:
        if sys.stderr:
            sys.stderr.flush()
    except OSError:  # otherwise Python tries again at exit, fails, and replaces the exit status by 120
        _drop(sys.stderr)
    sys.exit(status)


def _run() -> int:
    try:
        with watched_inputs():
            status = cli.main(standalone_mode=False)
    except L10nqaError as error:
        report_error(error)
        return 2
    except click.ClickException as error:
        _show(error)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return 130
    except SystemExit as stop:
        if stop.code == 1:  # click and rich exit with 1 when the reader of the output has gone; here 1 means findings
            raise BrokenPipeError from None
        raise
    return status if isinstance(status, int) else 0


def _show(error: click.ClickException) -> None:
    from l10nqa.cli.settings import blamed_on_configuration  # noqa: PLC0415 - only commands need it, and import it

    blamed = blamed_on_configuration(error) if isinstance(error, click.UsageError) else None
    if blamed:
        report_error(blamed)
        return
    shown = fitted(error.format_message(), taken=len("Error: "))
    (click.UsageError(shown, error.ctx) if isinstance(error, click.UsageError) else click.ClickException(shown)).show()


def _drop(stream: TextIO) -> None:
    """Redirect the stream to nowhere, so that its buffered content does not fail a second time."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
