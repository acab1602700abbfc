"""The findings and their figures as an Excel workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape

from l10nqa.render.table.extras import need
from l10nqa.render.table.frames import figure_frames, findings_frame
from l10nqa.render.weight import heaviest_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from l10nqa.model import CheckedDocument

__all__ = ["render_xlsx"]

_MOST_ROWS = 1_048_575
"""Excel's limit, less the row of headings."""
_LONGEST_CELL = 32_767
"""UTF-16 units that Excel takes in a cell."""
_WIDEST, _NARROWEST = 60, 10
"""Of a column, in characters."""
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_xlsx(results: Iterable[CheckedDocument], stream: BinaryIO) -> Sequence[str]:
    """Write the sheets findings, files, rules and locales; texts stay texts, whatever they begin with.

    Returns what did not fit: of the findings the most severe are kept, of a cell its beginning.

    Raises:
        ConfigError: XlsxWriter is not installed.
    """
    import pandas as pd  # noqa: PLC0415 - half a second that no other format has to wait for

    need("xlsx")
    everything = list(results)
    notes: list[str] = []
    sheets = {"findings": findings_frame(_that_fit(everything, notes)), **figure_frames(everything)}
    with pd.ExcelWriter(stream, engine="xlsxwriter", engine_kwargs={"options": _TEXT_ONLY}) as workbook:
        for name, frame in sheets.items():
            fitting, cut = _cut(frame.head(_MOST_ROWS))
            if cut:
                notes.append(f"{cut:,} cells of the sheet {name} are longer than Excel takes and were cut")
            if len(frame) > _MOST_ROWS:
                notes.append(f"{len(frame) - _MOST_ROWS:,} rows of the sheet {name} are more than Excel takes")
            fitting.map(_exact).to_excel(workbook, sheet_name=name, index=False)
            _lay_out(workbook.sheets[name], fitting)
    return notes


def _that_fit(results: Sequence[CheckedDocument], notes: list[str]) -> Iterator[CheckedDocument]:
    findings = [finding for result in results for finding in result.findings]
    kept = {id(finding) for finding in heaviest_first(findings)[:_MOST_ROWS]}
    if len(kept) < len(findings):
        left = len(findings) - len(kept)
        notes.append(f"{left:,} of {len(findings):,} findings are more than Excel takes: the least severe are left out")
    for result in results:
        yield result._replace(findings=tuple(finding for finding in result.findings if id(finding) in kept))


def _cut(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the frame with the texts that are too long cut, and how many were."""
    cut = 0
    for name in frame.select_dtypes(["object", "str"]).columns:
        long = frame[name].map(lambda text: isinstance(text, str) and _units(text) > _LONGEST_CELL)
        if long.any():
            cut += int(long.sum())
            frame = frame.assign(**{name: frame[name].where(~long, frame[name].map(_beginning, na_action="ignore"))})
    return frame, cut


def _units(text: str) -> int:
    return len(text) if len(text) * 2 <= _LONGEST_CELL else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _beginning(text: str) -> str:
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * (_LONGEST_CELL - 1)]
    return f"{raw.decode('utf-16-le', 'ignore')}…"


def _exact(cell: Any) -> Any:
    """Return a text that XlsxWriter would take for its own XML as XML that stands for it."""
    if isinstance(cell, str) and cell.startswith("<r>") and cell.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(cell)}</t></r>'
    return cell


def _lay_out(sheet: Any, frame: pd.DataFrame) -> None:
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    for at, name in enumerate(frame.columns):
        shown = max((len(str(cell)) for cell in frame[name].head(100)), default=0)
        sheet.set_column(at, at, min(max(shown, len(name) + 2, _NARROWEST), _WIDEST))
