"""Cost is in proportion to length: twice as long a segment or file takes about twice the time, and never much memory.

Time is that of the processor, for texts so long that a loop within a loop would show: twice the length may cost 2.6
times as much, where four times is what a square costs. What takes next to no time is not judged.
"""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING

import pytest

from l10nqa.engine import References, fix_segment
from l10nqa.engine.checker import SegmentChecker
from l10nqa.lexicon import Lexicon, learn
from l10nqa.model import MARKDOWN, PLAIN, Markup, Profile, Segment
from l10nqa.rule import RuleContext
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable


_MAX_GROWTH = 2.6
_NEXT_TO_NOTHING = 0.2
"""Seconds that are not judged."""
_LENGTH = 8_000
"""Code points of the shorter of two texts."""
_FAULTY = 3_000
"""The same where every finding is proved as well."""

_WORDS = (
    *("The quick file opens here ", "Die schnelle Datei öffnet ", "Быстрый файл открыт здесь ", "الملف السريع يفتح "),
    *("הקובץ המהיר נפתח כאן ", "त्वरित फ़ाइल यहाँ खुलती है ", "ไฟล์ด่วนเปิดที่นี่", "速いファイルはここで開く。"),
    *("빠른 파일이 여기에 ", "快速的文件在此处打开，"),
)
_MARKUP = (
    *("[](b) ", "[a](b) ", "[The file](u) ", "[Файл](u) ", "[文件](u)", "[a][b] ", "![a](b) ", "[![a](b)](c) "),
    *("*a* ", "**a** ", "**The file** ", "**फ़ाइल** ", "**文件**", "***a*** ", "~~a~~ ", "*a ", "a** ", "*", "_"),
    *("`", "`a` ", "`a.b(c)` ", "`a ", "```\na\n```\n", "<b>", "<b>a</b> ", "<br/>", "<", "<a ", "<!--", "</b>"),
    *(
        "<https://a.b> ",
        "https://a.b/c ",
        "a@b.cc ",
        "<user name> ",
        "[!NOTE] ",
        "[^1] ",
        "[!INCLUDE [a](b)] ",
        ":::a\n",
    ),
)
_MARKS = (
    *(
        "(a) ",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "«a» ",
        "「ア」",
        "（あ）",
        "((a) ",
        '"',
        '"a" ',
        "'",
        "don't ",
        "“a” ",
        "„a“ ",
    ),
    *(".", ". ", "…", ",", ": ", "!", "? ", "。", "। ", "؟ ", ";", "e.g. ", "A b. ", "a-b ", "— ", "/", "@", "_-"),
    *("1", "12 ", "1.5 ", "1,000 ", "1,", "2020-01-02 ", "10:30 ", "٣٤ ", "１", "二〇", "5 GB ", "1/2 ", "5% ", "ff0"),
    *("&amp; ", "&nbsp;", "&#32;", "&", "\\*", "\\", "\\. ", "a\\n", "\\[a\\] "),
    *(
        " ",
        "a  ",
        "\u00a0",
        "a\u00a0",
        "1\u202f",
        "\u3000",
        "\t",
        "\n",
        "a\n",
        "a  \n",
        "a\u200b",
        "\u200f",
        "\r",
        "\u2028",
    ),
)
_PLACEHOLDERS = (
    *("{0} ", "{name} ", "{} ", "{{name}} ", "%s ", "%1$s ", "%(name)s ", "%{name} ", "$name ", "${name} ", "%1 "),
    *("%VAR% ", "{n, plural, one {# a} other {# b}} ", "#{a} ", "{% a %} ", "{{< a >}} ", "{#a} ", "%", "&File "),
    *("C:\\Temp\\a ", "/etc/hosts ", "a.txt ", "a_b ", "fooBar ", "--dry-run ", "a.b() ", "System.Text ", "a=b "),
)


@cache
def _lexicon() -> Lexicon:
    words = ("file", "page", "button", "open", "here", "quick")
    pairs = (
        (f"Open the **{word} {number}** here", f"Hier die **{word}x {number}** öffnen")
        for word in words
        for number in range(200)
    )
    return learn(pairs)


def _checker(*, with_fixes: bool) -> SegmentChecker:
    return SegmentChecker(BUILT_IN, {"de-DE": _lexicon()}, References(), {}, with_fixes=with_fixes)


def _segment(unit: str, length: int, markup: Markup) -> Segment:
    """Return a segment whose two sides repeat a text, with faults in the target."""
    spoiled = unit.replace("a", "b").replace("1", "2").replace("file", "").replace("  ", " ")
    spoiled = spoiled if spoiled != unit else f" {unit}ž"
    source, target = ((text * (length // len(text) + 1))[:length] for text in (unit, spoiled))
    return Segment("1", source, target, profile=Profile("en-US", "de-DE", "MT", markup=markup))


def _refuse(rule: object, error: Exception) -> None:
    raise AssertionError(rule) from error


def _time(work: Callable[[int], object], length: int) -> float:
    start = time.process_time()
    work(length)
    return time.process_time() - start


def _assert_in_proportion(work: Callable[[int], object], length: int) -> None:
    """Fail where doubling the length multiplies the time; what seems to is measured twice more."""
    growth = 0.0
    for _ in range(3):
        long = _time(work, 2 * length)
        if long < _NEXT_TO_NOTHING:
            return
        growth = long / max(_time(work, length), 0.001)
        if growth < _MAX_GROWTH:
            return
        length *= 2
    pytest.fail(f"twice the length takes {growth:.1f} times as long")


@pytest.mark.parametrize("unit", [*_WORDS, *_MARKUP, *_MARKS, *_PLACEHOLDERS], ids=repr)
def test_a_segment_is_checked_in_proportion_to_its_length(unit: str) -> None:
    def check(length: int) -> None:
        _checker(with_fixes=False).check(_segment(unit, length, MARKDOWN), _refuse)

    _assert_in_proportion(check, _LENGTH)


@pytest.mark.parametrize("unit", [*_WORDS[::3], *_MARKS[::7], *_PLACEHOLDERS], ids=repr)
def test_so_is_plain_text(unit: str) -> None:
    def check(length: int) -> None:
        _checker(with_fixes=False).check(_segment(unit, length, PLAIN), _refuse)

    _assert_in_proportion(check, _LENGTH)


@pytest.mark.parametrize("unit", ["**The file** ", "a  ", "`a` ", '"a" ', "[a](b) ", "文 件"], ids=repr)
def test_so_are_fixes_proved_and_applied(unit: str) -> None:
    def fix(length: int) -> None:
        segment = _segment(unit, length, MARKDOWN)
        _checker(with_fixes=True).check(segment, _refuse)
        fix_segment(segment, RuleContext("en-US", "de-DE", "MT", lexicon=_lexicon()), BUILT_IN)

    _assert_in_proportion(fix, _FAULTY * 4)
