"""The ledger: decisions about findings, with reason, author and date, one on each line.

A decision concerns one finding, by fingerprint, or all findings of a rule, of documents or with a text. The fingerprint
depends on source and target: when either changes, the decision no longer applies. The order of lines has no meaning, so
that version control can merge two ledgers by taking the lines of both.
"""

from __future__ import annotations

from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine.coverage import absolute, matches_path
from l10nqa.engine.records import is_day, present_day, read_records, write_records
from l10nqa.errors import InputError
from l10nqa.model import Decision, Suppression

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from l10nqa.engine.coverage import Coverage
    from l10nqa.model import Finding

__all__ = ["Decided", "Ledger", "read_ledger", "write_ledger"]


class Decided(NamedTuple):
    """One decision: with a fingerprint about one finding, without about all that rule, path and text match."""

    decision: Decision
    reason: str
    author: str
    date: str
    """ISO 8601, as `2026-11-24`."""
    rule: str = ""
    path: str = ""
    """Relative to the folder of the ledger. With a fingerprint: where the finding was; without: a pattern."""
    fingerprint: str = ""
    segment: str = ""
    text: str = ""
    """A text that source or target contains, letter for letter."""
    like: str = ""
    """A pattern of the whole source or target; `*` stands for any text, `?` for any character."""
    until: str = ""
    """The last day on which it applies; always, where none is named."""
    message: str = ""
    """With a fingerprint: how the finding's message begins, for people who review the file."""

    @property
    def suppression(self) -> Suppression:
        """The decision as a finding carries it."""
        return Suppression(self.decision, self.reason, self.author, self.date)


class Ledger:
    """Looks up the decision about a finding, and remembers which decisions applied to any."""

    def __init__(
        self, entries: Iterable[Decided] = (), folder: Path | None = None, *, today: date | None = None
    ) -> None:
        self._folder = absolute(str(folder or ""))
        day = (today or present_day()).isoformat()
        self.entries = tuple(entries)
        self.expired = tuple(entry for entry in self.entries if entry.until and entry.until < day)
        valid = [entry for entry in self.entries if not (entry.until and entry.until < day)]
        # Where people disagree, or a merge kept both lines, the later decision holds.
        self._single = {entry.fingerprint: entry for entry in sorted(valid, key=_day) if entry.fingerprint}
        self._bulk = [(entry, self._pattern(entry)) for entry in valid if not entry.fingerprint]
        self._used: set[Decided] = set()

    def on(self, finding: Finding) -> Decided | None:
        """Return the decision about a finding: about it alone, else about all of its kind."""
        found = self._single.get(finding.fingerprint)
        if found is None and self._bulk:
            path = absolute(finding.path)
            found = next((entry for entry, pattern in self._bulk if _fits(entry, pattern, path, finding)), None)
        if found is not None:
            self._used.add(found)
        return found

    def spares(self, finding: Finding) -> bool:
        """Tell whether a decision suppresses the finding."""
        found = self.on(finding)
        return found is not None and found.decision is not Decision.FIXED

    @property
    def used(self) -> frozenset[Decided]:
        """The decisions that applied to a finding so far."""
        return frozenset(self._used)

    def unused(self, scope: Coverage) -> list[Decided]:
        """Return the decisions that applied to no finding of the run, `fixed` ones left out: those should not apply."""
        return [
            entry
            for entry in self.entries
            if entry not in self._used and entry.decision is not Decision.FIXED and self._was_looked_for(entry, scope)
        ]

    def _was_looked_for(self, entry: Decided, scope: Coverage) -> bool:
        if entry.fingerprint:
            return bool(entry.path) and scope.holds(absolute(entry.path, self._folder), entry.rule)
        return scope.could_hold(self._pattern(entry), entry.rule)

    def _pattern(self, entry: Decided) -> str:
        return absolute(entry.path, self._folder) if entry.path else ""


def _day(entry: Decided) -> str:
    return entry.date


def _fits(entry: Decided, pattern: str, path: str, finding: Finding) -> bool:
    if entry.rule and entry.rule != finding.rule:
        return False
    if pattern and not matches_path(path, pattern):
        return False
    return any(
        entry.text in text and (not entry.like or _is_like(text, entry.like))
        for text in (finding.source_text, finding.target_text)
    )


def _is_like(text: str, pattern: str) -> bool:
    # Brackets are what Markdown writes, no pattern. fnmatch never goes back behind a `*`: no text hangs it.
    return fnmatchcase(text, pattern.replace("[", "[[]"))


def read_ledger(file: Path, *, today: date | None = None) -> Ledger:
    """Read a ledger.

    Raises:
        InputError: it does not exist, or a line is no decision; with the line.
    """
    records = read_records(file, Decided._fields, "ledger")
    return Ledger([_entry(record, str(file), line) for line, record in records], file.parent, today=today)


def _entry(record: dict[str, str], path: str, line: int) -> Decided:
    def wrong(message: str, hint: str) -> InputError:
        return InputError(message, path=path, line=line, hint=hint)

    missing = [key for key in ("decision", "reason", "author", "date") if not record.get(key, "").strip()]
    if missing:
        raise wrong(f"lacks {', '.join(missing)}", "every decision says what, why, by whom and when")
    kinds = [decision.value for decision in Decision]
    if record["decision"] not in kinds:
        near = get_close_matches(record["decision"], kinds, 1)
        raise wrong(f"“{record['decision']}” is no decision", f"did you mean {near[0]}?" if near else ", ".join(kinds))
    for key in ("date", "until"):
        if record.get(key) and not is_day(record[key]):
            raise wrong(f"“{record[key]}” is no day", "write it as 2026-11-24")
    entry = Decided(Decision(record.pop("decision")), **record)
    if not entry.fingerprint and not (entry.rule or entry.path or entry.text or entry.like):
        raise wrong("says about nothing what was decided", "add a fingerprint, or rule, path, text or like")
    if not entry.fingerprint and entry.decision is Decision.FIXED:
        raise wrong("“fixed” is said of single findings", "add the fingerprint")
    return entry


def write_ledger(file: Path, entries: Iterable[Decided]) -> None:
    """Write the decisions, in the order of path, rule and fingerprint, in the place of what was there.

    Raises:
        InputError: the file cannot be written.
    """
    write_records(file, (_record(entry) for entry in entries), "ledger")


def _record(entry: Decided) -> dict[str, str]:
    return {key: str(entry._asdict()[key]) for key in _WRITTEN}


_WRITTEN = (
    "path",
    "rule",
    "fingerprint",
    "segment",
    "text",
    "like",
    "decision",
    "reason",
    "author",
    "date",
    "until",
    "message",
)
"""The keys of a line in their order. Lines are sorted as text, so the first keys decide what is side by side."""
