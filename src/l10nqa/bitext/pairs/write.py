"""Puts changed targets into the target document of a pair, byte-exact everywhere else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from l10nqa.bitext.splice import put_in
from l10nqa.errors import InputError
from l10nqa.model import Written
from l10nqa.text import with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.align import DocumentBlock
    from l10nqa.bitext.pairs.read import PairBitext
    from l10nqa.model import Segment
    from l10nqa.text import Span

__all__ = ["replace_targets"]

_CHANGES_BLOCKS = "the document would be read as other blocks, or the translation as that of another source"


def replace_targets(bitext: PairBitext, targets: Mapping[str, str]) -> Written:
    """Return the document with the given targets (by segment id) in place; every other byte stays.

    A target that is as it was, line ends aside, is not touched. The result is aligned again. A target is refused where
    the document would then consist of other blocks, or where the changed text would no longer stand for its source.
    """
    by_id = {segment.id: segment for segment in bitext.segments}
    changes: dict[str, str] = {}
    refused: dict[str, str] = {}
    for name, text in targets.items():
        segment = by_id.get(name)
        if segment is None or with_line_feeds(text) == with_line_feeds(segment.target):
            continue
        if not text.strip():
            refused[name] = "an empty translation would take the text out of the document"
        elif _is_torn(text):
            refused[name] = "the translation holds a lone surrogate, which is no character"
        else:
            changes[name] = bitext.written(segment, text)
    raw, unread = put_in(
        bitext.raw,
        changes,
        splice=lambda accepted: bitext.encoded(_spliced(bitext, by_id, accepted)),
        reads_back=lambda accepted, new: _reads_back(bitext, by_id, accepted, new),
    )
    return Written(raw, refused | dict.fromkeys(unread, _CHANGES_BLOCKS))


def _is_torn(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _spliced(bitext: PairBitext, by_id: Mapping[str, Segment], accepted: Mapping[str, str]) -> str:
    pieces: list[str] = []
    reached = 0
    for segment in _ordered(by_id, accepted):
        pieces += [bitext.text[reached : segment.target_span.start], _as_written(bitext, segment, accepted[segment.id])]
        reached = segment.target_span.end
    return "".join([*pieces, bitext.text[reached:]])


def _ordered(by_id: Mapping[str, Segment], accepted: Mapping[str, str]) -> list[Segment]:
    """Return the segments in the order of the document; what comes in at one place in the order of the source."""
    return sorted((by_id[name] for name in accepted), key=lambda each: (each.target_span, each.source_span))


def _as_written(bitext: PairBitext, segment: Segment, text: str) -> str:
    insertion = bitext.insertions.get(segment.id)
    return bitext.written(segment, insertion.before) + text + insertion.after if insertion else text


def _reads_back(bitext: PairBitext, by_id: Mapping[str, Segment], accepted: Mapping[str, str], raw: bytes) -> bool:
    """Tell whether the new document has the wanted texts for their sources, and is else as it was."""
    try:
        again = bitext.again(raw)
    except InputError:
        return False
    readings = [_WrittenSegments(again.segments)]
    if bitext.earlier_text is not None:
        # The more of it is translated anew, the less it resembles the translation of the earlier source.
        readings.append(_WrittenSegments(replace(bitext, earlier_text=None).again(raw).segments))
    new_blocks: dict[int, DocumentBlock] = {}
    growth = 0
    for segment in _ordered(by_id, accepted):
        text, (start, end) = accepted[segment.id], segment.target_span
        insertion = bitext.insertions.get(segment.id)
        first = start + growth + (len(bitext.written(segment, insertion.before)) if insertion else 0)
        if insertion and insertion.block:
            new_blocks[first] = insertion.block
        elif not any(each.stand_for(segment.source_span, first, first + len(text)) for each in readings):
            return False
        growth += len(_as_written(bitext, segment, text)) - (end - start)
    return _same_blocks(bitext, again, new_blocks)


def _same_blocks(before: PairBitext, after: PairBitext, new: Mapping[int, DocumentBlock]) -> bool:
    """Tell whether a document has the blocks that it had, with the same partners, and the new ones at their offsets.

    A new block is of the kind that its source is. Which source it stands for is not asked again: among several new
    blocks that could be told only by their words.
    """
    if before.alignment is None or after.alignment is None:
        return False
    found = {block.span.start: block for block in after.alignment.target_blocks}
    if any(start not in found or not _is_of_kind(found[start], block) for start, block in new.items()):
        return False
    shapes = [
        [(block.kind, block.level, block.container) for block in each.target_blocks if block.span.start not in skipped]
        for each, skipped in ((before.alignment, ()), (after.alignment, new))
    ]
    partners = [[(pair.source, pair.target) for pair in each.blocks] for each in (before.alignment, after.alignment)]
    return shapes[0] == shapes[1] and (bool(new) or partners[0] == partners[1])


def _is_of_kind(block: DocumentBlock, source: DocumentBlock) -> bool:
    return (block.kind, block.level) == (source.kind, source.level)


class _WrittenSegments:
    """The segments of a document that was read again, by where they stand."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = sorted((segment for segment in segments if segment.target), key=_target_span)

    def stand_for(self, source: tuple[int, int], start: int, end: int) -> bool:
        """Tell whether the text from `start` to `end` is translated from that stretch of the source, or part of it.

        The text may now be told apart into several sentences, or be one with its neighbours where it was one before.
        """
        first = bisect_right(self._segments, start, key=_target_end)
        last = bisect_left(self._segments, end, key=_target_start)
        inside = self._segments[first:last]
        if not inside:
            return False
        return (
            inside[0].target_span.start <= start
            and inside[-1].target_span.end >= end
            and inside[0].source_span.start <= source[0]
            and inside[-1].source_span.end >= source[1]
            and all(segment.source_span.start < source[1] and segment.source_span.end > source[0] for segment in inside)
        )


def _target_span(segment: Segment) -> Span:
    return segment.target_span


def _target_start(segment: Segment) -> int:
    return segment.target_span.start


def _target_end(segment: Segment) -> int:
    return segment.target_span.end
