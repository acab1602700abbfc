"""Aligns two monolingual documents, one the translation of the other: block by block, sentence by sentence."""

from l10nqa.align.block_alignment import BlockPair
from l10nqa.align.blocks import BlockKind, DocumentBlock, document_blocks
from l10nqa.align.document import DocumentAlignment, TextPair, align_documents
from l10nqa.align.features import tokens_of
from l10nqa.align.gaps import Gap, runs_of
from l10nqa.align.pair import DocumentPair, Structure, pair_structure, says_it_is_stale
from l10nqa.align.revised import align_revised

__all__ = [
    "BlockKind",
    "BlockPair",
    "DocumentAlignment",
    "DocumentBlock",
    "DocumentPair",
    "Gap",
    "Structure",
    "TextPair",
    "align_documents",
    "align_revised",
    "document_blocks",
    "pair_structure",
    "runs_of",
    "says_it_is_stale",
    "tokens_of",
]
