"""The public API: results can be read twice and agree with the command line; a configuration counts if it is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import l10nqa
from bilingual import CORPORA
from bilingual import l10nqa as command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa import Findings

GERMAN = CORPORA / "de-DE"


def marks(findings: Iterable[l10nqa.Finding]) -> list[tuple[str, int, str]]:
    return [(finding.path, finding.line, finding.fingerprint) for finding in findings]


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the German documents into the current folder."""
    shutil.copytree(GERMAN, tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return Path("docs")


@pytest.fixture(scope="module")
def german() -> Findings:
    return l10nqa.check(GERMAN)


def test_findings_are_those_of_the_command_line(german: Findings) -> None:
    printed = [json.loads(line) for line in command("check", GERMAN, "--format", "jsonl").stdout.splitlines()]
    assert marks(german) == [(each["path"], each["line"], each["fingerprint"]) for each in printed]
    assert german.to_json() == command("check", GERMAN, "--format", "json").stdout


def test_findings_can_be_read_twice(german: Findings) -> None:
    assert marks(german) == marks(german) != []
    assert german[0] in german
    assert marks(german[:3]) == marks(german)[:3]
    assert len(german.to_frame()) == len(german.to_frame()) == len(german)


def test_paths_are_texts_paths_or_several(german: Findings) -> None:
    files = sorted(GERMAN.rglob("*.md"))
    for paths in (str(GERMAN), GERMAN, [GERMAN], files, (str(file) for file in files), {GERMAN}):
        assert marks(l10nqa.check(paths)) == marks(german)
    assert [bitext.path for bitext in l10nqa.bitexts(files)] == [bitext.path for bitext in l10nqa.bitexts(GERMAN)]


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "sarif", "xml", "html", "parquet", "xlsx"])
def test_findings_are_written_as_the_command_line_does(documents: Path, suffix: str) -> None:
    l10nqa.check(documents).write(f"api.{suffix}")
    command("check", documents, "-o", f"cli.{suffix}")
    written = Path(f"api.{suffix}").read_bytes()
    assert written
    if suffix not in ("html", "xlsx"):  # these say when they were made
        assert written == Path(f"cli.{suffix}").read_bytes()


def test_findings_are_not_written_over_their_files(documents: Path) -> None:
    findings = l10nqa.check(documents)
    file = next(documents.rglob("*.md"))
    before = file.read_bytes()
    with pytest.raises(l10nqa.ConfigError, match="also an input"):
        findings.write(file, format="json")
    with pytest.raises(l10nqa.ConfigError, match="no format"):
        findings.write("findings.doc")
    with pytest.raises(l10nqa.ConfigError, match="no format"):
        findings.write("findings.csv", format="doc")
    assert file.read_bytes() == before
    assert not Path("findings.csv").exists()


CONFIG = """
select = ["number", "acme"]
[rules.number]
severity = "critical"
[[check]]
name = "acme"
target = "Kaivaro"
message = "name"
[gate]
baseline = "known.jsonl"
"""


def test_a_configuration_counts_only_if_it_is_named(documents: Path) -> None:
    Path("l10nqa.toml").write_text(CONFIG, encoding="utf-8")
    Path("known.jsonl").touch()
    assert {finding.rule for finding in l10nqa.check(documents)} > {"number", "code"}
    found = l10nqa.check(documents, config="l10nqa.toml")
    assert {(finding.rule, finding.severity.value) for finding in found} == {("number", "critical"), ("acme", "minor")}
    assert set(found.to_frame().loc[lambda frame: frame.rule == "acme", "category"]) == {"organizational-style"}
    by_argument = l10nqa.check(documents, config=Path("l10nqa.toml"), select=["code"])
    assert {finding.rule for finding in by_argument} == {"code"}


def test_a_baseline_and_a_disabled_rule_are_left_out(documents: Path) -> None:
    command("baseline", documents, "-o", "known.jsonl")
    assert len(l10nqa.check(documents, baseline="known.jsonl")) == 0
    Path("l10nqa.toml").write_text("[rules.number]\nenabled = false\n", encoding="utf-8")
    assert "number" not in {finding.rule for finding in l10nqa.check(documents, config="l10nqa.toml")}
    assert len(l10nqa.check(documents, config="l10nqa.toml", select="number")) == 1


def test_files_are_opened_as_the_configuration_says(documents: Path) -> None:
    Path("l10nqa.toml").write_text('[[files]]\npattern = "*.md"\ntarget-locale = "de-AT"\n', encoding="utf-8")
    assert {bitext.target_locale for bitext in l10nqa.bitexts(documents, config="l10nqa.toml")} == {"de-AT"}
    file = next(documents.rglob("*.md"))
    assert l10nqa.open_bitext(file, config="l10nqa.toml").target_locale == "de-AT"
    assert l10nqa.open_bitext(file).target_locale == "de-DE"


def test_a_fix_that_is_written_leaves_nothing_to_fix(documents: Path) -> None:
    shown = l10nqa.fix(documents)
    assert [len(shown), list(shown)] == [len(shown), list(shown)]
    assert shown.diff() == command("fix", documents).stdout
    before = {file: file.read_bytes() for file in documents.rglob("*.md")}
    l10nqa.fix(documents, write=True)
    changed = {file for file, raw in before.items() if file.read_bytes() != raw}
    assert {file.as_posix() for file in changed} == {each.place.path for each in shown}
    assert len(l10nqa.fix(documents)) == 0


def test_nothing_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(l10nqa.InputError, match="no file with sources and targets"):
        l10nqa.check(tmp_path)
    assert len(l10nqa.check(tmp_path, allow_empty=True)) == 0


def test_a_certainty_that_does_not_exist_is_named() -> None:
    with pytest.raises(l10nqa.ConfigError, match="no certainty 'sure'"):
        l10nqa.check(GERMAN, min_certainty="sure")


def test_documents_are_read_with_their_sources(documents: Path) -> None:
    for side, folder in (("target", "de"), ("source", "en")):
        command("publish", documents, "--side", side, "-o", folder)
    pairs = l10nqa.check("de", source="en", select=["code"])
    assert {finding.path for finding in pairs} == {"de/install/install-agent.md", "de/network/open-ports.md"}
    for source in ("en", Path("en")):
        bitexts = list(l10nqa.bitexts("de", source=source))
        assert all(bitext.segments for bitext in bitexts)
    one = l10nqa.open_bitext("de/network/open-ports.md", source=Path("en/network/open-ports.md"))
    assert one.segments == next(each for each in bitexts if each.path == one.path).segments
    assert l10nqa.extract("de", "memory.db", source="en").changes.units > 60
    l10nqa.export("de", "work.po", source="en")
    assert l10nqa.apply("work.po", "de", source="en").refused == []
    with pytest.raises(l10nqa.ConfigError, match="folder"):
        l10nqa.open_bitext("de")
