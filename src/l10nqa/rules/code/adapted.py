"""Code that people rightly write otherwise in another language: without the endings of English, for their readers."""

from __future__ import annotations

import re

from l10nqa.locale import language_of
from l10nqa.locale.cldr import is_known
from l10nqa.quality import Certainty

__all__ = ["certainty_by_people", "is_of_target_locale"]

_ENDING = re.compile(r"(?:['’]?s|es|st|nd|rd|th)", re.IGNORECASE)
"""Of an English plural, genitive or ordinal number: the `Pods`, the `N`th."""
_WORDS = r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*"
_RUN = re.compile(_WORDS)
_BLANK_TO_FILL = re.compile(rf"<{_WORDS}>|\{{{_WORDS}\}}|\[[/.:]?{_WORDS}\]")
"""`<your address>`, `{verb}`, `[/name]`: it tells readers what to put in its place."""
_YOURS = re.compile(r"(?<![^\W_])(?:your|my)[_-]\w+(?:-\w+)*", re.IGNORECASE)
"""`YOUR_GITHUB_ID`, `my-service`."""
_LITERAL = re.compile(r'"[^"\\{}%$\n]*"')
_PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_TOKEN = re.compile(r"[^\W_]+|.", re.DOTALL)


def certainty_by_people(was: str, now: str) -> Certainty | None:
    """Return how sure it is that a code which people changed is at fault; None where nothing speaks for them."""
    if _is_without_ending(was, now) or _has_gloss(was, now) or _is_cleaned(was, now) or _is_form(was, now):
        return Certainty.POSSIBLE
    if _LITERAL.sub("", was) == _LITERAL.sub("", now):
        return Certainty.LIKELY  # sample values
    if _PHRASE.fullmatch(was) and _PHRASE.fullmatch(now) and _first_word(was) != _first_word(now):
        return Certainty.LIKELY  # words for readers, or what a program shows
    return None


def is_of_target_locale(was: str, now: str, target_locale: str) -> bool:
    """Tell whether a code names the language of the target where the source names any other: `docs/de` for `docs/ja`.

    They differ by nothing else.
    """
    before, after = _TOKEN.findall(was), _TOKEN.findall(now)
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = "".join(before[start : len(before) - end]), "".join(after[start : len(after) - end])
    language, _, region = old.replace("_", "-").partition("-")
    is_language = 2 <= len(language) <= 3 and (not region or region.isalnum()) and is_known(language.lower())
    return is_language and language_of(new.replace("_", "-")).lower() == language_of(target_locale).lower()


def _is_without_ending(was: str, now: str) -> bool:
    return was.startswith(now) and now[-1:].isalnum() and bool(_ENDING.fullmatch(was[len(now) :]))


def _has_gloss(was: str, now: str) -> bool:
    """Tell a code with its translation behind it: `Server（サーバー）`."""
    rest = now[len(was) :].strip()
    return now.startswith(was) and rest[:1] in "(（" and rest[-1:] in ")）" and len(rest) > 2


def _is_cleaned(was: str, now: str) -> bool:
    """Tell a code without the lone quotation mark that the source has in it by mistake."""
    return was.count('"') % 2 == 1 and now == was.replace('"', "")


def _is_form(was: str, now: str) -> bool:
    """Tell a form to fill in whose words are translated: `{verb} {object}`, `type[/name]`."""
    pieces = _YOURS.split(was)
    if len(pieces) > 1:
        return re.fullmatch(r"[\w-]+".join(map(re.escape, pieces)), now) is not None
    blanks, theirs = _BLANK_TO_FILL.findall(was), _BLANK_TO_FILL.findall(now)
    if not blanks or len(blanks) != len(theirs):
        return False
    if _BLANK_TO_FILL.sub("\0", was) == _BLANK_TO_FILL.sub("\0", now):
        return True
    return " " not in _BLANK_TO_FILL.sub("", was) and _RUN.sub("\0", was) == _RUN.sub("\0", now)


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0].casefold()
