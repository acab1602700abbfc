"""A bitext of two documents, as rules about their structure see it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.align.blocks import BlockKind
from l10nqa.align.features import features_of
from l10nqa.align.gaps import Gap, gaps_of
from l10nqa.front_matter import find_front_matter, scalar
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.align.block_alignment import BlockPair
    from l10nqa.align.blocks import DocumentBlock
    from l10nqa.align.document import DocumentAlignment
    from l10nqa.model import Bitext

__all__ = ["DocumentPair", "Structure", "pair_structure", "says_it_is_stale"]

_SIGNS, _GAPS = re.compile(r"[^\w\s-]"), re.compile(r"[\s-]+")
_SURE, _LIKELY = 1.5, 1.0
"""Scores of a pair of blocks from which it is certain, and likely."""
_SURE_SHARE, _LIKELY_SHARE = 0.04, 0.12
"""The shares of blocks without a partner up to which a difference is certain, and likely, to be a fault."""
_FEW = 2
"""Blocks without a partner that say nothing of a document, however short it is."""

_MIN_SORTED, _SORTED_SHARE = 7, 0.9
"""Headings of one level, and the share of neighbours in order, from which they are taken for sorted."""

_STALE_KEYS = ("drifted_from_default",)
"""Keys by which a site marks the pages whose source has changed since."""
_REPAIRED = 1.2
"""The score of a pair of headings that were put together for the sections that they begin."""


class DocumentPair(ABC):
    """A bitext of two documents.

    A base class, because rules ask it of every file: of a protocol, Python would look for each attribute every time.
    """

    path: str
    text: str
    """The target document."""
    source_path: str
    source_text: str

    @property
    @abstractmethod
    def structure(self) -> Structure:
        """The blocks of both, and which belong together."""


class Structure:
    """The blocks of a document and of its translation, and which belong together."""

    def __init__(
        self,
        source: str,
        target: str,
        alignment: DocumentAlignment,
        *,
        is_stale: bool = False,
        is_version_known: bool = True,
    ) -> None:
        self.source, self.target, self._is_stale = source, target, is_stale
        self._is_version_known = is_version_known
        self.alignment = alignment
        self.sources: Sequence[DocumentBlock] = alignment.source_blocks
        self.targets: Sequence[DocumentBlock] = alignment.target_blocks
        self.pairs: Sequence[BlockPair] = self._whole_sections(alignment.blocks)

    def _whole_sections(self, pairs: Sequence[BlockPair]) -> list[BlockPair]:
        """Return the pairs, set so that what is missing or extra is a section with its own heading.

        Where a section is missing, its heading and the next one fit the heading of the translation equally well.
        """
        by_source = {pair.source: pair for pair in pairs}
        by_target = {pair.target: pair for pair in pairs}
        changed: dict[BlockPair, BlockPair] = {}
        for pair in pairs:
            if self.sources[pair.source].kind is not BlockKind.HEADING or self._has_evidence(pair):
                continue
            source = _last_of_run(self.sources, pair.source, by_source)
            target = _last_of_run(self.targets, pair.target, by_target)
            if (source == pair.source) != (target == pair.target):
                changed[pair] = pair._replace(source=source, target=target, score=min(pair.score, _REPAIRED))
        return [changed.get(pair, pair) for pair in pairs]

    def _has_evidence(self, pair: BlockPair) -> bool:
        """Tell whether the two share a word, a number or an id, beside being headings."""
        source, target = self.sources[pair.source], self.targets[pair.target]
        ours, theirs = features_of(source.span.of(self.source)), features_of(target.span.of(self.target))
        is_named = bool(target.label) and target.label == (source.label or heading_slug(source.span.of(self.source)))
        return is_named or bool(ours.hard & theirs.hard or ours.words & theirs.words)

    @cached_property
    def by_source(self) -> dict[int, BlockPair]:
        """The pairs of blocks by the index of the source block."""
        return {pair.source: pair for pair in self.pairs}

    @cached_property
    def by_target(self) -> dict[int, BlockPair]:
        """The pairs of blocks by the index of the target block."""
        return {pair.target: pair for pair in self.pairs}

    @cached_property
    def certainty(self) -> Certainty:
        """How certain it is that a difference of the two is a fault, and not a change of the source since.

        A translation of another version of its source lacks many blocks, and has many that the source has not.
        """
        if self._is_stale:
            return Certainty.POSSIBLE
        return min(self._by_counterparts(), Certainty.LIKELY if self.may_lack_later_text else Certainty.CERTAIN)

    @cached_property
    def certainty_of_missing(self) -> Certainty:
        """How certain it is that what the translation lacks is a fault: the source may be newer than it."""
        return self.certainty if self._is_version_known else Certainty.POSSIBLE

    @cached_property
    def may_lack_later_text(self) -> bool:
        """Whether text is missing that may be younger than the translation: nobody knows what was translated."""
        missing = (index for gap in self.gaps for index in gap.missing)
        return not self._is_version_known and any(self.sources[index].kind.has_text for index in missing)

    def _by_counterparts(self) -> Certainty:
        total = len(self.sources) + len(self.targets)
        missing = [block for index, block in enumerate(self.sources) if index not in self.by_source]
        extra = [block for index, block in enumerate(self.targets) if index not in self.by_target]
        unpaired = sum(block.kind.has_text and block.kind is not BlockKind.FRONT_MATTER for block in missing + extra)
        if unpaired <= max(_FEW, total * _SURE_SHARE):
            return Certainty.CERTAIN
        return Certainty.LIKELY if unpaired <= total * _LIKELY_SHARE else Certainty.POSSIBLE

    @cached_property
    def gaps(self) -> Sequence[Gap]:
        """What stands between the pairs: see `gaps_of`."""
        return gaps_of(self)

    @cached_property
    def is_sorted(self) -> bool:
        """Whether the headings of the source are in the order of the alphabet, as in a glossary.

        Those of the translation are in another order then, and words are all that tells which is which.
        """
        levels: dict[int, list[str]] = {}
        for block in self.sources:
            if block.kind is BlockKind.HEADING:
                levels.setdefault(block.level, []).append(block.span.of(self.source).casefold())
        longest = max(levels.values(), key=len, default=[])
        ordered = sum(before <= after for before, after in pairwise(longest))
        return len(longest) >= _MIN_SORTED and ordered >= (len(longest) - 1) * _SORTED_SHARE

    def certainty_of(self, pair: BlockPair) -> Certainty:
        """Return how certain it is that two blocks are translations of each other."""
        if self.is_sorted and self.sources[pair.source].kind is BlockKind.HEADING:
            return Certainty.POSSIBLE
        if pair.score >= _SURE:
            return Certainty.CERTAIN
        return Certainty.LIKELY if pair.score >= _LIKELY else Certainty.POSSIBLE

    def end_before(self, source: int) -> int:
        """Return where, in the target, a block of the source is missing: behind the block before it."""
        for index in range(source - 1, -1, -1):
            if index in self.by_source:
                return self.targets[self.by_source[index].target].span.end
        front = [block.span.end for block in self.targets if block.kind is BlockKind.FRONT_MATTER]
        return min([*front[-1:], len(self.target)])


def _last_of_run(blocks: Sequence[DocumentBlock], index: int, paired: Mapping[int, BlockPair]) -> int:
    """Return the last block of the run without partners behind a heading, where it is a heading of the same level."""
    last = index
    while last + 1 < len(blocks) and last + 1 not in paired:
        last += 1
    same = blocks[last].kind is BlockKind.HEADING and blocks[last].level == blocks[index].level
    return last if same else index


def heading_slug(text: str) -> str:
    """Return what most sites call a heading with these words, which a translation may keep as its id."""
    return _GAPS.sub("-", _SIGNS.sub("", text.lower()).strip())


def pair_structure(bitext: Bitext) -> Structure | None:
    """Return the structure of a pair of documents; None for other kinds of bitext."""
    return bitext.structure if isinstance(bitext, DocumentPair) else None


def says_it_is_stale(document: str) -> bool:
    """Tell whether a translated document says that its source has changed since it was translated."""
    front_matter = find_front_matter(document).of(document)
    return any(scalar(front_matter, key) not in (None, "", "false", "no") for key in _STALE_KEYS)
