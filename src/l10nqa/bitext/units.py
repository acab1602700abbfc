"""Segments of a bitext as units of a translation memory, with the neighbours that context matches need."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from l10nqa.model import TranslationUnit
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.model import Bitext, Segment

__all__ = ["name_in_document", "units"]


def units(bitext: Bitext) -> Iterator[TranslationUnit]:
    """Yield one unit for each segment, in the order of `bitext.segments` and whatever its state.

    The path of a unit is that of its document, or that of the file if the segment names none; its segment is the key of
    the segment. Its line is that in the document: as declared by the file or, if the file itself is the document, the
    line on which the target begins. Neighbours that the file does not name are the segments before and after it of the
    same document and locales; a record without a document has none.
    """
    neighbours = _neighbours(bitext)
    for segment, (previous, following) in zip(bitext.segments, neighbours, strict=True):
        profile = segment.profile
        yield TranslationUnit(
            source=segment.source,
            target=segment.target,
            source_locale=profile.source_locale,
            target_locale=profile.target_locale,
            path=segment.document or bitext.path,
            segment=segment.key,
            origin=profile.origin,
            previous_hash=previous,
            next_hash=following,
            created=segment.created,
            changed=segment.changed,
            line=_line(bitext, segment),
            context=segment.context,
            form=segment.plural.form if segment.plural else None,
            notes=segment.notes,
        )


def name_in_document(segment: Segment) -> str:
    """Return the name that tells a segment from the others of its document.

    This is the key that the file gives for a document of its own. A file that is the document itself may repeat keys,
    as PO does with one `msgctxt` for many entries: there it is the id.
    """
    return (segment.key or segment.id) if segment.document else segment.id


def _neighbours(bitext: Bitext) -> Sequence[tuple[int, int]]:
    """Return the hashes of the sources before and after each segment; 0 for none."""
    segments = bitext.segments
    found = [(segment.previous_hash, segment.next_hash) for segment in segments]
    documents: dict[object, list[int]] = defaultdict(list)
    for number, segment in enumerate(segments):
        if bitext.is_document or segment.document is not None:
            profile = segment.profile
            documents[segment.document, profile.source_locale, profile.target_locale].append(number)
    for numbers in documents.values():
        hashes = [0, *(text_hash(segments[number].source) for number in numbers), 0]
        for index, number in enumerate(numbers):
            if found[number] == (0, 0):
                found[number] = hashes[index], hashes[index + 2]
    return found


def _line(bitext: Bitext, segment: Segment) -> int:
    if segment.line or segment.document is not None or not bitext.is_document:
        return segment.line
    return bitext.position(segment, "target", None)[0]
