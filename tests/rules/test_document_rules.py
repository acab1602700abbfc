"""Rules about whole documents: their examples hold, they survive any text, and the engine places what they find."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import text_of
from l10nqa.bitext import parse_document
from l10nqa.bitext.pairs import parse_pair
from l10nqa.engine import check_bitext, fix_document
from l10nqa.errors import InputError
from l10nqa.front_matter import find_front_matter, parse_front_matter
from l10nqa.quality import Certainty
from l10nqa.rule import RuleContext
from l10nqa.rules import DOCUMENT_RULES
from l10nqa.rules.front_matter import _PLAIN, front_matter
from l10nqa.ruleset import RuleSet
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.bitext import SxsDocument
    from l10nqa.bitext.pairs import PairBitext
    from l10nqa.model import Bitext, Issue
    from l10nqa.rule import DocumentRule, Example

_EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in DOCUMENT_RULES
    for number, example in enumerate(rule.examples, 1)
]
_LINES = (
    "title: A",
    'title: "A" b',
    "title: 'it''s'",
    "description: (x) — Š y, z",
    "ms.date: 04/8/2021",
    "ms.custom:",
    '- "12"',
    "  - a b",
    "- c: d",
    "a: b # c",
    "a: [b",
    "\ta: b",
    "ms.contentlocale: lv-LV",
    "ms.contentlocale: lv_LV",
    "ms.contentlocale:",
    "ms.contentlocale: [a]",
    "ms.translationtype: MT",
    "---",
    "...",
    "",
    "<span>",
    "\x00",
    "\ud800: \ud800",
    "é: \x85",
)
_texts = st.builds(
    "---{0}{1}".format,
    st.sampled_from(("\n", "\r\n", " \n", "")),
    st.lists(st.sampled_from(_LINES), max_size=7).map("\n".join) | st.text(max_size=30),
)
_every_rule = pytest.mark.parametrize("rule", DOCUMENT_RULES, ids=lambda rule: rule.name)


def _document(text: str, path: str = "docs/a.md") -> SxsDocument:
    return parse_document(text.encode("utf-8", "surrogatepass"), path, path.rpartition("/")[2])


def _of_example(example: Example) -> Bitext:
    if example.document is None:
        return _document(example.target, example.source)
    return _pair(example.document, example.target, example.source, example.locales.partition(">")[2])


def _pair(source: str, target: str, path: str = "content/de/a.md", locale: str = "de") -> PairBitext:
    name = path.rpartition("/")[2]
    return parse_pair(
        target.encode("utf-8", "surrogatepass"),
        path,
        name,
        source=source,
        source_path=f"content/en/{name}",
        target_locale=locale,
    )


@pytest.mark.parametrize(("rule", "example"), _EXAMPLES)
def test_exactly_the_marked_spots_are_reported(rule: DocumentRule, example: Example) -> None:
    issues = list(rule.check(_of_example(example)))
    assert [issue.target for issue in issues] == list(example.spans)
    assert all(issue.message and "\n" not in issue.message for issue in issues)


@pytest.mark.parametrize(("rule", "example"), _EXAMPLES)
def test_no_other_rule_reports_an_example(rule: DocumentRule, example: Example) -> None:
    others = [each for each in DOCUMENT_RULES if each is not rule]
    found = check_bitext(_of_example(example), RuleSet((), tuple(others))).findings
    assert [finding.rule for finding in found if finding.certainty >= Certainty.LIKELY] == []


@pytest.mark.parametrize(
    ("rule", "example"), [each for each in _EXAMPLES if cast("Example", each.values[1]).fixed is not None]
)
def test_the_fix_of_an_example_is_proved(rule: DocumentRule, example: Example) -> None:
    bitext = _of_example(example)
    (finding,) = check_bitext(bitext, RuleSet((), (rule,))).findings
    assert finding.fix
    assert finding.fix.safe
    fixed = fix_document(bitext, lambda _: RuleContext("en", "und"), RuleSet((), (rule,)))
    assert fixed.bitext.text == example.fixed
    assert fixed.rules == (rule.name,)


@_every_rule
def test_a_rule_is_shown_right_and_wrong(rule: DocumentRule) -> None:
    assert any(example.spans for example in rule.examples)
    assert any(not example.spans for example in rule.examples)


@_every_rule
@given(_texts, st.sampled_from(("a.md", "docs.lv-LV/a.md", "x/ja-JP/de-DE.md")))
def test_no_text_crashes_a_rule(rule: DocumentRule, text: str, path: str) -> None:
    document = _document(text, path)
    for issue in rule.check(document):
        assert issue.target is not None
        assert 0 <= issue.target.start <= issue.target.end <= len(document.text)


_BLOCKS = (
    "# A",
    "## B {#b}",
    "##C",
    "### `d` <a name='e'></a>",
    "[x](#b) [y](c.md#d) ![z](e.png)",
    "[x](../..//../../etc/passwd.md#b)",
    "- a\n- b",
    "1. a\n\n   ```yaml\n   k: v\n   ```",
    "| a | b |\n|---|---|\n| c | d |",
    "> [!NOTE]\n> a",
    "{{< a b=c >}}",
    "<Tabs id='t'>",
    "<!-- a",
    "```py\nif x: pass\n```",
    "```\n",
    "---\ntitle: a\n---",
    "é \x00 \ud800",
    "[r]: #b",
    "",
)
_pages = st.lists(st.sampled_from(_BLOCKS) | st.text(max_size=20), max_size=8).map("\n\n".join)


@_every_rule
@given(_pages, _pages)
def test_no_pair_of_texts_crashes_a_rule(rule: DocumentRule, source: str, target: str) -> None:
    source = source.encode("utf-8", "replace").decode()
    document = _pair(source, target)
    for issue in rule.check(document):
        assert issue.target is not None
        assert 0 <= issue.target.start <= issue.target.end <= len(document.text)
        assert all(issue.target.start <= edit.start <= edit.end <= issue.target.end for edit in issue.edits)


@_every_rule
@given(_pages)
def test_a_page_beside_itself_has_no_fault(rule: DocumentRule, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    found = [issue for issue in rule.check(_pair(text, text)) if rule.name != "front-matter"]
    assert found == []


@given(_pages, _pages)
def test_a_fix_removes_its_finding_and_adds_none(source: str, target: str) -> None:
    source = source.encode("utf-8", "replace").decode()
    bitext = _pair(source, target)
    rules = RuleSet((), DOCUMENT_RULES)
    before = check_bitext(bitext, rules).findings
    fixed = fix_document(bitext, lambda _: RuleContext("en", "de"), rules)
    after = check_bitext(fixed.bitext, rules).findings
    assert len(after) == len(before) - len(fixed.rules)
    assert not any(finding.fix and finding.fix.safe for finding in after)


@given(st.lists(st.sampled_from(_LINES) | st.text(max_size=8).map("a: {}".format), max_size=5))
def test_front_matter_taken_for_plain_is_yaml(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    if _PLAIN.fullmatch(text):
        assert parse_front_matter(text, "").keys() == set(re.findall(r"^([A-Za-z][\w.,-]*):", text, re.MULTILINE))


def test_front_matter_that_yaml_refuses_is_not_taken_for_plain() -> None:
    for text in ('title: "A" b\n', "a: b: c\n", "a:\n- b\n  - c\nd\n", "a: b\n\tc: d\n"):
        with pytest.raises(InputError):
            parse_front_matter(text, "")
        assert not _PLAIN.fullmatch(text), text


def test_a_finding_stands_at_its_line_and_has_no_segment() -> None:
    text = text_of(("One.", "Viens."), locale="lv_LV")
    (found,) = check_bitext(_document(text), RuleSet((), DOCUMENT_RULES)).findings
    assert (found.rule, found.segment, found.line, found.column) == ("front-matter", "", 3, 19)
    assert found.target_text == "lv_LV"
    assert found.target is not None
    assert Span(found.target.start, found.target.end).of(found.target_text) == found.target.text


def test_a_finding_keeps_its_fingerprint_when_the_document_changes_elsewhere() -> None:
    one, two = (text_of((text, "Viens."), locale="lv_LV") for text in ("One.", "Two."))
    prints = [
        check_bitext(_document(text), RuleSet((), DOCUMENT_RULES)).findings[0].fingerprint
        for text in (one, two.replace("title: A", "title: A\nauthor: b"))
    ]
    assert prints[0] == prints[1]


def test_a_crash_of_a_rule_is_contained() -> None:
    def crash(document: Bitext) -> Iterator[Issue]:
        yield from front_matter.check(document)
        raise KeyError(document.path)

    rule = replace(front_matter, check=crash)
    result = check_bitext(_document(text_of(("One.", "Viens."), locale="x_")), RuleSet((), (rule, front_matter)))
    assert [found.rule for found in result.findings] == ["front-matter", "front-matter"]
    assert [(failure.rule, failure.segment) for failure in result.failures] == [("front-matter", "")]


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing() -> None:
    text = "\ufeff---\r\ntitle: A\r\nms.contentlocale: lv_LV\r\n---\r\n"
    (issue,) = front_matter.check(_document(text))
    assert issue.target is not None
    assert issue.target.of(text) == "lv_LV"
    assert issue.target.inside(find_front_matter(text))
