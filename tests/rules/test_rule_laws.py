"""What holds for every rule on any pair of texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sides import context_in, run, run_segment

from l10nqa.model import (
    MARKDOWN,
    PLAIN,
    Dialect,
    InlineCode,
    Markup,
    PlaceholderSyntax,
    Profile,
    Segment,
)
from l10nqa.rule import Rule, RuleContext
from l10nqa.rules import RULES

if TYPE_CHECKING:
    from l10nqa.model import Issue

_LOCALES = ("de-DE", "fr-FR", "lv-LV", "ja-JP", "zh-CN", "th-TH", "ar-SA", "he-IL", "und", "x")
_MARKUP = (
    "**",
    "*",
    "_",
    "`",
    "[",
    "](",
    "](u)",
    ")",
    "(",
    "![",
    "[a](u)",
    "[b](v)",
    "**c**",
    "*d*",
    "`e`",
    "<b>",
    "</b>",
)
_TOKENS = (
    "<user name>",
    "[!NOTE]",
    "[!INCLUDE [a](b)]",
    "{0}",
    "%s",
    "$(x)",
    "@me",
    "xref:a.b",
    "https://a.b/c",
    "a.exe",
)
_WORDS = (
    "Get-Item",
    "kaivaroHub",
    "#A0",
    "a",
    "B",
    "word",
    "文字",
    "ไทย",
    "كلمة",
    "מילה",
    "\\",
    "\\*",
    "&amp;",
    "&nbsp;",
)
_NUMBERS = ("1", "1,000", "5:00 PM", "١٢", "٪", "12.05.2026", "50 %", "%", "$", "-", "–", "/", "|")
_BLANKS = (" ", "  ", "\u00a0", "\n", "\r\n", "\t", "\u200f", "\ud800", "\x00", "😀", "\u0301")
_MARKS = (".", "。", ",", "،", ":", "：", "!", "?", "؟", "...", "…", "）", "「", "」", '"', "“")
_PIECES = (*_MARKUP, *_TOKENS, *_WORDS, *_NUMBERS, *_BLANKS, *_MARKS)
_texts = st.lists(st.sampled_from(_PIECES), max_size=10).map("".join) | st.text(max_size=20)
_locales = st.sampled_from(_LOCALES)
_markups = st.sampled_from((MARKDOWN, PLAIN, Markup(Dialect.PLAIN, frozenset(PlaceholderSyntax))))
_every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts, half of the time one of them with a piece lost, added or moved: what a bad translation is."""
    source = draw(st.lists(st.sampled_from(_PIECES), max_size=10))
    if draw(st.booleans()):
        return "".join(source), draw(_texts)
    target = draw(st.permutations(source)) if draw(st.booleans()) else list(source)
    at = draw(st.integers(0, len(target)))
    target[at : at + draw(st.integers(0, 1))] = draw(st.lists(st.sampled_from(_PIECES), max_size=1))
    return "".join(source), "".join(target)


@_every_rule
@given(_pairs(), _locales, _markups)
@example(("\\*", ""), "de-DE", MARKDOWN)
def test_spots_and_edits_are_in_bounds(rule: Rule, pair: tuple[str, str], locale: str, markup: Markup) -> None:
    source, target = pair
    for issue in run(rule, source, target, context_in(locale), markup):
        assert issue.source or issue.target
        for span, text in ((issue.source, source), (issue.target, target)):
            assert span is None or 0 <= span.start <= span.end <= len(text)
        edits = sorted(issue.edits)
        assert all(0 <= edit.start <= edit.end <= len(target) for edit in edits)
        assert all(before.end <= after.start for before, after in pairwise(edits))


@_every_rule
@given(_pairs(), _pairs(), _locales)
def test_a_rule_says_the_same_whatever_it_saw_before(
    rule: Rule, pair: tuple[str, str], other: tuple[str, str], locale: str
) -> None:
    context = context_in(locale)
    first = run(rule, *pair, context)
    run(rule, *other, context)
    assert run(rule, *pair, context) == first


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.name != "untranslated"], ids=lambda rule: rule.name)
@given(_texts, _locales, _markups)
@example("See [Plans.](u), **Note:** `a` {0} 1,000 (x", "ja-JP", MARKDOWN)
@example("**.**", "de-DE", MARKDOWN)
@example("**。。", "de-DE", MARKDOWN)
@example("«", "de-DE", MARKDOWN)
@example('"`"`', "de-DE", MARKDOWN)
def test_nothing_is_wrong_where_the_target_is_the_source(rule: Rule, text: str, locale: str, markup: Markup) -> None:
    assert run(rule, text, text, context_in(locale), markup) == []


_OF_MARKDOWN = [rule for rule in RULES if rule.dialects is not None and Dialect.PLAIN not in rule.dialects]


@pytest.mark.parametrize("rule", _OF_MARKDOWN, ids=lambda rule: rule.name)
@given(_pairs(), _locales)
def test_rules_about_markdown_say_nothing_of_plain_text(rule: Rule, pair: tuple[str, str], locale: str) -> None:
    assert run(rule, *pair, context_in(locale), PLAIN) == []


def test_the_rules_about_markdown_are_those_about_its_markup() -> None:
    about = ("emphasis-", "link-count", "link-punctuation", "link-scope", "alert-keyword", "code")
    assert {rule.name for rule in _OF_MARKDOWN} == {rule.name for rule in RULES if rule.name.startswith(about)}


_coded = st.tuples(
    _pairs(), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), st.sampled_from("oc")), max_size=3)
)


@_every_rule
@given(_coded, _markups)
def test_inline_codes_harm_no_rule(
    rule: Rule, case: tuple[tuple[str, str], list[tuple[int, int, str]]], markup: Markup
) -> None:
    (source, target), places = case
    codes = [
        tuple(
            InlineCode(min(s, len(text)), min(s + w, len(text)), {"o": "open", "c": "close"}[role], str(w))
            for s, w, role in places
        )
        for text in (source, target)
    ]
    segment = Segment("1", source, target, profile=Profile(markup=markup), source_codes=codes[0], target_codes=codes[1])
    for issue in run_segment(rule, segment, context_in("de-DE")):
        for span, text in ((issue.source, source), (issue.target, target)):
            assert span is None or 0 <= span.start <= span.end <= len(text)
    same = segment._replace(target=source, target_codes=codes[0])
    assert rule.name == "untranslated" or run_segment(rule, same, context_in("de-DE")) == []


class _Watched(RuleContext):
    """A context that remembers whether it was asked anything."""

    __slots__ = ("asked",)

    def __getattribute__(self, name: str) -> Any:
        if name in ("source_locale", "target_locale"):
            object.__setattr__(self, "asked", True)
        return super().__getattribute__(name)


def _asked(rule: Rule, source: str, target: str) -> tuple[bool, list[Issue]]:
    context = _Watched("en-US", "de-DE", lexicon=context_in("de-DE").lexicon)
    object.__setattr__(context, "asked", False)
    issues = run(rule, source, target, context)
    return bool(context.asked), issues


@_every_rule
@given(_pairs(), _locales)
def test_another_locale_changes_nothing_for_a_rule_that_does_not_ask_for_it(
    rule: Rule, pair: tuple[str, str], locale: str
) -> None:
    asked, issues = _asked(rule, *pair)
    assert asked or run(rule, *pair, context_in(locale)) == issues
