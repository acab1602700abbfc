"""Evidence of misplaced markup that needs no alignment: spelling, signs, and what either side has outside its markup.

It names the words where it can; see `PlainEvidence`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import regex

from l10nqa.lexicon.words import stem_of
from l10nqa.locale import mark_class
from l10nqa.markup import EMPHASES, Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.locale import LocaleFacts
    from l10nqa.markup import Inline, Node

__all__ = ["PlainEvidence", "plain_evidence"]

_LABELS = EMPHASES | Kind.LINK
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_MIN_WEIGHT = 0.25
"""The weight from which a word is one of content; below are articles and prepositions."""
_MIN_LETTERS = 6
"""The letters of a word of content where nothing was learned; articles are shorter."""
_MIN_HEADING = 3
"""Words of a heading that is a sentence rather than a noun."""
_MOST_OUTSIDE = 3
"""Words, or characters of a script without spaces, of a label that another language needs to leave outside."""
_BRACKETS = frozenset("()[]{}（）［］｛｝「」『』【】")
_STEP_BEHIND = re.compile(r"(?:\\?>|&gt;)\s*\Z")
_STEP_BEFORE = re.compile(r"\s*(?:\\?>|&gt;)")
_LAST_TOKEN = re.compile(r"(?<!\S)([A-Z0-9][\w.&+-]*)\s\Z")
_NEXT_TOKEN = re.compile(r"\s([A-Z0-9][\w&+-]*(?:\.\w+)*)")
_TOKENS = re.compile(r"[A-Z0-9][\w&+-]*(?:\.\w+)*")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
"""What many languages write a noun before: `identifikátor GUID`."""
_KANA = re.compile(r"[\u3040-\u30ff]")


class PlainEvidence(NamedTuple):
    """What shows that markup is misplaced."""

    words: Span | None = None
    """The words of the target that tell; None where all of the markup is wrong."""
    belongs: bool = False
    """Whether these words belong under the markup (else they do not)."""


def plain_evidence(
    source: Inline, label: Node, target: Inline, node: Node, facts: LocaleFacts, lexicon: Lexicon, *, by_machine: bool
) -> PlainEvidence | None:
    """Return what shows, without any alignment, that a node of the target sits on other words than its label.

    None where nothing does. People translate freely: where `by_machine` is false, only spelling counts.
    """
    shown, name = source.visible(label.inner), target.visible(node.inner)
    if not any(map(str.isalnum, shown)) or not name.strip():
        return None
    return (
        _beside_label(source, label, target, node, facts, lexicon, by_machine=by_machine)
        or _torn_name(source, label, target, node)
        or (_step_at_edge(label.inner.of(source.text), target, node) if by_machine else None)
        or (_before_heading(source, label, target, node, facts) if by_machine else None)
        or (_everything(source, label, target, node, facts, lexicon) if by_machine else None)
    )


def _beside_label(
    source: Inline, label: Node, target: Inline, node: Node, facts: LocaleFacts, lexicon: Lexicon, *, by_machine: bool
) -> PlainEvidence | None:
    """Return the words beside a label that the target kept as it is: `*UserType na*` for `*UserType*`.

    An article before it is part of the sentence's grammar, as the noun that goes with an acronym, and a word that the
    source has there as well mends it.
    """
    shown, content = label.inner.of(source.text).strip(), node.inner.of(target.text)
    if not facts.spaces_words or len(content) <= len(shown) or not _BRACKETS.isdisjoint(content):
        return None
    index = index_of_kept(shown, content)
    if index is None:
        return None
    if (
        not by_machine
        and lexicon.labels.get(source.visible(label.inner).lower(), {}).get(target.visible(node.inner), 0) > 1
    ):
        return None  # so it is called
    end = index + len(shown)
    for text, start, leads in ((content[:index], 0, True), (content[end:], end, False)):
        words = list(_WORD.finditer(text))
        beside = text.rstrip()[-1:] if leads else text.lstrip(" *_.,:;")[:1]
        if not words or not beside.isalpha() or text.strip(" *_.,:;") in source.text:
            continue
        if leads and (_ACRONYM.fullmatch(shown) or (len(words) == 1 and not _is_of_content(words[0][0], lexicon))):
            continue
        first, last = words[0].start(), words[-1].end()
        return PlainEvidence(Span(start + first, start + last).shift(node.inner.start))
    return None


def index_of_kept(label: str, content: str) -> int | None:
    """Return the index at which a label first stands in a content between blanks, delimiters or marks behind it.

    A pattern of every label would have to be compiled, which costs a hundred times as much.
    """
    index = content.find(label)
    while index >= 0:
        before, behind = content[index - 1 : index], content[index + len(label) : index + len(label) + 1]
        if (not before or before.isspace() or before in "*_") and (
            not behind or behind.isspace() or behind in "*_.,:;"
        ):
            return index
        index = content.find(label, index + 1)
    return None


def _is_of_content(word: str, lexicon: Lexicon) -> bool:
    if not lexicon.has_enough:
        return len(word) >= _MIN_LETTERS
    return bool(lexicon.tables.target_weights[lexicon.targets.get(stem_of(word), -1)] >= _MIN_WEIGHT)


def _torn_name(source: Inline, label: Node, target: Inline, node: Node) -> PlainEvidence | None:
    """Return the part of a name that stands outside: `Microsoft [365 …]` where the label has `Microsoft 365`."""
    tokens = list(_TOKENS.finditer(target.text, *node.inner))
    if not tokens:
        return None
    text, (start, end) = target.text, node.span
    # A token before the node is looked for in all of the text: only where there may be one.
    before = _LAST_TOKEN.search(text, 0, start) if start and text[start - 1].isspace() else None
    behind = _NEXT_TOKEN.match(text, end)
    if before is None and behind is None:
        return None
    shown = source.visible(label.inner)
    outside = source.text[: label.span.start] + source.text[label.span.end :]
    for beside, edge, is_before in ((before, tokens[0], True), (behind, tokens[-1], False)):
        if beside is None or (edge.start() != node.inner.start if is_before else edge.end() != node.inner.end):
            continue
        name = f"{beside[1]} {edge[0]}" if is_before else f"{edge[0]} {beside[1]}"
        if (
            name in shown
            and name not in outside
            and not shown.count(beside[1]) <= node.inner.of(target.text).count(beside[1])
        ):
            return PlainEvidence(Span(*beside.span(1)), belongs=True)
    return None


def _step_at_edge(label: str, target: Inline, node: Node) -> PlainEvidence | None:
    """Return the sign of a path through menus at an edge of the node, where the label has none: a step is outside."""
    content = node.inner.of(target.text)
    if "<" in content or "&lt;" in content:
        return None  # a type or tag
    for pattern, is_there in (
        (_STEP_BEHIND, label.rstrip()[-1:].isalnum()),
        (_STEP_BEFORE, label.lstrip()[:1].isalnum()),
    ):
        match = (pattern.search if pattern is _STEP_BEHIND else pattern.match)(content)
        if match and is_there:
            return PlainEvidence(Span(*match.span()).shift(node.inner.start))
    return None


def _before_heading(
    source: Inline, label: Node, target: Inline, node: Node, facts: LocaleFacts
) -> PlainEvidence | None:
    """Return the one word before a heading that runs into its text: `Cho **phép khách**:` for `**Allow guests**:`.

    A heading of few words may have an article before it.
    """
    before = target.text[: node.span.start].strip()
    if not facts.spaces_words or not before or any(map(str.isalnum, source.text[: label.span.start])):
        return None
    if len(_WORD.findall(label.inner.of(source.text))) < _MIN_HEADING or not _WORD.fullmatch(before):
        return None
    if not (_is_heading(source.text, label) and _is_heading(target.text, node)):
        return None
    start = target.text.index(before)
    return PlainEvidence(Span(start, start + len(before)), belongs=True)


def _is_heading(text: str, node: Node) -> bool:
    end = text[node.span.end :].lstrip()[:1]
    return mark_class(end) == ":" or mark_class(node.inner.of(text).rstrip()[-1:]) == ":"


def _everything(
    source: Inline, label: Node, target: Inline, node: Node, facts: LocaleFacts, lexicon: Lexicon
) -> PlainEvidence | None:
    """Return the words that stand outside though the label is all of the source; or the reverse, without words."""
    if len(source.of(_LABELS)) > 1 or len(target.of(_LABELS)) > 1:
        return None
    is_left_out = next(_outside(source, label), None) is not None
    if is_left_out == (next(_outside(target, node), None) is not None):
        return None  # as in most sentences
    if not is_left_out:
        return _rest(target, node, list(_outside(target, node)), facts)
    words = [match[0] for match in _outside(source, label) if len(match[0]) > 1]
    numbers = [lexicon.sources.get(stem_of(word), -1) for word in words]
    says_much = any(lexicon.tables.source_weights[number] >= _MIN_WEIGHT for number in numbers)
    return PlainEvidence() if len(words) > 1 or (says_much and len(words[0]) >= _MIN_LETTERS) else None


def _outside(side: Inline, node: Node) -> Iterator[regex.Match[str]]:
    yield from _WORD.finditer(side.text, 0, node.span.start)
    yield from _WORD.finditer(side.text, node.span.end)


def _rest(target: Inline, node: Node, outside: list[regex.Match[str]], facts: LocaleFacts) -> PlainEvidence | None:
    """Return what was left of a label behind the node: nothing but a few words, without a bracket between."""
    span = Span(outside[0].start(), outside[-1].end())
    gap = target.text[node.span.end : span.start]
    if span.start < node.span.end or gap.strip():
        return None
    text = span.of(target.text)
    few = len(outside) <= _MOST_OUTSIDE if facts.spaces_words else len(text) <= _MOST_OUTSIDE and not _KANA.search(text)
    return PlainEvidence(span, belongs=True) if few else None
