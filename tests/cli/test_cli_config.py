"""`l10nqa.toml` as people use it: what commands take from it, what overrules it, and `l10nqa config`."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from bilingual import l10nqa, text_of

if TYPE_CHECKING:
    from pathlib import Path

_PAIRS = (
    ("See [Plans](u).", "Skatiet [Plāni.](u)"),
    ("Select **Save**.", "Atlasiet **Saglabāt.**"),
    ("Wait {0} seconds.", "Gaidiet {O} sekundes."),
)
_CONFIG = """\
paths = ["docs"]
ignore = ["placeholder"]

[gate]
fail-on = "critical"

[rules.link-punctuation]
severity = "critical"

[rules.emphasis-punctuation]
enabled = false
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    (tmp_path / "docs" / "a.md").write_text(text_of(*_PAIRS), "utf-8")
    (tmp_path / "l10nqa.toml").write_text(_CONFIG, "utf-8")
    return tmp_path


def check(folder: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    done = l10nqa("check", *arguments, "--format", "jsonl", cwd=folder)
    assert done.returncode < 2, done.stderr
    return {each["rule"]: each for each in map(json.loads, done.stdout.splitlines())}


def test_check_takes_from_it_what_is_not_given(work: Path) -> None:
    found = check(work)
    assert {rule: each["severity"] for rule, each in found.items()} == {"link-punctuation": "critical"}
    assert found["link-punctuation"]["path"] == "docs/a.md"
    assert check(work / "docs" / "sub")["link-punctuation"]["path"] == "../a.md"
    assert l10nqa("check", cwd=work).returncode == 1
    (work / "l10nqa.toml").write_text(_CONFIG.replace('severity = "critical"', 'severity = "major"'), "utf-8")
    assert l10nqa("check", cwd=work).returncode == 0
    assert l10nqa("check", "--fail-on", "major", cwd=work).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "rules"),
    [
        (["--no-config", "docs"], {"link-punctuation", "emphasis-punctuation", "placeholder"}),
        (["--ignore", "link-punctuation"], {"placeholder"}),
        (["--select", "emphasis-punctuation,placeholder"], {"emphasis-punctuation", "placeholder"}),
        (["--config", "other.toml"], {"placeholder"}),
    ],
    ids=lambda words: " ".join(sorted(words)),  # a set has another order in each process
)
def test_the_command_line_overrules_it(work: Path, arguments: list[str], rules: set[str]) -> None:
    (work / "other.toml").write_text('paths = ["docs"]\nselect = ["placeholder"]\n', "utf-8")
    assert check(work, *arguments).keys() == rules


def test_the_other_commands_take_what_concerns_them(work: Path) -> None:
    with (work / "l10nqa.toml").open("r+", encoding="utf-8") as file:
        text = file.read().replace("[gate]\n", '[gate]\nbaseline = "known.jsonl"\n')
        file.seek(0)
        file.write('tm = "memory.db"\n' + text)
    assert l10nqa("extract", cwd=work).returncode == 0
    assert (work / "memory.db").exists()
    diff = l10nqa("fix", cwd=work).stdout
    assert "Skatiet [Plāni](u)." in diff
    assert "+" not in "".join(line for line in diff.splitlines() if "Saglabāt" in line)
    assert l10nqa("publish", "-o", "site", cwd=work).returncode == 0
    assert (work / "site" / "a.md").exists()
    plain = l10nqa("export", "-o", "work.po", cwd=work)
    assert plain.returncode == 0, plain.stderr
    assert "#: a.md" in (work / "work.po").read_text(encoding="utf-8")
    assert l10nqa("export", "--tm", "memory.db", "-o", "memory.tmx", cwd=work).returncode == 0
    assert "3 units" in l10nqa("export", "--tm", "memory.db", "-o", "memory.tmx", cwd=work).stderr
    assert l10nqa("baseline", cwd=work).returncode == 0
    assert l10nqa("check", cwd=work).returncode == 0


@pytest.fixture
def with_memory(work: Path) -> Path:
    """A configuration with all that means something else to the commands about a memory, and its memory."""
    said = (
        'tm = "memory.db"',
        'paths = ["docs"]',
        'format = "sarif"',
        'select = ["number"]',
        'target-locale = "lv-LV"',
    )
    (work / "l10nqa.toml").write_text("\n".join(said), "utf-8")
    (work / "more.jsonl").write_text(
        '{"source": "One.", "target": "一。", "source_locale": "en-US", "target_locale": "ja-JP"}\n', "utf-8"
    )
    assert l10nqa("extract", cwd=work).returncode == 0
    return work


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("import more.jsonl", "memory.db: 1 unit written"),
        ("search One.", "一。"),
        ("concordance One", "一。"),
        ("stats", "4 units"),
        ("analyse", "3 segments of 1 file"),
        ("pretranslate -o work.po", "3 units"),
        ("export -o memory.tmx", "memory.tmx: 4 units"),
        ("clean", "memory.db: 0 units of 4 would be removed"),
        ("clean --runs", "no run has removed anything"),
        ("index", "4 units"),
    ],
)
def test_the_commands_about_a_memory_use_the_one_of_the_configuration(
    with_memory: Path, arguments: str, said: str
) -> None:
    if "import" not in arguments:
        assert l10nqa("tm", "import", "more.jsonl", cwd=with_memory).returncode == 0
    without = l10nqa("tm", *arguments.split(), "--no-config", cwd=with_memory)
    assert without.returncode == 2
    done = l10nqa("tm", *arguments.split(), cwd=with_memory)
    assert done.returncode == 0
    assert said in done.stdout + done.stderr


