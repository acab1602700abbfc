"""Which proved fixes are safe: the laws that all of them keep, and the kinds of harm that readers of corpora found."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import parsed, text_of
from l10nqa.engine import FixPolicy, check_bitext, fix_segment
from l10nqa.engine.repair_policy import ProposedFix
from l10nqa.engine.safety import is_safe
from l10nqa.lexicon import learn
from l10nqa.locale import ENCLOSING_MARKS
from l10nqa.markup import LEAVES, parse_inline
from l10nqa.model import MARKDOWN, PLAIN, Edit, Markup, Profile, Segment, edited
from l10nqa.rule import Repair, RuleContext
from l10nqa.rules import RULES

_LOCALES = ("de-DE", "fr-FR", "lv-LV", "fi-FI", "ja-JP", "zh-TW", "th-TH", "ar-SA", "ko-KR", "und")


def _segment(source: str, target: str, markup: Markup = MARKDOWN) -> Segment:
    return Segment("1-101", source, target, profile=Profile(markup=markup))


def _context(locale: str, origin: str | None = None) -> RuleContext:
    return RuleContext("en-US", locale, origin, lexicon=learn(()))  # type: ignore[arg-type]


def _after(source: str, target: str, locale: str, *, markup: Markup = MARKDOWN, suggested: bool = False) -> str:
    policy = FixPolicy(suggested=suggested)
    fixed = fix_segment(_segment(source, target, markup), _context(locale), RULES, policy)
    return fixed.text if fixed else target


_SAFE = [
    # white space within a bracket goes out where it alone parts two words, or letters of two scripts
    ("ja-JP", "Use [Stream](u).", "[Stream ](u)を使用します。", "[Stream](u) を使用します。"),
    ("zh-TW", "See [Teams](u).", "請參閱[ Teams](u)。", "請參閱 [Teams](u)。"),
    ("ja-JP", "See [Plans](u).", "[プラン ](u)を参照してください。", "[プラン](u)を参照してください。"),
    ("vi-VN", "Look in [Junk](u) now.", "Xem [thư rác ](u)của bạn.", "Xem [thư rác](u) của bạn."),
    ("zh-TW", "See “x y”.", "稱為「 *x* y」。", "稱為「*x* y」。"),
    # no mark follows another
    ("de-DE", "More: [how it is](u).", "Mehr: [, wie es ist](u).", "Mehr: [wie es ist](u)."),
    # what was torn off goes with the address
    ("nl-NL", "Open https://a.b/?c=d&e=f now.", "Open https://a.b/? c=d&e=f nu.", "Open https://a.b/?c=d&e=f nu."),
    ("de-DE", "Open https://a.b/c/d now.", "Öffnen Sie https://a.b/c /d jetzt.", "Öffnen Sie https://a.b/c/d jetzt."),
    # a compound that is cut off before a conjunction, and a dash
    ("de-DE", "the [desktop](u) and web apps", "die [Desktop-](u)und Web-Apps", "die [Desktop-](u) und Web-Apps"),
    # words in a token that came out in other letters, and signs that a machine damages
    ("th-TH", "Run `az login` now.", "เรียกใช้ `az ล็อกอิน` ตอนนี้", "เรียกใช้ `az login` ตอนนี้"),
    ("fr-FR", "![A map](media/a.png)", "![Une carte](médias/a.png)", "![Une carte](media/a.png)"),
    ("ja-JP", "Run `b --release`.", "`b —release` を実行します。", "`b --release` を実行します。"),
    # the edge of the markup tears a parenthesis that is inside in the source
    ("zh-TW", "Select **Editor (can read and write)** now.", "現在選取 **(可讀寫**)。", "現在選取 **(可讀寫)**。"),
]


@pytest.mark.parametrize(("locale", "source", "target", "expected"), _SAFE)
def test_what_the_source_shows_is_safe(locale: str, source: str, target: str, expected: str) -> None:
    assert _after(source, target, locale) == expected


_LEFT = [
    # the mark is the label's own, which lost its first half
    ("vi-VN", "It shows **Plugged in, not charging**, so wait.", "Nó hiển thị **, không sạc**, hãy đợi."),
    # the source has no such mark
    ("de-DE", "See the [domains](u) for it.", "Siehe die [Domänen,](u) für es."),
    ("uk-UA", "[Learn](u) to see.", "Далі [дізнайтеся:](u) бачити."),
    # twins
    ("ja-JP", "See [A](u) and [B](v).", "「[A](u)」と「[「B](v)」を参照してください。"),
    # ordinals, and sentences that the source does not part
    ("lv-LV", "see 92.panta and 4.punktu", "skatiet 92. panta un 4. punktu"),
    ("cs-CZ", "see v2.kapitola", "viz v2. kapitola"),
    ("fr-FR", "Use Windows.Office is next.", "Utilisez Windows. Office suit."),
    ("uk-UA", "**Note**: The .nk2 file is old.", "**Примітка**. NK2 файл старий."),
    # a copy beside the rest, or the translation, of what it replaces
    ("de-DE", "Open https://a.b/c/d now.", "Öffnen Sie https://a.b/c, d jetzt."),
    ("de-DE", "See [A](https://a.b/c#d).", "Siehe [A](https://a.b/c)#d."),
    ("de-DE", "A `dyn Trait` is used.", "Ein Merkmal `dyn` wird verwendet."),
    ("fr-FR", "Run `get item` now.", "Exécutez `get` élément maintenant."),
    # an address or code that people changed on purpose
    ("pt-BR", "Use `{verb} {object}`.", "Use `{verbo} {objeto}`."),
    ("ja-JP", "See [X](../survey/).", "[X](/blog/2025/survey/)を参照してください。"),
    ("ja-JP", "It is `v1.40.0`.", "`v1.37.0`です。"),
    # nothing is rendered for an empty link, and a quotation opens at the end of one
    ("cs-CZ", "Add it [here](u) now.", "Přidejte [](u)ihned."),
    ("de-DE", "Set [x](u) y:**N**.", "Setze „[x „](u)y:**N**“."),
    # compounds
    ("fi-FI", "In [Microsoft 365](u) apps.", "[Microsoft 365-](u)sovelluksessa."),
    # a language that nothing tells
    ("und", "See **Plans** now.", "**プラン**を参照してください。"),
    ("und", "See **Plans** now.", "**요금제**를 참조하세요."),
]


@pytest.mark.parametrize(("locale", "source", "target"), _LEFT)
def test_what_may_be_otherwise_is_left_to_people(locale: str, source: str, target: str) -> None:
    assert _after(source, target, locale) == target


_LEFT_IN_STRINGS = [
    ("ca", "Invalid type '%s'", "Tipus '%s' invàlid"),
    ("it", "Invalid plugin '%(name)s' here", "Plugin '%(name)s' non valido"),
    ("nb", "Like so:\n   make", "Slik:\n\u00a0  make"),
    ("uk", "Turn it on\nto search.", 'Увімкніть\n"\n" пошук.'),
    ("el", "out of range: %r", "εκτός ε;υρους: %r"),
]


@pytest.mark.parametrize(("locale", "source", "target"), _LEFT_IN_STRINGS)
def test_strings_of_programs_are_left_to_people(locale: str, source: str, target: str) -> None:
    assert _after(source, target, locale, markup=PLAIN) == target


@pytest.mark.parametrize(
    ("locale", "source", "target", "expected"),
    [
        ("de-DE", "See the [domains](u) for it.", "Siehe die [Domänen,](u) für es.", "Siehe die [Domänen](u), für es."),
        ("de-DE", "Run `Get-Item`.", "Führen Sie `Element abrufen` aus.", "Führen Sie `Get-Item` aus."),
        ("de-DE", "See [A](https://a.b/c).", "Siehe [A](https://a.b/d).", "Siehe [A](https://a.b/c)."),
    ],
)
def test_what_is_not_safe_is_suggested(locale: str, source: str, target: str, expected: str) -> None:
    assert _after(source, target, locale) == target
    assert _after(source, target, locale, suggested=True) == expected


def test_what_a_machine_changed_is_put_back() -> None:
    segment = _segment("Use `{verb} {object}`.", "Use `{verbo} {objeto}`.")
    fixed = fix_segment(segment, _context("pt-BR", "MT"), RULES)
    assert fixed is not None
    assert fixed.text == "Use `{verb} {object}`."


@pytest.mark.parametrize(
    ("repair", "locale", "source", "target", "edit", "safe"),
    [
        (Repair.MARKS, "de", "See *x*, y.", "Siehe *x* y.", Edit(9, 9, ","), True),
        (Repair.MARKS, "de", "See *x* y.", "Siehe *x* y.", Edit(9, 9, ","), False),
        (Repair.MARKS, "el", "Is *x* y?", "Είναι *x* y", Edit(11, 11, ";"), True),  # the mark that asks
        (Repair.MARKS, "de", "See *x, y*.", "Siehe *, y*.", Edit(7, 8, ""), False),  # the label's own
        (Repair.MARKS, "de", "See *x*, *y*.", "Siehe *x,*, *y*.", Edit(8, 9, ""), True),
        (Repair.BLANKS, "de", "a b", "a b", Edit(1, 2, ""), False),
        (Repair.BLANKS, "fi", "a b", "a ssa", Edit(1, 2, ""), True),  # an ending, perhaps
        (Repair.BLANKS, "ja", "Use A.", "A を使う。", Edit(1, 2, ""), False),
        (Repair.BLANKS, "ja", "Use A.", "文字 を使う。", Edit(2, 3, ""), True),
        (Repair.BLANKS, "ja", "Use A.", "Aを使う。", Edit(1, 1, " "), False),
        (Repair.DELIMITERS, "ja", "Use **A**.", "Aを使う。", Edit(1, 1, " "), True),  # without it nothing renders
        (Repair.BLANKS, "cy", "a line", "i l;lun", Edit(4, 4, " "), False),
        (Repair.BLANKS, "cy", "a; line", "i l;lun", Edit(4, 4, " "), True),
        (Repair.BLANKS, "cs", "when x it is", "když x,je", Edit(7, 7, " "), True),
        (Repair.BLANKS, "und", "a b", "a  b", Edit(1, 2, ""), False),
        (Repair.FROM_SOURCE, "und", "a.b c", "a . b c", Edit(0, 5, "a.b"), True),
        (Repair.FROM_SOURCE, "de", "Run get-item.", "get-it und get-it", Edit(0, 6, "get-item"), True),
        (Repair.FROM_SOURCE, "de", "Run get-item.", "item get-it", Edit(5, 11, "get-item"), False),  # twice
        (Repair.FROM_SOURCE, "de", "Is ab it.", "ab a b", Edit(3, 6, "ab"), False),  # doubled
        (Repair.FROM_SOURCE, "de", "One. A .csv is.", "Eins. CSV ist", Edit(4, 9, " .csv"), False),
        (Repair.FROM_SOURCE, "de", "The A.md is.", "Die A. Md ist", Edit(4, 9, "A.md"), False),
        (Repair.FROM_SOURCE, "de", "The *A.md* is.", "Die *A. Md* ist", Edit(5, 10, "A.md"), True),
        (Repair.SCOPE, "de", "a", "b", Edit(0, 0, ""), False),
    ],
)
def test_each_kind_of_repair_has_its_law(
    repair: Repair, locale: str, source: str, target: str, edit: Edit, *, safe: bool
) -> None:
    before, after = parse_inline(target), parse_inline(edited(target, (edit,)))
    assert is_safe(ProposedFix(parse_inline(source), before, after, (edit,)), repair, _context(locale)) is safe


_PIECES = (
    *("**", "*", "[", "](u)", "[a](u)", "**b**", "**, d**", "[f.](v)", "[「g](v)", "[ h](v)", "[i ](v)", "[](w)"),
    *("`j`", "`k l`", "https://a.b/c?d=e", "name.json", "name. json", ".pst", "92.panta", "Get-Item"),
    *(".", ",", ":", "!", "?", "。", "、", "：", "،", "(", ")", '"', "„", "“", "「", "」", "–", "-"),
    *("word", "Wort", "文字", "かな", "ไทย", "كلمة", "단어", "12"),
    *(" ", " ", " ", " ", "\u00a0"),
)


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A source, and a target that is it with some pieces moved, lost or added: what a bad translation is."""
    source = draw(st.lists(st.sampled_from(_PIECES), min_size=2, max_size=12))
    target = list(source)
    for _ in range(draw(st.integers(1, 3))):
        index, to = draw(st.integers(0, len(target))), draw(st.integers(0, len(target)))
        moved = target[index : index + 1] if draw(st.booleans()) else [draw(st.sampled_from(_PIECES))]
        if draw(st.booleans()):
            del target[index : index + 1]
        target[to:to] = moved
    return "".join(source), "".join(target)


