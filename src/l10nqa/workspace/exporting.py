"""Writes units of documents or of a memory to an interchange file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts import find_documents
from l10nqa.bitexts.exchange import format_of
from l10nqa.engine import over_places, read_ledger, select_rules
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import atomic_file
from l10nqa.memory import Memory
from l10nqa.memory.ranking import AttachedMemory, open_memories
from l10nqa.quality import Certainty
from l10nqa.workspace.lessons import learn_lessons
from l10nqa.workspace.worksheet import Offers, WorksheetTask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Unpack

    from l10nqa.memory import Location
    from l10nqa.model import Match, Problem, TranslationUnit
    from l10nqa.workspace.choices import Choices
    from l10nqa.workspace.worksheet import Worksheet

__all__ = ["Exported", "export_documents", "export_memory"]

_TOLD_EACH = 1000
"""Units that are written before progress is told again."""


@dataclass(slots=True)
class Exported:
    """What an export of documents wrote, and what it could not."""

    units: int = 0
    fixed: int = 0
    """How many of the units have a fixed target."""
    unread: int = 0
    """How many documents could not be read."""
    notes: list[str] = field(default_factory=list)
    """What the user should know of how rules were prepared."""
    problems: list[Problem] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Keys of units whose fixed target their document cannot take, and why; they are left as they are."""


def export_documents(  # noqa: PLR0913 - each is something that a user may choose
    paths: Sequence[str],
    output: Path,
    *,
    with_findings: bool = False,
    fixed: bool = False,
    suggested: bool = False,
    matches: int = 0,
    plain: bool = False,
    xliff_version: str | None = None,
    result: Exported | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **choices: Unpack[Choices],
) -> Exported:
    """Write every segment of the documents to `output`, in the format of its suffix.

    In PO and XLIFF a unit's path is relative to the folder given, so that the file can be applied to a copy elsewhere;
    in other formats it is the path as given. A document that does not say its locale is taken to be in the only one of
    the others. `fixed` writes the targets that `fix` would write, with `suggested` those of the suggested fixes as
    well; in PO and XLIFF they are edits that `apply` takes. `with_findings` adds what `check` finds in the targets
    written, as comments for the translator. `matches` offers so many translations of similar sources from the memory,
    in XLIFF. `plain` leaves Markdown in TMX and XLIFF as text; `xliff_version` is one of `formats.XLIFF_VERSIONS`.
    `result` is filled as the run goes on, for a caller who wants it when the run fails.

    Raises:
        ConfigError: the suffix or a rule name is unknown, the format has no such option or place for findings, or
            the units have several locales where the format names one.
        InputError: a path, a termbase or the ledger does not exist, none of the documents can be read, or the output
            cannot be written.
        StoreError: the memory cannot be opened.
    """
    format_ = format_of(output)
    rules = select_rules(choices.get("select", ()), choices.get("ignore", ()))
    places = find_documents(paths)
    comes_back = format_.read_edited is not None
    if with_findings and "notes" not in format_.options:
        raise ConfigError("findings go into PO and XLIFF only", hint="give an -o FILE.po, or leave out --with-findings")
    tm = choices.get("tm")
    if matches and "matches" not in format_.options:
        raise ConfigError("matches go into XLIFF only", hint="give an -o FILE.xlf, or leave out --matches")
    offers = Offers(AttachedMemory(tm), matches) if matches and tm else None
    result = result if result is not None else Exported()
    asks_rules = with_findings or fixed
    lessons = learn_lessons(places, choices, lexicons=asks_rules)
    result.notes += lessons.notes
    # Where two folders given hold documents of the same name, only the whole path tells them apart.
    relative = comes_back and len({place.name for place in places}) == len(places)
    at_least = choices.get("at_least", Certainty.LIKELY)
    names, ledger = tuple(rule.name for rule in rules), choices.get("ledger")
    decided = read_ledger(ledger) if ledger and asks_rules else None
    task = WorksheetTask(names, lessons, at_least, with_findings, fixed, suggested, relative, decided, offers)
    if offers:
        with open_memories([offers.memory]):  # which makes the index, once for all processes
            pass
    sheets = over_places(places, task, jobs=choices.get("jobs") if asks_rules or offers else 1)
    # Filled document by document: the writer asks for what belongs to a unit when it writes the unit.
    notes: dict[str, Sequence[str]] = {}
    standing: dict[str, str] = {}
    offered: dict[str, Sequence[Match]] = {}
    units = _units(sheets, len(places), result, _Told(notes, standing, offered), progress)
    told = {"notes": notes, "standing": standing, "matches": offered, "made": datetime.now(UTC)}
    options = {name: value for name, value in told.items() if name in format_.options}
    write = format_.writer(**options, plain=plain, xliff_version=xliff_version)
    _write_file(output, partial(write, units))
    return result


def export_memory(
    memory_path: Location,
    output: Path,
    *,
    target_locale: str | None = None,
    plain: bool = False,
    xliff_version: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write the units of a memory to `output`, in the format of its suffix; return how many.

    `target_locale` chooses the units of that locale; a language alone chooses all its locales. For `plain` and
    `xliff_version` see `export_documents`. `progress` is told now and then how many of how many units are written.

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
        units = memory.units(target_locale=target_locale)
        if progress:
            chosen = memory.locales(within=target_locale)
            units = _telling(units, sum(memory.count(target_locale=locale) for locale in chosen), progress)
        _write_file(output, partial(write, counter.count(units)))
    return counter.units


def _telling(
    units: Iterator[TranslationUnit], total: int, progress: Callable[[int, int], None]
) -> Iterator[TranslationUnit]:
    for done, unit in enumerate(units):
        if done % _TOLD_EACH == 0:
            progress(done, total)
        yield unit
    progress(total, total)


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


class _Told(NamedTuple):
    """What belongs to units, by key; filled as they go by."""

    notes: dict[str, Sequence[str]]
    standing: dict[str, str]
    matches: dict[str, Sequence[Match]]


def _units(
    sheets: Iterator[Worksheet],
    total: int,
    result: Exported,
    told: _Told,
    progress: Callable[[int, int], None],
) -> Iterator[TranslationUnit]:
    for done, sheet in enumerate(sheets, 1):
        result.problems += sheet.problems
        result.refused |= sheet.refused
        result.fixed += len(sheet.standing)
        told.notes.update(sheet.notes)
        told.standing.update(sheet.standing)
        told.matches.update(sheet.matches)
        if sheet.units is None:
            result.unread += 1
        else:
            result.units += len(sheet.units)
            yield from sheet.units
        progress(done, total)
    if total and result.unread == total:
        raise InputError("none of the documents can be read", hint="nothing was written")
