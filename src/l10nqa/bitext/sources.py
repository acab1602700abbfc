"""The kinds of file that hold sources and targets. A new kind is a folder beside this file and a line in `SOURCES`."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from l10nqa.bitext.find import STANDARD_INPUT, Place, find_files
from l10nqa.bitext.jsonl import is_jsonl, parse_jsonl, read_jsonl, write_jsonl
from l10nqa.bitext.pairs import read_new_page, read_pair
from l10nqa.bitext.parquet import is_parquet, parse_parquet, read_parquet, write_parquet
from l10nqa.bitext.place import beginning_of, read_bytes
from l10nqa.bitext.po import is_po, parse_po, peek_po, write_po
from l10nqa.bitext.source import Source, Write
from l10nqa.bitext.sxs.read import is_sxs, parse_sxs, peek_sxs
from l10nqa.bitext.table import is_table, parse_table, read_table, write_table
from l10nqa.bitext.tmx import is_tmx, parse_tmx, read_tmx, write_tmx
from l10nqa.bitext.xliff import is_xliff, parse_xliff, write_xliff
from l10nqa.errors import ConfigError, InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.locale.paths import locale_of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from l10nqa.model import Bitext, Markup

__all__ = [
    "SOURCES",
    "declared_locale",
    "find_bitexts",
    "known_kinds",
    "locales_of",
    "open_bitext",
    "parse_bitext",
    "source_at",
    "source_of_name",
    "source_to_write",
    "writer_of",
]

SOURCES: tuple[Source, ...] = (
    Source(
        "bilingual Markdown",
        (".md", ".markdown", ".mdx"),
        parse_sxs,
        is_sxs,
        searched_for=(".md",),
        peek=peek_sxs,
        takes_targets=True,
    ),
    Source(
        "PO",
        (".po", ".pot"),
        parse_po,
        is_po,
        searched_for=(".po",),
        peek=peek_po,
        has_states=True,
        takes_targets=True,
        write=write_po,
        options=("notes", "current_targets", "project", "made", "filling", "is_plain"),
        comes_back=True,
    ),
    Source(
        "XLIFF",
        (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
        parse_xliff,
        is_xliff,
        searched_for=(".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
        has_states=True,
        takes_targets=True,
        write=write_xliff,
        options=("notes", "current_targets", "matches", "issues", "plain", "xliff_version", "filling", "is_plain"),
        only_in_place=(".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
        comes_back=True,
    ),
    Source(
        "TMX",
        (".tmx",),
        parse_tmx,
        is_tmx,
        takes_targets=True,
        write=write_tmx,
        options=("plain", "is_plain"),
        stream=read_tmx,
    ),
    Source("CSV", (".csv",), parse_table, is_table, takes_targets=True, write=write_table, stream=read_table),
    Source(
        "TSV",
        (".tsv",),
        parse_table,
        is_table,
        takes_targets=True,
        write=partial(write_table, delimiter="\t"),
        stream=read_table,
    ),
    Source("JSON Lines", (".jsonl",), parse_jsonl, is_jsonl, takes_targets=True, write=write_jsonl, stream=read_jsonl),
    Source("Parquet", (".parquet",), parse_parquet, is_parquet, write=write_parquet, stream=read_parquet),
)

_BY_SUFFIX = {suffix: source for source in SOURCES for suffix in source.suffixes}
_SNIFFED = 1 << 16
"""The number of bytes that show the kind of a file without a known suffix."""
_PEEKED = 4096


def source_of_name(name: str) -> Source | None:
    """Return the kind of file by the suffix of a name, ignoring case; None if it is unknown."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def known_kinds() -> str:
    """Return the kinds of file with their suffixes, for messages."""
    return "; ".join(f"{source.name} ({' '.join(source.suffixes)})" for source in SOURCES)


def source_to_write(output: Path) -> Source:
    """Return the kind of file for the name of an output.

    Raises:
        ConfigError: no kind of file that can be written has the suffix.
    """
    source = source_of_name(output.name)
    if source is None or source.write is None or output.suffix.lower() in source.only_in_place:
        known = " ".join(
            suffix for each in SOURCES for suffix in each.suffixes if each.write and suffix not in each.only_in_place
        )
        suffix = output.suffix
        reason = f"{suffix} files cannot be written" if suffix else "the name has no suffix to show the format"
        raise ConfigError(reason, path=str(output), hint=f"give one of these: {known}")
    return source


def writer_of(source: Source, **options: object) -> Write:
    """Return the writer of a kind of file, bound to the options that are neither None nor False.

    Raises:
        ConfigError: files of the kind cannot be written, or its writer has no such option.
    """
    if source.write is None:
        raise ConfigError(f"{source.name} cannot be written", hint="give an -o FILE.po, .xlf, .tmx or .csv")
    given = {name: value for name, value in options.items() if value is not None and value is not False}
    for name in given:
        if name not in source.options:
            able = " and ".join(sorted(each.name for each in SOURCES if name in each.options))
            option = f"--{name.replace('_', '-')}"
            raise ConfigError(f"{option} is for {able} only", hint=f"leave out {option}")
    return partial(source.write, **given) if given else source.write


