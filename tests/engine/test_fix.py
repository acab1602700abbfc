"""Law 5: applying a fix removes its finding, adds none, and is idempotent. And what a proof refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import CORPORA, parsed, text_of
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.engine import FixPolicy, check_bitext, fix_bitext, fix_segment
from l10nqa.lexicon import Lexicon
from l10nqa.model import Edit, Issue, Profile, Segment
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, Rule, RuleContext, rule
from l10nqa.rules import RULES
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.engine import FixedTarget
    from l10nqa.model import CheckedDocument, Finding
    from l10nqa.rule import Check

_SAFE = [one for one in RULES if one.repair and one.repair is not Repair.SCOPE]


def fixed(source: str, target: str, locale: str, rules: tuple[Rule, ...] = RULES) -> FixedTarget | None:
    segment = Segment("1-101", source, target, Span(0, 0), Span(0, 0))
    return fix_segment(segment, RuleContext("en-US", locale), rules)


def text_after(source: str, target: str, locale: str = "de-DE") -> str:
    result = fixed(source, target, locale)
    return result.text if result else target


def findings(source: str, target: str, locale: str) -> CheckedDocument:
    return check_bitext(parsed(text_of((source, target), locale=locale)), RULES)


_EXAMPLES = [
    pytest.param(one, example, id=f"{one.name}-{number}")
    for one in _SAFE
    for number, example in enumerate(one.examples, 1)
    if example.fixed is not None
]


@pytest.mark.parametrize(("one", "example"), _EXAMPLES)
def test_every_example_is_fixed_as_it_says(one: Rule, example: Example) -> None:
    profile = Profile(markup=example.markup)
    segment = Segment("1-101", example.source, example.target, profile=profile)
    result = fix_segment(segment, example.context, (one,), FixPolicy(suggested=True))
    assert result is not None
    assert result.text == example.fixed
    assert set(result.rules) == {one.name}


@pytest.mark.parametrize("one", _SAFE, ids=lambda one: one.name)
def test_a_rule_that_repairs_shows_how(one: Rule) -> None:
    assert any(example.fixed is not None for example in one.examples)


@pytest.mark.parametrize(
    ("locale", "source", "target", "expected"),
    [
        # trees: the mark leaves all that ends with its node
        ("de-DE", "See **[text](u)**.", "Siehe **[Text.](u)**", "Siehe **[Text](u)**."),
        ("de-DE", "See ***text***, now", "Siehe ***Text,*** jetzt", "Siehe ***Text***, jetzt"),
        ("de-DE", "See [**text**](u).", "Siehe [**Text.**](u)", "Siehe [**Text**](u)."),
        ("de-DE", "See **[text](u).**", "Siehe **[Text.](u)**", "Siehe **[Text](u).**"),
        ("de-DE", 'Say "**x**".', 'Sage **"x".**', 'Sage "**x**".'),
        # several in one segment
        ("de-DE", "See [a](u), and [b](v).", "Siehe [a,](u) und [b.](v)", "Siehe [a](u), und [b](v)."),
        ("de-DE", "A (**x**), or [y](u).", "A (**x),** oder [y.](u)", "A (**x**), oder [y](u)."),
        # the mark stands there already, or brings white space along
        ("de-DE", "See [x](u).", "Siehe [x.](u).", "Siehe [x](u)."),
        ("de-DE", "See [x](u).", "Siehe [x .](u)", "Siehe [x](u)."),
        ("de-DE", "See [x](u), and y.", "Siehe [x,](u)und y.", "Siehe [x](u), und y."),
        ("lv-LV", "Set it, **now**.", "Iestatiet to **, tagad**.", "Iestatiet to, **tagad**."),
        ("ar-SA", "On [x](u), wait", "في [س ،](u) انتظر", "في [س](u)، انتظر"),
        ("fr-FR", "**Note**: Wait", "**Remarque\u00a0:** Attendez", "**Remarque**\u00a0: Attendez"),
        ("ja-JP", "Open [x](u), then.", "[開いて、](u) 次に。", "[開いて](u)、次に。"),
        ("th-TH", "See [x](u), y", "ดู [แผน,](u)แล้ว", "ดู [แผน](u),แล้ว"),
        # what separates the steps of a path takes no comma
        ("lv-LV", "Select **A** > **B**.", "Atlasiet **A** > **, B**.", "Atlasiet **A** > **B**."),
        # emphasis that does not render
        ("ja-JP", "**Note**: Save", "**注意：**保存", "**注意**：保存"),
        ("ko-KR", "Select **Save**.", '**"저장"**을 선택합니다.', '"**저장**"을 선택합니다.'),
        # white space
        ("de-DE", "See x (y).", "Siehe x( y).", "Siehe x (y)."),
        ("ar-SA", "a, b", "كلمة ،كلمة", "كلمة، كلمة"),
    ],
)
def test_a_segment_comes_out_right(locale: str, source: str, target: str, expected: str) -> None:
    assert text_after(source, target, locale) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Select **Save**.", "Wählen Sie **u. a.** und so weiter."),
        ("Run `a` and `b`.", "Führen Sie `c` und `d` aus."),
        ("Say *x*.", "Sage x *.*"),
        ("**Note** Wait.", "Eine *Frage (*"),
    ],
)
def test_what_is_doubtful_is_left_alone(source: str, target: str) -> None:
    assert fixed(source, target, "de-DE") is None


def a_rule(check: Check, repair: Repair | None) -> Rule:
    graded = rule(
        category=Category.MARKUP,
        severity=Severity.MINOR,
        certainty=Certainty.CERTAIN,
        looks_at=-1,
        examples=(),
        repair=repair,
    )
    return graded(check)


def _says_once(edit: Edit, target: str) -> Check:
    """Return a check that finds fault with exactly this target, and would repair it so."""

    def once(segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        if segment.target.text == target:
            yield Issue("wrong", None, Span(0, 1), (edit,))

    return once


_TARGET = "Wort, **fett** [x](u)"


@pytest.mark.parametrize(
    ("repair", "edit", "proved"),
    [
        (Repair.MARKS, Edit(4, 5, ""), True),
        (Repair.MARKS, Edit(4, 4, ","), False),  # a mark that the target had not
        (Repair.MARKS, Edit(0, 4, ""), False),  # a word lost
        (Repair.MARKS, Edit(6, 14, "fett"), False),  # emphasis lost
        (Repair.MARKS, Edit(19, 20, "v"), False),  # another address
        (Repair.BLANKS, Edit(5, 6, "\u00a0"), True),
        (Repair.BLANKS, Edit(4, 5, ""), False),
        (Repair.DELIMITERS, Edit(4, 5, ""), False),
        (Repair.FROM_SOURCE, Edit(19, 20, "nowhere"), False),
        (Repair.SCOPE, Edit(5, 6, "\u00a0"), True),
        (Repair.SCOPE, Edit(5, 6, "  "), False),  # a doubled gap
        (Repair.SCOPE, Edit(0, 1, "w"), False),
        (None, Edit(4, 5, ""), False),
        (Repair.MARKS, Edit(0, 0, ""), False),  # changes nothing
    ],
)
def test_a_fix_changes_no_more_than_its_rule_may(repair: Repair | None, edit: Edit, *, proved: bool) -> None:
    one = a_rule(_says_once(edit, _TARGET), repair)
    result = check_bitext(parsed(text_of((_TARGET, _TARGET))), (one,))
    assert [finding.fix is not None for finding in result.findings] == [proved]


def test_a_fix_that_leaves_its_finding_is_refused() -> None:
    def always(segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        yield Issue("wrong", None, Span(0, 1), (Edit(len(segment.target.text), len(segment.target.text), " "),))

    (finding,) = check_bitext(parsed(text_of(("a", "b"))), (a_rule(always, Repair.BLANKS),)).findings
    assert finding.fix is None


def test_a_fix_that_another_rule_objects_to_is_refused_even_if_that_rule_was_not_selected() -> None:
    target = "Wählen Sie **Speichern** aus."
    one = a_rule(_says_once(Edit(24, 25, ""), target), Repair.BLANKS)
    result = check_bitext(parsed(text_of(("Select **Save**.", target))), (one,))
    assert [finding.fix for finding in result.findings] == [None]  # spacing: glued to the markup


def test_a_fix_after_which_a_rule_crashes_is_refused() -> None:
    def crash(segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        if segment.target.text == "a b":
            message = "no luck"
            raise ValueError(message)
        yield from ()

    rules = (a_rule(_says_once(Edit(1, 2, " "), "a\u00a0b"), Repair.BLANKS), a_rule(crash, None))
    result = check_bitext(parsed(text_of(("x", "a\u00a0b"))), rules)
    assert [finding.fix for finding in result.findings] == [None]
    assert result.failures == ()


def test_what_is_less_than_likely_has_no_safe_fix() -> None:
    def doubt(segment: ParsedSegment, _context: RuleContext) -> Iterator[Issue]:
        if segment.target.text == "a\u00a0b":
            yield Issue("wrong", None, Span(0, 1), (Edit(1, 2, " "),), Certainty.POSSIBLE)

    rules = (a_rule(doubt, Repair.BLANKS),)
    document = parsed(text_of(("x", "a\u00a0b")))
    (finding,) = check_bitext(document, rules).findings
    assert finding.fix is not None
    assert not finding.fix.safe
    context = RuleContext("en-US", "lv-LV")
    assert fix_bitext(document, lambda _: context, rules) == {}
    assert fix_bitext(document, lambda _: context, rules, FixPolicy(min_certainty=Certainty.POSSIBLE)) == {}
    (changed,) = fix_bitext(
        document, lambda _: context, rules, FixPolicy(suggested=True, min_certainty=Certainty.POSSIBLE)
    ).values()
    assert changed.text == "a b"


def test_fixes_are_proved_only_where_they_are_asked_for() -> None:
    document = parsed(text_of(("See [x](u).", "Skat. [x.](u)")))
    assert [finding.fix for finding in check_bitext(document, RULES, with_fixes=False).findings] == [None]
    (finding,) = check_bitext(document, RULES).findings
    assert finding.fix is not None
    assert finding.fix.result == "Skat. [x](u)."


def test_of_segments_with_one_id_only_the_first_is_fixed() -> None:
    text = text_of(("See [x](u).", "Skat. [x.](u)"), ("See [y](u).", "Skat. [y.](u)"))
    fixes = fix_bitext(parsed(text.replace("-102", "-101")), lambda _: RuleContext("en-US", "lv-LV"), RULES)
    assert {segment: target.text for segment, target in fixes.items()} == {"1a2b3-101": "Skat. [x](u)."}


_PIECES = (
    *(
        "**",
        "*",
        "[",
        "](u)",
        "[a](u)",
        "**b**",
        "*c*",
        "**d",
        "e.**",
        "[f.](v)",
        "***g,***",
        "`h`",
        "`i`",
        "https://a.b/c",
    ),
    *(".", ",", ":", "!", "?", "。", "、", "，", "：", "،", "؟", "(", ")", '"', "「", "」", "–", "-"),
    *("word", "Wort", "文字", "ไทย", "كلمة", "12", "und", "\\>", "&nbsp;"),
    *(" ", " ", " ", "\u00a0", "\n"),
)
_LOCALES = ("de-DE", "fr-FR", "lv-LV", "ja-JP", "zh-CN", "th-TH", "ar-SA", "ko-KR", "und")


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A source, and a target that is it with some pieces moved, lost or added: what a bad translation is."""
    source = draw(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12))
    target = list(source)
    for _ in range(draw(st.integers(1, 3))):
        at, to = draw(st.integers(0, len(target))), draw(st.integers(0, len(target)))
        moved = target[at : at + 1] if draw(st.booleans()) else [draw(st.sampled_from(_PIECES))]
        if draw(st.booleans()):
            del target[at : at + 1]
        target[to:to] = moved
    return "".join(source), "".join(target)


