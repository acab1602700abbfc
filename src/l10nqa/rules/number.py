"""A number, version, date or limit of the source is missing from the target, changed, or was added.

Numbers carry limits, prices and versions; readers act on them.

Not reported: another way of writing the same number (`1,000` and `1 000`, `2.00` and `2`, `05/12` and `12.05`, digits
of the target's script), a small or round number or a day of the month written out as a word, an hour turned from 12 to
24. A small number that words of the target may say is no more than possible, and so is a price that people converted.
A digit between letters (`B2B`) is a letter. Numbers in code, addresses and placeholders belong to other rules.
Numbers that belong to names, as in `Contoso 365`, can be left out with `ignore`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.locale import FUNCTION_WORDS, language_of, number_facts
from l10nqa.locale.spelled import normal_form
from l10nqa.markup import EMPHASES, Inline, Kind
from l10nqa.model import Issue
from l10nqa.numbers import (
    NUMBER,
    Figure,
    NumberText,
    changed_amounts,
    changed_months,
    compare,
    exchanged_dates,
    figures_of,
    is_converted,
    lists_ordinals,
    may_be_worded,
    names_month,
)
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, RuleContext, rule
from l10nqa.rule_options import option
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["number"]

_MAYBE_DIGIT = re.compile("[0-9\u0660-\u1fff\u2070-\U0010ffff]")
"""Digits, and all of the scripts that have digits of their own: three times as fast to look for as digits alone."""
_NAME_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]*[ \u00a0]?\Z")
"""A capitalized word, also where it touches those of a script without spaces."""
_ACRONYM_BEFORE = re.compile(r"\b(?:[A-Z]{3,}|[a-z]{3,})-\Z")
"""`COVID-19`, `catch-22`."""
_PART_OF_YEAR = re.compile(r"\b[QH][1-4]")
"""A quarter or a half of a year, which languages say with an ordinal."""
_EVERYTHING = re.compile(r"100[ \u00a0\u202f]?%")
"""What people say as `completely`."""
_NAME_HERE = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)
_SCALE_WORD = re.compile(r"[a-z]illi(?:on|ard)|\bgoogol", re.IGNORECASE)
"""Words for large numbers, which some languages can only say in digits."""
_SIGN = re.compile("[$€£¥₹₽₩%٪％]|[-\u2212]\\d")
"""What changes an amount without a word."""
_WORD_BEHIND = re.compile("\\d[ \u00a0\u202f\u2009-]?([^\\W\\d_]+(?:[\u0300-\u036f][^\\W\\d_]*)*)")
_ALPHABETIC = "\u058f"
"""The last character of the scripts whose words are letters alone: Latin, Greek, Cyrillic, Armenian."""
_DATA = re.compile("[kmgtкмгт][botб]")
"""Sizes of data: `GB`, `Go`."""
_PLURAL = 2
"""The largest number that has a plural form of its own in any language."""
_HOLDS_OTHERS = ~(Kind.TEXT | EMPHASES | Kind.SOFT_BREAK | Kind.HARD_BREAK | Kind.ESCAPE)
"""Nodes in which a number stands that is not looked at here."""


@dataclass(frozen=True, slots=True)
class NumberOptions:
    """Numbers that need no counterpart."""

    ignore: tuple[str, ...] = option(default=(), description="Numbers, as they are written, that may be lost or added.")


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.TEXT,
    options=NumberOptions,
    silent_on_prose=True,
    examples=(
        Example("en>de", "Wait 30 seconds.", "Warten Sie ⟦20⟧ Sekunden."),
        Example("en>ja", "Over 1,000 users.", "⟦100⟧ 人以上のユーザー。"),
        Example("en>ar", "In 2021 only.", "فقط.⟦⟧"),
        Example("en>de", "Over 1,000 users.", "Über 1.000 Nutzer.", note="separators differ by locale"),
        Example("en>ja", "Wait two days.", "2 日間待ちます。", note="a small number as a word"),
        Example("en>lv", "One hundred pieces at $2.00", "100 gabali par 2 USD", note="a round number as a word"),
        Example("en>lv", "At 12 midnight.", "Plkst. 24:00.", note="twelve hours or 24"),
        Example("en>ar", "Until the 25th.", "حتى اليوم الخامس والعشرين.", note="a day of the month as words"),
        Example("en>ar", "Invite a B2B user.", "ادعُ مستخدمًا خارجيًا.", note="a digit in a word"),
        Example("en>ar", "Wait 30 days.", "انتظر ٣٠ يومًا.", note="the script's own digits"),
        Example("en>de", "A load of 98.6 percent", "Eine Auslastung von ⟦986⟧ Prozent", note="only 98.6"),
        Example("en>fr", "Use 2.5 liters.", "Utilisez ⟦25⟧ litres."),
        Example("en>de", "Wait 2.5 seconds.", "Warten Sie ⟦2.500⟧ Sekunden.", note="2500 in German"),
        Example("en>fr", "At 4:20", "À 4 h ⟦50⟧"),
        Example("en>fi", "At 4:20 PM", "Kello 16.20", note="hours of 24, with a full stop"),
        Example("en>ko", "At 4:20 PM", "오후 4시 20분"),
        Example("en>pl", "At 4:20 PM", "O ⟦15:20⟧", note="another hour"),
        Example("en>lt", "On 10/25/2021", "2021-10-25", note="the order of dates differs"),
        Example("en>he", "On October 25, 2021", "ב-25 באוקטובר 2021"),
        Example("en>hu", "On 10/25/2021", "2021. október 25-én", note="a month by its name"),
        Example("en>ta", "Over 2,400,000 rows", "24,00,000 வரிசைகளுக்கு மேல்", note="groups of two"),
        Example("en>sv", "5,000,000 rows", "5 miljoner rader", note="a scale word of CLDR"),
        Example("en>hi", "20 million rows", "2 करोड़ पंक्तियाँ", note="another scale"),
        Example("en>zh", "7 million rows", "⟦7⟧ 万行", note="seventy thousand"),
        Example("en>de", "7 billion rows", "⟦7⟧ Billionen Zeilen", note="a thousand times as many"),
        Example("en>uk", "Wait 16 days.", "Зачекайте шістнадцять днів.", note="spelled out"),
        Example("en>tr", "Wait 35 days.", "Otuz beş gün bekleyin.", note="spelled out"),
        Example("en>el", "Wait eighteen days.", "Περιμένετε 18 ημέρες.", note="in figures"),
        Example("en>nl", "Wait eighteen days.", "Wacht ⟦80⟧ dagen."),
        Example("en>es", "the 18th century", "el siglo XVIII", note="Roman numerals"),
        Example("en>it", "In Q3 2021", "Nel terzo trimestre 2021", note="an ordinal"),
        Example("en>th", "In 2021", "ในปี พ.ศ. 2564", note="the calendar of Thailand"),
        Example("en>fr", "H2O and 16 liters", "H₂O et 16 litres", note="a digit below the line"),
        Example("en>sv", "Wait 300 ms.", "Vänta ⟦300 s⟧.", note="a unit changed"),
        Example("en>da", "It costs 300 $.", "Det koster ⟦300⟧ €.", note="a currency changed"),
        Example("en>nl", "Set the value to -25.", "Stel de waarde in op ⟦25⟧.", note="a sign lost"),
        Example("en>de", "Wait 12 minutes.", "Warten Sie.⟦⟧", note="no word says it either"),
        Example("en>fi", "a pin of 6 digits", "kuusinumeroinen tunnus⟦⟧", note="possible only: a word may say it"),
        Example("en>fr", "On October 25, 2021", "Le 25 ⟦novembre⟧ 2021", note="another month"),
        Example("en>sk", "Get 50% off.", "Zľava ⟦50⟧.", note="a sign of percent lost"),
        Example("en>pl", "410 users of Office 365", "Office 365 410 użytkowników", note="two numbers side by side"),
        Example("en>ja", "about 3\nbillion rows", "約30億行", note="the scale on the next line"),
        Example("en>ja", "500-600 thousand rows", "50万〜60万行", note="a scale for both ends"),
        Example("en>ja", "Thursdays at 0600", "毎週木曜日の午前6時", note="a time in four digits"),
        Example("en>cs", "Build 5120 (5120.4467)", "Build 5120 (⟦5120,4467⟧)", note="no decimal"),
    ),
)
def number(segment: ParsedSegment, context: RuleContext, *, options: NumberOptions) -> Iterator[Issue]:
    """Yield an issue for a number that only one side has."""
    source, target = segment.source, segment.target
    if not _MAYBE_DIGIT.search(source.text) and not _MAYBE_DIGIT.search(target.text):
        return  # most segments by far
    if _say_the_same(source, target, context) and not names_month(source.text, context.source_locale):
        return
    here, there = _numbers(source, context.source_locale), _numbers(target, context.target_locale)
    missing, extra, small = compare(here, there)
    if options.ignore:
        missing = [figure for figure in missing if figure.span.of(source.text) not in options.ignore]
        extra = [figure for figure in extra if figure.span.of(target.text) not in options.ignore]
    if segment.segment.plural and segment.segment.plural.may_omit_number:
        # The form is of one number, which its words may say.
        missing = [figure for figure in missing if figure.fixed or figure.parts[0] > _PLURAL]
        extra = [figure for figure in extra if figure.fixed or figure.parts[0] > _PLURAL]
    if not missing and not extra:
        yield from _amounts(here, there, context)
        yield from _months(here, there)
        yield from _dates(here, there)
        yield from _small(small, here, there, options)
    extra = [figure for figure in extra if not _stood_in_code(figure, source, target)]
    if missing:
        seen = f"; the target has “{extra[0].span.of(target.text)}”" if extra else ""
        lost = missing[0].span.of(source.text)
        idiom = context.origin != "MT" and all(_EVERYTHING.match(source.text, each.span.start) for each in missing)
        adapted = context.origin == "HT" and bool(extra) and is_converted(here, missing[0], there, extra[0])
        yield Issue(
            f"the number “{lost}” of the source is missing{seen}",
            missing[0].span,
            extra[0].span if extra else None,
            certainty=Certainty.POSSIBLE
            if adapted or _may_be_meant(missing, extra, source.text, context.target_locale) or (idiom and not extra)
            else None,
        )
    elif extra:
        # Behind a capitalized word it is mostly part of a name that the translation says in full.
        before = target.text[: extra[0].span.start].rstrip()
        name = _NAME_BEFORE.search(before)
        words = FUNCTION_WORDS.get(language_of(context.target_locale), frozenset())
        named = name is not None and name[0].strip().lower() not in words
        yield Issue(
            f"the number “{extra[0].span.of(target.text)}” is not in the source",
            None,
            extra[0].span,
            (),
            Certainty.POSSIBLE if named or _SCALE_WORD.search(source.text) else None,
        )


def _stood_in_code(figure: Figure, source: Inline, target: Inline) -> bool:
    """Tell the digits of a name that stands in code in the source: that the code was lost is said elsewhere."""
    before = target.text[max(figure.span.start - 1, 0) : figure.span.start]
    if not source.kinds & Kind.CODE or not before.isalpha():
        return False
    name = _NAME_HERE.search(target.text[max(figure.span.start - 40, 0) : figure.span.end])
    return name is not None and any(name[0] in node.value for node in source.of(Kind.CODE))


def _may_be_meant(missing: list[Figure], extra: list[Figure], source: str, locale: str) -> bool:
    """Tell a chain of numbers turned round, as right-to-left text shows it, and that of a name (`COVID-19`, `Q1`)."""
    if extra:
        return len(missing) == 1 and len(missing[0].parts) > 1 and missing[0].parts == extra[0].parts[::-1]
    return all(
        _ACRONYM_BEFORE.search(source[max(figure.span.start - 20, 0) : figure.span.start])
        or (
            not lists_ordinals(locale)
            and _PART_OF_YEAR.fullmatch(source, max(figure.span.start - 1, 0), figure.span.end)
        )
        for figure in missing
    )


def _say_the_same(source: Inline, target: Inline, context: RuleContext) -> bool:
    """Tell at a glance that both sides hold the same numbers, written alike and without anything to measure."""
    if (source.kinds | target.kinds) & _HOLDS_OTHERS:
        return False
    wanted, found = NUMBER.findall(source.text), NUMBER.findall(target.text)
    if wanted != found and sorted(wanted) != sorted(found):
        return False
    return not (_may_measure(source.text, context.source_locale) or _may_measure(target.text, context.target_locale))


def _may_measure(text: str, locale: str) -> bool:
    """Tell whether a sign, a scale or a unit may belong to a number of the text."""
    return _SIGN.search(text) is not None or any(_measures(word, locale) for word in _WORD_BEHIND.findall(text))


@lru_cache(maxsize=16_384)
def _measures(word: str, locale: str) -> bool:
    """Tell whether a word behind a number may be a scale, a unit or half of the day, or begin one."""
    facts, normal = number_facts(locale), normal_form(word)
    if len(word) == 1 or max(word) > _ALPHABETIC or normal in facts.units or normal in ("am", "pm"):
        return True
    if _DATA.fullmatch(normal):
        return True
    return any(scale.startswith(normal) or (len(scale) > 4 and normal.startswith(scale[:-1])) for scale in facts.scales)


def _small(lost: list[Figure], source: NumberText, target: NumberText, options: NumberOptions) -> Iterator[Issue]:
    """Yield the first small number of which the target has no trace, in figures or in words."""
    # Articles, duals and words such as `both` say the smallest ones.
    lost = [
        figure for figure in lost if figure.parts[0] > _PLURAL and figure.span.of(source.text) not in options.ignore
    ]
    for figure in lost[:1]:
        certainty = Certainty.POSSIBLE if may_be_worded(figure, source, target) else Certainty.LIKELY
        message = f"the number “{figure.span.of(source.text)}” of the source is missing"
        yield Issue(message, figure.span, certainty=certainty)


def _months(source: NumberText, target: NumberText) -> Iterator[Issue]:
    for was, now in changed_months(source, target):
        message = f"“{now.of(target.text)}” is another month than “{was.of(source.text)}”"
        yield Issue(message, was, now, certainty=Certainty.LIKELY)


def _dates(source: NumberText, target: NumberText) -> Iterator[Issue]:
    for was, now in exchanged_dates(source, target):
        message = f"“{now.of(target.text)}” is another day than “{was.of(source.text)}”"
        yield Issue(message, was, now, certainty=Certainty.LIKELY)


def _amounts(source: NumberText, target: NumberText, context: RuleContext) -> Iterator[Issue]:
    for amount in changed_amounts(source, target):
        adapted = amount.is_local and context.origin == "HT"
        doubt = Certainty.POSSIBLE if adapted else Certainty.LIKELY
        yield Issue(amount.message, None, amount.span, certainty=None if amount.is_sure else doubt)


def _readable(inline: Inline) -> str:
    """Return the text with placeholders blanked out, every character at its place."""
    text, pieces, reached = inline.text, [], 0
    for node in inline.of(Kind.PLACEHOLDER | Kind.VARIABLE | Kind.INCLUDE | Kind.XREF):
        if node.span.start >= reached:
            pieces += [text[reached : node.span.start], " " * (node.span.end - node.span.start)]
            reached = node.span.end
    return "".join([*pieces, text[reached:]])


@lru_cache(maxsize=4)  # proofs compare one source with several targets
def _numbers(inline: Inline, locale: str) -> NumberText:
    readable = _readable(inline)
    figures = [
        figure._replace(span=figure.span.shift(run.start))
        for run in _text_runs(inline)
        if _MAYBE_DIGIT.search(piece := run.of(readable))
        for figure in figures_of(piece, locale)
    ]
    return NumberText(_texts(inline, readable), figures, locale)


def _text_runs(inline: Inline) -> Iterator[Span]:
    """Yield the stretches of text; a scale may stand on the line behind its number (`3⏎billion`)."""
    run: Span | None = None
    for node in inline.of(Kind.TEXT | Kind.SOFT_BREAK):
        if run and run.end == node.span.start:
            run = Span(run.start, node.span.end)
        elif node.kind is Kind.TEXT:
            if run:
                yield run
            run = node.span
    if run:
        yield run


def _texts(inline: Inline, readable: str) -> str:
    """Return what stands in text, every character at its place: no code, no destinations of links."""
    pieces, reached = [], 0
    for node in inline.of(Kind.TEXT):
        if node.span.start >= reached:
            pieces += [" " * (node.span.start - reached), node.span.of(readable)]
            reached = node.span.end
    return "".join([*pieces, " " * (len(readable) - reached)])
