"""Causes: equal for what one command or one decision settles, and for nothing else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.causes import Cause, CauseKind, by_cause, cause_of
from l10nqa.model import Edit, Finding, Fix, Spot
from l10nqa.quality import Certainty, Severity
from l10nqa.score import PENALTIES

if TYPE_CHECKING:
    from random import Random


def finding(
    target: str = "Ein Wort .",
    spot: str = " ",
    *,
    source: str = "A word.",
    message: str = "white space stands before the punctuation mark",
    rule: str = "spacing",
    fix: bool | None = True,
    severity: Severity = Severity.MINOR,
    path: str = "a.md",
) -> Finding:
    """Return a finding whose repair removes the last occurrence of the spot; `fix` tells whether it is safe."""
    start = target.rindex(spot)
    end = start + len(spot)
    proved = None if fix is None else Fix(fix, (Edit(start, end, ""),), target[:start] + target[end:])
    return Finding(
        path, "1", rule, severity, Certainty.CERTAIN, message, 1, 1, None, Spot(start, end, spot), proved, "f",
        source, target,
    )  # fmt: skip


def test_one_repair_in_many_sentences_is_one_cause() -> None:
    cause = cause_of(finding("Ein Wort ."))
    assert cause == cause_of(finding("Viele Wörter !", source="Many words!", path="de/b.md"))
    assert cause.kind is CauseKind.REPAIR
    assert cause != cause_of(finding("Ein Wort\u00a0.", "\u00a0"))


def test_a_repair_that_somebody_has_to_look_at_is_no_cause_of_many_sentences() -> None:
    cause = cause_of(finding("Ein Wort .", fix=False))
    assert cause.kind is CauseKind.TEXT
    assert cause != cause_of(finding("Viele Wörter .", fix=False))
    assert cause == cause_of(finding("Ein Wort .", fix=None, path="b.md"))


def test_the_same_words_are_one_cause_in_any_sentence() -> None:
    label = [finding(text, "Edge", fix=None) for text in ("Mit Edge.", "Edge ist da.", "エッジ Edge")]
    assert {cause_of(each) for each in label} == {cause_of(label[0])}
    assert cause_of(label[0]).kind is CauseKind.WORDS
    assert cause_of(finding("設定を開く", "設定", fix=None)).kind is CauseKind.WORDS


def test_digits_and_marks_say_nothing_without_their_sentence() -> None:
    for spot in ("3", "…", "،", " ", "٣"):
        cause = cause_of(finding(f"nach {spot} Tagen", spot, fix=None))
        assert cause.kind is CauseKind.TEXT
        assert cause != cause_of(finding(f"vor {spot} Jahren", spot, fix=None))


def test_rule_and_message_distinguish_causes() -> None:
    assert cause_of(finding()) != cause_of(finding(rule="bracket"))
    assert cause_of(finding()) != cause_of(finding(message="another"))


_findings = st.lists(
    st.builds(
        finding,
        st.sampled_from(["Ein Wort .", "Zwei .", "Drei . Vier ."]),
        st.sampled_from([" ", ".", "i"]),
        fix=st.sampled_from([True, False, None]),
        severity=st.sampled_from(list(Severity)),
        path=st.sampled_from(["a.md", "b.md"]),
    ),
    max_size=12,
)


@given(_findings, st.randoms(use_true_random=False))
def test_groups_are_a_partition_whatever_the_order(findings: list[Finding], random: Random) -> None:
    groups = by_cause(findings)
    assert Counter(each for group in groups for each in group.findings) == Counter(findings)
    assert len({group.cause for group in groups}) == len(groups)
    for group in groups:
        assert {cause_of(each) for each in group.findings} == {group.cause}
        assert group.points == sum(PENALTIES[each.severity] for each in group.findings)
        assert len(group.texts) <= len(group.findings)
    assert [group.points for group in groups] == sorted((group.points for group in groups), reverse=True)
    shuffled = findings.copy()
    random.shuffle(shuffled)
    assert [group.cause for group in by_cause(shuffled)] == [group.cause for group in groups]


def test_text_without_utf_8_has_a_cause() -> None:
    assert isinstance(cause_of(finding("\ud800 .")), Cause)
