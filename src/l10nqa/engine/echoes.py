"""Findings that only repeat another in other words: one fault is reported once, by the rule that says most.

Code that was lost takes its options, numbers and escapes along; it is the code that is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    sources = [issue.source for issue in lost if issue.source is not None]
    targets = [issue.target for issue in lost if issue.target is not None]
    targets += [bare for span in sources for bare in _bare(span.of(source).strip("`"), target)]
    return {
        index
        for index, (rule, issue) in enumerate(issues)
        if rule.name in _REPEATING
        and (
            any(issue.source is not None and issue.source.inside(span) for span in sources)
            or any(issue.target is not None and issue.target.inside(span) for span in targets)
        )
    }


def _bare(code: str, target: str) -> list[Span]:
    """Return where the target has the code without its delimiters."""
    if not code:
        return []
    start = target.find(code)
    return [Span(start, start + len(code))] if start >= 0 else []
