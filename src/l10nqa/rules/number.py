"""A number, version, date or limit of the source is missing from the target, changed, or was added.

Numbers carry limits, prices and versions; readers act on them.

Not reported: another way of writing the same number (`1,000` and `1 000`, `2.00` and `2`, `05/12` and `12.05`, digits
of the target's script), a small or round number or a day of the month written out as a word, an hour turned from 12 to
24. A digit between letters (`B2B`) is a letter. Numbers in code, addresses and placeholders belong to other rules.
Numbers that belong to names, as in `Contoso 365`, can be left out with `ignore`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.locale import NUMBER_WORDS, TENS_WORDS
from l10nqa.markup import EMPHASES, Inline, Kind
from l10nqa.model import Issue
from l10nqa.numbers import NUMBER, Figure, figures_of
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, rule
from l10nqa.rule_options import option
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["number"]

_MAYBE_DIGIT = re.compile("[0-9\u0660-\u1fff\u2070-\U0010ffff]")
"""Digits, and all of the scripts that have digits of their own: three times as fast to look for as digits alone."""
_CLOCK = re.compile(r"\b(?:[ap]\.?m|noon|midnight)\b", re.IGNORECASE)
_INSIDE_WORD = re.compile(r"[A-Za-z]\d{1,2}[A-Za-z]")
_NAME_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]*[ \u00a0]?\Z")
"""A capitalized word, also where it touches those of a script without spaces."""
_ACRONYM_BEFORE = re.compile(r"\b[A-Z]{3,}-\Z")
_WORD = re.compile(r"[^\W\d_]+")
_NAME_HERE = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)
_SCALE_WORD = re.compile(r"[a-z]illi(?:on|ard)|\bgoogol", re.IGNORECASE)
"""Words for large numbers, which some languages can only say in digits."""
_MIDDAY = re.compile(r"\b(?:noon|midnight)\b", re.IGNORECASE)
_DATA = re.compile(r"(\d+)[ \u00a0\u202f]?([KMGTКМГТ])(?:B|o|Б)(?!\w)", re.IGNORECASE)
_SCALES = {"K": 1, "M": 2, "G": 3, "T": 4, "К": 1, "М": 2, "Г": 3, "Т": 4}
"""Latin and Cyrillic letters of kilo, mega, giga, tera."""
_SMALL = 12
"""Numbers up to this are often written as words, and months as numbers."""


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
    ),
)
def number(segment: ParsedSegment, context: Context, *, options: NumberOptions) -> Iterator[Issue]:
    """Yield an issue for a number that only one side has."""
    source, target = segment.source, segment.target
    if not _MAYBE_DIGIT.search(source.text) and not _MAYBE_DIGIT.search(target.text):
        return  # most segments by far
    if _say_the_same(source, target):
        yield from _units(source, target)
        return
    missing, extra = _compared(source, target)
    if options.ignore:
        missing = [figure for figure in missing if figure.span.of(source.text) not in options.ignore]
        extra = [figure for figure in extra if figure.span.of(target.text) not in options.ignore]
    if segment.segment.plural and segment.segment.plural.may_omit_number:
        # The form is of one number, which its words may say.
        missing = [figure for figure in missing if figure.fixed or figure.parts[0] > _PLURAL]
        extra = [figure for figure in extra if figure.fixed or figure.parts[0] > _PLURAL]
    if not missing and not extra:
        yield from _units(source, target)
    extra = [figure for figure in extra if not _stood_in_code(figure, source, target)]
    if missing:
        seen = f"; the target has “{extra[0].span.of(target.text)}”" if extra else ""
        lost = missing[0].span.of(source.text)
        yield Issue(
            f"the number “{lost}” of the source is missing{seen}",
            missing[0].span,
            extra[0].span if extra else None,
            certainty=Certainty.POSSIBLE if _may_be_meant(missing, extra, source.text) else None,
        )
    elif extra:
        # Behind a capitalized word it is mostly part of a name that the translation says in full.
        before = target.text[: extra[0].span.start].rstrip()
        word = before.rpartition(" ")[2]
        named = before[-1:].isalpha() and (word[:1].isupper() or bool(_NAME_BEFORE.search(before)))
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


def _compared(source: Inline, target: Inline) -> tuple[list[Figure], list[Figure]]:
    """Return the numbers that only the source has, and those that only the target has."""
    wanted, found = _figures(source), _figures(target)
    missing, extra = _unmatched(wanted, found), _unmatched(found, wanted)
    if _CLOCK.search(source.text):
        is_midday = _MIDDAY.search(source.text) is not None
        missing, extra = _without_hours(wanted, missing, extra, is_midday=is_midday)
    known = {figure.digits for figure in wanted} | {figure.scaled for figure in wanted} | _words(source)
    extra = [figure for figure in extra if figure.digits not in known and not _is_word(figure, target, source)]
    missing = [figure for figure in missing if not _is_word(figure, source, target)]
    if "".join(figure.digits for figure in missing) == "".join(figure.digits for figure in extra):
        return [], []  # separated otherwise, as in `1, 000`
    changed = bool(missing) and bool(extra)
    missing = [figure for figure in missing if changed or figure.fixed or figure.parts[0] > _SMALL]
    return missing, [figure for figure in extra if changed or figure.parts[0] > _SMALL]


def _words(inline: Inline) -> set[str]:
    """Return the round numbers that stand as words, as in `one hundred`."""
    scales = {NUMBER_WORDS.get(word, 0) for word in _WORD.findall(inline.text.lower())}
    return {"1" + "0" * scale for scale in scales if scale}


def _is_word(figure: Figure, inline: Inline, other: Inline) -> bool:
    """Tell the digit of `B2B` or `\\u2014`, which is a letter, and a number for which the other side has words."""
    around = inline.text[max(figure.span.start - 1, 0) : figure.span.end + 1]
    if _INSIDE_WORD.fullmatch(around) or inline.text.startswith("\\u", max(figure.span.start - 2, 0)):
        return True
    tens = () if figure.fixed else TENS_WORDS.get(figure.parts[0] // 10 * 10, ())
    return any(word in other.text.lower() for word in tens)


def _may_be_meant(missing: list[Figure], extra: list[Figure], source: str) -> bool:
    """Tell a chain of numbers turned round, as right-to-left text shows it, and the number in a name (`COVID-19`)."""
    if extra:
        return len(missing) == 1 and len(missing[0].parts) > 1 and missing[0].parts == extra[0].parts[::-1]
    return all(_ACRONYM_BEFORE.search(source[max(figure.span.start - 20, 0) : figure.span.start]) for figure in missing)


def _say_the_same(source: Inline, target: Inline) -> bool:
    """Tell at a glance that both sides hold the same numbers, written alike: nothing then needs a closer look."""
    if (source.kinds | target.kinds) & _HOLDS_OTHERS:
        return False
    wanted, found = NUMBER.findall(source.text), NUMBER.findall(target.text)
    return wanted == found or sorted(wanted) == sorted(found)


def _units(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield amounts of data whose unit changed its size, as from MB to GB."""
    sizes = {match[1]: _SCALES[match[2].upper()] for match in _DATA.finditer(source.text)}
    for match in _DATA.finditer(target.text):
        if match[1] in sizes and _SCALES[match[2].upper()] != sizes[match[1]]:
            yield Issue(f"“{match[0]}” is another amount than in the source", None, Span(*match.span()))


