"""White space within what is one word or token, and none between two."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from l10nqa.locale import facts_of
from l10nqa.markup import EMPHASES, Inline, Kind
from l10nqa.model import Edit, Issue
from l10nqa.quality import Certainty
from l10nqa.rules.spacing.customs import elides, has_particles, takes_particle
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.markup import Node
    from l10nqa.rule import RuleContext

__all__ = ["torn_tokens", "torn_words"]

_MARKUP = Kind.LINK | Kind.STRONG | Kind.EMPHASIS | Kind.CODE
_CLOSED = Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.XREF | Kind.PLACEHOLDER | Kind.CODE_BLOCK | Kind.INLINE_CODE
_SUFFIX_APART = re.compile(
    r"(?<=[^\W_][*_`]{2}|[^\W_]{2}[*`)])(?P<gap> )['’][^\W\d_]{1,6}(?![\w'’])"
    r"|(?<=\w)(?P<bare> )['’][^\W\d_]{1,4}(?![\w'’])"
    r"|(?<=[\w*`)]['’])(?P<behind> )[^\W\d_A-Z]{1,3}(?=[\s.,])"
)
"""An ending behind an apostrophe, which belongs to the word before."""
_ELISION_APART = re.compile(
    # What a word begins behind; a closing quotation mark is behind a variable, as in `'%s' is`.
    r"(?:(?<=[\s(\[{\"“«„*_/-])|(?<![\s\S]))"
    r"(?:[ldjmnstcLDJMNSTC]|[Qq]u|(?:d|n|s|qu)?ell|dell|nell|sull|dall|all|un)['’](?P<gap> )(?=[\[*`\w])"
)
_HYPHEN_APART = re.compile(r"(?<=[*`)])(?P<gap> )-(?=[^\W\d_a-z][^\W\d_]{2})")
_DASH = re.compile(r"\s[-–—]|—")
"""A dash of the source, which a hyphen with a space before it may stand for."""
_SENTENCES_JOINED = regex.compile(
    r"(?P<word>\p{L}[\p{L}\p{M}\p{N}]*+)(?P<mark>[.!?؟।॥۔።])(?P<next>\p{L}[\p{L}\p{M}\p{N}]+)"
)
_SENTENCES = re.compile(r"[.!?][\"')*_]*\s+[*_\[(\"']*[^\W\d_a-z]")
_SHORTEST = 2
"""Letters of a word that is no letter of an abbreviation."""
_WORD_AT = re.compile(r"[^\W\d_]{4,}")
_OPERATOR = re.compile(
    r"[<>=!&|:-](?<![<>=!&|+\-:].)(?:(?<=[<>=!])=|(?<=&)&|(?<=\|)\||(?<=:):|(?<=[=-])>)(?![<>=!&|+\-:])"
)
"""The first sign is looked for by itself, which is fast; a third beside the two makes something else."""
_NAME_WITH_BACKSLASH = re.compile(r"(?<=\w)\\(?=\w)")
_NAME_APART = re.compile(r"(?<=\w)(?P<gap> )\\(?=\w)")


def torn_words(source: Inline, target: Inline, context: RuleContext) -> Iterator[Issue]:
    """Yield white space that parts a word from its ending or article, and sentences that nothing parts."""
    text, locale = target.text, context.target_locale
    if "'" in text or "’" in text:
        lone = text.count("'") + text.count("’") == 1
        if facts_of(locale).attaches_suffixes and (lone or ("' " not in text and "’ " not in text)):
            yield from _gaps(_SUFFIX_APART, source, target, "white space parts the ending from its word")
        if elides(locale):
            yield from _gaps(_ELISION_APART, source, target, "white space follows the apostrophe")
    if " -" in text and not _DASH.search(source.text):
        yield from _gaps(_HYPHEN_APART, source, target, "white space parts the markup from its compound")
    for node in target.of(_MARKUP) if has_particles(locale) else ():
        end = node.span.end
        # Behind a mark, emphasis needs the space to render.
        closes = text[node.inner.end - 1].isalnum() or not node.kind & EMPHASES
        if closes and text.startswith(" ", end) and takes_particle(text, end + 1, locale):
            spot = Span(end, end + 1)
            edit = Edit(end, end + 1, "")
            yield Issue("white space parts the particle from its word", None, spot, (edit,), Certainty.LIKELY)
    if _SENTENCES.search(source.text):
        yield from _joined_sentences(source, target)
    if target.kinds & Kind.VARIABLE:
        yield from _joined_variables(source, target, context)


def torn_tokens(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield operators, names and HTML tags that white space tore."""
    if "\\" in source.text and len(_NAME_WITH_BACKSLASH.findall(source.text)) > len(
        _NAME_WITH_BACKSLASH.findall(target.text)
    ):
        yield from _gaps(_NAME_APART, source, target, "white space tears the name apart")
    for match in _OPERATOR.finditer(source.text):
        operator = match[0]
        if operator in target.text or not _is_text(source, Span(*match.span())):
            continue
        torn = re.search(rf"{re.escape(operator[0])}(\s+){re.escape(operator[1])}", target.text)
        if torn and _is_text(target, Span(*torn.span())):
            spot = Span(*torn.span(1))
            yield Issue(f"white space tears “{operator}” apart", None, spot, (Edit(*spot, ""),))
    if "></" in source.text:
        yield from _empty_elements(source, target)


