"""Checks that users write as `[[check]]` tables: what they report, their examples, and their place among the rules."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, parsed, text_of
from l10nqa.bitext import find_bitexts
from l10nqa.config import read_config
from l10nqa.engine import check_bitext, check_places
from l10nqa.errors import ConfigError
from l10nqa.ruleset import RuleSet, load_rules

if TYPE_CHECKING:
    from pathlib import Path

_CHECK = """
[[check]]
name = "no-formal-you"
target = '\\b(Sie|Ihnen)\\b'
locales = ["de"]
message = "“{target}” is formal"
severity = "major"
examples = [
  { source = "Save it.", wrong = "Speichern ⟦Sie⟧ es." },
  { source = "Save it.", right = "Speichere es." },
  { source = "Run `Sie`.", right = "Führe `Sie` aus." },
]

[[check]]
name = "keep-keys"
source = '\\b(?P<key>F\\d+)\\b'
target = '\\b\\g<key>\\b'
mode = "require"
message = "the key {source} is missing"
"""


def rules_of(folder: Path, text: str) -> RuleSet:
    file = folder / "l10nqa.toml"
    file.write_text(text, "utf-8")
    return load_rules(read_config(file))


def found(rules: RuleSet, source: str, target: str, locale: str = "de-DE") -> list[tuple[str, str, str]]:
    result = check_bitext(parsed(text_of((source, target), locale=locale)), rules)
    assert result.failures == ()
    return [(each.rule, each.message, each.target.text if each.target else "") for each in result.findings]


def test_what_the_target_must_not_have(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, _CHECK).select(["no-formal-you"])
    two = [("no-formal-you", "“Sie” is formal", "Sie"), ("no-formal-you", "“Ihnen” is formal", "Ihnen")]
    assert found(rules, "Save it for you.", "Speichern Sie es, wie es Ihnen gefällt.") == two
    for locale, count in (("de", 1), ("de-AT", 1), ("DE-de", 1), ("den", 0), ("lv-LV", 0)):
        assert len(found(rules, "Save.", "Sie speichern.", locale)) == count, locale


def test_what_no_translator_writes_is_passed_over(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, _CHECK).select(["no-formal-you"])
    for hidden in ("`Sie`", "[es](https://a.b/Sie)", "<Sie x>", "<https://a.b/Sie>", "{Sie}", "![es](Sie.png)"):
        assert found(rules, "See it.", f"Siehe {hidden}.") == [], hidden
    for shown in ("**Sie**", "[Sie](u)", "„Sie“", "Sie"):
        assert len(found(rules, "See it.", f"Siehe {shown}.")) == 1, shown
    everywhere = _CHECK.replace('locales = ["de"]', 'where = "everything"').replace('right = "Führe', 'wrong = "Führe')
    assert len(found(rules_of(tmp_path, everywhere).select(["no-formal-you"]), "Run `Sie`.", "`Sie`")) == 1


def test_what_the_target_must_have_for_each_match_of_the_source(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, _CHECK).select(["keep-keys"])
    assert found(rules, "Press F1 or F12.", "F12 oder F1 drücken.") == []
    assert found(rules, "Press F1 or F12.", "F12 drücken.") == [("keep-keys", "the key F1 is missing", "")]
    assert len(found(rules, "Press F1 or F12.", "Drücken.")) == 2
    assert found(rules, "Press F1 or F12.", "`F1`, `F12`") == [], "where it must be, code is no fault"
    assert found(rules, "Press it.", "Drücken.") == []
    assert found(rules, "Press `F1`.", "Drücken.") == [], "other rules look after code"


@pytest.mark.parametrize(
    ("keys", "pair", "count"),
    [
        ("source = 'TODO'", ("TODO: write", "schreiben"), 1),
        ("source = 'TODO'", ("write", "TODO"), 0),
        ("source = 'Home'\ntarget = 'Haus'", ("Home page", "Hausseite"), 1),
        ("source = 'Home'\ntarget = 'Haus'", ("House", "Haus"), 0),
        ("source = 'Home'\ntarget = 'Haus'", ("Home Home", "Haus Haus"), 2),
        ("source = 'Home'\ntarget = 'Start'\nmode = 'require'", ("Home Home", "Haus"), 1),
        ("target = '[.!?:]$'\nmode = 'require'", ("Save", "Speichern"), 1),
        ("target = '[.!?:]$'\nmode = 'require'", ("Save.", "Speichern."), 0),
        ("target = '(?i:sharepoint)(?<!SharePoint)'", ("Sharepoint", "Sharepoint, SharePoint"), 1),
    ],
)
def test_kinds_of_checks(tmp_path: Path, keys: str, pair: tuple[str, str], count: int) -> None:
    rules = rules_of(tmp_path, f"[[check]]\nname = 'own'\nmessage = 'm'\n{keys}").select(["own"])
    assert len(found(rules, *pair)) == count


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ('{ source = "a", wrong = "b" }', "“a” → “b” should be wrong, but it reports nothing"),
        ('{ source = "a", right = "Sie" }', "“a” → “Sie” should be right, but it reports “Sie”"),
        ('{ source = "a", wrong = "⟦Was⟧ Sie" }', "but it reports “Sie”"),
        ('{ source = "a", wrong = "⟦Sie⟧ Sie" }', "but it reports “Sie” and “Sie”"),
    ],
)
def test_an_example_that_does_not_hold_is_shown(tmp_path: Path, example: str, said: str) -> None:
    text = f"jobs = 1\n\n[[check]]\nname = 'own'\nmessage = 'm'\ntarget = 'Sie'\nexamples = [{example}]\n"
    with pytest.raises(ConfigError) as caught:
        rules_of(tmp_path, text)
    assert said in caught.value.message
    assert (caught.value.line, caught.value.hint) == (3, "mend the pattern or the example")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("name = 'code'\ntarget = 'x'", "check code: there is a rule of that name"),
        ("name = 'own'\ntarget = '\\g<key>'", "the target refers to a group “key” that the source does not have"),
        ("name = 'own'\nsource = '(?P<k>a)'\ntarget = '\\g<key>'", "a group “key” that the source does not have"),
    ],
)
def test_a_check_that_cannot_be_meant_is_refused_with_its_line(tmp_path: Path, keys: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rules_of(tmp_path, f"\n[[check]]\nmessage = 'm'\n{keys}")
    assert said in caught.value.message
    assert caught.value.line == 2


def test_two_checks_of_one_name(tmp_path: Path) -> None:
    one = "[[check]]\nname = 'own'\nmessage = 'm'\ntarget = 'x'\n"
    with pytest.raises(ConfigError, match="there is a rule of that name") as caught:
        rules_of(tmp_path, one + one)
    assert caught.value.line == 5


def test_a_pattern_that_takes_for_ever_is_a_failure_and_not_a_silent_pass(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "[[check]]\nname = 'slow'\nmessage = 'm'\ntarget = '(?:.*?,){25}P'").select(["slow"])
    result = check_bitext(parsed(text_of(("One", "a" * 200 + ",b" * 60), ("Two", "P"))), rules)
    assert [failure.rule for failure in result.failures] == ["slow"]
    assert "takes longer than" in result.failures[0].error


def test_checks_get_to_other_processes(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, _CHECK).select(["no-formal-you", "keep-keys"])
    assert pickle.loads(pickle.dumps(rules)) == rules
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(70):
        (docs / f"{number}.md").write_text(text_of(("Press F1.", "Drücken Sie."), locale="de-DE"), "utf-8")
    places = find_bitexts([str(docs)])
    serial = list(check_places(places, rules, jobs=1))
    assert list(check_places(places, rules, jobs=2)) == serial
    assert {each.rule for result in serial for each in result.findings} == {"no-formal-you", "keep-keys"}


def test_a_check_is_a_rule_like_others(tmp_path: Path) -> None:
    (tmp_path / "l10nqa.toml").write_text(
        'ignore = ["number"]\n' + _CHECK + "[rules.keep-keys]\nseverity = 'critical'\n", "utf-8"
    )
    (tmp_path / "a.md").write_text(text_of(("Press F1.", "Drücken Sie es."), locale="de-DE"), "utf-8")
    listed = l10nqa("rules", cwd=tmp_path).stdout
    assert "no-formal-you" in listed
    page = l10nqa("rules", "no-formal-you", cwd=tmp_path).stdout
    assert "the target matches" in page
    assert "Speichere es." in page
    done = l10nqa("check", "a.md", "--format", "jsonl", cwd=tmp_path)
    wire = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(each["rule"], each["severity"], each["certainty"]) for each in wire} == {
        ("no-formal-you", "major", "certain"),
        ("keep-keys", "critical", "certain"),
    }
    assert done.returncode == 1
    selected = l10nqa("check", "a.md", "--select", "no-formal-yuo", cwd=tmp_path)
    assert (selected.returncode, "did you mean no-formal-you?" in selected.stderr) == (2, True)
    sarif = json.loads(l10nqa("check", "a.md", "--format", "sarif", cwd=tmp_path).stdout)["runs"][0]
    rules = sarif["tool"]["driver"]["rules"]
    assert {rules[each["ruleIndex"]]["id"] for each in sarif["results"]} == {"no-formal-you", "keep-keys"}
    assert l10nqa("baseline", "a.md", "-o", "known.jsonl", cwd=tmp_path).returncode == 0
    assert l10nqa("check", "a.md", "--baseline", "known.jsonl", cwd=tmp_path).returncode == 0
    decided = l10nqa(
        "decide", "--rule", "keep-keys", "--as", "accepted", "--reason", "r", "--author", "a", cwd=tmp_path
    )
    assert decided.returncode == 0, decided.stderr
    assert "keep-keys" not in l10nqa("check", "a.md", "--format", "jsonl", cwd=tmp_path).stdout
    shown = l10nqa("config", cwd=tmp_path).stdout
    assert '[[check]]\nname = "no-formal-you"' in shown
    schema = json.loads(l10nqa("config", "--schema", cwd=tmp_path).stdout)
    assert "no-formal-you" in schema["properties"]["rules"]["properties"]
