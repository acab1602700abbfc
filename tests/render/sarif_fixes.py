"""Applies the fixes of a SARIF file to a document, as an editor would that knows nothing of l10nqa."""

from __future__ import annotations

import re
from typing import Any

_BOM = "\ufeff"


def fixed(raw: bytes, result: dict[str, Any]) -> bytes:
    """Return the file with the one fix of a result made."""
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == result["locations"][0]["physicalLocation"]["artifactLocation"]
    text = raw.decode("utf-8", "surrogateescape")
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    edits = [
        (*span(text, replacement["deletedRegion"]), replacement["insertedContent"]["text"])
        for replacement in change["replacements"]
    ]
    for start, end, inserted in sorted(edits, reverse=True):
        text = text[:start] + inserted + text[end:]
    return (mark + text).encode("utf-8", "surrogateescape")


def span(text: str, region: dict[str, int]) -> tuple[int, int]:
    """Return where a region of the text begins and ends, in code points."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]

    def offset(line: int, column: int) -> int:
        units = text[starts[line - 1] :].encode("utf-16-le", "surrogatepass")[: 2 * (column - 1)]
        return starts[line - 1] + len(units.decode("utf-16-le", "surrogatepass"))

    start = offset(region["startLine"], region["startColumn"])
    return start, offset(region["endLine"], region["endColumn"])
