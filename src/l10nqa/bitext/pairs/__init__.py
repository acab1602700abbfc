"""Pairs of monolingual Markdown documents: a source, and its translation in a file of its own."""

from l10nqa.bitext.pairs.find import MARKDOWN_SUFFIXES, FoundPairs, SourceTree, find_pairs
from l10nqa.bitext.pairs.missing import MissingDocument, missing_documents
from l10nqa.bitext.pairs.patterns import PairPattern
from l10nqa.bitext.pairs.read import PairBitext, parse_pair, read_pair
from l10nqa.bitext.pairs.revisions import Basis, bases_of, with_earlier_sources

__all__ = [
    "MARKDOWN_SUFFIXES",
    "Basis",
    "FoundPairs",
    "MissingDocument",
    "PairBitext",
    "PairPattern",
    "SourceTree",
    "bases_of",
    "find_pairs",
    "missing_documents",
    "parse_pair",
    "read_pair",
    "with_earlier_sources",
]
