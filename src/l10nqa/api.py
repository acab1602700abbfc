"""The public API: `import l10nqa`, and call these functions. Results are sequences that can be read repeatedly."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, overload

from l10nqa.bitext import Place, find_bitexts
from l10nqa.bitext import open_bitext as open_at_place
from l10nqa.errors import ConfigError
from l10nqa.memory import memory_location
from l10nqa.quality import Certainty
from l10nqa.workspace.applying import apply as apply_edited
from l10nqa.workspace.checking import check as check_files
from l10nqa.workspace.exporting import export_documents
from l10nqa.workspace.extracting import extract as extract_files
from l10nqa.workspace.fixing import fix as fix_files
from l10nqa.workspace.fixing import write_fixed

if TYPE_CHECKING:
    from typing import Unpack

    import pandas as pd

    from l10nqa.memory import Location
    from l10nqa.model import Bitext, CheckedDocument, Failure, Finding, Problem
    from l10nqa.score import Score
    from l10nqa.workspace.applying import Applied
    from l10nqa.workspace.exporting import Exported
    from l10nqa.workspace.extracting import Extracted
    from l10nqa.workspace.fixing import FixedDocument
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["CheckOptions", "Findings", "Fixes", "apply", "bitexts", "check", "export", "extract", "fix", "open_bitext"]

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""One path, or several: files, folders, or `-` for standard input."""


class CheckOptions(TypedDict, total=False):
    """Keyword arguments of `check`, `fix` and `export`; all may be left out."""

    tm: str | os.PathLike[str] | None
    """The translation memory that rules learn words and labels from: a file, or `postgresql://…`. Without one they
    learn from the checked files themselves, if they hold enough."""
    termbases: Iterable[str | os.PathLike[str]]
    """CSV or TBX files of terms to check the translations against."""
    select: Iterable[str]
    """Names of the rules to run; all, if none is named."""
    ignore: Iterable[str]
    """Names of rules not to run."""
    min_certainty: Certainty | str
    """The lowest certainty of findings: `possible`, `likely` (the default) or `certain`."""
    ledger: str | os.PathLike[str] | None
    """The file with the decisions of `l10nqa decide`: false alarms and accepted findings are left out."""
    source_locale: str | None
    """BCP 47 tag of the sources, whatever the files declare."""
    target_locale: str | None
    """BCP 47 tag of the translations, whatever the files declare."""
    drafts: bool
    """Check drafts (fuzzy, to be reviewed) as well."""
    allow_empty: bool
    """Do not raise `InputError` if no segment is read."""
    jobs: int | None
    """Processes to use; one per processor if not given."""


