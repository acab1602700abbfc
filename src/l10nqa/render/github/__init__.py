"""`--format github`: annotations of a pull request, the whole list in the job's log, and a summary of the job.

GitHub keeps ten annotations for each level and step and silently drops the rest. So the most severe findings are
annotated, and the others are counted.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from l10nqa.errors import ConfigError
from l10nqa.render.console import render_console
from l10nqa.render.github.commands import annotation, command
from l10nqa.render.github.summary import summary
from l10nqa.render.relative import relative_paths
from l10nqa.render.weight import LEVELS, heaviest_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.model import CheckedDocument, Finding

__all__ = ["render_github"]

_MOST = 10
"""The number of annotations that GitHub keeps for each level and step."""


def render_github(results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False) -> Sequence[str]:
    """Write the log and the annotations, append the summary to the file that `GITHUB_STEP_SUMMARY` names, if any.

    Returns a remark with the number of findings without annotation.

    Raises:
        ConfigError: the file for the summary cannot be written.
    """
    everything = list(results)
    paths = relative_paths(everything)
    ranked = heaviest_first(finding for result in everything for finding in result.findings)
    if ranked:
        _write_log(everything, stream, color=color)
    annotated = _annotated(ranked)
    stream.writelines(annotation(LEVELS[finding.severity], finding, paths[finding.path]) for finding in annotated)
    left = len(ranked) - len(annotated)
    note = (
        f"{left:,} of {len(ranked):,} findings have no annotation: GitHub keeps {_MOST} of each level" if left else ""
    )
    _append_summary("\n".join(summary(everything, ranked, paths, note)))
    return [note] if note else []


def _write_log(results: Iterable[CheckedDocument], stream: TextIO, *, color: bool) -> None:
    # The text of a document could hold a workflow command: none is obeyed until a token that no document can know.
    word = secrets.token_hex(16)
    stream.write(command("group", "Findings") + command("stop-commands", word))
    render_console(results, stream, color=color)
    stream.write(command(word) + command("endgroup"))


def _annotated(ranked: Iterable[Finding]) -> list[Finding]:
    seen: Counter[str] = Counter()
    kept = []
    for finding in ranked:
        level = LEVELS[finding.severity]
        seen[level] += 1
        if seen[level] <= _MOST:
            kept.append(finding)
    return kept


def _append_summary(text: str) -> None:
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        with Path(name).open("a", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError as error:
        hint = "unset GITHUB_STEP_SUMMARY outside GitHub Actions"
        raise ConfigError(f"the job summary cannot be written: {error.strerror}", path=name, hint=hint) from error
