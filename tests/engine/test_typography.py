"""What no fix may leave behind, whatever rule offers it."""

from __future__ import annotations

import pytest

from l10nqa.engine.echoes import echoes
from l10nqa.engine.repair_policy import ProposedFix
from l10nqa.engine.run_rules import run_rules
from l10nqa.engine.typography import is_well_set
from l10nqa.lexicon import learn
from l10nqa.markup import parse_inline
from l10nqa.model import MARKDOWN, Edit, Profile, Segment, edited
from l10nqa.rule import Repair, RuleContext, parsed_segment
from l10nqa.rules import RULES


def _is_well_set(locale: str, target: str, edits: tuple[Edit, ...], repair: Repair = Repair.MARKS) -> bool:
    context = RuleContext("en", locale, lexicon=learn(()))
    return is_well_set(_proposed("", target, edits), repair, context)


def _proposed(source: str, target: str, edits: tuple[Edit, ...]) -> ProposedFix:
    return ProposedFix(parse_inline(source), parse_inline(target), parse_inline(edited(target, edits)), edits)


def _move(target: str, mark: int, to: int) -> tuple[Edit, ...]:
    return tuple(sorted((Edit(mark, mark + 1, ""), Edit(to, to, target[mark]))))


@pytest.mark.parametrize(
    ("locale", "target", "to"),
    [
        ("de", "Wählen Sie **Speichern.**", 25),
        ("ar", "حدد **حفظ.**", 12),
        ("ja", "**保存。**", 7),
    ],
)
def test_a_mark_may_close_the_text(locale: str, target: str, to: int) -> None:
    mark = next(offset for offset in range(len(target)) if target[offset] in ".。")
    assert _is_well_set(locale, target, _move(target, mark, to))


def test_no_mark_is_put_before_a_particle_or_small_letter() -> None:
    assert not _is_well_set("ko", "**저장.**을 선택", _move("**저장.**을 선택", 4, 7))
    assert not _is_well_set("de", "Die **Liste.** ist leer", _move("Die **Liste.** ist leer", 11, 14))


def test_no_two_marks_meet_and_no_gap_opens() -> None:
    assert not _is_well_set("de", "Ja **x** . Nein", (Edit(8, 9, "."),), Repair.BLANKS)
    assert not _is_well_set("de", "Ja, nein", (Edit(2, 2, " "),), Repair.BLANKS)
    assert _is_well_set("fr", "Oui ! Non", (Edit(3, 4, "\u00a0"),), Repair.BLANKS)
    assert not _is_well_set("de", "Ja, nein", (Edit(3, 4, ""),), Repair.BLANKS)
    assert _is_well_set("ja", "はい、 いいえ", (Edit(3, 4, ""),), Repair.BLANKS)


def test_no_grapheme_is_torn() -> None:
    assert not _is_well_set("hi", "योजना", (Edit(1, 1, " "),), Repair.BLANKS)
    assert _is_well_set("hi", "योजना", (Edit(2, 2, " "),), Repair.BLANKS)
    assert not _is_well_set("de", "a\u0308b", (Edit(1, 1, " "),), Repair.BLANKS)


def test_no_abbreviation_loses_its_full_stop() -> None:
    assert not _is_well_set("nl", "Zie **enz.**", _move("Zie **enz.**", 9, 12))


def test_no_break_spaces_stay() -> None:
    target = "**Oui\u00a0!** Non"
    assert not _is_well_set("fr", target, (Edit(5, 7, ""), Edit(9, 9, " !")))


def test_lost_code_is_said_once() -> None:
    segment = Segment("1-1", "Run `Get-Item -Path 5` now.", "Führen Sie es aus.", profile=Profile(markup=MARKDOWN))
    parsed = parsed_segment(segment)
    issues = list(run_rules(RULES, parsed, RuleContext("en", "de", lexicon=learn(())), lambda *_: None))
    left = [rule.name for index, (rule, _) in enumerate(issues) if index not in echoes(parsed, issues)]
    assert left.count("code") == 1
    assert not {"placeholder", "number", "escape"} & set(left)


@pytest.mark.parametrize(
    ("locale", "target", "edit"),
    [
        ("de", "Mehr: [x](u)", Edit(5, 5, ",")),  # a mark behind a mark
        ("ja", "「[x](u)」と「y」", Edit(0, 0, "「")),  # twins
        ("de", "Siehe „x“", Edit(7, 7, " ")),
        ("de", "das „[x](u) y", Edit(5, 5, " ")),
        ("de", "Siehe (x)", Edit(8, 8, " ")),
        ("zh", "單擊「x」", Edit(3, 3, " ")),
        ("cs", "Po přidání [](u)ihned", Edit(16, 16, " ")),  # an empty link shows nothing
        ("de", "ein Wort", Edit(3, 3, " ")),
        ("de", "(x)", Edit(1, 1, ",")),
        ("de", "[x](u)", Edit(0, 0, ", ")),
    ],
)
@pytest.mark.parametrize("repair", [Repair.MARKS, Repair.BLANKS, Repair.FROM_SOURCE])
def test_no_repair_leaves_what_nobody_writes(locale: str, target: str, edit: Edit, repair: Repair) -> None:
    assert not _is_well_set(locale, target, (edit,), repair)


def test_what_the_source_has_may_be_copied() -> None:
    edits = (Edit(0, 1, "( a )"),)
    context = RuleContext("en", "de", lexicon=learn(()))
    assert is_well_set(_proposed("Type ( a ).", "x ist", edits), Repair.FROM_SOURCE, context)
    assert not is_well_set(_proposed("Type (a).", "x ist", edits), Repair.FROM_SOURCE, context)