def _readable(inline: Inline) -> str:
    """Return the text with placeholders blanked out, every character at its place."""
    text, pieces, at = inline.text, [], 0
    for node in inline.of(Kind.PLACEHOLDER | Kind.VARIABLE | Kind.INCLUDE | Kind.XREF):
        if node.span.start >= at:
            pieces += [text[at : node.span.start], " " * (node.span.end - node.span.start)]
            at = node.span.end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=2)  # proofs compare one source with several targets
def _figures(inline: Inline) -> list[Figure]:
    readable = _readable(inline)
    pieces = ((node.span.start, node.span.of(readable)) for node in inline.of(Kind.TEXT))
    return [
        figure._replace(span=figure.span.shift(start))
        for start, piece in pieces
        if _MAYBE_DIGIT.search(piece)
        for figure in figures_of(piece)
    ]


def _unmatched(these: list[Figure], those: list[Figure]) -> list[Figure]:
    """Return the numbers of one side that the other has in no way of writing: whole, written out, or part by part."""
    known = {figure.digits for figure in those} | {figure.scaled for figure in those}
    counts = Counter(figure.digits for figure in those)
    written = set(counts)
    parts = {part for figure in those for part in (*figure.parts, int(figure.digits))}
    left = []
    for figure in these:
        if figure.digits in known or figure.scaled in known:
            counts[figure.digits] -= 1
            # A version named twice must be there twice; a plain number may be said once less.
            if not figure.fixed or counts[figure.digits] >= 0 or figure.digits not in written:
                continue
        elif len(figure.parts) < 4 and (int(figure.digits) in parts or all(part in parts for part in figure.parts)):
            continue
        left.append(figure)
    return left


def _without_hours(
    wanted: list[Figure], missing: list[Figure], extra: list[Figure], *, is_midday: bool
) -> tuple[list[Figure], list[Figure]]:
    """Leave out hours that went from 12 to 24, and what noon and midnight are in figures."""
    hours = {figure.parts[0] % 12 for figure in wanted if figure.parts[0] <= 12}
    if is_midday:
        hours.add(0)
    kept = [figure for figure in extra if figure.parts[0] > 24 or figure.parts[0] % 12 not in hours]
    return [figure for figure in missing if figure.parts[0] > 12], kept
