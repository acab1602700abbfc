"""Aligns a source that has been revised with the translation of its earlier version, by way of that version."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from l10nqa.align.document import DocumentAlignment, TextPair, align_documents
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.align.block_alignment import BlockPair

__all__ = ["align_revised"]

_LINE_END = compile_pattern(r"\n[ \t]*(?:>[ \t]*)*")
_MIN_SCORE = 1.0
"""The score from which a block that is new on both sides is taken for translated."""


def align_revised(source: str, earlier: str, target: str) -> DocumentAlignment:
    """Align a document with the translation of its earlier version.

    Sentences that the revision changed are paired with the translation of what they were, and have `earlier`. What the
    revision added has no target, unless the translation has it already; what it removed is in no pair.
    """
    translated = align_documents(earlier, target)
    revised = align_documents(earlier, source, is_revision=True)
    direct = align_documents(source, target)
    targets = {pair.source: pair for pair in translated.blocks}
    blocks: list[BlockPair] = []
    pairs: list[TextPair] = []
    translations, revisions = _by_block(translated.pairs), _by_block(revised.pairs)
    for pair in revised.blocks:
        found = targets.get(pair.source)
        if found:
            blocks.append(found._replace(source=pair.target, is_moved=found.is_moved or pair.is_moved))
            place = translated.target_blocks[found.target].span.start
            stretches = _stretches(translations.get(pair.source, ()), revisions.get(pair.source, ()), place)
            paired = (_paired(stretch, earlier, source, pair.target) for stretch in stretches)
            pairs += (each for each in paired if each)
    added = list(_added(direct, translated, blocks))
    new = {pair.source for pair in added}
    blocks += added
    pairs += [pair for pair in direct.pairs if pair.block in new]
    blocks.sort(key=lambda pair: pair.target)
    pairs.sort(key=lambda pair: (pair.target, pair.source))
    return DocumentAlignment(revised.target_blocks, translated.target_blocks, blocks, pairs)


def _by_block(pairs: Sequence[TextPair]) -> Mapping[int, Sequence[TextPair]]:
    found: dict[int, list[TextPair]] = defaultdict(list)
    for pair in pairs:
        found[pair.block].append(pair)
    return found


def _added(
    direct: DocumentAlignment, translated: DocumentAlignment, blocks: Sequence[BlockPair]
) -> Iterator[BlockPair]:
    """Yield the blocks that neither the earlier source nor its translation had, but both present documents have."""
    sources = {pair.source for pair in blocks}
    targets = {pair.target for pair in translated.blocks}
    for pair in direct.blocks:
        if pair.source not in sources and pair.target not in targets and pair.score >= _MIN_SCORE:
            yield pair


class _Stretch:
    """A stretch of the earlier source with its translation and its revision."""

    def __init__(self, start: int, end: int, place: int) -> None:
        self.span = Span(start, end)
        self.place = place
        """Where its translation would be inserted, if it has none."""
        self.translations: list[TextPair] = []
        self.revisions: list[TextPair] = []

    def add(self, pair: TextPair, *, is_revision: bool) -> None:
        """Add a translation, or a revision, of some of the stretch."""
        self.span = Span(self.span.start, max(self.span.end, pair.source.end))
        (self.revisions if is_revision else self.translations).append(pair)

    @property
    def target(self) -> Span:
        """The translation; an empty span where there is none."""
        return _hull([pair.target for pair in self.translations], self.place)


def _stretches(translations: Sequence[TextPair], revisions: Sequence[TextPair], place: int) -> Iterator[_Stretch]:
    """Yield the shortest stretches of a block of the earlier source that hold translations and revisions whole.

    `place` is where the translation of the block begins.
    """
    pairs = [(pair.source, False, pair) for pair in translations if pair.source.start < pair.source.end]
    pairs += [(pair.source, True, pair) for pair in revisions]
    current: _Stretch | None = None
    for span, is_revision, pair in sorted(pairs, key=lambda each: each[:2]):
        if current is None or span.start >= current.span.end:
            if current:
                yield current
                place = current.target.end
            current = _Stretch(*span, place)
        current.add(pair, is_revision=is_revision)
    if current:
        yield current


def _paired(stretch: _Stretch, earlier: str, source: str, block: int) -> TextPair | None:
    """Return the revision of a stretch with the translation of the stretch; None for one that was removed."""
    revised = _hull([pair.target for pair in stretch.revisions])
    if revised.start == revised.end:
        return None
    is_stale = _words(revised.of(source)) != _words(stretch.span.of(earlier))
    counted = [*stretch.translations, *stretch.revisions] if is_stale else stretch.translations
    return TextPair(
        revised,
        stretch.target,
        min((pair.certainty for pair in counted), default=1.0),
        all(pair.is_settled for pair in counted),
        block,
        stretch.revisions[0].kind,
        stretch.span if is_stale and stretch.span.start < stretch.span.end else None,
    )


def _hull(spans: Sequence[Span], place: int = 0) -> Span:
    filled = [span for span in spans if span.start < span.end]
    if not filled:
        return Span(place, place)
    return Span(min(span.start for span in filled), max(span.end for span in filled))


def _words(text: str) -> list[str]:
    """Return the words of a text, wherever its lines end: the marks of a quote at their beginnings do not count."""
    return _LINE_END.sub(" ", text).split()
