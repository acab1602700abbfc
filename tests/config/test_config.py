"""The configuration: where it is found, what it may say, and how what cannot be meant is told."""

from __future__ import annotations

import json
import os
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.config import KEYS, Key, ValueKind, config_schema, find_config, read_config
from l10nqa.errors import ConfigError
from l10nqa.quality import Severity
from l10nqa.rules import ALL_RULES

if TYPE_CHECKING:
    from pathlib import Path

_RULES = [rule.name for rule in ALL_RULES]
_SCHEMA = config_schema(_RULES, ["console", "jsonl"])
_FULL = """\
# a comment: select = 3
paths = [
  "docs",  # ignore = 3
]
"target-locale" = "lv-LV"
tm = "../memory.db"
termbases = ["terms.csv", "/shared/terms.tbx"]
rules.number.severity = "critical"
score = { threshold = 98.5 }

[gate]
fail-on = "major"
ledger = "decisions.jsonl"

[rules.spacing]
enabled = false
"""


def write(folder: Path, text: str, name: str = "l10nqa.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_values_and_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "project", _FULL)
    (tmp_path / "project" / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "project" / "docs")
    config = read_config(tmp_path / "project" / "l10nqa.toml")
    assert {key: (setting.value, setting.line) for key, setting in config.settings.items()} == {
        "paths": (["."], 2),
        "target-locale": ("lv-LV", 5),
        "tm": ("../../memory.db", 6),
        "termbases": (["../terms.csv", os.path.relpath("/shared/terms.tbx")], 7),
        "rules.number.severity": ("critical", 8),
        "score.threshold": (98.5, 9),
        "gate.fail-on": ("major", 12),
        "gate.ledger": ("../decisions.jsonl", 13),
        "rules.spacing.enabled": (False, 16),
    }
    assert config.severities == {"number": Severity.CRITICAL}
    assert config.disabled == ["spacing"]


def test_an_address_of_a_memory_is_no_path(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, 'tm = "postgresql://host/memory"'))
    assert config.get("tm") == "postgresql://host/memory"


def test_the_table_of_pyproject(tmp_path: Path) -> None:
    file = write(tmp_path, '[project]\nname = "x"\n[tool.l10nqa.gate]\nfail-on = "mayor"\n', "pyproject.toml")
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert (caught.value.line, caught.value.hint) == (4, "did you mean major?")
    with pytest.raises(ConfigError, match=r"has no table \[tool.l10nqa\]"):
        read_config(write(tmp_path, "[tool]\nl10nqa = 3\n", "pyproject.toml"))


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ('\nselct = ["code"]', 2, "there is no key “selct”", "did you mean select?"),
        ("fail-on = 'minor'", 1, "there is no key “fail-on”", "did you mean gate.fail-on?"),
        ("[gate]\n\n'fail_on' = 'minor'", 3, "there is no key “gate.fail_on”", "did you mean gate.fail-on?"),
        ("[gates]\nfail-on = 'minor'", 1, "there is no key “gates”", "did you mean gate?"),
        ("[rules]\nnumber = 'minor'", 2, "there is no key “rules.number”", ""),
        ("gate = 3", 1, "“gate” is a table", ""),
        ("paths = 'docs'", 1, "“paths” takes a list of paths", ""),
        ("select = [1]", 1, "“select” takes a list of rule names", ""),
        ("jobs = true", 1, "“jobs” takes a whole number from 1", ""),
        ("jobs = 0", 1, "“jobs” takes a whole number from 1", ""),
        ("[score]\nthreshold = '98'", 2, "“score.threshold” takes a number", ""),
        ("rules.number.enabled = 1", 1, "takes true or false", ""),
        ("certainty = 'sure'", 1, "“certainty” takes one of possible, likely, certain", ""),
        ("a = 1\nb =\n", 2, "is no TOML", ""),
        ("[[check]]\nname = 'a'\n[[check]]\nnme = 'b'", 4, "there is no key “check.nme”", "did you mean check.name?"),
        ("[[check]]\nname = 'a'\nmessage = 'm'\n\n[[check]]\nname = 'b'\nsource = 'x'", 5, "has no “message”", "add"),
        ("[[check]]\nname = 'a'\nmessage = 'm'", 1, "check a has neither a source nor a target", ""),
        (
            "[[check]]\nname = 'a'\nmessage = 'm'\nsource = 'x'\nmode = 'require'",
            1,
            "check a has mode = “require” and no target",
            "",
        ),
        ("[[check]]\nname = 'A b'", 2, "“check.name” takes a name of small letters", ""),
        ("[[check]]\nname = 'a'\nmessage = 'm'\ntarget = '(Sie'", 4, "is not a regular expression: missing )", "TOML"),
        ("[[check]]\nname = 'a'\nmode = 'requires'", 3, "“check.mode” takes one of forbid, require", "require"),
        ("[[check]]\nexamples = [{ source = 'a', target = 'b' }]", 2, "“check.examples” takes a list of tables", ""),
        ("check = 3", 1, "“check” is a list of tables", ""),
        ("[check]\nname = 'a'", 1, "“check” is a list of tables", ""),
        ("check = [{ name = 'a', message = 'm', target = '[' }]", 1, "“check.target” is not a regular expression", ""),
        ("[[files]]\nmarkup = 'plain'", 1, "[[files]] has no “pattern”", "add pattern"),
        ("[[files]]\npattern = '*.po'\nmarkup = 'html'", 3, "“files.markup” takes one of markdown, plain", ""),
        ("[[files]]\npattern = '*.po'\nplaceholders = ['C']", 3, "“files.placeholders” takes a list of any of c,", ""),
        ("[markup]\nplaceholders = ['@\\w+@', '%[a-z']", 2, "“markup.placeholders” is not a regular expression", ""),
        ("[markup]\nplaceholders = ['x*']", 2, "“markup.placeholders” matches the empty text: x*", "one character"),
        ("[plugins]\nrules = 'a.b'", 2, "“plugins.rules” takes a list of names of Python modules", ""),
        ("tm.x = 1", 1, "“tm” takes a path", ""),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str, hint: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert said in caught.value.message
    assert caught.value.line == line
    assert (caught.value.path or "").endswith("l10nqa.toml")
    assert hint in (caught.value.hint or "")


