"""One document through the rules: what a crashing rule leaves standing, and what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilingual import parsed, text_of
from l10nqa.engine import Tally, certain_enough, check_bitext
from l10nqa.markup import Kind
from l10nqa.model import Issue, Profile
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import ParsedSegment, Rule, RuleContext, rule
from l10nqa.ruleset import BUILT_IN
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.engine.checker import PairResult
    from l10nqa.rule import Check

_PAIRS = (("One `a`.", "Viens `b`."), ("Two.", "Divi."), ("Three `a`.", "Trīs `b`."))


def a_rule(check: Check, looks_at: int = Kind.TEXT) -> Rule:
    graded = rule(
        category=Category.MARKUP,
        severity=Severity.MINOR,
        certainty=Certainty.LIKELY,
        looks_at=looks_at,
        examples=(),
    )
    return graded(check)


def crash_on_two(segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
    yield Issue("found before", None, Span(0, 1))
    if segment.source.text == "Two.":
        message = "no luck"
        raise ValueError(message)
    yield Issue("found after", None, Span(1, 2))


def test_a_crash_is_a_failure_of_that_rule_on_that_segment_and_all_else_goes_on() -> None:
    rules = (a_rule(crash_on_two), *BUILT_IN.select(["code"]).running)
    result = check_bitext(parsed(text_of(*_PAIRS)), rules)
    (failure,) = result.failures
    assert (failure.path, failure.segment, failure.rule) == ("docs/a.md", "1a2b3-102", "crash-on-two")
    assert (failure.line, failure.error) == (9, "ValueError: no luck")
    messages = [finding.message for finding in result.findings if finding.rule == "crash-on-two"]
    assert messages == ["found before", "found after", "found before", "found before", "found after"]
    assert [f.segment for f in result.findings if f.rule == "code"] == ["1a2b3-101", "1a2b3-103"]


def test_a_rule_runs_only_where_there_is_what_it_looks_at() -> None:
    seen: list[str] = []

    def note(segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        seen.append(segment.source.text)
        return iter(())

    check_bitext(parsed(text_of(*_PAIRS)), (a_rule(note, Kind.CODE),))
    assert seen == ["One `a`.", "Three `a`."]


def test_findings_come_in_the_order_of_their_places() -> None:
    def backwards(segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        end = len(segment.target.text)
        yield from (Issue("x", None, Span(at, at + 1)) for at in reversed(range(end)))

    found = check_bitext(parsed(text_of(*_PAIRS)), (a_rule(backwards),)).findings
    assert [(f.line, f.column) for f in found] == sorted((f.line, f.column) for f in found)


def test_an_issue_may_be_surer_or_less_sure_than_its_rule() -> None:
    def doubt(_segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        yield Issue("x", None, Span(0, 1), certainty=Certainty.POSSIBLE)
        yield Issue("y", None, Span(0, 1))

    found = check_bitext(parsed(text_of(_PAIRS[0])), (a_rule(doubt),)).findings
    assert [f.certainty for f in found] == [Certainty.POSSIBLE, Certainty.LIKELY]


def test_a_tally_counts_what_passed_and_leaves_out_what_is_less_certain() -> None:
    def doubt(_segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        yield Issue("x", None, Span(0, 1), certainty=Certainty.POSSIBLE)
        yield Issue("y", None, Span(0, 1), certainty=Certainty.CERTAIN)

    result = check_bitext(parsed(text_of(*_PAIRS)), (a_rule(doubt), a_rule(crash_on_two)))
    tally = Tally()
    (shown,) = tally.counted(certain_enough([result], Certainty.CERTAIN))
    assert {finding.message for finding in shown.findings} == {"y"}
    assert (tally.documents, tally.segments, tally.findings, len(tally.failures)) == (1, 3, 3, 1)
    assert tally.words == 5
    assert tally.reaching(Severity.MINOR, Certainty.CERTAIN) == tally.findings
    assert tally.reaching(Severity.MAJOR, Certainty.POSSIBLE) == 0


def test_a_pair_met_before_is_reported_alike_at_its_own_place() -> None:
    asked: list[str] = []

    def note(segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        asked.append(segment.source.text)
        return iter(())

    rules = (a_rule(note), *BUILT_IN.select(["code"]).running)
    document = parsed(text_of(*_PAIRS, *_PAIRS))
    known: dict[Profile, dict[int, PairResult]] = {}
    first = check_bitext(document, rules, known=known)
    questions = len(asked)
    assert check_bitext(document, rules, known=known) == first
    assert len(asked) == questions
    check_bitext(parsed(text_of(*_PAIRS)), rules)
    assert len(asked) == 2 * questions  # the first document asked about each pair once
    assert [finding.segment[-3:] for finding in first.findings] == ["101", "103", "104", "106"]
    assert len({(finding.line, finding.fingerprint) for finding in first.findings}) == 4
    assert all(finding.fix for finding in first.findings)
