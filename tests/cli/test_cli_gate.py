"""The gate as people run it: what blocks, what is known, what was decided, and that all outputs say the same."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from bilingual import copy_of, l10nqa, text_of
from gating import commit

if TYPE_CHECKING:
    from pathlib import Path

_CERTAIN = ("See [Plans](u).", "Skatiet [Plāni.](u)")
_LIKELY = ("Save the file.", "Saglabājiet failu")
_CRITICAL = ("Wait {0} seconds.", "Gaidiet {O} sekundes.")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    copy_of("lv-LV", tmp_path / "docs")
    return tmp_path


def check(work: Path, *arguments: str) -> list[dict[str, Any]]:
    done = l10nqa("check", "docs", "--format", "jsonl", *arguments, cwd=work)
    assert done.returncode < 2, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("pair", "options", "status"),
    [
        (_CERTAIN, [], 1),
        (_LIKELY, [], 0),
        (_LIKELY, ["--block-certainty", "likely"], 1),
        (_LIKELY, ["--block-certainty", "possible"], 1),
        (_LIKELY, ["--block-certainty", "likely", "--fail-on", "critical"], 0),
        (_LIKELY, ["--block-certainty", "likely", "--certainty", "certain"], 0),
    ],
)
def test_what_is_not_certain_is_reported_and_does_not_block(
    tmp_path: Path, pair: tuple[str, str], options: list[str], status: int
) -> None:
    (tmp_path / "a.md").write_text(text_of(pair), "utf-8")
    done = l10nqa("check", "a.md", *options, cwd=tmp_path)
    assert done.returncode == status, done.stdout + done.stderr
    assert bool(done.stdout) == (options[-1:] != ["certain"])
    if status == 0 and done.stdout:
        assert "0 of 1 block (--fail-on" in done.stderr


def test_new_known_and_gone(work: Path) -> None:
    known = check(work)
    assert l10nqa("baseline", "docs", "-o", "known.jsonl", cwd=work).returncode == 0
    assert len((work / "known.jsonl").read_text(encoding="utf-8").splitlines()) == len(known)
    done = l10nqa("check", "docs", "--baseline", "known.jsonl", cwd=work)
    assert (done.returncode, done.stdout) == (0, "")
    assert f"baseline: 0 new, {len(known)} known, 0 gone" in done.stderr

    repaired = next(finding for finding in known if finding["fix"] and finding["fix"]["safe"])
    one_less = l10nqa("fix", repaired["path"], "--write", "--select", repaired["rule"], cwd=work)
    assert one_less.returncode == 0
    gone = {each["fingerprint"] for each in known} - {each["fingerprint"] for each in check(work)}
    (work / "docs" / "new.md").write_text(text_of(_CRITICAL), "utf-8")
    done = l10nqa("check", "docs", "--baseline", "known.jsonl", cwd=work)
    assert done.returncode == 1
    assert re.search(rf"baseline: 1 new, {len(known) - len(gone)} known, {len(gone)} gone", done.stderr)
    assert "docs/new.md" in done.stdout
    part = l10nqa("check", "docs/new.md", "--baseline", "known.jsonl", cwd=work)
    assert "baseline: 1 new, 0 known, 0 gone" in part.stderr
    pruned = l10nqa("baseline", "docs", "-o", "known.jsonl", "--prune", cwd=work)
    assert f"0 added, {len(gone)} removed" in pruned.stderr
    assert "1 new" in l10nqa("check", "docs", "--baseline", "known.jsonl", cwd=work).stderr
    assert l10nqa("baseline", "docs/new.md", "-o", "known.jsonl", cwd=work).stderr.count("1 added, 0 removed") == 1


def test_a_baseline_lives_through_a_rename_and_another_folder(work: Path) -> None:
    l10nqa("baseline", "docs", "-o", "known.jsonl", cwd=work)
    (work / "docs" / "billing").rename(work / "docs" / "invoices")
    assert ": 0 new" in l10nqa("check", "docs", "--baseline", "known.jsonl", cwd=work).stderr
    assert ": 0 new" in l10nqa("check", ".", "--baseline", "../known.jsonl", cwd=work / "docs").stderr


def test_decisions_are_remembered_until_the_text_changes(work: Path) -> None:
    known = check(work)
    first, second = (next(each for each in known if each["rule"] == rule) for rule in ("spacing", "link-punctuation"))
    named = f"{first['path']}#{first['segment']}"
    done = l10nqa(
        "decide", named, "--rule", first["rule"], "--in", "docs", "--as", "false-alarm", "--reason", "so", cwd=work
    )
    assert done.returncode == 0, done.stderr
    (work / "found.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in known), "utf-8")
    arguments = ["--findings", "found.jsonl", "--as", "accepted", "--reason", "house style", "--author", "Ilze"]
    assert l10nqa("decide", second["fingerprint"][:10], *arguments, cwd=work).returncode == 0
    left = check(work)
    assert [each for each in known if each not in left] == [first, second]
    assert "ledger: 1 accepted, 1 false-alarm" in l10nqa("check", "docs", cwd=work).stderr
    listed = l10nqa("ledger", "list", cwd=work).stdout
    assert f"{second['rule']} {second['path']} {second['fingerprint']}: accepted, house style (Ilze, 2" in listed

    safe = [each for each in known if each["fix"] and each["fix"]["safe"]]
    diff = l10nqa("fix", "docs", cwd=work).stderr
    fixed = {each["rule"] for each in safe if each["rule"] in diff}
    assert fixed == {each["rule"] for each in safe} - {first["rule"], second["rule"]}, "what is to stay is not fixed"
    l10nqa("export", "docs", "-o", "work.po", "--with-findings", cwd=work)
    notes = (work / "work.po").read_text(encoding="utf-8")
    assert notes.count(f"{first['rule']}: ") == sum(each["rule"] == first["rule"] for each in left)

    file = work / first["path"]
    text = file.read_text(encoding="utf-8")
    at = text.index(f'data-ttu-id="{first["segment"]}">') + len(f'data-ttu-id="{first["segment"]}">')
    file.write_text(f"{text[:at]}Zz {text[at:]}", "utf-8")
    again = [each for each in check(work) if (each["segment"], each["rule"]) == (first["segment"], first["rule"])]
    assert len(again) == 1
    done = l10nqa("check", "docs", cwd=work)
    assert f"unused decision: {first['rule']} {first['path']} {first['fingerprint']}: false-alarm, so" in done.stderr
    assert l10nqa("ledger", "prune", "docs", cwd=work).stderr.endswith("1 decision removed, 1 kept\n")


def test_what_was_fixed_is_told_when_it_is_back_and_blocks(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(_LIKELY), "utf-8")
    assert l10nqa("check", "a.md", cwd=tmp_path).returncode == 0
    l10nqa("baseline", "a.md", "-o", "known.jsonl", cwd=tmp_path)
    l10nqa(
        "decide",
        "a.md#1a2b3-101",
        "--in",
        "a.md",
        "--as",
        "fixed",
        "--reason",
        "see 12",
        "--author",
        "Ilze",
        cwd=tmp_path,
    )
    done = l10nqa("check", "a.md", "--baseline", "known.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert re.search(r"a\.md:7: end-punctuation is back; Ilze said on 2\S+ that it was fixed: see 12", done.stderr)


def test_bulk_decisions(work: Path) -> None:
    known = check(work)
    for option, value, key, begins in (
        ("--rule", "number", "rule", "number"),
        ("--path", "docs/users/*", "path", "docs/users/"),
        ("--text", "**", "rule", "emphasis"),
    ):
        ledger = f"{key}{begins[:3]}.jsonl"
        done = l10nqa("decide", option, value, "--as", "accepted", "--reason", "r", "--ledger", ledger, cwd=work)
        assert done.returncode == 0, done.stderr
        left = check(work, "--ledger", ledger)
        assert len(left) < len(known)
        assert [each for each in known if each[key].startswith(begins) and each in left] == []
    l10nqa("decide", "--rule", "number", "--as", "accepted", "--reason", "x", "--until", "2020-01-01", cwd=work)
    assert check(work) == known
    assert "unused decision: number: accepted, x, until 2020-01-01" in l10nqa("check", "docs", cwd=work).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as", "accepted", "--reason", "r"], "give FINDING…"),
        (["f0", "--as", "accepted", "--reason", "r"], "no finding has the fingerprint “f0”"),
        (["docs/a.md#x", "--in", "docs", "--as", "accepted", "--reason", "r"], "no finding in docs/a.md#x"),
        (["--rule", "nmber", "--as", "accepted", "--reason", "r"], "did you mean number?"),
        (["--rule", "number", "--as", "fixed", "--reason", "r"], "only single findings can be fixed"),
        (["--rule", "number", "--as", "accepted", "--reason", " "], "--reason must say why"),
        (["", "--in", "docs", "--as", "accepted", "--reason", "r"], "findings begin with “”"),
    ],
)
def test_what_cannot_be_decided_is_told(work: Path, arguments: list[str], said: str) -> None:
    done = l10nqa("decide", *arguments, cwd=work)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(work.glob("*.jsonl"))


def test_all_outputs_say_the_same_with_every_part_of_the_gate(work: Path) -> None:
    commit(work, "one")
    known = check(work)
    l10nqa("baseline", "docs/users", "-o", "known.jsonl", cwd=work)
    l10nqa("decide", "--rule", "number", "--as", "accepted", "--reason", "r", cwd=work)
    for file in (work / "docs").rglob("*.md"):
        file.write_text(file.read_text(encoding="utf-8").replace(".</span>", " x.</span>"), "utf-8")
    gate = ["--changed-since", "one", "--baseline", "known.jsonl"]
    lines = check(work, *gate)
    assert 0 < len(lines) < len(known) * 3
    assert not {"number"} & {each["rule"] for each in lines}
    report = json.loads(l10nqa("check", "docs", "--format", "json", *gate, cwd=work).stdout)
    assert report["findings"] == lines
    console = l10nqa("check", "docs", *gate, cwd=work)
    assert len(re.findall(r"^ +\d+:\d+  ", console.stdout, re.MULTILINE)) == len(lines)
    assert f"baseline: {len(lines)} new" in console.stderr
