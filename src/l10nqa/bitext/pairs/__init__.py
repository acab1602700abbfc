"""Pairs of monolingual Markdown documents: a source, and its translation in a file of its own."""

from l10nqa.bitext.pairs.find import MARKDOWN_SUFFIXES, FoundPairs, SourceTree, find_pairs
from l10nqa.bitext.pairs.missing import MissingDocument, missing_documents, places_to_make
from l10nqa.bitext.pairs.new_page import NewPage, read_new_page
from l10nqa.bitext.pairs.patterns import PairPattern
from l10nqa.bitext.pairs.read import PairBitext, parse_pair, read_pair
from l10nqa.bitext.pairs.revisions import Basis, bases_of, with_earlier_sources

__all__ = [
    "MARKDOWN_SUFFIXES",
    "Basis",
    "FoundPairs",
    "MissingDocument",
    "NewPage",
    "PairBitext",
    "PairPattern",
    "SourceTree",
    "bases_of",
    "find_pairs",
    "missing_documents",
    "parse_pair",
    "places_to_make",
    "read_new_page",
    "read_pair",
    "with_earlier_sources",
]
