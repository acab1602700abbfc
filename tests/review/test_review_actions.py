"""What reviewers do to ledger and documents is what the page says, and can be undone."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual import CORPORA, contents, l10nqa, markup, text_of
from l10nqa.engine import read_ledger
from l10nqa.model import Decision
from l10nqa.quality import Certainty
from l10nqa.review.decisions import Decisions
from l10nqa.review.journal import replacement
from reviewing import ALL, ANNA, BO, OPEN, active, checked_anew, review_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import Finding
    from l10nqa.review.review import ActionOutcome, Review

SAMPLES = CORPORA.parent / "docs" / "samples"
SPACE_BEFORE_STOP = ("Wait for a moment.", "Uzgaidiet brīdi .")
TWO_SPOTS = ("Open it, then wait.", "Atveriet to , pēc tam gaidiet .")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return _folder(tmp_path / "docs")


def _folder(folder: Path) -> Path:
    """Return a folder with documents of several kinds and locales."""
    for locale in ("ar-SA", "ja-JP", "lv-LV"):
        shutil.copytree(CORPORA / locale / "alerts", folder / locale / "alerts")
    for name in ("ui.de.po", "ui.fr.xlf"):
        shutil.copy(SAMPLES / name, folder / name)
    for name in ("a", "b", "c"):
        (folder / f"{name}.md").write_text(text_of(SPACE_BEFORE_STOP, TWO_SPOTS), "utf-8")
    return folder


def _documents(folder: Path) -> dict[str, bytes]:
    return {name: raw for name, raw in contents(folder).items() if not name.endswith("ledger.jsonl")}


def _of_rule(review: Review, rule: str) -> list[Finding]:
    return [each for group in review.queue.groups(OPEN) for each in group.findings(OPEN) if each.rule == rule]


def _decide(review: Review, findings: Sequence[Finding]) -> ActionOutcome:
    return review.decide(findings, Decision.FALSE_ALARM, "a name", ANNA)


_ACTIONS = st.sampled_from(["accept", "accept group", "decide", "decide group", "edit", "undo"])


@settings(max_examples=12)
@given(st.lists(st.tuples(_ACTIONS, st.integers(0, 1000)), max_size=8))
def test_the_queue_says_what_a_check_says_and_undo_leads_back(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as name:
        folder = _folder(Path(name) / "docs")
        before = contents(folder)
        review = review_of(folder)
        total = review.queue.counts().total
        for action, index in steps:
            groups = review.queue.groups(OPEN)
            if not groups:
                break
            group = groups[index % len(groups)]
            sentences = group.sentences(OPEN)
            chosen = group.findings(OPEN) if action.endswith("group") else sentences[index % len(sentences)].findings
            if action.startswith("accept"):
                review.accept(chosen, ANNA)
            elif action.startswith("decide"):
                _decide(review, chosen)
            elif action == "edit":
                review.edit(chosen, f"{chosen[0].target_text} 7", ANNA)
            else:
                review.undo(ANNA)
        assert active(review) == checked_anew(folder)
        while review.journal.last_of(ANNA.session):
            assert not review.undo(ANNA).has_failed
        assert contents(folder) == before
        assert active(review) == checked_anew(folder)
        assert review.queue.counts().total == total


def test_after_a_group_that_holds_nothing_any_more_comes_the_first(folder: Path) -> None:
    review = review_of(folder)
    groups = review.queue.groups(OPEN)
    last = groups[-1]
    assert review.queue.count_before(last.id, OPEN) == len(groups) - 1
    for path in list(last.by_path):  # the check of all files does not report what the first look found
        locale, findings = review.queue.of_document(path)
        gone = set(last.findings(OPEN))
        review.queue.put(path, locale, [each for each in findings if each not in gone])
    assert review.queue.count_before(last.id, OPEN) == len(groups) - 1 == len(review.queue.groups(OPEN))
    assert review.queue.neighbour(last.id, OPEN) is review.queue.groups(OPEN)[0]


def test_a_fix_is_written_in_all_places_of_a_sentence(folder: Path) -> None:
    review = review_of(folder)
    (group,) = [group for group in review.queue.groups(OPEN) if TWO_SPOTS[1] in str(group.by_path)]
    sentence = next(each for each in group.sentences(OPEN) if each.target == TWO_SPOTS[1])
    assert len(sentence.findings) == 6
    outcome = review.accept(sentence.findings, ANNA)
    assert outcome.message == "6 findings fixed in 3 documents"
    fixed = text_of(SPACE_BEFORE_STOP, (TWO_SPOTS[0], "Atveriet to, pēc tam gaidiet."))
    for name in ("a", "b", "c"):
        assert (folder / f"{name}.md").read_text("utf-8") == fixed
    assert review.queue.counts().repaired == 6


def test_what_has_changed_on_disk_is_refused_by_name(folder: Path) -> None:
    review = review_of(folder)
    findings = _of_rule(review, "spacing")
    changed = folder / "b.md"
    ours = text_of(("Wait for a moment.", "Kāds cits to pārrakstīja ."), TWO_SPOTS)
    changed.write_text(ours, "utf-8")
    first = [each for each in findings if each.target_text == SPACE_BEFORE_STOP[1]]
    outcome = review.accept(first, ANNA)
    assert [place for place, _ in outcome.refused] == [f"{changed}#1a2b3-101"]
    assert "changed on disk" in outcome.refused[0][1]
    assert changed.read_text("utf-8") == ours
    assert (folder / "a.md").read_text("utf-8") == text_of((SPACE_BEFORE_STOP[0], "Uzgaidiet brīdi."), TWO_SPOTS)


def test_what_others_wrote_elsewhere_in_a_document_stays(folder: Path) -> None:
    review = review_of(folder)
    file = folder / "a.md"
    theirs = (TWO_SPOTS[0], "Atveriet to un gaidiet.")
    file.write_text(text_of(SPACE_BEFORE_STOP, theirs), "utf-8")
    first = [each for each in _of_rule(review, "spacing") if each.path == str(file) and each.segment.endswith("101")]
    assert not review.accept(first, ANNA).refused
    assert file.read_text("utf-8") == text_of((SPACE_BEFORE_STOP[0], "Uzgaidiet brīdi."), theirs)


def test_undo_leaves_what_others_wrote_since(folder: Path) -> None:
    review = review_of(folder)
    file = folder / "a.md"
    review.accept([each for each in _of_rule(review, "spacing") if each.path == str(file)], ANNA)
    theirs = text_of(("Wait for a moment.", "Uzgaidiet, lūdzu."), (TWO_SPOTS[0], "Atveriet to, pēc tam gaidiet."))
    file.write_text(theirs, "utf-8")
    outcome = review.undo(ANNA)
    assert outcome.has_failed
    assert [place for place, _ in outcome.refused] == [f"{file}#1a2b3-101"]
    assert file.read_text("utf-8") == text_of(("Wait for a moment.", "Uzgaidiet, lūdzu."), TWO_SPOTS)


def test_a_decision_outlives_a_fix_of_the_same_segment(folder: Path) -> None:
    (folder / "d.md").write_text(text_of(("Wait for 3 minutes.", "Uzgaidiet 4 minūtes .")), "utf-8")
    review = review_of(folder)
    mine = [each for each in (*_of_rule(review, "number"), *_of_rule(review, "spacing")) if each.path.endswith("d.md")]
    number, space = mine
    _decide(review, [number])
    review.accept([space], BO)
    assert "4 minūtes." in (folder / "d.md").read_text("utf-8")
    assert not [each for each in active(review) if each[0].endswith("d.md")]
    assert active(review) == checked_anew(folder)
    review.undo(BO)
    assert active(review) == checked_anew(folder)
    review.undo(ANNA)
    assert not (folder / "ledger.jsonl").exists()


def test_two_reviewers_on_two_servers_lose_nothing(folder: Path) -> None:
    first, second = review_of(folder), review_of(folder)
    findings = [each for group in first.queue.groups(OPEN) for each in group.findings(OPEN)]
    with ThreadPoolExecutor(2) as pool:
        ours = pool.submit(lambda: [_decide(first, [each]) for each in findings[::2]])
        theirs = pool.submit(lambda: [second.decide([each], Decision.ACCEPTED, "so", BO) for each in findings[1::2]])
        ours.result()
        theirs.result()
    held = {entry.fingerprint for entry in read_ledger(folder / "ledger.jsonl").entries}
    assert held == {each.fingerprint for each in findings}
    for review in (first, second):
        review.refresh()
        assert not active(review)


def test_the_first_of_two_decisions_holds_and_the_second_reviewer_is_told(folder: Path) -> None:
    first, second = review_of(folder), review_of(folder)
    findings = _of_rule(first, "spacing")
    _decide(first, findings)
    before = (folder / "ledger.jsonl").read_bytes()
    outcome = second.decide(findings, Decision.ACCEPTED, "no", BO)
    assert outcome.has_failed
    assert "Already decided by Anna: false alarm (a name)" in outcome.message
    assert (folder / "ledger.jsonl").read_bytes() == before
    assert active(second) == active(first)


def test_two_reviewers_who_write_one_document_keep_both_texts(folder: Path) -> None:
    file = folder / "many.md"
    pairs = [(f"Wait for moment {letter}.", f"Uzgaidiet brīdi {letter} .") for letter in "abcdefghijklmnop"]
    file.write_text(text_of(*pairs), "utf-8")
    first, second = review_of(folder), review_of(folder)
    findings = [each for each in _of_rule(first, "spacing") if each.path == str(file)]
    assert len(findings) == len(pairs)
    with ThreadPoolExecutor(2) as pool:
        ours = pool.submit(lambda: [first.accept([each], ANNA) for each in findings[::2]])
        theirs = pool.submit(lambda: [second.accept([each], BO) for each in findings[1::2]])
        outcomes = [*ours.result(), *theirs.result()]
    assert not any(outcome.refused for outcome in outcomes)
    assert file.read_text("utf-8") == text_of(*((source, target.replace(" .", ".")) for source, target in pairs))


def test_a_document_that_was_read_before_a_reviewer_wrote_it_is_checked_again(folder: Path) -> None:
    review = review_of(folder)
    assert review.documents
    path = str(folder / "a.md")
    earlier = review.documents.check(review.documents.open(path))
    review.accept([each for each in _of_rule(review, "spacing") if each.path == path], ANNA)
    review.take_first(earlier)
    assert active(review) == checked_anew(folder)


def test_what_the_baseline_knows_is_not_reviewed_and_comes_back_with_another_text(folder: Path) -> None:
    known = folder.parent / "known.jsonl"
    assert l10nqa("baseline", folder, "-o", known).returncode == 0
    (folder / "new.md").write_text(text_of(("Wait now.", "Gaidiet tagad .")), "utf-8")
    review = review_of(folder, baseline=known)
    (finding,) = [each for group in review.queue.groups(ALL) for each in group.findings(ALL)]
    assert finding.path == str(folder / "new.md")
    review.edit([finding], "Gaidiet (tagad.", ANNA)
    assert {rule for _, _, _, rule, _ in active(review)} == {"bracket"}


def test_what_a_comment_in_the_file_has_ignored_stays_so(folder: Path) -> None:
    ignored = f"<!-- l10nqa: ignore=spacing a quotation -->\n{markup('1a2b3-201', 'Gaidiet .', 'Wait.')}\n"
    (folder / "d.md").write_text(f"{text_of(SPACE_BEFORE_STOP)}\n{ignored}", "utf-8")
    review = review_of(folder)
    mine = [each for each in _of_rule(review, "spacing") if each.path.endswith("d.md")]
    assert [each.is_active for each in mine] == [True, False]
    review.accept(mine, ANNA)
    assert (folder / "d.md").read_text("utf-8").count(" .") == 1
    assert active(review) == checked_anew(folder)


@pytest.mark.parametrize("certainty", list(Certainty))
def test_fingerprints_count_what_is_not_shown(tmp_path: Path, certainty: Certainty) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    unsure = "Sails have old names, `mizzen` is an example of this."  # of the two parts, one is possibly a fault
    (folder / "a.md").write_text(text_of((unsure, unsure), SPACE_BEFORE_STOP, locale="ar-SA"), "utf-8")
    review = review_of(folder, min_certainty=certainty)
    review.accept(_of_rule(review, "spacing"), ANNA)
    assert active(review) == checked_anew(folder, certainty)


_LOCKED = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="en" target-language="fr" datatype="plaintext"><body>
<trans-unit id="1" translate="no"><source>Wait, then go.</source><target>Attendez , puis partez.</target></trans-unit>
</body></file></xliff>
"""


def test_locked_segments_are_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.xlf").write_text(_LOCKED, "utf-8")
    review = review_of(folder)
    findings = _of_rule(review, "spacing")
    outcome = review.accept(findings, ANNA)
    assert outcome.has_failed
    assert outcome.refused == ((f"{folder}/a.xlf#1", "the segment is locked"),)
    assert (folder / "a.xlf").read_text("utf-8") == _LOCKED


@given(st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=60))
def test_a_replacement_leads_back(head: bytes, first: bytes, second: bytes, tail: bytes) -> None:
    before, after = head + first + tail, head + second + tail
    found = replacement(before, after)
    assert found.undone(after) == before
    assert len(found.before) <= len(first)
    assert found.undone(after + b"x") is None


def test_a_damaged_ledger_is_said_with_its_line(folder: Path) -> None:
    (folder / "ledger.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(Exception, match=r"ledger\.jsonl:1"):
        Decisions(folder / "ledger.jsonl", {}).refresh()