class Findings(Sequence["Finding"]):
    """The result of `check`: a sequence of `Finding`, file by file in the order of the paths.

    Findings that the ledger suppresses are left out; `documents` holds all of them.
    """

    def __init__(self, documents: Iterable[CheckedDocument], notes: Iterable[str] = ()) -> None:
        self.documents: tuple[CheckedDocument, ...] = tuple(documents)
        """The result for each file: findings, segments, words, problems, failures."""
        self.notes: tuple[str, ...] = tuple(notes)
        """Remarks on how the check was made: locales that the memory lacks, files without segments."""
        self._findings = [finding for each in self.documents for finding in each.findings if finding.is_active]

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return self._findings[index]

    def __len__(self) -> int:
        return len(self._findings)

    def __repr__(self) -> str:
        return f"<{len(self)} findings in {self.segments} segments of {len(self.documents)} files>"

    @property
    def segments(self) -> int:
        """The number of segments that were checked."""
        return sum(each.segments for each in self.documents)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The parts of files that could not be read; see also `failures`."""
        return tuple(problem for each in self.documents for problem in each.problems)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The rules that crashed on a segment: defects of the rule, worth a report."""
        return tuple(failure for each in self.documents for failure in each.failures)

    @property
    def score(self) -> Score:
        """The automatic partial score, 0 to 100 in `score.value`; None if there are no source words."""
        from collections import Counter  # noqa: PLC0415 - so near to where they are used, these cost no start-up

        from l10nqa.score import score_of  # noqa: PLC0415

        severities = Counter(finding.severity for finding in self._findings)
        return score_of(severities, sum(each.words for each in self.documents))

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas data frame with a row for each finding.

        The columns are those of `check --format csv`: path, line, column, segment, rule, severity, certainty, message,
        source, target, the spots in both, fix, fingerprint, locales, origin.
        """
        from l10nqa.render.table.frames import findings_frame  # noqa: PLC0415 - pandas takes half a second

        active = (
            each._replace(findings=tuple(finding for finding in each.findings if finding.is_active))
            for each in self.documents
        )
        return findings_frame(active)


class Fixes(Sequence["FixedDocument"]):
    """The result of `fix`: a sequence of the files with fixes."""

    def __init__(self, documents: Iterable[FixedDocument], notes: Iterable[str], refused: dict[str, str]) -> None:
        self._documents = tuple(documents)
        self.notes: tuple[str, ...] = tuple(notes)
        """Remarks on how the fixes were found."""
        self.refused = refused
        """The segments (`path#id`) whose file cannot hold the fixed target, with the reason."""

    @overload
    def __getitem__(self, index: int) -> FixedDocument: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FixedDocument]: ...
    def __getitem__(self, index: int | slice) -> FixedDocument | Sequence[FixedDocument]:
        return self._documents[index]

    def __len__(self) -> int:
        return len(self._documents)

    def __repr__(self) -> str:
        return f"<fixes of {self.segments} segments in {len(self)} files>"

    @property
    def segments(self) -> int:
        """The number of segments with a fix."""
        return sum(each.segments for each in self._documents)

    def diff(self) -> str:
        """Return all changes as one unified diff for `git apply`."""
        from l10nqa.render.diff import unified_diff  # noqa: PLC0415

        lines = (line for each in self._documents for line in unified_diff(each.place.path, each.before, each.after))
        return b"".join(lines).decode("utf-8", "replace")


def check(paths: Paths, **options: Unpack[CheckOptions]) -> Findings:
    """Check the translations in files, or in folders of files, and return the findings.

    Raises:
        ConfigError: a rule name is unknown, or a file is of an unknown kind.
        InputError: a path does not exist, or no segment was read (unless `allow_empty`). A file among others that
            cannot be read is in `Findings.problems` instead.
        StoreError: the memory cannot be opened.
    """
    run = check_files(_list(paths), **_choices(options))
    documents = list(run)
    return Findings(documents, run.notes)


def fix(paths: Paths, *, write: bool = False, suggested: bool = False, **options: Unpack[CheckOptions]) -> Fixes:
    """Find the fixes that can be proved and, with `write`, make them; every other byte of the files stays.

    A fix is applied only if its finding is gone afterwards, no rule has a new finding, and the visible text changes by
    no more than the rule allows. With `suggested`, fixes that a person should review are applied as well. Raises the
    errors of `check`.
    """
    run = fix_files(_list(paths), suggested=suggested, **_choices(options))
    changed = [each for each in run if each.before != each.after]
    if write:
        for each in changed:
            write_fixed(each)
    return Fixes(changed, run.notes, dict(run.refused))


def extract(
    paths: Paths,
    tm: str | os.PathLike[str],
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    allow_empty: bool = False,
) -> Extracted:
    """Store the translations of files of any kind in a translation memory, which is created if need be.

    Extracting a file again replaces its units in the memory; an interrupted run leaves the memory unchanged.

    Raises:
        ConfigError: a file is of an unknown kind.
        InputError: a path does not exist, or no segment was read (unless `allow_empty`).
        StoreError: the memory cannot be written.
    """
    return extract_files(
        _list(paths),
        _location(tm),
        source_locale=source_locale,
        target_locale=target_locale,
        allow_empty=allow_empty,
    )


def export(
    paths: Paths,
    output: str | os.PathLike[str],
    *,
    fixed: bool = False,
    with_findings: bool = False,
    **options: Unpack[CheckOptions],
) -> Exported:
    """Write every segment of the files to `output`, in the format of its suffix: PO, XLIFF, TMX, a table, JSON Lines.

    With `fixed` the targets are those that `fix` would write; `with_findings` adds the findings of `check` as notes.
    Raises the errors of `check`, and `ConfigError` if `output` is one of the files that are read.
    """
    return export_documents(_list(paths), Path(output), fixed=fixed, with_findings=with_findings, **_choices(options))


def apply(edited: str | os.PathLike[str], paths: Paths, *, fuzzy: bool = False, dry_run: bool = False) -> Applied:
    """Write the translations of an edited PO or XLIFF file back into the files from which it was exported.

    A translation is refused, and listed, if its document changed since the export. `fuzzy` applies drafts as well.

    Raises:
        ConfigError: `edited` is of a kind that cannot be applied.
        InputError: a file cannot be read or written.
    """
    return apply_edited(Path(edited), _list(paths), fuzzy=fuzzy, dry_run=dry_run)


def bitexts(paths: Paths, *, source_locale: str | None = None, target_locale: str | None = None) -> Iterator[Bitext]:
    """Open the files at the paths, one after another: Markdown, PO, XLIFF, TMX, tables and the like.

    Raises:
        ConfigError: a file is of an unknown kind.
        InputError: a path does not exist, or a file cannot be read.
    """
    for place in find_bitexts(_list(paths)):
        yield open_at_place(place, source_locale=source_locale, target_locale=target_locale)


def open_bitext(
    path: str | os.PathLike[str], *, source_locale: str | None = None, target_locale: str | None = None
) -> Bitext:
    """Open one file that holds sources and targets.

    Raises:
        ConfigError: the file is of an unknown kind.
        InputError: it cannot be read, or is not of the kind that its name shows.
    """
    file = Path(path)
    place = Place(file, file.as_posix(), file.name, file.parent)
    return open_at_place(place, source_locale=source_locale, target_locale=target_locale)


def _list(paths: Paths) -> list[str]:
    several = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    return [os.fspath(path) for path in several]


def _location(tm: str | os.PathLike[str]) -> Location:
    return memory_location(os.fspath(tm))


def _choices(options: CheckOptions) -> RunOptions:
    chosen: RunOptions = {
        "termbases": [Path(file) for file in options.get("termbases", ())],
        "select": _names(options.get("select", ())),
        "ignore": _names(options.get("ignore", ())),
        "min_certainty": _certainty(options.get("min_certainty", Certainty.LIKELY)),
        "source_locale": options.get("source_locale"),
        "target_locale": options.get("target_locale"),
        "drafts": options.get("drafts", False),
        "allow_empty": options.get("allow_empty", False),
        "jobs": options.get("jobs"),
    }
    tm, ledger = options.get("tm"), options.get("ledger")
    if tm is not None:
        chosen["tm"] = _location(tm)
    if ledger is not None:
        chosen["ledger"] = Path(ledger)
    return chosen


def _names(names: Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _certainty(value: Certainty | str) -> Certainty:
    try:
        return Certainty(value)
    except ValueError as error:
        known = ", ".join(certainty.value for certainty in Certainty)
        raise ConfigError(f"there is no certainty {value!r}", hint=f"give one of these: {known}") from error
