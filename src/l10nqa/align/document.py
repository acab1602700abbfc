"""Aligns a document with its translation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align.block_alignment import align_blocks
from l10nqa.align.block_sides import BlockSide
from l10nqa.align.blocks import BlockKind, DocumentBlock, document_blocks
from l10nqa.align.lines import without_leading_anchors
from l10nqa.align.sentence_alignment import align_sentences
from l10nqa.align.sentences import SentencePart, begins_with_number, sentence_parts
from l10nqa.align.version_alignment import align_versions
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from l10nqa.align.block_alignment import BlockPair
    from l10nqa.align.sentence_alignment import Bead
    from l10nqa.lexicon import Lexicon

_TYPICAL = 60.0
"""Letters of an imagined pair of equal length: what is little text has no ratio of its own."""
_MIN_STRENGTH = 0.5
"""How likely a sentence ends at a cut, from which one is counted there."""
_NUMBER = re.compile(r"(?P<number>\d{1,9}[.)][ \t]+)\Z")
_NESTED_NUMBER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<number>\d{1,9}[.)][ \t]+)\Z")

__all__ = ["DocumentAlignment", "TextPair", "align_documents"]


class TextPair(NamedTuple):
    """A stretch of the source and its translation, with their places in the two documents."""

    source: Span
    """Empty where the target says something that the source does not."""
    target: Span
    """Empty where the source is not translated: at the place in the target where it is missing."""
    certainty: float
    """The probability that the two belong together and are whole."""
    is_settled: bool = True
    """Whether the sentences in it are told apart: false where several are one pair because that was not sure."""
    block: int = -1
    """The index of the block of the source that it is of; that of the target where there is none."""
    kind: BlockKind = BlockKind.PARAGRAPH
    earlier: Span | None = None
    """Where the source had another text when it was translated: its place in the earlier source."""


@dataclass(frozen=True, slots=True)
class DocumentAlignment:
    """Two aligned documents."""

    source_blocks: list[DocumentBlock]
    target_blocks: list[DocumentBlock]
    blocks: list[BlockPair]
    pairs: list[TextPair]
    """In the order of the target; what is missing there stands where it would be."""

    @property
    def missing(self) -> list[int]:
        """The indexes of the blocks of the source that the target lacks."""
        found = {pair.source for pair in self.blocks}
        return [index for index in range(len(self.source_blocks)) if index not in found]

    @property
    def extra(self) -> list[int]:
        """The indexes of the blocks of the target that the source lacks."""
        found = {pair.target for pair in self.blocks}
        return [index for index in range(len(self.target_blocks)) if index not in found]


def align_documents(
    source: str, target: str, *, lexicon: Lexicon | None = None, is_revision: bool = False
) -> DocumentAlignment:
    """Align two Markdown documents, in time proportional to their size.

    With `is_revision` the target is a later version of the source, in the same language.
    """
    sources, targets = document_blocks(source), document_blocks(target)
    sides = BlockSide.of(source, sources), BlockSide.of(target, targets)
    blocks = align_blocks(*sides)
    for pair in blocks:
        ours, theirs = sources[pair.source], targets[pair.target]
        if (ours.kind is BlockKind.LIST_ITEM) != (theirs.kind is BlockKind.LIST_ITEM):
            # "Line 1:" is "1. rinda:" in Latvian, which Markdown takes for a list.
            sources[pair.source], targets[pair.target] = _with_number(source, ours), _with_number(target, theirs)
        elif len(ours.container) != len(theirs.container) and ours.kind is BlockKind.LIST_ITEM:
            # "- On June 17, 2020" is "- 2020. gada 17. jūnijā": a list in a list.
            sources[pair.source] = _with_number(source, ours, is_nested=True)
            targets[pair.target] = _with_number(target, theirs, is_nested=True)
    aligner = align_versions if is_revision else partial(align_sentences, ratio=_ratio(*sides, blocks), lexicon=lexicon)
    pairs: list[TextPair] = []
    for pair in blocks:
        ours, theirs = sources[pair.source], targets[pair.target]
        if ours.kind.has_text:
            pairs += _aligned(source, ours, target, theirs, pair, aligner)
    return DocumentAlignment(sources, targets, blocks, pairs)


def _ratio(sources: BlockSide, targets: BlockSide, blocks: Sequence[BlockPair]) -> float:
    """Return how much longer the target is than the source, where they are translations of each other."""
    texts = [pair for pair in blocks if sources.blocks[pair.source].kind.has_text]
    ours = sum(sources.features[pair.source].length for pair in texts)
    theirs = sum(targets.features[pair.target].length for pair in texts)
    return (theirs + _TYPICAL) / (ours + _TYPICAL)


def _aligned(
    source: str,
    ours: DocumentBlock,
    target: str,
    theirs: DocumentBlock,
    pair: BlockPair,
    aligner: Callable[[str, Sequence[SentencePart], str, Sequence[SentencePart]], list[Bead]],
) -> Iterator[TextPair]:
    source_span, target_span = _content(source, ours), _content(target, theirs)
    our_text, their_text = source_span.of(source), target_span.of(target)
    if ours.kind is BlockKind.FRONT_MATTER:
        whole = [SentencePart(Span(0, len(our_text)), 1.0)], [SentencePart(Span(0, len(their_text)), 1.0)]
    else:
        is_item = begins_with_number(our_text) and begins_with_number(their_text)
        whole = _sentence_parts(our_text, their_text, is_item=is_item)
    for bead in aligner(our_text, whole[0], their_text, whole[1]):
        yield TextPair(
            _covered(whole[0], bead.sources, len(our_text)).shift(source_span.start),
            _covered(whole[1], bead.targets, len(their_text)).shift(target_span.start),
            bead.certainty,
            bead.is_settled,
            pair.source,
            ours.kind,
        )


def _sentence_parts(source: str, target: str, *, is_item: bool) -> tuple[list[SentencePart], list[SentencePart]]:
    """Return the parts of two blocks; where one has fewer sentences, these may have lost their marks.

    Where both have as many lines, their ends go together.
    """
    ours, theirs = sentence_parts(source, is_item=is_item), sentence_parts(target, is_item=is_item)
    lacking = _sentences(ours) - _sentences(theirs)
    if lacking > 0:
        theirs = sentence_parts(target, is_item=is_item, has_lost_marks=True)
    elif lacking < 0:
        ours = sentence_parts(source, is_item=is_item, has_lost_marks=True)
    if 0 < _lines(ours) == _lines(theirs):
        ours, theirs = _with_sure_lines(ours), _with_sure_lines(theirs)
    return ours, theirs


def _lines(parts: Sequence[SentencePart]) -> int:
    return sum(part.ends_line for part in parts)


def _with_sure_lines(parts: Sequence[SentencePart]) -> list[SentencePart]:
    return [part._replace(strength=1.0) if part.ends_line else part for part in parts]


def _sentences(parts: Sequence[SentencePart]) -> int:
    return sum(part.strength >= _MIN_STRENGTH for part in parts)


def _content(text: str, block: DocumentBlock) -> Span:
    return Span(without_leading_anchors(text, *block.span), block.span.end)


def _with_number(text: str, block: DocumentBlock, *, is_nested: bool = False) -> DocumentBlock:
    """Return the block with the number that makes an item of an ordered list of it.

    With `is_nested` only where another item begins on the same line before the number.
    """
    start, end = block.span
    pattern = _NESTED_NUMBER if is_nested else _NUMBER
    number = pattern.search(text, text.rfind("\n", 0, start) + 1, start)
    return block._replace(span=Span(number.start("number"), end)) if number else block


def _covered(pieces: Sequence[SentencePart], which: range, length: int) -> Span:
    if not which:
        start = pieces[which.start].span.start if which.start < len(pieces) else length
        return Span(start, start)
    return Span(pieces[which[0]].span.start, pieces[which[-1]].span.end)
