"""A block of the source is missing, is extra, stands in another list or table, or its structure was changed.

Blocks are paragraphs, items of lists, cells of tables, images, blocks of code, tags of HTML, and lines that a site
generator reads: directives, shortcodes, Liquid tags, includes, alerts, JSX. Of these the names, settings and paths are
compared, and not what a reader sees (`title="…"`). A run of blocks is reported once; a section with its heading is the
business of the rule `heading`, the text of a code block that of `code-block`.

How certain a finding is depends on how much of the document has a counterpart. In a translation of another version of
the source much has none, and some say themselves that they are stale: what differs there is `possible`. So is what is
missing where neither the page nor git says which version of the source was translated: it may be newer.

Not reported: comments, attribute lists and lone ids; two paragraphs made of one, and one made of two; a paragraph that
is translated so freely that it cannot be told apart from another one in its place.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.align import BlockKind, pair_structure, runs_of
from l10nqa.markup import is_other_language
from l10nqa.model import Bitext, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, document_rule
from l10nqa.rules.block.skeleton import first_difference, images_of
from l10nqa.text import Span, count_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.align import BlockPair, DocumentBlock, Gap, Structure

__all__ = ["block"]

_NAMES = {
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.LIST_ITEM: "item of a list",
    BlockKind.TABLE_CELL: "cell of a table",
    BlockKind.CODE: "block of code",
    BlockKind.HTML: "tag",
    BlockKind.DIRECTIVE: "line of structure",
    BlockKind.IMAGE: "image",
    BlockKind.HEADING: "heading",
}
_CONTAINERS = {"q": "quotation", "u": "bulleted list", "o": "numbered list", "t": "table", "f": "footnote"}
_SHOWN = 60


@document_rule(
    category=Category.OMISSION,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    examples=(
        Example(
            "en>de",
            "de/a.md",
            "Öffnen Sie `a`.⟦⟧\n\nSchließen Sie `c`.\n",
            document="Open `a`.\n\nThen wait for a while, until `b` is there.\n\nClose `c`.\n",
            note="a paragraph is missing",
        ),
        Example(
            "en>ja",
            "ja/a.md",
            "1. `a` を開きます。\n\n⟦`b` を待ちます。⟧\n\n2. `c` を閉じます。\n",
            document="1. Open `a`.\n\n   Wait for `b`.\n\n2. Close `c`.\n",
            note="the paragraph has left the list, which begins anew",
        ),
        Example(
            "en>pt",
            "pt/a.md",
            '⟦{{< alerta color="info" >}}⟧\n\nTexto.\n\n{{< /alert >}}\n',
            document='{{< alert color="info" >}}\n\nText.\n\n{{< /alert >}}\n',
            note="the name of a shortcode was translated",
        ),
        Example(
            "en>fr",
            "fr/a.md",
            "Texte.\n\n⟦![Carte](media/b.png)⟧\n",
            document="Text.\n\n![Map](media/a.png)\n",
            note="another image",
        ),
        Example(
            "en>es",
            "es/a.md",
            '{{< alert title="Nota" color="info" >}}\n\nTexto.\n\n{{< /alert >}}\n',
            document='{{< alert title="Note" color="info" >}}\n\nText.\n\n{{< /alert >}}\n',
            note="what a reader sees is translated",
        ),
        Example(
            "en>zh",
            "zh/a.md",
            "打开 `a`，等到 `b` 出现，然后关闭 `c`。\n\n好。\n",
            document="Open `a`. Wait for `b`.\n\nThen close `c`.\n\nGood.\n",
            note="two paragraphs made one",
        ),
    ),
)
def block(document: Bitext) -> Iterator[Issue]:
    """Yield an issue for every run of blocks that differs from the source."""
    structure = pair_structure(document)
    if structure is None:
        return
    yield from _gaps(structure)
    yield from _containers(structure)
    for pair in structure.pairs:
        source, target = structure.sources[pair.source], structure.targets[pair.target]
        if source.kind is target.kind and source.kind in (BlockKind.DIRECTIVE, BlockKind.HTML):
            yield from _restructured(structure, pair)
        elif source.kind is target.kind is BlockKind.IMAGE:
            yield from _images(structure, pair, document)


def _gaps(structure: Structure) -> Iterator[Issue]:
    """Yield what is missing and what is extra, but sections with their headings."""
    for gap in structure.gaps:
        certainty = min(structure.certainty, Certainty.POSSIBLE if gap.is_doubtful else Certainty.CERTAIN)
        missing = [run for run in runs_of(gap.missing, structure.sources) if not _is_section(structure.sources, run)]
        extra = [run for run in runs_of(gap.extra, structure.targets) if not _is_section(structure.targets, run)]
        doubt = min(certainty, structure.certainty_of_missing)
        if missing and (extra or gap.extra):
            yield _replaced(structure, gap, doubt)
            continue
        for run in missing:
            place = structure.end_before(run[0])
            message = f"missing here: {_described(structure.sources, run, structure.source)}"
            yield Issue(message, None, Span(place, place), certainty=min(doubt, _weight(structure.sources, run)))
        for run in extra:
            blocks = structure.targets
            message = f"not in the source: {_described(blocks, run, structure.target)}"
            weight = min(certainty, _weight(blocks, run), Certainty.LIKELY)
            yield Issue(message, None, _span(blocks, run), certainty=weight)


def _replaced(structure: Structure, gap: Gap, certainty: Certainty) -> Issue:
    """Return the one issue of a gap where other blocks stand in the place of those of the source."""
    ours = _described(structure.sources, gap.missing, structure.source)
    theirs = _described(structure.targets, gap.extra, structure.target)
    span = _span(structure.targets, gap.extra)
    return Issue(f"here: {theirs}; in the source: {ours}", None, span, certainty=min(certainty, Certainty.LIKELY))


def _is_section(blocks: Sequence[DocumentBlock], run: Sequence[int]) -> bool:
    return blocks[run[0]].kind is BlockKind.HEADING


def _span(blocks: Sequence[DocumentBlock], run: Sequence[int]) -> Span:
    return Span(blocks[run[0]].span.start, blocks[run[-1]].span.end)


def _weight(blocks: Sequence[DocumentBlock], run: Sequence[int]) -> Certainty:
    """Return how certain it is that a difference in such blocks is a fault: tags alone may be set otherwise."""
    if all(blocks[index].kind is BlockKind.HTML for index in run):
        return Certainty.POSSIBLE
    return Certainty.CERTAIN


def _described(blocks: Sequence[DocumentBlock], run: Sequence[int], text: str) -> str:
    if len(run) == 1:
        content = " ".join(blocks[run[0]].span.of(text).split())
        content = content if len(content) <= _SHOWN else content[: _SHOWN - 1] + "…"
        return f"{_NAMES[blocks[run[0]].kind]} “{content}”"
    kinds = Counter(_NAMES[blocks[index].kind] for index in run)
    if len(kinds) == 1:
        name = next(iter(kinds))
        head, _, rest = name.partition(" ")
        return f"{len(run)} {head}s {rest}".rstrip()
    return count_of(len(run), "block")


def _containers(structure: Structure) -> Iterator[Issue]:
    """Yield runs of blocks that stand in other lists, quotations or tables than their sources."""
    run: list[BlockPair] = []
    for pair in [*structure.pairs, None]:
        is_elsewhere = pair is not None and _is_elsewhere(structure, pair)
        if run and not (pair and is_elsewhere and _places(structure, run[-1]) == _places(structure, pair)):
            yield _moved_run(structure, run)
            run = []
        if pair and is_elsewhere:
            run.append(pair)


def _is_elsewhere(structure: Structure, pair: BlockPair) -> bool:
    source, target = structure.sources[pair.source], structure.targets[pair.target]
    if BlockKind.FRONT_MATTER in (source.kind, target.kind) or BlockKind.HTML in (source.kind, target.kind):
        return False
    flowing = {source.kind, target.kind} == {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}
    return source.container != target.container or flowing


def _places(structure: Structure, pair: BlockPair) -> tuple[str, str]:
    """Return the containers of the source and of the target that a block has on one side only, the outer ones."""
    ours, theirs = structure.sources[pair.source].container, structure.targets[pair.target].container
    while ours and theirs and ours[-1] == theirs[-1]:
        ours, theirs = ours[:-1], theirs[:-1]
    return ours, theirs


def _moved_run(structure: Structure, run: Sequence[BlockPair]) -> Issue:
    ours, theirs = _places(structure, run[0])
    blocks = [structure.targets[pair.target] for pair in run]
    more = f" and {count_of(len(run) - 1, 'block')} behind it" if len(run) > 1 else ""
    if ours == theirs == "":
        now = "a list item" if blocks[0].kind is BlockKind.LIST_ITEM else "no list item"
        message = f"the block is {now} here, other than in the source"
    else:
        verb = "stand" if more else "stands"
        message = f"the block{more} {verb} in {_named(theirs)}, in the source in {_named(ours)}"
    certainty = min(Certainty.LIKELY, structure.certainty, *(structure.certainty_of(pair) for pair in run[:1]))
    return Issue(message, None, blocks[0].span, certainty=certainty)


def _named(container: str) -> str:
    if not container:
        return "the text itself"
    return " in ".join(f"a {_CONTAINERS[letter]}" for letter in reversed(container))


def _restructured(structure: Structure, pair: BlockPair) -> Iterator[Issue]:
    """Yield a line of structure whose names or settings were changed."""
    source = structure.sources[pair.source].span.of(structure.source)
    span = structure.targets[pair.target].span
    target = span.of(structure.target)
    if source == target:
        return
    difference = first_difference(source, target)
    if difference is None:
        return
    was, now = difference
    certainty = min(Certainty.LIKELY, structure.certainty)
    if was and now:
        message = f"{now.name} is “{now.value}”, in the source “{was.value}”"
    elif was:
        message = f"{was.name} “{was.value}” of the source is missing"
    else:
        message = f"{now.name} “{now.value}” is not in the source" if now else ""
    yield Issue(message, None, span, certainty=certainty)


def _images(structure: Structure, pair: BlockPair, document: Bitext) -> Iterator[Issue]:
    """Yield images with another address; one with the language in it is the target's own."""
    ours = images_of(structure.sources[pair.source].span.of(structure.source))
    span = structure.targets[pair.target].span
    theirs = images_of(span.of(structure.target))
    if Counter(ours) == Counter(theirs):
        return
    missing = [address for address in ours if address not in theirs]
    extra = [address for address in theirs if address not in ours]
    if len(missing) == len(extra) and all(
        is_other_language(was, now, document.source_locale, document.target_locale, may_add=True)
        for was, now in zip(missing, extra, strict=True)
    ):
        return
    if missing and extra:
        message = f"the image is “{extra[0]}”, in the source “{missing[0]}”"
    elif missing:
        message = f"the image “{missing[0]}” of the source is missing"
    elif extra:
        message = f"the image “{extra[0]}” is not in the source"
    else:
        message = "the images are repeated otherwise than in the source"
    yield Issue(message, None, span, certainty=min(Certainty.LIKELY, structure.certainty))
