"""Words that stay in every language: names, commands, what a program says, and what the memory keeps."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.lexicon import NAME, stem_of
from l10nqa.locale import ARTICLES, FUNCTION_WORDS, WITHIN_NAMES, language_of
from l10nqa.markup import EMPHASES, Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from l10nqa.lexicon import Lexicon
    from l10nqa.markup import Inline
    from l10nqa.rule import ParsedSegment, RuleContext

__all__ = [
    "OPAQUE",
    "WORD",
    "expanded",
    "is_command",
    "is_common",
    "is_in_address",
    "is_named",
    "is_of_brand",
    "is_of_program",
    "is_other_language",
    "is_quoted",
    "listed_names",
    "must_change",
    "names_in",
]

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
OPAQUE = Kind.CODE | Kind.PLACEHOLDER | Kind.VARIABLE | Kind.INCLUDE | Kind.XREF | Kind.HTML | Kind.AUTOLINK | EMPHASES
"""Nodes whose words nobody has to translate, or that other rules look at."""
_SEEN, _KEPT, _NAMED = 4, 0.35, 0.5
"""A word seen in at least so many segments, of whose translations less than this share keep it, is no
name; a run of words that at least the last share keeps is one."""
_QUOTED = re.compile(r"(?<!\w)(?:'([^'\n]+)'|[\"“„«]([^\"“”„«»\n]+)[\"”“»])(?!\w)")
_COMMENT = re.compile(r"///?!?\s|/\*")
_BESIDE = re.compile(r"\b([A-Z]{3,12})[\s–—:=,-]*\Z|\A[\s*_\"”]*[(（]([A-Z]{3,})[)）]")
"""An acronym before or behind its expansion."""
_OPTION = re.compile(r" --?[a-z]")
"""An option on a command line."""
_RELEASE = re.compile(r"[A-Z]\w* [a-z]+ \d")
"""`Platform update 24`"""


def listed_names(text: str, names: tuple[str, ...]) -> list[Span]:
    """Return where names of a list stand in a text."""
    return [Span(*match.span()) for match in _name_pattern(names).finditer(text)]


@lru_cache(maxsize=8)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    # The longest first: of two names that begin alike, the whole one counts.
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


def is_of_program(segment: ParsedSegment) -> bool:
    """Tell a literal or a comment of a program: files give these apart from their code, and many are left so."""
    source, target = segment.source.text.strip(), segment.target.text.strip()
    if _COMMENT.match(source) and _COMMENT.match(target):
        return True
    return source == target and len(source) > 2 and source[0] == source[-1] == '"' and '"' not in source[1:-1]


def is_quoted(spot: Span, segment: ParsedSegment) -> bool:
    """Tell words of a quotation that is the same on both sides and begins like a name: something to type or to see."""
    if _is_wholly_kept(segment.source.text, segment.target.text):
        return False
    quotations, _ = _quotations(segment.target.text)
    index = bisect_left(quotations, (spot.start,)) - 1  # quotations stand apart: only the last before it may hold it
    if index < 0 or spot.end >= quotations[index][1]:
        return False
    quoted = quotations[index][2]
    return not quoted[0].islower() and quoted in _quotations(segment.source.text)[1]


@lru_cache(maxsize=1)  # the runs of a segment come in a row
def _is_wholly_kept(source: str, target: str) -> bool:
    """Tell whether nothing at all is translated."""
    return set(WORD.findall(target)) <= set(WORD.findall(source))


@lru_cache(maxsize=2)
def _quotations(text: str) -> tuple[list[tuple[int, int, str]], frozenset[str]]:
    """Return the quotations with their starts and ends, in order, and what they quote."""
    found = [(*match.span(), match[1] or match[2]) for match in _QUOTED.finditer(text)]
    return found, frozenset(quoted for _, _, quoted in found)


def is_command(spot: Span, segment: ParsedSegment, context: RuleContext) -> bool:
    """Tell a command line outside code: options, or a small word at its start that the memory keeps."""
    run, lexicon = spot.of(segment.target.text), context.lexicon
    if _OPTION.search(segment.target.text, spot.start) and run[0].islower() and run in segment.source.text:
        return True
    if lexicon is None or not lexicon.has_enough or not run[0].islower() or run not in segment.source.text:
        return False
    stem = stem_of(run.split()[0])
    number = lexicon.sources.get(stem)
    seen = lexicon.source_counts[number] if number is not None else 0
    return (
        seen >= _SEEN and lexicon.kept.get(stem, 0) / seen >= _NAMED and run.split()[0] not in _function_words(context)
    )


def is_in_address(run: str, address: str) -> bool:
    """Tell a command whose words follow each other in the path of an address: `az ad app` in `/cli/azure/ad/app`.

    The first may be the name of the program, which the page spells out.
    """
    words = run.split()
    return len(words) > 2 and run.islower() and f"/{'/'.join(words[1:])}/" in f"{address}/"


def _function_words(context: RuleContext) -> frozenset[str]:
    return FUNCTION_WORDS.get(language_of(context.source_locale), frozenset())


def is_of_brand(spot: Span, segment: ParsedSegment, context: RuleContext) -> bool:
    """Tell a title that begins with a name which the memory keeps, and whose words all have a capital in the source."""
    lexicon, run, source = context.lexicon, spot.of(segment.target.text), segment.source.text
    start = source.lower().find(run.lower())
    words = WORD.findall(source[start : start + len(run)]) if start >= 0 else []
    small = WITHIN_NAMES.get(language_of(context.source_locale), frozenset())
    if lexicon is None or not lexicon.has_enough or not words or _is_usually_translated(words[0], lexicon):
        return False
    return words[0][0].isupper() and not any(word[0].islower() and word not in small for word in words)


def is_named(spot: Span, segment: ParsedSegment, context: RuleContext) -> bool:
    """Tell a title written like a name on either side, each of its words with a capital; people keep these."""
    small = FUNCTION_WORDS.get(context.source_locale.partition("-")[0].lower(), frozenset())
    run, source = spot.of(segment.target.text), segment.source.text
    start = source.lower().find(run.lower())
    for text in (run, source[start : start + len(run)] if start >= 0 else run):
        if _RELEASE.match(text) or not any(word[0].islower() and word not in small for word in text.split()):
            return True
    return False


def names_in(run: str, segment: ParsedSegment, context: RuleContext) -> list[str]:
    """Return the names in a run that was kept: what the memory keeps; unknown ones, unless they are a page's title."""
    lexicon, folded = context.lexicon, run.lower()
    titles = _titles(segment.source, language_of(context.source_locale))
    found = []
    for name in _capitalized(segment.source):
        if name.lower() not in folded:
            continue
        seen, kept = lexicon.names.get(name, (0, 0)) if lexicon else (0, 0)
        if kept / seen >= _NAMED if seen else name.lower() not in titles:
            found.append(name.lower())
    return found


