"""Fixes files: proves fixes, and returns the new bytes to be shown or written."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.engine import FixPolicy, fix_bitext, fix_document, over_places, read_ledger
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import write_atomically
from l10nqa.model import Problem, Target
from l10nqa.quality import Certainty
from l10nqa.workspace.changed import changed_parts, settle_changes
from l10nqa.workspace.inventory import Inventory, Reading
from l10nqa.workspace.knowledge import Knowledge, gather_knowledge
from l10nqa.workspace.run_options import selected_rules, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Unpack

    from l10nqa.bitext import Place
    from l10nqa.engine import ChangedParts, FixedTarget
    from l10nqa.model import Bitext
    from l10nqa.rule import Rule
    from l10nqa.ruleset import RuleSet
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["FixRun", "FixedDocument", "TakenFixes", "fix", "taken_fixes", "write_fixed"]


class FixedDocument(NamedTuple):
    """The result of fixing one document."""

    place: Place
    reading: Reading
    before: bytes = b""
    after: bytes = b""
    """The bytes of the document with its fixes; the same as `before` if there is nothing to fix."""
    segments: int = 0
    """The number of fixed segments."""
    rules: tuple[str, ...] = ()
    """The rule of each fix."""
    refused: tuple[tuple[str, str], ...] = ()
    """Reasons, by segment id, why the document cannot hold a fixed target."""
    problems: tuple[Problem, ...] = ()


class FixRun:
    """A fix of some documents: iterate once to get the results; the figures are complete afterwards."""

    def __init__(
        self,
        places: Sequence[Place],
        results: Iterator[FixedDocument],
        settle: Callable[[Sequence[Reading]], list[str]],
        notes: tuple[str, ...],
    ) -> None:
        self.places = places
        """The files to fix."""
        self.notes = list(notes)
        """Remarks for the user: how the run was prepared and, once it is over, what it read."""
        self.documents = 0
        """The number of documents with fixes."""
        self.segments = 0
        self.rules: Counter[str] = Counter()
        """The number of fixes by rule."""
        self.refused: list[tuple[str, str]] = []
        """Reasons, by segment (path#id), why a document cannot hold a fixed target."""
        self.problems: list[Problem] = []
        self._results, self._settle = results, settle
        self._readings: list[Reading] = []

    def __iter__(self) -> Iterator[FixedDocument]:
        """Yield the results.

        Raises:
            InputError: at the end, where no segment was read in any file.
        """
        for result in self._results:
            self.documents += result.before != result.after
            self.segments += result.segments
            self.rules.update(result.rules)
            self.refused += [(f"{result.place.path}#{segment}", reason) for segment, reason in result.refused]
            self.problems += result.problems
            self._readings.append(result.reading)
            yield result
        self.notes += self._settle(self._readings)


def fix(
    paths: Sequence[str],
    *,
    suggested: bool = False,
    changed_since: str | None = None,
    **run_options: Unpack[RunOptions],
) -> FixRun:
    """Apply every safe fix (with `suggested`, the others as well) to the documents, in memory; see `write_fixed`.

    Rules learn as they do for `check`, and the fixes are proved with the same memory and termbases. With
    `changed_since`, a git revision, only the targets of segments that changed since are fixed, and of the faults of a
    document as a whole those in changed lines.

    Raises:
        ConfigError: a rule name is unknown, or git cannot list the changes.
        InputError: a path, a termbase or the ledger does not exist. A document that cannot be read becomes a problem of
            its result instead.
        StoreError: the memory cannot be opened.
    """
    rules = selected_rules(run_options)
    inventory = Inventory(paths, allow_empty=run_options.get("allow_empty", False), tree=tree_of(run_options))
    places = inventory.places
    changed = None if changed_since is None else changed_parts(places, changed_since)
    if changed is not None:
        places = [place for place in places if place.path in changed]
    knowledge = gather_knowledge(inventory.places, run_options, lexicons=bool(places))
    ledger = run_options.get("ledger")
    policy = FixPolicy(
        suggested, run_options.get("min_certainty", Certainty.LIKELY), read_ledger(ledger) if ledger else None
    )
    task = _FixTask(rules, knowledge, policy, changed or {})
    results = over_places(
        places, task, jobs=run_options.get("jobs"), cluster=run_options.get("cluster"), unread=_unread
    )
    return FixRun(places, results, partial(settle_changes, inventory, knowledge, changed_since), knowledge.notes)


class TakenFixes(NamedTuple):
    """The fixes of one document, and its bytes with them."""

    targets: dict[str, FixedTarget]
    """Fixed targets by segment id, without those that the document cannot hold."""
    raw: bytes
    refused: dict[str, str]
    """Reasons, by segment id, why the document cannot hold the fixed target."""
    too_long: tuple[str, ...] = ()
    """The ids of segments that are too long to try all their fixes."""


def taken_fixes(
    bitext: Bitext,
    knowledge: Knowledge,
    rules: RuleSet | Sequence[Rule],
    policy: FixPolicy,
    changed: ChangedParts | None = None,
) -> TakenFixes:
    """Fix the targets of the bitext, or of its changed parts, with `fix_bitext`, and put them into the file."""
    targets = fix_bitext(bitext, knowledge.context, rules, policy)
    if changed is not None:
        touched = {identifier for identifier, _, _ in changed.segments}
        targets = {segment: target for segment, target in targets.items() if segment in touched}
    fixed = {segment: target for segment, target in targets.items() if target.rules}
    written = bitext.with_targets({segment: Target(target.text) for segment, target in fixed.items()})
    taken = {segment: target for segment, target in fixed.items() if segment not in written.refused}
    too_long = tuple(segment for segment, target in targets.items() if not target.is_complete)
    return TakenFixes(taken, written.raw, dict(written.refused), too_long)


def write_fixed(result: FixedDocument) -> None:
    """Overwrite the document that was read with the fixed one.

    Raises:
        ConfigError: it came from standard input.
        InputError: it cannot be written.
    """
    if result.place.path == STANDARD_INPUT:
        raise ConfigError("standard input cannot be written to", hint="use --diff, or give a file")
    if result.after != result.before:
        write_atomically(result.place.file, result.after, replaces="document")


class _FixTask(NamedTuple):
    """The settings of a run, sent to each worker once."""

    rules: RuleSet
    knowledge: Knowledge
    policy: FixPolicy
    changed: Mapping[str, ChangedParts | None]
    """What is to be fixed, by path; every segment of a file that is not named."""

    def run(self, places: Sequence[Place]) -> list[FixedDocument]:
        return [self._fix(place) for place in places]

    def _fix(self, place: Place) -> FixedDocument:
        try:
            bitext = self.knowledge.open(place)
        except InputError as error:
            return _unread(place, error)
        changed = self.changed.get(place.path)
        whole = fix_document(
            bitext,
            self.knowledge.context,
            self.rules,
            self.policy,
            is_wanted=lambda finding: changed is None or changed.touch(finding),
        )
        fixes = taken_fixes(whole.bitext, self.knowledge, self.rules, self.policy, changed)
        return FixedDocument(
            place,
            Reading.of_bitext(bitext, drafts=self.policy.drafts)._replace(too_long=fixes.too_long),
            bitext.raw,
            fixes.raw,
            len(fixes.targets),
            (*whole.rules, *(rule for target in fixes.targets.values() for rule in target.rules)),
            tuple(fixes.refused.items()),
            tuple(bitext.problems),
        )


def _unread(place: Place, error: InputError) -> FixedDocument:
    problem = Problem.unreadable(place.path, error)
    return FixedDocument(place, Reading(place.path, problem=problem), problems=(problem,))
