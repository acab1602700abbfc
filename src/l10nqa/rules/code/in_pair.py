"""What a pair of documents tells of a changed code: the example that it is about may have been translated."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from l10nqa.align import BlockKind, DocumentPair
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.align import DocumentBlock
    from l10nqa.model import Bitext, Issue, Segment
    from l10nqa.rule import Judge

__all__ = ["judge_of_pair"]

_WORD = re.compile(r"[^\W\d_]+")


def judge_of_pair(document: Bitext) -> Judge | None:
    """Return what judges changed code in a pair of documents; None for other kinds of bitext."""
    return _CodeJudge(document) if isinstance(document, DocumentPair) else None


class _CodeJudge:
    """Judges the issues of the segments of one pair."""

    def __init__(self, document: DocumentPair) -> None:
        self._document = document

    def __call__(self, segment: Segment, issues: tuple[Issue, ...]) -> Iterator[Issue]:
        """Yield the issues that stand: not those about names that the example has in the language of the target."""
        for issue in issues:
            if issue.source is None or issue.target is None:
                yield issue
                continue
            was, now = issue.source.of(segment.source), issue.target.of(segment.target)
            if self._is_of_example(was, now):
                continue
            doubted = issue.certainty is None and self._is_everywhere(was, now)
            yield issue._replace(certainty=Certainty.LIKELY, edits=()) if doubted else issue

    def _is_of_example(self, was: str, now: str) -> bool:
        """Tell whether the blocks of code have the words of the translation, and those of the source do not."""
        ours, theirs = self._example_words
        new = set(_WORD.findall(now)) - set(_WORD.findall(was))
        return bool(new) and new <= theirs - ours

    def _is_everywhere(self, was: str, now: str) -> bool:
        """Tell whether the document has the changed code several times, and nowhere that of the source."""
        source, target = self._document.source_text, self._document.text
        return target.count(f"`{now}`") > 1 and source.count(f"`{was}`") > 1 and f"`{was}`" not in target

    @cached_property
    def _example_words(self) -> tuple[set[str], set[str]]:
        """The words in the blocks of code of the source, and of the target."""
        structure = self._document.structure
        return (
            _words_of_code(structure.sources, self._document.source_text),
            _words_of_code(structure.targets, self._document.text),
        )


def _words_of_code(blocks: Sequence[DocumentBlock], text: str) -> set[str]:
    return {word for block in blocks if block.kind is BlockKind.CODE for word in _WORD.findall(block.span.of(text))}
