"""Writes units of documents or of a memory to an interchange file."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from l10nqa.documents import Place, find_documents, read_place
from l10nqa.engine import check_document, select_rules
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import atomic_file
from l10nqa.formats import format_of
from l10nqa.memory import Memory
from l10nqa.model import Document, Problem, ProblemKind, TranslationUnit
from l10nqa.quality import Certainty
from l10nqa.text import text_hash
from l10nqa.workspace.lessons import lexicons_of_documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["document_units", "export_documents", "export_memory"]


def document_units(document: Document, *, path: str | None = None) -> Iterator[TranslationUnit]:
    """Yield the segments of a document as units, with line and neighbours, filed under `path` (else its own)."""
    hashes = [0, *(text_hash(segment.source) for segment in document.segments), 0]
    for at, segment in enumerate(document.segments):
        yield TranslationUnit(
            source=segment.source,
            target=segment.target,
            source_locale=document.source_locale,
            target_locale=document.target_locale,
            path=path or document.path,
            segment=segment.id,
            origin=document.origin,
            previous_hash=hashes[at],
            next_hash=hashes[at + 2],
            line=document.lines.line(segment.target_span.start),
        )


def export_documents(
    paths: Sequence[str],
    output: Path,
    *,
    target_locale: str | None = None,
    with_findings: bool = False,
    plain: bool = False,
    xliff_version: str | None = None,
    problems: list[Problem] | None = None,
) -> int:
    """Write every segment of the documents to `output`, in the format of its suffix; return how many.

    In PO and XLIFF a unit's path is relative to the folder given, so that the file can be applied to a copy elsewhere;
    in other formats it is the path as given. A document that does not say its locale is taken to be in that of the
    first one that does. `with_findings` adds what `check` finds, the likely and the certain, for the translator.
    `plain` leaves Markdown in TMX and XLIFF as text; `xliff_version` is one of `formats.XLIFF_VERSIONS`.

    Raises:
        ConfigError: the suffix is unknown, its format has no such option or place for findings, or the units have
            several locales where the format names one.
        InputError: a path does not exist, none of the documents can be read, or the output cannot be written.
    """
    format_ = format_of(output)
    places = find_documents(paths)
    relative = format_.read_edited is not None
    if with_findings and "notes" not in format_.options:
        raise ConfigError("findings go into PO and XLIFF only", hint="give an -o FILE.po, or leave out --with-findings")
    problems = problems if problems is not None else []
    locale = target_locale or _first_locale(places)
    # Filled document by document: the writer asks for a unit's notes when it writes the unit.
    notes: dict[str, list[str]] = {}
    counter = _Counter()
    units = counter.count(_units(places, locale, notes if with_findings else None, problems, relative=relative))
    told = {"notes": notes, "made": datetime.now(UTC)}
    options = {name: value for name, value in told.items() if name in format_.options}
    write = format_.writer(**options, plain=plain, xliff_version=xliff_version)
    _write_file(output, partial(write, units))
    return counter.units


def export_memory(
    memory_path: Path,
    output: Path,
    *,
    target_locale: str | None = None,
    plain: bool = False,
    xliff_version: str | None = None,
) -> int:
    """Write the units of a memory to `output`, in the format of its suffix; return how many.

    `target_locale` chooses the units of that locale; a language alone chooses all its locales. For `plain` and
    `xliff_version` see `export_documents`.

    Raises:
        ConfigError: the suffix is unknown, its format has no such option, the memory has no units of the locale, or of
            several where the format names one.
        StoreError: there is no such memory.
    """
    write = format_of(output).writer(plain=plain, xliff_version=xliff_version)
    counter = _Counter()
    with Memory(memory_path) as memory:
        if target_locale and not memory.locales(within=target_locale):
            has = ", ".join(sorted(memory.locales()))
            hint = f"it translates into {has}" if has else "it is empty"
            raise ConfigError(f"no unit translates into {target_locale}", path=str(memory_path), hint=hint)
        _write_file(output, partial(write, counter.count(memory.units(target_locale=target_locale))))
    return counter.units


class _Counter:
    """Counts units on their way to a file."""

    def __init__(self) -> None:
        self.units = 0

    def count(self, units: Iterator[TranslationUnit]) -> Iterator[TranslationUnit]:
        for unit in units:
            self.units += 1
            yield unit


def _write_file(output: Path, write: partial[None]) -> None:
    with atomic_file(output) as stream:
        write(stream)


def _units(
    places: Sequence[Place],
    locale: str | None,
    notes: dict[str, list[str]] | None,
    problems: list[Problem],
    *,
    relative: bool,
) -> Iterator[TranslationUnit]:
    rules = select_rules() if notes is not None else ()
    lexicons = lexicons_of_documents(places, locale) if notes is not None else {}
    # Where two folders given hold documents of the same name, only the whole path tells them apart.
    names = [place.name for place in places]
    relative = relative and len(set(names)) == len(names)
    unread = 0
    for place in places:
        try:
            document = read_place(place, fallback_locale=locale)
        except InputError as error:
            problems.append(Problem(place.path, error.line or 1, 1, ProblemKind.UNREADABLE, error.message))
            unread += 1
            continue
        problems += document.problems
        path = place.name if relative else place.path
        if notes is not None:
            for finding in check_document(document, rules, lexicons).findings:
                if finding.certainty >= Certainty.LIKELY:
                    notes.setdefault(f"{path}#{finding.segment}", []).append(f"{finding.rule}: {finding.message}")
        yield from document_units(document, path=path)
    if places and unread == len(places):
        raise InputError("none of the documents can be read", hint="nothing was written")


def _first_locale(places: Sequence[Place]) -> str | None:
    for place in places:
        try:
            locale = read_place(place).target_locale
        except InputError:
            continue
        if locale != "und":
            return locale
    return None
