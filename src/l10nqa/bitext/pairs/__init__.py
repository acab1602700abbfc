"""Pairs of monolingual Markdown documents: a source, and its translation in a file of its own."""

from l10nqa.bitext.pairs.find import MARKDOWN_SUFFIXES, PairPattern, SourceTree, with_sources
from l10nqa.bitext.pairs.read import PairBitext, parse_pair, read_pair

__all__ = ["MARKDOWN_SUFFIXES", "PairBitext", "PairPattern", "SourceTree", "parse_pair", "read_pair", "with_sources"]
