"""What stands beside the texts of a unit comes back from every kind of file that has a place for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from command import l10nqa
from l10nqa import open_bitext
from l10nqa.bitext.units import units
from l10nqa.bitext.xliff import XLIFF_VERSIONS

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Bitext

CATALOGUE = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: cs\n"
"Plural-Forms: nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;\n"

#. Shown above the list.
# Prosím krátce.
msgctxt "menu"
msgid "Open *all* [files]"
msgstr "Otevřít *vše* [soubory]"

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "jeden soubor"
msgstr[1] "%d soubory"
msgstr[2] "%d souborů"
"""
SUFFIXES = (".po", ".xlf", ".tmx", ".parquet")


@pytest.fixture(
    params=[*((suffix, ()) for suffix in SUFFIXES), (".xlf", ("--xliff-version", XLIFF_VERSIONS[1]))], ids=str
)
def through(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Bitext]:
    """A catalogue that went through a memory into another file: the memory's folder, and the file opened."""
    suffix, options = request.param
    (tmp_path / "cs.po").write_text(CATALOGUE, "utf-8")
    out = tmp_path / f"out{suffix}"
    memory = ("--tm", tmp_path / "a.tm")
    assert l10nqa("tm", "import", tmp_path / "cs.po", "--source-locale", "en", *memory).returncode == 0
    assert l10nqa("tm", "export", "-o", out, *options, *memory).returncode == 0
    return tmp_path, open_bitext(out)


def test_contexts_forms_and_notes_come_back(through: tuple[Path, Bitext]) -> None:
    folder, bitext = through
    expected = [
        (unit.source, unit.target, unit.context, unit.form, unit.notes) for unit in units(open_bitext(folder / "cs.po"))
    ]
    found = [(unit.source, unit.target, unit.context, unit.form, unit.notes) for unit in units(bitext)]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert expected[0][2:] == ("menu", None, ("Prosím krátce.", "Shown above the list."))
    assert [each[3] for each in expected[1:]] == [0, 1, 2]


def test_strings_of_programs_do_not_become_markdown(through: tuple[Path, Bitext]) -> None:
    _, bitext = through
    assert {segment.profile.markup.is_markdown for segment in bitext.segments} == {False}


def test_forms_without_a_number_stay_what_they_are(through: tuple[Path, Bitext]) -> None:
    _, bitext = through
    singular = next(segment for segment in bitext.segments if segment.target == "jeden soubor")
    assert singular.plural
    assert (singular.plural.form, singular.plural.forms, singular.plural.may_omit_number) == (0, 3, True)


MARKDOWN_CATALOGUE = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: cs\n"

#: book/src/a.md:3
msgid "See [the **guide**](a.md)."
msgstr "Viz [**příručku**](a.md)."
"""


@pytest.mark.parametrize("command", ["export", "pretranslate"])
@pytest.mark.parametrize("suffix", [".po", ".xlf"])
def test_markdown_in_a_catalogue_stays_markdown(tmp_path: Path, command: str, suffix: str) -> None:
    catalogue, other, out = tmp_path / "cs.po", tmp_path / "b.po", tmp_path / f"out{suffix}"
    catalogue.write_text(MARKDOWN_CATALOGUE, "utf-8")
    other.write_text(MARKDOWN_CATALOGUE.replace("a.md", "b.md"), "utf-8")
    memory = ("--tm", tmp_path / "a.tm")
    assert l10nqa("tm", "import", catalogue, "--source-locale", "en", *memory).returncode == 0
    words = ("export",) if command == "export" else ("tm", "pretranslate", *memory)
    assert l10nqa(*words, catalogue, other, "-o", out).returncode == 0
    assert {segment.profile.markup.is_markdown for segment in open_bitext(out).segments} == {True}
