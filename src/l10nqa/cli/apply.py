"""`l10nqa apply`."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import paths, source, target_locale
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configuration
from l10nqa.cli.terminal import note, say, warn_each
from l10nqa.text import count_of
from l10nqa.workspace.applying import Applied, Refusal, apply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command"]

_MOST = 50
"""The number of refusals shown; further ones are only counted."""
_REMEDIES = {
    "fuzzy entry": "fuzzy: --fuzzy applies them",
    "untranslated entry": "untranslated",
    "obsolete entry": "obsolete",
    "occurs more than once": "repeated",
}
"""Why entries are skipped, in a list with counts."""


@click.command("apply", short_help="Write edited translations back into the documents.")
@click.argument("edited", metavar="EDITED.{po,xlf}", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@paths
@click.option(
    "--fuzzy",
    is_flag=True,
    help="Apply entries marked fuzzy as well; in XLIFF, those in a state new, needs-… or initial.",
)
@target_locale
@source
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
def command(
    edited: Path, paths: tuple[str, ...], target_locale: str | None, source: str | None, *, fuzzy: bool, dry_run: bool
) -> int:
    """Write the changed translations of a PO or XLIFF file into the documents below PATH…; every other byte stays.

    A translation whose document changed since the export is refused and reported; all others are applied. Unedited
    entries are skipped if their documents are not in PATH… . The exit status is 1 if a translation was refused.

    \b
    Example:
      l10nqa export docs.lv-LV/ -o work.po
      … edit work.po …
      l10nqa apply work.po docs.lv-LV/
    """
    config = configuration(click.get_current_context())
    options = {"target_locale": target_locale, "source": source}
    with progress("applying") as advance:
        result = apply(edited, paths, fuzzy=fuzzy, dry_run=dry_run, config=config, progress=advance, **options)
    warn_each(_refusals(edited, result.refused), most=_MOST)
    for path in result.documents:
        say(path)
    note(_describe(result, "would change" if dry_run else "changed"))
    return 1 if result.refused else 0


def _refusals(edited: Path, refused: Sequence[Refusal]) -> list[str]:
    """Return why translations were refused; where their document is the reason, all of it in one line."""
    of_documents: dict[tuple[str, str], list[Refusal]] = defaultdict(list)
    texts: list[str] = []
    for refusal in refused:
        of_documents[refusal.document, refusal.reason].append(refusal)
    for (document, reason), found in of_documents.items():
        if document and len(found) > 1:
            texts.append(f"{edited}:{found[0].line}: {len(found):,} translations of {document} refused: {reason}")
        else:
            texts += [f"{edited}:{refusal.line}: {refusal.key} refused: {reason}" for refusal in found]
    return texts


def _describe(result: Applied, verb: str) -> str:
    reasons = Counter(error.message for error in result.skipped)
    skipped = ", ".join(f"{count:,} {_REMEDIES.get(reason, reason)}" for reason, count in reasons.most_common())
    return (
        f"{count_of(result.changed, 'translation')} {verb} in {count_of(len(result.documents), 'document')}, "
        f"{result.unchanged:,} as they were, {len(result.refused):,} refused, {len(result.skipped):,} skipped"
        + (f" ({skipped})" if skipped else "")
        + (f", {result.not_given:,} of documents not given" if result.not_given else "")
    )
