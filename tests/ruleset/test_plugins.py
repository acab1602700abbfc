"""Rules of other packages: loaded because the configuration names them, and then rules like all others."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from bilingual import l10nqa, text_of
from l10nqa.bitext import find_bitexts
from l10nqa.cli.completion import complete_rules
from l10nqa.config import read_config
from l10nqa.engine import check_places
from l10nqa.errors import ConfigError
from l10nqa.ruleset import BUILT_IN, load_rules

_PAGE = (Path(__file__).parents[2] / "docs" / "writing-a-rule.md").read_text("utf-8")
_MODULE, _CONFIG = re.findall(r"```(?:python|toml)\n(.*?)```", _PAGE.partition("## A plugin")[2], re.DOTALL)[:2]
_CHECKS = re.findall(r"```toml\n(.*?)```", _PAGE.partition("## Checks without Python")[2], re.DOTALL)[0]
_CRASHING = _MODULE.replace(
    "    for node in", "    yield Issue('first', Span(0, 1))\n    raise KeyError('x')\n    for node in"
)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the plugin and the configuration of the documentation; the former can be imported."""
    (tmp_path / "acme_rules.py").write_text(_MODULE, "utf-8")
    (tmp_path / "l10nqa.toml").write_text(_CONFIG, "utf-8")
    text = text_of(("Open Acme Desk.", "Öffnen Sie den Tisch."), ("Open `a`.", "`b` öffnen."), locale="de-DE")
    (tmp_path / "a.md").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "acme_rules", raising=False)
    return tmp_path


def test_the_example_of_the_documentation_is_a_rule_like_others(work: Path) -> None:
    done = l10nqa("check", "a.md", "--format", "jsonl", cwd=work)
    wire = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["rule"], each["source"] and each["source"]["text"]) for each in wire] == [
        ("acme-name", "Acme Desk"),
        ("code", "a"),
    ]
    listed = l10nqa("rules", cwd=work).stdout
    assert re.search("^acme-name .*major .*certain .*The target names the product otherwise", listed, re.MULTILINE)
    page = l10nqa("rules", "acme-name", cwd=work).stdout
    assert "trademark" in page
    assert 'names = ["Acme Cloud", "Acme Desk"]' in page
    for arguments, names in (
        (("--select", "acme-name"), {"acme-name"}),
        (("--ignore", "acme-name"), {"code"}),
        (("--no-config",), {"code"}),
    ):
        found = l10nqa("check", "a.md", "--format", "jsonl", *arguments, cwd=work).stdout
        assert {json.loads(line)["rule"] for line in found.splitlines()} == names
    sarif = json.loads(l10nqa("check", "a.md", "--format", "sarif", cwd=work).stdout)["runs"][0]
    rules = [each["id"] for each in sarif["tool"]["driver"]["rules"]]
    assert rules[sarif["results"][0]["ruleIndex"]] == "acme-name"
    csv = l10nqa("check", "a.md", "--format", "csv", cwd=work).stdout
    assert ",acme-name,do-not-translate,major," in csv


def test_the_report_explains_it(work: Path) -> None:
    pytest.importorskip("jinja2")
    assert l10nqa("report", "a.md", "-o", "report", cwd=work).returncode == 0
    assert "The target names the product otherwise than the source." in (work / "report" / "index.html").read_text(
        "utf-8"
    )


def test_the_shell_completes_it(work: Path) -> None:
    names = [item.value for item in complete_rules(None, None, "code,ac")]  # type: ignore[arg-type]
    assert names == ["code,acme-name"]
    (work / "l10nqa.toml").write_text("[plugins]\nrules = ['no.such']", "utf-8")
    assert [item.value for item in complete_rules(None, None, "cod")] == ["code", "code-block"]  # type: ignore[arg-type]


def test_the_checks_of_the_documentation_hold(work: Path) -> None:
    (work / "l10nqa.toml").write_text(_CHECKS, "utf-8")
    names = load_rules(read_config(work / "l10nqa.toml")).names
    assert [name for name in names if name not in BUILT_IN.names] == ["no-formal-you", "keep-keys"]


def test_it_gets_to_other_processes(work: Path) -> None:
    docs = work / "docs"
    docs.mkdir()
    for number in range(70):
        (docs / f"{number}.md").write_text((work / "a.md").read_text("utf-8"), "utf-8")
    rules = load_rules(read_config(work / "l10nqa.toml"))
    places = find_bitexts([str(docs)])
    serial = list(check_places(places, rules, jobs=1))
    assert list(check_places(places, rules, jobs=2)) == serial
    assert sum(each.rule == "acme-name" for result in serial for each in result.findings) == 70


