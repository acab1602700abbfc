"""A number, version, date or limit of the source is missing from the target, changed, or was added.

Numbers carry limits, prices and versions; readers act on them.

Not reported: another way of writing the same number (`1,000` and `1 000`, `05/12` and `12.05`, digits of the target's
script), a small number written out as a word, an hour turned from 12 to 24. Numbers in code, addresses and placeholders
belong to other rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import NUMBER_WORDS
from l10nqa.markup import EMPHASES, Inline, Kind
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["number"]

_NUMBER = re.compile(r"\d+(?:[.,:'٫٬’]\d+|[/-]\d+(?![.,]\d)|[ \u00a0\u202f]\d{3}(?!\d))*")
_PART = re.compile(r"\d+")
_MAYBE_DIGIT = re.compile("[0-9\u0660-\u1fff\u2070-\U0010ffff]")
"""Digits, and all of the scripts that have digits of their own: three times as fast to look for as digits alone."""
_CLOCK = re.compile(r"\b[ap]\.?m\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[!-~]+|[\w.+-]+@[\w-]+\.\w+|[!-~]+\.(?:com|net|org|md|aspx)\b[!-~]*", re.ASCII)
_DATA = re.compile(r"(\d+)[ \u00a0\u202f]?([KMGTКМГТ])(?:B|o|Б)(?!\w)", re.IGNORECASE)
_SCALES = {"K": 1, "M": 2, "G": 3, "T": 4, "К": 1, "М": 2, "Г": 3, "Т": 4}
"""Latin and Cyrillic letters of kilo, mega, giga, tera."""
_MULTIPLIERS = {"K": 3, "k": 3, "千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "만": 4, "억": 8}
"""What multiplies the number before it, as powers of ten."""
_SMALL = 12
"""Numbers up to this are often written as words, and months as numbers."""


_HOLDS_OTHERS = ~(Kind.TEXT | EMPHASES | Kind.SOFT_BREAK | Kind.HARD_BREAK | Kind.ESCAPE)
"""Nodes in which a number stands that is not looked at here."""


class _Figure(NamedTuple):
    """One number of a text."""

    digits: str
    """Without separators."""
    scaled: str
    """Written out where a letter or sign multiplies it (`100K`, `25 万`); else the same."""
    parts: tuple[int, ...]
    """Between its separators."""
    span: Span
    fixed: bool
    """It has parts or hangs on a letter (`Q1`, `1.0`): no word can stand for it."""


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.TEXT,
    examples=(
        Example("en>de", "Wait 30 seconds.", "Warten Sie ⟦20⟧ Sekunden."),
        Example("en>ja", "Over 1,000 users.", "⟦100⟧ 人以上のユーザー。"),
        Example("en>ar", "In 2021 only.", "فقط.⟦⟧"),
        Example("en>de", "Over 1,000 users.", "Über 1.000 Nutzer.", note="separators differ by locale"),
        Example("en>ja", "Wait two days.", "2 日間待ちます。", note="a small number as a word"),
        Example("en>ar", "Wait 30 days.", "انتظر ٣٠ يومًا.", note="the script's own digits"),
    ),
)
def number(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield an issue for a number that only one side has."""
    source, target = segment.source, segment.target
    if _say_the_same(source, target):
        yield from _units(source, target)
        return
    wanted, found = _figures(source), _figures(target)
    missing, extra = _unmatched(wanted, found), _unmatched(found, wanted)
    if _CLOCK.search(source.text):
        missing, extra = _without_hours(wanted, missing, extra)
    known = {figure.digits for figure in wanted} | {figure.scaled for figure in wanted}
    extra = [figure for figure in extra if figure.digits not in known]  # said once more
    changed = bool(missing) and bool(extra)
    missing = [figure for figure in missing if changed or figure.fixed or figure.parts[0] > _SMALL]
    extra = [figure for figure in extra if changed or figure.parts[0] > _SMALL]
    if not missing and not extra:
        yield from _units(source, target)
    if missing:
        seen = f"; the target has “{extra[0].span.of(target.text)}”" if extra else ""
        lost = missing[0].span.of(source.text)
        yield Issue(
            f"the number “{lost}” of the source is missing{seen}", missing[0].span, extra[0].span if extra else None
        )
    elif extra:
        # Behind a capitalized word it is mostly part of a name that the translation says in full.
        before = target.text[: extra[0].span.start].rstrip()[-1:]
        word = target.text[: extra[0].span.start].rstrip().rpartition(" ")[2]
        named = before.isalpha() and word[:1].isupper()
        yield Issue(
            f"the number “{extra[0].span.of(target.text)}” is not in the source",
            None,
            extra[0].span,
            (),
            Certainty.POSSIBLE if named else None,
        )


def _say_the_same(source: Inline, target: Inline) -> bool:
    """Tell at a glance that both sides hold the same numbers, written alike: nothing then needs a closer look."""
    if not _MAYBE_DIGIT.search(source.text) and not _MAYBE_DIGIT.search(target.text):
        return True
    if (source.kinds | target.kinds) & _HOLDS_OTHERS:
        return False
    wanted, found = _NUMBER.findall(source.text), _NUMBER.findall(target.text)
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


def _figures(inline: Inline) -> list[_Figure]:
    found: list[_Figure] = []
    readable = _readable(inline)
    for node in inline.of(Kind.TEXT):
        text = _ADDRESS.sub(lambda address: " " * len(address[0]), node.span.of(readable))
        for match in _NUMBER.finditer(text):
            span = Span(*match.span()).shift(node.span.start)
            parts = [_ascii(part) for part in _PART.findall(match[0])]
            digits = "".join(parts)
            attached = match.start() > 0 and text[match.start() - 1].isalpha() and text[match.start() - 1].isascii()
            scaled = _scaled(match[0], digits, text[match.end() :])
            found.append(_Figure(digits, scaled, tuple(map(int, parts)), span, len(parts) > 1 or attached))
    return found


def _scaled(number: str, digits: str, behind: str) -> str:
    """Return the digits of the number times what stands behind it."""
    sign = behind.lstrip(" \u00a0")[:1] if behind[:1] in " \u00a0" else behind[:1]
    word = behind.lstrip(" \u00a0").partition(" ")[0].rstrip(".,;:").lower()
    zeros = _MULTIPLIERS.get(sign, 0) or NUMBER_WORDS.get(word, 0)
    fraction = number.rpartition(".")[2] if number.count(".") == 1 and zeros else ""
    return digits + "0" * (zeros - len(fraction)) if zeros else digits


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit, 0)) for digit in digits[:40])


def _unmatched(these: list[_Figure], those: list[_Figure]) -> list[_Figure]:
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
    wanted: list[_Figure], missing: list[_Figure], extra: list[_Figure]
) -> tuple[list[_Figure], list[_Figure]]:
    """Leave out hours that went from 12 to 24."""
    hours = {figure.parts[0] % 12 for figure in wanted if figure.parts[0] <= 12}
    kept = [figure for figure in extra if figure.parts[0] > 24 or figure.parts[0] % 12 not in hours]
    return [figure for figure in missing if figure.parts[0] > 12], kept
