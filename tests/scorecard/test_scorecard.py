"""The arithmetic of a scorecard: the linear models of MQM, SAE J2450, and the agreement of annotators."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.model import Annotation
from l10nqa.mqm import ERROR_TYPES, ITS_TYPES, J2450_CATEGORIES, J2450_OF_TYPES, Dimension, ErrorSeverity, error_type
from l10nqa.quality import Category, Severity
from l10nqa.score import PENALTIES
from l10nqa.scorecard import (
    STANDARD_WEIGHTS,
    Agreement,
    Calibration,
    Weights,
    agreement,
    j2450_score,
    scorecard,
    without_repeats,
)

_MINOR, _MAJOR, _CRITICAL = ErrorSeverity.MINOR, ErrorSeverity.MAJOR, ErrorSeverity.CRITICAL


def annotation(
    error: str = "mistranslation", severity: ErrorSeverity = _MINOR, words: str = "", segment: str = "1", by: str = "A"
) -> Annotation:
    texts = f"{hash(segment) & (2**64 - 1):016x}"
    return Annotation("a.md", segment, texts, error, severity, by, "2026-11-30", None, None, "", words)


any_annotations = st.builds(
    annotation,
    st.sampled_from(sorted(ERROR_TYPES)),
    st.sampled_from(ErrorSeverity),
    st.sampled_from(["", "word", "other word"]),
    st.sampled_from(["1", "2", "3"]),
)


def test_the_raw_score_is_that_of_the_formula() -> None:
    # 100 · (1 - APT / EWC): 2 minor, 3 major and 1 critical error in 2,000 words are 42 points, 21 for each thousand.
    errors = [*[annotation()] * 2, *[annotation(severity=_MAJOR)] * 3, annotation(severity=_CRITICAL)]
    card = scorecard("A", errors, 2000)
    assert card.points == 42
    assert card.per_reference == 21
    assert card.raw_score == pytest.approx(97.9)
    assert card.calibrated_score is None
    assert card.passes is None


@pytest.mark.parametrize(("words", "per_thousand"), [(1000, 20), (2000, 10)])
def test_points_are_given_per_thousand_words(words: int, per_thousand: float) -> None:
    # wiki.tqauditor.com/wiki/Quality_score_formula: a critical error of 20 points costs 20 in 1,000 words, 10 in 2,000.
    weights = Weights({**STANDARD_WEIGHTS.severities, _CRITICAL: 20})
    card = scorecard("A", [annotation(severity=_CRITICAL)], words)._replace(weights=weights)
    assert card.per_reference == per_thousand


@pytest.mark.parametrize(("points", "score"), [(0, 100), (5, 97.5), (10, 95), (20, 90), (200, 0), (999, 0)])
def test_the_calibrated_score_is_the_threshold_at_the_acceptable_points(points: int, score: float) -> None:
    card = scorecard("A", [annotation()] * points, 1000)._replace(calibration=Calibration(10, 95))
    assert card.calibrated_score == pytest.approx(score)
    assert card.passes is (points <= 10)


def test_a_text_with_a_critical_error_does_not_pass() -> None:
    card = scorecard("A", [annotation(severity=_CRITICAL)], 100_000)._replace(threshold=90.0)
    assert card.raw_score > 99
    assert card.passes is False


def test_the_weight_of_an_error_type_precedes_that_of_its_dimension() -> None:
    weights = Weights(STANDARD_WEIGHTS.severities, {"terminology": 2.0, "wrong-term": 3.0})
    assert weights.points("inconsistent-use-of-terminology", _MAJOR) == 10
    assert weights.points("wrong-term", _MINOR) == 3
    assert weights.points("grammar", _MINOR) == 1


def test_the_penalties_are_those_of_the_automatic_score() -> None:
    for severity in Severity:
        assert STANDARD_WEIGHTS.severities[ErrorSeverity(severity.value)] == PENALTIES[severity]


@given(st.lists(any_annotations, max_size=20), any_annotations, st.integers(1, 10_000))
def test_a_further_error_never_raises_a_score(errors: list[Annotation], further: Annotation, words: int) -> None:
    calibration = Calibration(7, 90)
    before = scorecard("A", errors, words)._replace(calibration=calibration)
    after = scorecard("A", [*errors, further], words)._replace(calibration=calibration)
    assert after.raw_score <= before.raw_score
    assert (after.calibrated_score or 0) <= (before.calibrated_score or 0)
    assert after.points == before.points + STANDARD_WEIGHTS.points(further.error_type, further.severity)
    assert j2450_score(after).value >= j2450_score(before).value


@given(st.data(), st.lists(any_annotations, max_size=20), st.integers(1, 5000))
def test_the_order_of_the_errors_has_no_meaning(data: st.DataObject, errors: list[Annotation], words: int) -> None:
    shuffled = data.draw(st.permutations(errors))
    assert scorecard("A", errors, words) == scorecard("A", shuffled, words)
    assert scorecard("A", without_repeats(errors), words) == scorecard("A", without_repeats(shuffled), words)


@given(st.lists(any_annotations, max_size=20))
def test_of_repeated_errors_the_most_severe_is_kept_once(errors: list[Annotation]) -> None:
    kept = without_repeats(errors)
    assert set(without_repeats(kept)) == set(kept)
    order = list(ErrorSeverity)
    for each in errors:
        like = [
            other
            for other in kept
            if other.error_type == each.error_type
            and other.target_words == each.target_words
            and (each.target_words or other.texts == each.texts)
        ]
        assert len(like) == 1
        assert order.index(like[0].severity) >= order.index(each.severity)


def test_equal_words_in_other_segments_are_repeated_and_equal_types_alone_are_not() -> None:
    assert len(without_repeats([annotation(words="x", segment="1"), annotation(words="x", segment="2")])) == 1
    assert len(without_repeats([annotation(segment="1"), annotation(segment="2")])) == 2
    assert len(without_repeats([annotation(words="x"), annotation(words="y")])) == 2
    assert len(without_repeats([annotation(words=".", segment="1"), annotation(words=".", segment="2")])) == 2
    assert len(without_repeats([annotation(words="x", by="A"), annotation(words="x", by="B")])) == 2


def test_sae_j2450() -> None:
    # The weights of SAE J2450 (serious/minor): WT 5/2, SE and SA 4/2, OM 4/2, SP 3/1, PE 2/1, ME 3/1.
    weights = {each.abbreviation: (each.serious, each.minor) for each in J2450_CATEGORIES}
    assert weights == {"WT": (5, 2), "SE/SA": (4, 2), "OM": (4, 2), "SP": (3, 1), "PE": (2, 1), "ME": (3, 1)}
    errors = [annotation("wrong-term", _CRITICAL), annotation("spelling"), annotation("layout", _MAJOR)]
    score = j2450_score(scorecard("A", [*errors, annotation("grammar", ErrorSeverity.NEUTRAL)], 100))
    assert (score.points, score.value) == (6, 0.06)
    assert score.without_counterpart == {"layout": 1}


def test_the_typology_is_whole() -> None:
    core = [each.dimension for each in ERROR_TYPES.values() if each.is_core and each.name != each.dimension]
    # MQM Core, edition of 2024-03-07, dimension by dimension.
    assert [core.count(each) for each in Dimension] == [3, 7, 6, 7, 8, 2, 6, 0]
    assert {category.value for category in Category} <= ERROR_TYPES.keys()
    assert ITS_TYPES.keys() == ERROR_TYPES.keys()
    assert J2450_OF_TYPES.keys() <= ERROR_TYPES.keys()
    assert error_type("Link/cross-reference").name == "link-cross-reference"
    assert error_type("Do not translate").name == "do-not-translate"


def test_kappa_is_that_of_a_known_example() -> None:
    # Two readers of 50 proposals: 20 yes and 15 no together, 5 and 10 apart. Observed 0.7, by chance 0.5, kappa 0.4.
    found = Agreement("A", "B", both=20, only_first=5, only_second=10, neither=15)
    assert found.observed == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_agreement_is_symmetrical_and_full_with_oneself(first: set[int], second: set[int]) -> None:
    there, back = agreement("A", "B", range(10), first, second), agreement("B", "A", range(10), second, first)
    assert there.kappa == back.kappa
    assert there.segments == 10
    assert there.both == len(first & second)
    assert there.neither == 10 - len(first | second)
    with_itself = agreement("A", "A", range(10), first, first)
    assert with_itself.kappa == (None if len(first) in (0, 10) else 1)
