"""Cost is in proportion to length: twice as long a segment or file takes about twice the time, and never much memory.

Time is that of the processor, for texts so long that a loop within a loop would show: twice the length may cost 2.6
times as much, where four times is what a square costs. What takes next to no time is not judged.
"""

from __future__ import annotations

import gc
import io
import json
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from l10nqa.bitext import SOURCES
from l10nqa.engine import References, check_bitext, fix_segment
from l10nqa.engine.checker import SegmentChecker
from l10nqa.lexicon import Lexicon, learn
from l10nqa.model import MARKDOWN, PLAIN, Markup, Profile, Segment, Target, TranslationUnit
from l10nqa.render.diff import unified_diff
from l10nqa.rule import RuleContext
from l10nqa.ruleset import BUILT_IN, RuleSet
from l10nqa.workspace.checking import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.bitext.source import Source

_MAX_GROWTH = 2.6
_NEXT_TO_NOTHING = 0.2
"""Seconds that are not judged."""
_LENGTH = 8_000
"""Code points of the shorter of two texts."""

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


_PROFILE = Profile("en-US", "de-DE", "MT", markup=MARKDOWN)
_CONTEXT = RuleContext("en-US", "de-DE", "MT")
_LOCALES = {"source_locale": "en-US", "target_locale": "de-DE"}
_SPACING = RuleSet.of([rule for rule in BUILT_IN.running if rule.name == "spacing"])


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
    """Return the processor time of the work in seconds, without that of collecting garbage of earlier tests."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work(length)
        return time.process_time() - start
    finally:
        gc.enable()


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

    _assert_in_proportion(fix, _LENGTH)


def test_words_beyond_the_budget_are_not_aligned_and_that_is_said(tmp_path: Path) -> None:
    """Two thousand links, and four thousand words with one bold: each took minutes, or a gigabyte."""
    texts = ["[](b) " * 2000, "**a** " + " ".join(f"v{number}" for number in range(4000)), "**Short** text."]
    file = tmp_path / "a.jsonl"
    lines = [{"source": text, "target": f"{text}."} | _LOCALES for text in texts]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    run = check([str(file)], select=("link-scope", "emphasis-scope"))
    assert [result.too_long for result in run] == [("1", "2")]
    (note,) = (note for note in run.notes if "too long" in note)
    assert "2 segments are too long to be checked in full" in note
    assert "a.jsonl#1" in note


def test_of_too_many_fixes_the_first_are_proved_and_that_is_said() -> None:
    source, target = "Wait here. " * 1000, "Warte hier . " * 1000
    segment = Segment("1", source, target, profile=_PROFILE)
    result = _checker(with_fixes=True).check(segment, _refuse)
    fixes = [fix for (rule, _), fix in result.issues if rule.name == "spacing"]
    assert len(fixes) == 1000
    assert fixes[0] is not None
    assert fixes[-1] is None
    assert result.is_too_long
    fixed = fix_segment(segment, _CONTEXT, BUILT_IN)
    assert fixed is not None
    assert fixed.rules
    assert not fixed.is_complete


@pytest.mark.parametrize("kind", [source for source in SOURCES if source.write], ids=lambda kind: kind.name)
@pytest.mark.parametrize("unit", ['"a" ', "&amp; ", "\\n<b>x</b> {0} "], ids=repr)
@pytest.mark.parametrize("count", [1, 500])
def test_files_are_written_read_and_filled_in_proportion_to_their_size(kind: Source, unit: str, count: int) -> None:
    def round_trip(length: int) -> None:
        text = unit * (length // len(unit) // count)
        units = [
            TranslationUnit(f"{number} {text}", f"{text} ,", "en-US", "de-DE", "a.md", str(number))
            for number in range(count)
        ]
        stream = io.BytesIO()
        assert kind.write
        kind.write(units, stream)
        name = f"a{kind.suffixes[0]}"
        bitext = kind.parse(stream.getvalue(), name, name)
        check_bitext(bitext, _SPACING, with_fixes=False)
        bitext.with_targets({segment.id: Target(f"{segment.target}é") for segment in bitext.segments})

    _assert_in_proportion(round_trip, 2 * _LENGTH)


def test_a_lexicon_is_learned_in_proportion_to_its_texts() -> None:
    _assert_in_proportion(lambda length: learn([("**The file** [a](b) " * (length // 20),) * 2]), 4 * _LENGTH)


@pytest.mark.parametrize("entry", ['msgid "{0}"\nmsgstr "{1}"\n\n', "{1}\n", "same\n{1}\n\n"], ids=repr)
def test_a_diff_is_made_in_proportion_to_the_changes(entry: str) -> None:
    def diff(count: int) -> None:
        before, after = (
            "".join(entry.format(number, word) for number in range(count)).encode() for word in ("old", "new")
        )
        assert sum(1 for _ in unified_diff("a.po", before, after)) > count

    _assert_in_proportion(diff, 20_000)


_PEAK = """
import resource, sys
sys.path.insert(0, sys.argv[1])
import test_cost
test_cost._lexicon().tables
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for unit in ("[](b) ", "**The file** ", "**文件** ", "1", "a  "):
    test_cost._checker(with_fixes=True).check(test_cost._segment(unit, 12_000, test_cost.MARKDOWN), test_cost._refuse)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="getrusage counts in other units elsewhere")
def test_no_segment_takes_two_hundred_megabytes() -> None:
    command = [sys.executable, "-c", _PEAK, str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) / 1024 < 200
