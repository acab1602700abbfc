"""Every format of an analysis has the same figures, and nothing in a path takes effect anywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from l10nqa.memory.analysis import DEFAULT_RATES, Amount, Analysis, Band, FileFigures
from l10nqa.render.analysis import ANALYSIS_RENDERERS

_PATH = 'docs/<script>alert("1")</script>&amp;\x1b[31m.md'
_ANALYSIS = Analysis(
    (
        FileFigures(_PATH, "en-US", "lv-LV", {Band.EXACT: Amount(2, 1001, 40, 50, 1, 0), Band.NEW: Amount(1, 7, 8, 9)}),
        FileFigures("docs/b.md", "en-US", "lv-LV", {Band.NEW: Amount(3, 30, 100, 120, 2, 4)}),
        FileFigures("docs/empty.md", "en-US", "lv-LV", {}),
    ),
    {**DEFAULT_RATES, Band.EXACT: 0.25},
)
_TOTAL = {"100": (2, 1001, 40, 50, 1, 0, 0.25, 250.25), "new": (4, 37, 108, 129, 2, 4, 1.0, 37.0)}


def rendered(format_: str, analysis: Analysis = _ANALYSIS) -> str:
    stream = io.StringIO()
    ANALYSIS_RENDERERS[format_](analysis, stream)
    return stream.getvalue()


class Page(HTMLParser):
    """The tags of a page, and the texts of the cells of each row."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
        assert not {name for name, _ in attrs} & {"src", "href", "onclick"}

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] in ("td", "th") and data.strip():
            self.rows[-1].append(data)


def test_json_has_the_figures_of_every_band() -> None:
    report = json.loads(rendered("json"))
    assert report["rates"] == {band.value: _ANALYSIS.rates[band] for band in Band}
    bands = report["total"]["bands"]
    assert list(bands) == list(Band)
    assert {name: tuple(row.values()) for name, row in bands.items() if row["segments"]} == _TOTAL
    assert report["total"]["words"] == 1038
    assert report["total"]["weighted_words"] == 287.25
    assert [file["path"] for file in report["files"]] == [file.path for file in _ANALYSIS.files]
    assert [file["words"] for file in report["files"]] == [1008, 30, 0]


def test_jsonl_has_the_files_of_json() -> None:
    assert [json.loads(line) for line in rendered("jsonl").splitlines()] == json.loads(rendered("json"))["files"]


def test_csv_has_the_rows_of_json_that_are_not_empty() -> None:
    rows = list(csv.DictReader(io.StringIO(rendered("csv"), newline="")))
    report = json.loads(rendered("json"))
    for path, figures in [*((file["path"], file) for file in report["files"]), ("", report["total"])]:
        expected = {
            name: [str(cell) for cell in row.values()] for name, row in figures["bands"].items() if row["segments"]
        }
        assert {row["band"]: list(row.values())[4:] for row in rows if row["path"] == path} == expected


def test_html_has_the_same_figures_and_no_markup_of_a_path() -> None:
    page = Page()
    page.feed(rendered("html"))
    assert "script" not in page.tags
    assert not set(page.tags) & {"link", "img", "iframe"}
    assert """Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""" in rendered("html")
    assert "url(" not in rendered("html")
    total = {row[0]: row[1:] for row in page.rows[1:4]}
    assert total["100 %"] == ["2", "1,001", "96.4", "40", "50", "1", "0", "0.25", "250.25"]
    assert total["new"] == ["4", "37", "3.6", "108", "129", "2", "4", "1", "37.00"]
    assert total["total"] == ["6", "1,038", "100.0", "148", "179", "3", "4", "287.25"]
    assert "\x1b" not in rendered("html")


def test_console_has_the_same_figures_and_passes_no_control_character_on() -> None:
    shown = rendered("console")
    assert "\x1b" not in shown
    cells = [re.split(r" {2,}", line.strip()) for line in shown.splitlines()]
    assert ["100 %", "2", "1,001", "96.4", "40", "50", "1", "–", "0.25", "250.2"] in cells
    assert ["total", "6", "1,038", "100.0", "148", "179", "3", "4", "287.2"] in cells
    assert ["docs/b.md", "3", "30", "–", "–", "–", "–", "–", "30", "30.0"] in cells


@pytest.mark.parametrize("format_", ANALYSIS_RENDERERS)
def test_a_job_of_nothing_is_rendered_too(format_: str) -> None:
    rendered(format_, Analysis((), DEFAULT_RATES))


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("columns", "is_wide"), [(74, False), (80, False), (100, False), (140, True), (200, True)])
def test_a_terminal_of_any_width_has_every_name_and_figure(
    monkeypatch: pytest.MonkeyPatch, columns: int, *, is_wide: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    amounts = {band: Amount(2_147, 325_827, 1_698_425, 1_998_150, 14_290, 193) for band in Band}
    file = FileFigures(
        "docs/a-rather-long-name-of-a-document-that-takes-a-whole-line-by-itself.md", "en", "lv", amounts
    )
    stream = _Terminal()
    ANALYSIS_RENDERERS["console"](Analysis((file, file), DEFAULT_RATES), stream)
    shown = re.sub("\x1b\\[[0-9;]*m", "", stream.getvalue())
    assert max(map(len, shown.splitlines())) <= columns
    for text in ("102 % (both contexts)", "internal 95–99 %", "651,654", "4,294", "weighted", "9,123,156"):
        assert text in shown
    assert ("3,996,300" in shown) is is_wide
    assert "…" not in shown


def test_what_is_kept_says_which_memory_it_is_of() -> None:
    analysis = Analysis(_ANALYSIS.files, _ANALYSIS.rates, "<b>memory</b>.db")
    assert json.loads(rendered("json", analysis))["memory"] == "<b>memory</b>.db"
    assert "<b>&lt;b&gt;memory&lt;/b&gt;.db</b>" in rendered("html", analysis)
