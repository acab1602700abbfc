"""What a review has changed: counts, and the `git diff` of the documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import ConfigError
from l10nqa.git import Repository
from l10nqa.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.review.queue import FindingCounts
    from l10nqa.review.review import Review

__all__ = ["DiffLine", "Summary", "summary_of"]

_MOST_LINES = 3_000
_MOST_CHARACTERS = 2_000
"""The length at which a line of a diff is cut."""
_KINDS = {"+": "ins", "-": "del", "@": "hunk"}


class DiffLine(NamedTuple):
    """A line of a diff."""

    kind: str
    """`ins`, `del`, `hunk`, `head` or `same`."""
    text: str


class Summary(NamedTuple):
    """What has been done since the server was started."""

    counts: FindingCounts
    rows: Sequence[tuple[str, str, int]]
    """Rule, kind of action, and number of findings."""
    paths: Sequence[str]
    """The documents that were changed."""
    diff: Sequence[DiffLine]
    more_lines: int
    """The number of lines of the diff that are left out."""
    note: str
    """Why there is no diff; empty if there is one."""


def summary_of(review: Review) -> Summary:
    """Return what has been done."""
    paths = review.journal.paths()
    rows = sorted((rule, kind, count) for (rule, kind), count in review.journal.counts().items())
    places = [review.documents.places[path].file for path in paths] if review.documents else []
    lines, note = _diff(places)
    shown = [_line(line) for line in lines[:_MOST_LINES]]
    return Summary(review.queue.counts(), rows, paths, shown, max(len(lines) - _MOST_LINES, 0), note)


def _diff(files: Sequence[Path]) -> tuple[list[str], str]:
    if not files:
        return [], "No document has been changed."
    try:
        with Repository(files[0].resolve().parent) as repository:
            inside = [real for file in files if _is_below(real := os.path.realpath(file), repository.top)]
            raw = repository.output("diff", "--", *inside)
    except ConfigError as error:
        return [], f"There is no diff: {error.message}."
    text = raw.decode("utf-8", "replace")
    if not text:
        return [], "git sees no difference: the documents are as they were committed, or git does not track them."
    return text.split("\n")[:-1], ""


def _is_below(file: str, folder: str) -> bool:
    return Path(file).is_relative_to(folder)


def _line(text: str) -> DiffLine:
    text = escaped(text.replace("\t", "    "))
    text = text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
    if text.startswith(("diff --git", "index ", "--- ", "+++ ")):
        return DiffLine("head", text)
    return DiffLine(_KINDS.get(text[:1], "same"), text)
