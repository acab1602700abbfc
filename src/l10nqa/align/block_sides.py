"""The blocks of one document with what an aligner compares of them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from l10nqa.align.blocks import BlockKind, DocumentBlock
from l10nqa.align.features import Features, features_of
from l10nqa.align.lines import anchor_names

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

__all__ = ["BlockSide"]

_KINDS = {kind: number for number, kind in enumerate(BlockKind)}


class BlockSide:
    """The blocks of one document, with arrays of what is compared of all of them."""

    def __init__(self, blocks: Sequence[DocumentBlock], texts: Sequence[str], features: Sequence[Features]) -> None:
        self.blocks, self.texts, self.features = blocks, texts, features
        self.lengths = np.array([each.length for each in features], np.float64)
        self.is_text = np.array([block.kind.has_text for block in blocks], bool)
        self.kinds = np.array([_KINDS[block.kind] for block in blocks], np.int64)
        self.levels = np.array([block.level for block in blocks], np.int64)
        self.containers = np.array([hash(block.container) for block in blocks], np.int64)
        self.hard = np.array([len(each.hard) for each in features], np.int64)

    @classmethod
    def of(cls, text: str, blocks: Sequence[DocumentBlock]) -> BlockSide:
        """Return the side of a document."""
        texts = [block.span.of(text) for block in blocks]
        return cls(blocks, texts, list(map(_features, blocks, texts)))

    def part(self, indexes: Sequence[int]) -> BlockSide:
        """Return the side of some of the blocks."""
        return BlockSide(
            [self.blocks[i] for i in indexes], [self.texts[i] for i in indexes], [self.features[i] for i in indexes]
        )

    @cached_property
    def unique(self) -> dict[Hashable, int]:
        """The blocks with a mark that no other block has, by it: an id, code, or a set of hard tokens."""
        marks = list(map(_mark, self.blocks, self.texts, self.features))
        counts = Counter(marks)
        return {mark: index for index, mark in enumerate(marks) if mark is not None and counts[mark] == 1}

    @cached_property
    def unique_tokens(self) -> dict[str, int]:
        """The blocks with a token that no other block has, by it."""
        counts = Counter(token for each in self.features for token in each.hard | each.words)
        return {
            token: index
            for index, each in enumerate(self.features)
            for token in each.hard | each.words
            if counts[token] == 1 and len(token) > 2
        }


def _features(block: DocumentBlock, content: str) -> Features:
    if block.kind is BlockKind.CODE:
        lines = frozenset(line.strip() for line in content.splitlines() if len(line.strip()) > 2)
        return Features(float(len(content)), frozenset(), lines)
    features = features_of(content)
    if block.kind is BlockKind.HEADING:
        # The id that a translation keeps is often the one that the source gets from its words.
        return features._replace(words=features.words | {f"#{name}" for name in _names(block, content)})
    return features


def _names(block: DocumentBlock, content: str) -> list[str]:
    """Return what links may call a heading."""
    names = [block.label] if block.label else anchor_names(content)
    return names or [re.sub(r"[\s_-]+", "-", re.sub(r"[^\w\s-]", "", content.lower()).strip())]


def _mark(block: DocumentBlock, content: str, features: Features) -> Hashable:
    if block.kind is BlockKind.CODE:
        return (block.kind, content) if len(content) > 30 else None
    if block.kind is BlockKind.FRONT_MATTER:
        return (block.kind, block.label)
    if block.kind is BlockKind.HEADING:
        return (block.kind, _names(block, content)[0])
    if len(features.hard) >= 2 or any(len(token) > 6 for token in features.hard):
        return (block.kind, features.hard)
    return None
