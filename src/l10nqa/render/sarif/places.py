"""Places and messages of SARIF."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from l10nqa.text import Region

__all__ = ["artifact", "message", "region_of"]

_SPECIAL = re.compile(r"[\\\[\]{}]")


def artifact(path: str) -> dict[str, str]:
    """Return an artifactLocation (3.4): the path percent-encoded, relative to the run's root."""
    return {"uri": quote(os.fsencode(path), safe="/"), "uriBaseId": "SRCROOT"}


def region_of(region: Region) -> dict[str, int]:
    """Return a region (3.30)."""
    start_line, start_column, end_line, end_column = region
    return {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column}


def message(text: str) -> dict[str, str]:
    """Return a message (3.11) whose text is shown verbatim: without placeholders (3.11.5) and links (3.11.6)."""
    return {"text": _SPECIAL.sub(lambda found: found[0] * 2 if found[0] in "{}" else f"\\{found[0]}", text)}