def _shown(text: str) -> str:
    """What a reader sees of a text that has nothing in it but Markdown."""
    return "".join(node.value for node in parse_inline(text).of(LEAVES))


def _flaws(text: str) -> dict[str, int]:
    """Count, one character after the other, what nobody would write on purpose."""
    shown = _shown(text)
    flaws = dict.fromkeys(("doubled mark", "doubled gap", "gap behind opening", "gap before closing"), 0)
    closing = {mark for mark in ENCLOSING_MARKS.values() if mark not in '"”’“»›'}
    opening = {mark for mark in ENCLOSING_MARKS if mark not in '"“‘«‹'}
    for character, following in pairwise(shown):
        flaws["doubled mark"] += character == following and character in ",:;。、：،「」„"
        flaws["doubled gap"] += character.isspace() and following.isspace()
        flaws["gap behind opening"] += character in opening and following.isspace()
        flaws["gap before closing"] += character.isspace() and following in closing
    return flaws


@given(_pairs(), st.sampled_from(_LOCALES))
def test_no_safe_fix_leaves_a_flaw_that_was_not_there(pair: tuple[str, str], locale: str) -> None:
    source, target = pair
    fixed = fix_segment(_segment(source, target), _context(locale), RULES)
    if fixed is None:
        return
    before, after, own = _flaws(target), _flaws(fixed.text), _flaws(source)
    assert all(after[flaw] <= max(before[flaw], own[flaw]) for flaw in after), fixed


@given(_pairs(), st.sampled_from(_LOCALES))
def test_no_safe_fix_doubles_a_word_or_makes_one_up(pair: tuple[str, str], locale: str) -> None:
    source, target = pair
    fixed = fix_segment(_segment(source, target), _context(locale), RULES)
    if fixed is None:
        return
    words = [re.findall(r"[0-9A-Za-z]{3,}", text) for text in (source, target, fixed.text)]
    for word in set(words[2]):
        assert words[2].count(word) <= max(words[0].count(word), words[1].count(word)), fixed


def test_a_finding_says_whether_its_fix_is_safe() -> None:
    document = parsed(text_of(("See the [domains](u) for it.", "Skat. [domēni,](u) tam.")))
    fixes = [finding.fix for finding in check_bitext(document, RULES).findings if finding.rule == "link-punctuation"]
    assert [fix is not None and fix.safe for fix in fixes] == [False]
