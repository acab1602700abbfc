from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING

import polib
import pytest
from lxml import etree

from bilingual import CORPORA, l10nqa, text_of
from l10nqa.bitext import open_bitext
from l10nqa.bitext.xliff import XLIFF_VERSIONS
from l10nqa.errors import ConfigError, InputError, StoreError
from l10nqa.quality import Certainty
from l10nqa.rules import RULES
from l10nqa.workspace.checking import check
from l10nqa.workspace.exporting import export_documents, export_memory
from l10nqa.workspace.extracting import extract
from l10nqa.workspace.inventory import Inventory

if TYPE_CHECKING:
    from pathlib import Path

needs_pyarrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")


def test_a_line_of_jsonl_is_the_segment_that_the_contract_describes(tmp_path: Path) -> None:
    file, output = tmp_path / "a.md", tmp_path / "x.jsonl"
    file.write_text(text_of(("One.", "Viens."), ("Two.", "Divi.")), encoding="utf-8")
    assert export_documents([str(file)], output).units == 2
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    common = {"path": str(file), "source_locale": "en-US", "target_locale": "lv-LV", "origin": "MT"}
    assert lines == [
        {**common, "segment": "1a2b3-101", "source": "One.", "target": "Viens.", "line": 7},
        {**common, "segment": "1a2b3-102", "source": "Two.", "target": "Divi.", "line": 9},
    ]
    assert list(lines[0]) == ["path", "segment", "source", "target", "source_locale", "target_locale", "origin", "line"]


def test_every_segment_of_every_document_is_exported(tmp_path: Path) -> None:
    output = tmp_path / "x.jsonl"
    result = export_documents([str(CORPORA)], output)
    documents = [open_bitext(place) for place in Inventory([str(CORPORA)], is_for_translation=True).places]
    found = [json.loads(line) for line in output.read_text(encoding="utf-8").split("\n") if line]
    expected = [(document.path, s.id, s.source, s.target) for document in documents for s in document.segments]
    assert [(line["path"], line["segment"], line["source"], line["target"]) for line in found] == expected
    assert len(found) == result.units
    assert result.problems == [problem for document in documents for problem in document.problems]


def test_po_carries_path_line_locale_and_origin(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "sub").mkdir(parents=True)
    (docs / "sub" / "a.md").write_text(text_of(("One.", "Viens.")), encoding="utf-8")
    (docs / "b.md").write_text(text_of(("One.", "Viens."), origin="HT"), encoding="utf-8")
    export_documents([str(docs)], tmp_path / "x.po")
    po = polib.pofile(str(tmp_path / "x.po"))
    assert po.metadata["Language"] == "lv_LV"
    assert [(e.msgctxt, e.occurrences, e.msgid, e.msgstr) for e in po] == [
        ("b.md#1a2b3-101", [("b.md", "7")], "One.", "Viens."),
        ("sub/a.md#1a2b3-101", [("sub/a.md", "7")], "One.", "Viens."),
    ]
    assert ["origin: MT" in entry.comment for entry in po] == [False, True]


def test_findings_go_to_the_translator_as_comments(tmp_path: Path) -> None:
    docs = str(CORPORA / "de-DE")
    export_documents([docs], tmp_path / "x.po", with_findings=True)
    noted = Counter[str]()
    for entry in polib.pofile(str(tmp_path / "x.po")):
        for note in filter(None, entry.tcomment.split("\n")):
            noted[f"{docs}/{entry.msgctxt} {note.removeprefix('(l10nqa) ').partition(':')[0]}"] += 1
    simple = [rule.name for rule in RULES if not rule.learns]
    run = check([docs], select=simple, min_certainty=Certainty.LIKELY, jobs=1)
    expected = Counter(f"{f.path}#{f.segment} {f.rule}" for result in run for f in result.findings)
    assert expected
    assert expected <= noted


@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_findings_go_to_the_translator_as_notes(tmp_path: Path, version: str) -> None:
    docs = str(CORPORA / "de-DE")
    export_documents([docs], tmp_path / "x.po", with_findings=True)
    export_documents([docs], tmp_path / "x.xlf", with_findings=True, xliff_version=version)
    comments = [
        note for entry in polib.pofile(str(tmp_path / "x.po")) for note in filter(None, entry.tcomment.split("\n"))
    ]
    notes = [
        (note.text or "")
        for note in etree.parse(str(tmp_path / "x.xlf")).iter("{*}note")
        if "l10nqa" in (note.get("from"), note.get("category"))
    ]
    assert notes
    assert [" ".join(note.split()) for note in notes] == [comment.removeprefix("(l10nqa) ") for comment in comments]


