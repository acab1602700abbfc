"""Writes the units of documents or of a memory to an interchange file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import source_to_write, writer_of
from l10nqa.bitext.entries import Filling, mark_of
from l10nqa.engine import FixPolicy, over_places, read_ledger
from l10nqa.errors import ConfigError
from l10nqa.files import atomic_file
from l10nqa.inputs import guards_inputs, refuse_input
from l10nqa.memory import Memory
from l10nqa.memory.ranking import AttachedMemory, open_memories
from l10nqa.quality import Certainty
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.knowledge import gather_knowledge
from l10nqa.workspace.run_options import selected_rules, tree_of
from l10nqa.workspace.worksheet import MatchLookup, WorksheetTask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Unpack

    from l10nqa.bitext.xliff import QualityIssue
    from l10nqa.memory import Location
    from l10nqa.model import Match, Problem, TranslationUnit
    from l10nqa.workspace.run_options import RunOptions
    from l10nqa.workspace.worksheet import Worksheet

__all__ = ["Exported", "export_documents", "export_memory"]

_PROGRESS_STEP = 1000
"""The number of units written between two progress reports."""


@dataclass(slots=True)
class Exported:
    """The result of an export of documents."""

    units: int = 0
    fixed: int = 0
    """The number of units with a fixed target."""
    unread: int = 0
    """The number of documents that could not be read."""
    notes: list[str] = field(default_factory=list)
    """Remarks for the user on how the rules were prepared."""
    problems: list[Problem] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Reasons, by unit key, why a document cannot hold a fixed target; these units keep their targets."""


