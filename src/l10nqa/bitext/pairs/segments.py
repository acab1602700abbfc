"""The segments of an aligned pair of documents."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align import BlockKind
from l10nqa.bitext.pairs.versions import follows_revision, has_same_tokens, revised_sentences
from l10nqa.front_matter import find_front_matter
from l10nqa.model import Segment, State
from l10nqa.quality import Certainty
from l10nqa.text import Span, text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.align import BlockPair, DocumentAlignment, DocumentBlock, TextPair
    from l10nqa.model import Profile

__all__ = ["Insertion", "PairTexts", "lacks_blocks", "segments_of"]

_SURE = 0.97
"""Probability of a pair of sentences from which it is certain."""
_SURE_BLOCK, _LIKELY_BLOCK = 1.5, 1.0
"""Scores of a pair of blocks from which it is certain, and likely."""
_MIN_MISSING, _MIN_MISSING_SHARE = 2, 0.03
"""Blocks without a translation, and their share, from which a document is taken for stale where git says nothing.

In such pages of opentelemetry.io two of three sentences whose code, numbers or addresses differ had really changed.
"""
_INSERTED = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CODE, BlockKind.IMAGE})
"""Kinds of blocks that come into a document on their own; the cell of a table does not."""
_COPIED = {
    BlockKind.CODE: ("a block of code: copy it, and translate comments at most",),
    BlockKind.IMAGE: ("an image: copy it, and translate the text that stands for it",),
}
"""What translators are told of blocks that are no text."""


class Insertion(NamedTuple):
    """What is written around a text that comes into a document."""

    before: str
    after: str = ""
    block: DocumentBlock | None = None
    """The block of the source that comes in; None for a sentence that comes into a block."""


class PairTexts(NamedTuple):
    """The texts of a pair of documents."""

    source: str
    target: str
    earlier: str | None = None
    """The source as it was when it was translated, if `source` is a later version."""
    revised: str | None = None
    """A later version of the source, if `source` is the one that was translated."""
    may_be_stale: bool = False
    """Whether it is unknown which version of the source was translated."""


def segments_of(
    alignment: DocumentAlignment, texts: PairTexts, profile: Profile
) -> tuple[tuple[Segment, ...], dict[str, Insertion]]:
    """Return the segments of two aligned documents, and how those without a target come into the target.

    A segment is a pair of sentences, or a stretch of both in which sentences could not be told apart. The id is a hash
    of the source, so that it stays when other parts of the documents change. What only the target has is no segment.
    Where the source has changed since it was translated, the target is a draft. Where the target follows a sentence of
    the revised source, that is its source.
    """
    scores = {pair.source: pair for pair in alignment.blocks}
    found = [
        *_translated(alignment, texts, scores),
        *_missing(alignment, texts.source, texts.target),
    ]
    # What is missing stands behind what it follows in the source.
    found.sort(key=lambda each: (each[0].target_span, each[0].source_span))
    counts: Counter[str] = Counter()
    segments, insertions = [], {}
    for segment, insertion in found:
        digest = f"{text_hash(segment.source):016x}"[-10:]
        counts[digest] += 1
        name = f"{digest}-{counts[digest]}" if counts[digest] > 1 else digest
        segments.append(segment._replace(id=name, key=name, profile=profile))
        if insertion:
            insertions[name] = insertion
    return tuple(segments), insertions


def _translated(
    alignment: DocumentAlignment, texts: PairTexts, blocks: dict[int, BlockPair]
) -> Iterator[tuple[Segment, Insertion | None]]:
    revisions = {} if texts.revised is None else revised_sentences(texts.source, texts.revised)
    may_be_stale = texts.may_be_stale and lacks_blocks(alignment)
    for pair in alignment.pairs:
        if pair.source.start == pair.source.end:
            continue  # said in the target only
        is_missing = pair.target.start == pair.target.end
        previous = pair.earlier.of(texts.earlier) if pair.earlier and texts.earlier and not is_missing else None
        source, target = pair.source.of(texts.source), pair.target.of(texts.target)
        revised = revisions.get(pair.source)
        if revised and not is_missing and follows_revision(target, source, revised):
            source = revised
        notes: tuple[str, ...] = ()
        if previous is not None:
            notes = ("the source has changed since it was translated",)
        elif may_be_stale and not is_missing and not has_same_tokens(source, target):
            notes = ("the source seems to have changed since it was translated",)
        translated = State.DRAFT if notes else State.TRANSLATED
        segment = Segment(
            "",
            source,
            target,
            pair.source,
            pair.target,
            state=State.UNTRANSLATED if is_missing else translated,
            notes=notes,
            previous_source=previous,
            certainty=_certainty(pair, blocks[pair.block]),
        )
        yield segment, _between_sentences(texts.target, pair.target.start) if is_missing else None


def lacks_blocks(alignment: DocumentAlignment) -> bool:
    """Tell whether a translation lacks so many blocks of the source that it seems to be of an earlier version."""
    blocks = alignment.source_blocks
    missing = sum(blocks[index].kind.has_text for index in alignment.missing)
    return missing >= _MIN_MISSING and missing > _MIN_MISSING_SHARE * len(blocks)


def _between_sentences(target: str, offset: int) -> Insertion:
    """Return the space around a sentence that comes into a block at an offset."""
    before, after = target[offset - 1 : offset], target[offset : offset + 1]
    if before.isspace() or not before:
        return Insertion("", "" if not after or _is_written_without_spaces(after) else " ")
    return Insertion("" if _is_written_without_spaces(before) else " ")


def _is_written_without_spaces(character: str) -> bool:
    """Tell whether a character is of a script without spaces between sentences: Chinese and Japanese, not Korean."""
    return unicodedata.east_asian_width(character) in "WF" and "HANGUL" not in unicodedata.name(character, "")


def _certainty(pair: TextPair, block: BlockPair) -> Certainty:
    if block.score < _LIKELY_BLOCK:
        return Certainty.POSSIBLE
    if pair.certainty >= _SURE and pair.is_settled and block.score >= _SURE_BLOCK:
        return Certainty.CERTAIN
    return Certainty.LIKELY


def _missing(alignment: DocumentAlignment, source: str, target: str) -> Iterator[tuple[Segment, Insertion]]:
    """Yield the blocks of the source that the target lacks, each behind the block that it follows."""
    partners = {pair.source: pair.target for pair in alignment.blocks}
    blocks = alignment.source_blocks
    source_body, target_body = _body(source), _body(target)
    place = target_body
    replaced = _replaced(alignment)
    for index, block in enumerate(blocks):
        if index in partners:
            place = max(place, _line_end(target, alignment.target_blocks[partners[index]].span.end))
        elif block.kind in _INSERTED and index not in replaced:
            behind = blocks[index - 1].span.end if index else 0
            segment = Segment(
                "",
                block.span.of(source),
                "",
                block.span,
                Span(place, place),
                state=State.UNTRANSLATED,
                notes=_COPIED.get(block.kind, ()),
            )
            yield segment, _insertion(source, Span(max(behind, source_body), block.span.start), block, place)


def _replaced(alignment: DocumentAlignment) -> set[int]:
    """Return the blocks of code and images of the source in whose place the target has another one without a source."""
    found: set[int] = set()
    source = target = -1
    for pair in [*sorted(alignment.blocks), None]:
        next_source = pair.source if pair else len(alignment.source_blocks)
        next_target = pair.target if pair else len(alignment.target_blocks)
        if next_target > target:
            others = {block.kind for block in alignment.target_blocks[target + 1 : next_target]}
            own = range(source + 1, next_source)
            found.update(index for index in own if alignment.source_blocks[index].kind in others & _COPIED.keys())
            target = next_target
        source = next_source
    return found


def _insertion(source: str, gap: Span, block: DocumentBlock, place: int) -> Insertion:
    """Return what is written around a block: as in the source, where it stands behind the gap.

    At the very beginning of a document only the marks of a heading or of a list come before it.
    """
    after = (
        source[block.span.end : _line_end(source, block.span.end)].rstrip() if block.kind is BlockKind.HEADING else ""
    )
    before = gap.of(source)
    if place == 0:
        return Insertion(before.rpartition("\n")[2], f"{after}\n\n", block)
    line_end = before.find("\n")
    return Insertion(before[line_end:] if line_end >= 0 else "\n\n", after, block)


def _body(text: str) -> int:
    """Return the end of the line that closes the front matter; 0 where there is none."""
    front_matter = find_front_matter(text)
    return _line_end(text, front_matter.end) if front_matter.end else 0


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
