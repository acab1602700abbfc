from __future__ import annotations

import pytest

from l10nqa.engine import find_rule, select_rules
from l10nqa.errors import ConfigError
from l10nqa.rules import RULES


def test_all_rules_run_unless_some_are_named() -> None:
    assert select_rules() == RULES


def test_named_rules_run_in_the_order_of_the_table() -> None:
    assert [rule.name for rule in select_rules(["code", "link-punctuation", "code"])] == ["link-punctuation", "code"]


def test_ignored_rules_do_not_run_be_they_named_or_not() -> None:
    assert "code" not in [rule.name for rule in select_rules(ignore=["code"])]
    assert select_rules(["code"], ["code"]) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_found_by_its_name(rule: object) -> None:
    assert find_rule(getattr(rule, "name", "")) is rule


@pytest.mark.parametrize(
    ("name", "hint"),
    [("link-punctation", "link-punctuation"), ("Code", "code"), ("links-count", "link-count"), ("zzz", "l10nqa rules")],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, hint: str) -> None:
    for select, ignore in (([name], []), ([], [name])):
        with pytest.raises(ConfigError, match=name) as caught:
            select_rules(select, ignore)
        assert caught.value.hint
        assert hint in caught.value.hint
