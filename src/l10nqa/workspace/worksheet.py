"""One file for a translator: its units, optionally fixed, with notes and matches."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Self

from l10nqa.bitext.entries import mark_of
from l10nqa.bitext.plain_documents import plain_paths
from l10nqa.bitext.units import name_in_document, units
from l10nqa.bitext.xliff import QualityIssue
from l10nqa.engine import FixPolicy, check_bitext
from l10nqa.errors import InputError
from l10nqa.memory.ranking import DEFAULT_POINTS, AttachedMemory, open_memories, query_of, ranked
from l10nqa.model import Problem, State, TranslationUnit
from l10nqa.mqm import ITS_TYPES, ErrorSeverity, its_severity
from l10nqa.text import Span
from l10nqa.workspace.fixing import taken_fixes
from l10nqa.workspace.inventory import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.bitext import Place
    from l10nqa.memory.ranking import Ranked
    from l10nqa.model import Bitext, Finding, Match
    from l10nqa.ruleset import RuleSet
    from l10nqa.workspace.knowledge import Knowledge

__all__ = ["MatchLookup", "Worksheet", "WorksheetTask", "filed_units"]


class Worksheet(NamedTuple):
    """The units of one file, with their details."""

    reading: Reading
    units: tuple[TranslationUnit, ...] | None
    """None if the file cannot be read."""
    problems: tuple[Problem, ...]
    current_targets: Mapping[str, str]
    """The present targets of the document for units with fixed ones, by unit key."""
    notes: Mapping[str, Sequence[str]]
    """Notes for the translator, by unit key."""
    matches: Mapping[str, Sequence[Match]]
    """Suggested translations, best first, by unit key."""
    refused: Mapping[str, str]
    """Reasons, by unit key, why the file cannot hold a fixed target; such a unit keeps its target."""
    plain_paths: frozenset[str | None] = frozenset()
    """The paths of the units whose texts are plain."""
    drafts: frozenset[str] = frozenset()
    """The marks (`mark_of`) of the units whose translation is a draft."""
    previous_sources: Mapping[str, str] = MappingProxyType({})
    """The sources that drafts translate, where these have changed since; by mark."""
    issues: Mapping[str, Sequence[QualityIssue]] = MappingProxyType({})
    """The findings in the targets, by unit key."""

    @classmethod
    def unreadable(cls, place: Place, error: InputError) -> Self:
        """Return the sheet of a file that cannot be read."""
        problem = Problem.unreadable(place.path, error)
        return cls(Reading(place.path, problem=problem), None, (problem,), {}, {}, {}, {})


class MatchLookup(NamedTuple):
    """Looks up translations of similar sources in a memory."""

    memory: AttachedMemory
    limit: int
    min_score: float = 70.0

    def with_matches(self, sheets: Sequence[Worksheet], places: Sequence[Place]) -> list[Worksheet]:
        """Return the sheets of some documents with their matches."""
        with open_memories([self.memory]) as opened:
            return [
                sheet._replace(matches=dict(self._matches(sheet.units or (), place, opened)))
                for sheet, place in zip(sheets, places, strict=True)
            ]

    def _matches(
        self, units: Sequence[TranslationUnit], place: Place, opened: Sequence[Ranked]
    ) -> Iterator[tuple[str, list[Match]]]:
        for unit in units:
            found = ranked(
                opened,
                query_of(unit._replace(path=place.path)),  # as memories have it
                DEFAULT_POINTS,
                limit=self.limit + 1,
                min_score=self.min_score,
                source_locale=unit.source_locale.partition("-")[0],
                target_locale=unit.target_locale,
            )
            # A match with the unit's own translation is not worth suggesting.
            others = [match for match in found if (match.unit.source, match.unit.target) != (unit.source, unit.target)]
            if unit.key and others:
                yield unit.key, others[: self.limit]


class WorksheetTask(NamedTuple):
    """The settings of an export, sent to each worker once."""

    rules: RuleSet
    knowledge: Knowledge
    policy: FixPolicy
    with_findings: bool
    fixed: bool
    relative: bool
    """Units get the name of their file as their path."""
    lookup: MatchLookup | None = None
    """Looks up translations of similar sources, if wanted."""

    def run(self, places: Sequence[Place]) -> list[Worksheet]:
        """Make the sheets of some files."""
        sheets = [self._sheet(place) for place in places]
        return self.lookup.with_matches(sheets, places) if self.lookup else sheets

    def _sheet(self, place: Place) -> Worksheet:
        try:
            bitext = self.knowledge.open(place)
        except InputError as error:
            return Worksheet.unreadable(place, error)
        path = place.name if self.relative else place.path
        current_targets: dict[str, str] = {}
        notes: dict[str, list[str]] = defaultdict(list)
        issues: dict[str, list[QualityIssue]] = defaultdict(list)
        refused: dict[str, str] = {}
        if self.fixed:
            keys = _keys_by_id(bitext, path)
            fixes = taken_fixes(bitext, self.knowledge, self.rules, self.policy)
            refused = {keys[identifier]: reason for identifier, reason in fixes.refused.items()}
            targets: dict[str, str] = {}
            for segment in bitext.segments:
                targets.setdefault(segment.id, segment.target)
            for identifier, target in fixes.targets.items():
                notes[keys[identifier]] += [f"fixed: {name}" for name in dict.fromkeys(target.rules)]
                current_targets[keys[identifier]] = targets[identifier]
            bitext = self.knowledge.opener.parse(fixes.raw, place)
        if self.with_findings:
            keys = _keys_by_id(bitext, path)
            for finding in self._findings(bitext):
                notes[keys[finding.segment]].append(f"{finding.rule}: {finding.message}")
                issues[keys[finding.segment]].append(self._issue(finding))
        filed = tuple(filed_units(bitext, path))
        drafts = frozenset(
            mark_of(unit) for unit, segment in zip(filed, bitext.segments, strict=True) if segment.state is State.DRAFT
        )
        previous_sources = {
            mark_of(unit): segment.previous_source
            for unit, segment in zip(filed, bitext.segments, strict=True)
            if segment.previous_source is not None
        }
        plain = plain_paths((segment.document or path, segment) for segment in bitext.segments)
        reading = Reading.of_bitext(bitext, drafts=True, untranslated=True)
        return Worksheet(
            reading,
            filed,
            tuple(bitext.problems),
            current_targets,
            notes,
            {},
            refused,
            plain,
            drafts,
            previous_sources,
            issues,
        )

    def _findings(self, bitext: Bitext) -> Iterator[Finding]:
        # The fixes of these findings are not shown; proving them took more than a quarter of the time of an export.
        knowledge = self.knowledge
        checked = check_bitext(
            bitext, self.rules, knowledge.lexicons, references=knowledge.references, with_fixes=False
        )
        for finding in checked.findings:
            ledger = self.policy.ledger
            if not finding.segment:
                continue  # a finding about the document as a whole
            if finding.certainty >= self.policy.min_certainty and not (ledger and ledger.spares(finding)):
                yield finding

    def _issue(self, finding: Finding) -> QualityIssue:
        spot = finding.target
        return QualityIssue(
            ITS_TYPES[self.rules.find(finding.rule).category.value],
            f"{finding.rule}: {finding.message}",
            its_severity(ErrorSeverity(finding.severity.value)),
            Span(spot.start, spot.end) if spot else None,
            spot.text if spot else "",
        )


def filed_units(bitext: Bitext, path: str) -> Iterator[TranslationUnit]:
    """Yield the segments of a bitext as units that `apply` finds again by document and key.

    A segment without a document gets `path`, and one without a key its id.
    """
    for unit, segment in zip(units(bitext), bitext.segments, strict=True):
        yield unit._replace(path=segment.document or path, segment=name_in_document(segment))


def _keys_by_id(bitext: Bitext, path: str) -> dict[str, str]:
    """Return the keys of `filed_units` by segment id; the first of several segments with the same id counts."""
    keys: dict[str, str] = {}
    for segment in bitext.segments:
        keys.setdefault(segment.id, f"{segment.document or path}#{name_in_document(segment)}")
    return keys
