"""Makes the HTML report of documents in several locales: figures, pages, and the trend since earlier reports."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa import __version__
from l10nqa.bitext import locales_of
from l10nqa.errors import ConfigError
from l10nqa.files import atomic_text_file, write_atomically
from l10nqa.inputs import guards_inputs
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.memory import Memory
from l10nqa.memory.runs import ReportRun
from l10nqa.quality import Certainty, Severity
from l10nqa.render import RENDERERS
from l10nqa.render.report import Commands, Frame, Report, render_page, require_all, time_for_people
from l10nqa.ruleset import BUILT_IN
from l10nqa.workspace.checking import check_inventory
from l10nqa.workspace.earlier_report import (
    FINDINGS,
    ComparedRun,
    earlier_report,
    recorded_in,
    refuse_foreign_record,
    settings_of,
    write_record,
)
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.parts.report import MergedGroup, write_group
from l10nqa.workspace.project_name import project_name
from l10nqa.workspace.run_options import tree_of
from l10nqa.workspace.status import statuses_of
from l10nqa.workspace.trend import only_locale, revision_of, scope_of, trend_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Unpack

    from l10nqa.bitext import Place
    from l10nqa.engine import Tally
    from l10nqa.memory import Location
    from l10nqa.shard import Shard
    from l10nqa.workspace.checking import CheckRun, Gate
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["PageOptions", "Reported", "report", "report_shard"]


class PageOptions(NamedTuple):
    """What the pages show beside the findings."""

    title: str = ""
    """The name of the project; else that of its folder."""
    threshold: float | None = None
    """The score that a locale should reach."""
    fail_on: Severity = Severity.MINOR
    block_certainty: Certainty = Certainty.CERTAIN
    """The least severity and certainty of a finding that makes `l10nqa check` fail."""
    commands: Commands = Commands()


class Reported(NamedTuple):
    """A report, with remarks for the user on how it was made."""

    report: Report
    page: Path
    notes: tuple[str, ...]


@guards_inputs
def report(  # noqa: PLR0913 - each is something that a user may choose
    paths: Sequence[str],
    folder: Path,
    *,
    memories: Sequence[Location] = (),
    record: bool = True,
    since: Path | None = None,
    page: PageOptions | None = None,
    gate: Gate | None = None,
    parts: Sequence[Path] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> Reported:
    """Check the documents and write `index.html`, a page for each locale and files for programs into the folder.

    Each locale gets the first of the memories that translates into it. The figures are stored there and in the folder,
    unless `record` is off, and the report shows those of earlier reports of the same paths, rules and certainty. It
    tells what is new and gone since the report that is in the folder, or since the run that `since` names: the folder
    of a report, its findings, or a baseline. With `parts`, the folders that `report_shard` filled, nothing is checked:
    the results are those of the shards. `progress` is called with the documents and pages done and their total; pages
    are known, and counted, once all documents are done.

    Raises:
        ConfigError: a rule name is unknown, a library of the extra `report` is not installed, a file of somebody else
            has the name of one of the report's, or a link leads out of the folder.
        InputError: a path, a termbase or the earlier run does not exist, or the folder cannot be written.
        StoreError: a memory cannot be opened.
    """
    require_all()
    page = page or PageOptions()
    _refuse_foreign(folder / _INDEX)  # before the work
    refuse_foreign_record(folder)
    min_certainty = run_options.get("min_certainty", Certainty.LIKELY)
    scope = scope_of(paths, run_options, min_certainty)
    settings = settings_of(memories, run_options)
    earlier, stored = earlier_report(folder, scope, since, settings), recorded_in(folder)
    inventory = Inventory(paths, allow_empty=run_options.get("allow_empty", False), tree=tree_of(run_options))
    places = inventory.places
    made = int(time.time())
    held = _locales_of(memories)
    found = Report(page.fail_on, page.block_certainty, is_known=earlier.findings.meet if earlier else None)
    compared, notes = ComparedRun(earlier), list[str]()
    with atomic_text_file(folder / FINDINGS, within=folder) as everything:
        done = 0
        groups = _by_memory(places, held, run_options.get("target_locale"))
        for number, (tm, group) in enumerate(groups.items(), 1):
            own: RunOptions = {**run_options, "tm": tm}
            files = inventory.part(group)
            run: CheckRun | MergedGroup = (
                MergedGroup(parts, number, files, own)
                if parts
                else check_inventory(files, gate=gate, settles=False, **own)
            )
            for result in run:
                RENDERERS["jsonl"]([result], everything)
                found.add(result)
                compared.add(result)
                done += 1
                progress(done, len(places))
            compared.cover(run.scope)
            notes += run.notes
        notes += inventory.settle()  # before anything is written: a report on nothing would look like a clean one
    has_pairs = inventory.pairs.extra or any(place.source for place in places)
    revision = revision_of(places)
    stored_runs = stored.runs if stored else ()
    head = ReportRun(made, __version__, revision, scope, (), ())
    runs = trend_of(found, held, head, stored=stored_runs, record=record)
    frame = Frame(
        page.title or project_name(paths, run_options.get("config")),
        folder,
        time_for_people(made),
        paths=" ".join(paths),
        revision=revision,
        min_certainty=min_certainty,
        threshold=page.threshold,
        runs=runs,
        no_trend="This is the first report of these paths: the next one into this folder will show what changed.",
        everything=FINDINGS,
        rules=run_options.get("rules", BUILT_IN),
        documents=statuses_of(inventory, run_options, progress=progress)[0] if has_pairs else (),
        commands=page.commands,
        ledger=run_options.get("ledger") or Path(_LEDGER),
    )
    index = _write_pages(found, frame, compared, lambda page, total: progress(done + page, done + total))
    write_record(folder, runs[-1], stored_runs, settings, record=record)
    return Reported(found, index, tuple(dict.fromkeys(notes)))


def report_shard(
    paths: Sequence[str],
    folder: Path,
    shard: Shard,
    *,
    memories: Sequence[Location] = (),
    gate: Gate | None = None,
    criteria: Mapping[str, str],
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> tuple[Sequence[Tally], Sequence[str]]:
    """Check a shard of the documents, and write its parts into the folder; return figures and notes of each memory.

    Raises the errors of `report`, and takes its arguments; `report` makes the pages, given the folders of all shards.
    """
    tree = tree_of(run_options)
    inventory = Inventory(paths, allow_empty=run_options.get("allow_empty", False), tree=tree, shard=shard)
    groups = _by_memory(inventory.places, _locales_of(memories), run_options.get("target_locale"))
    tallies: list[Tally] = []
    notes: list[str] = []
    for number, (tm, group) in enumerate(groups.items(), 1):
        own: RunOptions = {**run_options, "tm": tm}
        tally, said = write_group(folder, number, inventory.part(group), gate, criteria, **own)
        tallies.append(tally)
        notes += said
        progress(number, len(groups))
    return tallies, (*dict.fromkeys(notes), *inventory.settle())


_INDEX = "index.html"
_OURS = b'<meta name="generator" content="l10nqa '
"""What every page of a report has near its beginning."""
_LEDGER = "l10nqa-ledger.jsonl"


def _locales_of(memories: Sequence[Location]) -> dict[str, Location]:
    """Return the memory of each target locale: the first that translates into it."""
    held: dict[str, Location] = {}
    for path in memories:
        with Memory(path) as memory:
            for locale in memory.locales():
                held.setdefault(locale, path)
    return held


def _by_memory(
    places: Sequence[Place], held: Mapping[str, Location], target_locale: str | None
) -> dict[Location | None, list[Place]]:
    """Return the files by the memory of their locale."""
    only = next(iter(held.values())) if len(set(held.values())) == 1 else None
    groups: dict[Location | None, list[Place]] = defaultdict(list)
    for place in places:
        locale = target_locale or locales_of(place)[0]
        groups[held.get(locale, only)].append(place)
    return groups


def _write_pages(found: Report, frame: Frame, compared: ComparedRun, progress: Callable[[int, int], None]) -> Path:
    """Write the overview, and a page for each of several locales; return the path of the overview.

    This runs in one process: the library that draws the chart has threads, and a process forked beside them can
    deadlock.
    """
    names = _file_names(found.locales) if len(found.locales) > 1 else {}
    for done, (locale, name) in enumerate(names.items()):
        progress(done, len(names) + 1)
        runs = [run for run in frame.runs if any(held.target_locale == locale for held in run.words)]
        own = frame._replace(
            title=_titled(frame.title, locale),
            home=_INDEX,
            runs=[only_locale(run, locale) for run in runs],
            documents=[document for document in frame.documents if document.locale == locale],
            comparison=compared.since(locale, found.locales[locale].counts),
        )
        _write_page(frame.folder / name, render_page(found.only(locale), own), frame.folder)
    progress(len(names), len(names) + 1)
    index = frame.folder / _INDEX
    title = _titled(frame.title, "" if names else next(iter(found.locales), ""))
    overview = frame._replace(title=title, pages=names, comparison=compared.since())
    _write_page(index, render_page(found, overview), frame.folder)
    return index


def _titled(project: str, locale: str) -> str:
    return " · ".join(part for part in (project, locale, "localization QA") if part not in ("", UNKNOWN_LOCALE))


def _write_page(file: Path, page: str, folder: Path) -> None:
    _refuse_foreign(file)
    write_atomically(file, page.encode(), durable=False, within=folder)


def _refuse_foreign(page: Path) -> None:
    """Refuse to replace a page that no earlier report has written."""
    try:
        content = page.read_bytes() if page.is_file() else _OURS
    except OSError:
        return  # writing it reports the reason
    if _OURS not in content:
        hint = "give -o a folder of its own, or remove the page"
        raise ConfigError("is not a page of a report, and is not replaced", path=str(page), hint=hint)


def _file_names(locales: Mapping[str, object]) -> dict[str, str]:
    """Return a file name for each locale: documents choose its name, so only letters, digits and hyphens stay."""
    names: dict[str, str] = {}
    for locale in locales:
        plain = re.sub("[^A-Za-z0-9-]+", "-", locale)[:40].strip("-") or UNKNOWN_LOCALE
        name, number = f"{plain}.html", 1
        while name.lower() in {"index.html", *map(str.lower, names.values())}:
            number += 1
            name = f"{plain}-{number}.html"
        names[locale] = name
    return names
