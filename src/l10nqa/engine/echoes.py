"""Findings that only repeat another in other words: one fault is reported once, by the rule that says most.

Code that was lost takes its options, numbers and escapes along; it is the code that is missing.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.engine.run_rules import RuleIssue
    from l10nqa.rule import ParsedSegment

__all__ = ["echoes"]

_REPEATING = frozenset({"placeholder", "escape", "number", "spacing", "bracket", "end-punctuation", "terminology"})
"""What looks at text that lies in code as soon as its delimiters are lost."""


def echoes(parsed: ParsedSegment, issues: Sequence[RuleIssue]) -> set[int]:
    """Return the indices of the issues that repeat what an issue of the rule `code` says."""
    lost = [issue for rule, issue in issues if rule.name == "code" and issue.source is not None]
    if not lost:
        return set()
    source, target = parsed.source.text, parsed.target.text
    in_source = [issue.source for issue in lost if issue.source is not None]
    in_target = [issue.target for issue in lost if issue.target is not None]
    in_target += [bare for span in in_source for bare in _bare(span.of(source).strip("`"), target)]
    sources, targets = _Cover(in_source), _Cover(in_target)
    return {
        index
        for index, (rule, issue) in enumerate(issues)
        if rule.name in _REPEATING
        and (
            (issue.source is not None and sources.holds(issue.source))
            or (issue.target is not None and targets.holds(issue.target))
        )
    }


class _Cover:
    """Spans, any of which may hold another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(set(spans))
        self._reached = list(accumulate((span.end for span in self._spans), max))

    def holds(self, span: Span) -> bool:
        """Tell whether a span lies within one of these."""
        index = bisect_right(self._spans, span.start, key=_start)
        return index > 0 and self._reached[index - 1] >= span.end


def _start(span: Span) -> int:
    return span.start


@lru_cache(maxsize=64)  # one code may be lost many times
def _bare(code: str, target: str) -> list[Span]:
    """Return where the target has the code without its delimiters."""
    if not code:
        return []
    start = target.find(code)
    return [Span(start, start + len(code))] if start >= 0 else []
