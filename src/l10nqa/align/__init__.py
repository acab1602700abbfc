"""Aligns two monolingual documents, one the translation of the other: block by block, sentence by sentence."""

from l10nqa.align.block_alignment import BlockPair
from l10nqa.align.blocks import BlockKind, DocumentBlock, document_blocks
from l10nqa.align.document import Alignment, TextPair, align_documents

__all__ = ["Alignment", "BlockKind", "BlockPair", "DocumentBlock", "TextPair", "align_documents", "document_blocks"]
