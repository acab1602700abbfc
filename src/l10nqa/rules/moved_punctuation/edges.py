"""The marks at the inner edges of links and emphasis that are punctuation of the sentence, and not of a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.locale import mark_class
from l10nqa.text import Span

if TYPE_CHECKING:
    from l10nqa.markup import Inline, Node

__all__ = ["ENDING", "class_at", "content_of", "end_class", "has_edge", "is_unbalanced", "is_wrapped", "lead_class"]

ENDING = frozenset(".,:;!?")
_ABBREVIATION = 6
"""A word in capitals of at most this length, with a full stop behind it and another outside, is an abbreviation."""
_CUT = 7
"""A word of at most this length may have been cut off, in a label that cuts others."""
_CUT_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,7}\.(?:/| )(?=[\w(])(?=[^A-Z])")
"""A word that was cut off: the text goes on in small letters behind its full stop."""
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
"""An abbreviation of several words, without its last full stop."""
_UNIT = re.compile(r"\d \w{1,6}\Z")


def content_of(inline: Inline, node: Node) -> Span:
    """Return the node's content without white space at its ends."""
    content = node.inner.of(inline.text)
    if content and not content[0].isspace() and not content[-1].isspace():
        return node.inner
    start = node.inner.start + len(content) - len(content.lstrip())
    return Span(start, max(start, node.inner.start + len(content.rstrip())))


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


def end_class(inline: Inline, node: Node, *, sentence_ends: bool = True) -> str:
    """Return the class of the mark that the node's content ends with, empty where it belongs to the words.

    `sentence_ends` tells whether the source ends with a full stop, which the translation may have moved.
    """
    content = content_of(inline, node)
    text = content.of(inline.text)
    if len(text) < 1:
        return ""
    mark = mark_class(text[-1])
    if mark == ")":
        return mark if is_unbalanced(text, closing=True) else ""
    if mark not in ENDING or text.endswith(("..", "\\.")):
        return ""
    if mark == "." and _belongs_to_word(inline, node, text, sentence_ends=sentence_ends):
        return ""
    return mark


def _belongs_to_word(inline: Inline, node: Node, text: str, *, sentence_ends: bool) -> bool:
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
    goes_on = bool(rest) and (rest[0].islower() or rest[0] in ",،、;:(")
    ordinal = len(text) > 1 and text[-2].isdigit() and text[-1] == "."
    return bool(rest) and (goes_on or ordinal) and text[-1] == "."


def _is_cut_off(text: str, rest: str) -> bool:
    """Tell whether the last word of the text is an abbreviation, by what stands before it or by the stop in `rest`."""
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
