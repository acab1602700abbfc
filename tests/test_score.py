"""The automatic partial score: its formula, and what it must not do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.quality import Severity
from l10nqa.score import FEW_WORDS, Score, score_of

_counts = st.fixed_dictionaries({severity: st.integers(0, 1000) for severity in Severity})
_words = st.integers(1, 10**6)


@pytest.mark.parametrize(
    ("minor", "major", "critical", "words", "value", "per_thousand"),
    [(0, 0, 0, 1000, 100, 0), (1, 0, 0, 1000, 99.9, 1), (0, 1, 0, 1000, 99.5, 5), (0, 0, 1, 1000, 97.5, 25),
     (3, 2, 1, 500, 92.4, 76), (0, 0, 4, 50, 0, 2000)],
)  # fmt: skip
def test_examples(minor: int, major: int, critical: int, words: int, value: float, per_thousand: float) -> None:
    score = score_of({Severity.MINOR: minor, Severity.MAJOR: major, Severity.CRITICAL: critical}, words)
    assert score.value == pytest.approx(value)
    assert score.per_thousand == pytest.approx(per_thousand)


@given(_counts, _words)
def test_it_stays_between_0_and_100_and_a_further_fault_never_raises_it(
    counts: dict[Severity, int], words: int
) -> None:
    before = score_of(counts, words).value
    assert before is not None
    assert 0 <= before <= 100
    for severity in Severity:
        after = score_of({**counts, severity: counts[severity] + 1}, words).value
        assert after is not None
        assert after <= before


@given(_counts, _words, st.integers(1, 9))
def test_the_same_faults_at_the_same_density_score_the_same(
    counts: dict[Severity, int], words: int, times: int
) -> None:
    larger = score_of({severity: times * count for severity, count in counts.items()}, times * words)
    assert larger.value == pytest.approx(score_of(counts, words).value)


def test_without_words_there_is_no_score_and_no_threshold_to_miss() -> None:
    nothing = score_of({Severity.CRITICAL: 3}, 0)
    assert nothing.value is nothing.per_thousand is None
    assert nothing.passes(100)


def test_a_threshold_is_reached_at_its_own_value() -> None:
    assert Score(5, 1000).passes(99.5)
    assert not Score(6, 1000).passes(99.5)
    assert Score(6, 1000).passes(None)


def test_few_words_are_told() -> None:
    assert Score(0, FEW_WORDS - 1).is_short
    assert not Score(0, FEW_WORDS).is_short
