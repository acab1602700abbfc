"""The rules of a run as one value: which of them run, which prove fixes, and how they get to other processes."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from bilingual import parsed, text_of
from l10nqa.engine import check_bitext
from l10nqa.errors import ConfigError
from l10nqa.quality import Severity
from l10nqa.rules import ALL_RULES, DOCUMENT_RULES, RULES
from l10nqa.rules.link_target import LinkTargetOptions, link_target
from l10nqa.ruleset import BUILT_IN, RuleSet


def test_all_rules_run_unless_some_are_named() -> None:
    assert BUILT_IN.select() == replace(BUILT_IN, selected=frozenset(BUILT_IN.names))
    assert BUILT_IN.select().running == RULES
    assert BUILT_IN.select().running_on_documents == DOCUMENT_RULES


def test_named_rules_run_in_the_order_of_the_table() -> None:
    chosen = BUILT_IN.select(["code", "link-punctuation", "code"])
    assert [rule.name for rule in chosen.running] == ["link-punctuation", "code"]
    assert chosen.running_on_documents == ()
    assert chosen.all == ALL_RULES


def test_ignored_rules_do_not_run_be_they_named_or_not() -> None:
    assert not BUILT_IN.select(ignored=["code"]).runs("code")
    assert BUILT_IN.select(["code"], ["code"]).running == ()


def test_a_selection_of_a_selection_is_narrower() -> None:
    chosen = BUILT_IN.select(["code", "number"])
    assert [rule.name for rule in chosen.select(ignored=["code"]).running] == ["number"]


def test_a_fix_is_proved_by_all_rules_those_that_run_first() -> None:
    chosen = BUILT_IN.select(["spacing", "code"])
    proving = chosen.proof_rules(chosen.running)
    assert proving[:2] == chosen.running
    assert sorted(rule.name for rule in proving) == sorted(rule.name for rule in RULES)


def test_rules_given_as_they_are_run_alone_and_the_built_in_ones_prove() -> None:
    own = replace(link_target, severity=Severity.MINOR)
    rules = RuleSet.of([own])
    assert rules.running == (own,)
    assert rules.running_on_documents == ()
    assert sorted(rules.names) == sorted(BUILT_IN.names)
    assert RuleSet.of(rules) is rules


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_is_found_by_its_name(rule: object) -> None:
    assert BUILT_IN.find(getattr(rule, "name", "")) is rule


@pytest.mark.parametrize(
    ("name", "hint"),
    [("link-punctation", "link-punctuation"), ("Code", "code"), ("links-count", "link-count"), ("zzz", "l10nqa rules")],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, hint: str) -> None:
    for select, ignore in (([name], []), ([], [name])):
        with pytest.raises(ConfigError, match=name) as caught:
            BUILT_IN.select(select, ignore)
        assert hint in (caught.value.hint or "")


def test_pickled_it_comes_back_as_the_very_rules_of_their_modules() -> None:
    raw = pickle.dumps(BUILT_IN.select(["code"]))
    again = pickle.loads(raw)
    assert again == BUILT_IN.select(["code"])
    assert all(rule is own for rule, own in zip(again.all, ALL_RULES, strict=True))
    assert len(raw) < 10_000, "names, not pages"


def test_pickled_a_rule_keeps_its_options() -> None:
    changed = link_target.with_options(LinkTargetOptions(allow_locale=True))
    again = pickle.loads(pickle.dumps(changed))
    assert again.options == LinkTargetOptions(allow_locale=True)
    document = parsed(text_of(("[A](https://a.b/en-us/c)", "[B](https://a.b/lv-lv/c)")))
    assert check_bitext(document, [again]).findings == ()
    assert len(check_bitext(document, [link_target]).findings) == 1


def test_a_rule_that_was_changed_by_hand_is_not_taken_for_the_one_of_its_module() -> None:
    own = replace(DOCUMENT_RULES[0], severity=Severity.CRITICAL)
    # Its function is known by a name that leads to the rule, so that pickle refuses it: better than the wrong rule.
    with pytest.raises(pickle.PicklingError):
        pickle.dumps(own)
