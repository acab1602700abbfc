"""The pairs of the tables in `languages`: kinds of texts, in the words and the marks of many languages."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from l10nqa.locale import facts_of, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Pair", "pairs_of", "read"]

_FOLDER = Path(__file__).parent / "languages"
_FORMATTED = re.compile(r"\{([npd]):([^}]+)\}")
_CLOSED_UP = frozenset(".。።։۔")
"""Full stops before which no language of the table writes a space; about others their writers differ."""


class Pair(NamedTuple):
    """A pair of texts, and what must be said of it."""

    locale: str
    source: str
    target: str
    rules: frozenset[str]
    """The rules any of which must report it; none for a right pair."""
    fixed: str
    """The target after the safe fixes; empty where nothing is said of it."""


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a table under the names of their columns, without comments."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [dict(zip(header, row, strict=True)) for row in rows]


def pairs_of(table: str, kind: Mapping[str, str]) -> Iterator[Pair]:
    """Yield the pairs of one row of a table: of one language, or in all languages that it is for."""
    if "locale" in kind:
        yield _pair(kind["locale"], kind["source"], kind["target"], kind)
        return
    languages = read("phrases.tsv")
    for language in filter(_PROPERTIES[kind["where"]], languages):
        for end in _marks(language["ends"]):
            for ask in _marks(language["asks"]):
                words = {**language, "end": end, "ask": ask}
                texts = [_filled(kind[column], words) for column in ("target", "fixed")]
                if None in texts:
                    continue  # Babel does not know the language
                source, (target, fixed) = kind["source"], texts
                if table == "in-a-sentence.tsv":
                    source = f"{languages[0]['sentence'].replace('{}', source)}."
                    target, fixed = (text and language["sentence"].replace("{}", text) + end for text in texts)
                yield _pair(language["locale"], source, target or "", {**kind, "fixed": fixed or ""})
                if "{ask}" not in kind["target"]:
                    break


def _pair(locale: str, source: str, target: str, kind: Mapping[str, str]) -> Pair:
    rules = frozenset() if kind["rule"] == "-" else frozenset(kind["rule"].split("|"))
    return Pair(locale, source, target, rules, kind["fixed"])


def _marks(listed: str) -> list[str]:
    return ["" if mark == "-" else mark for mark in listed.split()]


def _filled(text: str, words: Mapping[str, str]) -> str | None:
    """Return a text with a language's words, and numbers as Babel writes them in it; None where it cannot."""
    locale = _babel(words["locale"])
    if locale is None and _FORMATTED.search(text):
        return None
    text = _FORMATTED.sub(lambda match: _FORMATS[match[1]](match[2], locale), text)
    opening, closing = row_of(words["locale"])["quotes"][:2]
    for name, word in {**words, "open": opening, "close": closing}.items():
        text = text.replace(f"{{{name}}}", word)
    return text


_FORMATS: dict[str, Callable[[str, Locale | None], str]] = {
    "n": lambda number, locale: format_decimal(float(number), locale=locale, numbering_system="default"),
    "p": lambda number, locale: format_percent(float(number), locale=locale, numbering_system="default"),
    "d": lambda day, locale: format_date(dt.date.fromisoformat(day), "long", locale=locale),
}


@cache
def _babel(tag: str) -> Locale | None:
    for name in (tag.replace("-", "_"), tag.partition("-")[0]):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return None


_PROPERTIES: dict[str, Callable[[Mapping[str, str]], bool]] = {
    "all": lambda _: True,
    "spaced": lambda row: facts_of(row["locale"]).spaces_words and not facts_of(row["locale"]).attaches_prefixes,
    "isolating": lambda row: facts_of(row["locale"]).spaces_words and not facts_of(row["locale"]).attaches_suffixes,
    "ended": lambda row: "" not in _marks(row["ends"]),
    # A comma may end a sentence of Chinese, Japanese or Korean that the next segment goes on with.
    "no-comma": lambda row: "" not in _marks(row["ends"]) and row["locale"][:2] not in ("ja", "zh", "ko"),
    "closed-up": lambda row: row["ends"][0] in _CLOSED_UP,
    # The other mark is an apostrophe as well.
    "curly": lambda row: row_of(row["locale"])["quotes"][1] != "’",
    "other": lambda row: not row["locale"].startswith("en"),
}