def test_an_option_of_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"--plain is for TMX and XLIFF only"):
        export_documents([str(CORPORA)], tmp_path / "x.po", plain=True)
    with pytest.raises(ConfigError, match=r"--xliff-version is for XLIFF only") as caught:
        export_memory(tmp_path / "none.db", tmp_path / "x.tmx", xliff_version="2.1")
    assert caught.value.hint == "leave out --xliff-version"


def test_markdown_stays_text_on_request(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(("**S**", "**T**")), encoding="utf-8")
    for name in ("x.tmx", "x.xlf"):
        export_documents([str(tmp_path / "a.md")], tmp_path / name, plain=True)
        assert ">**T**</" in (tmp_path / name).read_text(encoding="utf-8")


def test_documents_without_a_locale_go_along_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(("S", "T")).replace("ms.contentlocale: lv-LV\n", ""), encoding="utf-8")
    (tmp_path / "b.md").write_text(text_of(("S", "T")), encoding="utf-8")
    export_documents([str(tmp_path)], tmp_path / "x.po")
    assert len(polib.pofile(str(tmp_path / "x.po"))) == 2


@pytest.mark.parametrize("name", ["x.xyz", "x", "x.md"])
def test_an_unknown_suffix_is_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="suffix") as caught:
        export_documents([str(CORPORA)], tmp_path / name)
    assert caught.value.hint
    assert ".po" in caught.value.hint


@pytest.mark.parametrize("suffix", [".po", ".xlf"])
def test_two_locales_do_not_fit_into_one_file_and_nothing_is_left_of_it(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(ConfigError, match="one pair of locales"):
        export_documents([str(CORPORA / "de-DE"), str(CORPORA / "ja-JP")], tmp_path / f"x{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_findings_go_into_po_and_xliff_only(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="PO and XLIFF"):
        export_documents([str(CORPORA)], tmp_path / "x.csv", with_findings=True)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        export_documents([str(tmp_path / "nowhere")], tmp_path / "x.po")


@pytest.mark.parametrize(
    "suffix",
    [".csv", ".tsv", ".jsonl", ".tmx", ".po", ".xlf", ".xliff", pytest.param(".parquet", marks=needs_pyarrow)],
)
def test_a_memory_that_goes_out_and_into_another_is_the_same(tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / "one.db", tmp_path / "two.db"
    output = tmp_path / f"x{suffix}"
    extract([str(CORPORA / "fr-FR"), str(CORPORA / "oddities" / "crlf.md")], first, target_locale="fr-FR")
    count = export_memory(first, output)
    result = extract([str(output)], second)
    assert result.skipped == []
    assert result.changes.units == count
    again = tmp_path / f"y{suffix}"
    assert export_memory(second, again) == count
    assert again.read_bytes() == output.read_bytes()


def test_of_a_memory_one_locale_can_go_out(tmp_path: Path) -> None:
    extract([str(CORPORA)], tmp_path / "tm.db")
    told: list[tuple[int, int]] = []
    count = export_memory(
        tmp_path / "tm.db", tmp_path / "x.csv", target_locale="ja", progress=lambda *numbers: told.append(numbers)
    )
    assert (told[0], told[-1]) == ((0, count), (count, count))
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count > 0
    assert {row["target_locale"] for row in rows} == {"ja-JP", "ja"}


def test_a_memory_that_is_not_there_cannot_go_out(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such"):
        export_memory(tmp_path / "tm.db", tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


def test_findings_are_issues_of_its_and_apply_takes_the_file_back(tmp_path: Path) -> None:
    docs, work = tmp_path / "docs", tmp_path / "work.xlf"
    shutil.copytree(CORPORA / "lv-LV", docs)
    before = {file: file.read_bytes() for file in docs.rglob("*.md")}
    export = ("export", str(docs), "-o", str(work), "--xliff-version", "2.1", "--with-findings")
    assert l10nqa(*export).returncode == 0
    first = work.read_bytes()
    # One issue a finding: those of the file are those of the documents.
    findings = l10nqa("check", str(docs), "--format", "jsonl").stdout.splitlines()
    assert first.count(b"<its:locQualityIssue ") == len(findings)
    assert len(l10nqa("check", str(work), "--format", "jsonl").stdout.splitlines()) == len(findings)
    assert l10nqa("apply", str(work), str(docs)).returncode == 0
    assert {file: file.read_bytes() for file in docs.rglob("*.md")} == before
    assert l10nqa(*export).returncode == 0
    assert work.read_bytes() == first
    assert l10nqa("fix", str(work), "--write").returncode in (0, 1)
    assert l10nqa("apply", str(work), str(docs)).returncode == 0
    assert {file: file.read_bytes() for file in docs.rglob("*.md")} != before
