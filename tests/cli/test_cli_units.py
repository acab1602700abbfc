"""Translations in and out on the command line: extract, tm, export, apply, publish, rules."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import polib
import pytest

from bilingual import BILINGUAL, CORPORA, l10nqa, markup, text_of
from l10nqa.bitext import find_bitexts
from l10nqa.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path


def test_extract_makes_a_memory_that_stats_describe(tmp_path: Path) -> None:
    tm = tmp_path / "tm.db"
    done = l10nqa("extract", *BILINGUAL, "--tm", tm)
    assert (done.returncode, done.stdout) == (0, "")
    assert "units written" in done.stderr
    again = l10nqa("extract", *BILINGUAL, "--tm", tm)
    assert "0 units written" in again.stderr
    stats = json.loads(l10nqa("tm", "stats", "--tm", tm, "--format", "json").stdout)
    assert stats["documents"] == len(find_bitexts(BILINGUAL))
    assert stats["units"] == sum(locale["units"] for locale in stats["locales"])
    shown = l10nqa("tm", "stats", "--tm", tm)
    assert shown.returncode == 0
    assert "unique sources  source characters  target characters" in shown.stdout
    assert "ja-JP" in shown.stdout


def test_documents_that_name_no_locale_are_told_of(tmp_path: Path) -> None:
    folder, tm = tmp_path / "docs", tmp_path / "tm.db"
    folder.mkdir()
    (folder / "a.md").write_text(text_of(("Save", "Saglabāt")), encoding="utf-8")
    (folder / "include.md").write_text(markup("1a2b3-101", "Atvērt", "Open"), encoding="utf-8")
    (folder / "empty.md").write_text("nothing to translate\n", encoding="utf-8")
    done = l10nqa("extract", folder, "--tm", tm)
    assert done.returncode == 0
    assert "warning: no locale in the front matter nor the path of 1 document: " in done.stderr
    assert "under und; say it with --target-locale" in done.stderr
    said = l10nqa("extract", folder, "--tm", tm, "--target-locale", "lv-LV")
    assert "warning" not in said.stderr
    found = l10nqa("tm", "search", "Open", "--tm", tm, "--target-locale", "lv-LV")
    assert "Atvērt" in found.stdout


@pytest.mark.parametrize("suffix", [".tmx", ".csv", ".jsonl"])
def test_a_memory_goes_out_and_comes_in(tmp_path: Path, suffix: str) -> None:
    one, two, file = tmp_path / "one.db", tmp_path / "two.db", tmp_path / f"x{suffix}"
    l10nqa("extract", CORPORA, "--tm", one)
    assert l10nqa("tm", "export", "--tm", one, "-o", file).returncode == 0
    done = l10nqa("tm", "import", file, "--tm", two)
    assert (done.returncode, done.stdout) == (0, "")
    stats = [json.loads(l10nqa("tm", "stats", "--tm", tm, "--format", "json").stdout) for tm in (one, two)]
    assert stats[0]["units"] == stats[1]["units"] > 500
    assert stats[0]["locales"] == stats[1]["locales"]


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe")
    assert l10nqa("extract", tmp_path, "--tm", tmp_path / "tm.db").returncode == 2


_UNIT = '{"source": "One.", "target": "Viens.", "source_locale": "en-US", "target_locale": "lv-LV"}'


@pytest.mark.parametrize(
    ("name", "text", "status", "said"),
    [
        ("x.jsonl", _UNIT, 0, "1 unit written"),
        ("x.jsonl", f"{_UNIT}\nnonsense", 1, "x.jsonl:2: is no unit"),
        ("x.jsonl", '{"source": "One."}\n[]', 2, "x.jsonl:1: is no unit"),
        ("x.csv", "source,target,source_locale,target_locale\na,b,en,lv,too,many", 2, "x.csv:2"),
        ("x.po", '#, fuzzy\nmsgid "One."\nmsgstr "Viens."', 2, "1 draft (fuzzy"),
        ("x.po", 'msgid "One."\nmsgstr "Viens."\n\n#, fuzzy\nmsgid "Two."\nmsgstr "Divi."', 0, "1 draft (fuzzy"),
    ],
)
def test_a_file_that_could_not_be_read_whole_shows_in_the_status(
    tmp_path: Path, name: str, text: str, status: int, said: str
) -> None:
    if name.endswith(".po"):
        text = f'msgid ""\nmsgstr "Language: lv\\n"\n\n{text}'
    (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    done = l10nqa("tm", "import", name, "--tm", "tm.db", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert done.stderr.count("hint: ") == (status > 0)


def test_a_document_among_others_that_could_not_be_read_shows_in_the_status(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe")
    (tmp_path / "b.md").write_text(text_of(("One.", "Viens.")), encoding="utf-8")
    done = l10nqa("extract", tmp_path, "--tm", tmp_path / "tm.db")
    assert (done.returncode, "1 file read" in done.stderr) == (1, True)


def test_translations_go_to_a_translator_and_back(tmp_path: Path) -> None:
    docs, po = tmp_path / "docs", tmp_path / "work.po"
    shutil.copytree(CORPORA / "lv-LV", docs)
    done = l10nqa("export", docs, "-o", po, "--with-findings")
    assert (done.returncode, done.stdout) == (0, "")
    before = {file: file.read_bytes() for file in docs.rglob("*.md")}
    unchanged = l10nqa("apply", po, docs)
    assert (unchanged.returncode, unchanged.stdout) == (0, "")
    assert {file: file.read_bytes() for file in docs.rglob("*.md")} == before

    edited = polib.pofile(str(po), wrapwidth=0)
    entry = edited[3]
    entry.msgstr = "Pavisam cits teksts."
    edited.save(str(po))
    path = docs / entry.msgctxt.partition("#")[0]
    dry = l10nqa("apply", po, docs, "--dry-run")
    assert (dry.returncode, dry.stdout.splitlines()) == (0, [str(path)])
    assert path.read_bytes() == before[path]
    done = l10nqa("apply", po, docs)
    assert (done.returncode, done.stdout.splitlines()) == (0, [str(path)])
    changed = {file for file in docs.rglob("*.md") if file.read_bytes() != before[file]}
    assert changed == {path}
    assert b">Pavisam cits teksts.</span>" in path.read_bytes()


def test_what_is_refused_is_named_and_the_exit_status_says_so(tmp_path: Path) -> None:
    docs, po = tmp_path / "docs", tmp_path / "work.po"
    docs.mkdir()
    (docs / "a.md").write_text(text_of(("Save.", "Saglabājiet."), ("Open.", "Atveriet.")), encoding="utf-8")
    l10nqa("export", docs, "-o", po)
    text = (
        po.read_text(encoding="utf-8")
        .replace("a.md#1a2b3-102", "../../etc/passwd#x")
        .replace('msgstr "', 'msgstr "Nē ')
    )
    po.write_text(text, encoding="utf-8")
    done = l10nqa("apply", po, docs)
    assert done.returncode == 1
    assert "../../etc/passwd#x" in done.stderr
    assert "outside" in done.stderr
    assert "Nē Saglabājiet" in (docs / "a.md").read_text(encoding="utf-8")


def test_publish_writes_documents_of_one_side(tmp_path: Path) -> None:
    done = l10nqa("publish", CORPORA / "ja-JP", "-o", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "")
    published = sorted(file.relative_to(tmp_path / "out") for file in (tmp_path / "out").rglob("*.md"))
    assert published == sorted(file.relative_to(CORPORA / "ja-JP") for file in (CORPORA / "ja-JP").rglob("*.md"))
    assert not any("data-ttu-id" in (tmp_path / "out" / name).read_text(encoding="utf-8") for name in published)
    assert l10nqa("publish", tmp_path / "out", "-o", tmp_path / "out").returncode == 2


def test_rules_are_listed() -> None:
    done = l10nqa("rules")
    assert done.returncode == 0
    assert [rule.name for rule in RULES if rule.name not in done.stdout] == []


@pytest.mark.parametrize("rule", RULES[:2], ids=lambda rule: rule.name)
def test_a_rule_is_explained_with_its_examples(rule: object) -> None:
    name = getattr(rule, "name", "")
    done = l10nqa("rules", name)
    assert done.returncode == 0
    for example in getattr(rule, "examples", ()):
        assert example.marked in done.stdout
