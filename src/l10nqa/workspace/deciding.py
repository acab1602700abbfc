"""Records decisions about findings, and removes decisions that no longer apply to any."""

from __future__ import annotations

import getpass
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.engine import KnownFinding, cut, known_finding, read_ledger, relative, write_ledger
from l10nqa.errors import ConfigError
from l10nqa.files import changing
from l10nqa.git import user_name
from l10nqa.quality import Certainty
from l10nqa.workspace.checking import check
from l10nqa.workspace.listed import read_listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Unpack

    from l10nqa.engine import Decided, Tally
    from l10nqa.workspace.run_options import RunOptions

__all__ = [
    "FindingAt",
    "Pruned",
    "as_kept",
    "author",
    "changing_ledger",
    "decide",
    "decisions",
    "documents_named",
    "findings_in",
    "findings_listed",
    "prune_ledger",
    "resolve",
    "subject",
]

_PLACE = re.compile(r"(.+?)(?:#(.+)|:(\d+)(?::(\d+))?:?)", re.DOTALL)
"""A place as `check` shows it; what is copied from a line of `--format concise` may end with a colon."""
_FINGERPRINT = 32
"""Hexadecimal digits of a whole fingerprint."""


class FindingAt(NamedTuple):
    """A finding, and where `check` shows it."""

    finding: KnownFinding
    line: int
    column: int


def findings_in(
    paths: Sequence[str],
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> list[FindingAt]:
    """Return all findings of a check, of any certainty, decided or not; raises the errors of `check`."""
    run_options["ledger"], run_options["min_certainty"] = None, Certainty.POSSIBLE
    run = check(paths, **run_options)
    found: list[FindingAt] = []
    for done, result in enumerate(run, 1):
        found += (FindingAt(known_finding(each), each.line, each.column) for each in result.findings)
        progress(done, len(run.places))
    return found


def findings_listed(file: Path) -> list[FindingAt]:
    """Return the findings of a file that `check --format jsonl` wrote; see `read_listed`."""
    return read_listed(file, _listed)


def _listed(wire: dict[str, Any]) -> FindingAt:
    found = KnownFinding(*(str(wire[key]) for key in KnownFinding._fields))
    return FindingAt(found._replace(message=cut(found.message)), int(wire["line"]), int(wire["column"]))


def documents_named(names: Iterable[str]) -> list[str]:
    """Return the files in which the findings are that PATH#SEGMENT and PATH:LINE:COLUMN name, each once."""
    places = (place[1] for name in names if (place := _PLACE.fullmatch(name)))
    return [path for path in dict.fromkeys(places) if Path(path).is_file()]


def resolve(named: str, findings: Iterable[FindingAt]) -> list[KnownFinding]:
    """Return the findings that a fingerprint, the beginning of one, or a place names, each once.

    A place is `PATH#SEGMENT`, or `PATH:LINE` or `PATH:LINE:COLUMN` as `check` shows it. A whole fingerprint is accepted
    without a finding.

    Raises:
        ConfigError: it names no finding, or several whose fingerprints begin alike.
    """
    place = _PLACE.fullmatch(named)
    if place:
        here = {each.finding.fingerprint: each.finding for each in findings if _is_at(each, place)}
        if not here:
            hint = "write path, and segment or line, as check shows them; --in PATH says where to look"
            raise ConfigError(f"no finding in {named}", hint=hint)
        return list(here.values())
    found = {each.fingerprint: each for each, _, _ in findings if each.fingerprint.startswith(named)}
    if len(found) > 1:
        raise ConfigError(f"{len(found)} findings begin with “{named}”", hint="give more of the fingerprint")
    if not found and not _is_fingerprint(named):
        hint = "check --format jsonl lists fingerprints; PATH#SEGMENT names the findings of a segment"
        raise ConfigError(f"no finding has the fingerprint “{named}”", hint=hint)
    return list(found.values()) or [KnownFinding("", "", named)]


def _is_at(found: FindingAt, place: re.Match[str]) -> bool:
    path, segment, line, column = place.groups()
    if found.finding.path != path:
        return False
    if segment is not None:
        return found.finding.segment == segment
    return found.line == int(line) and (column is None or found.column == int(column))


def _is_fingerprint(text: str) -> bool:
    return len(text) == _FINGERPRINT and not set(text) - set("0123456789abcdef")


def decisions(file: Path) -> tuple[Decided, ...]:
    """Return the decisions of a ledger; raises the errors of `read_ledger`."""
    return read_ledger(file).entries


def decide(file: Path, made: Iterable[Decided]) -> int:
    """Add decisions to the ledger, which is created if need be; return how many earlier ones they replace.

    Paths are relative to the current folder; the ledger stores them relative to its own.

    Raises:
        InputError: the ledger is damaged, or cannot be written.
    """
    new = {subject(entry): entry for entry in as_kept(file, made)}
    with changing_ledger(file) as entries:
        before = len(entries)
        entries[:] = [entry for entry in entries if subject(entry) not in new]
        replaced = before - len(entries)
        entries.extend(new.values())
    return replaced


@contextmanager
def changing_ledger(file: Path) -> Iterator[list[Decided]]:
    """Yield the decisions of the ledger, and write the list as it is when the block ends.

    Meanwhile nobody else can change it by this door, so that no decision is lost. A ledger that does not exist is
    created, unless there is nothing to write.

    Raises:
        InputError: the ledger is damaged, or cannot be written.
    """
    with changing(file):
        before = read_ledger(file).entries if file.exists() else ()
        entries = list(before)
        yield entries
        if entries != list(before):
            write_ledger(file, entries)


def as_kept(file: Path, made: Iterable[Decided]) -> list[Decided]:
    """Return decisions, whose paths are relative to the current folder, as the ledger has them: relative to its own."""
    folder = str(file.absolute().parent)
    return [each._replace(path=relative(each.path, folder)) if each.path else each for each in made]


def subject(entry: Decided) -> tuple[str, ...]:
    """Return what a decision is about: two about the same cannot both hold."""
    return (entry.fingerprint,) if entry.fingerprint else (entry.rule, entry.path, entry.text, entry.like)


class Pruned(NamedTuple):
    """The decisions that were removed from a ledger."""

    removed: tuple[Decided, ...]
    kept: int
    tally: Tally
    notes: Sequence[str]


def prune_ledger(
    file: Path,
    paths: Sequence[str],
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> Pruned:
    """Remove the decisions that have expired, or that apply to no finding in the files that were checked.

    Raises:
        InputError: the ledger does not exist, is damaged or cannot be written; and the errors of `check`.
    """
    run_options["ledger"], run_options["min_certainty"] = file, Certainty.POSSIBLE
    run = check(paths, **run_options)
    for done, _ in enumerate(run, 1):
        progress(done, len(run.places))
    idle = {*run.tally.unused, *read_ledger(file).expired}
    with changing_ledger(file) as entries:
        removed = tuple(entry for entry in entries if entry in idle)
        entries[:] = [entry for entry in entries if entry not in idle]
    return Pruned(removed, len(entries), run.tally, run.notes)


def author() -> str:
    """Return the name of the user: as configured in git, else that of the account."""
    try:
        return user_name() or getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "unknown"
