"""CSV, Parquet and XLSX have the same rows and figures; a text stays a text; what does not fit is said."""

from __future__ import annotations

import csv
import io
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mixed import active, findings_of, mixed_results

from l10nqa.errors import ConfigError
from l10nqa.model import CheckedDocument, Finding
from l10nqa.quality import Severity
from l10nqa.render import BINARY_RENDERERS, RENDERERS
from l10nqa.render.table import need, render_csv, render_parquet, render_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

_Rows = list[dict[str, Any]]


def csv_rows(results: Sequence[CheckedDocument]) -> _Rows:
    stream = io.StringIO(newline="")
    render_csv(results, stream)
    rows = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    # The apostrophe before what a spreadsheet would run can be taken off.
    return [{name: cell.removeprefix("'") or None for name, cell in row.items()} for row in rows]


def parquet_rows(results: Sequence[CheckedDocument]) -> _Rows:
    stream = io.BytesIO()
    render_parquet(results, stream)
    frame = pd.read_parquet(stream).astype(object)
    return as_text(frame.where(frame.notna(), None).to_dict("records"))


def workbook(results: Sequence[CheckedDocument]) -> tuple[Any, Sequence[str]]:
    stream = io.BytesIO()
    notes = render_xlsx(results, stream)
    return openpyxl.load_workbook(stream), notes


