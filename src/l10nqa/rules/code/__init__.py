"""Inline code of the source is missing, was added or displaced, or its content changed.

What stands in code is typed, copied or searched for letter by letter; a translated or respaced command does not work.

Not reported: another order; translated comments and literals in a block of code; the language of the target where the
source names another. Possible only: code that is added, unless a machine translated and the source does not have it as
text; and what people rightly change, as the words of a form (`<your address>`) or an English plural (`Pods`).

In a pair of documents, code that the example has in the language of the target is right.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.locale import facts_of
from l10nqa.markup import Kind, pair_by_value
from l10nqa.model import Dialect, Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.rules.code.adapted import certainty_by_people, is_of_target_locale
from l10nqa.rules.code.in_pair import judge_of_pair
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.markup import Inline, Node

__all__ = ["code"]


@rule(
    category=Category.ENTITY,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.CODE | Kind.CODE_BLOCK,
    dialects={Dialect.MARKDOWN},
    repair=Repair.FROM_SOURCE,
    in_document=judge_of_pair,
    examples=(
        Example("en>de", "Run `Get-Item`.", "Führen Sie `⟦Element abrufen⟧` aus.", fixed="Führen Sie `Get-Item` aus."),
        Example("en>ja", "Run `Get-Item`.", "`⟦Get - Item⟧` を実行します。", fixed="`Get-Item` を実行します。"),
        Example("en>lv", "Run `a` and `b`.", "Izpildiet `a` un b.⟦⟧", note="lost: no spot to mark"),
        Example("en>de", "Get the `a` and the `b` here.", "Das und das sind ⟦`a` `b`⟧ hier.", note="displaced"),
        Example("en>ar", "Run `a` and `b`.", "شغّل `b` و`a`.", note="order is free"),
        Example("en>de", "Add `a: b` here.", "Fügen Sie `a:\nb` hinzu.", note="a line end shows as a blank"),
        Example("en>tr", "It is `small`.", "O `⟦küçük⟧` (small) olur.", note="possible only: for readers"),
        Example("en>uk", "Call the `Boat`'s `Sail`.", "Викличте `Sail` `Boat`.", note="a genitive"),
        Example("en>pt", "Name it `{verb} {object}`.", "Use `⟦{verbo} {objeto}⟧`.", note="possible only: a form"),
        Example("en>ja", "All `Boats` have one.", "各 `⟦Boat⟧` にあります。", note="possible only: no plural"),
        Example("en>fr", "See `docs/ja/a.md`.", "Voir `docs/fr/a.md`.", note="the readers' language"),
    ),
)
def code(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every code span without its equal on the other side."""
    source, target = segment.source, segment.target
    wanted, found = _on_one_line(source), _on_one_line(target)
    _, missing, extra = pair_by_value(wanted, found)
    for was, now in zip(missing, extra, strict=False):
        # Which of several became which is not known.
        only = len(missing) == len(extra) == 1 and not _went_out(was, now, source, target)
        edits = (Edit(now.inner.start, now.inner.end, was.inner.of(source.text)),) if only else ()
        if is_of_target_locale(was.value, now.value, context.target_locale):
            continue
        certainty = None if context.origin == "MT" else _certainty_by_people(was, now, target)
        if certainty is not None:
            edits = ()
        message = f"the code is “{now.value}”, in the source “{was.value}”"
        yield Issue(message, was.inner, now.inner, edits, certainty=certainty)
    if not missing and not extra:
        yield from _displaced(source, target, context)
    for node in missing[len(extra) :]:
        yield Issue(f"the code “{node.value}” of the source is missing", node.span)
    for node in extra[len(missing) :]:
        # What only marks a word of the source harms nobody, and a person who adds a name has a reason.
        certainty = Certainty.POSSIBLE if context.origin != "MT" or _is_in_text(node.value, source) else None
        yield Issue(f"the code “{node.value}” is not in the source", None, node.span, certainty=certainty)
    yield from _blocks(source, target)


