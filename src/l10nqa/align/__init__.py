"""Aligns two monolingual documents, one the translation of the other: block by block, sentence by sentence."""

from l10nqa.align.block_alignment import BlockPair
from l10nqa.align.blocks import BlockKind, DocumentBlock, document_blocks
from l10nqa.align.document import Alignment, TextPair, align_documents
from l10nqa.align.gaps import Gap, runs_of
from l10nqa.align.pair import DocumentPair, Structure, pair_structure, says_it_is_stale

__all__ = [
    "Alignment",
    "BlockKind",
    "BlockPair",
    "DocumentBlock",
    "DocumentPair",
    "Gap",
    "Structure",
    "TextPair",
    "align_documents",
    "document_blocks",
    "pair_structure",
    "runs_of",
    "says_it_is_stale",
]
