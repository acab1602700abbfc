"""Options of rules, as `[rules.NAME]` of the configuration sets them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from bilingual import l10nqa, parsed, text_of
from l10nqa.config import config_schema, read_config
from l10nqa.engine import check_bitext
from l10nqa.errors import ConfigError
from l10nqa.rule_options import OptionType, option, option_values, options_of
from l10nqa.rules import RULES
from l10nqa.ruleset import BUILT_IN, RuleSet, load_rules

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.rule import Rule

_WITH_OPTIONS = [rule for rule in RULES if rule.options is not None]


@dataclass(frozen=True)
class _Every:
    is_on: bool = option(default=False, description="A flag.")
    count: int = option(default=1, description="A count.")
    share: float = option(default=0.5, description="A number.")
    word: str = option(default="a", description="A text.")
    names: tuple[str, ...] = option(default=(), description="Texts.")

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("must not be negative")


@dataclass(frozen=True)
class _Odd:
    table: bytes = option(default=b"", description="None that TOML could set.")


def rules_of(folder: Path, text: str) -> RuleSet:
    file = folder / "l10nqa.toml"
    file.write_text(text, "utf-8")
    return load_rules(read_config(file))


def found(rules: RuleSet, name: str, source: str, target: str, locale: str = "de-DE") -> int:
    return len(check_bitext(parsed(text_of((source, target), locale=locale)), rules.select([name])).findings)


def test_options_have_names_types_defaults_and_a_description() -> None:
    assert [(each.name, each.type, each.default) for each in options_of(_Every)] == [
        ("is-on", OptionType.FLAG, False),
        ("count", OptionType.COUNT, 1),
        ("share", OptionType.NUMBER, 0.5),
        ("word", OptionType.TEXT, "a"),
        ("names", OptionType.TEXTS, ()),
    ]
    assert options_of(_Every()) == options_of(_Every)
    assert options_of(None) == ()


def test_values_are_taken_as_the_configuration_writes_them() -> None:
    given = {"is-on": True, "count": 3, "share": 1, "word": "", "names": ["a", "b"]}
    assert option_values(_Every, given) == _Every(True, 3, 1, "", ("a", "b"))  # noqa: FBT003


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("is-on", 1, "is-on: takes true or false"),
        ("count", True, "count: takes a whole number"),
        ("count", 1.5, "count: takes a whole number"),
        ("count", -1, "count: must not be negative"),
        ("share", "1", "share: takes a number"),
        ("word", ["a"], "word: takes a text"),
        ("names", "a", "names: takes a list of texts"),
        ("names", [""], "names: takes a list of texts"),
        ("names", {}, "names: takes a list of texts"),
    ],
)
def test_values_of_another_type_are_refused(name: str, value: Any, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        option_values(_Every, {name: value})


def test_a_type_that_no_configuration_can_set_is_the_authors_mistake() -> None:
    with pytest.raises(TypeError, match=r"_Odd\.table"):
        options_of(_Odd)


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        (
            "[rules.link-target]\nalow-locale = true",
            2,
            "there is no key “rules.link-target.alow-locale”",
            "allow-locale?",
        ),
        ("[rules.number]\nseverty = 'minor'", 2, "there is no key “rules.number.severty”", "rules.number.severity?"),
        ("[rules.code]\nx = 1", 2, "there is no key “rules.code.x”", "l10nqa rules code lists its options"),
        ("[rules.link-target]\nallow-locale = 'yes'", 2, "rules.link-target.allow-locale: takes true or false", ""),
        ("\n[rules.untranslated]\n\nnames = 'Contoso'", 4, "rules.untranslated.names: takes a list of texts", ""),
        ("[rules.link-targt]\nallow-locale = true", 2, "no rule is called “link-targt”", "link-target"),
        ("[rules.nmber]\nenabled = false", 2, "no rule is called “nmber”", "number"),
        ("[rules.front-matter]\nx = 1", 2, "there is no key “rules.front-matter.x”", ""),
        ("select = ['cod']", 1, "no rule is called “cod”", "code"),
    ],
)
def test_what_cannot_be_meant_is_told_with_line_and_nearest(
    tmp_path: Path, text: str, line: int, said: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        rules_of(tmp_path, text)
    assert said in caught.value.message
    assert caught.value.line == line
    assert hint in (caught.value.hint or "")
    assert (caught.value.path or "").endswith("l10nqa.toml")


_LOCALIZED = [
    ("[A](https://a.b/en-us/c)", "[B](https://a.b/de-de/c)", True),
    ("[A](https://a.b/en-us/c)", "[B](https://a.b/de/c)", True),
    ("[A](https://a.b/en/c)", "[B](https://a.b/de-at/c)", True),
    ("[A](/en-us/c#d)", "[B](/de-de/c#d)", True),
    ("[A](/en-us/c)", "[B](/c)", True),
    ("[A](https://a.b/c?lang=en-us&x=1)", "[B](https://a.b/c?lang=de-de&x=1)", True),
    ("[A](https://en.a.b/c)", "[B](https://de.a.b/c)", True),
    ("See https://a.b/en-us/c now", "Siehe https://a.b/de-de/c nun", True),
    ("![A](en-us/c.png)", "![B](de-de/c.png)", True),
    ("<https://a.b/en-us/c>", "<https://a.b/de-de/c>", True),
    ("[A](https://a.b/en-us/c)", "[B](https://a.b/fr-fr/c)", False),
    ("[A](https://a.b/en-us/c)", "[B](https://a.b/de-de/d)", False),
    ("[A](https://a.b/c/d)", "[B](https://a.b/de-de/d)", False),
    ("[A](https://a.b/en-us/c)", "[B](https://a.b/x/de-de/c)", False),
    ("[A](https://a.b/c)", "[B](https://a.b/)", False),
    ("See https://a.b/en-us/c now", "Siehe https://a.b/de-de/d nun", False),
]


@pytest.mark.parametrize(("source", "target", "allowed"), _LOCALIZED)
def test_link_target_lets_a_locale_change_where_it_may(tmp_path: Path, source: str, target: str, allowed: bool) -> None:  # noqa: FBT001
    rules = rules_of(tmp_path, "[rules.link-target]\nallow-locale = true\n")
    assert found(BUILT_IN, "link-target", source, target) == 1
    assert found(rules, "link-target", source, target) == (0 if allowed else 1)


@pytest.mark.parametrize(
    ("name", "setting", "source", "target", "still"),
    [
        ("number", "ignore = ['365']", "Open it in 365.", "Öffnen.", ("Wait 30 days.", "Warten.")),
        ("end-punctuation", "ignore = [':']", "Select one:", "Wählen.", ("Save it?", "Speichern.")),
        (
            "untranslated",
            "names = ['Wait for the end of this']",
            "Open Wait for the end of this.",
            "Wait for the end of this öffnen.",
            ("Wait for the end of this and then do it.", "Wait for the end of this and then do it."),
        ),
    ],
)
def test_lists_of_what_is_left_alone(
    tmp_path: Path, name: str, setting: str, source: str, target: str, still: tuple[str, str]
) -> None:
    rules = rules_of(tmp_path, f"[rules.{name}]\n{setting}\n")
    assert found(BUILT_IN, name, source, target) == 1
    assert found(rules, name, source, target) == 0
    assert found(BUILT_IN, name, *still) == 1
    assert found(rules, name, *still) == (0 if name == "untranslated" and "names" not in setting else 1)


@pytest.mark.parametrize("rule", _WITH_OPTIONS, ids=lambda rule: rule.name)
def test_every_option_says_what_it_does_and_is_in_the_schema(rule: Rule) -> None:
    options = {each.name: options_of(each.options) for each in RULES}
    schema = config_schema(BUILT_IN.names, ["console"], options)
    jsonschema.Draft7Validator.check_schema(schema)
    assert len(fields(rule.options)) == len(options[rule.name]) > 0
    for each in options[rule.name]:
        assert each.description.endswith(".")
        default = list(each.default) if isinstance(each.default, tuple) else each.default
        for value, right in ((default, True), ({}, False)):
            written: dict[str, Any] = {"rules": {rule.name: {each.name: value}}}
            assert jsonschema.Draft7Validator(schema).is_valid(written) == right


def test_commands_show_options_and_take_them(tmp_path: Path) -> None:
    (tmp_path / "l10nqa.toml").write_text("[rules.link-target]\nallow-locale = true\n", "utf-8")
    pair = ("[A](https://a.b/en-us/c)", "[B](https://a.b/lv-lv/c)")
    (tmp_path / "a.md").write_text(text_of(pair), "utf-8")
    page = l10nqa("rules", "link-target", cwd=tmp_path).stdout
    assert "allow-locale = true" in page
    assert "(set by the configuration)" in page
    assert "rules.link-target.allow-locale = true" in l10nqa("config", cwd=tmp_path).stdout
    every = ("a.md", "--certainty", "possible")
    assert "0 findings" in l10nqa("check", *every, cwd=tmp_path).stderr
    assert "1 finding " in l10nqa("check", *every, "--no-config", cwd=tmp_path).stderr
    schema = json.loads(l10nqa("config", "--schema", cwd=tmp_path).stdout)
    assert schema["properties"]["rules"]["properties"]["link-target"]["properties"]["allow-locale"]["type"] == "boolean"
