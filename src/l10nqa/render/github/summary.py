"""The summary of a job: Markdown in which the texts of documents are inert."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.render.github.commands import graded
from l10nqa.text import count_of, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.model import CheckedDocument, Finding
    from l10nqa.quality import Severity

__all__ = ["summary"]

_FILES, _FINDINGS = 50, 50
"""The number of entries in each list: GitHub accepts a summary of at most 1 MiB."""
_LONGEST = 500
"""The number of code points of a message that are shown."""


def summary(
    results: Sequence[CheckedDocument], ranked: Sequence[Finding], paths: Mapping[str, str], note: str
) -> Iterator[str]:
    """Yield the lines: the figures, the findings by rule and by file, and the most severe of them."""
    words = sum(result.words for result in results)
    yield f"## l10nqa: {count_of(len(ranked), 'finding')} in {count_of(len(results), 'document')}\n"
    unread = sum(problem.is_loss for result in results for problem in result.problems)
    if unread:
        yield f"{count_of(unread, 'place')} could not be read; the log lists them.\n"
    if not ranked:
        return
    if note:
        yield f"{note}; the log lists all of them.\n"
    yield from _table("rule", Counter((f.rule, f.severity) for f in ranked), words)
    by_file = Counter(paths[finding.path] for finding in ranked)
    yield "| file | findings |\n|---|---:|"
    yield from (f"| {_cell(path)} | {found:,} |" for path, found in by_file.most_common(_FILES))
    yield from _rest(len(by_file), _FILES, "file")
    yield "The most severe:\n"
    yield from (_line(finding, paths[finding.path]) for finding in ranked[:_FINDINGS])
    yield from _rest(len(ranked), _FINDINGS, "finding")


def _table(label: str, counts: Counter[tuple[str, Severity]], words: int) -> Iterator[str]:
    yield f"| {label} | severity | findings | per 1,000 words |\n|---|---|---:|---:|"
    for (rule, severity), found in counts.most_common():
        yield f"| {rule} | {severity.value} | {found:,} | {1000 * found / max(words, 1):.2f} |"
    yield ""


def _line(finding: Finding, path: str) -> str:
    message = printable(finding.message)
    shown = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
    return f"- {graded(finding)}: {finding.rule}, {_code(f'{path}:{finding.line}')}: {_code(shown)}"


def _rest(number: int, shown: int, noun: str) -> Iterator[str]:
    yield f"\n… and {count_of(number - shown, noun)} more\n" if number > shown else ""


def _code(text: str) -> str:
    """Return the text as a code span (CommonMark 6.1), in which Markdown is inert."""
    text = printable(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence} {text} {fence}"


def _cell(text: str) -> str:
    """Return the text for a table cell: as code or, if a bar would end the cell even there, as character references."""
    if "|" not in text:
        return _code(text)
    return re.sub(r"[^\w\s]|_", lambda found: f"&#{ord(found[0])};", printable(text), flags=re.ASCII)
