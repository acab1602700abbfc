"""Merges the parts of a check: the results, notes and figures that the whole run would have given."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from l10nqa.engine import Decided, KnownFinding, Tally
from l10nqa.errors import InputError
from l10nqa.model import Decision
from l10nqa.workspace.changed import no_change
from l10nqa.workspace.inventory import Reading
from l10nqa.workspace.parts.finding_records import DOCUMENT, document_of, finding_of
from l10nqa.workspace.parts.head import refuse_incomplete
from l10nqa.workspace.parts.part_file import END
from l10nqa.workspace.parts.reading_records import inventory_of, reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.model import CheckedDocument, Finding
    from l10nqa.workspace.inventory import Inventory
    from l10nqa.workspace.parts.finding_records import PlacedDocument, PlacedFinding
    from l10nqa.workspace.parts.part_file import PartFile

__all__ = ["MergedRun"]


class MergedRun:
    """The run that the parts are of: iterate once to get the results; `tally` and `notes` are complete afterwards."""

    def __init__(self, parts: Sequence[PartFile], inventory: Inventory | None = None) -> None:
        """Take all parts of one run; with an `inventory`, what was read is recorded there, and its owner settles it.

        Raises:
            InputError: one is of another run, or missing, or given twice, or damaged.
        """
        refuse_incomplete([(str(part.path), part.head) for part in parts])
        self._parts = parts
        facts = parts[0].head.facts
        try:
            self.criteria: Mapping[str, str] = facts["criteria"]
            """What makes a finding block."""
            self.changed_since: str | None = facts["changed_since"]
            """The revision since which changes were checked; None if everything was."""
            self.notes: list[str] = list(facts["notes"])
            """Remarks for the user: how the run was prepared and, once it is over, what it read."""
            self.total = int(facts["files"])
            """The number of files of the run; with `changed_since` fewer were checked."""
            self.rules = frozenset[str](facts["rules"])
            """The names of the rules that were run."""
            self._settles = inventory is None
            self._inventory = inventory or inventory_of(facts)
            self._lost = _lost(facts["lost"])
            self._has_baseline = bool(facts["has_baseline"])
        except (LookupError, TypeError, ValueError) as error:
            raise _damaged(parts[0]) from error
        self.tally = Tally()
        self._gone: list[KnownFinding] = []
        self._used: set[int] = set()
        self._unused: dict[int, Decided] = {}
        self._unchanged: list[tuple[int, Reading]] = []

    def __iter__(self) -> Iterator[CheckedDocument]:
        """Yield the results in the order of the whole run.

        Raises:
            InputError: a part is damaged; or, at the end, no segment was read in any shard.
        """
        each = [self._documents(part) for part in self._parts]
        for placed, findings in heapq.merge(*each, key=_number):
            result = placed.document._replace(findings=tuple(map(self._marked, findings)))
            self._inventory.add(Reading.of_checked(result))
            self.tally.add(result)
            yield result
        if self._settles:
            self.notes += self._settled()
        if self._has_baseline:
            left = [entry for entries in self._lost.values() for entry, in_scope in entries if in_scope]
            self.tally.gone = [] if self.changed_since is not None else [*self._gone, *left]
        self.tally.unused = [entry for number, entry in sorted(self._unused.items()) if number not in self._used]

    def _documents(self, part: PartFile) -> Iterator[tuple[PlacedDocument, list[PlacedFinding]]]:
        """Yield the documents of a part with their findings, and take note of its end."""
        try:
            document: PlacedDocument | None = None
            findings: list[PlacedFinding] = []
            for record in part.records():
                if END not in record and DOCUMENT not in record:
                    findings.append(finding_of(record))
                    continue
                if document:
                    yield document, findings
                document, findings = document_of(record) if DOCUMENT in record else None, []
                if END in record:
                    self._take_end(record[END])
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise _damaged(part) from error

    def _take_end(self, end: Mapping[str, Any]) -> None:
        self._gone += [KnownFinding(*entry) for entry in end["gone"]]
        self._used.update(end["used"])
        for entry in end["unused"]:
            number = entry.pop("number")
            self._unused[number] = Decided(**{**entry, "decision": Decision(entry["decision"])})
        self._unchanged += [(each.pop("number"), reading_of(each)) for each in end["unchanged"]]

    def _marked(self, placed: PlacedFinding) -> Finding:
        """Return a finding, marked where the baseline has it for its document, or for one that is no more."""
        finding, is_known = placed
        moved = self._lost.get(finding.fingerprint)
        if not is_known and moved:
            moved.pop()
            is_known = True
        return finding if finding.came_back else finding._replace(is_known=is_known)

    def _settled(self) -> list[str]:
        inventory = self._inventory
        checked_nothing = not any(reading.segments for reading in inventory.readings)
        if self.changed_since is not None and checked_nothing:
            for _, reading in sorted(self._unchanged):
                inventory.add(reading)
                if reading.segments:
                    return [no_change(self.changed_since)]
        return inventory.settle()


def _lost(entries: Sequence[Any]) -> Mapping[str, list[tuple[KnownFinding, bool]]]:
    """Return the entries of documents that are no more, by fingerprint, each with whether the run looked for it."""
    found: dict[str, list[tuple[KnownFinding, bool]]] = defaultdict(list)
    for *entry, in_scope in entries:
        known = KnownFinding(*entry)
        found[known.fingerprint].append((known, bool(in_scope)))
    return dict(found)


def _damaged(part: PartFile) -> InputError:
    return InputError("is damaged: a record of it is not understood", path=str(part.path), hint="run this shard again")


def _number(placed: tuple[PlacedDocument, list[PlacedFinding]]) -> int:
    return placed[0].number
