"""What a pair of documents tells of addresses: where references lead, and which page is the translation of which."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.align import DocumentPair
from l10nqa.markup import Kind, parse_inline
from l10nqa.model import Issue
from l10nqa.quality import Certainty
from l10nqa.site import SiteTrees, generator_of
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.model import Bitext, Segment
    from l10nqa.rule import Judge
    from l10nqa.site import Generator

__all__ = ["judge_of_pair"]

_DEFINITION = compile_pattern(
    r"^[ \t>]{0,12}\[(?P<name>(?:[^\[\]\\\n]|\\.){1,200})\]:[ \t]*\n?[ \t]*<?(?P<address>[^\s<>]+)",
    re.MULTILINE,
)
_SOURCE_LOCALE = compile_pattern(r"\]\((?P<address>/(?P<tag>[a-z]{2}(?:-[A-Za-z]{2})?)(?P<page>/[^\s()#?]+)[^\s()]*)")


def judge_of_pair(document: Bitext) -> Judge | None:
    """Return what judges the addresses in a pair of documents; None for other kinds of bitext."""
    return _PairJudge(document) if isinstance(document, DocumentPair) else None


class _PairJudge:
    """Judges the issues of the segments of one pair."""

    def __init__(self, document: DocumentPair) -> None:
        self._document = document
        self._trees = SiteTrees.of(document.source_path, document.path)
        self._generator: Generator | None = generator_of(document.path, "", document.text)
        self._definitions: tuple[Mapping[str, str], Mapping[str, str]] | None = None

    def __call__(self, segment: Segment, issues: tuple[Issue, ...]) -> Iterator[Issue]:
        """Yield the issues that stand, and addresses that lead to the pages of the source without need."""
        alike = self._leading_alike(segment) if issues else []
        for issue in issues:
            if not self._is_settled(segment, issue, alike):
                yield issue
        yield from self._to_source_pages(segment)

    def _is_settled(self, segment: Segment, issue: Issue, alike: Sequence[Span]) -> bool:
        """Tell whether the documents show that what the texts report is no fault."""
        if issue.source is None or issue.target is None:
            return False
        start = issue.source.start
        if any(span.start <= start <= span.end + 1 for span in alike):  # the address of `[name]` would stand behind it
            return True
        return self._is_same(issue.source.of(segment.source), issue.target.of(segment.target))

    def _leading_alike(self, segment: Segment) -> list[Span]:
        """Return the links of the source, if those of the target lead to the same pages, whatever names they have."""
        ours, theirs = self._addresses(segment.source, 0), self._addresses(segment.target, 1)
        missing, extra = list((ours - theirs).elements()), list((theirs - ours).elements())
        if len(missing) != len(extra) or not all(any(self._is_same(was, now) for now in extra) for was in missing):
            return []
        return [node.span for node in parse_inline(segment.source).of(Kind.LINK | Kind.IMAGE)]

    def _addresses(self, text: str, side: int) -> Counter[str]:
        if self._definitions is None:
            self._definitions = _definitions(self._document.source_text), _definitions(self._document.text)
        known = self._definitions[side]
        return Counter(
            known.get(_label(node.value), node.value) for node in parse_inline(text).of(Kind.LINK | Kind.IMAGE)
        )

    def _is_same(self, was: str, now: str) -> bool:
        if was == now:
            return True
        page, new_page = was.partition("#")[0], now.partition("#")[0]
        if ":" in page or ":" in new_page or ("#" in was) != ("#" in now):
            return False
        if page == new_page:
            # Parts of pages that are at hand are the business of the rule `anchor`.
            return not page or self._trees.linked(page, self._generator) is not None
        return self._trees.is_translation(page, new_page, self._generator)

    def _to_source_pages(self, segment: Segment) -> Iterator[Issue]:
        """Yield addresses that name the locale of the source where the page has a translation."""
        if "](/" not in segment.target:
            return
        locale = segment.profile.source_locale.lower()
        for match in _SOURCE_LOCALE.finditer(segment.target):
            if match["tag"].lower() not in (locale, locale.partition("-")[0]) or match[0] not in segment.source:
                continue
            linked = self._trees.linked(match["page"], self._generator)
            if linked and linked.target != linked.source:
                message = f"“{match['address']}” leads to the source's page: there is one in the language of the target"
                yield Issue(message, None, Span(*match.span("address")), certainty=Certainty.LIKELY)


def _definitions(text: str) -> dict[str, str]:
    """Return the addresses of the references of a document, by their names; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(text):
        found.setdefault(_label(match["name"]), match["address"])
    return found


def _label(name: str) -> str:
    """Return a name as references are compared: capitals and the amount of white space mean nothing."""
    return " ".join(name.split()).casefold()
