"""Placeholders of plain text, ICU branches and inline codes: what is lost, added or out of order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from bisect import bisect_right
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest
from sides import context_in, run, run_segment

from l10nqa.model import PLAIN, Dialect, InlineCode, Markup, PlaceholderSyntax, Plural, Profile, Segment
from l10nqa.quality import Certainty
from l10nqa.rules import RULES
from l10nqa.rules.placeholder import placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from l10nqa.rule import Rule

_PIECES = ("%d", "%i", "%u", "%s", "%ld", "%5.2f", "%1$s", "%2$d", "%2$s", "%1$d", "%%", "%x", "%c")
_PYTHON = ("%d", "%s", "%r", "%f", "%(a)s", "%(a)d", "%(b)s", "%%", "%c")
_BRACES = ("{}", "{0}", "{1}", "{a}", "{a!r}", "{a:>5}", "{b}", "{{", "}}")


def certain(source: str, target: str, markup: Markup = PLAIN, locale: str = "de-DE") -> list[str]:
    issues = run(placeholder, source, target, context_in(locale), markup)
    return [issue.message for issue in issues if issue.certainty is not Certainty.POSSIBLE]


def _texts(pieces: tuple[str, ...]) -> list[str]:
    return [" ".join(chosen) for length in (0, 1, 2) for chosen in product(pieces, repeat=length)]


def _refused(pairs: list[tuple[str, str]], flag: str, folder: Path) -> dict[int, str]:
    """Return which pairs `msgfmt` refuses, with what it says."""
    lines = ['msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\n"', ""]
    starts = []
    for number, (source, target) in enumerate(pairs):
        starts.append(len(lines) + 1)
        lines += [f"#, {flag}", f'msgctxt "{number}"', f'msgid "w {source}"', f'msgstr "w {target}"', ""]
    file = folder / "a.po"
    file.write_text("\n".join(lines), encoding="utf-8")
    command = ["msgfmt", "--check-format", "-o", "/dev/null", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C"})
    told = re.findall(r"a\.po:(\d+): (.*)", done.stderr)
    return {bisect_right(starts, int(line)) - 1: text for line, text in told}


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs GNU gettext")
@pytest.mark.parametrize(
    ("flag", "syntax", "pieces"),
    [
        ("c-format", "c", _PIECES),
        ("python-format", "python", _PYTHON),
        ("python-brace-format", "python-brace", _BRACES),
    ],
)
def test_msgfmt_refuses_what_is_reported(flag: str, syntax: str, pieces: tuple[str, ...], tmp_path: Path) -> None:
    markup = Markup(Dialect.PLAIN, frozenset({PlaceholderSyntax(syntax)}))
    texts = _texts(pieces)
    malformed = _refused([("", text) for text in texts], flag, tmp_path)
    formats = [text for number, text in enumerate(texts) if "not a valid" not in malformed.get(number, "")]
    pairs = sample(((source, target) for source in formats for target in formats), 1_500, seed=1) + [
        (text, text) for text in formats
    ]
    refused = _refused(pairs, flag, tmp_path)
    reported = {number: found for number, pair in enumerate(pairs) if (found := certain(*pair, markup))}
    different = reported.keys() ^ refused.keys()
    assert {pairs[number]: (reported.get(number), refused.get(number)) for number in different} == {}


def sample(pairs: Iterable[tuple[str, str]], size: int, *, seed: int) -> list[tuple[str, str]]:
    known = list(pairs)
    return Random(seed).sample(known, min(size, len(known)))  # noqa: S311 - nothing secret


_N = Plural(0, 2, may_omit_number=True)
_ALL = Plural(1, 2, may_omit_number=False)


@pytest.mark.parametrize(
    ("source", "target", "plural", "found"),
    [
        ("%d file in %s", "eine Datei in %s", _N, 0),
        ("%d file in %s", "eine Datei", _N, 1),
        ("%d file in %s", "eine Datei in %s", _ALL, 1),
        ("One file", "%d Datei", _N, 0),
        ("{count} file", "eine Datei", _N, 0),
    ],
)
def test_a_form_of_one_number_may_do_without_it(source: str, target: str, plural: Plural, found: int) -> None:
    segment = Segment("1", source, target, profile=Profile(markup=PLAIN), plural=plural)
    assert len(run_segment(placeholder, segment, context_in("de-DE"))) == found


_UNREADABLE = "the argument “{n, plural}” of the source is missing, or its braces do not match"
_FILES = "{n, plural, one {# file in {f}} other {# files in {f}}}"


@pytest.mark.parametrize(
    ("source", "target", "messages"),
    [
        (_FILES, "{n, plural, one {# Datei in {f}} other {# Dateien in {f}}}", []),
        (_FILES, "{n, plural, one {eine Datei in {f}} other {# Dateien in {f}}}", []),
        (_FILES, "In {f}: {n, plural, one {# Datei} other {# Dateien}}", []),
        (_FILES, "{n, plural, one {# Datei} other {# Dateien in {f}}}", ["the branch “one” lacks “{f}”"]),
        (_FILES, "{n, plural, one {# Datei in {f}} other {Dateien in {f}}}", ["the branch “other” lacks “{n}”"]),
        (_FILES, "{n, plural, one {# Datei in {f}}}", ["the argument “{n, plural}” has no branch “other”"]),
        (_FILES, "{n, plural, eins {# in {f}} other {# in {f}}}", ["“eins” is no plural category"]),
        (_FILES, "{n, plural, one {# {x} {f}} other {# {f}}}", ["“{x}” in the branch “one” is not in the source"]),
        (_FILES, "{n, plural, one {# in {f}} other {# in {f}}", [_UNREADABLE]),
        (
            "{g, select, f {a} other {b}}",
            "{g, select, w {a} other {b}}",
            ["the branch “w” of “{g, select}” is not in the source", "the branch “f” of “{g, select}” is missing"],
        ),
        (
            "{g, select, f {{n, plural, other {#}}} other {x}}",
            "{g, select, f {{n, plural, other {y}}} other {x}}",
            ["the branch “other” lacks “{n}”"],
        ),
    ],
)  # fmt: skip
def test_each_branch_is_compared_with_the_one_shown_in_its_place(source: str, target: str, messages: list[str]) -> None:
    assert sorted(certain(source, target)) == sorted(messages)


def test_where_one_is_of_several_numbers_the_number_must_be_shown() -> None:
    target = "{n, plural, one {файл в {f}} few {# файла в {f}} many {# файлов в {f}} other {# файла в {f}}}"
    assert certain(_FILES, target, locale="ru-RU") == ["the branch “one” lacks “{n}”"]


def test_rules_look_into_branches() -> None:
    from l10nqa.rules.number import number  # noqa: PLC0415 - beside the one test that asks it

    source, target = ("{n, plural, other {# of 500 files}}", "{n, plural, other {# von 50 Dateien}}")
    (issue,) = run(number, source, target, context_in("de-DE"), PLAIN)
    assert issue.target is not None
    assert issue.target.of(target) == "50"


_LOST = "the inline code “1” ({}) of the source is missing"


def _codes(text: str) -> tuple[str, tuple[InlineCode, ...]]:
    """Take `‹1›`, `‹/1›` and `‹2/›` out of a text as codes."""
    codes, plain = [], ""
    for piece in re.split(r"(‹[^›]*›)", text):
        if piece.startswith("‹"):
            name = piece.strip("‹/›")
            role = "close" if piece[1] == "/" else "single" if piece[-2] == "/" else "open"
            codes.append(InlineCode(len(plain), len(plain), role, name))
        else:
            plain += piece
    return plain, tuple(codes)


@pytest.mark.parametrize(
    ("source", "target", "messages"),
    [
        ("a ‹1›b‹/1› ‹2/›", "‹2/› ‹1›B‹/1› A", []),
        ("a ‹1›b‹/1›", "A B", [_LOST.format("opening"), _LOST.format("closing")]),
        ("a ‹2/›", "A ‹2/› ‹2/›", ["the inline code “2” stands once more than in the source"]),
        ("a", "A ‹2/›", ["the inline code “2” is not in the source"]),
        ("‹1›a‹/1› ‹2›b‹/2›", "‹1›a ‹2›b‹/1›‹/2›", ["the inline code “1” (closing) closes what is not open there"]),
        ("‹1›a‹/1›", "‹/1›a‹1›", ["the inline code “1” (closing) closes what is not open there"]),
        ("‹1›a ‹2›b‹/1›‹/2›", "‹1›a ‹2›b‹/1›‹/2›", []),
        ("‹/1›a", "‹/1›a", []),
    ],
)  # fmt: skip
def test_inline_codes(source: str, target: str, messages: list[str]) -> None:
    (text, codes), (other, others) = _codes(source), _codes(target)
    segment = Segment("1", text, other, profile=Profile(markup=PLAIN), source_codes=codes, target_codes=others)
    assert [issue.message for issue in run_segment(placeholder, segment, context_in("de-DE"))] == messages


def test_codes_that_are_numbered_anew_are_the_same_if_they_stand_for_the_same() -> None:
    source = (InlineCode(0, 0, "open", "1", "<b>"), InlineCode(1, 1, "close", "1", "</b>"))
    target = (InlineCode(0, 0, "open", "7", "<b>"), InlineCode(1, 1, "close", "7", "</b>"))
    segment = Segment("1", "a", "A", profile=Profile(markup=PLAIN), source_codes=source, target_codes=target)
    assert run_segment(placeholder, segment, context_in("de-DE")) == []


def test_tags_must_nest_and_lead_where_they_led() -> None:
    assert certain("<b>a</b> <i>b</i>", "<b>a <i>b</b></i>") == ["the tag “</b>” closes what is not open there"]
    assert certain("<a href='x'>b</a>", "<a href='y'>b</a>") == []  # possible only
    assert certain("{}st", "{}<sup>er</sup>") == []
    assert certain("<b>a</b>", "a") == ["the tag “<b>” of the source is missing"]


def _reported(source: str, target: str, codes: tuple[InlineCode, ...], rules: tuple[Rule, ...] = RULES) -> list[str]:
    segment = Segment("1", source, target, profile=Profile(markup=PLAIN), source_codes=codes, target_codes=codes)
    return [issue.message for rule in rules for issue in run_segment(rule, segment, context_in("de-DE"))]


@pytest.mark.parametrize(
    "under", ["the end of this and that", "1,000 , 5", "( x )", "https://a.b/c d", '"', "Get-Item kaivaroHub", "%s {0}"]
)
def test_what_stands_under_an_inline_code_is_no_prose(under: str) -> None:
    source, target = f"{under} Open it", f"{under} Offen"
    assert _reported(source, target, (InlineCode(0, len(under), "single", "1"),)) == []


def test_the_syntax_of_a_message_is_no_prose() -> None:
    source, target = "{n, plural, one {a file} other {files}}", "{n,plural,one{eine Datei}other{Dateien}}"
    assert _reported(source, target, ()) == []
