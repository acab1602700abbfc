"""What a pair of documents tells of a bracket without a partner: it may stand in another sentence of the block."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from l10nqa.align import DocumentPair
from l10nqa.markup import parse_inline
from l10nqa.rules.bracket.partners import lone_brackets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from l10nqa.model import Bitext, Issue, Markup, Segment
    from l10nqa.rule import Judge

__all__ = ["judge_of_pair"]


def judge_of_pair(document: Bitext) -> Judge | None:
    """Return what judges brackets in a pair of documents; None for other kinds of bitext."""
    return _BracketJudge(document) if isinstance(document, DocumentPair) else None


class _BracketJudge:
    """Judges the issues of the segments of one pair."""

    def __init__(self, document: DocumentPair) -> None:
        self._document = document
        self._lone_in: Callable[[int, Markup], frozenset[int]] = lru_cache(maxsize=4)(self._lone_in_block)

    def __call__(self, segment: Segment, issues: tuple[Issue, ...]) -> Iterator[Issue]:
        """Yield the issues that stand where the sentences of a block are one text."""
        for issue in issues:
            index = bisect_right(self._starts, segment.target_span.start) - 1
            is_alone = issue.target is None or self._document.structure.by_target.get(index) is None
            spot = segment.target_span.start + issue.target.start if issue.target else 0
            if is_alone or spot in self._lone_in(index, segment.profile.markup):
                yield issue

    @cached_property
    def _starts(self) -> list[int]:
        """Where the blocks of the target begin."""
        return [block.span.start for block in self._document.structure.targets]

    def _lone_in_block(self, index: int, markup: Markup) -> frozenset[int]:
        """Return the offsets in the document of what has no partner in the block either."""
        structure = self._document.structure
        target = structure.targets[index].span
        source = structure.sources[structure.by_target[index].source].span
        found = lone_brackets(
            parse_inline(source.of(structure.source), markup), parse_inline(target.of(structure.target), markup)
        )
        return frozenset(issue.target.start + target.start for issue in found if issue.target)
