"""A clause, a link title or the whole segment stands in the target as it stands in the source.

Readers who chose their language get a sentence in another one. Link titles are where it happens most: the page behind
the link was not translated in time, and its title stayed.

Which words are names that stay and which are not is learned from the memory: a word that translations mostly keep is a
name. Without a memory only a run with several function words counts.

Not reported: product names, code, formulas, commands, placeholders; bold labels of a user interface kept on purpose; an
original with its translation or its acronym beside it; a source that is itself in another language. What both sides
quote, and a short title that a person left as it is, is mostly a name, and translators may leave the literals and
comments of programs: these are less than likely. Names that neither memory nor spelling shows to be any can be listed
in `names`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from l10nqa.lexicon import NAME, stem_of
from l10nqa.locale import ARTICLES, FUNCTION_WORDS, LABELS, TITLE_VERBS, WITHIN_NAMES, language_of, scripts_of
from l10nqa.markup import EMPHASES, Kind, verbatim_spans, without_markup
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, rule
from l10nqa.rule_options import option
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.lexicon import Lexicon
    from l10nqa.markup import Inline, Node

__all__ = ["untranslated"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPAQUE = Kind.CODE | Kind.PLACEHOLDER | Kind.VARIABLE | Kind.INCLUDE | Kind.XREF | Kind.HTML | Kind.AUTOLINK | EMPHASES
_ENOUGH = 1_000
"""Segments that a lexicon must have seen before it says what a name is."""
_SEEN, _KEPT, _NAMED = 4, 0.35, 0.5
"""A word seen in at least so many segments, of whose translations less than this share keep it, is no
name; a run of words that at least the last share keeps is one."""
_BREAK = re.compile(r"[,;:!?()\[\]、。，；：（）「」]|\.\s")
_EXPLAINED = re.compile(r"[(（][^()（）]*[^\x00-\x7f][^()（）]*[)）]")
"""A translation in parentheses behind the original."""
_OPERATOR = re.compile(r"[=<]")
_NUMBER_BEHIND = re.compile(r"\w*(?:[ \u00a0]\d\w*(?:\.\w+)*)?")
_QUOTED = re.compile(r"(?<!\w)(?:'([^'\n]+)'|[\"“„«]([^\"“”„«»\n]+)[\"”“»])(?!\w)")
_COMMENT = re.compile(r"///?!?\s|/\*")
_BESIDE = re.compile(r"\b([A-Z]{3,12})[\s–—:=,-]*\Z|\A[\s*_\"”]*[(（]([A-Z]{3,})[)）]")
"""An acronym before or behind its expansion."""
_OPTION = re.compile(r" --?[a-z]")
"""An option on a command line."""
_LABEL = re.compile(r"\W{0,6}([A-Z][a-z]+)[*_]{0,3} ?[:：]")
"""A word and a colon with which a text begins."""
_GLOSS = 3
"""Words of a translation that stands in brackets behind its original."""
_RELEASE = re.compile(r"[A-Z]\w* [a-z]+ \d")
"""`Platform update 24`"""


@dataclass(frozen=True, slots=True)
class UntranslatedOptions:
    """Words that stay."""

    names: tuple[str, ...] = option(
        default=(), description="Names, as they are written, that stay in the target: products, screens, companies."
    )


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    certainty=Certainty.LIKELY,
    looks_at=Kind.TEXT,
    options=UntranslatedOptions,
    learns=True,
    examples=(
        Example(
            "en>de", "See [How to use the list for your plan](u).", "Siehe [⟦How to use the list for your plan⟧](u)."
        ),
        Example("en>ja", "Wait for the end of this and then do it.", "⟦Wait for the end of this and then do it⟧."),
        Example("en>ar", "See [How to set up the list for you](u).", "راجع [⟦How to set up the list for you⟧](u)."),
        Example("en>de", "Open Microsoft Azure Active Directory.", "Öffnen Sie Microsoft Azure Active Directory."),
        Example("en>ja", "Run `wait for the end of it`.", "`wait for the end of it` を実行します。"),
        Example(
            "en>lv",
            "See [How to set up the list](u).",
            "Skatiet [How to set up the list (Saraksts)](u).",
            note="explained",
        ),
        Example(
            "en>lv",
            "Enter '\"Number of lines in this block: \" & TEXT(A1)'.",
            "Ievadiet '\"Number of lines in this block: \" & TEXT(A1)'.",
            note="a formula",
        ),
        Example(
            "en>lv",
            "business rules for asset determination (BRAD)",
            "noteikumi (BRAD — business rules for asset determination)",
            note="explains the acronym",
        ),
        Example(
            "en>de", "O vencimento será em 30 dias da data.", "O vencimento será em 30 dias da data.", note="Portuguese"
        ),
        Example("en>fr", "See [Repair Contoso Dock 3](u).", "Voir [⟦Repair Contoso Dock 3⟧](u).", note="a short title"),
        Example("en>uk", "**Note**: It is wet.", "**⟦Note⟧**: Тут мокро."),
        Example("en>hi", "**Tip:** It is wet.", "**⟦Tip⟧:** यह गीला है।"),
        Example(
            "en>ru",
            '"Cannot lower the boat into the water"',
            '"Cannot lower the boat into the water" (Не удается спустить лодку на воду)',
            note="the translation stands behind it",
        ),
        Example("en>ar", "Select **Wait for the end of it**.", "حدد **Wait for the end of it**.", note="a label"),
    ),
)
def untranslated(segment: ParsedSegment, context: Context, *, options: UntranslatedOptions) -> Iterator[Issue]:
    """Yield an issue for every run of words that was left as it was."""
    source, target = segment.source, segment.target
    yield from _labels(segment, context)
    # Most segments end here: of three words in a row that are the same, the middle one stands between blanks.
    shared = set(target.text.lower().split()).intersection(source.text.lower().split())
    if all(len(word) == 1 or word[0].isdigit() for word in shared):
        return
    if context.source_locale.partition("-")[0] == context.target_locale.partition("-")[0]:
        return
    wanted = _WORD.findall(source.text.lower())
    spoken = [word.lower() for word in _WORD.findall(target.text)]
    yield from _titles_kept(segment, context, options.names)
    triples = set(zip(wanted, wanted[1:], wanted[2:], strict=False))
    if triples.isdisjoint(zip(spoken, spoken[1:], spoken[2:], strict=False)):
        return
    kept = [False] * len(spoken)
    for at in range(len(spoken) - 2):
        if (spoken[at], spoken[at + 1], spoken[at + 2]) in triples:
            kept[at] = kept[at + 1] = kept[at + 2] = True
    words = list(_WORD.finditer(target.text))
    shown = _shown(words, kept, target)
    if options.names:
        shown = _without(words, shown, _listed_names(target.text, options.names))
    # Mostly the names of things. What is verbatim without any markup is looked for only behind all other questions.
    if any(_must_change(word[0], context) for word, is_shown in zip(words, shown, strict=True) if is_shown):
        yield from _runs(words, _without(words, shown, verbatim_spans(target)), segment, context)


def _labels(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield the word that heads a remark where it stands as in the source, in a language of another script."""
    kept = _LABEL.match(segment.target.text)
    heads = LABELS.get(language_of(context.source_locale), frozenset())
    if kept is None or kept[1].lower() not in heads or "LATIN" in scripts_of(context.target_locale):
        return
    begins = _LABEL.match(segment.source.text)
    if begins is not None and begins[1] == kept[1] and any(map(_is_foreign, segment.target.text)):
        yield Issue(f"“{kept[1]}” is not translated", None, Span(*kept.span(1)))