def _gaps(pattern: re.Pattern[str], source: Inline, target: Inline, message: str) -> Iterator[Issue]:
    found = []
    for match in pattern.finditer(target.text):
        spot = next(Span(*match.span(name)) for name, group in match.groupdict().items() if group)
        if _is_text(target, spot):
            found.append(spot)
    for spot in found[len(pattern.findall(source.text)) :]:
        yield Issue(message, None, spot, (Edit(spot.start, spot.end, ""),))


def _is_text(side: Inline, span: Span) -> bool:
    if any(span.overlaps(node.span) for node in side.of(_CLOSED)):
        return False
    return not any(span.overlaps(Span(node.inner.end, node.span.end)) for node in side.of(Kind.LINK | Kind.IMAGE))


def _joined_sentences(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield sentences that nothing parts, where the source has two and neither word is a part of a name in it."""
    if len(_SENTENCES.findall(source.text)) <= len(_SENTENCES.findall(target.text)):
        return
    for match in _SENTENCES_JOINED.finditer(target.text):
        word, following = match["word"], match["next"]
        alike = word in source.text or following in source.text or f"{word}.{following}".lower() in source.text.lower()
        if alike or not _are_sentences(word, following):
            continue
        spot = Span(*match.span("mark"))
        if _is_text(target, spot):
            yield Issue("no white space parts the sentences", None, spot, (Edit(spot.end, spot.end, " "),))


def _are_sentences(word: str, following: str) -> bool:
    """Tell whether one word may end a sentence and the other begin one: by a capital, or in a script that has none."""
    if len(word) < _SHORTEST or len(following) < _SHORTEST:
        return False
    if word[-2:].islower() and following[0].isupper() and following[1:].islower():
        return True
    return all(letter.upper() == letter.lower() for letter in (word[-1], word[-2], following[0], following[1]))


def _joined_variables(source: Inline, target: Inline, context: RuleContext) -> Iterator[Issue]:
    """Yield variables that words touch on a side where the source has white space."""
    if facts_of(context.target_locale).attaches_suffixes or facts_of(context.target_locale).attaches_prefixes:
        return
    by_value: dict[str, list[Node]] = {}
    for node in source.of(Kind.VARIABLE):
        by_value.setdefault(node.value, []).append(node)
    for node in target.of(Kind.VARIABLE):
        own = by_value.get(node.value, [])
        if len(own) != 1:
            continue
        start, end = node.span
        free_before = source.text[own[0].span.start - 1 : own[0].span.start].isspace()
        free_behind = source.text[own[0].span.end :][:1].isspace()
        before, behind = target.text[start - 1 : start].isalpha(), target.text[end:][:1].isalpha()
        if free_before and free_behind and before and behind:
            edits = (Edit(start, start, " "), Edit(end, end, " "))
            yield Issue("no white space stands beside the variable", None, node.span, edits)
        elif free_behind and behind and _is_word(target.text, end, context):
            edit = Edit(end, end, " ")
            yield Issue("no white space follows the variable", None, node.span, (edit,), Certainty.LIKELY)


def _is_word(text: str, offset: int, context: RuleContext) -> bool:
    """Tell whether a word at the offset stands by itself, and does not end a compound such as `{0}-fold`."""
    match = _WORD_AT.match(text, offset)
    return match is not None and (match[0][0].isupper() or not facts_of(context.target_locale).linking)


def _empty_elements(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield empty elements, which part nothing, that white space stands beside: `a.<span></span>b`."""
    if any(_blank_beside(source, span) for span in _elements(source)):
        return
    for span in _elements(target):
        if _blank_beside(target, span):
            start = len(target.text[: span.start].rstrip())
            end = len(target.text) - len(target.text[span.end :].lstrip())
            edits = tuple(Edit(*gap, "") for gap in (Span(start, span.start), Span(span.end, end)) if gap[0] < gap[1])
            yield Issue("white space stands beside the empty element", None, span, edits)


def _elements(side: Inline) -> list[Span]:
    tags = side.of(Kind.HTML)
    return [
        Span(opening.span.start, closing.span.end)
        for opening, closing in pairwise(tags)
        if opening.span.end == closing.span.start and closing.span.of(side.text).startswith("</")
    ]


def _blank_beside(side: Inline, span: Span) -> bool:
    before, behind = side.text[: span.start], side.text[span.end :]
    return bool(before.strip() and behind.strip()) and (before[-1:].isspace() or behind[:1].isspace())
