"""What a fix changes of the shown text: judging the changed parts is judging the whole texts."""

from __future__ import annotations

from collections import Counter

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from l10nqa.engine import safety, typography
from l10nqa.engine.repair_policy import _MARKED_OFF, ProposedFix
from l10nqa.engine.shown_text import changed_parts, differing, shown_text
from l10nqa.engine.typography import is_well_set
from l10nqa.lexicon import learn
from l10nqa.locale import MARK_CLASSES, facts_of, mark_class
from l10nqa.markup import EMPHASES, parse_inline
from l10nqa.model import Edit, edited
from l10nqa.rule import Repair, RuleContext
from l10nqa.text import Span

_LOCALES = ("de", "fr", "ar", "ja", "th", "hi")
_CHARACTERS = "abZÄ1٣_ \u00a0\t\u200b.,:;!?،؛؟。、…()[]（「」«»„“\"-'*`حفあア漢กะयो²…"
_GRAPHEMES = (
    "a1. \r\n\u0301\u0300\u200d\u200cक्षयो\u094d\u0904각ᄀ\u1161\u11a8\U0001f1e9\U0001f1ea👍\U0001f3fb👩©‼ﾞกำ\u0600\u06dd"
)
_text = st.text(_CHARACTERS, max_size=24)


@st.composite
def _edited_texts(draw: st.DrawFn, texts: st.SearchStrategy[str] = _text) -> tuple[str, tuple[Edit, ...]]:
    """A text, and edits of it that neither overlap nor touch outside it."""
    text = draw(texts)
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    pairs = zip(offsets[::2], offsets[1::2], strict=False)
    return text, tuple(Edit(start, end, draw(st.text(_CHARACTERS, max_size=3))) for start, end in pairs)


@given(_text, _text)
def test_what_two_texts_share_is_as_long_as_can_be(first: str, second: str) -> None:
    start, end = differing(first, second)
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    assert first == first[:start] + left + first[len(first) - end :]
    assert second == first[:start] + right + first[len(first) - end :]
    assert left[:1] != right[:1] or not left or not right
    assert left[-1:] != right[-1:] or not left or not right


@given(_edited_texts())
def test_outside_the_changed_parts_two_texts_are_equal_and_letters_meet_there(
    case: tuple[str, tuple[Edit, ...]],
) -> None:
    before, edits = case
    after = edited(before, edits)
    left, right = changed_parts(before, after)
    if before == after:
        assert (left, right) == ("", "")
        return
    cuts = [
        start
        for start in range(len(before) + 1)
        if before[start : start + len(left)] == left
        and before[:start] + right + before[start + len(left) :] == after
        and (not start or (before[start - 1].isalpha() and before[start].isalpha() and right[:1].isalpha()))
    ]
    assert cuts
    ends = [start + len(left) for start in cuts]
    assert any(end == len(before) or (before[end - 1].isalpha() and before[end].isalpha()) for end in ends)


@given(_edited_texts(), st.sampled_from(_LOCALES))
def test_faults_of_the_changed_parts_differ_as_those_of_the_texts_do(
    case: tuple[str, tuple[Edit, ...]], locale: str
) -> None:
    before, edits = case
    after = edited(before, edits)
    facts = facts_of(locale)
    old, new, old_part, new_part = (
        typography._faults(text, facts) for text in (before, after, *changed_parts(before, after))
    )
    assert [n - o for n, o in zip(new, old, strict=True)] == [n - o for n, o in zip(new_part, old_part, strict=True)]
    counted = (typography._NO_BREAK, safety._WORD, safety._MEETING, safety._BESIDE_UNSPACED)
    for pattern in counted:
        old_count, new_count, old_in_part, new_in_part = (
            len(pattern.findall(text)) for text in (before, after, *changed_parts(before, after))
        )
        assert new_count - old_count == new_in_part - old_in_part


@given(_text, _edited_texts(), st.sampled_from(_LOCALES))
@example("( a )", ("u , x", (Edit(4, 5, "( a )"),)), "de")
@example("(a)", ("u , x", (Edit(4, 5, "( a )"),)), "de")
def test_a_copy_is_judged_by_whole_texts(source: str, case: tuple[str, tuple[Edit, ...]], locale: str) -> None:
    target, edits = case
    proposed = ProposedFix(parse_inline(source), parse_inline(target), parse_inline(edited(target, edits)), edits)
    facts = facts_of(locale)
    own, old, new = (
        typography._faults(shown_text(side), facts) for side in (proposed.source, proposed.before, proposed.after)
    )
    wanted = typography._keeps_graphemes(target, edits) and all(map(int.__le__, new, map(max, own, old)))
    context = RuleContext("en", locale, lexicon=learn(()))
    assert is_well_set(proposed, Repair.FROM_SOURCE, context) == wanted


@example(("👍\u200d👩", (Edit(2, 2, " "),)))
@example(("क\u094dत", (Edit(2, 2, " "),)))
@example(("क\u094dﾞत", (Edit(3, 3, " "),)))
@example(("क\u094d\u093cत", (Edit(3, 3, " "),)))
@example(("\U0001f1e9\U0001f1ea\U0001f1e9\U0001f1ea", (Edit(3, 3, " "),)))
@example(("\u0600أ", (Edit(1, 1, " "),)))
@given(_edited_texts(st.text(_GRAPHEMES, max_size=12) | _text))
def test_an_edit_tears_no_grapheme_if_it_begins_and_ends_with_one(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    starts = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    wanted = starts.issuperset(offset for edit in edits for offset in (edit.start, edit.end))
    assert typography._keeps_graphemes(text, edits) == wanted


@given(_edited_texts())
@example(("Die **Liste.** ist", (Edit(11, 12, ""), Edit(14, 14, "."))))
@example(("Die **Liste.** ist.", (Edit(11, 12, ""),)))
@example(("Die **Liste.** ist", (Edit(11, 12, ","),)))
def test_marks_that_moved_or_went_are_told_by_whole_texts(case: tuple[str, tuple[Edit, ...]]) -> None:
    target, edits = case
    before, after = map(parse_inline, (target, edited(target, edits)))
    old, new = ("".join(side.visible(Span(0, len(side.text))).split()) for side in (before, after))
    words = [[character for character in text if character.isalnum()] for text in (old, new)]
    nodes = [
        Counter((node.kind, node.value) for node in side.nodes if node.kind & (_MARKED_OFF | EMPHASES))
        for side in (before, after)
    ]
    moved = not Counter(new) - Counter(old) and all(map(mark_class, Counter(old) - Counter(new)))
    wanted = words[0] == words[1] and moved and nodes[0] == nodes[1]
    assert ProposedFix(before, before, after, edits).is_allowed(Repair.MARKS) == wanted


def test_no_mark_is_a_letter() -> None:
    assert not [mark for mark in MARK_CLASSES if mark.isalpha()]
