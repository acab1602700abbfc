"""Short titles and heads of remarks that were kept, and originals with their translation beside them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from l10nqa.locale import LABELS, TITLE_VERBS, language_of, scripts_of
from l10nqa.markup import Kind
from l10nqa.model import Issue
from l10nqa.quality import Certainty
from l10nqa.rules.untranslated.names import OPAQUE, WORD, is_common
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.markup import Node
    from l10nqa.rule import ParsedSegment, RuleContext

__all__ = ["is_explained", "labels_kept", "titles_kept"]

_EXPLAINED = re.compile(r"[(（][^()（）]*[^\x00-\x7f][^()（）]*[)）]")
"""A translation in parentheses behind the original."""
_LABEL = re.compile(r"\W{0,6}([A-Z][a-z]+)[*_]{0,3} ?[:：]")
"""A word and a colon with which a text begins."""
_MOSTLY = 0.6
"""The share of the words of an original that the source has."""
_GLOSS = 3
"""Words, or characters of another script, of a translation that stands in brackets behind its original."""


def labels_kept(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield the word that heads a remark where it stands as in the source, in a language of another script."""
    kept = _LABEL.match(segment.target.text)
    heads = LABELS.get(language_of(context.source_locale), frozenset())
    if kept is None or kept[1].lower() not in heads or "LATIN" in scripts_of(context.target_locale):
        return
    begins = _LABEL.match(segment.source.text)
    if begins is not None and begins[1] == kept[1] and any(map(_is_foreign, segment.target.text)):
        yield Issue(f"“{kept[1]}” is not translated", None, Span(*kept.span(1)))


def _is_foreign(character: str) -> bool:
    return character.isalpha() and not character.isascii()


def titles_kept(segment: ParsedSegment, context: RuleContext, names: tuple[str, ...]) -> Iterator[Issue]:
    """Yield the short title of an instruction that stands in a link as it stands in the source."""
    verbs = TITLE_VERBS.get(language_of(context.source_locale), frozenset())
    target = segment.target
    links = target.of(Kind.LINK)
    if not links:
        return
    titles = {(node.value, node.inner.of(segment.source.text)) for node in segment.source.of(Kind.LINK)}
    for node in links:
        title = node.inner.of(target.text)
        words = WORD.findall(title)
        if (node.value, title) not in titles or len(words) < 2 or words[0].lower() not in verbs:
            continue
        if title in names or "[" in title:
            continue
        if any(map(_is_opaque, target.of(OPAQUE), repeat(node.inner))) or is_explained(node.inner, [], segment):
            continue
        if len(words) > 2 and sum(is_common(word, context) for word in words) >= 2:
            continue  # found as a run of words
        certainty = Certainty.POSSIBLE if context.origin != "MT" else None
        yield Issue(f"“{title}” is not translated", None, node.inner, certainty=certainty)


def _is_opaque(node: Node, span: Span) -> bool:
    return node.span.inside(span) or span.inside(node.span)


def is_explained(spot: Span, words: list[re.Match[str]], segment: ParsedSegment) -> bool:
    """Tell an original that stands beside its translation, one of them in parentheses."""
    target = segment.target
    behind = target.text[spot.end :].lstrip(' .*_"”」')
    if words and behind.startswith(("(", "（")) and f"{words[-1][0]} (" not in segment.source.text:
        return True
    before = target.text[: spot.start].rstrip(' *_"“')
    if words and before.endswith(("(", "（")) and f"({words[0][0]}" not in segment.source.text:
        return True
    if _is_glossed(target.text[spot.start :], segment.source.text):
        return True
    for node in target.around(spot, Kind.LINK):
        if spot.inside(node.inner):
            after = target.text[node.span.end :].lstrip(' "”」』')
            if _EXPLAINED.search(node.inner.of(target.text)) or after.startswith(("(", "（", "[", "［")):
                return True
    return False


def _is_glossed(text: str, source: str) -> bool:
    """Tell an original, with which a text begins, that goes on to an opening bracket with its translation."""
    original, bracket, gloss = text.partition("(")
    if not bracket:
        return False
    known = _words(source)
    others = [word for word in WORD.findall(gloss.partition(")")[0].lower()) if word not in known]
    kept = WORD.findall(original.lower())
    # The original may have been typed anew, or be that of another version.
    is_gloss = len(others) >= _GLOSS or any(len(word) >= _GLOSS and _is_foreign(word[0]) for word in others)
    return is_gloss and sum(map(known.__contains__, kept)) >= _MOSTLY * len(kept)


@lru_cache(maxsize=1)  # the runs of a segment come in a row
def _words(source: str) -> frozenset[str]:
    return frozenset(WORD.findall(source.lower()))
