"""Bilingual documents: a file becomes a `Document`, and a `Document` becomes a file again."""

from l10nqa.documents.blocks import blocks
from l10nqa.documents.folder import STANDARD_INPUT, Place, find_documents
from l10nqa.documents.history import earlier_versions
from l10nqa.documents.monolingual import Side, publish
from l10nqa.documents.places import peek_locale, read_bytes, read_place
from l10nqa.documents.read import parse_document, read_document
from l10nqa.documents.write import Replaced, as_written, replace_targets
from l10nqa.front_matter import parse_front_matter

__all__ = [
    "STANDARD_INPUT",
    "Place",
    "Replaced",
    "Side",
    "as_written",
    "blocks",
    "earlier_versions",
    "find_documents",
    "parse_document",
    "parse_front_matter",
    "peek_locale",
    "publish",
    "read_bytes",
    "read_document",
    "read_place",
    "replace_targets",
]
