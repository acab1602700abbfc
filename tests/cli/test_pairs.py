"""Pairs of documents on the command line: the findings of a bilingual document, fixes, and translators' files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, LOCALES, contents, l10nqa
from l10nqa.bitext import parse_document, publish

if TYPE_CHECKING:
    from pathlib import Path

_ENGLISH = "# Guide\n\nSelect **Save**. Then wait for 5 minutes.\n\n- Read it.\n- Ask us.\n"
_GERMAN = "# Anleitung\n\nWählen Sie **Speichern.** Warten Sie dann 5 Minuten.\n\n- Lesen Sie es.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in (("en", _ENGLISH), ("de", _GERMAN)):
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "a.md").write_text(text)
    return tmp_path


def _findings(*arguments: str | Path) -> set[tuple[str, str, str]]:
    run = l10nqa("check", *arguments, "--format", "jsonl", "--certainty", "likely", "--no-config")
    found = [json.loads(line) for line in run.stdout.splitlines()]
    return {(each["rule"], each["message"], json.dumps(each["target"])) for each in found if "rule" in each}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_pair_has_the_findings_of_the_bilingual_document(tmp_path: Path, locale: str) -> None:
    for file in sorted((CORPORA / locale).rglob("*.md")):
        document = parse_document(file.read_bytes(), file.as_posix(), file.name)
        for side in ("source", "target"):
            (tmp_path / side).mkdir(exist_ok=True)
            text = publish(document, side)
            if side == "source":
                text = text.replace(b"\ntitle:", b"\nx-title:").replace(b"\ndescription:", b"\nx-description:")
            (tmp_path / side / file.name).write_bytes(text)
    wanted = {each[:2] for each in _findings(CORPORA / locale, "--target-locale", locale)}
    pairs = _findings(tmp_path / "target", "--source", tmp_path / "source", "--target-locale", locale)
    # The keys have other names in the source, so that their values are no segments of the pair.
    found = {each[:2] for each in pairs if each[0] != "front-matter"}
    assert len(wanted & found) >= 0.9 * len(wanted)
    assert len(found - wanted) <= 0.1 * len(wanted)


def test_a_layout_that_is_known_is_told_and_read(site: Path) -> None:
    run = l10nqa("check", "content", cwd=site)
    assert run.returncode == 1
    assert "1 pair of documents by layout: Hugo" in run.stderr
    assert "emphasis-punctuation" in run.stdout
    assert "content/de/a.md" in run.stdout
    assert "not checked: 1 untranslated" in run.stderr


def test_fix_writes_the_target_and_never_the_source(site: Path) -> None:
    before = contents(site)
    l10nqa("fix", "content/de", "--source", "content/en", "--write", cwd=site)
    after = contents(site)
    assert after["content/en/a.md"] == before["content/en/a.md"]
    assert after["content/de/a.md"].decode() == _GERMAN.replace("**Speichern.**", "**Speichern**.")


def test_what_is_missing_goes_out_and_comes_back(site: Path) -> None:
    l10nqa("export", "content/de", "--source", "content/en", "-o", "work.po", cwd=site)
    work = site / "work.po"
    work.write_text(work.read_text().replace('msgid "Ask us."\nmsgstr ""', 'msgid "Ask us."\nmsgstr "Fragen Sie uns."'))
    run = l10nqa("apply", "work.po", "content/de", "--source", "content/en", cwd=site)
    assert run.returncode == 0, run.stderr
    assert (site / "content/de/a.md").read_text() == _GERMAN + "- Fragen Sie uns.\n"


def test_a_memory_is_filled_from_a_translated_site(site: Path) -> None:
    run = l10nqa("extract", "content", "--tm", "m.db", cwd=site)
    assert "4 units written" in run.stderr
    (site / "content/en/a.md").write_text(_ENGLISH.replace("Read it.", "Read all of it."))
    assert "1 file read" in l10nqa("extract", "content", "--tm", "m.db", cwd=site).stderr


def test_patterns_of_the_configuration(site: Path) -> None:
    (site / "l10nqa.toml").write_text('[pairs]\nsource = "content/en/{path}"\ntarget = "content/{locale}/{path}"\n')
    assert "emphasis-punctuation" in l10nqa("check", "content/de", cwd=site).stdout
    (site / "l10nqa.toml").write_text('[pairs]\nsource = "content/en/{path}"\n')
    run = l10nqa("check", "content/de", cwd=site)
    assert run.returncode == 2
    assert "[pairs] needs both source and target" in run.stderr


def test_a_document_without_a_source_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Text.\n")
    run = l10nqa("check", "a.md", cwd=tmp_path)
    assert run.returncode == 2
    assert "--source PATH" in run.stderr
