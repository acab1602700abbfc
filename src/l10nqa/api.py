"""The public API: `import l10nqa`, and call these functions. `results` has the values that they return."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from l10nqa.config import Config, read_config
from l10nqa.errors import ConfigError
from l10nqa.inputs import guards_inputs, watched_inputs
from l10nqa.locale.names import checked_locale
from l10nqa.memory import memory_location
from l10nqa.quality import Certainty
from l10nqa.results import Findings, Fixes
from l10nqa.ruleset import load_rules
from l10nqa.workspace.applying import apply as apply_edited
from l10nqa.workspace.checking import Gate
from l10nqa.workspace.checking import check as check_files
from l10nqa.workspace.exporting import export_documents
from l10nqa.workspace.extracting import extract as extract_files
from l10nqa.workspace.fixing import fix as fix_files
from l10nqa.workspace.fixing import write_fixed
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.opening import Opener, source_tree

if TYPE_CHECKING:
    from typing import Unpack

    from l10nqa.memory import Location
    from l10nqa.model import Bitext
    from l10nqa.workspace.applying import Applied
    from l10nqa.workspace.exporting import Exported
    from l10nqa.workspace.extracting import Extracted
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["CheckOptions", "apply", "bitexts", "check", "export", "extract", "fix", "open_bitext"]

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""One path, or several: files, folders, or `-` for standard input."""


class CheckOptions(TypedDict, total=False):
    """Keyword arguments of `check`, `fix` and `export`; all of them may be omitted."""

    tm: str | os.PathLike[str] | None
    """The translation memory from which rules learn words and labels: a file, or `postgresql://…`. Without one they
    learn from the files being checked, if these hold enough."""
    termbases: Iterable[str | os.PathLike[str]]
    """CSV or TBX files with the terms that the translations must use."""
    select: Iterable[str]
    """Names of the rules to run; all rules if it is empty."""
    ignore: Iterable[str]
    """Names of the rules not to run."""
    min_certainty: Certainty | str
    """The lowest certainty of a finding that is reported: `possible`, `likely` (the default) or `certain`."""
    ledger: str | os.PathLike[str] | None
    """The file in which `l10nqa decide` keeps decisions: false alarms and accepted findings are left out."""
    config: str | os.PathLike[str] | None
    """An `l10nqa.toml`, or a `pyproject.toml` with `[tool.l10nqa]`: its plugins, checks, options and severities of
    rules, `[[files]]` and `[markup]`, and its values for the arguments above that are not given. No configuration is
    read unless it is named here."""
    source: str | os.PathLike[str] | None
    """The file or folder with the sources of translated Markdown documents; by default as `[pairs]` of the
    configuration says, or the layout of the folders."""
    source_locale: str | None
    """The locale of the sources (BCP 47), whatever the files say; of a file of several, only that is read."""
    target_locale: str | None
    """The locale of the translations (BCP 47), whatever the files say; of a file of several, only that is read."""
    drafts: bool
    """Whether to check drafts as well: translations marked fuzzy, rejected or to be reviewed."""
    allow_empty: bool
    """Whether to accept that no segment is read, instead of raising `InputError`."""
    jobs: int | None
    """The number of processes to use; one per processor by default."""


def check(
    paths: Paths,
    *,
    changed_since: str | None = None,
    baseline: str | os.PathLike[str] | None = None,
    **options: Unpack[CheckOptions],
) -> Findings:
    """Check the translations in files, or in folders of files, and return the findings.

    With `changed_since`, a git revision, only segments that changed since are reported; with `baseline`, a file that
    `l10nqa baseline` wrote, only findings that are not in it.

    Raises:
        ConfigError: a rule name or a locale is unknown, a file is of no known kind, or git does not know the revision.
        InputError: a path does not exist, or no segment was read (unless `allow_empty`). A file among others that
            cannot be read does not raise; it is listed in `Findings.problems`.
        StoreError: the memory cannot be opened.
    """
    with watched_inputs() as inputs:
        config, chosen = _choices(options)
        known = baseline if baseline is not None else config.get("gate.baseline")
        gate = Gate(changed_since, None if known is None else Path(known), config.severities)
        run = check_files(_list(paths), gate=gate, **chosen)
        return Findings(list(run), run.notes, chosen["rules"], inputs)


@guards_inputs
def fix(
    paths: Paths,
    *,
    write: bool = False,
    suggested: bool = False,
    changed_since: str | None = None,
    **options: Unpack[CheckOptions],
) -> Fixes:
    """Find the fixes that can be proved and, with `write`, apply them; every other byte of the files stays the same.

    A fix is proved if its finding disappears, no rule finds anything new, and the text that a reader sees changes no
    more than the rule allows. With `suggested`, fixes that a person should review are included. With
    `changed_since`, a git revision, only segments that changed since are fixed. Raises the errors of `check`.
    """
    _, chosen = _choices(options)
    run = fix_files(_list(paths), suggested=suggested, changed_since=changed_since, **chosen)
    changed = [each for each in run if each.before != each.after]
    if write:
        for each in changed:
            write_fixed(each)
    return Fixes(changed, run.notes, dict(run.refused))


@guards_inputs
def extract(
    paths: Paths,
    tm: str | os.PathLike[str],
    *,
    source: str | os.PathLike[str] | None = None,
    source_locale: str | None = None,
    target_locale: str | None = None,
    config: str | os.PathLike[str] | None = None,
    allow_empty: bool = False,
) -> Extracted:
    """Extract the translations of files of any kind into a translation memory, which is created if it does not exist.

    Extracting a file again replaces its units in the memory; an interrupted run leaves the memory unchanged.

    Raises:
        ConfigError: a file is of no known kind.
        InputError: a path does not exist, or no segment was read (unless `allow_empty`).
        StoreError: the memory cannot be written.
    """
    return extract_files(
        _list(paths),
        _location(tm),
        source=_text(source),
        source_locale=_locale(source_locale),
        target_locale=_locale(target_locale),
        allow_empty=allow_empty,
        config=_config(config),
    )


