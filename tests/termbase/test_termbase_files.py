"""Termbases are read from CSV and TBX; what cannot be read is said with file and line, and the rest is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.errors import InputError
from l10nqa.termbase import Status, Termbase, read_termbase

if TYPE_CHECKING:
    from pathlib import Path

_2019 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:basic="http://www.tbxinfo.net/ns/basic" xmlns:min="http://www.tbxinfo.net/ns/min">
  <tbxHeader><fileDesc><sourceDesc><p>own</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
    <conceptEntry id="c1">
      <min:subjectField>storage</min:subjectField>
      <langSec xml:lang="en"><termSec><term>folder</term></termSec></langSec>
      <langSec xml:lang="de">
        <termSec><term>Ordner</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>Verzeichnis</term>
          <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
      </langSec>
    </conceptEntry>
    <conceptEntry id="c2">
      <langSec xml:lang="en"><termSec><term>file</term></termSec></langSec>
      <langSec xml:lang="klingonisch"><termSec><term>x</term></termSec></langSec>
      <langSec xml:lang="de"><termSec><term> </term></termSec><termSec><term>Datei</term></termSec></langSec>
    </conceptEntry>
  </body></text>
</tbx>
"""
_2008 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Default" xml:lang="en"><text><body>
  <termEntry><note>where files are</note>
    <langSet xml:lang="en"><ntig><termGrp><term>folder</term></termGrp></ntig></langSet>
    <langSet xml:lang="de">
      <tig><term>Ordner</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
      <tig><term>Verzeichnis</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
    </langSet>
  </termEntry>
</body></text></martif>
"""
_DCA = """<tbx type="TBX-Min" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="a"><langSec xml:lang="en"><termSec><term>folder</term></termSec></langSec>
<langSec xml:lang="de"><termSec><term>Ordner</term>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
</termSec></langSec></conceptEntry></body></text></tbx>
"""


def _read(file: Path, content: str | bytes) -> tuple[Termbase, list[InputError]]:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    skipped: list[InputError] = []
    return read_termbase([file], skipped.append), skipped


def _terms(termbase: Termbase) -> set[tuple[str, str, Status]]:
    return {(term.text, term.locale, term.status) for concept in termbase.concepts for term in concept.terms}


def test_a_table_needs_two_columns_only(tmp_path: Path) -> None:
    termbase, skipped = _read(tmp_path / "t.csv", "Source,Target\nfolder,Ordner\n\n file , Datei \n")
    assert not skipped
    assert _terms(termbase) == {(text, "", Status.PREFERRED) for text in ("folder", "Ordner", "file", "Datei")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_may_have_all_columns_in_any_order(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = "note,status,target_locale,target,source,source_locale\nn,Forbidden,de_DE,Verzeichnis,folder,en\n"
    termbase, skipped = _read(tmp_path / "t.csv", rows.replace(",", delimiter).encode(encoding))
    assert not skipped
    (concept,) = termbase.concepts
    assert concept.note == "n"
    assert _terms(termbase) == {("folder", "en", Status.PREFERRED), ("Verzeichnis", "de-DE", Status.FORBIDDEN)}


def test_broken_rows_are_named_by_line_and_the_others_kept(tmp_path: Path) -> None:
    rows = (
        "source,target,status,target_locale\n"
        "folder,Ordner,preferred,de\n"
        "folder\n"
        "file,Datei,perhaps,de\n"
        '"two\nlines",,preferred,de\n'
        ",Datei,preferred,de\n"
        "file,Datei,preferred,deutsch!\n"
        "file,Datei,preferred,xx\n"
        "file,Datei,preferred,de,x\n"
        ",Dings,forbidden,de\n"
    )
    file = tmp_path / "t.csv"
    termbase, skipped = _read(file, rows)
    assert [error.line for error in skipped] == [3, 4, 5, 7, 8, 9, 10]
    assert {error.path for error in skipped} == {str(file)}
    assert [len(concept.terms) for concept in termbase.concepts] == [2, 1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", ""),
        ("t.csv", "term,translation\na,b\n"),
        ("t.csv", b"source,target\n\xff,b\n"),
        ("t.tbx", ""),
        ("t.tbx", "<html/>"),
        ("t.tbx", "source,target"),
        ("t.tbx", '<!DOCTYPE martif [<!ENTITY a "b">]><martif><text/></martif>'),
    ],
)
def test_a_file_that_is_no_termbase_is_said_to_be_none(tmp_path: Path, name: str, content: str | bytes) -> None:
    termbase, skipped = _read(tmp_path / name, content)
    assert termbase.concepts == ()
    assert [error.path for error in skipped] == [str(tmp_path / name)]


def test_a_file_that_does_not_exist_or_has_another_name_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "t.docx").touch()
    for name in ("missing.csv", "t.docx", "."):
        with pytest.raises(InputError):
            read_termbase([tmp_path / name], lambda _: None)


def test_tbx_of_2019_with_elements_for_statuses(tmp_path: Path) -> None:
    termbase, skipped = _read(tmp_path / "t.tbx", _2019)
    assert _terms(termbase) == {
        ("folder", "en", Status.PREFERRED),
        ("Ordner", "de", Status.PREFERRED),
        ("Verzeichnis", "de", Status.DEPRECATED),
        ("file", "en", Status.PREFERRED),
        ("Datei", "de", Status.PREFERRED),
    }
    assert [error.line for error in skipped] == [17, 18]


def test_tbx_of_2019_with_attributes_for_statuses(tmp_path: Path) -> None:
    termbase, skipped = _read(tmp_path / "t.tbx", _DCA)
    assert not skipped
    assert _terms(termbase) == {("folder", "en", Status.PREFERRED), ("Ordner", "de", Status.ADMITTED)}


def test_tbx_of_2008(tmp_path: Path) -> None:
    termbase, skipped = _read(tmp_path / "t.xml", _2008)
    assert not skipped
    assert termbase.concepts[0].note == "where files are"
    assert _terms(termbase) == {
        ("folder", "en", Status.PREFERRED),
        ("Ordner", "de", Status.PREFERRED),
        ("Verzeichnis", "de", Status.DEPRECATED),
    }


def test_of_broken_tbx_the_beginning_is_kept(tmp_path: Path) -> None:
    termbase, skipped = _read(tmp_path / "t.tbx", _2019[: _2019.index('<conceptEntry id="c2">') + 60])
    assert len(termbase.concepts) == 1
    assert "broken XML" in skipped[-1].message


def test_tbx_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    system = f'<!DOCTYPE martif [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    termbase, skipped = _read(tmp_path / "t.tbx", system + _DCA.replace("folder", "&a;"))
    assert termbase.concepts == ()
    assert "entities" in skipped[0].message


@given(
    st.binary(max_size=80) | st.text(max_size=80).map("source,target,status\n{}".format),
    st.sampled_from((".csv", ".tbx")),
)
def test_no_bytes_crash_the_readers(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | str, suffix: str
) -> None:
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    _read(tmp_path_factory.mktemp("any") / f"t{suffix}", raw)
