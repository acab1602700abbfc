"""Fixes by way of an export: what comes back is what `fix --write` writes, and nothing else."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

import polib
import pytest

from bilingual import CORPORA, LOCALES, WITH_SEGMENTS, contents, copy_of, l10nqa, markup, text_of
from l10nqa.quality import Certainty
from l10nqa.workspace.applying import apply
from l10nqa.workspace.checking import check
from l10nqa.workspace.exporting import export_documents
from l10nqa.workspace.extracting import extract
from l10nqa.workspace.fixing import fix, write_fixed
from reading import units_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FAULTY = ("See [Plans](u).\r\nNow.", "Skatiet [Plāni.](u)\r\nTagad.")
_FIXED = "Skatiet [Plāni](u).\nTagad."
"""With the line end of the document, as `fix` writes it."""


def write(folder: Path, text: str, name: str = "a.md") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())
    return folder


def by_fix(docs: Path, *, suggested: bool = False) -> tuple[dict[str, bytes], int]:
    run = fix([str(docs)], suggested=suggested, jobs=1)
    for result in run:
        write_fixed(result)
    return contents(docs), run.segments


def by_export(docs: Path, po: Path, *, suggested: bool = False) -> tuple[dict[str, bytes], int]:
    exported = export_documents([str(docs)], po, fixed=True, suggested=suggested, with_findings=True, jobs=1)
    applied = apply(po, [str(docs)])
    assert applied.refused == []
    assert applied.changed == exported.fixed
    return contents(docs), exported.fixed


@pytest.mark.parametrize("file", ["x.po", "x.xlf"])
@pytest.mark.parametrize("suggested", [False, True])
@pytest.mark.parametrize("name", [*LOCALES, *WITH_SEGMENTS])
def test_export_and_apply_write_what_fix_writes(tmp_path: Path, name: str, suggested: bool, file: str) -> None:  # noqa: FBT001
    docs, other = copy_of(name, tmp_path / "one"), copy_of(name, tmp_path / "two")
    expected, segments = by_fix(docs, suggested=suggested)
    assert by_export(other, tmp_path / file, suggested=suggested) == (expected, segments)
    assert segments > 0 or name not in LOCALES


@pytest.mark.parametrize("name", ["lv-LV", "ja-JP"])
def test_memory_and_rules_are_those_of_fix(tmp_path: Path, name: str) -> None:
    docs, other = copy_of(name, tmp_path / "one"), copy_of(name, tmp_path / "two")
    extract([str(docs)], tmp_path / "tm.db")
    options = ("--tm", tmp_path / "tm.db", "--ignore", "spacing", "--certainty", "certain")
    assert l10nqa("fix", docs, "--write", *options).returncode == 0
    assert l10nqa("export", other, "-o", tmp_path / "x.po", "--fixed", *options).returncode == 0
    assert l10nqa("apply", tmp_path / "x.po", other).returncode == 0
    assert contents(other) == contents(docs) != contents(CORPORA / name)


def test_a_text_that_po_cannot_say_is_fixed_exactly(tmp_path: Path) -> None:
    text = text_of(_FAULTY, ("\nSee [A](u).\x0b", "Skatiet [A.](u)\x0b")).replace("\n", "\r\n").replace("\r\r", "\r")
    docs, other = write(tmp_path / "one", text), write(tmp_path / "two", text)
    assert by_export(other, tmp_path / "x.po") == by_fix(docs)
    targets = [unit.target for unit in units_in(tmp_path / "x.po")]
    assert targets == ["Skatiet [Plāni](u).\r\nTagad.", "Skatiet [A](u).\x0b"]


def test_of_two_segments_with_one_id_the_first_is_fixed(tmp_path: Path) -> None:
    twice = text_of(_FAULTY) + markup("1a2b3-101", _FAULTY[1], _FAULTY[0]) + "\n"
    docs, other = write(tmp_path / "one", twice), write(tmp_path / "two", twice)
    assert by_export(other, tmp_path / "x.po") == by_fix(docs)
    assert [unit.target for unit in units_in(tmp_path / "x.po")] == [_FIXED, _FAULTY[1]]


def test_what_changed_in_the_document_since_is_not_overwritten(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", text_of(_FAULTY))
    export_documents([str(docs)], tmp_path / "x.po", fixed=True)
    write(docs, text_of((_FAULTY[0], "Sk. [Plāni.](u)\r\nTagad.")))
    before = contents(docs)
    assert [refusal.reason for refusal in apply(tmp_path / "x.po", [str(docs)]).refused] == [
        "its translation changed in the document since the export"
    ]
    assert contents(docs) == before


def test_a_translator_who_undoes_a_fix_leaves_the_document_alone(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", text_of(("See [A](u).", "Skatiet [A.](u)")))
    export_documents([str(docs)], tmp_path / "x.po", fixed=True)
    file = polib.pofile(str(tmp_path / "x.po"))
    assert [entry.msgstr for entry in file] == ["Skatiet [A](u)."]
    file[0].msgstr = "Skatiet [A.](u)"
    file.save()
    before = contents(docs)
    applied = apply(tmp_path / "x.po", [str(docs)])
    assert (applied.changed, applied.refused) == (0, [])
    assert contents(docs) == before


def test_comments_say_what_was_fixed_and_what_is_left(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", text_of(_FAULTY, ("Run {0} in [A](u).", "Palaidiet to sadaļā [A.](u)")))
    export_documents([str(docs)], tmp_path / "x.po", fixed=True, with_findings=True)
    first, second = (entry.tcomment.split("\n") for entry in polib.pofile(str(tmp_path / "x.po")))
    assert first == ["(l10nqa) fixed: link-punctuation"]
    assert [note.split(":")[0] for note in second] == ["(l10nqa) fixed", "(l10nqa) placeholder"]
    export_documents([str(docs)], tmp_path / "x.po", fixed=True, with_findings=True, ignore=["placeholder"])
    assert [entry.tcomment for entry in polib.pofile(str(tmp_path / "x.po"))] == first * 2


def jsonl_targets(file: Path) -> Iterable[str]:
    return (json.loads(line)["target"] for line in file.read_text(encoding="utf-8").split("\n") if line)


def csv_targets(file: Path) -> Iterable[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [row["target"] for row in csv.DictReader(lines)]


def test_other_formats_hold_the_fixed_targets(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", text_of(_FAULTY, ("Save.", "Saglabājiet.")))
    for name in ("x.jsonl", "x.csv", "x.tmx"):
        assert export_documents([str(docs)], tmp_path / name, fixed=True).fixed == 1
    expected = [_FIXED, "Saglabājiet."]
    assert list(jsonl_targets(tmp_path / "x.jsonl")) == expected
    assert list(csv_targets(tmp_path / "x.csv")) == expected
    assert [unit.target for unit in units_in(tmp_path / "x.tmx")] == expected


def test_one_core_and_two_export_the_same(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        shutil.copytree(CORPORA / "lv-LV", tmp_path / "docs" / name / "lv-LV")
        shutil.copytree(CORPORA / "oddities", tmp_path / "docs" / name / "oddities")
    exported = [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
    results = [
        export_documents([str(tmp_path / "docs")], file, fixed=True, jobs=at) for at, file in enumerate(exported, 1)
    ]
    assert results[0] == results[1]
    assert results[0].fixed > 0
    assert exported[0].read_bytes() == exported[1].read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--suggested"], "--suggested needs --fixed"),
        (["--tm", "tm.db"], "--tm beside PATH… needs --fixed"),
        (["--termbase", "t.csv"], "--termbase needs --fixed"),
        (["--select", "code"], "--select needs --fixed"),
        (["--fixed", "--select", "kode"], "did you mean code"),
    ],
)
def test_options_that_would_do_nothing_are_refused(tmp_path: Path, options: list[str], said: str) -> None:
    done = l10nqa("export", CORPORA / "lv-LV", "-o", "x.po", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_memory_alone_has_nothing_to_fix(tmp_path: Path) -> None:
    extract([str(CORPORA / "lv-LV")], tmp_path / "tm.db")
    done = l10nqa("export", "--tm", "tm.db", "-o", "x.po", "--fixed", cwd=tmp_path)
    assert done.returncode == 2
    assert "need PATH…" in done.stderr


def test_a_fixed_export_has_no_more_findings_than_before(tmp_path: Path) -> None:
    docs = copy_of("de-DE", tmp_path / "docs")
    before = sum(len(result.findings) for result in check([str(docs)], min_certainty=Certainty.LIKELY, jobs=1))
    _, fixed = by_export(docs, tmp_path / "x.po")
    after = sum(len(result.findings) for result in check([str(docs)], min_certainty=Certainty.LIKELY, jobs=1))
    assert after <= before - fixed < before