def _rules(found: tuple[Finding, ...]) -> list[str]:
    return sorted(finding.rule for finding in found)


@given(_pairs(), st.sampled_from(_LOCALES))
def test_a_fix_removes_its_finding_adds_none_and_is_idempotent(pair: tuple[str, str], locale: str) -> None:
    source, target = pair
    before = findings(source, target, locale).findings
    for finding in before:
        if finding.fix:
            after = _rules(findings(source, finding.fix.result, locale).findings)
            left = _rules(before)
            left.remove(finding.rule)
            assert all(after.count(name) <= left.count(name) for name in after)


@given(_pairs(), st.sampled_from(_LOCALES))
def test_fixing_a_segment_comes_to_an_end_where_nothing_is_left_to_do(pair: tuple[str, str], locale: str) -> None:
    source, target = pair
    result = fixed(source, target, locale)
    if result:
        assert fixed(source, result.text, locale) is None
        before, after = findings(source, target, locale), findings(source, result.text, locale)
        assert len(after.findings) + len(result.rules) <= len(before.findings)


def test_the_fixes_of_the_projects_documents_hold() -> None:
    proved = 0
    for place in find_bitexts([str(CORPORA)]):
        document = open_bitext(place)
        for finding in check_bitext(document, RULES).findings:
            if finding.fix:
                proved += 1
                before = findings(finding.source_text, finding.target_text, document.target_locale).findings
                after = findings(finding.source_text, finding.fix.result, document.target_locale).findings
                assert len(after) < len(before)
    assert proved > 20


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "Open **OneDrive Sync** in Windows.",
            "Atveriet **Windows** sadaļā OneDrive Sync.",
            "Atveriet Windows sadaļā **OneDrive Sync**.",
        ),
        (
            "Open [OneDrive Sync](u) in Windows.",
            "Atveriet [Windows](u) sadaļā OneDrive Sync.",
            "Atveriet Windows sadaļā [OneDrive Sync](u).",
        ),
        # its words stand apart: no one run
        ("Open **OneDrive Sync** in Windows.", "Atveriet OneDrive **Windows** sadaļā ar Sync.", None),
    ],
)
def test_scope_is_suggested_where_its_words_are_one_run(source: str, target: str, expected: str | None) -> None:
    document = parsed(text_of((source, target)))
    context = RuleContext("en-US", "lv-LV", "MT", Lexicon())
    assert fix_bitext(document, lambda _: context, RULES) == {}
    changed = [one.text for one in fix_bitext(document, lambda _: context, RULES, FixPolicy(suggested=True)).values()]
    assert changed == ([expected] if expected else [])
    suggested = [
        finding.fix
        for finding in check_bitext(document, RULES, {"lv-LV": Lexicon()}).findings
        if finding.rule.endswith("-scope")
    ]
    assert [fix.result for fix in suggested if fix] == changed
    assert not any(fix.safe for fix in suggested if fix)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # where only the delimiter parted two words, they stay apart
        (
            "Open [OneDrive Sync](u) in Windows.",
            "Atveriet [OneDrive](u)Sync sistēmā Windows.",
            "Atveriet [OneDrive Sync](u) sistēmā Windows.",
        ),
        # brackets come along whole
        (
            "Open **OneDrive (Sync)** in Windows.",
            "Atveriet **OneDrive** (Sync) sistēmā Windows.",
            "Atveriet **OneDrive (Sync)** sistēmā Windows.",
        ),
        # half of a compound, and a word of the next step
        ("Open **Sync** in OneDrive.", "Atveriet **OneDrive-Sync** sistēmā.", None),
        ("Open **Excel** > **Word**.", "Atveriet **Excel Word** > **tad**.", None),
    ],
)
def test_a_suggestion_keeps_words_brackets_and_neighbours_whole(source: str, target: str, expected: str | None) -> None:
    rules = tuple(one for one in RULES if one.repair is Repair.SCOPE)
    context = RuleContext("en-US", "lv-LV", "MT", Lexicon())
    changed = fix_bitext(parsed(text_of((source, target))), lambda _: context, rules, FixPolicy(suggested=True))
    assert [one.text for one in changed.values()] == ([expected] if expected else [])