def _is_foreign(character: str) -> bool:
    return character.isalpha() and not character.isascii()


def _titles_kept(segment: ParsedSegment, context: Context, names: tuple[str, ...]) -> Iterator[Issue]:
    """Yield the short title of an instruction that stands in a link as it stands in the source."""
    verbs = TITLE_VERBS.get(language_of(context.source_locale), frozenset())
    target = segment.target
    titles = {(node.value, node.inner.of(segment.source.text)) for node in segment.source.of(Kind.LINK)}
    for node in target.of(Kind.LINK):
        title = node.inner.of(target.text)
        words = _WORD.findall(title)
        if (node.value, title) not in titles or len(words) < 2 or words[0].lower() not in verbs:
            continue
        if title in names or "[" in title:
            continue
        if any(map(_is_opaque, target.of(_OPAQUE), repeat(node.inner))) or _is_explained(node.inner, [], segment):
            continue
        if len(words) > 2 and sum(_is_common(word, context) for word in words) >= 2:
            continue  # found as a run of words
        certainty = Certainty.POSSIBLE if context.origin == "HT" else None
        yield Issue(f"“{title}” is not translated", None, node.inner, certainty=certainty)


def _is_opaque(node: Node, span: Span) -> bool:
    return node.span.inside(span) or span.inside(node.span)


