"""Words that stand directly beside markup although the language parts words with white space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.lexicon import PARTNER, stem_of
from l10nqa.locale import FUNCTION_WORDS, facts_of, language_of
from l10nqa.markup import Inline, Kind, Node
from l10nqa.model import Edit, Issue
from l10nqa.quality import Certainty
from l10nqa.rules.spacing.customs import is_ending, joins_nouns, may_be_ending
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.lexicon import Lexicon
    from l10nqa.locale import LocaleFacts
    from l10nqa.rule import RuleContext

__all__ = ["CONTAINERS", "OPAQUE", "REFERENCES", "glued_words"]

OPAQUE = (
    Kind.CODE
    | Kind.CODE_BLOCK
    | Kind.HTML
    | Kind.AUTOLINK
    | Kind.XREF
    | Kind.PLACEHOLDER
    | Kind.INCLUDE
    | Kind.VARIABLE
    | Kind.INLINE_CODE
    | Kind.TEMPLATE
)
"""Markup whose white space is not that of the text."""
CONTAINERS = Kind.LINK | Kind.STRONG | Kind.EMPHASIS | Kind.CODE
REFERENCES = Kind.XREF | Kind.AUTOLINK
_HALF = 4
"""Letters that half of a compound has at least; what is shorter is a word by itself."""
_LONG = 6
"""Letters of a word that is no ending, whatever the list of endings lacks."""
_OPENING_QUOTES = "„«‹‚「『(（[¿¡"
"""Marks behind which a word begins without a gap; a straight quotation mark may close."""
_HYPHENS = "-‐‑"
_NEXT_WORD = re.compile(r"\s?([^\W\d_]+)")
_JOINED_WORD = re.compile(r"[^\w\s](\w+)")
_MET = 3
"""Segments that must have a word for it to be one by itself."""


def glued_words(source: Inline, target: Inline, context: RuleContext) -> Iterator[Issue]:
    """Yield words glued to the end (or, where nothing is written onto words, the beginning) of links and emphasis."""
    facts, lexicon = facts_of(context.target_locale), context.lexicon
    yield from _behind(source, target, context, facts)
    yield from _joined_nodes(source, target)
    if facts.attaches_prefixes:
        return
    before = [node for node in _containers(target) if _word(target.text, node.span.start - 1)]
    if not before:
        return
    excused = sum(_word(source.text, node.span.start - 1) for node in source.of(CONTAINERS))
    for node in before[excused:]:
        if _is_compound(target.text, node.inner.start, facts, target.text[: node.span.start], linked=True):
            continue
        spot = Span(node.span.start, node.span.start)
        suspect = facts.attaches_suffixes and _is_doubtful(lexicon, target.text[: spot.start])
        certainty = Certainty.POSSIBLE if suspect else None
        edit = Edit(spot.start, spot.end, " ")
        yield Issue("no white space stands before the markup", None, spot, (edit,), certainty)


def _behind(source: Inline, target: Inline, context: RuleContext, facts: LocaleFacts) -> Iterator[Issue]:
    after = [
        node
        for node in _containers(target)
        if _letter(target.text, node.span.end) and not _is_joined_by_mark(target.text, node, facts)
    ]
    after += [
        node
        for node in target.of(REFERENCES)
        if _letter(target.text, node.span.end) and target.text[node.span.end - 1] == ">"
    ]
    if not after:
        return
    excused = sum(_letter(source.text, node.span.end) for node in source.of(CONTAINERS | REFERENCES))
    after = [node for node in after if not _is_written_on(target.text, node.span.end, context)]
    for node in after[excused:]:
        spot = Span(node.span.end, node.span.end)
        if _is_compound(target.text, spot.end, facts, target.text[: node.inner.end], linked=False):
            continue
        # `*name*.ext` that lost its full stop wants that back.
        joined = _is_joined(source, target.text[spot.end :]) or _is_half(target.text, spot.end, facts, context.lexicon)
        ending = may_be_ending(_word_at(target.text, spot.end), context.target_locale)
        edits = () if joined or ending else (Edit(spot.start, spot.end, " "),)
        certainty = None
        if facts.attaches_suffixes:
            known = _is_own_word(context.lexicon, _word_at(target.text, spot.end))
            certainty = Certainty.POSSIBLE if known is False else Certainty.LIKELY
            sure = known or len(_word_at(target.text, spot.end)) >= _LONG
            half = joins_nouns(context.target_locale) and target.text[node.inner.end - 1].isalpha()
            edits = edits if sure and not half else ()
        if _may_end_compound(target, node, context, facts):
            translates = _translates_next_word(source, _word_at(target.text, spot.end), context.lexicon)
            if translates is not False:
                certainty, edits = Certainty.POSSIBLE if translates else Certainty.LIKELY, ()
        yield Issue("no white space follows the markup", None, spot, edits, certainty)


def _is_joined_by_mark(text: str, node: Node, facts: LocaleFacts) -> bool:
    """Tell whether markup ends with a mark that joins the next word: one that opens, or the hyphen of a compound."""
    end = node.inner.end
    if text[end - 1] in _OPENING_QUOTES:
        return True
    return (
        text[end - 1] in _HYPHENS and text[end - 2].isalnum() and _word_at(text, node.span.end) not in facts.suspended
    )


def _containers(target: Inline) -> list[Node]:
    """Return the markup that shows something: the gap before an empty link is the one behind it as well."""
    return [node for node in target.of(CONTAINERS) if node.inner.start < node.inner.end]


def _is_written_on(text: str, offset: int, context: RuleContext) -> bool:
    """Tell whether what follows markup is written onto it: an ending, or where endings are, what is no known word."""
    word = _word_at(text, offset)
    end = offset + len(word)
    ending = is_ending(word, context.target_locale)
    if ending is not None and (ending or not facts_of(context.target_locale).attaches_suffixes):
        return ending
    if not facts_of(context.target_locale).attaches_suffixes:
        return False
    if ending is False and word[:1].isalpha() and (len(word) > _HALF or word[0].isupper()):
        return False
    if unicodedata.category(text[end : end + 1] or " ").startswith("M"):
        return True  # the letters of the word are no word yet
    return not (len(word) >= _HALF and _is_own_word(context.lexicon, word))


def _is_own_word(lexicon: Lexicon | None, word: str) -> bool | None:
    """Tell whether a memory has the word by itself; None where it is too small to tell."""
    if lexicon is None:
        return None
    number = lexicon.targets.get(stem_of(word)) if word else None
    if number is not None and lexicon.target_counts[number] >= _MET:
        return True
    return False if lexicon.has_enough else None


def _is_doubtful(lexicon: Lexicon | None, before: str) -> bool:
    word = _last_word(before)
    return bool(word) and _is_own_word(lexicon, word) is False


def _last_word(text: str) -> str:
    """Return the letters that a text ends with."""
    start = len(text)
    while start > 0 and text[start - 1].isalnum() and not text[start - 1].isdecimal():
        start -= 1
    return text[start:]


def _joined_nodes(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield code and emphasis that follow each other without anything between, where those of the source do not."""
    found = _neighbours(target)
    for offset in found[len(_neighbours(source)) :] if found else ():
        spot = Span(offset, offset)
        yield Issue("nothing parts the two", None, spot, (Edit(offset, offset, " "),), Certainty.LIKELY)