@guards_inputs
def export_documents(  # noqa: PLR0913 - each is something that a user may choose
    paths: Sequence[str],
    output: Path,
    *,
    with_findings: bool = False,
    fixed: bool = False,
    suggested: bool = False,
    matches: int = 0,
    missing: bool = False,
    plain: bool = False,
    xliff_version: str | None = None,
    result: Exported | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> Exported:
    """Write every segment of the documents to `output`, in the format of its suffix.

    In PO and XLIFF a unit's path is relative to the folder given, so that the file can be applied to a copy elsewhere;
    in other formats it is the path as given. A document that declares no locale is taken to be in the only one of the
    others. `fixed` writes the targets that `fix` would write, with `suggested` those of suggested fixes as well; in PO
    and XLIFF `apply` takes them as edits. `with_findings` adds the findings in the written targets as comments for the
    translator. `missing` adds the pages of the source that have no translation yet, in formats that `apply` reads.
    `matches` is the number of translations of similar sources to add from the memory, in XLIFF. `plain`
    leaves Markdown in TMX and XLIFF as text; `xliff_version` is one of `XLIFF_VERSIONS`. `result` is filled during the
    run, for a caller who wants it even if the run fails.

    Raises:
        ConfigError: the suffix or a rule name is unknown, the format has no such option or place for findings, or
            the units have several locales where the format names one.
        InputError: a path, a termbase or the ledger does not exist, none of the documents can be read, or the output
            cannot be written.
        StoreError: the memory cannot be opened.
    """
    source = source_to_write(output)
    if missing and not source.comes_back:
        raise ConfigError("missing pages go into files that apply reads", hint="give an -o FILE.po or FILE.xlf")
    rules = selected_rules(run_options)
    inventory = Inventory(
        paths,
        allow_empty=run_options.get("allow_empty", False),
        tree=tree_of(run_options),
        is_for_translation=True,
        with_missing=missing,
    )
    places = inventory.places
    refuse_input(output)
    if with_findings and "notes" not in source.options:
        raise ConfigError("findings go into PO and XLIFF only", hint="give an -o FILE.po, or leave out --with-findings")
    tm = run_options.get("tm")
    if matches and "matches" not in source.options:
        raise ConfigError("matches go into XLIFF only", hint="give an -o FILE.xlf, or leave out --matches")
    lookup = MatchLookup(AttachedMemory(tm), matches) if matches and tm else None
    result = result if result is not None else Exported()
    asks_rules = with_findings or fixed
    knowledge = gather_knowledge(places, run_options, lexicons=asks_rules)
    result.notes += knowledge.notes
    # If two of the given folders hold files of the same name, only the whole path distinguishes them.
    relative = source.comes_back and len({place.name for place in places}) == len(places)
    ledger = run_options.get("ledger")
    decided = read_ledger(ledger) if ledger and asks_rules else None
    policy = FixPolicy(suggested, run_options.get("min_certainty", Certainty.LIKELY), decided)
    task = WorksheetTask(rules, knowledge, policy, with_findings, fixed, relative, lookup)
    if lookup:
        with open_memories([lookup.memory]):  # builds the index once, for all processes
            pass
    sheets = over_places(places, task, jobs=run_options.get("jobs") if asks_rules or lookup else 1)
    # Filled file by file: the writer looks up the details of a unit when it writes the unit.
    details = _Details({}, {}, {}, set(), {}, set(), {})
    written = _written(sheets, inventory, result, details, keeps_drafts="filling" in source.options, progress=progress)
    values = {
        "notes": details.notes,
        "current_targets": details.current_targets,
        "matches": details.matches,
        "issues": details.issues,
        "filling": Filling(drafts=details.drafts, previous_sources=details.previous_sources),
        "is_plain": details.plain_paths.__contains__,
        "made": datetime.now(UTC),
    }
    options = {name: value for name, value in values.items() if name in source.options}
    write = writer_of(source, **options, plain=plain, xliff_version=xliff_version)
    _write_file(output, partial(write, written))
    return result


@guards_inputs
def export_memory(
    memory_path: Location,
    output: Path,
    *,
    target_locale: str | None = None,
    plain: bool = False,
    xliff_version: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write the units of a memory to `output`, in the format of its suffix; return their number.

    `target_locale` selects the units of that locale; a language alone selects all its locales. For `plain` and
    `xliff_version` see `export_documents`. `progress` is called with the number of units written and their total.

    Raises:
        ConfigError: the suffix is unknown, its format has no such option, the memory has no units of the locale, or of
            several where the format names one.
        StoreError: there is no such memory.
    """
    write = writer_of(source_to_write(output), plain=plain, xliff_version=xliff_version)
    counter = _Counter()
    with Memory(memory_path) as memory:
        if target_locale and not memory.locales(within=target_locale):
            has = ", ".join(sorted(memory.locales()))
            hint = f"it translates into {has}" if has else "it is empty"
            raise ConfigError(f"no unit has the target locale {target_locale}", path=str(memory_path), hint=hint)
        units = memory.units(target_locale=target_locale)
        if progress:
            chosen = memory.locales(within=target_locale)
            units = _with_progress(units, sum(memory.count(target_locale=locale) for locale in chosen), progress)
        _write_file(output, partial(write, counter.count(units)))
    return counter.units


def _with_progress(
    units: Iterator[TranslationUnit], total: int, progress: Callable[[int, int], None]
) -> Iterator[TranslationUnit]:
    for done, unit in enumerate(units):
        if done % _PROGRESS_STEP == 0:
            progress(done, total)
        yield unit
    progress(total, total)


class _Counter:
    """Counts the units that are written."""

    def __init__(self) -> None:
        self.units = 0

    def count(self, units: Iterator[TranslationUnit]) -> Iterator[TranslationUnit]:
        for unit in units:
            self.units += 1
            yield unit


def _write_file(output: Path, write: partial[None]) -> None:
    with atomic_file(output) as stream:
        write(stream)


class _Details(NamedTuple):
    """The details of units, by key; filled while the units are written."""

    notes: dict[str, Sequence[str]]
    current_targets: dict[str, str]
    matches: dict[str, Sequence[Match]]
    drafts: set[str]
    previous_sources: dict[str, str]
    plain_paths: set[str | None]
    """The paths of documents whose texts are plain."""
    issues: dict[str, Sequence[QualityIssue]]


def _written(
    sheets: Iterator[Worksheet],
    inventory: Inventory,
    result: Exported,
    details: _Details,
    *,
    keeps_drafts: bool,
    progress: Callable[[int, int], None],
) -> Iterator[TranslationUnit]:
    """Yield the units of the sheets.

    If the format cannot mark a draft, drafts are written without their translation.

    Raises:
        InputError: at the end, where no segment was read in any file.
    """
    total = len(inventory.places)
    for done, sheet in enumerate(sheets, 1):
        result.problems += sheet.problems
        result.refused |= sheet.refused
        result.fixed += len(sheet.current_targets)
        inventory.add(sheet.reading)
        details.notes.update(sheet.notes)
        details.current_targets.update(sheet.current_targets)
        details.matches.update(sheet.matches)
        details.issues.update(sheet.issues)
        details.drafts.update(sheet.drafts)
        details.previous_sources.update(sheet.previous_sources)
        details.plain_paths.update(sheet.plain_paths)
        if sheet.units is None:
            result.unread += 1
        else:
            result.units += len(sheet.units)
            for unit in sheet.units:
                is_blanked = sheet.drafts and not keeps_drafts and mark_of(unit) in sheet.drafts
                yield unit._replace(target="") if is_blanked else unit
        progress(done, total)
    result.notes += inventory.settle()