def sheet_rows(sheet: Any) -> _Rows:
    rows = sheet.iter_rows(values_only=True)
    head = next(rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


def as_text(rows: Sequence[dict[Any, Any]]) -> _Rows:
    return [{name: None if cell in (None, "") else str(cell) for name, cell in row.items()} for row in rows]


def with_texts(*texts: str) -> list[CheckedDocument]:
    """Return a result with a finding for each of the texts, which is its message, target and segment."""
    (template,) = active(mixed_results())[:1]
    findings = tuple(template._replace(message=text, target_text=text, segment=text) for text in texts)
    return [CheckedDocument(template.path, 1, 10, findings, target_locale="ja-JP")]


def test_the_three_have_the_same_rows() -> None:
    results = list(mixed_results())
    rows = csv_rows(results)
    assert len(rows) == len(findings_of(results))
    assert parquet_rows(results) == rows
    assert as_text(sheet_rows(workbook(results)[0]["findings"])) == rows


def test_a_row_has_all_of_a_finding() -> None:
    finding: Finding = next(finding for finding in findings_of(mixed_results()) if finding.fix and finding.source)
    rows = parquet_rows([CheckedDocument(finding.path, 1, 10, (finding,), target_locale="de-DE", origin="MT")])
    assert finding.fix is not None
    assert finding.source is not None
    assert finding.target is not None
    expected = {
        "path": finding.path,
        "line": str(finding.line),
        "column": str(finding.column),
        "segment": finding.segment,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "certainty": finding.certainty.value,
        "message": finding.message,
        "source": finding.source_text,
        "target": finding.target_text,
        "source_start": str(finding.source.start),
        "source_end": str(finding.source.end),
        "source_marked": finding.source.text or None,
        "target_start": str(finding.target.start),
        "target_end": str(finding.target.end),
        "target_marked": finding.target.text or None,
        "fix": "safe" if finding.fix.safe else "suggested",
        "fix_result": finding.fix.result,
        "fingerprint": finding.fingerprint,
        "source_locale": "und",
        "target_locale": "de-DE",
        "origin": "MT",
    }
    assert {name: rows[0][name] for name in expected} == expected
    assert set(rows[0]) - set(expected) == {"category"}


def test_the_sheets_have_the_figures_of_the_findings() -> None:
    results = list(mixed_results())
    book, notes = workbook(results)
    assert not notes
    assert book.sheetnames == ["findings", "files", "rules", "locales"]
    found = findings_of(results)
    words = sum(result.words for result in results)
    files, rules, locales = (sheet_rows(book[name]) for name in ("files", "rules", "locales"))
    assert [(row["path"], row["findings"], row["words"]) for row in files] == [
        (result.path, len(result.findings), result.words) for result in results
    ]
    for row in rules:
        of_rule = [finding for finding in found if finding.rule == row["rule"]]
        assert (row["findings"], row["documents"]) == (len(of_rule), len({finding.path for finding in of_rule}))
        assert row["per_1000_words"] == pytest.approx(1000 * len(of_rule) / words, abs=0.0005)
    for rows in (files, locales):
        assert sum(row["findings"] for row in rows) == len(found)
        for severity in Severity:
            assert sum(row[severity.value] for row in rows) == sum(f.severity is severity for f in found)
    assert sum(row["documents"] for row in locales) == len(results)
    assert len({(row["target_locale"], row["origin"]) for row in locales}) == len(locales)


_FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://a","b")', "{=1}", "'=1", "＝1")
_TEXTS = (
    "<r>x</r>",
    "<r></si><x/></r>",
    "https://a.b",
    "007",
    "1e5",
    "NA",
    "كلمة",
    "文字😀",
    "a\nb",
    "_x0041_",
    'a,b"c',
)


def test_a_spreadsheet_runs_nothing() -> None:
    book, _ = workbook(with_texts(*_FORMULAS, *_TEXTS))
    for row in book["findings"].iter_rows(min_row=2):
        assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
        assert not any(cell.hyperlink for cell in row)
    stream = io.StringIO(newline="")
    render_csv(with_texts(*_FORMULAS), stream)
    for row in csv.DictReader(io.StringIO(stream.getvalue(), newline="")):
        assert not row["message"].startswith(("=", "+", "-", "@", "\t", "\r", "＝")), row["message"]


@pytest.mark.parametrize("rows_of", [csv_rows, parquet_rows])
def test_texts_come_back(rows_of: Any) -> None:
    texts = (*_FORMULAS, *_TEXTS)
    assert [row["message"] for row in rows_of(with_texts(*texts))] == list(texts)


def test_texts_come_back_from_a_workbook() -> None:
    texts = (*_FORMULAS, *_TEXTS)
    rows = sheet_rows(workbook(with_texts(*texts))[0]["findings"])
    # openpyxl reads escapes such as _x000D_ and _x005F_ as they stand; Excel reads the characters.
    shown = [str(row["message"]).replace("_x000D_", "\r").replace("_x005F_", "_") for row in rows]
    assert [text.replace("\r", "") for text in shown] == [text.replace("\r", "") for text in texts]


@given(st.text(st.characters(), min_size=1, max_size=30))
def test_any_text_can_be_written(text: str) -> None:
    results = with_texts(text)
    results = [result._replace(path=text) for result in results]
    shown = "".join("�" if "\ud800" <= character <= "\udfff" else character for character in text)
    assert parquet_rows(results)[0]["message"] == shown
    assert csv_rows(results)[0]["message"] in (shown, shown.removeprefix("'"))
    assert len(sheet_rows(workbook(results)[0]["findings"])) == 1


def test_what_excel_does_not_take_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "😀" * 20_000
    book, notes = workbook(with_texts(long))
    (row,) = sheet_rows(book["findings"])
    assert row["message"] == "😀" * 16_383 + "…"
    assert notes == ["3 cells of the sheet findings are longer than Excel takes: they were cut"]
    monkeypatch.setattr("l10nqa.render.table.sheets._MOST_ROWS", 25)
    (template,) = active(mixed_results())[:1]
    minor = template._replace(severity=Severity.MINOR)
    findings = (*[minor] * 25, minor._replace(severity=Severity.CRITICAL))
    book, notes = workbook([CheckedDocument(template.path, 1, 10, findings)])
    kept = [row["severity"] for row in sheet_rows(book["findings"])]
    assert kept == [*["minor"] * 24, "critical"]
    assert notes == [
        "1 of 26 rows of the sheet findings are more than Excel takes: the least severe and least certain are left out"
    ]


@pytest.mark.parametrize("format_", ["csv", "parquet", "xlsx"])
def test_nothing_found_is_a_table_of_headings(format_: str) -> None:
    nothing = [CheckedDocument("docs/a.md", 1, 10, ())]
    if format_ in RENDERERS:
        stream = io.StringIO(newline="")
        RENDERERS[format_](nothing, stream)
        assert stream.getvalue().startswith("path,line,column,segment,rule,")
        assert stream.getvalue().count("\r\n") == 1
    else:
        raw = io.BytesIO()
        BINARY_RENDERERS[format_](nothing, raw)
        frame = pd.read_parquet(raw) if format_ == "parquet" else pd.read_excel(raw)
        assert len(frame) == 0
        assert list(frame.columns)[:2] == ["path", "line"]


@pytest.mark.parametrize(("format_", "module"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_missing_package_is_named(format_: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigError) as caught:
        need(format_)
    assert f"l10nqa[{format_}]" in str(caught.value.hint)
