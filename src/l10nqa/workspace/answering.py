"""Answers a stream of translations one by one: for pipelines that translate with a language model and try again."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from l10nqa.bitext import STANDARD_INPUT, Place
from l10nqa.config import Config
from l10nqa.engine import FixPolicy, Tally, Triage, certain_enough, check_bitext, fix_bitext, read_baseline, read_ledger
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import FixedAnswer, State, StreamAnswer, Target
from l10nqa.quality import Certainty
from l10nqa.workspace.knowledge import Knowledge, gather_knowledge
from l10nqa.workspace.opening import Opener
from l10nqa.workspace.run_options import selected_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Unpack

    from l10nqa.engine import PairResult
    from l10nqa.model import Bitext, CheckedDocument, Finding, Profile, Segment
    from l10nqa.quality import Severity
    from l10nqa.workspace.checking import Gate
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["LONGEST", "AnswerRun"]

_LOCALES = 16
"""The number of target locales whose lexicons are kept: a stream is of few, and each lexicon takes megabytes."""
_REMEMBERED = 100_000
"""The number of pairs whose results are cached before the cache begins anew."""
LONGEST = 1 << 20
"""The largest number of bytes of a line: a longer one is no sentence, and holds up all that follow."""
_PLACE = Place(Path(f"{STANDARD_INPUT}.jsonl"), STANDARD_INPUT, STANDARD_INPUT, Path())
_EMPTY = "the target is empty"


class AnswerRun:
    """Checks the records of a stream, each as soon as it is read; `tally` and `notes` grow meanwhile.

    A record is a line as `export -o FILE.jsonl` writes it, of which `source` and `target` are required. It is checked
    by itself, as a file of one segment would be.
    """

    def __init__(
        self, *, severity: Severity, certainty: Certainty, gate: Gate, **run_options: Unpack[RunOptions]
    ) -> None:
        """Prepare to answer; a finding fails its translation if it is at least so severe and so certain.

        Raises:
            ConfigError: a rule name is unknown.
            InputError: the ledger or the baseline does not exist or is damaged.
        """
        self.tally = Tally()
        self.notes: list[str] = []
        """Remarks for the user on memory and termbases; more may come with the first record of a locale."""
        self.failed = 0
        """The number of answers that do not pass."""
        self._severity, self._certainty = severity, certainty
        self._rules = selected_rules(run_options)
        self._min_certainty = run_options.get("min_certainty", Certainty.LIKELY)
        self._run_options = run_options
        ledger, baseline = run_options.get("ledger"), gate.baseline
        self._triage = Triage(
            gate.severities, read_ledger(ledger) if ledger else None, read_baseline(baseline) if baseline else None
        )
        self._known: dict[Profile, dict[int, PairResult]] = {}
        locales = run_options.get("source_locale"), run_options.get("target_locale")
        self._opener = Opener(*locales, config=run_options.get("config", Config()))
        self._knowledge = lru_cache(_LOCALES)(self._gathered)

    def answers(self, lines: Iterable[bytes]) -> Iterator[StreamAnswer]:
        """Yield the answer to each line that is not blank, in order.

        Raises:
            InputError: a termbase does not exist or is damaged.
            StoreError: the memory cannot be opened.
        """
        for number, line in enumerate(lines, 1):
            if line.isspace() or not line:
                continue
            answer = self._answer(number, line)
            self.failed += not answer.passes
            yield answer

    def _answer(self, number: int, line: bytes) -> StreamAnswer:
        if len(line) > LONGEST:
            return StreamAnswer(number, passes=False, error=f"the line is longer than {LONGEST:,} bytes")
        try:
            bitext, knowledge = self._opened(line)
        except InputError as error:
            return StreamAnswer(number, passes=False, error=error.message)
        if bitext.problems:
            return StreamAnswer(number, passes=False, error=bitext.problems[0].message)
        (segment,) = bitext.segments
        if segment.state is State.UNTRANSLATED:
            is_blank = not segment.source.strip()
            return StreamAnswer(number, is_blank, segment.key, error=None if is_blank else _EMPTY)
        return self._checked(number, bitext, segment, knowledge)

    def _checked(self, number: int, bitext: Bitext, segment: Segment, knowledge: Knowledge) -> StreamAnswer:
        result = self._findings(bitext, knowledge)
        self.tally.add(result)
        findings = tuple(finding._replace(line=number) for finding in result.findings if finding.is_active)
        blocking = tuple(filter(self._blocks, findings))
        error = None
        if result.failures:
            error = f"the rule {result.failures[0].rule} crashed: {result.failures[0].error}"
        fixed = self._fixed(bitext, segment, knowledge) if any(finding.fix for finding in findings) else None
        passes = not blocking and error is None
        return StreamAnswer(number, passes, segment.key, findings, blocking, fixed, not result.too_long, error)

    def _findings(self, bitext: Bitext, knowledge: Knowledge) -> CheckedDocument:
        if sum(map(len, self._known.values())) > _REMEMBERED:
            self._known.clear()
        result = check_bitext(
            bitext, self._rules, knowledge.lexicons, references=knowledge.references, known=self._known
        )
        (graded,) = certain_enough(self._triage.applied([result]), self._min_certainty)
        return graded

    def _fixed(self, bitext: Bitext, segment: Segment, knowledge: Knowledge) -> FixedAnswer | None:
        policy = FixPolicy(min_certainty=self._min_certainty, ledger=self._triage.ledger)
        fixed = fix_bitext(bitext, knowledge.context, self._rules, policy).get(segment.id)
        if fixed is None or fixed.text == segment.target:
            return None
        written = bitext.with_targets({segment.id: Target(fixed.text)})
        if written.refused:
            return None
        left = self._findings(bitext.again(written.raw), knowledge)
        blocked = any(self._blocks(finding) for finding in left.findings if finding.is_active)
        return FixedAnswer(fixed.text, not (blocked or left.failures))

    def _blocks(self, finding: Finding) -> bool:
        return finding.reaches(self._severity, self._certainty)

    def _opened(self, line: bytes) -> tuple[Bitext, Knowledge]:
        """Return the record as a bitext, with what is known of its locale."""
        bitext = self._opener.parse(line, _PLACE)
        if bitext.target_locale != UNKNOWN_LOCALE:
            return bitext, self._knowledge(bitext.target_locale)
        knowledge = self._knowledge(None)  # the only locale of the memory, perhaps
        return knowledge.opener.parse(line, _PLACE), knowledge

    def _gathered(self, target_locale: str | None) -> Knowledge:
        learns = any(rule.learns for rule in self._rules.running)
        options: RunOptions = {**self._run_options, "target_locale": target_locale}
        knowledge = gather_knowledge([], options, lexicons=learns)
        self.notes += [note for note in knowledge.notes if note not in self.notes]
        return knowledge
