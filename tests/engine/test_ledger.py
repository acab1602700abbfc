"""The ledger: which decision a finding meets, when it stops to apply, and the file that it is kept in."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gating import finding
from l10nqa.engine import Coverage, Decided, Ledger, Triage, read_ledger, write_ledger
from l10nqa.errors import InputError
from l10nqa.model import CheckedDocument, Decision

if TYPE_CHECKING:
    from pathlib import Path

_TODAY = date(2026, 11, 24)
_TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)
_SINGLE = st.builds(
    Decided,
    st.sampled_from(Decision),
    _TEXTS,
    _TEXTS,
    st.dates().map(str),
    fingerprint=_TEXTS,
    rule=st.just("") | _TEXTS,
    path=st.just("") | _TEXTS,
    until=st.just("") | st.dates().map(str),
)


def decided(decision: Decision = Decision.FALSE_ALARM, day: str = "2026-11-01", /, **about: str) -> Decided:
    return Decided(decision, "a name", "Ilze", day, **about)


@given(st.lists(_SINGLE, unique=True))
def test_what_is_written_is_read_back_and_order_means_nothing(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Decided]
) -> None:
    file = tmp_path_factory.mktemp("l") / "ledger.jsonl"
    write_ledger(file, entries)
    raw = file.read_bytes()
    read = read_ledger(file).entries
    assert sorted(read) == sorted(entries)
    write_ledger(file, reversed(read))
    assert file.read_bytes() == raw


def test_two_branches_may_be_merged_by_taking_the_lines_of_both(tmp_path: Path) -> None:
    ours, theirs, both = (tmp_path / name for name in ("ours", "theirs", "both"))
    shared, later = decided(fingerprint="f0"), decided(Decision.ACCEPTED, "2026-11-02", fingerprint="f0")
    write_ledger(ours, [shared, decided(fingerprint="f1")])
    write_ledger(theirs, [shared, later])
    both.write_bytes(theirs.read_bytes() + ours.read_bytes())
    ledger = read_ledger(both, today=_TODAY)
    assert ledger.on(finding("f0")) == later, "the later decision holds"
    assert ledger.on(finding("f1")) == decided(fingerprint="f1")


@pytest.mark.parametrize(
    ("about", "fits"),
    [
        ({"rule": "number"}, True),
        ({"rule": "code"}, False),
        ({"path": "docs/*"}, True),
        ({"path": "docs"}, True),
        ({"path": "*/old/*.md"}, True),
        ({"path": "docs/a.md"}, False),
        ({"path": "doc"}, False),
        ({"text": "[Plans](u)"}, True),
        ({"text": "Plāni"}, True),
        ({"text": "See*3"}, False),
        ({"like": "See*3 days?"}, True),
        ({"like": "See [Plans](?) in*"}, True),
        ({"like": "See*3"}, False),
        ({"like": "Skatiet*", "text": "Plāni"}, True),
        ({"like": "Skatiet*", "text": "Plans"}, False),
        ({"text": "**Plans**"}, False),
        ({"text": "plans"}, False),
        ({"rule": "number", "path": "docs/old/a.md", "text": "Plans"}, True),
        ({"rule": "number", "path": "docs/old/a.md", "text": "Offers"}, False),
    ],
    ids=str,
)
def test_a_decision_about_a_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, about: dict[str, str], *, fits: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    found = finding(path="docs/old/a.md", source="See [Plans](u) in 3 days.", target="Skatiet Plāni.")
    assert (Ledger([decided(**about)], tmp_path, today=_TODAY).on(found) is not None) == fits


def test_a_pattern_hangs_on_no_text() -> None:
    ledger = Ledger([decided(like="a*" * 50 + "b")])
    start = time.process_time()
    assert ledger.on(finding(source="a" * 20_000)) is None
    assert time.process_time() - start < 20, "a pattern that goes back would take longer than the universe lasts"


def test_a_decision_ends_on_its_last_day() -> None:
    entry = decided(rule="number", until="2026-11-24")
    assert Ledger([entry], today=_TODAY).on(finding()) == entry
    late = Ledger([entry], today=date(2026, 11, 25))
    assert late.on(finding()) is None
    assert late.expired == (entry,)


def test_a_finding_is_marked_and_what_was_fixed_comes_back() -> None:
    entries = [
        decided(fingerprint="f0"),
        decided(Decision.ACCEPTED, rule="code"),
        decided(Decision.FIXED, fingerprint="f2"),
    ]
    result = CheckedDocument("a.md", 1, 1, (finding("f0"), finding("f1", rule="code"), finding("f2"), finding("f3")))
    (marked,) = Triage(ledger=Ledger(entries, today=_TODAY)).applied([result])
    alarm, accepted, back, other = marked.findings
    assert (alarm.suppression, accepted.suppression) == (entries[0].suppression, entries[1].suppression)
    assert (back.suppression, back.came_back) == (None, entries[2].suppression)
    assert [each.is_active for each in marked.findings] == [False, False, True, True]
    assert other == finding("f3")


def test_unused_decisions_are_those_that_could_have_applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").touch()
    used = decided(fingerprint="f0", path="docs/a.md", rule="number")
    unused = [
        decided(fingerprint="f1", path="docs/a.md", rule="number"),
        decided(fingerprint="f2", path="docs/deleted.md", rule="number"),
        decided(rule="number", text="nowhere"),
        decided(path="docs/*", text="nowhere"),
    ]
    elsewhere = [
        decided(fingerprint="f3", path="other/a.md", rule="number"),
        decided(fingerprint="f4", path="docs/a.md", rule="code"),
        decided(Decision.FIXED, fingerprint="f5", path="docs/a.md", rule="number"),
        decided(rule="code"),
        decided(path="other/*", rule="number"),
    ]
    ledger = Ledger([used, *unused, *elsewhere], tmp_path, today=_TODAY)
    ledger.on(finding("f0"))
    scope = Coverage(frozenset({str(tmp_path / "docs/a.md")}), (str(tmp_path / "docs"),), frozenset({"number"}))
    assert ledger.unused(scope) == unused
    assert ledger.unused(scope._replace(folders=())) == [unused[0], unused[3]]
    assert ledger.unused(Coverage()) == []


@pytest.mark.parametrize(
    ("line", "said", "hint"),
    [
        ('{"decision": "accepted", "author": "I", "date": "2026-11-24", "rule": "x"}', "lacks reason", "why"),
        ('{"decision": "acepted", "reason": "r", "author": "I", "date": "2026-11-24"}', "no decision", "accepted"),
        ('{"decision": "fixed", "reason": "r", "author": "I", "date": "24.11.26"}', "is no day", "2026-11-24"),
        ('{"decision": "accepted", "reason": "r", "author": "I", "date": "2026-11-24"}', "about nothing", "rule"),
        ('{"decision": "fixed", "reason": "r", "author": "I", "date": "2026-11-24", "rule": "x"}', "single", "finger"),
        ('{"decission": "fixed"}', "no key of a ledger", "did you mean decision?"),
    ],
    ids=["reason", "decision", "day", "nothing", "fixed", "key"],
)
def test_a_damaged_line_is_told(tmp_path: Path, line: str, said: str, hint: str) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_text(f"{line}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_ledger(file)
    assert caught.value.line == 1
    assert said in caught.value.message
    assert hint in (caught.value.hint or "")
