"""Finds, opens and writes files that hold sources and targets; `open_bitext` opens every kind of them."""

from l10nqa.bitext.find import STANDARD_INPUT, Counterpart, Place, find_files
from l10nqa.bitext.history import earlier_versions
from l10nqa.bitext.pairs import (
    Basis,
    FoundPairs,
    MissingDocument,
    PairBitext,
    PairPattern,
    SourceTree,
    bases_of,
    find_pairs,
    missing_documents,
    parse_pair,
    places_to_make,
    read_pair,
    with_earlier_sources,
)
from l10nqa.bitext.place import beginning_of, is_stream_of_records, lines_of_standard_input, read_bytes
from l10nqa.bitext.source import Source
from l10nqa.bitext.sources import (
    SOURCES,
    declared_locale,
    find_bitexts,
    known_kinds,
    locales_of,
    open_bitext,
    parse_bitext,
    source_at,
    source_of_name,
    source_to_write,
    writer_of,
)
from l10nqa.bitext.sxs.blocks import blocks
from l10nqa.bitext.sxs.monolingual import publish
from l10nqa.bitext.sxs.read import SxsDocument, parse_document, read_document
from l10nqa.bitext.sxs.write import Replaced, as_written, replace_targets

__all__ = [
    "SOURCES",
    "STANDARD_INPUT",
    "Basis",
    "Counterpart",
    "FoundPairs",
    "MissingDocument",
    "PairBitext",
    "PairPattern",
    "Place",
    "Replaced",
    "Source",
    "SourceTree",
    "SxsDocument",
    "as_written",
    "bases_of",
    "beginning_of",
    "blocks",
    "declared_locale",
    "earlier_versions",
    "find_bitexts",
    "find_files",
    "find_pairs",
    "is_stream_of_records",
    "known_kinds",
    "lines_of_standard_input",
    "locales_of",
    "missing_documents",
    "open_bitext",
    "parse_bitext",
    "parse_document",
    "parse_pair",
    "places_to_make",
    "publish",
    "read_bytes",
    "read_document",
    "read_pair",
    "replace_targets",
    "source_at",
    "source_of_name",
    "source_to_write",
    "with_earlier_sources",
    "writer_of",
]