def find_bitexts(
    paths: Sequence[str], unknown: Callable[[Place], None] | None = None, *, also: Sequence[str] = ()
) -> list[Place]:
    """Return the files with sources and targets at the paths; see `find_files`.

    A folder is searched for documents and translation files; tables, TMX and the like are read only by name. A named
    file of an unknown kind goes to `unknown`. `also` are more suffixes to search folders for.

    Raises:
        ConfigError: a named file is of an unknown kind, and `unknown` is not given.
        InputError: a path does not exist.
    """
    searched_for = (*(suffix for source in SOURCES for suffix in source.searched_for), *also)
    known: list[Place] = []
    for place in find_files(paths, searched_for):
        if not place.is_named or _is_known(place):
            known.append(place)
        elif unknown is None:
            raise _of_no_kind(place)
        else:
            unknown(place)
    return known


def _is_known(place: Place) -> bool:
    if place.path == STANDARD_INPUT or source_of_name(place.file.name):
        return True  # the kind of standard input is recognised when it is read
    try:
        return _sniffed(beginning_of(place, _SNIFFED)) is not None
    except InputError:
        return True  # reading it reports the reason


def open_bitext(
    place: Place,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    fallback_locale: str | None = None,
    markup: Markup | None = None,
) -> Bitext:
    """Open the file at a place, or standard input.

    The locales override those of the file; `fallback_locale` is the target locale of a file that declares none.

    Raises:
        ConfigError: the file is of an unknown kind.
        InputError: it cannot be read, or is not of the kind that its name shows.
    """
    raw = read_bytes(place)
    bitext = parse_bitext(raw, place, source_locale=source_locale, target_locale=target_locale, markup=markup)
    if bitext.target_locale == UNKNOWN_LOCALE and fallback_locale:
        return parse_bitext(raw, place, source_locale=source_locale, target_locale=fallback_locale, markup=markup)
    return bitext


def parse_bitext(
    raw: bytes,
    place: Place,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> Bitext:
    """Parse the bytes of the file at a place into a bitext; see `open_bitext`.

    The target locale of a file that declares none is that of its name, unless this is the locale of the sources.
    """
    if place.source:
        read = read_new_page if place.source.is_untranslated else read_pair
        return read(
            raw,
            place.path,
            place.name,
            place.source,
            source_locale=source_locale,
            target_locale=target_locale,
            markup=markup,
        )
    parse = source_at(place, raw).parse
    bitext = parse(raw, place.path, place.name, source_locale=source_locale, target_locale=target_locale, markup=markup)
    named = locale_of_file(place.path) if bitext.target_locale == UNKNOWN_LOCALE and not target_locale else ""
    if named not in ("", UNKNOWN_LOCALE, bitext.source_locale):
        return parse(raw, place.path, place.name, source_locale=source_locale, target_locale=named, markup=markup)
    return bitext


def locales_of(place: Place) -> list[str]:
    """Return the target locales of a file, the most frequent first; `und` if it declares none or cannot be read."""
    try:
        declared = declared_locale(place)
        if declared is not None:
            return [declared]
        bitext = open_bitext(place)
    except (ConfigError, InputError):
        return [UNKNOWN_LOCALE]
    counts = Counter(segment.profile.target_locale for segment in bitext.segments)
    return [locale for locale, _ in counts.most_common()] or [bitext.target_locale]


def declared_locale(place: Place) -> str | None:
    """Return the only target locale of a file, as its beginning says; None where all of it must be read.

    Raises:
        ConfigError: the file is of an unknown kind.
        InputError: it cannot be read.
    """
    is_named = source_of_name(place.file.name) is not None
    beginning = beginning_of(place, _PEEKED if is_named else _SNIFFED)  # once: there may be many thousands of files
    source = source_at(place, beginning)
    if place.source:
        return place.source.target_locale or locale_of_file(place.path)
    return source.peek(beginning[:_PEEKED], place.path) if source.peek else None


def source_at(place: Place, beginning: bytes) -> Source:
    """Return the kind of the file at a place, which begins with these bytes.

    Raises:
        ConfigError: the file is of an unknown kind.
    """
    found = source_of_name(place.file.name) or _sniffed(beginning[:_SNIFFED])
    if found is None:
        raise _of_no_kind(place)
    return found


def _sniffed(beginning: bytes) -> Source | None:
    return next((source for source in SOURCES if source.sniff(beginning)), None)


def _of_no_kind(place: Place) -> ConfigError:
    hint = f"l10nqa reads {known_kinds()}"
    return ConfigError("is not a kind of file that l10nqa reads", path=place.path, hint=hint)
