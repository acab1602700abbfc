"""The texts that checks look at, and the part of a text that is language: no code, addresses, tags or identifiers."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from l10nqa.locale import FUNCTION_WORDS
from l10nqa.markup.cmdlet_verbs import CMDLET_VERBS
from l10nqa.markup.html_elements import HTML_ELEMENTS
from l10nqa.text import compile_pattern

__all__ = ["CheckedPair", "is_content_word", "language_of", "plain", "shown", "words_of"]

_HIDDEN = compile_pattern(
    r"(?P<tick>`+)(?:(?!(?P=tick)).)*(?P=tick)"  # code
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s[^()]*)?\)|\]\[[^\]\[]*\]"  # addresses of links
    r"|</?[A-Za-z][^<>]*>|<!--.*?-->|\[![A-Za-z]+"  # tags, autolinks, placeholders, comments, alerts
    r"|\{[^{}]*\}|&#?\w+;",
    re.DOTALL,
)
_MAY_HIDE = compile_pattern(r"[`<{&]|\]\(|\]\[|\[!")
# Where words are not spaced, an identifier ends where other letters begin.
_TYPED = r"[!-~\u00c0-\u024f]*"
_IDENTIFIER = compile_pattern(
    rf"{_TYPED}(?:[_\\/@=#$%|~]|[A-Za-z0-9][.:][A-Za-z0-9]|--|::|\w\(\)){_TYPED}|(?<!\w)-\w+"
    rf"|\b(?:{'|'.join(sorted(CMDLET_VERBS))})-[A-Za-z]+|\w+(?:-\w+){{2,}}",
    re.IGNORECASE,
)
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_WORD = compile_pattern(
    rf"(?<![{_LATIN}\d_])[{_LATIN}]++(?:['’][{_LATIN}]++)*+(?![\d_])"
    rf"|(?:(?![{_LATIN}])[^\W\d_])++"  # Serverについて are two words
)
_TAG = compile_pattern(rf"</?(?:{'|'.join(sorted(HTML_ELEMENTS))})\b[^<>]*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)


class CheckedPair(NamedTuple):
    """The texts and locales of a unit: all that most checks look at."""

    source: str
    target: str
    source_locale: str
    target_locale: str


def plain(text: str) -> str:
    """Return the text with a space in the place of everything that is no language."""
    return _HIDDEN.sub(" ", text) if _MAY_HIDE.search(text) else text


def shown(text: str) -> str:
    """Return the text without HTML tags and comments, its entities resolved."""
    return html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text


def words_of(text: str) -> list[str]:
    """Return the words of the text that are language, without identifiers, paths and options of commands."""
    return _WORD.findall(_IDENTIFIER.sub(" ", plain(text).replace("**", " ")))


def is_content_word(word: str, language: str) -> bool:
    """Tell whether a word is in small letters and carries meaning: no name, and no function word of the language."""
    return len(word) > 2 and word.islower() and word not in FUNCTION_WORDS.get(language, ())


def language_of(tag: str) -> str:
    """Return the language of a BCP 47 tag."""
    return tag.replace("_", "-").partition("-")[0].lower()
