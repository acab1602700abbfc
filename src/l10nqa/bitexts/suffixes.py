"""Which suffix of a file's name stands for which format, and what can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Protocol

from l10nqa.bitexts.entries import Entry
from l10nqa.bitexts.jsonl import read_jsonl, write_jsonl
from l10nqa.bitexts.parquet import read_parquet, write_parquet
from l10nqa.bitexts.po import parse_po, write_po
from l10nqa.bitexts.reading import ignore, reading
from l10nqa.bitexts.table import read_table, write_table
from l10nqa.bitexts.tmx import read_tmx, write_tmx
from l10nqa.bitexts.xliff import fill_xliff, read_edited_xliff, read_xliff, write_xliff, xliff_entries
from l10nqa.errors import ConfigError, InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from l10nqa.bitexts.entries import Edited, Fill
    from l10nqa.bitexts.reading import OnSkip

__all__ = ["FORMATS", "Format", "fill_entries", "format_of", "read_edited", "read_entries", "read_po"]


class _Read(Protocol):
    def __call__(self, file: Path, /, *, skipped: OnSkip = ...) -> Iterator[TranslationUnit]: ...


class _Write(Protocol):
    def __call__(self, units: Iterable[TranslationUnit], stream: BinaryIO, /) -> None: ...


class _ReadEdited(Protocol):
    def __call__(self, file: Path, /, *, fuzzy: bool = ..., skipped: OnSkip = ...) -> Iterator[Edited]: ...


class _ReadEntries(Protocol):
    def __call__(self, file: Path, /, *, skipped: OnSkip = ...) -> Iterator[Entry]: ...


class _Fill(Protocol):
    def __call__(
        self, file: Path, stream: BinaryIO, fills: Mapping[int, Fill], /, *, target_locale: str = ...
    ) -> dict[int, str]: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A way to exchange units with other programs."""

    name: str
    read: _Read
    """Yields the units of a file; see the function for what it hands to `skipped`."""
    write: _Write
    """Writes units to a binary stream, which it leaves open."""
    options: tuple[str, ...] = ()
    """The keywords that `write` takes; see the function."""
    read_edited: _ReadEdited | None = None
    """Yields translations that documents can take, where the format comes back from translators."""
    read_entries: _ReadEntries | None = None
    """Yields all entries, where the format knows translations that are none yet."""
    fill: _Fill | None = None
    """Writes a file with translations put into its entries, where it yields entries; see the function."""

    def writer(self, **options: object) -> _Write:
        """Return `write` with the options bound that are neither None nor False.

        Raises:
            ConfigError: the format has no such option.
        """
        given = {name: value for name, value in options.items() if value is not None and value is not False}
        for name in given:
            if name not in self.options:
                able = sorted({format_.name for format_ in FORMATS.values() if name in format_.options})
                option = f"--{name.replace('_', '-')}"
                raise ConfigError(f"{option} is for {' and '.join(able)} only", hint=f"leave out {option}")
        return partial(self.write, **given) if given else self.write


def read_po(file: Path, *, skipped: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the units of a PO file, as long as this table is there."""
    with reading(file):
        bitext = parse_po(file.read_bytes(), str(file), file.name)
    for error in bitext.left_out:
        skipped(error)
    for each in bitext.segments:
        source_locale, target_locale, origin, _ = each.profile
        place = (each.document, each.key if each.document else None)
        yield TranslationUnit(each.source, each.target, source_locale, target_locale, *place, origin, line=each.line)


_PO_OPTIONS = ("notes", "standing", "project", "made", "filling")
_XLIFF_OPTIONS = ("notes", "standing", "matches", "plain", "xliff_version", "filling")
_XLIFF = Format("XLIFF", read_xliff, write_xliff, _XLIFF_OPTIONS, read_edited_xliff, xliff_entries, fill_xliff)


def _refused(units: Iterable[TranslationUnit], stream: BinaryIO, /, **options: object) -> None:  # noqa: ARG001
    raise ConfigError("the files of a CAT tool are only filled in place", hint="give an -o FILE.xlf")


_OF_TOOLS = Format("XLIFF", read_xliff, _refused, _XLIFF_OPTIONS, None, xliff_entries, fill_xliff)
"""Files that only their tool makes: Trados, memoQ."""
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".csv": Format("CSV", read_table, write_table),
        ".jsonl": Format("JSON Lines", read_jsonl, write_jsonl),
        ".mqxliff": _OF_TOOLS,
        ".parquet": Format("Parquet", read_parquet, write_parquet),
        ".po": Format("PO", read_po, write_po, _PO_OPTIONS),
        ".sdlxliff": _OF_TOOLS,
        ".tmx": Format("TMX", read_tmx, write_tmx, ("plain",)),
        ".tsv": Format("TSV", read_table, partial(write_table, delimiter="\t")),
        ".xlf": _XLIFF,
        ".xliff": _XLIFF,
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


def fill_entries(
    file: Path, stream: BinaryIO, fills: Mapping[int, Fill], *, target_locale: str = UNKNOWN_LOCALE
) -> dict[int, str]:
    """Write a PO or XLIFF file with translations put into its entries, by `Entry.number`; all else stays as it is.

    Return which entries were left as they are, and why. `target_locale` is said where the file must say one and does
    not.

    Raises:
        ConfigError: by its suffix, the file is neither.
        InputError: the file cannot be read or filled.
    """
    format_ = format_of(file)
    if format_.fill is None:
        raise ConfigError(f"{format_.name} is not filled in place", path=str(file), hint="give a PO or XLIFF file")
    return format_.fill(file, stream, fills, target_locale=target_locale)


def read_edited(file: Path, *, fuzzy: bool = False, skipped: OnSkip = ignore) -> Iterator[Edited]:
    """Yield the translations of a PO or XLIFF file that a document can take; see each format for what is left out.

    Raises:
        ConfigError: by its suffix, the file is neither.
        InputError: the file cannot be read.
    """
    format_ = FORMATS.get(file.suffix.lower())
    if format_ is None or format_.read_edited is None:
        raise ConfigError(
            "is not a PO file, nor XLIFF", path=str(file), hint="export one: l10nqa export PATH -o FILE.po (or .xlf)"
        )
    return format_.read_edited(file, fuzzy=fuzzy, skipped=skipped)


def read_entries(file: Path, *, skipped: OnSkip = ignore) -> Iterator[Entry]:
    """Yield the entries of an interchange file that may have a translation: those that have none yet, too.

    What can have none (obsolete and plural entries of PO), or is no unit, goes to `skipped`.

    Raises:
        ConfigError: no format has the file's suffix.
        InputError: the file cannot be read.
    """
    format_ = format_of(file)
    if format_.read_entries is None:
        yield from (Entry.of(unit) for unit in format_.read(file, skipped=skipped))
        return
    for entry in format_.read_entries(file, skipped=skipped):
        if entry.left_out and not entry.fuzzy:
            skipped(InputError(entry.left_out, path=str(file), line=entry.line))
        else:
            yield entry