def test_it_is_loaded_once(work: Path) -> None:
    (work / "acme_rules.py").write_text(_MODULE + "\nprint('loaded')\n", "utf-8")
    assert l10nqa("check", "a.md", "--format", "jsonl", cwd=work).stdout.count("loaded") == 1


def test_a_crash_in_it_is_contained(work: Path) -> None:
    (work / "acme_rules.py").write_text(_CRASHING, "utf-8")
    done = l10nqa("check", "a.md", "--format", "jsonl", cwd=work)
    assert done.returncode == 1
    assert {json.loads(line)["rule"] for line in done.stdout.splitlines()} == {"acme-name", "code"}
    assert "acme-name" in done.stderr
    assert "KeyError" in done.stderr


@pytest.mark.parametrize(
    "faulty",
    ["Issue('x', Span(0, 999))", "Issue('x', None, Span(5, 2))", "Issue('x', edits=(Edit(-1, 0, ''),))", "'no issue'"],
)
def test_what_it_must_not_report_is_contained_as_a_crash(work: Path, faulty: str) -> None:
    module = _MODULE.replace("    for node in", f"    yield {faulty}\n    for node in").replace(
        "import Issue", "import Edit, Issue"
    )
    (work / "acme_rules.py").write_text(module, "utf-8")
    done = l10nqa("check", "a.md", "--format", "jsonl", cwd=work)
    assert done.returncode == 1
    assert [json.loads(line)["rule"] for line in done.stdout.splitlines()] == ["code"]
    assert "acme-name" in done.stderr


def test_a_fix_must_satisfy_it(work: Path) -> None:
    forbid = "[[check]]\nname = 'no-dot'\nmessage = 'm'\ntarget = '[*]{2}[.]'\n"
    (work / "b.md").write_text(text_of(("Select **Save**.", "Atlasiet **Saglabāt.**")), "utf-8")
    (work / "l10nqa.toml").write_text("", "utf-8")
    assert "+" in l10nqa("fix", "b.md", "--diff", cwd=work).stdout
    (work / "l10nqa.toml").write_text(forbid, "utf-8")
    assert l10nqa("fix", "b.md", "--diff", cwd=work).stdout == ""
    assert l10nqa("fix", "b.md", "--diff", "--ignore", "no-dot", cwd=work).stdout == "", "selected or not"


@pytest.mark.parametrize(
    ("module", "said", "hint"),
    [
        (None, "acme_rules cannot be imported: ModuleNotFoundError", "install its package"),
        ("x = (", "acme_rules cannot be imported: SyntaxError", "see its documentation"),
        ("raise RuntimeError('no licence')", "cannot be imported: RuntimeError: no licence", "see its documentation"),
        ("x = 1", "acme_rules has no RULES", "tuple RULES"),
        ("RULES = (print,)", "acme_rules.RULES holds <built-in function print>", "@rule"),
        ("from l10nqa.rules import RULES", "acme_rules has a rule “link-punctuation”, and there is one", "rename"),
        (_MODULE + "RULES = (acme_name, acme_name)", "has a rule “acme-name”, and there is one", "rename"),
    ],
)
def test_a_module_that_is_no_plugin_is_refused_with_the_line(
    work: Path, module: str | None, said: str, hint: str
) -> None:
    file = work / "acme_rules.py"
    file.unlink()
    if module is not None:
        file.write_text(module, "utf-8")
    (work / "l10nqa.toml").write_text("jobs = 1\n\n" + _CONFIG.partition("[rules")[0], "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_rules(read_config(work / "l10nqa.toml"))
    assert said in caught.value.message
    assert (caught.value.path, caught.value.line) == ("l10nqa.toml", 4)
    assert hint in (caught.value.hint or "")


def test_no_document_names_a_plugin(work: Path) -> None:
    (work / "l10nqa.toml").write_text("", "utf-8")
    text = (
        (work / "a.md")
        .read_text("utf-8")
        .replace("---\n", "---\nplugins: acme_rules\nl10nqa.plugins: [acme_rules]\n", 1)
    )
    (work / "a.md").write_text(text, "utf-8")
    (work / "acme_rules.py").write_text("raise SystemExit(9)", "utf-8")
    assert "acme" not in l10nqa("check", "a.md", cwd=work).stdout
    assert load_rules(read_config(work / "l10nqa.toml")) == BUILT_IN
