"""Where the sentences of a block may end.

A text is cut wherever a sentence could end, and each cut is rated: a full stop before a capital letter nearly always
ends a sentence, one behind an abbreviation or a number seldom does. Which of the doubtful cuts count is decided by the
alignment, which knows the other language (see `sentence_alignment`). No cut is made inside code, links, images, tags,
placeholders or emphasis.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import IN_DOCUMENTATION
from l10nqa.markup import Kind, parse_inline
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["SentencePart", "begins_with_number", "sentence_parts"]

_CLOSING = (
    r"(?:[\"'”’»›)}）」』】〉》*_~`]|\](?:\([^()\s]*+\)|\[[^\[\]\n]*+\])?"
    r"|</(?:a|b|i|u|em|strong|code|span|kbd|sub|sup)>)"
)
_OPENING = "([{\"'“‘„«‹¿¡*_~（「『【〈《\u200e\u200f\u202a\u202b\u2066\u2067\u2068"
_GAP = r"(?:\s*\n[ \t]*(?:>[ \t]*)+|\s+)"
"""White space, with the marks of a quotation at the beginning of its last line."""
_END = compile_pattern(
    rf"(?P<mark>[.!?…؟۔।॥։]+)(?P<closing>{_CLOSING}*+)(?P<gap>{_GAP}|(?=</?[a-z]))"
    rf"|(?P<wide>[。！？｡]+)(?P<closing2>{_CLOSING}*+)(?P<gap2>\s*(?:(?<=\n)[ \t]*>[ \t]*)*)"
    r"|(?P<hard>(?: {2,}|\\)\r?\n[ \t]*(?:>[ \t]*)*)"
    r"|(?P<tags>(?:\s*</?(?:br|ul|ol|li|p|div|table|tr|t[dh]|d[ldt]|h[1-6]|section)\b[^<>]*>)+\s*)"
    r"|(?P<tight>(?<=[^\W\d_]{3})[.?!](?=[^\W\d_][^\W\d_]))"
    r"|(?P<line>\r?\n[ \t>]*)"
    rf"|(?P<colon>[:：;；])(?P<closing3>[*_]*)(?P<gap3>{_GAP})"
)
_WIDE = "\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
_BREAK = compile_pattern(
    # Between katakana a blank stands within a name.
    rf"(?<=[{_WIDE}」』）、])(?!(?<=[\u30a0-\u30ff]) [\u30a0-\u30ff])[ \u3000]+(?=[{_WIDE}「『（【*\[])"
    rf"|(?<=[^\W\d_]{{2}}\)) (?=[^\W\d_{_WIDE}]{{2}})"
    rf"|(?<=[{_WIDE}」』）)\]*\"”])[ \t]*\r?\n[ \t]*(?:>[ \t]*)*(?=[*_「『（【\[\"“]*(?P<letter>[^\W\d_]))"
)
"""Where a sentence may have lost its mark: at a blank that the script has no use for, at the end of a line."""
_BREAK_STRENGTH = 0.3
_MAX_BREAKS = 3
"""Breaks in a block from which they are its way of writing, and end nothing."""
_SURE, _HARD_BREAK, _LINE_TAG = 0.99, 0.7, 0.8
_LINE_ENDS = (_HARD_BREAK, _LINE_TAG)
"""How likely a sentence ends where a line does."""
_QUOTE = re.compile('"')
_TAG = r"</?(?:br|ul|ol|li|p|div|table|tr|t[dh]|d[ldt]|h[1-6]|section)\b[^<>]*>"
_FIRST_TAGS = compile_pattern(rf"(?:{_TAG}[\s>]*)+")
_LAST_TAGS = compile_pattern(rf"(?:\s*{_TAG})++\Z")
_MAY_END = compile_pattern(r"[.!?…؟۔।॥։。！？｡:：;；]|\n|<")
_ITEM = compile_pattern(r"(?:[A-Za-z]|\d{1,2}|[ivx]{2,4})[.)][ \t]+(?=\S)")
_GOES_ON = ")]},;:/|>…"
"""What begins no sentence."""
_WORD_BEFORE = compile_pattern(r"[^\s(\[{\"'“„«*_]*\Z")
_OPAQUE = (
    Kind.LINK | Kind.IMAGE | Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.PLACEHOLDER | Kind.VARIABLE | Kind.XREF
) | (Kind.INCLUDE | Kind.CODE_BLOCK | Kind.STRONG | Kind.EMPHASIS | Kind.STRIKETHROUGH)
_SPECIAL = compile_pattern(r"[*_\[\]`<&\\~{%$@]")


class SentencePart(NamedTuple):
    """A stretch of a block between two places where a sentence could end."""

    span: Span
    """In the text of the block, without the white space around it."""
    strength: float
    """How likely a sentence ends behind it, 0 to 1; 1 at the end of the block."""
    ends_line: bool = False
    """Whether a line ends behind it, as readers see it: at a hard break, or the tag of one."""


def begins_with_number(text: str) -> bool:
    """Tell whether a text begins as the item of a list: `a. Open it`."""
    return bool(_ITEM.match(text))


def sentence_parts(text: str, *, is_item: bool = False, has_lost_marks: bool = False) -> list[SentencePart]:
    """Return the parts of a block; together they hold all but white space, tags and numbers of items between them.

    The number at the beginning of an item is no part of it. With `has_lost_marks` a sentence may also end, though
    that is not likely, where no mark ends one.
    """
    start, stop = _inside_tags(text)
    first = _ITEM.match(text, start, stop) if is_item else None
    start = first.end() if first else start
    if not has_lost_marks and not _MAY_END.search(text, start, stop):
        return [SentencePart(Span(start, stop), 1.0)]
    cuts = [cut for cut in _cuts(text) if cut[2] > 0]
    if has_lost_marks:
        cuts = sorted([*cuts, *_breaks(text, cuts)])
    if cuts and _SPECIAL.search(text):
        opaque = _Opaque(text)
        cuts = [cut for cut in cuts if not opaque.holds(cut[0])]
    pieces = []
    for end, following, strength in cuts:
        if start < end and following < stop:
            pieces.append(SentencePart(Span(start, end), strength, strength in _LINE_ENDS))
            start = following
        elif start == end and following < stop:
            # Two marks in a row, as a colon and the tag of a new line: the stronger counts.
            if pieces:
                ends_line = pieces[-1].ends_line or strength in _LINE_ENDS
                pieces[-1] = SentencePart(pieces[-1].span, max(strength, pieces[-1].strength), ends_line)
            start = following
    return [*pieces, SentencePart(Span(start, stop), 1.0)]


def _inside_tags(text: str) -> tuple[int, int]:
    """Return where the text between the tags of blocks at its beginning and end starts and stops."""
    if "<" not in text:
        return 0, len(text)
    opening, closing = _FIRST_TAGS.match(text), _LAST_TAGS.search(text)
    start = opening.end() if opening else 0
    stop = closing.start() if closing else len(text)
    return (start, stop) if start < stop else (0, len(text))


class _Opaque:
    """The stretches of a text in which no sentence ends."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for node in parse_inline(text).nodes:
            start, end = node.span
            if node.kind & _OPAQUE and (not self._ends or end > self._ends[-1]):
                if self._ends and start < self._ends[-1]:
                    self._ends[-1] = end
                else:
                    self._starts.append(start)
                    self._ends.append(end)

    def holds(self, offset: int) -> bool:
        """Tell whether the offset lies within one of them, not at its edge."""
        index = bisect_left(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]


