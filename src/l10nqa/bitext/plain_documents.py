"""Which documents hold plain texts: our writers find no Markdown in these, and say so in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import Segment

__all__ = ["IsPlain", "is_plain_by_name", "plain_paths"]

IsPlain = Callable[[str | None], bool]
"""Tells by the path of a document whether its texts are plain."""
_STRINGS = (
    *(".po", ".pot", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
    *(".tmx", ".csv", ".tsv", ".jsonl", ".parquet"),
)
"""Suffixes of files that hold the strings of programs, or other texts that are no documents."""


def is_plain_by_name(path: str | None) -> bool:
    """Tell by its name whether a document holds plain texts: one of the other kinds of file that l10nqa reads does."""
    return path is not None and path.lower().endswith(_STRINGS)


def plain_paths(filed: Iterable[tuple[str | None, Segment]]) -> frozenset[str | None]:
    """Return the paths of documents with plain texts, given each segment with the path that it is written under."""
    return frozenset(path for path, segment in filed if not segment.profile.markup.is_markdown)