@guards_inputs
def export(
    paths: Paths,
    output: str | os.PathLike[str],
    *,
    fixed: bool = False,
    with_findings: bool = False,
    **options: Unpack[CheckOptions],
) -> Exported:
    """Write every segment of the files to `output`, in the format of its suffix: PO, XLIFF, TMX, a table, JSON Lines.

    With `fixed` the targets are those that `fix` would write; `with_findings` adds the findings as notes. Raises the
    errors of `check`, and `ConfigError` if `output` is one of the files that are read.
    """
    _, chosen = _choices(options)
    return export_documents(_list(paths), Path(output), fixed=fixed, with_findings=with_findings, **chosen)


@guards_inputs
def apply(
    edited: str | os.PathLike[str],
    paths: Paths,
    *,
    fuzzy: bool = False,
    dry_run: bool = False,
    source: str | os.PathLike[str] | None = None,
    target_locale: str | None = None,
    config: str | os.PathLike[str] | None = None,
) -> Applied:
    """Write the translations of an edited PO or XLIFF file back into the files from which `export` made it.

    A translation is refused, and listed in the result, if its document changed since the export. With `fuzzy`, drafts
    are applied as well.

    Raises:
        ConfigError: `edited` is of a kind that `apply` does not take.
        InputError: a file cannot be read or written.
    """
    return apply_edited(
        Path(edited),
        _list(paths),
        fuzzy=fuzzy,
        dry_run=dry_run,
        source=_text(source),
        target_locale=_locale(target_locale),
        config=_config(config),
    )


def bitexts(
    paths: Paths,
    *,
    source: str | os.PathLike[str] | None = None,
    source_locale: str | None = None,
    target_locale: str | None = None,
    config: str | os.PathLike[str] | None = None,
) -> Iterator[Bitext]:
    """Open the files that the paths stand for, one after the other: Markdown, PO, XLIFF, TMX, tables and others.

    `source` is the file or folder with the sources of translated Markdown documents; a document without one is a
    bitext without segments, unless it is bilingual.

    Raises:
        ConfigError: a file is of no known kind.
        InputError: a path does not exist, or a file cannot be read.
    """
    settings = _config(config)
    places = Inventory(_list(paths), tree=source_tree(_text(source), settings)).places
    opener = Opener(_locale(source_locale), _locale(target_locale), config=settings)
    yield from map(opener.open, places)


def open_bitext(
    path: str | os.PathLike[str],
    *,
    source: str | os.PathLike[str] | None = None,
    source_locale: str | None = None,
    target_locale: str | None = None,
    config: str | os.PathLike[str] | None = None,
) -> Bitext:
    """Open one file that holds sources and targets, or a translated Markdown document with its `source`.

    Raises:
        ConfigError: the file is of no known kind, or is a folder.
        InputError: the file does not exist, cannot be read, or its content is not what its name says.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path("") is a folder
        raise ConfigError("is a folder", path=os.fspath(path), hint="open what is in it with l10nqa.bitexts(…)")
    return next(bitexts(path, source=source, source_locale=source_locale, target_locale=target_locale, config=config))


def _list(paths: Paths) -> list[str]:
    several = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    return [os.fspath(path) for path in several]


def _text(path: str | os.PathLike[str] | None) -> str | None:
    return None if path is None else os.fspath(path)


def _locale(name: str | None) -> str | None:
    return None if name is None else checked_locale(name)


def _location(tm: str | os.PathLike[str]) -> Location:
    return memory_location(os.fspath(tm))


def _config(file: str | os.PathLike[str] | None) -> Config:
    return Config() if file is None else read_config(Path(file))


def _choices(options: CheckOptions) -> tuple[Config, RunOptions]:
    """Return the configuration, and the options of a run: those given, else those of the configuration."""
    config = _config(options.get("config"))
    given: Mapping[str, Any] = {name: value for name, value in options.items() if value is not None}
    select = _names(given.get("select", ()))
    disabled = [name for name in config.disabled if name not in select]
    tm, ledger = given.get("tm", config.get("tm")), given.get("ledger", config.get("gate.ledger"))
    chosen: RunOptions = {
        "rules": load_rules(config),
        "config": config,
        "tm": None if tm is None else _location(tm),
        "termbases": [Path(file) for file in given.get("termbases", config.get("termbases") or ())],
        "select": select or (config.get("select") or []),
        "ignore": [*_names(given.get("ignore", config.get("ignore") or ())), *disabled],
        "min_certainty": _certainty(given.get("min_certainty", config.get("certainty") or Certainty.LIKELY)),
        "ledger": None if ledger is None else Path(ledger),
        "source": _text(given.get("source")),
        "source_locale": _locale(given.get("source_locale")),
        "target_locale": _locale(given.get("target_locale", config.get("target-locale"))),
        "drafts": given.get("drafts", False),
        "allow_empty": given.get("allow_empty", False),
        "jobs": given.get("jobs", config.get("jobs")),
    }
    return config, chosen


def _names(names: Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _certainty(value: Certainty | str) -> Certainty:
    try:
        return Certainty(value)
    except ValueError as error:
        known = ", ".join(certainty.value for certainty in Certainty)
        raise ConfigError(f"there is no certainty {value!r}", hint=f"give one of these: {known}") from error
