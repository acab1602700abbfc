"""What stands between the blocks of two documents that belong together: what is missing, and what is extra."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align.blocks import BlockKind
from l10nqa.align.features import features_of
from l10nqa.text import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.align.blocks import DocumentBlock
    from l10nqa.align.pair import Structure

__all__ = ["Gap", "gaps_of", "runs_of"]

_ABSORBED = 0.5
"""The share of the length of a block that its neighbour must have too much, or too little, to have taken it up."""
_NOISE = 0.1
"""The share of its length by which the translation of a block may always be longer or shorter."""
# Comments, attribute lists and lone ids: authors and tools put them where they need them.
_NO_CONTENT = compile_pattern(
    r"\s*(?:<!--.*?(?:-->|\Z)|\{[:#][^{}\n]*\}|<a [^<>]*>\s*</a>|<!-|\\?&nbsp;)?\s*", re.DOTALL
)

_STRUCTURE_NAME = compile_pattern(r"\{\{[<%]\s*(/?)\s*([\w./-]+)|\{%-?\s*([\w-]+)|<(/?)([A-Za-z][\w.:-]*)")
_REFERENCE = compile_pattern(r"\[([^\[\]\n]{1,80})\](?:\[\])")
_GLUED = compile_pattern(r"\\?#{1,6}(?=[^#\s])")
_MOST_UNLIKE = 2.5
_MIN_NAMES = 2
_FAR = 4
"""Blocks away, up to which what a missing block names is looked for."""


class Gap(NamedTuple):
    """Blocks of one side between two pairs of blocks: a stretch that the other side has not."""

    missing: tuple[int, ...]
    """Indexes of blocks of the source that the target lacks, in order."""
    extra: tuple[int, ...]
    """Indexes of blocks of the target that the source lacks."""
    is_doubtful: bool
    """Whether both sides have text there: it may be one the free translation of the other."""
    headings: tuple[tuple[int, int], ...] = ()
    """Headings of both sides that are unlike each other and stand in each other's place; in neither list."""
    lost_headings: tuple[tuple[int, int], ...] = ()
    """Headings of the source, each with the text of the target that stands in its place and is none; in neither list.
    """


def gaps_of(structure: Structure) -> list[Gap]:
    """Return the gaps between blocks that are pairs, in the order of the target.

    A block that its neighbour has taken up, as a paragraph made of two, is in no gap; nor are comments, values of the
    front matter, and what has its counterpart in the same gap.
    """
    lengths = _Lengths(structure)
    finder = _LineFinder(structure)
    ordered = [pair for pair in structure.pairs if not pair.is_moved]
    source = target = -1
    gaps: list[Gap] = []
    starts: list[int] = []
    doubtful: list[int] = []
    """Where text without a counterpart stands on both sides."""
    for pair in [*ordered, None]:
        next_source = pair.source if pair else len(structure.sources)
        next_target = pair.target if pair else len(structure.targets)
        if next_source < source or next_target < target:
            continue
        missing = [i for i in range(source + 1, next_source) if i not in structure.by_source]
        extra = [j for j in range(target + 1, next_target) if j not in structure.by_target]
        if missing or extra:
            missing = [i for i in missing if not finder.holds_source(i, range(target, next_target + 1))]
            extra = [j for j in extra if not finder.holds_target(j, range(source, next_source + 1))]
            gap = _gap(structure, missing, extra, lengths)
            doubtful += [source] if gap.is_doubtful else []
            if gap.missing or gap.extra or gap.headings or gap.lost_headings:
                gaps.append(gap)
                starts.append(source)
        source, target = next_source, next_target
    near = [any(abs(start - place) <= _FAR for place in doubtful) for start in starts]
    return [gap._replace(is_doubtful=is_near) for gap, is_near in zip(gaps, near, strict=True)]


