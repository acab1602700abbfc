"""The findings and their figures as an Excel workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape

from l10nqa.render.table.extras import need
from l10nqa.render.table.frames import figure_frames, findings_frame
from l10nqa.render.weight import heaviest
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet

__all__ = ["render_xlsx"]

_MOST_ROWS = 1_048_575
"""The limit of Excel, without the header row."""
_LONGEST_CELL = 32_767
"""The number of UTF-16 units that a cell of Excel can hold."""
_WIDEST, _NARROWEST = 60, 10
"""The width of a column, in characters."""
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_xlsx(results: Iterable[CheckedDocument], stream: BinaryIO, *, rules: RuleSet = BUILT_IN) -> Sequence[str]:
    """Write the sheets findings, files, rules and locales; texts stay texts, whatever their beginning.

    Returns remarks on what did not fit: the most severe findings and the beginnings of cells are kept.

    Raises:
        ConfigError: XlsxWriter is not installed.
    """
    import pandas as pd  # noqa: PLC0415 - half a second that no other format has to wait for

    need("xlsx")
    everything = list(results)
    notes: list[str] = []
    with pd.ExcelWriter(stream, engine="xlsxwriter", engine_kwargs={"options": _TEXT_ONLY}) as workbook:
        for name, frame in {"findings": findings_frame(everything, rules), **figure_frames(everything, rules)}.items():
            fitting = _rows_that_fit(name, frame, everything, notes)
            long = fitting.map(lambda cell: isinstance(cell, str) and _units(cell) > _LONGEST_CELL)
            if cut := int(long.to_numpy().sum()):
                notes.append(f"{cut:,} cells of the sheet {name} are longer than Excel takes: they were cut")
            fitting.map(_cell).to_excel(workbook, sheet_name=name, index=False)
            _lay_out(workbook.sheets[name], fitting)
    return notes


def _rows_that_fit(
    name: str, frame: pd.DataFrame, results: Sequence[CheckedDocument], notes: list[str]
) -> pd.DataFrame:
    if len(frame) <= _MOST_ROWS:
        return frame
    left = f"{len(frame) - _MOST_ROWS:,} of {len(frame):,} rows of the sheet {name} are more than Excel takes"
    if name != "findings":
        notes.append(f"{left}: the last are left out")
        return frame.head(_MOST_ROWS)
    notes.append(f"{left}: the least severe and least certain are left out")
    return frame.iloc[heaviest([finding for result in results for finding in result.findings], _MOST_ROWS)]


def _units(text: str) -> int:
    return len(text) if len(text) * 2 <= _LONGEST_CELL else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cell(cell: Any) -> Any:
    """Return what a cell holds as Excel and XlsxWriter take it."""
    if not isinstance(cell, str):
        return cell
    if _units(cell) > _LONGEST_CELL:
        beginning = cell.encode("utf-16-le", "surrogatepass")[: 2 * (_LONGEST_CELL - 1)]
        cell = f"{beginning.decode('utf-16-le', 'ignore')}…"
    if cell.startswith("<r>") and cell.endswith("</r>"):
        # XlsxWriter would put it down as XML of its own: so it gets XML that stands for it.
        return f'<r><t xml:space="preserve">{escape(cell)}</t></r>'
    return cell


def _lay_out(sheet: Any, frame: pd.DataFrame) -> None:
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    for column, name in enumerate(frame.columns):
        shown = max((len(str(cell)) for cell in frame[name].head(100)), default=0)
        sheet.set_column(column, column, min(max(shown, len(name) + 2, _NARROWEST), _WIDEST))