@lru_cache(maxsize=1)  # the runs of a segment come in a row
def _capitalized(source: Inline) -> tuple[str, ...]:
    """Return the different runs of words with a capital, in order."""
    return tuple(dict.fromkeys(match[0] for match in NAME.finditer(source.text)))


@lru_cache(maxsize=1)
def _titles(source: Inline, language: str) -> set[str]:
    """Return the link texts that name a page; one with an article of the sentence before it names a thing."""
    articles = ARTICLES.get(language, frozenset())
    titles = set()
    for node in source.of(Kind.LINK):
        before = source.text[: node.span.start].rsplit(maxsplit=1)
        if not before or before[-1].lower() not in articles:
            titles.add(node.inner.of(source.text).strip().lower())
    return titles


def is_common(word: str, context: RuleContext) -> bool:
    """Tell a word that has to be translated from one that stays."""
    lexicon = context.lexicon
    function_words = FUNCTION_WORDS.get(context.source_locale.partition("-")[0].lower(), frozenset())
    if lexicon is None or not lexicon.has_enough:
        return word.lower() in function_words or word.islower()
    return (word.lower() in function_words and not _is_cognate(word, lexicon)) or _is_usually_translated(word, lexicon)


def _is_cognate(word: str, lexicon: Lexicon) -> bool:
    """Tell a small word that both languages write alike, as English and Dutch do `in`."""
    stem = stem_of(word.lower())
    number = lexicon.sources.get(stem)
    seen = lexicon.source_counts[number] if number is not None else 0
    return seen >= _SEEN and lexicon.kept.get(stem, 0) / seen >= _NAMED


def must_change(word: str, context: RuleContext) -> bool:
    """Tell a word that has to be translated even where it stands in a name."""
    small = WITHIN_NAMES.get(context.source_locale.partition("-")[0].lower(), frozenset())
    return len(word) > 1 and word.lower() not in small and is_common(word, context)


def _is_usually_translated(word: str, lexicon: Lexicon) -> bool:
    stem = stem_of(word)
    number = lexicon.sources.get(stem)
    if number is None:
        return word.islower()
    seen = lexicon.source_counts[number]
    return seen >= _SEEN and lexicon.kept.get(stem, 0) / seen < _KEPT


@lru_cache(maxsize=1)
def is_other_language(source: Inline, locale: str) -> bool:
    """Tell whether the source itself is in another language than it should be: then it stays on purpose."""
    words = WORD.findall(source.visible(Span(0, len(source.text))).lower())
    found = {code: sum(word in known for word in words) for code, known in FUNCTION_WORDS.items()}
    own = found.pop(locale.partition("-")[0].lower(), 0)
    return max(found.values(), default=0) > max(own, 1)


def expanded(words: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    """Return the words for which an acronym beside them stands: they explain it."""
    beside = _BESIDE.search(text[max(words[0].start() - 20, 0) : words[0].start()]) or _BESIDE.match(
        text[words[-1].end() :]
    )
    letters = list((beside[1] or beside[2]).lower()) if beside else []
    expanded: list[re.Match[str]] = []
    for word in reversed(words):
        if letters and word[0][0].lower() == letters[-1]:
            letters.pop()
        elif not expanded:
            break
        expanded.append(word)
        if not letters:
            return expanded
    return []
