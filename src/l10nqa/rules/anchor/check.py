"""Follows the links of one pair of documents to the parts of pages that they lead to."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align import BlockKind, Structure, align_documents
from l10nqa.front_matter import find_front_matter
from l10nqa.model import Edit, Issue
from l10nqa.quality import Certainty
from l10nqa.site import (
    AnchorLink,
    Generator,
    SiteTrees,
    anchor_links,
    generator_of,
    ids_of_file,
    page_ids,
    read_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.align import BlockPair
    from l10nqa.model import Bitext, Segment
    from l10nqa.site import LinkedPages, PageIds
    from l10nqa.text import Span

__all__ = ["AnchorCheck"]

_ALL = (
    Generator.GITHUB,
    Generator.HUGO,
    Generator.MKDOCS,
    Generator.MKDOCS_UNICODE,
    Generator.DOCFX,
    Generator.VITEPRESS,
)


class PagePair(NamedTuple):
    """A page of the source and its translation, as a link sees them."""

    structure: Structure | None
    """None until somebody asks: the two are another page than the document, and not aligned yet."""
    linked: LinkedPages | None
    sources: tuple[PageIds, ...]
    """The ids of the page, one for each program that may build the site."""
    targets: tuple[PageIds, ...]

    @property
    def is_own(self) -> bool:
        return self.structure is not None


class AnchorCheck:
    """The check of one pair of documents."""

    def __init__(self, document: Bitext, structure: Structure, generator: Generator | None) -> None:
        self._document, self._structure = document, structure
        front_matter = find_front_matter(document.text).of(document.text)
        found = generator or generator_of(document.path, front_matter, document.text)
        self._generator = found
        self._generators = (found,) if found else _ALL
        self._trees = SiteTrees.of(getattr(document, "source_path", ""), document.path)
        self._pages: dict[str, PagePair | None] = {}
        self._lost: set[int] = set()
        """The headings of the source whose translations lost their ids."""

    @cached_property
    def _own(self) -> PagePair:
        structure = self._structure
        return PagePair(
            structure,
            None,
            tuple(page_ids(structure.source, each, structure.sources) for each in self._generators),
            tuple(page_ids(structure.target, each, structure.targets) for each in self._generators),
        )

    @cached_property
    def _links(self) -> Sequence[AnchorLink]:
        return anchor_links(self._structure.target, self._structure.targets)

    @cached_property
    def _source_links(self) -> Sequence[AnchorLink]:
        return anchor_links(self._structure.source, self._structure.sources)

    def lost_ids(self) -> Iterator[Issue]:
        """Yield the headings that lack the id that their source gives by hand."""
        structure = self._structure
        if not any(block.label for block in structure.sources if block.kind is BlockKind.HEADING):
            return
        known = self._own.targets
        for pair in structure.pairs:
            block, translation = structure.sources[pair.source], structure.targets[pair.target]
            if block.kind is not BlockKind.HEADING or translation.kind is not BlockKind.HEADING:
                continue
            if not block.label or translation.label:
                continue
            if all(block.label in ids for ids in known):
                continue
            self._lost.add(pair.source)
            written = _rest_of_line(structure.source, block.span.end)
            end = translation.span.end
            edits = (Edit(end, end, f" {written.strip()}"),) if block.label in written else ()
            yield Issue(
                f"the heading lacks the id “{block.label}” that its source has: links to it are dead",
                None,
                translation.span,
                edits,
                min(structure.certainty_of(pair), Certainty.LIKELY),
            )

    def dead_links(self) -> Iterator[Issue]:
        """Yield the links that lead to nothing in the translation."""
        for link in self._links:
            pages = self._pages_of(link.page)
            if pages is None:
                continue
            if any(link.fragment in ids for ids in pages.targets):
                yield from self._misled(link, pages)
                continue
            original = self._original(link, pages)
            if original is not None:
                issue = self._issue(link, original, pages)
                if issue:
                    yield issue

    def _misled(self, link: AnchorLink, pages: PagePair) -> Iterator[Issue]:
        """Yield a link within the page that leads to another heading than the one link of its source does."""
        segment = self._segment(link.span) if pages.is_own and self._generator else None
        if segment is None or link.fragment in pages.sources[0]:
            return
        ours = {each.fragment for each in self._source_links if each.span.inside(segment.source_span) and not each.page}
        theirs = {each.fragment for each in self._links if each.span.inside(segment.target_span) and not each.page}
        if len(ours) != 1 or len(theirs) != 1:
            return
        heading = pages.sources[0].blocks.get(next(iter(ours)))
        pair = None if heading is None else self._structure.by_source.get(heading)
        place = pages.targets[0].blocks.get(link.fragment)
        if pair is None or place is None or place == pair.target:
            return
        if self._structure.certainty_of(pair) is Certainty.CERTAIN:
            message = f"“#{link.fragment}” leads to another heading than “#{next(iter(ours))}” does in the source"
            yield Issue(message, None, link.span, certainty=Certainty.LIKELY)

    def _pages_of(self, address: str) -> PagePair | None:
        """Return the page that an address means, and its translation."""
        if not address:
            return self._own
        if address not in self._pages:
            self._pages[address] = self._found(address)
        return self._pages[address]

    def _found(self, address: str) -> PagePair | None:
        linked = self._trees.linked(address, self._generator)
        if linked is None:
            return None
        if str(linked.source) == str(self._trees.source / self._trees.page):
            return self._own
        sides = []
        for file in linked:
            ids = [ids_of_file(file, each) for each in self._generators]
            sides.append(tuple(each for each in ids if each is not None))
        return PagePair(None, linked, sides[0], sides[1]) if all(sides) else None

    def _original(self, link: AnchorLink, pages: PagePair) -> str | None:
        """Return the fragment that the link has in the source; None where it is dead there, too, or unknown."""
        if any(link.fragment in ids for ids in pages.sources):
            return link.fragment
        if any(each.fragment == link.fragment and each.page == link.page for each in self._source_links):
            return None
        segment = self._segment(link.span)
        if segment is None:
            return None
        candidates = {
            each.fragment
            for each in self._source_links
            if each.span.inside(segment.source_span) and self._pages_of(each.page) == pages
        }
        live = [fragment for fragment in candidates if any(fragment in ids for ids in pages.sources)]
        return live[0] if len(live) == 1 else None

    def _segment(self, span: Span) -> Segment | None:
        """Return the segment whose target holds a stretch of the document."""
        index = bisect_right(self._starts, span.start) - 1
        segment = self._ordered[index] if index >= 0 else None
        return segment if segment and span.inside(segment.target_span) else None

    @cached_property
    def _ordered(self) -> Sequence[Segment]:
        return sorted(self._document.segments, key=lambda each: each.target_span)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [segment.target_span.start for segment in self._ordered]

    def _issue(self, link: AnchorLink, fragment: str, pages: PagePair) -> Issue | None:
        structure = self._aligned(pages)
        heading = next((ids.blocks[fragment] for ids in pages.sources if fragment in ids.blocks), None)
        where = "this page" if pages.is_own else "the translated page"
        if structure is None or (pages.is_own and heading in self._lost):
            return None
        message = f"“#{link.fragment}” is no place in {where}"
        if heading is None:
            return Issue(message, None, link.span)
        pair = structure.by_source.get(heading)
        if pair is None:
            if pages.is_own:
                return None  # the rule `heading` reports that it is missing
            certainty = min(Certainty.LIKELY, structure.certainty)
            return Issue(f"{message}: it lacks the heading that the source has", None, link.span, certainty=certainty)
        return self._repaired(link, pages, pair, structure.certainty_of(pair), message)

    def _repaired(
        self, link: AnchorLink, pages: PagePair, pair: BlockPair, certainty: Certainty, message: str
    ) -> Issue:
        names = {found.name for ids in pages.targets if (found := ids.of_heading(pair.target))}
        name = next(iter(names)) if len(names) == 1 else None
        if not name or certainty is Certainty.POSSIBLE:
            return Issue(message, None, link.span)  # dead all the same
        place = link.fragment_span
        edits = (Edit(place.start, place.end, name),)
        return Issue(f"{message}: the heading is called “#{name}” there", None, link.span, edits, certainty)

    def _aligned(self, pages: PagePair) -> Structure | None:
        return pages.structure or (_structure_of_files(pages.linked) if pages.linked else None)


def _structure_of_files(linked: LinkedPages) -> Structure | None:
    source, target = read_page(linked.source), read_page(linked.target)
    return None if source is None or target is None else _structure_of_texts(source, target)


@lru_cache(maxsize=16)
def _structure_of_texts(source: str, target: str) -> Structure:
    return Structure(source, target, align_documents(source, target))


def _rest_of_line(text: str, start: int) -> str:
    """Return the text that follows a heading on its line: its id."""
    end = text.find("\n", start)
    return text[start : len(text) if end < 0 else end].rstrip().rstrip("#").rstrip()