def test_the_nearest_configuration_of_the_repository_counts(tmp_path: Path) -> None:
    below = tmp_path / "repository" / "docs" / "lv"
    below.mkdir(parents=True)
    outside = write(tmp_path, "")
    assert find_config(below) == outside
    (tmp_path / "repository" / ".git").mkdir()
    assert find_config(below) is None, "what lies above a repository is not its business"
    shared = write(tmp_path / "repository", "[tool.l10nqa]\njobs = 1\n", "pyproject.toml")
    write(tmp_path / "repository" / "docs", '[project]\nname = "x"\n', "pyproject.toml")
    assert find_config(below) == shared
    own = write(tmp_path / "repository", "")
    assert find_config(below) == own


def values_of(key: Key) -> st.SearchStrategy[Any]:
    rule_names = st.lists(st.sampled_from(_RULES))
    right: dict[ValueKind, st.SearchStrategy[Any]] = {
        ValueKind.TEXT: st.sampled_from(["console", "jsonl"]),
        ValueKind.PATH: st.sampled_from(["a", "b/c"]),
        ValueKind.PATHS: st.lists(st.sampled_from(["a", "b/c"])),
        ValueKind.RULES: rule_names,
        ValueKind.CHOICE: st.sampled_from([*key.choices, "other"]),
        ValueKind.COUNT: st.integers(-1, 3),
        ValueKind.NUMBER: st.integers() | st.floats(allow_nan=False, allow_infinity=False),
        ValueKind.FLAG: st.booleans(),
        ValueKind.MODULES: st.just(["a.b"]),
        ValueKind.CHOICES: st.lists(st.sampled_from([*key.choices, "other"]), max_size=2),
        ValueKind.NAME: st.sampled_from(["no-sie", "x1", "No", "a--b", "-"]),
        ValueKind.LOCALE: st.sampled_from(["lv", "pt_BR"]),
        ValueKind.LOCALES: st.just(["de", "pt-BR"]),
        ValueKind.PATTERN: st.sampled_from(["a+", r"\bSie\b"]),
        ValueKind.PATTERNS: st.just([r"\d+"]),
        ValueKind.EXAMPLES: st.lists(
            st.dictionaries(st.sampled_from(["source", "right", "wrong", "other"]), st.just("a") | st.just(1)),
            max_size=2,
        ),
    }
    wrong = st.sampled_from(["", 3, 1.5, True, [""], [3], {}])
    return right[key.kind] | wrong


def entries_of(keys: list[Key], most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw values for a few of the keys, by the last part of their names."""
    entry = st.sampled_from(keys).flatmap(lambda key: st.tuples(st.just(key.name), values_of(key)))
    return st.lists(entry, max_size=most).map(dict)


def tables_of(name: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    keys = [key._replace(name=key.name.partition(".")[2]) for key in KEYS if key.name.startswith(f"{name}[]")]
    required = st.fixed_dictionaries(
        {key.name: values_of(key) for key in keys if key.is_required or key.name == "source"}
    )
    table = st.tuples(required, entries_of(keys, 3)).map(lambda pair: {**pair[0], **pair[1]})
    return st.lists(table | entries_of(keys, 3), max_size=2)


def toml_of(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml_of(each)}' for key, each in value.items())} }}"
    return f"[{', '.join(map(toml_of, value))}]" if isinstance(value, list) else json.dumps(value)


_SINGLE = entries_of([key for key in KEYS if "[]" not in key.name], 4)


@given(_SINGLE, tables_of("check"), tables_of("files"))
def test_the_schema_accepts_what_the_reader_accepts(
    tmp_path_factory: pytest.TempPathFactory,
    single: dict[str, Any],
    checks: list[dict[str, Any]],
    files: list[dict[str, Any]],
) -> None:
    text = "".join(f"{name.replace('*', 'number')} = {toml_of(value)}\n" for name, value in single.items())
    for name, tables in (("check", checks), ("files", files)):
        for table in tables:
            text += f"[[{name}]]\n" + "".join(f"{key} = {toml_of(value)}\n" for key, value in table.items())
    file = write(tmp_path_factory.mktemp("c"), text)
    try:
        read_config(file)
    except ConfigError:
        accepted = False
    else:
        accepted = True
    assert jsonschema.Draft7Validator(_SCHEMA).is_valid(tomllib.loads(text)) == accepted


def test_the_schema_is_one_and_knows_every_key() -> None:
    jsonschema.Draft7Validator.check_schema(_SCHEMA)
    for key in KEYS:
        inside = _SCHEMA
        for part in key.name.replace("*", "spacing").split("."):
            inside = inside["properties"][part.removesuffix("[]")]
            inside = inside["items"] if part.endswith("[]") else inside
        assert inside["description"] == key.description
    assert not jsonschema.Draft7Validator(_SCHEMA).is_valid({"rules": {"nmber": {"enabled": True}}})
