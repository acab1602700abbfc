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
from typing import TYPE_CHECKING

from l10nqa.markup import Kind, verbatim_spans, without_markup
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, RuleContext, rule
from l10nqa.rule_options import option
from l10nqa.rules.untranslated.names import (
    OPAQUE,
    WORD,
    expanded,
    is_command,
    is_common,
    is_in_address,
    is_named,
    is_of_brand,
    is_of_program,
    is_other_language,
    is_quoted,
    listed_names,
    must_change,
    names_in,
)
from l10nqa.rules.untranslated.titles import is_explained, labels_kept, titles_kept
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.markup import Inline

__all__ = ["untranslated"]

_BREAK = re.compile(r"[,;:!?()\[\]、。，；：（）「」]|\.\s")
_OPERATOR = re.compile(r"[=<]")
_RUN = 3
"""Words in a row that were kept, at least."""
_NUMBER_BEHIND = re.compile(r"\w*(?:[ \u00a0]\d\w*(?:\.\w+)*)?")


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
def untranslated(segment: ParsedSegment, context: RuleContext, *, options: UntranslatedOptions) -> Iterator[Issue]:
    """Yield an issue for every run of words that was left as it was."""
    source, target = segment.source, segment.target
    if ":" in target.text or "：" in target.text:
        yield from labels_kept(segment, context)
    if not _shares_words(source.text.lower(), target.text.lower()):
        return  # most segments
    if context.source_locale.partition("-")[0] == context.target_locale.partition("-")[0]:
        return
    wanted, known = _words(source.text)
    spoken = [word.lower() for word in WORD.findall(target.text)]
    yield from titles_kept(segment, context, options.names)
    if sum(map(known.__contains__, spoken)) < _RUN:
        return
    triples = set(zip(wanted, wanted[1:], wanted[2:], strict=False))
    if triples.isdisjoint(zip(spoken, spoken[1:], spoken[2:], strict=False)):
        return
    kept = [False] * len(spoken)
    for index in range(len(spoken) - 2):
        if (spoken[index], spoken[index + 1], spoken[index + 2]) in triples:
            kept[index] = kept[index + 1] = kept[index + 2] = True
    words = list(WORD.finditer(target.text))
    shown = _shown(words, kept, target)
    if options.names:
        shown = _without(words, shown, listed_names(target.text, options.names))
    # Mostly the names of things. What is verbatim without any markup is looked for only behind all other questions.
    if any(must_change(word[0], context) for word, is_shown in zip(words, shown, strict=True) if is_shown):
        yield from _runs(words, _without(words, shown, verbatim_spans(target)), segment, context)


@lru_cache(maxsize=2)  # proofs compare one source with several targets
def _words(source: str) -> tuple[list[str], frozenset[str]]:
    """Return the words of a source in small letters: in order, and each once."""
    words = WORD.findall(source.lower())
    return words, frozenset(words)


def _shares_words(source: str, target: str) -> bool:
    """Tell whether words that stand between blanks are the same: of three in a row, the middle one does."""
    shared = set(source.split()).intersection(target.split())
    return bool(shared) and any(len(word) > 1 and not word[0].isdigit() for word in shared)


def _shown(words: list[re.Match[str]], kept: list[bool], target: Inline) -> list[bool]:
    """Tell of each word whether it was kept and stands in text that is to be translated."""
    opaque = [node.span for node in target.of(OPAQUE)]
    opaque += [Span(node.inner.end, node.span.end) for node in target.of(Kind.LINK | Kind.IMAGE)]
    shown = _without(words, kept, opaque)
    hidden = _without(words, shown, [node.span for node in target.of(Kind.TEXT)])
    return [is_shown and not is_hidden for is_shown, is_hidden in zip(shown, hidden, strict=True)]


def _without(words: list[re.Match[str]], shown: list[bool], spans: Sequence[Span]) -> list[bool]:
    """Tell of each word whether it was shown, and does not begin in one of the spans."""
    without, following, reached = [], iter(sorted(spans)), 0
    span = next(following, None)
    for word, is_shown in zip(words, shown, strict=True):
        while span is not None and span.start <= word.start():
            reached = max(reached, span.end)
            span = next(following, None)
        without.append(is_shown and word.start() >= reached)
    return without


def _runs(
    words: list[re.Match[str]], shown: list[bool], segment: ParsedSegment, context: RuleContext
) -> Iterator[Issue]:
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
        if end - start >= _RUN:
            yield from _run(words[start:end], segment, context)
        start = max(end, start + 1)


@lru_cache(maxsize=1)  # the runs of a segment come in a row
def _titles(source: Inline) -> dict[str, str]:
    """Return the texts of the links by their address."""
    return {node.value: node.inner.of(source.text).strip() for node in source.of(Kind.LINK)}


def _run(words: list[re.Match[str]], segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    target = segment.target
    behind = _NUMBER_BEHIND.match(target.text, words[-1].end())
    spot = Span(words[0].start(), behind.end() if behind else words[-1].end())
    if is_explained(spot, words, segment) or is_other_language(segment.source, context.source_locale):
        return
    if not any(must_change(word[0], context) for word in words) or is_command(spot, segment, context):
        return
    names = names_in(spot.of(target.text), segment, context)
    spelled_out = expanded(words, target.text)
    words = [word for word in words if word not in spelled_out and not any(word[0].lower() in name for name in names)]
    common = [word[0] for word in words if len(word[0]) > 1 and is_common(word[0], context)]
    others = len(words) - len(common)
    titles = _titles(segment.source)
    if any(is_in_address(spot.of(target.text), node.value) for node in target.around(spot, Kind.LINK)):
        return  # a command, as the page about it has it in its address
    links = [node for node in target.around(spot, Kind.LINK) if spot.inside(node.inner)]
    if any(len(titles.get(node.value, "")) > len(node.inner.of(target.text)) + 2 for node in links):
        return  # the link shrank to the name in its title: link-scope
    wholes = [node.inner for node in links] + [Span(0, len(target.text))]
    whole = any(span.start <= spot.start <= span.start + 2 and span.end - 2 <= spot.end <= span.end for span in wholes)
    if len(common) < 2 or (not whole and len(common) <= others and len(common) < 4):
        return
    certainty = None if whole or len(common) >= 4 else Certainty.POSSIBLE
    if (
        is_of_program(segment)
        or is_quoted(spot, segment)
        or is_of_brand(spot, segment, context)
        or (whole and context.origin != "MT" and is_named(spot, segment, context))
    ):
        certainty = Certainty.POSSIBLE
    yield Issue(f"“{spot.of(target.text)}” is not translated", None, spot, certainty=certainty)
