"""Files that hold sources and targets: found, opened, and written back. `open_bitext` is the one door."""

from l10nqa.bitexts.find import STANDARD_INPUT, Place, find_documents
from l10nqa.bitexts.history import earlier_versions
from l10nqa.bitexts.place import peek_locale, read_bytes, read_place
from l10nqa.bitexts.sxs.blocks import blocks
from l10nqa.bitexts.sxs.monolingual import publish
from l10nqa.bitexts.sxs.read import SxsDocument, parse_document, read_document
from l10nqa.bitexts.sxs.write import Replaced, as_written, replace_targets

__all__ = [
    "STANDARD_INPUT",
    "Place",
    "Replaced",
    "SxsDocument",
    "as_written",
    "blocks",
    "earlier_versions",
    "find_documents",
    "parse_document",
    "peek_locale",
    "publish",
    "read_bytes",
    "read_document",
    "read_place",
    "replace_targets",
]
