"""Law 5 on published documentation: what the safe fixes of a whole corpus change, and what they leave."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from l10nqa.bitext import find_bitexts, read_document, replace_targets
from l10nqa.bitext.sxs.read import parse_document
from l10nqa.engine import check_bitext, fix_bitext
from l10nqa.lexicon import learn
from l10nqa.locale import mark_class
from l10nqa.markup import parse_inline
from l10nqa.rule import RuleContext
from l10nqa.rules import RULES
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from l10nqa.bitext import SxsDocument
    from l10nqa.lexicon import Lexicon
    from l10nqa.model import Profile

pytestmark = [pytest.mark.corpora, pytest.mark.slow, pytest.mark.timeout(1800)]

_EVERY = {"dynamics-lv-LV": 24}
"""Of a corpus, one document in so many is looked at: all five in less than a minute. HYPOTHESIS_PROFILE=thorough looks
at every document, in about six."""
_LEARN_FROM = 8_000
_NAMES = ("alchemy-lv-LV", "alchemy-de-DE", "alchemy-ja-JP", "alchemy-ar-SA", "dynamics-lv-LV")


def documents(corpus: Path) -> list[SxsDocument]:
    every = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else _EVERY.get(corpus.name, 4)
    return [
        read_document(place.file, place.path, place.name)
        for place in find_bitexts([str(corpus / "bilingual")])[::every]
    ]


def lexicons(found: list[SxsDocument]) -> dict[str, Lexicon]:
    pairs = ((segment.source, segment.target) for document in found for segment in document.segments)
    return {found[0].target_locale: learn(itertools.islice(pairs, _LEARN_FROM))}


def visible(text: str) -> str:
    side = parse_inline(text)
    return "".join(side.visible(Span(0, len(text))).split())


def words(text: str) -> list[str]:
    return [character for character in visible(text) if character.isalnum()]


@pytest.mark.parametrize("name", _NAMES)
def test_safe_fixes_change_no_word_add_no_finding_and_leave_nothing_to_fix(
    real_corpora: Mapping[str, Path], name: str
) -> None:
    found = documents(real_corpora[name])
    learned = lexicons(found)
    applied: Counter[str] = Counter()
    for document in found:

        def context_of(profile: Profile) -> RuleContext:
            lexicon = learned.get(profile.target_locale)
            return RuleContext(profile.source_locale, profile.target_locale, profile.origin, lexicon)

        fixed = fix_bitext(document, context_of, RULES)
        if not fixed:
            continue
        targets = {segment.id: segment.target for segment in reversed(document.segments)}
        for identifier, target in fixed.items():
            applied.update(target.rules)
            _look_at(targets[identifier], target.text, target.rules)
        replaced = replace_targets(document, {identifier: target.text for identifier, target in fixed.items()})
        assert replaced.refused == {}
        again = parse_document(replaced.raw, document.path, document.name)
        assert fix_bitext(again, context_of, RULES) == {}
        _compare(document, again, learned)
    print(name, dict(applied))
    assert sum(applied.values()) > 10


def _look_at(before: str, after: str, rules: tuple[str, ...]) -> None:
    """Hold what changed against what the rules may change, counted anew."""
    if set(rules) & {"link-target", "code", "alert-keyword"}:
        return  # they take words from the source; the engine's tests look at those
    if "placeholder" in rules:  # a token gets the case that it has in the source
        before, after = before.casefold(), after.casefold()
    if not ("](" in before and before.count("](") != after.count("](")):  # no link was whole before, and torn
        assert words(before) == words(after)
    gone = Counter(visible(before)) - Counter(visible(after))
    put_in = Counter(visible(after)) - Counter(visible(before))
    assert not put_in
    assert all(mark_class(character) or character in "*_[]()" for character in gone) or "spacing" in rules


def _compare(before: SxsDocument, after: SxsDocument, learned: Mapping[str, Lexicon]) -> None:
    old, new = (
        Counter(finding.rule for finding in check_bitext(document, RULES, learned, with_fixes=False).findings)
        for document in (before, after)
    )
    assert not new - old