def _breaks(text: str, cuts: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Return the cuts where a sentence may have lost its mark; none where there are many, and at no other cut."""
    taken = {end for end, _, _ in cuts} | {following for _, following, _ in cuts}
    matches = (match for match in _BREAK.finditer(text) if not (match["letter"] or text[match.end()]).islower())
    found = [(*match.span(), _BREAK_STRENGTH) for match in matches]
    found = [cut for cut in found if cut[0] not in taken and cut[1] not in taken]
    return found if len(found) <= _MAX_BREAKS else []


def _cuts(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield where a piece ends, where the next one begins, and how likely a sentence ends there."""
    quotes = [match.start() for match in _QUOTE.finditer(text)]
    for match in _END.finditer(text):
        following = match.end()
        item = _ITEM.match(text, following)
        if item and (match["line"] or match["colon"] or "\n" in (match["gap"] or match["gap2"] or match["hard"] or "")):
            # The number of an item is no part of its text.
            yield _end_of(match), item.end(), 0.97
        elif match["line"] is not None:
            continue
        elif match["wide"]:
            yield _wide_cut(match, is_quoted=bisect_left(quotes, match.start()) % 2 == 1)
        elif match["hard"] is not None:
            yield match.start(), following, _HARD_BREAK
        elif match["tight"]:
            # A space is missing, or it is a name: Contoso.Web.
            if text[following].isupper() and text[following + 1].islower() and text[match.start() - 1].islower():
                yield following, following, 0.05
        elif match["tags"]:
            yield match.start(), following, _LINE_TAG if match["tags"].lstrip().startswith("<br") else 0.95
        elif match["colon"]:
            yield match.end("closing3"), following, 0.02 if match["colon"] in ":：" else 0.01
        else:
            yield match.end("closing"), following, _strength(text, match, following)


def _wide_cut(match: re.Match[str], *, is_quoted: bool) -> tuple[int, int, float]:
    """Return the cut at a full-width mark; a straight quotation mark behind it closes only what is quoted."""
    closing, end = match["closing2"], match.end("closing2")
    if closing[:1] == '"' and not is_quoted:
        return match.start("closing2"), match.start("closing2"), _SURE
    return end, match.end(), _SURE if not closing or match.end() > end else 0.3


def _end_of(match: re.Match[str]) -> int:
    """Return where the piece before a cut ends: behind its mark and what closes it."""
    closing = "closing" if match["mark"] else "closing2" if match["wide"] else "closing3" if match["colon"] else ""
    return match.end(closing) if closing else match.start()


def _strength(text: str, match: re.Match[str], following: int) -> float:
    """Return how likely a sentence ends at a mark before white space."""
    start = following
    while start < len(text) and text[start] in _OPENING:
        start += 1
    after = text[start : start + 1]
    if after and after in _GOES_ON:
        return 0.0
    is_doubtful = match["mark"] in ("…", "...") or _is_behind_ordinal(text, match.start())
    if match["mark"] == "." and (weak := _behind_abbreviation(text, match.start(), is_capital=after.isupper())):
        return weak
    if after.islower():
        return 0.02 if is_doubtful else 0.12
    if match["closing"][:1] == ")":
        return 0.75
    if is_doubtful and match["mark"] not in "?!":
        return 0.5 if match["mark"] in ("…", "...") else 0.7
    return _SURE


def _behind_abbreviation(text: str, end: int, *, is_capital: bool) -> float:
    """Return how likely a sentence ends at a full stop behind an abbreviation; 0 where there is none."""
    before = _WORD_BEFORE.search(text, max(0, end - 30), end)
    word = before[0].lower() if before else ""
    if word.isdigit() and len(word) <= 2 and end == len(word):
        return 0.05  # the number of an item
    if len(word) == 1 and word.isalpha():
        return 0.3 if is_capital else 0.03
    if "." in word and len(word) <= 6 and word.replace(".", "").isalpha():
        return 0.15 if is_capital else 0.02
    if word in IN_DOCUMENTATION:
        return 0.1 if is_capital else 0.02
    return 0.0


def _is_behind_ordinal(text: str, end: int) -> bool:
    """Tell whether a word of one or two digits ends there: with a full stop an ordinal number in many languages."""
    start = end
    while start and text[start - 1].isdigit():
        start -= 1
    return 0 < end - start <= 2 and (start == 0 or text[start - 1].isspace())