def _listed_names(text: str, names: tuple[str, ...]) -> list[Span]:
    return [Span(*match.span()) for match in _name_pattern(names).finditer(text)]


@lru_cache(maxsize=8)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    # The longest first: of two names that begin alike, the whole one counts.
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


def _shown(words: list[re.Match[str]], kept: list[bool], target: Inline) -> list[bool]:
    """Tell of each word whether it was kept and stands in text that is to be translated."""
    opaque = [node.span for node in target.of(_OPAQUE)]
    opaque += [Span(node.inner.end, node.span.end) for node in target.of(Kind.LINK | Kind.IMAGE)]
    shown = _without(words, kept, opaque)
    texts = [node.span for node in target.of(Kind.TEXT)]
    return [
        is_shown and any(start <= word.start() < end for start, end in texts)
        for word, is_shown in zip(words, shown, strict=True)
    ]


def _without(words: list[re.Match[str]], shown: list[bool], spans: Sequence[Span]) -> list[bool]:
    return [
        is_shown and not any(start <= word.start() < end for start, end in spans)
        for word, is_shown in zip(words, shown, strict=True)
    ]


def _runs(words: list[re.Match[str]], shown: list[bool], segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    target, readable = segment.target, without_markup(segment.target)
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and shown[end]:
            end += 1
            if end < len(words):
                between = words[end - 1].end(), words[end].start()
                if _BREAK.search(target.text, *between) or _OPERATOR.search(readable, *between):
                    break
        if end - start >= 3:
            yield from _run(words[start:end], segment, context)
        start = max(end, start + 1)


def _run(words: list[re.Match[str]], segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    target = segment.target
    behind = _NUMBER_BEHIND.match(target.text, words[-1].end())
    spot = Span(words[0].start(), behind.end() if behind else words[-1].end())
    if _is_explained(spot, words, segment) or _is_other_language(segment.source, context.source_locale):
        return
    if not any(_must_change(word[0], context) for word in words) or _is_command(spot, segment, context):
        return
    names = _names(spot.of(target.text), segment, context)
    expanded = _expanded(words, target.text)
    words = [word for word in words if word not in expanded and not any(word[0].lower() in name for name in names)]
    common = [word[0] for word in words if len(word[0]) > 1 and _is_common(word[0], context)]
    others = len(words) - len(common)
    titles = {node.value: node.inner.of(segment.source.text).strip() for node in segment.source.of(Kind.LINK)}
    links = [node for node in target.of(Kind.LINK) if spot.inside(node.inner)]
    if any(len(titles.get(node.value, "")) > len(node.inner.of(target.text)) + 2 for node in links):
        return  # the link shrank to the name in its title: link-scope
    wholes = [node.inner for node in links] + [Span(0, len(target.text))]
    whole = any(span.start <= spot.start <= span.start + 2 and span.end - 2 <= spot.end <= span.end for span in wholes)
    if len(common) < 2 or (not whole and len(common) <= others and len(common) < 4):
        return
    certainty = None if whole or len(common) >= 4 else Certainty.POSSIBLE
    if (
        _is_of_program(segment)
        or _is_quoted(spot, segment)
        or _is_of_brand(spot, segment, context)
        or (whole and context.origin == "HT" and _is_named(spot, segment, context))
    ):
        certainty = Certainty.POSSIBLE
    yield Issue(f"“{spot.of(target.text)}” is not translated", None, spot, certainty=certainty)


def _is_explained(spot: Span, words: list[re.Match[str]], segment: ParsedSegment) -> bool:
    """Tell an original that stands beside its translation, one of them in parentheses."""
    target = segment.target
    behind = target.text[spot.end :].lstrip(' .*_"”」')
    if words and behind.startswith(("(", "（")) and f"{words[-1][0]} (" not in segment.source.text:
        return True
    before = target.text[: spot.start].rstrip(' *_"“')
    if words and before.endswith(("(", "（")) and f"({words[0][0]}" not in segment.source.text:
        return True
    if _is_glossed(target.text[spot.end :], segment.source.text):
        return True
    for node in target.of(Kind.LINK):
        if spot.inside(node.inner):
            after = target.text[node.span.end :].lstrip(' "”」』')
            if _EXPLAINED.search(node.inner.of(target.text)) or after.startswith(("(", "（")):
                return True
    return False


def _is_glossed(behind: str, source: str) -> bool:
    """Tell an original that goes on to an opening bracket, in which its translation stands."""
    rest, bracket, gloss = behind.partition("(")
    known = set(_WORD.findall(source.lower()))
    others = [word for word in _WORD.findall(gloss.partition(")")[0].lower()) if word not in known]
    return bool(bracket) and len(others) >= _GLOSS and known.issuperset(_WORD.findall(rest.lower()))


def _is_other_language(source: Inline, locale: str) -> bool:
    """Tell whether the source itself is in another language than it should be: then it stays on purpose."""
    words = _WORD.findall(source.visible(Span(0, len(source.text))).lower())
    found = {code: sum(word in known for word in words) for code, known in FUNCTION_WORDS.items()}
    own = found.pop(locale.partition("-")[0].lower(), 0)
    return max(found.values(), default=0) > max(own, 1)


def _expanded(words: list[re.Match[str]], text: str) -> list[re.Match[str]]:
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


def _is_of_program(segment: ParsedSegment) -> bool:
    """Tell a literal or a comment of a program: files give these apart from their code, and many are left so."""
    source, target = segment.source.text.strip(), segment.target.text.strip()
    if _COMMENT.match(source) and _COMMENT.match(target):
        return True
    return source == target and len(source) > 2 and source[0] == source[-1] == '"' and '"' not in source[1:-1]


def _is_quoted(spot: Span, segment: ParsedSegment) -> bool:
    """Tell words of a quotation that is the same on both sides and begins like a name: something to type or to see."""
    if set(_WORD.findall(segment.target.text)) <= set(_WORD.findall(segment.source.text)):
        return False  # nothing at all is translated
    for match in _QUOTED.finditer(segment.target.text):
        quoted = match[1] or match[2]
        if match.start() < spot.start and spot.end < match.end() and not quoted[0].islower():
            return quoted in {one or other for one, other in _QUOTED.findall(segment.source.text)}
    return False


def _is_command(spot: Span, segment: ParsedSegment, context: Context) -> bool:
    """Tell a command line outside code: options, or a small word at its start that the memory keeps."""
    run, lexicon = spot.of(segment.target.text), context.lexicon
    if _OPTION.search(segment.target.text, spot.start) and run[0].islower() and run in segment.source.text:
        return True
    if lexicon is None or lexicon.segments < _ENOUGH or not run[0].islower() or run not in segment.source.text:
        return False
    stem = stem_of(run.split()[0])
    number = lexicon.sources.get(stem)
    seen = lexicon.source_counts[number] if number is not None else 0
    return (
        seen >= _SEEN and lexicon.kept.get(stem, 0) / seen >= _NAMED and run.split()[0] not in _function_words(context)
    )


def _function_words(context: Context) -> frozenset[str]:
    return FUNCTION_WORDS.get(language_of(context.source_locale), frozenset())


def _is_of_brand(spot: Span, segment: ParsedSegment, context: Context) -> bool:
    """Tell a title that begins with a name which the memory keeps, and whose words all have a capital in the source."""
    lexicon, run, source = context.lexicon, spot.of(segment.target.text), segment.source.text
    start = source.lower().find(run.lower())
    words = _WORD.findall(source[start : start + len(run)]) if start >= 0 else []
    small = WITHIN_NAMES.get(language_of(context.source_locale), frozenset())
    if lexicon is None or lexicon.segments < _ENOUGH or not words or _is_usually_translated(words[0], lexicon):
        return False
    return words[0][0].isupper() and not any(word[0].islower() and word not in small for word in words)


def _is_named(spot: Span, segment: ParsedSegment, context: Context) -> bool:
    """Tell a title written like a name on either side, each of its words with a capital; people keep these."""
    small = FUNCTION_WORDS.get(context.source_locale.partition("-")[0].lower(), frozenset())
    run, source = spot.of(segment.target.text), segment.source.text
    at = source.lower().find(run.lower())
    for text in (run, source[at : at + len(run)] if at >= 0 else run):
        if _RELEASE.match(text) or not any(word[0].islower() and word not in small for word in text.split()):
            return True
    return False


def _names(run: str, segment: ParsedSegment, context: Context) -> list[str]:
    """Return the names in a run that was kept: what the memory keeps; unknown ones, unless they are a page's title."""
    lexicon, folded = context.lexicon, run.lower()
    titles = _titles(segment.source, context)
    found = []
    for match in NAME.finditer(segment.source.text):
        name = match[0]
        if name.lower() not in folded:
            continue
        seen, kept = lexicon.names.get(name, (0, 0)) if lexicon else (0, 0)
        if kept / seen >= _NAMED if seen else name.lower() not in titles:
            found.append(name.lower())
    return found


def _titles(source: Inline, context: Context) -> set[str]:
    """Return the link texts that name a page; one with an article of the sentence before it names a thing."""
    articles = ARTICLES.get(context.source_locale.partition("-")[0].lower(), frozenset())
    titles = set()
    for node in source.of(Kind.LINK):
        before = source.text[: node.span.start].split()
        if not before or before[-1].lower() not in articles:
            titles.add(node.inner.of(source.text).strip().lower())
    return titles


def _is_common(word: str, context: Context) -> bool:
    """Tell a word that has to be translated from one that stays."""
    lexicon = context.lexicon
    function_words = FUNCTION_WORDS.get(context.source_locale.partition("-")[0].lower(), frozenset())
    if lexicon is None or lexicon.segments < _ENOUGH:
        return word.lower() in function_words or word.islower()
    return word.lower() in function_words or _is_usually_translated(word, lexicon)


def _must_change(word: str, context: Context) -> bool:
    """Tell a word that has to be translated even where it stands in a name."""
    small = WITHIN_NAMES.get(context.source_locale.partition("-")[0].lower(), frozenset())
    return len(word) > 1 and word.lower() not in small and _is_common(word, context)


def _is_usually_translated(word: str, lexicon: Lexicon) -> bool:
    stem = stem_of(word)
    number = lexicon.sources.get(stem)
    if number is None:
        return word.islower()
    seen = lexicon.source_counts[number]
    return seen >= _SEEN and lexicon.kept.get(stem, 0) / seen < _KEPT