def test_what_takes_units_out_of_a_memory_wants_it_named(with_memory: Path) -> None:
    for what in ("--write", "--undo"):
        refused = l10nqa("tm", "clean", what, cwd=with_memory)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "name it: --tm memory.db" in refused.stderr
    assert l10nqa("tm", "clean", "--write", "--tm", "memory.db", cwd=with_memory).returncode == 0


def test_without_a_memory_anywhere_both_remedies_are_told(work: Path) -> None:
    for arguments in (("search", "x"), ("stats",), ("export", "-o", "x.tmx"), ("serve",)):
        done = l10nqa("tm", *arguments, cwd=work)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Missing option '--tm'" in done.stderr
        assert "set `tm` in l10nqa.toml" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[gate]\nfail_on = 'minor'\n", "l10nqa.toml:2: there is no key “gate.fail_on”"),
        ("ignore = [\n  'nmber',\n]\n", "l10nqa.toml:1: ignore: no rule is called “nmber”"),
        ("[rules.nmber]\nenabled = false\n", "l10nqa.toml:2: rules.nmber.enabled: no rule is called “nmber”"),
        ("format = 'xml'\n", "l10nqa.toml:1: format: 'xml' is not one of"),
    ],
)
def test_what_it_cannot_mean_stops_every_command(work: Path, text: str, said: str) -> None:
    (work / "l10nqa.toml").write_text(text, "utf-8")
    done = l10nqa("check", "docs", cwd=work)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    if "rule" in said:
        assert "did you mean number?" in done.stderr


def test_without_paths_anywhere(work: Path) -> None:
    done = l10nqa("check", "--no-config", cwd=work)
    assert done.returncode == 2
    assert "Missing argument 'PATH…'" in done.stderr
    assert "l10nqa.toml sets `paths`" in done.stderr
    both = l10nqa("check", "--config", "l10nqa.toml", "--no-config", cwd=work)
    assert "give either --config or --no-config" in both.stderr
    nowhere = l10nqa("check", "--config", "nowhere.toml", cwd=work)
    assert (nowhere.returncode, "nowhere.toml: cannot be read" in nowhere.stderr) == (2, True)


def test_config_says_what_is_used_and_where_it_comes_from(work: Path) -> None:
    (work / "l10nqa-ledger.jsonl").touch()
    done = l10nqa("config", "--certainty", "certain", cwd=work)
    assert done.returncode == 0
    lines = {line.split(" = ")[0]: line for line in done.stdout.splitlines() if " = " in line}
    expected = {
        "paths": ('["docs"]', "l10nqa.toml:1"),
        "ignore": ('["placeholder"]', "l10nqa.toml:2"),
        "certainty": ('"certain"', "--certainty"),
        "gate.block-certainty": ('"certain"', "default"),
        "gate.fail-on": ('"critical"', "l10nqa.toml:5"),
        "gate.ledger": ('"l10nqa-ledger.jsonl"', "found there"),
        "rules.emphasis-punctuation.enabled": ("false", "l10nqa.toml:11"),
    }
    for key, (value, source) in expected.items():
        assert lines[key].split(" = ")[1].strip().startswith(value)
        assert lines[key].endswith(f"# {source}")
    assert tomllib.loads(done.stdout)["gate"]["fail-on"] == "critical"
    (work / "again.toml").write_text(done.stdout, "utf-8")
    assert check(work, "--config", "again.toml").keys() == {"link-punctuation"}
    assert json.loads(l10nqa("config", "--schema", cwd=work).stdout)["properties"]["gate"]


@pytest.mark.parametrize("given", ["", "--tm"])
def test_the_password_of_a_memory_is_not_shown(work: Path, given: str) -> None:
    address = "postgresql://anna:s3cr3t@db.example.org/tm"
    if not given:
        (work / "l10nqa.toml").write_text(f'tm = "{address}"\n', "utf-8")
    shown = l10nqa("config", *([given, address] if given else []), cwd=work)
    assert shown.returncode == 0
    assert tomllib.loads(shown.stdout)["tm"] == "postgresql://anna:***@db.example.org/tm"
    assert "s3cr3t" not in shown.stdout + shown.stderr


def test_the_password_of_a_memory_is_not_shown_where_its_line_is_wrong(work: Path) -> None:
    (work / "l10nqa.toml").write_text('tm = ["postgresql://anna:s3cr3t@db.example.org/tm"]\n', "utf-8")
    done = l10nqa("check", cwd=work)
    assert done.returncode == 2
    assert 'tm = ["postgresql://anna:***@db.example.org/tm"]' in done.stderr
    assert "s3cr3t" not in done.stderr
