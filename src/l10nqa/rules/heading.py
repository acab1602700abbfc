"""A heading of the source is missing, is no heading any more, has another level, or stands in another place.

Headings are what a reader finds a part of a page by, and what its table of contents is made of. A section that is
missing is reported here, once, with the number of its blocks. Where the blank behind `#` is missing, as machine
translation likes it (`##Titel`), the heading shows as text.

Not reported: sections of a glossary, which is in the order of the alphabet, in another order; headings where most of
the document is another than in the source: it is the translation of another version, and what differs is `possible`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.align import BlockKind, BlockPair, pair_structure, runs_of
from l10nqa.model import Bitext, Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, Repair, document_rule
from l10nqa.text import Span, count_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.align import DocumentBlock, Structure

__all__ = ["heading"]

_MARKS = re.compile(r"(?:^|\n)[ ]{0,3}(?:>[ ]?)*(?P<marks>#{1,6})[ \t]+\Z")
_GLUED = re.compile(r"(?:\\)?(#{1,6})(?=[^#\s])")
_MOST_MOVED = 3
"""Sections in another order, up to which that is likely to be a fault."""
_ALONE = 1.0
"""The score of two headings of different levels, with nothing else in their place."""
_SHOWN = 60


@document_rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    repair=Repair.FROM_SOURCE,
    examples=(
        Example(
            "en>de",
            "de/a.md",
            "## Start\n\nText.\n\n⟦### Ende⟧\n\nText.\n",
            document="## Start\n\nText.\n\n## End\n\nText.\n",
            fixed="## Start\n\nText.\n\n## Ende\n\nText.\n",
            note="another level",
        ),
        Example(
            "en>es",
            "es/a.md",
            "## Inicio\n\nTexto.\n\n⟦##Final del texto⟧\n\nTexto.\n",
            document="## Start\n\nText.\n\n## End of the text\n\nText.\n",
            fixed="## Inicio\n\nTexto.\n\n## Final del texto\n\nTexto.\n",
            note="the blank is missing",
        ),
        Example(
            "en>ja",
            "ja/a.md",
            "## はじめに\n\n`a.txt` を開きます。⟦⟧\n\n## まとめ\n\n`c.txt` を閉じます。\n",
            document="## Start\n\nOpen `a.txt`.\n\n## Middle\n\nUse `b.txt`.\n\n## Summary\n\nClose `c.txt`.\n",
            note="a section is missing",
        ),
        Example("en>fr", "fr/a.md", "# Un\n\n## Deux\n", document="# One\n\n## Two\n"),
        Example("en>fr", "fr/a.md", "Un\n===\n", document="# One\n", note="written otherwise"),
    ),
)
def heading(document: Bitext) -> Iterator[Issue]:
    """Yield an issue for every heading that is not as in the source."""
    structure = pair_structure(document)
    if structure is None or not any(
        block.kind is BlockKind.HEADING for block in (*structure.sources, *structure.targets)
    ):
        return
    yield from _changed(structure)
    yield from _moved(structure)
    yield from _missing(structure)


def _changed(structure: Structure) -> Iterator[Issue]:
    """Yield the headings of another level, and those that are none."""
    shifted = [
        BlockPair(*pair, _ALONE)
        for gap in structure.gaps
        for pair in gap.headings
        if structure.sources[pair[0]].level != structure.targets[pair[1]].level
    ]
    for pair in structure.pairs:
        source, target = structure.sources[pair.source], structure.targets[pair.target]
        if source.kind is target.kind is BlockKind.HEADING:
            if source.level != target.level:
                shifted.append(pair)
        elif source.kind is BlockKind.HEADING:
            is_glued = _GLUED.match(structure.target, target.span.start) is not None
            if is_glued or structure.certainty_of(pair) > Certainty.POSSIBLE:
                yield _lost(structure, source.level, target)
        elif target.kind is BlockKind.HEADING and source.kind is not BlockKind.FRONT_MATTER:
            certainty = min(structure.certainty, structure.certainty_of(pair), Certainty.LIKELY)
            message = f"it is a heading, and in the source a {source.kind.value.replace('-', ' ')}"
            yield Issue(message, None, target.span, certainty=certainty)
    shifts = {structure.targets[pair.target].level - structure.sources[pair.source].level for pair in shifted}
    headings = sum(structure.sources[pair.source].kind is BlockKind.HEADING for pair in structure.pairs)
    if len(shifts) == 1 and len(shifted) == headings > 2:
        target = structure.targets[shifted[0].target]
        by = f"{abs(min(shifts))} {'deeper' if min(shifts) > 0 else 'higher'}"
        message = f"all {len(shifted)} headings are {by} than in the source"
        yield Issue(message, None, target.span, certainty=min(structure.certainty, Certainty.LIKELY))
        return
    for pair in shifted:
        yield _shifted(structure, pair)


def _shifted(structure: Structure, pair: BlockPair) -> Issue:
    source, target = structure.sources[pair.source], structure.targets[pair.target]
    message = f"the heading is of level {target.level}, in the source of level {source.level}"
    certainty = min(structure.certainty, _by_shape(structure, pair))
    line = structure.target.rfind("\n", 0, target.span.start) + 1
    marks = _MARKS.search(structure.target[max(line - 1, 0) : target.span.start])
    if marks is None:
        return Issue(message, None, target.span, certainty=certainty)
    start = max(line - 1, 0) + marks.start("marks")
    edit = Edit(start, start + target.level, "#" * source.level)
    return Issue(message, None, Span(start, target.span.end), (edit,), certainty)


def _by_shape(structure: Structure, pair: BlockPair) -> Certainty:
    """Return how certain a pair of headings is, whose levels differ: their neighbours must be pairs."""
    around = [structure.by_source.get(pair.source + step) for step in (-1, 1)]
    is_held = all(
        each is not None and each.target == pair.target + step for each, step in zip(around, (-1, 1), strict=True)
    )
    at_edge = pair.source == 0 or pair.source == len(structure.sources) - 1
    return Certainty.CERTAIN if is_held or at_edge else structure.certainty_of(pair)


def _lost(structure: Structure, level: int, target: DocumentBlock) -> Issue:
    """Return the issue of a heading that is text in the target."""
    glued = _GLUED.match(target.span.of(structure.target))
    if glued and len(glued[1]) == level:
        place = target.span.start + glued.end()
        edits = (Edit(place, place, " "),)
        return Issue("the blank behind # is missing: the heading shows as text", None, target.span, edits)
    certainty = min(structure.certainty, Certainty.LIKELY)
    return Issue("the heading of the source is no heading here", None, target.span, certainty=certainty)


def _moved(structure: Structure) -> Iterator[Issue]:
    moved = [
        pair for pair in structure.pairs if pair.is_moved and structure.sources[pair.source].kind is BlockKind.HEADING
    ]
    if structure.is_sorted:
        return
    certainty = Certainty.LIKELY if len(moved) <= _MOST_MOVED else Certainty.POSSIBLE
    for pair in moved:
        title = _shown(structure.source, structure.sources[pair.source].span)
        message = f"the section stands in another place than “{title}” in the source"
        yield Issue(message, None, structure.targets[pair.target].span, certainty=min(certainty, structure.certainty))


def _missing(structure: Structure) -> Iterator[Issue]:
    """Yield the sections that are missing, and those that the source has not."""
    for gap in structure.gaps:
        for source, target in gap.lost_headings:
            yield _lost(structure, structure.sources[source].level, structure.targets[target])
        certainty = min(structure.certainty, Certainty.POSSIBLE if gap.is_doubtful else Certainty.CERTAIN)
        for run in runs_of(gap.missing, structure.sources):
            first = structure.sources[run[0]]
            if first.kind is BlockKind.HEADING:
                title = _shown(structure.source, first.span)
                place = structure.end_before(run[0])
                blocks = f", with {count_of(len(run) - 1, 'block')}" if len(run) > 1 else ""
                message = f"the heading “{title}” of the source is missing{blocks}"
                doubt = min(certainty, structure.certainty_of_missing)
                yield Issue(message, None, Span(place, place), certainty=doubt)
        if gap.missing and structure.sources[gap.missing[0]].kind is not BlockKind.HEADING:
            continue  # something else stands in the place of what is missing: the rule `block` reports it
        for run in runs_of(gap.extra, structure.targets):
            first = structure.targets[run[0]]
            if first.kind is BlockKind.HEADING:
                blocks = f", with {count_of(len(run) - 1, 'block')}" if len(run) > 1 else ""
                message = f"the source has no such heading{blocks}"
                yield Issue(message, None, first.span, certainty=min(certainty, Certainty.LIKELY))


def _shown(text: str, span: Span) -> str:
    content = " ".join(span.of(text).split())
    return content if len(content) <= _SHOWN else content[: _SHOWN - 1] + "…"
