"""Which suffix of a file's name stands for which format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Protocol

from l10nqa.errors import ConfigError
from l10nqa.formats.jsonl import read_jsonl, write_jsonl
from l10nqa.formats.po import read_po, write_po
from l10nqa.formats.table import read_table, write_table
from l10nqa.formats.tmx import read_tmx, write_tmx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from l10nqa.formats._reading import OnSkip
    from l10nqa.model import TranslationUnit

__all__ = ["FORMATS", "Format", "format_of"]


class _Read(Protocol):
    def __call__(self, file: Path, /, *, skipped: OnSkip = ...) -> Iterator[TranslationUnit]: ...


class _Write(Protocol):
    def __call__(self, units: Iterable[TranslationUnit], stream: BinaryIO, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A way to exchange units with other programs."""

    name: str
    read: _Read
    """Yields the units of a file; see the function for what it hands to `skipped`."""
    write: _Write
    """Writes units to a binary stream, which it leaves open."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".csv": Format("CSV", read_table, write_table),
        ".jsonl": Format("JSON Lines", read_jsonl, write_jsonl),
        ".po": Format("PO", read_po, write_po),
        ".tmx": Format("TMX", read_tmx, write_tmx),
        ".tsv": Format("TSV", read_table, partial(write_table, delimiter="\t")),
    }
)
"""The formats by suffix, in small letters."""


def format_of(path: str | Path) -> Format:
    """Return the format that a file's name asks for; its capitals do not matter.

    Raises:
        ConfigError: no format has the suffix.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in FORMATS:
        hint = f"known suffixes: {', '.join(sorted(FORMATS))}"
        raise ConfigError(
            f"no format for the suffix {suffix!r}" if suffix else "the name has no suffix", path=str(path), hint=hint
        )
    return FORMATS[suffix]
