from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from units import back, plain, units, written

from l10nqa.bitext.table import read_table
from l10nqa.errors import InputError
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ["source", "target", "source_locale", "target_locale", "path", "segment", "origin", "line"]
DELIMITERS = {".csv": ",", ".tsv": "\t"}


@pytest.mark.parametrize("suffix", sorted(DELIMITERS))
@given(given_units=st.lists(units(), max_size=4))
def test_what_is_written_is_read(suffix: str, given_units: list[TranslationUnit]) -> None:
    raw = written(suffix, given_units)
    assert back(suffix, raw) == [plain(unit) for unit in given_units]
    text = io.StringIO(raw.decode("utf-8", "surrogatepass"), newline="")
    rows = list(csv.DictReader(text, delimiter=DELIMITERS[suffix]))
    assert [(row["source"], row["target"]) for row in rows] == [(unit.source, unit.target) for unit in given_units]


@pytest.mark.parametrize("suffix", sorted(DELIMITERS))
def test_pandas_reads_the_same(suffix: str) -> None:
    texts = ["007", "NA", "", '"', 'a,"b"\t', "a\r\nb", "\r", "\n", " a ", "=1+1", "null", "1e5", "😀", "'"]
    given_units = [TranslationUnit(text, text[::-1], "en", "lv", "NA", "01", "MT", line=4) for text in texts]
    frame = pd.read_csv(
        io.BytesIO(written(suffix, given_units)), sep=DELIMITERS[suffix], dtype=str, keep_default_na=False
    )
    assert list(frame.columns) == COLUMNS
    assert frame["source"].tolist() == texts
    assert frame["target"].tolist() == [text[::-1] for text in texts]
    assert frame["segment"].tolist() == ["01"] * len(texts)


def test_an_empty_path_or_segment_is_none() -> None:
    unit = TranslationUnit("", "", "en", "lv", "", "")
    assert back(".csv", written(".csv", [unit])) == [unit._replace(path=None, segment=None)]


@pytest.mark.parametrize(
    "raw",
    [
        b"source,target,source_locale,target_locale\na,b,en,lv\n",
        b"\xef\xbb\xbfTarget;Source;note;Source_Locale;target_locale\r\nb;a;;en;lv;;;\r\n;;;;\r\n",
        b"source\ttarget\tsource_locale\ttarget_locale\torigin\ra\tb\ten\tlv\t\r",
        "source\ttarget\tsource_locale\ttarget_locale\r\na\tb\ten\tlv\r\n".encode("utf-16"),
        "source,target,source_locale,target_locale\r\na,b,en,lv\r\n".encode("utf-16-le"),
        b"\xef\xbb\xbfsep=|\r\nsource|target|source_locale|target_locale\r\na|b|en|lv\r\n",
        b"\n\r\nSource,Target,Source Locale, target-locale\na,b,en, lv\n",
    ],
    ids=[
        "plain",
        "semicolons, BOM, other columns, blank cells",
        "old Mac line ends",
        "a spreadsheet's Unicode text",
        "UTF-16 without a mark",
        "a delimiter named",
        "blank lines, other words",
    ],
)
def test_what_spreadsheets_save_is_read(raw: bytes) -> None:
    assert back(".csv", raw) == [TranslationUnit("a", "b", "en", "lv")]


def test_a_long_cell_is_read() -> None:
    unit = TranslationUnit("a" * 200_000, "b", "en", "lv")
    assert back(".csv", written(".csv", [unit])) == [unit]


def test_a_lacking_column_is_named_with_those_found(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("source,übersetzung,source_locale\na,b,en\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        list(read_table(file))
    assert caught.value.message == (
        "lacks the columns target, target_locale; found: source, übersetzung, source_locale"
    )
    assert caught.value.hint is not None
    assert "source, target, source_locale, target_locale and optionally path, segment, origin" in caught.value.hint


def test_a_short_row_is_named_and_the_rest_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text('source,target,source_locale,target_locale\n"a\nb",b,en,lv\na,b\na,b,en,lv,surplus\na,b,en,lv\n')
    with pytest.raises(InputError, match="has 2 cells where 4 are named") as caught:
        list(read_table(file))
    assert caught.value.line == 4
    skipped: list[InputError] = []
    assert len(list(read_table(file, skipped=skipped.append))) == 2
    assert [error.line for error in skipped] == [4, 5]


@pytest.mark.parametrize(
    ("row", "reason"), [('"a"b,c,en,lv', "is no table"), ('"a,b,en,lv\n', "is no table"), ("\xff", "is not UTF-8")]
)
def test_broken_quoting_and_encoding_are_refused(row: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(b"source,target,source_locale,target_locale\n" + row.encode("latin-1"))
    with pytest.raises(InputError, match=reason):
        list(read_table(file))


def test_lines_are_counted_from_the_beginning_of_the_file_and_a_row_without_a_locale_is_none(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text('\nsep=,\nsource,target,source_locale,target_locale\n"a\na",b,en,lv\nc,d,,lv\nc,d\n')
    skipped: list[InputError] = []
    assert [unit.source for unit in read_table(file, skipped=skipped.append)] == ["a\na"]
    assert [(error.line, error.message) for error in skipped] == [
        (6, "names no locale of its source or target"),
        (7, "has 2 cells where 4 are named"),
    ]


def test_bytes_of_another_encoding_are_named_by_their_line(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes("source,target,source_locale,target_locale\na,ä,en,lv\n".encode("latin-1"))
    with pytest.raises(InputError, match="is not UTF-8") as caught:
        list(read_table(file))
    assert caught.value.line == 2
    file.write_bytes("source,target,source_locale,target_locale\na,b,en,lv\n".encode("utf-16")[:-1])
    with pytest.raises(InputError, match="is not UTF-16"):
        list(read_table(file))
