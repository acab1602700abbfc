"""Edits of a catalogue come back to the entry that they are of, whatever entries have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from command import l10nqa

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: de\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgctxt "menu"
msgid "Open"
msgstr "Offnen"

msgctxt "menu"
msgid "Close"
msgstr "Schliesen"

msgctxt "menu"
msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d Dattei"
msgstr[1] "%d Datteien"
"""
EDITS = {"Offnen": "Öffnen", "Schliesen": "Schließen", "Dattei": "Datei"}


def _edited(text: str) -> str:
    for before, after in EDITS.items():
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize("suffix", [".po", ".xlf"])
def test_entries_that_share_a_context_all_come_back_and_nothing_else_changes(tmp_path: Path, suffix: str) -> None:
    catalogue, work = tmp_path / "de.po", tmp_path / f"work{suffix}"
    catalogue.write_text(CATALOGUE, "utf-8")
    assert l10nqa("export", catalogue, "-o", work).returncode == 0
    work.write_text(_edited(work.read_text("utf-8")), "utf-8")
    done = l10nqa("apply", work, catalogue)
    assert done.returncode == 0, done.stderr
    assert catalogue.read_text("utf-8") == _edited(CATALOGUE)


def test_an_edited_entry_that_cannot_be_applied_is_refused_by_name(tmp_path: Path) -> None:
    catalogue, work = tmp_path / "de.po", tmp_path / "work.po"
    catalogue.write_text(CATALOGUE, "utf-8")
    assert l10nqa("export", catalogue, "-o", work).returncode == 0
    entry = work.read_text("utf-8").rpartition("\n\n")[2]
    work.write_text(work.read_text("utf-8") + "\n" + _edited(entry).replace('msgctxt "de.po', 'msgctxt "x'), "utf-8")
    repeated = work.read_text("utf-8").replace("l10nqa: ", "l10nqa:  ")
    work.write_text(repeated, "utf-8")
    done = l10nqa("apply", work, catalogue)
    assert done.returncode == 1
    assert "refused" in done.stderr
