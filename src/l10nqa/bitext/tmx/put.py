"""Writes a new text into a `seg`, whose inline codes stay where they are in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.codes import with_codes
from l10nqa.bitext.record_file import RefusedTarget
from l10nqa.bitext.tmx.content import read_content
from l10nqa.bitext.tmx.write import code_element
from l10nqa.bitext.xml_text import content, text
from l10nqa.safe_xml import FORBIDDEN
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from l10nqa.bitext.tmx.content import Content
    from l10nqa.model import InlineCode
    from l10nqa.safe_xml import Element

__all__ = ["new_content"]

_LARGEST = 4_000_000
"""Pairs of words that are compared at most: a few seconds."""
_CDATA = "<!["
_NO_PLACE = "inline codes of the old translation have no certain place in the new one"
_CHANGED = "an inline code of the old translation would change"


class _TmxToken(NamedTuple):
    """A word, a mark, or an inline code that is text."""

    text: str
    raw: str
    element: Element | None = None


def new_content(
    document: str,
    source: Element,
    target: Element,
    source_text: str,
    new: str,
    is_text: Callable[[str], bool] | None,
) -> str:
    """Return a new text as the content of an element that holds a target.

    In files of ours (`is_text` is None) its Markdown becomes codes where that of the unit did. Else words that stay are
    written as they were, and codes stay beside the words at which they stood.

    Raises:
        Refusal: a code has no place in the new text.
    """
    if is_text is None:
        if source.children or target.children:
            return content(with_codes(source_text, new)[1], code_element)
        is_text = _all_text
    old = read_content(document, target, is_text)
    if not (old.kept or old.codes) and (_CDATA in target.inside.of(document) or len(old.text) * len(new) > _LARGEST):
        return text(new)
    tokens = list(_tokens(document, target, old))
    words = _words(new, old)
    return "".join(_merged(tokens, words, _code_places(old, tokens, document)))


def _all_text(_: str) -> bool:
    return True


def _tokens(document: str, element: Element, old: Content) -> Iterator[_TmxToken]:
    """Yield the text in pieces that stay together, each as the file writes it."""
    reached = 0
    for span, code in old.kept:
        yield from _plain_tokens(document, element, old, Span(reached, span.start))
        yield _TmxToken(span.of(old.text), code.span.of(document), code)
        reached = span.end
    yield from _plain_tokens(document, element, old, Span(reached, len(old.text)))


def _plain_tokens(document: str, element: Element, old: Content, span: Span) -> Iterator[_TmxToken]:
    breaks = [code.start for code, _ in old.free_codes]
    for found in re.finditer(r"\w+|\W", span.of(old.text)):
        word = Span(*found.span()).shift(span.start)
        cuts = [word.start, *breaks[bisect_right(breaks, word.start) : bisect_left(breaks, word.end)], word.end]
        for start, end in pairwise(dict.fromkeys(cuts)):
            part = Span(start, end)
            raw = old.place(part, element).of(document)
            is_plain = "<" not in raw and raw != "&" and not FORBIDDEN.search(raw)  # as in a CDATA section
            yield _TmxToken(part.of(old.text), raw if is_plain else text(part.of(old.text)))


def _words(new: str, old: Content) -> list[str]:
    codes = sorted({span.of(old.text) for span, _ in old.kept}, key=len, reverse=True)
    return re.findall("|".join([*map(re.escape, codes), r"\w+", r"\W"]), new)


def _code_places(old: Content, tokens: Sequence[_TmxToken], document: str) -> list[tuple[int, InlineCode, str]]:
    """Return the codes that are no text, each with the number of the token before which it stands."""
    starts: dict[int, int] = {}
    reached = 0
    for number, token in enumerate(tokens):
        starts.setdefault(reached, number)
        reached += len(token.text)
    starts.setdefault(reached, len(tokens))
    return [(starts[code.start], code, element.span.of(document)) for code, element in old.free_codes]


def _merged(
    tokens: Sequence[_TmxToken], words: Sequence[str], codes: Sequence[tuple[int, InlineCode, str]]
) -> list[str]:
    new_index = _kept_tokens(tokens, words)
    for number, token in enumerate(tokens):
        if token.element is not None and token.element.name in ("bpt", "ept", "it") and number not in new_index:
            raise RefusedTarget(_CHANGED)
    pieces = [text(word) for word in words]
    for number, index in new_index.items():
        pieces[index] = tokens[number].raw
    before: list[list[str]] = [[] for _ in range(len(words) + 1)]
    reached = 0
    for number, code, raw in codes:
        place = _new_place(number, code, new_index, len(tokens), len(words))
        reached = max(reached, place)
        before[reached].append(raw)
    return [part for index in range(len(words) + 1) for part in (*before[index], *pieces[index : index + 1])]


def _kept_tokens(tokens: Sequence[_TmxToken], words: Sequence[str]) -> dict[int, int]:
    """Return where in the new text each of the tokens stands that stays."""
    texts, last = [token.text for token in tokens], min(len(tokens), len(words))
    first = next((index for index in range(last) if texts[index] != words[index]), last)
    tail = next((back for back in range(last - first) if texts[-1 - back] != words[-1 - back]), last - first)
    middle, new_middle = texts[first : len(texts) - tail], words[first : len(words) - tail]
    if len(middle) * len(new_middle) > _LARGEST:
        raise RefusedTarget("the text is too long to tell where its inline codes belong")
    blocks = SequenceMatcher(None, middle, new_middle, autojunk=False).get_matching_blocks()
    return {
        **{index: index for index in range(first)},
        **{first + block.a + step: first + block.b + step for block in blocks for step in range(block.size)},
        **{len(tokens) - back: len(words) - back for back in range(1, tail + 1)},
    }


def _new_place(number: int, code: InlineCode, new_index: dict[int, int], count: int, new_count: int) -> int:
    """Return the word of the new text before which a code stands: an opening one stays with what it opens."""
    before = 0 if number == 0 else None if number - 1 not in new_index else new_index[number - 1] + 1
    after = new_count if number == count else new_index.get(number)
    place = next(
        (each for each in ((after, before) if code.role == "open" else (before, after)) if each is not None), None
    )
    if place is None:
        raise RefusedTarget(_NO_PLACE)
    return place
