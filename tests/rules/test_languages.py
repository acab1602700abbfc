"""Kinds of texts in ninety languages: what is right in each is left alone, what is wrong is reported and mended.

The tables stand in `languages/`: phrases of each language, kinds that stand in its sentences, kinds of whole texts, and
what one language alone writes. Numbers and dates are written by Babel, which the rules do not ask.
"""

from __future__ import annotations

from typing import Any

import pytest
from language_table import Pair, pairs_of, read

from l10nqa.engine import FixPolicy, fix_segment
from l10nqa.engine.run_rules import certainty_of, run_rules
from l10nqa.lexicon import learn
from l10nqa.model import Segment
from l10nqa.quality import Certainty
from l10nqa.rule import Rule, RuleContext, parsed_segment
from l10nqa.rules import RULES

_TABLES = ("in-a-sentence.tsv", "whole.tsv", "of-one-language.tsv")
_UNTAUGHT = learn(())


def _rows(*, right: bool) -> list[Any]:
    return [
        pytest.param(table, row, id=f"{row.get('locale', table.removesuffix('.tsv'))}: {row['kind']}")
        for table in _TABLES
        for row in read(table)
        if (row["rule"] == "-") == right
    ]


@pytest.mark.parametrize("origin", [None, "HT", "MT"])
@pytest.mark.parametrize(("table", "kind"), _rows(right=True))
def test_what_is_right_is_left_alone(table: str, kind: dict[str, str], origin: Any) -> None:
    for pair in pairs_of(table, kind):
        assert _reported(pair, origin) == [], pair
        assert _fixed(pair, origin) == pair.target


@pytest.mark.parametrize(("table", "kind"), _rows(right=False))
def test_what_is_wrong_is_reported_and_mended(table: str, kind: dict[str, str]) -> None:
    for pair in pairs_of(table, kind):
        assert pair.rules & {name for name, _ in _reported(pair)}, pair
        assert pair.fixed in ("", _fixed(pair, suggested=True)), pair


def test_the_tables_have_many_languages() -> None:
    locales = {row["locale"] for row in read("phrases.tsv")}
    assert len(locales) == len(read("phrases.tsv")) > 80
    assert {row["locale"].partition("-")[0] for row in read("of-one-language.tsv")} > {"am", "bo", "hy", "km", "nqo"}


def _reported(pair: Pair, origin: Any = None) -> list[tuple[str, str]]:
    parsed = parsed_segment(Segment("1-101", pair.source, pair.target))
    return [
        (rule.name, issue.message)
        for rule, issue in run_rules(RULES, parsed, _context(pair, origin), _raise)
        if certainty_of(rule, issue) >= Certainty.LIKELY
    ]


def _fixed(pair: Pair, origin: Any = None, *, suggested: bool = False) -> str:
    policy = FixPolicy(suggested=suggested)
    fixed = fix_segment(Segment("1-101", pair.source, pair.target), _context(pair, origin), RULES, policy)
    return fixed.text if fixed else pair.target


def _context(pair: Pair, origin: Any) -> RuleContext:
    return RuleContext("en-US", pair.locale, origin, lexicon=_UNTAUGHT)


def _raise(_: Rule, error: Exception) -> None:
    raise error
