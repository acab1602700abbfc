"""Fixes documents: proves what can be fixed, and hands the new bytes over to be shown or written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.documents import STANDARD_INPUT, find_documents, read_place, replace_targets
from l10nqa.engine import References, fix_document, over_places, select_rules
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import write_atomically
from l10nqa.model import Problem, ProblemKind
from l10nqa.quality import Certainty
from l10nqa.workspace.checking import default_jobs
from l10nqa.workspace.lessons import lexicons_of_documents, lexicons_of_memory, locales_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from l10nqa.documents import Place
    from l10nqa.lexicon import Lexicon
    from l10nqa.model import Document
    from l10nqa.rule import Rule

__all__ = ["FixRun", "FixedDocument", "fix", "fixed_targets", "write_fixed"]


class FixedDocument(NamedTuple):
    """What came of one document."""

    place: Place
    before: bytes = b""
    after: bytes = b""
    """The document's bytes with its fixes; the same as `before` where there is nothing to fix."""
    segments: int = 0
    """How many segments were fixed."""
    rules: tuple[str, ...] = ()
    """The rule of each fix."""
    refused: tuple[tuple[str, str], ...] = ()
    """Ids of segments whose fixed target the document cannot take, and why."""
    problems: tuple[Problem, ...] = ()


class FixRun:
    """A run over some documents: iterate once to get the results; the figures are complete afterwards."""

    def __init__(self, places: Sequence[Place], results: Iterator[FixedDocument], notes: tuple[str, ...]) -> None:
        self.places = places
        self.notes = notes
        """What the user should know of how the run was prepared."""
        self.documents = 0
        """How many documents have something to fix."""
        self.segments = 0
        self.rules: Counter[str] = Counter()
        """How many fixes there are of each rule."""
        self.refused: list[tuple[str, str]] = []
        """Segments (path#id) whose fixed target the document cannot take, and why."""
        self.problems: list[Problem] = []
        self._results = results

    def __iter__(self) -> Iterator[FixedDocument]:
        for result in self._results:
            self.documents += result.before != result.after
            self.segments += result.segments
            self.rules.update(result.rules)
            self.refused += [(f"{result.place.path}#{segment}", reason) for segment, reason in result.refused]
            self.problems += result.problems
            yield result


def fix(
    paths: Sequence[str],
    *,
    tm: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    suggested: bool = False,
    at_least: Certainty = Certainty.LIKELY,
    jobs: int | None = None,
    target_locale: str | None = None,
) -> FixRun:
    """Apply every safe fix (with `suggested`, the others as well) to the documents, in memory; see `write_fixed`.

    Rules learn as they do for `check`. Findings less certain than `at_least` are left alone.

    Raises:
        ConfigError: a rule name is unknown.
        InputError: a path does not exist. A document that cannot be read becomes a problem of its result instead.
        StoreError: the memory cannot be opened.
    """
    rules = select_rules(select, ignore)
    places = find_documents(paths)
    notes: list[str] = []
    if tm:
        lexicons = lexicons_of_memory(tm, locales_of(places, target_locale), notes)
    else:
        lexicons = lexicons_of_documents(places, target_locale)
    jobs = 1 if STANDARD_INPUT in paths else jobs or default_jobs()  # other processes cannot read it
    task = _Task(tuple(rule.name for rule in rules), target_locale, lexicons, suggested, at_least)
    return FixRun(places, over_places(places, task, jobs=jobs), tuple(notes))


def fixed_targets(
    document: Document,
    rules: Sequence[Rule],
    lexicons: Mapping[str, Lexicon],
    *,
    suggested: bool = False,
    at_least: Certainty = Certainty.LIKELY,
) -> dict[str, str]:
    """Return the targets that the safe fixes (with `suggested`, all fixes) of a document change, by segment id."""
    context = References().context(document, lexicons)
    fixed = fix_document(document, context, rules, suggested=suggested, at_least=at_least)
    return {segment: target.text for segment, target in fixed.items()}


def write_fixed(result: FixedDocument) -> None:
    """Write the fixed document in the place of the one that was read.

    Raises:
        ConfigError: it came from standard input.
        InputError: it cannot be written.
    """
    if result.place.path == STANDARD_INPUT:
        raise ConfigError("standard input cannot be written to", hint="use --diff, or give a file")
    if result.after != result.before:
        write_atomically(result.place.file, result.after)


class _Task(NamedTuple):
    """What every worker is told once."""

    rule_names: tuple[str, ...]
    target_locale: str | None
    lexicons: Mapping[str, Lexicon]
    suggested: bool
    at_least: Certainty

    def run(self, places: Sequence[Place]) -> list[FixedDocument]:
        rules = select_rules(self.rule_names)
        return [self._fix(place, rules) for place in places]

    def _fix(self, place: Place, rules: Sequence[Rule]) -> FixedDocument:
        # A document that does not say its locale is taken to be in the only one there is.
        fallback = next(iter(self.lexicons)) if len(self.lexicons) == 1 else None
        try:
            document = read_place(place, target_locale=self.target_locale, fallback_locale=fallback)
        except InputError as error:
            problem = Problem(place.path, error.line or 1, 1, ProblemKind.UNREADABLE, error.message)
            return FixedDocument(place, problems=(problem,))
        context = References().context(document, self.lexicons)
        fixed = fix_document(document, context, rules, suggested=self.suggested, at_least=self.at_least)
        replaced = replace_targets(document, {segment: target.text for segment, target in fixed.items()})
        kept = [target for segment, target in fixed.items() if segment not in replaced.refused]
        return FixedDocument(
            place,
            document.raw,
            replaced.raw,
            len(kept),
            tuple(rule for target in kept for rule in target.rules),
            tuple(replaced.refused.items()),
            document.problems,
        )
