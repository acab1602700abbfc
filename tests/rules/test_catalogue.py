"""The table of rules and the files on disk say the same."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import l10nqa.rules
from l10nqa.rules import ALL_RULES, RULES

if TYPE_CHECKING:
    from l10nqa.rule import DocumentRule, Rule

_SHARED = {"misplaced_markup", "moved_punctuation"}
"""Bodies that two rules share."""
_FILES = sorted({file.stem for file in Path(l10nqa.rules.__path__[0]).glob("[!_]*")} - _SHARED)


def test_the_table_lists_every_file_once() -> None:
    assert sorted(rule.name.replace("-", "_") for rule in ALL_RULES) == _FILES


def test_names_are_unique() -> None:
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_rule_function_and_file_have_one_name(rule: Rule | DocumentRule) -> None:
    name = rule.name.replace("-", "_")
    module = importlib.import_module(f"l10nqa.rules.{name}")
    assert getattr(module, name) is rule
    assert module.__all__ == [name]
    assert rule.check.__module__ == module.__name__
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_reports_and_what_it_does_not(rule: Rule | DocumentRule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 130
    assert "\n\n" in rule.documentation, "a summary alone says nothing of the reason"
    assert rule.check.__doc__


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_looks_at_something(rule: Rule) -> None:
    assert rule.looks_at > 0
