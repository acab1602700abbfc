"""Brackets and quotation marks without their partners."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind
from l10nqa.model import Issue
from l10nqa.quality import Certainty
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["lone_brackets"]

_PAIRS = {")": "(", "]": "[", "}": "{", "」": "「", "』": "『", "】": "【", "》": "《", "〉": "〈"}
_SINGLE = re.compile(r"(?<!\w)'(?=\w)|(?<=[\w.,!?…])'(?!\w)")
"""Single quotation marks, apostrophes left out."""
_BEFORE_WORD = re.compile(r"(?:^|[\s(\[{*_])\"(?!\s|$)")
_BEHIND_WORD = re.compile(r"[^\s(\[{]\"(?=[\s)\]}*_.,:;!?]|$)")
"""A quotation mark that can only open, or only close."""
_CURLY = re.compile("[“”„‟]")
_INCHES = re.compile(r"\d”")
_LONE = "the quotation mark stands by itself"
_SINGLE_MARK = re.compile(r"(?<!\w)['‘]|['’](?!\w)")
_STRAY = {
    re.compile(r"(?P<mark>')(?<!\S')(?=\s)"): _LONE,
    re.compile(r"(?P<mark>\((?<![^\s*_]\()\s*\))(?![\w(])"): "nothing stands between the parentheses",
}
_QUOTES = "「」『』"
_QUOTE = re.compile(r'(?<![\u05d0-\u05ea])"|"(?![\u05d0-\u05ea])')
"""A straight quotation mark; between two letters of Hebrew it is the sign of an abbreviation, gershayim."""
_WIDE = str.maketrans("（）［］｛｝", "()[]{}")
_IS_WIDE = re.compile("[（）［］｛｝]")
_MAY_BE_QUOTE = re.compile(r"[\"«»“”„‟']|\(\s*\)")
"""What must stand in a target for a quotation mark, or parentheses around nothing, to be reported."""
_ANY = re.compile(r"[()\[\]{}（）［］｛｝「」『』【】《》〈〉\"«»“”„‟']")
_BRACKET = re.compile(r"[()\[\]{}（）［］｛｝「」『』【】《》〈〉]")
_ENUMERATION = re.compile(r"(?:^|(?<=[\s(]))(?:\d{1,2}|[^\W\d_])\)")


def lone_brackets(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield an issue for every bracket of the target without its partner, beyond those of the source."""
    if not _ANY.search(target.text):
        return
    if _MAY_BE_QUOTE.search(target.text):
        yield from _quotes(source, target)
    loose = _loose(target)
    if not loose:
        crossing = _crossing(target)
        for offset in crossing[len(_crossing(source)) :] if crossing else ():
            yield Issue("the bracket closes before one that was opened in it", None, Span(offset, offset + 1))
        return
    quoted = sum(source.text.count(mark) for mark in '"“”') % 2
    own = Counter(character for character, _ in _loose(source))
    for character, offset in loose:
        if target.text.startswith("(", offset + 1) and character == "]":
            continue  # a link that broke: the rules for links say more
        if quoted and character in _QUOTES:
            continue  # a quotation that runs over several segments
        if own[character]:
            own[character] -= 1
        else:
            yield Issue(f"“{character}” has no partner", None, Span(offset, offset + 1))


def _crossing(inline: Inline) -> list[int]:
    """Return the closing brackets that come before a bracket opened later is closed, as in `[(])`."""
    waiting: dict[str, list[int]] = {opening: [] for opening in _PAIRS.values()}
    found = []
    for character, offset in _brackets(inline):
        if character in waiting:
            waiting[character].append(offset)
        elif waiting[_PAIRS[character]]:
            opened = waiting[_PAIRS[character]].pop()  # the one that was opened last of its kind
            if any(offsets and offsets[-1] > opened for offsets in waiting.values()):
                found.append(offset)
    return found


