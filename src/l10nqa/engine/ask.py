"""Asks rules about a segment, and contains the one that crashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.model import Issue
from l10nqa.rule import Context, ParsedSegment, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Reported", "ask_all"]

Reported = tuple[Rule, Issue]
"""An issue, and the rule that reported it."""


def ask_all(
    rules: Sequence[Rule], parsed: ParsedSegment, context: Context, crashed: Callable[[Rule, Exception], None]
) -> Iterator[Reported]:
    """Yield the issues of all rules that can fire on the segment; a crash is told, and what came before it stands."""
    kinds = parsed.source.kinds | parsed.target.kinds
    for rule in rules:
        # No call and no comprehension here: this line runs a dozen times for every segment there is.
        if rule.looks_at & kinds and (rule.needs is None or rule.can_run(context)):
            try:
                for issue in rule.check(parsed, context):
                    yield rule, issue
            except Exception as error:  # noqa: BLE001 - a crashing rule must not hide what the others find
                crashed(rule, error)