def _neighbours(side: Inline) -> list[int]:
    if not side.kinds & Kind.CODE:
        return []
    nodes = side.of(CONTAINERS)
    text = side.text
    return [
        node.span.end
        for node, following in pairwise(nodes)
        if node.span.end == following.span.start
        and Kind.CODE & (node.kind | following.kind)
        and text[node.inner.end - 1].isalnum()
        and text[following.inner.start].isalnum()
    ]


def _is_compound(text: str, offset: int, facts: LocaleFacts, before: str, *, linked: bool) -> bool:
    """Tell whether the word at the offset ends a compound that `before` begins.

    Its ending tells, or, if `linked`, the link before it. Where nouns have capitals, what begins a compound has one.
    """
    word = _word_at(text, offset)
    if not facts.linking or not word.islower():
        return False
    first = _last_word(before)
    if not first or (facts.noun_endings and not first[0].isupper()):
        return False
    by_link = linked and len(word) >= _HALF and before.endswith(facts.linking)
    return by_link or any(map(word.endswith, facts.noun_endings))


def _may_end_compound(target: Inline, node: Node, context: RuleContext, facts: LocaleFacts) -> bool:
    """Tell whether the word behind markup may be the noun that ends a compound: `**Einstellungen**seite`.

    Where nouns have capitals, only within a word has one none; but verbs have none either.
    """
    word = _word_at(target.text, node.span.end)
    if not facts.capitalizes_nouns or len(word) < _HALF or not word.islower():
        return False
    if not _last_word(target.text[: node.inner.end])[:1].isupper():
        return False
    return word not in FUNCTION_WORDS.get(language_of(context.target_locale), frozenset())


def _translates_next_word(source: Inline, word: str, lexicon: Lexicon | None) -> bool | None:
    """Tell whether a word translates one that the source has behind markup; None where too little is known."""
    if lexicon is None or not lexicon.has_enough:
        return None
    behind = (_NEXT_WORD.match(source.text, each.span.end) for each in source.of(CONTAINERS))
    return any(match and stem_of(word) in lexicon.partners(stem_of(match[1]), PARTNER) for match in behind)


def _is_half(text: str, offset: int, facts: LocaleFacts, lexicon: Lexicon | None) -> bool:
    """Tell whether the word at the offset is hardly met by itself where compounds are written as one word."""
    word = _word_at(text, offset)
    if not facts.linking or lexicon is None or not lexicon.segments or len(word) < _HALF:
        return False
    number = lexicon.targets.get(stem_of(word))
    return number is None or lexicon.target_counts[number] < _MET


def _word_at(text: str, offset: int) -> str:
    match = re.compile(r"[^\W\d_]*").match(text, offset)
    return match[0] if match else ""


def _is_joined(source: Inline, rest: str) -> bool:
    """Tell whether a mark joins the word that `rest` begins with to a link or emphasis of the source."""
    match = re.match(r"\w+", rest)
    return match is not None and match[0] in _joined_words(source)


@lru_cache(maxsize=1)  # the links of a segment come in a row
def _joined_words(source: Inline) -> frozenset[str]:
    """Return the words that a mark joins to links and emphases."""
    found = (_JOINED_WORD.match(source.text, node.span.end) for node in source.of(CONTAINERS))
    return frozenset(match[1] for match in found if match)


def _letter(text: str, offset: int) -> bool:
    if text.startswith("\\-", offset):
        return False  # a hyphen joins the two halves of a compound
    return offset < len(text) and (text[offset].isalpha() or text[offset] in "&>\\")


def _word(text: str, offset: int) -> bool:
    return 0 <= offset < len(text) and text[offset].isalpha()
