"""One document as it goes out to a translator: its units, fixed if so wished, and what is to be said of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine import FixPolicy, check_bitext, rules_named
from l10nqa.errors import InputError
from l10nqa.memory.ranking import DEFAULT_POINTS, AttachedMemory, open_memories, query_of, ranked
from l10nqa.model import Bitext, Problem, TranslationUnit
from l10nqa.text import text_hash
from l10nqa.workspace.fixing import taken_fixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.bitexts import Place
    from l10nqa.engine import Ledger
    from l10nqa.memory.ranking import Ranked
    from l10nqa.model import Match
    from l10nqa.quality import Certainty
    from l10nqa.rule import Rule
    from l10nqa.workspace.lessons import Lessons

__all__ = ["Offers", "Worksheet", "WorksheetTask", "document_units"]


class Worksheet(NamedTuple):
    """What came of one document."""

    units: tuple[TranslationUnit, ...] | None
    """None where the document cannot be read."""
    problems: tuple[Problem, ...]
    standing: Mapping[str, str]
    """The targets that stand in the document where the units have fixed ones, by unit key."""
    notes: Mapping[str, Sequence[str]]
    """What to tell the translator, by unit key."""
    matches: Mapping[str, Sequence[Match]]
    """Translations to offer, best first, by unit key."""
    refused: Mapping[str, str]
    """Why the document cannot take a fixed target, by unit key; such a unit is left as it is."""


class Offers(NamedTuple):
    """Offers translations of similar sources, from a memory."""

    memory: AttachedMemory
    limit: int
    least: float = 70.0

    def with_matches(self, sheets: Sequence[Worksheet], places: Sequence[Place]) -> list[Worksheet]:
        """Return the sheets of some documents with matches."""
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
                min_score=self.least,
                source_locale=unit.source_locale.partition("-")[0],
                target_locale=unit.target_locale,
            )
            # What the unit says already is no news.
            others = [match for match in found if (match.unit.source, match.unit.target) != (unit.source, unit.target)]
            if unit.key and others:
                yield unit.key, others[: self.limit]


class WorksheetTask(NamedTuple):
    """What every worker is told once."""

    rule_names: tuple[str, ...]
    lessons: Lessons
    at_least: Certainty
    with_findings: bool
    fixed: bool
    suggested: bool
    relative: bool
    """Units are filed under the document's name, not its path."""
    ledger: Ledger | None = None
    """Findings decided about are left alone."""
    offers: Offers | None = None
    """Where translations of similar sources are taken from."""

    def run(self, places: Sequence[Place]) -> list[Worksheet]:
        """Make the sheets of some documents."""
        rules = rules_named(self.rule_names)
        sheets = [self._sheet(place, rules) for place in places]
        return self.offers.with_matches(sheets, places) if self.offers else sheets

    def _sheet(self, place: Place, rules: Sequence[Rule]) -> Worksheet:
        try:
            document = self.lessons.read(place)
        except InputError as error:
            problem = Problem.unreadable(place.path, error)
            return Worksheet(None, (problem,), {}, {}, {}, {})
        path = place.name if self.relative else place.path
        standing: dict[str, str] = {}
        notes: dict[str, list[str]] = defaultdict(list)
        refused: dict[str, str] = {}
        if self.fixed:
            policy = FixPolicy(self.suggested, self.at_least, self.ledger)
            fixes = taken_fixes(document, self.lessons, rules, policy)
            refused = {f"{path}#{identifier}": reason for identifier, reason in fixes.refused.items()}
            for identifier, target in fixes.targets.items():
                notes[f"{path}#{identifier}"] += [f"fixed: {name}" for name in dict.fromkeys(target.rules)]
            stood: dict[str, str] = {}
            for segment in document.segments:
                stood.setdefault(segment.id, segment.target)
            standing = {f"{path}#{identifier}": stood[identifier] for identifier in fixes.targets}
            document = document.again(fixes.raw)
        if self.with_findings:
            for identifier, text in self._findings(document, rules):
                notes[f"{path}#{identifier}"].append(text)
        return Worksheet(
            tuple(document_units(document, path=path)), tuple(document.problems), standing, notes, {}, refused
        )

    def _findings(self, document: Bitext, rules: Sequence[Rule]) -> Iterator[tuple[str, str]]:
        # Nobody sees the fixes of these findings; proving them took more than a quarter of the time of an export.
        lessons = self.lessons
        checked = check_bitext(document, rules, lessons.lexicons, references=lessons.references, with_fixes=False)
        for finding in checked.findings:
            if finding.certainty >= self.at_least and not (self.ledger and self.ledger.spares(finding)):
                yield finding.segment, f"{finding.rule}: {finding.message}"


def document_units(document: Bitext, *, path: str | None = None) -> Iterator[TranslationUnit]:
    """Yield the segments of a document as units, with line and neighbours, filed under `path` (else its own)."""
    hashes = [0, *(text_hash(segment.source) for segment in document.segments), 0]
    for at, segment in enumerate(document.segments):
        yield TranslationUnit(
            source=segment.source,
            target=segment.target,
            source_locale=document.source_locale,
            target_locale=document.target_locale,
            path=path or document.path,
            segment=segment.id,
            origin=document.origin,
            previous_hash=hashes[at],
            next_hash=hashes[at + 2],
            line=document.lines.line(segment.target_span.start),
        )
