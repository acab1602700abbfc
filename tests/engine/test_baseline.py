"""The baseline: what is known, new and gone, and the file that it is kept in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gating import finding
from l10nqa.engine import Baseline, Coverage, KnownFinding, known_finding, read_baseline, write_baseline
from l10nqa.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

_TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
_ENTRIES = st.lists(
    st.builds(KnownFinding, *[_TEXTS.filter(bool)] * 3, _TEXTS, _TEXTS), unique_by=lambda entry: entry[:3]
)


def scope_of(folder: Path, *names: str, rules: tuple[str, ...] = ("number",)) -> Coverage:
    documents = frozenset(str(folder / name) for name in names)
    return Coverage(documents, (str(folder),), frozenset(rules))


@given(_ENTRIES)
def test_what_is_written_is_read_back_in_a_stable_order(
    tmp_path_factory: pytest.TempPathFactory, entries: list[KnownFinding]
) -> None:
    file = tmp_path_factory.mktemp("b") / "known.jsonl"
    write_baseline(file, entries)
    raw = file.read_bytes()
    read = read_baseline(file).entries
    assert sorted(read) == sorted(entries)
    write_baseline(file, reversed(read))
    assert file.read_bytes() == raw
    assert len(raw.split(b"\n")) == len(entries) + 1


def test_a_finding_more_is_a_line_more(tmp_path: Path) -> None:
    file = tmp_path / "known.jsonl"
    write_baseline(file, [KnownFinding("b.md", "number", "2"), KnownFinding("a.md", "number", "3")])
    before = file.read_text(encoding="utf-8").splitlines()
    write_baseline(file, [*read_baseline(file).entries, KnownFinding("b.md", "code", "1")])
    after = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [after[1]]
    assert [json.loads(line)["path"] for line in after] == ["a.md", "b.md", "b.md"]


def test_known_new_and_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        (tmp_path / name).touch()
    entries = [KnownFinding(path, "number", mark) for path in ("a.md", "b.md") for mark in ("f0", "f1")]
    baseline = Baseline([*entries, KnownFinding("a.md", "code", "f2")], tmp_path)
    assert baseline.meet(finding("f0", "a.md"))
    assert not baseline.meet(finding("f0", "a.md")), "each is met once"
    assert not baseline.meet(finding("f9", "a.md"))
    assert baseline.gone(scope_of(tmp_path, "a.md")) == [entries[1]]
    assert baseline.gone(scope_of(tmp_path, "a.md", "b.md")) == [entries[1], entries[2], entries[3]]
    assert baseline.gone(scope_of(tmp_path, "a.md", rules=("code",))) == [KnownFinding("a.md", "code", "f2")]
    assert baseline.gone(Coverage()) == []


def test_paths_are_those_of_the_folder_that_holds_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").touch()
    monkeypatch.chdir(tmp_path / "docs")
    renewed = Baseline((), tmp_path).renewed([finding("f0", "a.md")], Coverage())
    assert renewed == [known_finding(finding("f0", "docs/a.md"))]
    monkeypatch.chdir(tmp_path)
    assert Baseline(renewed, tmp_path).meet(finding("f0", "docs/a.md"))
    assert Baseline(renewed, tmp_path).meet(finding("f0", f"{tmp_path}/docs/a.md"))


def test_a_renamed_document_keeps_what_is_known_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.md").touch()
    (tmp_path / "copied.md").touch()
    renamed = Baseline([KnownFinding("old.md", "number", "f0")], tmp_path)
    assert renamed.meet(finding("f0", "new.md"))
    assert not renamed.meet(finding("f0", "copied.md")), "one finding moved, it did not become two"
    (tmp_path / "old.md").touch()
    copied = Baseline([KnownFinding("old.md", "number", "f0")], tmp_path)
    assert not copied.meet(finding("f0", "new.md")), "the document is there: this is a copy of its fault"


@pytest.mark.parametrize(
    ("line", "said", "hint"),
    [
        ('{"path": "a.md", "rule": "x"}', "lacks fingerprint", "again"),
        ('{"path": "a.md", "rul": "x", "fingerprint": "f"}', "“rul” is no key", "did you mean rule?"),
        ('{"path": 3}', "“path” is no text", "quotes"),
        ("<<<<<<< ours", "is not JSON", "resolve the merge conflict"),
        ("[]", "is no JSON object", "is it a baseline?"),
        ("[" * 100_000, "is not JSON", "is it a baseline?"),
    ],
    ids=["missing", "unknown", "type", "conflict", "array", "deep"],
)
def test_a_damaged_line_is_told(tmp_path: Path, line: str, said: str, hint: str) -> None:
    file = tmp_path / "known.jsonl"
    file.write_text(f'\n{{"path": "a.md", "rule": "x", "fingerprint": "f"}}\n{line}\n', "utf-8")
    with pytest.raises(InputError) as caught:
        read_baseline(file)
    assert (caught.value.path, caught.value.line) == (str(file), 3)
    assert said in caught.value.message
    assert hint in (caught.value.hint or "")
