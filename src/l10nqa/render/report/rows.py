"""Findings for a page: texts cut into marked pieces, links to files, and the compact data of the table."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from l10nqa.model import Edit, Fix, Spot
    from l10nqa.render.report.figures import ReportedFinding

__all__ = ["FindingRow", "MarkedText", "clean", "link_to", "packed", "rows_of", "shared_folder"]

_STANDARD_INPUT = "-"
_AROUND = 40
"""The number of code points shown on either side of a fix."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return the text with characters that HTML forbids replaced one by one, so that offsets stay."""
    return _NO_TEXT.sub("\ufffd", text)


class MarkedText(NamedTuple):
    """A stretch of text; `kind` is its element: `mark`, `del`, `ins`, or none."""

    kind: str
    text: str


class FindingRow(NamedTuple):
    """One finding as it is shown."""

    found: ReportedFinding
    href: str
    source: tuple[MarkedText, ...]
    target: tuple[MarkedText, ...]
    fix: tuple[MarkedText, ...]


def rows_of(found: Iterable[ReportedFinding], folder: Path) -> list[FindingRow]:
    """Return findings as rows of a page in the folder."""
    return [_row(each, folder) for each in found]


def _row(found: ReportedFinding, folder: Path) -> FindingRow:
    finding = found.finding
    return FindingRow(
        found,
        link_to(finding.path, folder, finding.line),
        _marked(finding.source_text, finding.source),
        _marked(finding.target_text, finding.target),
        _repaired(finding.target_text, finding.fix) if finding.fix else (),
    )


def link_to(path: str, folder: Path, line: int = 0) -> str:
    """Return the relative address of a document for a page in the folder; never one with a scheme."""
    relative = os.path.relpath(path, folder).replace(os.sep, "/")
    address = quote(relative.encode("utf-8", "surrogateescape"), safe="/")
    return f"{address}#L{line}" if line else address


def shared_folder(paths: Sequence[str]) -> str:
    """Return the beginning of all paths up to a slash, which says nothing about any of them."""
    shared = os.path.commonprefix(list(paths))  # noqa: RUF071 - cut at a slash below; commonpath fails on mixed paths
    return shared[: shared.rfind("/") + 1]


def _for_ledger(path: str, folder: Path) -> str:
    """Return the path of a document as a ledger in the folder names it."""
    return path if path == _STANDARD_INPUT else os.path.relpath(path, folder).replace(os.sep, "/")


def _marked(text: str, spot: Spot | None) -> tuple[MarkedText, ...]:
    if spot is None:
        return (MarkedText("", clean(text)),)
    before, inside, after = text[: spot.start], text[spot.start : spot.end], text[spot.end :]
    return tuple(MarkedText(kind, clean(part)) for kind, part in (("", before), ("mark", inside), ("", after)) if part)


def _repaired(text: str, fix: Fix) -> tuple[MarkedText, ...]:
    edits = sorted(fix.edits)
    offset = max(edits[0].start - _AROUND, 0)
    pieces = [MarkedText("", "…")] if offset else []
    for edit in edits:
        pieces += [
            MarkedText("", text[offset : edit.start]),
            MarkedText("del", text[edit.start : edit.end]),
            MarkedText("ins", edit.text),
        ]
        offset = edit.end
    end = min(offset + _AROUND, len(text))
    pieces += [MarkedText("", text[offset:end]), MarkedText("", "…" if end < len(text) else "")]
    return tuple(MarkedText(kind, clean(part)) for kind, part in pieces if part)


class _TextNumbers(dict[str, int]):
    """Numbers texts in the order in which they are first used."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


def packed(found: Iterable[ReportedFinding], folder: Path, ledger_folder: Path) -> str:
    """Return the findings as compressed JSON in base64, which no text of a document can break out of.

    The JSON has columns of equal length; texts are indexes into `texts`, because findings share them. Offsets are code
    points. Links are relative to the folder of the page, and the paths for decisions to that of the ledger.
    """
    texts, causes = _TextNumbers(), _TextNumbers()
    files: dict[str, int] = {}
    columns: dict[str, list[object]] = {name: [] for name in _COLUMNS}
    for each in found:
        finding = each.finding
        row = (
            texts[each.source_locale],
            texts[each.locale],
            texts[each.origin],
            texts[finding.rule],
            texts[finding.severity.value],
            texts[finding.certainty.value],
            texts[each.status],
            files.setdefault(finding.path, len(files)),
            finding.line,
            texts[finding.segment],
            texts[finding.message],
            texts[finding.source_text],
            texts[finding.target_text],
            _span(finding.source),
            _span(finding.target),
            _edits(finding.fix.edits) if finding.fix else 0,
            int(finding.fix is not None and finding.fix.safe),
            texts[finding.suppression.reason if finding.suppression else ""],
            causes[each.cause.id],
            int(each.blocks),
            int(each.is_new),
            finding.fingerprint,
        )
        for name, value in zip(_COLUMNS, row, strict=True):
            columns[name].append(value)
    data = {
        "texts": [clean(text) for text in texts],
        "paths": [clean(path) for path in files],
        "links": [link_to(path, folder) for path in files],
        "ledgerPaths": [clean(_for_ledger(path, ledger_folder)) for path in files],
        "causes": list(causes),
        "columns": columns,
    }
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(raw, 6, mtime=0)).decode("ascii")


_COLUMNS = (
    "sourceLocale", "locale", "origin", "rule", "severity", "certainty", "status", "file", "line", "segment", "message",
    "source", "target", "sourceSpot", "targetSpot", "edits", "safe", "reason", "cause", "blocks",
    "isNew", "fingerprint",
)  # fmt: skip


def _span(spot: Spot | None) -> object:
    return [spot.start, spot.end] if spot else 0


def _edits(edits: Sequence[Edit]) -> list[list[object]]:
    return [[edit.start, edit.end, clean(edit.text)] for edit in sorted(edits)]