def _gap(structure: Structure, missing: Sequence[int], extra: Sequence[int], lengths: _Lengths) -> Gap:
    ours = [i for i in missing if _counts(structure.sources[i], structure.source)]
    theirs = [j for j in extra if _counts(structure.targets[j], structure.target)]
    lost = _lost_headings(structure, ours, theirs, lengths)
    ours = [i for i in ours if i not in {pair[0] for pair in lost}]
    theirs = [j for j in theirs if j not in {pair[1] for pair in lost}]
    headings = _headings(structure, ours, theirs)
    ours = [i for i in ours if i not in {pair[0] for pair in headings}]
    theirs = [j for j in theirs if j not in {pair[1] for pair in headings}]
    left, new = _without_counterparts(structure, ours, theirs)
    is_doubtful = len(left) < len(ours) or len(new) < len(theirs)
    left = [i for i in left if not lengths.has_taken_up_source(i)]
    new = [j for j in new if not lengths.has_taken_up_target(j)]
    return Gap(tuple(left), tuple(new), is_doubtful, tuple(headings), tuple(lost))


def _headings(structure: Structure, missing: Sequence[int], extra: Sequence[int]) -> list[tuple[int, int]]:
    """Return the headings of a gap in pairs, where both sides have equally many."""
    ours = [i for i in missing if structure.sources[i].kind is BlockKind.HEADING]
    theirs = [j for j in extra if structure.targets[j].kind is BlockKind.HEADING]
    return list(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else []


def _lost_headings(
    structure: Structure, missing: Sequence[int], extra: Sequence[int], lengths: _Lengths
) -> list[tuple[int, int]]:
    """Return the headings that lost their mark, as in `##Title`, and show as text of about their length."""
    if any(structure.targets[j].kind is BlockKind.HEADING for j in extra):
        return []
    headings = [i for i in missing if structure.sources[i].kind is BlockKind.HEADING]
    texts = [j for j in extra if structure.targets[j].kind is BlockKind.PARAGRAPH]
    glued = [j for j in texts if _GLUED.match(structure.target, structure.targets[j].span.start)]
    if len(headings) == len(glued):
        return list(zip(headings, glued, strict=True))
    if len(headings) == len(texts) == len(missing) == 1 and lengths.are_alike(headings[0], texts[0]):
        return [(headings[0], texts[0])]
    return []


def _counts(block: DocumentBlock, text: str) -> bool:
    return block.kind is not BlockKind.FRONT_MATTER and not _NO_CONTENT.fullmatch(text, *block.span)


def _without_counterparts(
    structure: Structure, missing: Sequence[int], extra: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Leave out as many blocks of each kind as both sides have: these are unlike each other, and not missing."""
    left, new = list(missing), list(extra)
    for kinds in ({BlockKind.HEADING}, _FLOWING, {BlockKind.TABLE_CELL}, {BlockKind.CODE}, {BlockKind.DIRECTIVE}):
        ours = [i for i in left if structure.sources[i].kind in kinds]
        theirs = [j for j in new if structure.targets[j].kind in kinds]
        count = min(len(ours), len(theirs))
        left = [i for i in left if i not in ours[:count]]
        new = [j for j in new if j not in theirs[:count]]
    return left, new


class _LineFinder:
    """Tells whether a line of structure stands in a text on the other side: where lines break is nobody's business."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure

    def holds_source(self, index: int, around: range) -> bool:
        """Tell whether the target has the line of the source in one of the blocks around."""
        structure = self._structure
        return _is_in(structure.sources[index], structure.source, structure.targets, structure.target, around)

    def holds_target(self, index: int, around: range) -> bool:
        """Tell whether the source has the line of the target in one of the blocks around."""
        structure = self._structure
        return _is_in(structure.targets[index], structure.target, structure.sources, structure.source, around)


def _is_in(block: DocumentBlock, text: str, blocks: Sequence[DocumentBlock], other_text: str, around: range) -> bool:
    if block.kind not in (BlockKind.DIRECTIVE, BlockKind.HTML):
        return False
    names = set(_names(block.span.of(text)))
    if not names:
        return False
    places = [index for index in around if 0 <= index < len(blocks)]
    texts = (blocks[index].span.of(other_text) for index in places if blocks[index].kind.has_text)
    return names <= {name for each in texts for name in _names(each)}


def _names(text: str) -> list[str]:
    return ["".join(match.groups("")) for match in _STRUCTURE_NAME.finditer(text)]


_FLOWING = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


def _tokens(text: str) -> frozenset[str]:
    """Return what a translation keeps of a text: code, addresses, names of references."""
    return features_of(text).hard | frozenset(name.lower() for name in _REFERENCE.findall(text))


class _Lengths:
    """Tells by their lengths whether blocks have been joined, or parted."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        texts = [pair for pair in structure.pairs if structure.sources[pair.source].kind.has_text]
        ours = sum(self._source(pair.source) for pair in texts)
        theirs = sum(self._target(pair.target) for pair in texts)
        self._ratio = (theirs + 60.0) / (ours + 60.0)

    def has_taken_up_source(self, index: int) -> bool:
        """Tell whether the translation of a block next to this one is long enough to hold both."""
        wanted = self._source(index) * self._ratio
        surplus = max((self._surplus(i) for i in (index - 1, index + 1)), default=0.0)
        is_text = self._structure.sources[index].kind in _FLOWING
        return is_text and (surplus >= wanted * _ABSORBED or self._is_named_around(index))

    def _is_named_around(self, index: int) -> bool:
        """Tell whether all names of a block of the source stand in the translation of one not far from it."""
        structure = self._structure
        wanted = _tokens(structure.sources[index].span.of(structure.source))
        if len(wanted) < _MIN_NAMES:
            return False
        for place in range(index - _FAR, index + _FAR + 1):
            pair = structure.by_source.get(place)
            if pair and structure.sources[place].kind.has_text:
                own = _tokens(structure.sources[place].span.of(structure.source))
                if wanted - own <= _tokens(structure.targets[pair.target].span.of(structure.target)) and wanted - own:
                    return True
        return False

    def has_taken_up_target(self, index: int) -> bool:
        """Tell whether a block next to this one is so short that this is the rest of its translation."""
        by_target = self._structure.by_target
        pairs = [by_target[j].source for j in self._around(index) if j in by_target]
        deficit = max((-self._surplus(i) for i in pairs), default=0.0)
        return self._structure.targets[index].kind in _FLOWING and deficit >= self._target(index) * _ABSORBED

    def are_alike(self, source: int, target: int) -> bool:
        """Tell whether one block may be the translation of the other by its length."""
        wanted, found = self._source(source) * self._ratio, self._target(target)
        return wanted / _MOST_UNLIKE <= found <= wanted * _MOST_UNLIKE

    def _around(self, index: int) -> Iterator[int]:
        """Yield the blocks of the target before and behind, past others that are extra."""
        for step in (-1, 1):
            place = index + step
            while 0 <= place < len(self._structure.targets) and place not in self._structure.by_target:
                place += step
            yield place

    def _surplus(self, source: int) -> float:
        """Return how much longer the translation of a block is than it should be; 0 where there is none."""
        pair = self._structure.by_source.get(source)
        if pair is None or not self._structure.sources[source].kind.has_text:
            return 0.0
        wanted = self._source(source) * self._ratio
        surplus = self._target(pair.target) - wanted
        return surplus if abs(surplus) >= wanted * _NOISE else 0.0

    def _source(self, index: int) -> float:
        return features_of(self._structure.sources[index].span.of(self._structure.source)).length

    def _target(self, index: int) -> float:
        return features_of(self._structure.targets[index].span.of(self._structure.target)).length


def runs_of(indexes: Sequence[int], blocks: Sequence[DocumentBlock]) -> list[list[int]]:
    """Return the blocks of a gap in runs, each of which begins with a heading, but for the first."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and blocks[index].kind is not BlockKind.HEADING:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