def _quotes(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield a quotation mark without its partner: one of an odd number, or a guillemet that nothing closes."""
    found = _offsets_of(target, '"')
    # A quotation that runs over several segments is open in each of them, whatever marks the source has.
    torn = source.text.count('"') % 2 or source.text.count("“") != source.text.count("”")
    torn = torn or len(_offsets_of(source, '"')) % 2
    torn = torn or ("'" in source.text and '"' not in source.text and len(_SINGLE.findall(source.text)) % 2)
    if torn:
        return
    yield from _curly(source, target, len(found))
    yield from _stray(source, target)
    if len(found) % 2:
        odd = _odd(target.text, found)
        # Where quotations of one shape end together, some languages write one mark for both.
        certainty = Certainty.LIKELY if _opens_twice(target.text, found) else None
        yield Issue("one of the quotation marks has no partner", None, Span(odd, odd + 1), certainty=certainty)
    opening, closing = _offsets_of(target, "«"), _offsets_of(target, "»")
    if opening + closing and len(opening) - len(closing) != len(_offsets_of(source, "«")) - len(
        _offsets_of(source, "»")
    ):
        last = max(opening + closing)
        yield Issue("one of the quotation marks has no partner", None, Span(last, last + 1))


def _curly(source: Inline, target: Inline, straight: int) -> Iterator[Issue]:
    """Yield a curly quotation mark without its partner: the customs of languages pair them in many ways."""
    found = _curly_marks(target)
    if len(found) % 2 and not straight % 2 and not len(_curly_marks(source)) % 2 and not _INCHES.search(target.text):
        is_open = False
        for offset in found:
            opens = target.text[offset + 1 : offset + 2].isalnum() and not target.text[offset - 1 : offset].isalnum()
            if is_open == opens:
                break
            is_open = not is_open
        else:
            offset = found[-1]
        yield Issue("one of the quotation marks has no partner", None, Span(offset, offset + 1))


def _curly_marks(side: Inline) -> list[int]:
    return [
        node.span.start + match.start()
        for node in side.of(Kind.TEXT)
        for match in _CURLY.finditer(node.span.of(side.text))
    ]


def _stray(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield single quotation marks that touch nothing, and parentheses around nothing."""
    for pattern, message in _STRAY.items():
        own = any(pattern.search(node.span.of(source.text)) for node in source.of(Kind.TEXT))
        if own or pattern.search(source.text) or (message is _LONE and _SINGLE_MARK.search(source.text)):
            continue
        if message is not _LONE and source.text.count("()") >= target.text.count("()") > 0:
            continue  # those of a call
        for node in target.of(Kind.TEXT):
            for match in pattern.finditer(node.span.of(target.text)):
                spot = Span(*match.span("mark")).shift(node.span.start)
                # At the beginning of a node, markup stands before it.
                if message is not _LONE or not spot.start or target.text[spot.start - 1].isspace():
                    yield Issue(message, None, spot)


def _odd(text: str, marks: list[int]) -> int:
    """Return the mark that opens while another is open, or closes while none is; the last where none does so."""
    is_open = False
    for mark in marks:
        around = text[max(mark - 1, 0) : mark + 2]
        if _BEHIND_WORD.search(around) if not is_open else _BEFORE_WORD.search(around):
            return mark
        is_open = not is_open
    return marks[-1]


def _opens_twice(text: str, marks: list[int]) -> bool:
    """Tell whether one quotation opens in another, and one mark closes them."""
    opens = [text[mark + 1 : mark + 2].isalnum() and not text[max(mark - 1, 0) : mark].isalnum() for mark in marks]
    return any(pair == (True, True) for pair in pairwise(opens)) and not opens[-1]


def _offsets_of(inline: Inline, mark: str) -> list[int]:
    if mark not in inline.text:
        return []
    pattern = _QUOTE if mark == '"' else re.compile(mark)
    return [
        node.span.start + match.start()
        for node in inline.of(Kind.TEXT)
        for match in pattern.finditer(node.span.of(inline.text))
    ]


def _loose(inline: Inline) -> list[tuple[str, int]]:
    """Return the brackets without a partner, with their offsets."""
    waiting: dict[str, list[int]] = {opening: [] for opening in _PAIRS.values()}
    loose: list[tuple[str, int]] = []
    enumerations: set[int] | None = None
    for character, offset in _brackets(inline):
        if character in waiting:
            waiting[character].append(offset)
        elif waiting[_PAIRS[character]]:
            waiting[_PAIRS[character]].pop()
        elif offset not in (enumerations := _enumerations(inline) if enumerations is None else enumerations):
            loose.append((character, offset))
    loose += [(opening, offset) for opening, offsets in waiting.items() for offset in offsets]
    return sorted(loose, key=lambda found: found[1])


def _brackets(inline: Inline) -> Iterator[tuple[str, int]]:
    """Yield the brackets that a reader sees, in their plain form, with their offsets."""
    for node in inline.of(Kind.TEXT | Kind.ESCAPE):
        text = node.span.of(inline.text)
        if _BRACKET.search(text):
            for match in _BRACKET.finditer(text.translate(_WIDE) if _IS_WIDE.search(text) else text):
                yield match[0], node.span.start + match.start()


def _enumerations(inline: Inline) -> set[int]:
    """Return the offsets of the parentheses of `a)` or `1)`."""
    return {
        node.span.start + match.end() - 1
        for node in inline.of(Kind.TEXT | Kind.ESCAPE)
        for match in _ENUMERATION.finditer(node.span.of(inline.text).translate(_WIDE))
    }
