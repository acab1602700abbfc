"""Edits find their documents from other folders, and under other names, than those of the export."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import l10nqa
from l10nqa.bitext import Place
from l10nqa.workspace.document_names import DocumentNames

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "de-DE"
BEFORE, AFTER = "Konfigurieren von Warnungen", "Warnungen einrichten"
NAME = "alerts/configure-alerts.md"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DOCUMENTS, tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return Path("docs")


def _exported(*paths: str | Path) -> Path:
    work = Path("work.po")
    assert l10nqa("export", *paths, "-o", work).returncode == 0
    text = work.read_text("utf-8")
    assert BEFORE in text
    work.write_text(text.replace(f'msgstr "{BEFORE}"', f'msgstr "{AFTER}"'), "utf-8")
    return work


FORMS = (
    "docs",
    "./docs",
    "docs/",
    ".",
    "docs/alerts",
    f"docs/{NAME}",
    "../{here}/docs",
    "{absolute}",
    "{absolute}/docs",
)


@pytest.mark.parametrize("applied", FORMS)
@pytest.mark.parametrize("exported", ["docs", "{absolute}", f"./docs/{NAME}"])
def test_the_end_of_a_path_tells_the_document(docs: Path, tmp_path: Path, exported: str, applied: str) -> None:
    here = {"here": tmp_path.name, "absolute": str(tmp_path)}
    done = l10nqa("apply", _exported(exported.format(**here)), applied.format(**here))
    assert done.returncode == 0, done.stderr
    assert AFTER in (docs / NAME).read_text("utf-8")


def test_whole_paths_of_an_export_of_two_folders_of_equal_names_are_found_from_elsewhere(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path("other")
    shutil.copytree(docs, other)
    work = _exported(tmp_path / docs, tmp_path / other).resolve()
    monkeypatch.chdir(docs)
    done = l10nqa("apply", work, ".")
    assert "of other" not in done.stdout
    assert AFTER in Path(NAME).read_text("utf-8")
    assert AFTER not in (tmp_path / other / NAME).read_text("utf-8")


def test_a_missing_document_is_refused_once_with_the_path_to_give(docs: Path) -> None:
    work = _exported(docs)
    text = work.read_text("utf-8")
    work.write_text(text.replace('msgstr "Warnungen informieren', 'msgstr "Meldungen informieren'), "utf-8")
    done = l10nqa("apply", work, docs / "billing")
    assert done.returncode == 1
    (warning,) = [line for line in done.stderr.splitlines() if line.startswith("warning:")]
    assert f"2 translations of {NAME} refused" in warning
    assert warning.endswith("give docs as PATH")


def test_a_file_that_lost_its_contexts_goes_by_references_and_sources(docs: Path) -> None:
    work = _exported(docs)
    lines = work.read_text("utf-8").splitlines(keepends=True)
    work.write_text("".join(line for line in lines if not line.startswith("msgctxt")), "utf-8")
    done = l10nqa("apply", work, docs)
    assert done.returncode == 0, done.stderr
    assert AFTER in (docs / NAME).read_text("utf-8")


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: de\\n"\n\n'
OPEN = """msgctxt "menu"
msgid "Open"
msgstr ""

msgid "Open"
msgstr ""

msgid "%d file"
msgid_plural "%d files"
msgstr[0] ""
msgstr[1] ""

msgid "Close"
msgstr ""
"""
FILLED = """msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d Datei"
msgstr[1] "%d Dateien"

msgid "Open"
msgstr "Offen"

msgctxt "menu"
msgid "Open"
msgstr "Öffnen"

#, fuzzy
msgid "Close"
msgstr "Schluss"

msgid "Quit"
msgstr "Beenden"
"""


def test_an_edited_copy_is_applied_by_context_source_and_form(tmp_path: Path) -> None:
    old, new = tmp_path / "v2.po", tmp_path / "pre.po"
    old.write_text(HEADER + OPEN, "utf-8")
    new.write_text(HEADER + FILLED, "utf-8")
    done = l10nqa("apply", new, old)
    assert done.returncode == 1
    assert "Quit refused: names no document" in done.stderr
    assert "1 skipped (1 fuzzy: --fuzzy applies them)" in done.stderr
    text = old.read_text("utf-8")
    for wanted in (
        'msgctxt "menu"\nmsgid "Open"\nmsgstr "Öffnen"',
        'msgid "Open"\nmsgstr "Offen"',
        'msgstr[0] "%d Datei"\nmsgstr[1] "%d Dateien"',
        'msgid "Close"\nmsgstr ""',
    ):
        assert wanted in text


def test_an_edited_copy_is_not_applied_to_another_locale_or_to_one_of_two_files(tmp_path: Path) -> None:
    new = tmp_path / "pre.po"
    new.write_text(HEADER + FILLED, "utf-8")
    for name, locale in (("fr.po", "fr"), ("a.po", "de"), ("b.po", "de")):
        (tmp_path / name).write_text(HEADER.replace(": de", f": {locale}") + OPEN, "utf-8")
    assert l10nqa("apply", new, tmp_path / "fr.po").returncode == 1
    assert l10nqa("apply", new, tmp_path).returncode == 1
    for name in ("fr.po", "a.po", "b.po"):
        assert "Offen" not in (tmp_path / name).read_text("utf-8")
    assert l10nqa("apply", new, tmp_path / "a.po").returncode == 1
    assert "Offen" in (tmp_path / "a.po").read_text("utf-8")


PARTS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join)


@given(names=st.lists(PARTS, min_size=1, max_size=6, unique=True), paths=st.lists(PARTS, min_size=1, max_size=6))
def test_a_path_leads_to_a_given_file_that_ends_like_it_and_no_two_paths_to_one(
    names: list[str], paths: list[str]
) -> None:
    root = Path("/root")
    places = [Place(root / name, f"/root/{name}", name, root) for name in names]
    found = DocumentNames(places, paths)
    places_found: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        place = found.find(path)
        if path in names:
            assert place is not None
            assert place.name == path
        if place is None:
            assert found.why_unknown(path)
        else:
            whole = os.fspath(place.file)
            assert f"/{whole}".endswith(f"/{path}") or f"/{path}".endswith(f"/{place.name}")
            if path not in names:
                assert place.path not in places_found.values()
            places_found[path] = place.path
