"""How far the translation of a document has come."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BasisKind", "DocumentState", "DocumentStatus", "states_by_locale"]


class DocumentState(StrEnum):
    """Whether a document is translated."""

    COMPLETE = "complete"
    """Its translation is up to date."""
    STALE = "stale"
    """Its source has changed since it was translated, or has text that is not translated."""
    MISSING = "missing"
    """There is no translation."""
    EXTRA = "extra"
    """There is a translation, but no source."""


class BasisKind(StrEnum):
    """The evidence for whether a translation is up to date."""

    COMMIT = "commit"
    """The commit that the page names."""
    HISTORY = "history"
    """The git history of the translation and its source."""
    STRUCTURE = "structure"
    """The blocks of the two texts."""
    STATES = "states"
    """The states of the segments of a PO or XLIFF file."""
    FILES = "files"
    """There is one of the two files only."""


class DocumentStatus(NamedTuple):
    """How far the translation of one document has come, and by what evidence."""

    path: str
    """The translation; where it would be, if it is missing."""
    source: str
    """The path of the source; empty where there is none, or the file itself holds it."""
    locale: str
    """BCP 47; `und` where nothing tells it."""
    state: DocumentState
    basis: BasisKind
    commit: str = ""
    """The commit of the source that was translated; empty where it is not known."""
    segments: int = 0
    new: int = 0
    """Segments without a translation."""
    stale: int = 0
    """Segments whose source has changed since they were translated, and other drafts."""
    remark: str = ""
    """What else there is to know."""


def states_by_locale(documents: Iterable[DocumentStatus]) -> dict[str, Counter[DocumentState]]:
    """Return the number of documents in each state, by locale, sorted."""
    found: dict[str, Counter[DocumentState]] = {}
    for document in sorted(documents, key=lambda each: each.locale):
        found.setdefault(document.locale, Counter())[document.state] += 1
    return found