def _went_out(was: Node, now: Node, source: Inline, target: Inline) -> bool:
    """Tell whether words of a code that was cut may stand beside it: the source has nothing else, the target words."""
    cut = len(now.value.strip()) < len(was.value) and now.value.strip() in was.value
    return cut and not _has_words(source) and _has_words(target)


def _has_words(side: Inline) -> bool:
    return any(character.isalpha() for node in side.of(Kind.TEXT) for character in node.value)


def _on_one_line(side: Inline) -> list[Node]:
    """Return the codes of a side with line ends as blanks; lines of a comment of a program begin with a sign."""
    return [
        node._replace(value=_LINE_END.sub(" ", written).strip())
        if "\n" in (written := node.inner.of(side.text))
        else node
        for node in side.of(Kind.CODE)
    ]


def _certainty_by_people(was: Node, now: Node, target: Inline) -> Certainty | None:
    """Return how sure it is that a code which people changed is at fault, where less than the rule itself."""
    if _is_for_readers(was, now, target):
        return Certainty.POSSIBLE
    return certainty_by_people(was.value, now.value)


def _is_for_readers(was: Node, now: Node, target: Inline) -> bool:
    """Tell a code that a person translated for readers: a text in quotation marks, or with the original beside it."""
    if _LITERAL.fullmatch(was.value) and _LITERAL.fullmatch(now.value):
        return True
    behind = target.text[now.span.end :].lstrip()
    return behind.startswith((f"({was.value})", f"（{was.value}）")) or f"({was.value})" in now.value


_LINE_END = re.compile(r"[ \t]*\n[ \t]*(?:(?:///?!?|#|\*|>)[ \t]+)?")
_LITERAL = re.compile(r"""(?:["'])[^"'\\{}%$]*["']""")
"""A text within quotation marks and nothing else, with nothing in it that a program fills in."""
_POSSESSIVE = re.compile(r"`(?:['’]s?|s['’]) `")
"""`Client`'s `Send`: a genitive in other languages, which nothing need part from its noun."""


def _is_in_text(value: str, source: Inline) -> bool:
    """Tell whether the source has the words of a code as text, whatever their capitals."""
    text, words = _folded(source), value.strip().casefold()
    return bool(text) and words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


@lru_cache(maxsize=1)  # the codes of a segment come in a row
def _folded(source: Inline) -> str:
    """Return the text nodes of the source in small letters, with NUL between two, which is in no text."""
    return "\0".join(node.value.casefold() for node in source.of(Kind.TEXT))


def _blocks(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield blocks of code that one side has more; comments and literals in one may be translated."""
    wanted, found = source.of(Kind.CODE_BLOCK), target.of(Kind.CODE_BLOCK)
    for node in wanted[len(found) :]:
        yield Issue("a code block of the source is missing, or not closed", node.span)
    for node in found[len(wanted) :]:
        yield Issue("a code block is not in the source", None, node.span)


def _displaced(source: Inline, target: Inline, context: RuleContext) -> Iterator[Issue]:
    """Yield code spans that follow each other directly where the source has words between all of them."""
    found = target.of(Kind.CODE)
    if len(found) < 2 or _neighbours(source, source.of(Kind.CODE)) or _POSSESSIVE.search(source.text):
        return
    for first, second in _neighbours(target, found):
        spot = Span(first.span.start, second.span.end)
        message = f"nothing stands between “{first.value}” and “{second.value}”, in the source words"
        # Where endings do the work of prepositions, nothing need stand between two names.
        plain = facts_of(context.target_locale).attaches_suffixes
        yield Issue(message, None, spot, certainty=Certainty.POSSIBLE if plain else Certainty.LIKELY)


def _neighbours(side: Inline, nodes: list[Node]) -> list[tuple[Node, Node]]:
    return [
        (first, second)
        for first, second in pairwise(nodes)
        if not side.text[first.span.end : second.span.start].strip()
    ]
