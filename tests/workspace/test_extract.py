from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, text_of
from l10nqa.errors import InputError
from l10nqa.memory import Memory
from l10nqa.model import ProblemKind
from l10nqa.workspace.exporting import export_documents
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from pathlib import Path


def test_what_cannot_be_read_is_a_problem_and_the_rest_comes_in(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.md").write_bytes(b"\xff\xfe")
    (docs / "b.md").write_text(text_of(("S", "T")), encoding="utf-8")
    result = extract([str(docs)], tmp_path / "tm.db")
    assert [(problem.path, problem.kind) for problem in result.problems] == [
        (f"{docs}/a.md", ProblemKind.UNREADABLE),
    ]
    assert (result.changes.documents, result.changes.units) == (1, 1)


@pytest.mark.parametrize("suffix", [".tmx", ".csv"])
def test_a_broken_file_that_is_read_piece_by_piece_leaves_the_memory_as_it_was(tmp_path: Path, suffix: str) -> None:
    broken, tm = tmp_path / f"broken{suffix}", tmp_path / "tm.db"
    extract([str(CORPORA / "de-DE")], tm)
    broken.write_bytes(b'<tmx version="1.4"><body><tu>\xff"')
    with Memory(tm) as memory:
        before = list(memory.units())
    with pytest.raises(InputError, match=f"broken.{suffix[1:]}"):
        extract([str(CORPORA / "ja-JP"), str(broken)], tm)
    with Memory(tm) as memory:
        assert list(memory.units()) == before


def test_what_is_no_character_is_replaced_and_reported_and_the_rest_comes_in(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    unit = {"target": "T", "source_locale": "en", "target_locale": "lv"}
    file.write_text(
        "".join(f"{json.dumps(unit | {'source': text, 'segment': text})}\n" for text in ("a", "ā\ud800", "😀"))
    )
    result = extract([str(file)], tmp_path / "tm.db")
    assert ["units: 1" in str(error) for error in result.skipped] == [True]
    with Memory(tmp_path / "tm.db") as memory:
        assert [(unit.source, unit.segment) for unit in memory.units()] == [
            (text, text) for text in ("a", "ā\ufffd", "😀")
        ]


@pytest.mark.parametrize("suffix", [".po", ".tmx", ".csv", ".tsv", ".jsonl", ".xlf"])
def test_what_was_exported_from_documents_comes_in_as_the_documents_do(tmp_path: Path, suffix: str) -> None:
    folder, file = CORPORA / "ar-SA", tmp_path / f"x{suffix}"
    export_documents([str(folder)], file)
    extract([str(folder)], tmp_path / "documents.db")
    extract([str(file)], tmp_path / "file.db")
    texts = []
    for name in ("documents.db", "file.db"):
        with Memory(tmp_path / name) as memory:
            texts.append([(u.source, u.target, u.target_locale, u.segment, u.origin) for u in memory.units()])
    assert texts[0] == texts[1]


def test_entries_that_hold_no_translation_are_left_out(tmp_path: Path) -> None:
    po = tmp_path / "x.po"
    header = 'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entries = '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n\nmsgid "d"\nmsgstr "e"\n'
    po.write_text(header + entries, encoding="utf-8")
    result = extract([str(po)], tmp_path / "tm.db")
    with Memory(tmp_path / "tm.db") as memory:
        assert [(unit.source, unit.target) for unit in memory.units()] == [("d", "e")]
    assert result.notes == ["left out: 1 untranslated, 1 draft (fuzzy, or to be reviewed)"]


@pytest.mark.parametrize("suffix", [".po", ".xlf"])
def test_a_broken_file_of_translators_is_a_problem_and_the_rest_comes_in(tmp_path: Path, suffix: str) -> None:
    broken, tm = tmp_path / f"broken{suffix}", tmp_path / "tm.db"
    broken.write_bytes(b'<tmx version="1.4"><body><tu>\xff"')
    result = extract([str(CORPORA / "ja-JP"), str(broken)], tm)
    assert [problem.path for problem in result.problems] == [broken.as_posix()]
    assert result.unread == 1
    assert result.changes.units > 50
    with pytest.raises(InputError, match=f"broken.{suffix[1:]}"):
        extract([str(broken)], tm)


def test_progress_goes_from_nothing_to_everything(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    extract([str(CORPORA / "de-DE")], tmp_path / "tm.db", progress=lambda done, total: seen.append((done, total)))
    total = len(list((CORPORA / "de-DE").rglob("*.md")))
    assert seen == [(done, total) for done in range(total + 1)]


def test_a_path_that_is_not_there_makes_no_memory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        extract([str(tmp_path / "nowhere")], tmp_path / "tm.db")
    assert not (tmp_path / "tm.db").exists()
