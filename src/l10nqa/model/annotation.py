"""An error that a person has found in a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import xxhash

if TYPE_CHECKING:
    from l10nqa.mqm import ErrorSeverity
    from l10nqa.text import Span

__all__ = ["Annotation", "texts_hash"]


class Annotation(NamedTuple):
    """An error in the translation of a segment, as a person annotated it."""

    path: str
    """Relative to the folder of the file that holds the annotation, with forward slashes."""
    segment: str
    texts: str
    """`texts_hash` of source and target as the annotator saw them."""
    error_type: str
    """The name of an MQM error type."""
    severity: ErrorSeverity
    annotator: str
    date: str
    """ISO 8601, as `2026-11-24`."""
    source_spot: Span | None = None
    """The stretch of the source that the error is about, in code points; None for no stretch in particular."""
    target_spot: Span | None = None
    """The same of the target."""
    source_words: str = ""
    """The text at the spot in the source, shortened; for readers, and to tell repeated errors."""
    target_words: str = ""
    note: str = ""
    rule: str = ""
    """The rule whose finding the annotator took over; empty if the annotator found the error."""


def texts_hash(source: str, target: str) -> str:
    """Return a hash of both texts as 16 hexadecimal digits (XXH3, 64 bits)."""
    joined = f"{len(source)}:{source}{target}"
    return xxhash.xxh3_64_hexdigest(joined.encode("utf-8", "surrogatepass"))
