"""Checks files, applies baseline and ledger to the findings, and counts them."""

from __future__ import annotations

import os
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine import (
    Coverage,
    Tally,
    Triage,
    absolute,
    certain_enough,
    check_places,
    only_changed,
    read_baseline,
    read_ledger,
)
from l10nqa.quality import Certainty
from l10nqa.workspace.changed import changed_parts, settle_changes
from l10nqa.workspace.inventory import Inventory, Reading
from l10nqa.workspace.knowledge import Knowledge, gather_knowledge
from l10nqa.workspace.run_options import selected_rules, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Unpack

    from l10nqa.bitext import Place
    from l10nqa.engine import ChangedParts
    from l10nqa.model import CheckedDocument
    from l10nqa.quality import Severity
    from l10nqa.shard import Shard
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["CheckRun", "Gate", "check", "check_inventory", "scope_of_run"]


class Gate(NamedTuple):
    """The findings of a run that matter: which are new, and how severe they are."""

    changed_since: str | None = None
    """A git revision: report only findings in what changed since."""
    baseline: Path | None = None
    """The baseline: findings that were there before."""
    severities: Mapping[str, Severity] = MappingProxyType({})
    """Severities by rule name that replace those of the rules."""


class CheckRun:
    """A check of some files: iterate once to get the results; `tally` is complete afterwards."""

    def __init__(
        self,
        places: Sequence[Place],
        results: Iterator[CheckedDocument],
        *,
        triage: Triage,
        scope: Coverage | None,
        min_certainty: Certainty,
        settle: Callable[[list[Reading]], list[str]],
        knowledge: Knowledge,
        inventory: Inventory,
    ) -> None:
        self.inventory = inventory
        """What was found at the paths, of which the run checks all, or a shard, or what changed."""
        self.places = places
        """The files to check."""
        self.knowledge = knowledge
        """What the run knew before it read the files."""
        self.notes = list(knowledge.notes)
        """Remarks for the user: how the run was prepared and, once it is over, what it read."""
        self.tally = Tally()
        self.scope = scope
        """The coverage of the check; None if only changes were checked."""
        self.triage = triage
        self._settle = settle
        self._readings: list[Reading] = []
        self._results = self.tally.counted(certain_enough(triage.applied(self._entered(results)), min_certainty))

    def __iter__(self) -> Iterator[CheckedDocument]:
        """Yield the results.

        Raises:
            InputError: at the end, where no segment was read in any file.
        """
        yield from self._results
        self.notes += self._settle(self._readings)
        unread = {problem.path for problem in self.tally.problems if problem.is_unreadable}
        if self.scope:
            read = [place.path for place in self.places if place.path not in unread]
            self.scope = self.scope._replace(documents=frozenset(map(absolute, read)))
        if self.inventory.shard:
            return  # what is gone or unused is known when all shards are there
        baseline, ledger = self.triage.baseline, self.triage.ledger
        if baseline:
            self.tally.gone = baseline.gone(self.scope) if self.scope else ()
        if ledger and self.scope:
            self.tally.unused = ledger.unused(self.scope)

    def _entered(self, results: Iterator[CheckedDocument]) -> Iterator[CheckedDocument]:
        for result in results:
            self._readings.append(Reading.of_checked(result))
            yield result


def check(
    paths: Sequence[str], *, gate: Gate | None = None, shard: Shard | None = None, **run_options: Unpack[RunOptions]
) -> CheckRun:
    """Check the files at the paths.

    Rules that need the translations of words and labels learn them from the memory, once: the lexicon is stored in the
    memory. Without a memory they learn from the files themselves, if there are enough of them. The `notes` of the run
    name the parts of memory and termbases that cannot be used.

    Findings carry their entries of ledger and baseline. With `changed_since` they are those of a full check that lie in
    changed parts: rules still learn from all files. So they do in a `shard`, whose findings are those of a full check
    that lie in its files.

    Raises:
        ConfigError: a rule name is unknown, a file is of an unknown kind, or git cannot list the changes.
        InputError: a path, a termbase, the ledger or the baseline does not exist or is damaged. A file that cannot
            be read becomes a problem of its result instead.
        StoreError: the memory cannot be opened.
    """
    return check_inventory(
        Inventory(paths, allow_empty=run_options.get("allow_empty", False), tree=tree_of(run_options), shard=shard),
        gate=gate,
        **run_options,
    )


def check_inventory(
    inventory: Inventory, *, gate: Gate | None = None, settles: bool = True, **run_options: Unpack[RunOptions]
) -> CheckRun:
    """Check the files of an inventory, and record how much of each was read; see `check`.

    The inventory is settled at the end, unless its owner does that later.
    """
    gate = gate or Gate()
    rules = selected_rules(run_options)
    triage = _triage(gate, run_options)
    places = inventory.assigned
    changed: dict[str, ChangedParts | None] = {}
    if gate.changed_since is not None:
        changed = changed_parts(places, gate.changed_since)
        places = [place for place in places if place.path in changed]
    knowledge = gather_knowledge(
        inventory.places, run_options, lexicons=bool(places) and any(rule.learns for rule in rules.running)
    )
    results = check_places(
        places,
        rules,
        open_place=knowledge.opener.open,
        jobs=run_options.get("jobs"),
        cluster=run_options.get("cluster"),
        lexicons=knowledge.lexicons,
        references=knowledge.references,
        drafts=run_options.get("drafts", False),
    )
    return CheckRun(
        places,
        only_changed(results, changed),
        triage=triage,
        scope=scope_of_run(inventory.paths, run_options) if gate.changed_since is None else None,
        min_certainty=run_options.get("min_certainty", Certainty.LIKELY),
        settle=partial(_settled if settles else _entered, inventory, knowledge, gate),
        knowledge=knowledge,
        inventory=inventory,
    )


def _entered(inventory: Inventory, _knowledge: Knowledge, _gate: Gate, readings: list[Reading]) -> list[str]:
    for reading in readings:
        inventory.add(reading)
    return []


def _settled(inventory: Inventory, knowledge: Knowledge, gate: Gate, readings: list[Reading]) -> list[str]:
    return settle_changes(inventory, knowledge, gate.changed_since, readings)


def _triage(gate: Gate, run_options: RunOptions) -> Triage:
    ledger = run_options.get("ledger")
    return Triage(
        gate.severities,
        read_ledger(ledger) if ledger else None,
        read_baseline(gate.baseline) if gate.baseline else None,
    )


def scope_of_run(paths: Sequence[str], run_options: RunOptions) -> Coverage:
    """Return the coverage of a run; which documents could be read is known at its end."""
    rules = selected_rules(run_options)
    held = {"usage": run_options.get("tm"), "terms": run_options.get("termbases")}
    names = {rule.name for rule in rules.running if rule.needs is None or held[rule.needs]}
    folders = tuple(absolute(path) for path in paths if os.path.isdir(path))  # noqa: PTH112 - Path("") is a folder
    return Coverage(frozenset(), folders, frozenset(names | {rule.name for rule in rules.running_on_documents}))
