"""The part that a shard of `check` writes: its documents and findings, and what a whole run knows besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l10nqa.engine import Coverage, absolute
from l10nqa.render.active import of_active
from l10nqa.render.json_document import render_json_with
from l10nqa.workspace.checking import Gate
from l10nqa.workspace.parts.finding_records import document_record, finding_record
from l10nqa.workspace.parts.head import FINDINGS, PartHead
from l10nqa.workspace.parts.options import options_of_check, rules_that_run
from l10nqa.workspace.parts.part_file import END, PART, first_record, write_records
from l10nqa.workspace.parts.reading_records import facts_of_inventory, reading_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

    from l10nqa.model import CheckedDocument
    from l10nqa.workspace.checking import CheckRun
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["PART_FORMATS", "FindingsPart"]

PART_FORMATS = ("jsonl", "json")
"""The formats of `check` that are parts, to be merged, where a shard is written."""


class FindingsPart:
    """A shard of a check that is to be written as a part."""

    def __init__(self, run: CheckRun, gate: Gate | None, run_options: RunOptions, criteria: Mapping[str, str]) -> None:
        """Take a run, what it was made with, and the criteria by which its findings block."""
        gate = gate or Gate()
        self._run = run
        self._options = {**options_of_check(run, gate, run_options), **criteria}
        self._facts = {**_facts(run, gate), "rules": sorted(rules_that_run(run_options)), "criteria": dict(criteria)}
        self._numbers = {place.path: number for number, place in enumerate(run.inventory.places)}

    def records(self, results: Iterable[CheckedDocument]) -> Iterator[dict[str, Any]]:
        """Yield the records of the part; the results are those of the run, passed through whatever shows progress."""
        shard = self._run.inventory.shard
        if shard is None:
            raise ValueError("the run has no shard")
        yield first_record(PartHead(FINDINGS, shard, self._options, self._facts))
        baseline = self._run.triage.baseline
        read = set[str]()
        for result in results:
            read.add(result.path)
            yield document_record(result, self._numbers[result.path])
            for finding in result.findings:
                yield finding_record(finding, is_held=baseline is not None and baseline.holds(finding))
        yield {END: {**_settled(self._run), "unchanged": self._unchanged(read)}}

    def write(self, results: Iterable[CheckedDocument], format_: str, stream: TextIO) -> None:
        """Write the part in one of `PART_FORMATS`: in JSON, it is one key of the object that is always written."""
        if format_ == "jsonl":
            write_records(self.records(results), stream)
            return
        held: list[CheckedDocument] = []

        def kept() -> Iterator[CheckedDocument]:
            for result in results:
                held.append(result)
                yield result

        records = list(self.records(kept()))
        of_active(render_json_with)(held, stream, {PART: records})

    def _unchanged(self, read: set[str]) -> list[dict[str, Any]]:
        """Return what was read of files that were not checked, because nothing changed in them."""
        numbers = {path: number for path, number in self._numbers.items() if path not in read}
        others = (reading for reading in self._run.inventory.readings if reading.path in numbers)
        return [{**reading_record(reading), "number": numbers[reading.path]} for reading in others]


def _facts(run: CheckRun, gate: Gate) -> dict[str, Any]:
    baseline = run.triage.baseline
    scope = run.scope or Coverage()
    lost = baseline.lost if baseline else ()
    return {
        **facts_of_inventory(run.inventory),
        "notes": list(run.knowledge.notes),
        "changed_since": gate.changed_since,
        "has_baseline": baseline is not None,
        # A finding of any shard may be one of these that moved.
        "lost": [[*entry, scope.holds(absolute(entry.path, baseline.folder), entry.rule)] for entry in lost]
        if baseline
        else [],
    }


def _settled(run: CheckRun) -> dict[str, Any]:
    """Return what the shard knows at its end of baseline and ledger."""
    scope, baseline, ledger = run.scope, run.triage.baseline, run.triage.ledger
    gone = baseline.gone(scope._replace(folders=())) if baseline and scope else []
    entries = list(enumerate(ledger.entries)) if ledger else []
    used = ledger.used if ledger else frozenset()
    unused = frozenset(ledger.unused(scope)) if ledger and scope else frozenset()
    return {
        "gone": gone,
        "used": [number for number, entry in entries if entry in used],
        "unused": [{**entry._asdict(), "number": number} for number, entry in entries if entry in unused],
    }
