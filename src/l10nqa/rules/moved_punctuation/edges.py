"""The marks at the inner edges of links and emphasis that are punctuation of the sentence, and not of a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.locale import mark_class
from l10nqa.text import Span, is_small_letter

if TYPE_CHECKING:
    from l10nqa.markup import Inline, Node
    from l10nqa.rules.moved_punctuation.language import Language

__all__ = [
    "ENDING",
    "class_at",
    "content_of",
    "end_class",
    "has_edge",
    "is_unbalanced",
    "is_wrapped",
    "last_word",
    "lead_class",
    "may_be_cut_off",
]

ENDING = frozenset(".,:;!?")
_INVERTED = {"?": "¿", "!": "¡"}
"""What opens a question or an exclamation where it ends with the mark: both stand on the same side of an edge."""
_ABBREVIATION = 6
"""A word in capitals of at most this length, with a full stop behind it and another outside, is an abbreviation."""
_CUT = 7
"""A word of at most this length may have been cut off, in a label that cuts others."""
_CUT_LABEL = 3
"""A label of at most so many words may end with a word that was cut off, though the memory has it as a whole one."""
_CUT_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,7}\.(?:/| )(?=[\w(])(?=[^A-Z])")
"""A word that was cut off: the text goes on in small letters behind its full stop."""
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
"""An abbreviation of several words, without its last full stop."""
_UNIT = re.compile(r"\d \w{1,6}\Z")
_LONG = 8
"""A word of so many letters is hardly an abbreviation, though the sentence goes on behind its full stop."""
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"
"""Characters without a glyph that follow or precede a mark: zero-width space and joiner, marks of direction."""
_LAST_WORD = re.compile(r"[^\W\d_](?:[^\W_]|\.(?=[^\W\d_]))*\Z")


def content_of(inline: Inline, node: Node) -> Span:
    """Return the node's content without white space and invisible characters at its ends."""
    start, end = node.inner
    text = inline.text
    while start < end and (text[start].isspace() or text[start] in _UNSEEN):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _UNSEEN):
        end -= 1
    return Span(start, end)


def class_at(text: str, offset: int) -> str:
    """Return the class of the mark at the offset; empty where there is none."""
    return mark_class(text[offset]) if 0 <= offset < len(text) else ""


def has_edge(inline: Inline, node: Node) -> bool:
    """Tell whether the node's content begins or ends with something other than a letter or digit."""
    start, end = node.inner
    return not (start < end and inline.text[start].isalnum() and inline.text[end - 1].isalnum())


def is_wrapped(text: str) -> bool:
    """Tell whether one pair of parentheses encloses the whole text."""
    if len(text) < 3 or mark_class(text[0]) != "(" or mark_class(text[-1]) != ")":
        return False
    return not is_unbalanced(text[1:-1], closing=True)


def end_class(inline: Inline, node: Node, language: Language | None = None, *, sentence_ends: bool = True) -> str:
    """Return the class of the mark that the node's content ends with, empty where it belongs to the words.

    `language` is that of a target. `sentence_ends` tells whether the source ends with a full stop, which the
    translation may have moved.
    """
    content = content_of(inline, node)
    text = content.of(inline.text)
    if len(text) < 1:
        return ""
    mark = mark_class(text[-1]) if language is None else language.facts.mark_class(text[-1])
    if mark == ")":
        return mark if is_unbalanced(text, closing=True) else ""
    if mark not in ENDING or text.endswith(("..", "\\.")) or _INVERTED.get(mark, "\0") in text:
        return ""
    if mark == "." and _belongs_to_word(inline, node, text, language, sentence_ends=sentence_ends):
        return ""
    return mark


def last_word(text: str) -> str:
    """Return the word that a text ends with, full stops within it included; empty where it ends with none."""
    match = _LAST_WORD.search(text)
    return match[0] if match else ""


def _belongs_to_word(inline: Inline, node: Node, text: str, language: Language | None, *, sentence_ends: bool) -> bool:
    """Tell a full stop of an ordinal or abbreviation from one that ends a sentence: the sentence goes on after it."""
    rest = inline.text[node.span.end :].lstrip(" *_\"'”’»")
    words = text[:-1].split()
    if not words:
        return False  # nothing but the mark
    if not sentence_ends and words[-1].isdigit():
        return True  # an ordinal, as many languages write it
    if _is_cut_off(text[:-1], rest):
        return True
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= _ABBREVIATION and rest.startswith("."):
        return True
    goes_on = _goes_on(rest)
    own = _is_abbreviated(last_word(text[:-1]), rest, language, goes_on=goes_on) if language is not None else None
    ordinal = len(text) > 1 and text[-2].isdigit()
    return (bool(rest) and (goes_on or ordinal)) if own is None else own


def may_be_cut_off(inline: Inline, node: Node) -> bool:
    """Tell whether a label is short, as is its last word, and the sentence goes on: its full stop may be its own.

    A sentence ends nowhere before a small letter or another mark, so that its full stop cannot have come from there.
    """
    words = content_of(inline, node).of(inline.text)[:-1].split()
    rest = inline.text[node.span.end :].lstrip(" *_\"'”’»")
    return 0 < len(words) <= _CUT_LABEL and len(words[-1]) <= _CUT and (_goes_on(rest) or rest.startswith(")"))


def _goes_on(rest: str) -> bool:
    return bool(rest) and (is_small_letter(rest[0]) or rest[0] in ",،、;:(")


def _is_abbreviated(word: str, rest: str, language: Language, *, goes_on: bool) -> bool | None:
    """Tell whether a word has a full stop of its own before `rest`; None where its place must tell."""
    known = language.is_abbreviation(word) if word else None
    if known:
        return True
    # Where the label has its full stop and the sentence another, a short word has one of its own.
    if known is None and rest.startswith(".") and word and language.may_be_abbreviation(word):
        return True
    # In capitals, what the memory has as a word may be another one cut off.
    return False if goes_on and ((known is False and not word.isupper()) or len(word) > _LONG) else None


def _is_cut_off(text: str, rest: str) -> bool:
    """Tell whether the last word of the text is an abbreviation, by the words before it or the stop in `rest`."""
    last = re.split(r"[\s/]", text)[-1]
    if _DOTTED.fullmatch(last):
        return True
    if len(last) <= _CUT and _CUT_BEFORE.search(text):
        return True  # others were cut before it
    return bool(_UNIT.search(text)) and rest.startswith((".", ")."))


def lead_class(inline: Inline, node: Node) -> str:
    """Return the class of the mark that the node's content begins with; empty where it belongs to the words."""
    text = content_of(inline, node).of(inline.text)
    mark = mark_class(text[0]) if text else ""
    if mark == "(":
        return mark if is_unbalanced(text, closing=False) else ""
    if mark not in (",", ";", ":", ")") or len(text) < 2 or text.startswith("::"):
        return ""
    return "" if mark == "," and text[1].isdigit() else mark  # `,25`: a decimal mark


def is_unbalanced(text: str, *, closing: bool) -> bool:
    """Tell whether a closing (else an opening) parenthesis of the text has no partner in it."""
    depth = 0
    for character in text if closing else reversed(text):
        mark = mark_class(character)
        depth += (mark == "(") - (mark == ")") if closing else (mark == ")") - (mark == "(")
        if depth < 0:
            return True
    return False
