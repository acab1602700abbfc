"""`--format jsonl`: one finding on each line, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from l10nqa.render.wire import wire_finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument

__all__ = ["render_jsonl"]


def render_jsonl(results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write every finding as soon as its document is done."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for result in results:
        stream.writelines(f"{encode(wire_finding(finding))}\n" for finding in result.findings)
