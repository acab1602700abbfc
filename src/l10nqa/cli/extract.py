"""`l10nqa extract`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import click

from l10nqa.cli.options import allow_empty, paths, shard, source, source_locale, target_locale, tm_file
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configuration, configured
from l10nqa.cli.terminal import note, note_each, report_problems, warn, warn_of_skipped
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.text import count_of
from l10nqa.workspace.extracting import Extracted, extract

if TYPE_CHECKING:
    from typing import Unpack

    from l10nqa.memory import Location
    from l10nqa.shard import Shard

__all__ = ["EXTRACTING_STATUS", "command", "run_extract", "show_extracted"]

EXTRACTING_STATUS = """Exit status: 0 everything was read; 1 some of it could not be: a document, lines of a table or of
JSON Lines, or all that a file holds; 2 no document could be read, or the run failed."""
"""The epilog of the commands that fill a memory."""


@click.command("extract", short_help="Store documents and exchange files in a memory.", epilog=EXTRACTING_STATUS)
@paths
@tm_file
@target_locale
@source_locale
@source
@allow_empty
@shard(
    "Extract the I-th of N shards of the files: into a file of its own, for l10nqa merge, or into the server that all "
    "shards share."
)
@click.option("--prune", is_flag=True, help="Remove documents of the given folders whose files are gone.")
@configured
def command(
    paths: tuple[str, ...],
    tm: Location,
    target_locale: str | None,
    source_locale: str | None,
    source: str | None,
    shard: Shard | None,
    *,
    allow_empty: bool,
    prune: bool,
) -> int:
    """Store the segments of PATH… in the translation memory TM.db, which is created if need be.

    Reads bilingual Markdown, and PO, XLIFF, TMX, CSV, TSV, JSON Lines and Parquet where such a file is given.
    Extracting twice changes nothing; a changed document replaces what the memory held of it; an interrupted run leaves
    the memory as it was.

    \b
    Examples:
      l10nqa extract docs.lv-LV/ --tm memory.db
      l10nqa extract legacy.tmx --tm memory.db
      l10nqa extract docs/ --tm part-2.db --shard 2/8    one machine of eight
    """
    return run_extract(
        paths,
        tm,
        target_locale=target_locale,
        source_locale=source_locale,
        source=source,
        prune=prune,
        allow_empty=allow_empty,
        shard=shard,
    )


class _ExtractOptions(TypedDict, total=False):
    target_locale: str | None
    source_locale: str | None
    source: str | None
    prune: bool
    allow_empty: bool
    shard: Shard | None


def run_extract(paths: tuple[str, ...], tm: Location, **options: Unpack[_ExtractOptions]) -> int:
    """Extract with a progress bar and report the result; return the exit status (`EXTRACTING_STATUS`)."""
    config = configuration(click.get_current_context())
    with progress("extracting") as advance:
        result = extract(paths, tm, config=config, progress=advance, **options)
    return show_extracted(result, tm)


def show_extracted(result: Extracted, tm: Location) -> int:
    """Report the result of an extraction, or of its merged shards; return the exit status (`EXTRACTING_STATUS`)."""
    note_each(result.notes)
    report_problems(result.problems)
    warn_of_skipped(result.skipped)
    if result.without_locale:
        documents = count_of(result.without_locale, "document")
        warn(
            f"no locale in the front matter nor the path of {documents}: look-ups for a locale do not find their "
            f"units, which are kept under {UNKNOWN_LOCALE}; say it with --target-locale"
        )
    note(_describe(result, tm))
    return 1 if result.unread else 0


def _describe(result: Extracted, tm: Location) -> str:
    changes = result.changes
    removed = f", {count_of(changes.removed_documents, 'document')} forgotten" if changes.removed_documents else ""
    kept_out = f"; {changes.kept_out:,} kept out, as tm clean removed them" if changes.kept_out else ""
    return (
        f"{tm}: {count_of(changes.units, 'unit')} written, {changes.removed_units:,} removed; "
        f"{count_of(changes.documents, 'file')} read, {changes.unchanged_documents:,} unchanged{removed}{kept_out}"
    )
