"""Which documents hold plain texts: our writers find no Markdown in these, and say so in the file."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["IsPlain", "is_plain_by_name"]

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
