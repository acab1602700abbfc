"""`--format github`: no text of a document becomes a command, Markdown or HTML; ten annotations a level."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mixed import active, findings_of, mixed_results

from l10nqa.errors import ConfigError
from l10nqa.model import CheckedDocument
from l10nqa.quality import Severity
from l10nqa.render.github import render_github
from l10nqa.render.github.summary import summary
from l10nqa.render.relative import relative_paths
from l10nqa.render.weight import LEVELS, heaviest_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from l10nqa.model import Finding

_COMMAND = re.compile(r"::([\w-]+)(?: ([^:]*))?::(.*)")
_ESCAPES = {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def rendered(*results: CheckedDocument) -> str:
    stream = io.StringIO(newline="")
    render_github(results, stream)
    return stream.getvalue()


def unescaped(text: str) -> str:
    return re.sub("%(?:0A|0D|3A|2C|25)", lambda found: _ESCAPES[found[0]], text)


def obeyed(log: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield the commands that GitHub's runner would obey: at the start of a line, none between stop and its word."""
    stopped = ""
    for line in re.split(r"\r\n|\n|\r", log):
        found = _COMMAND.match(line.lstrip())
        if stopped:
            stopped = "" if found and found[1] == stopped else stopped
        elif found and found[1] == "stop-commands":
            stopped = found[3]
        elif found:
            given = dict(pair.split("=", 1) for pair in (found[2] or "").split(",") if pair)
            yield found[1], {key: unescaped(value) for key, value in given.items()}, unescaped(found[3])
        else:
            assert "##[" not in line  # the older form of a command, which may stand anywhere
    assert not stopped


def result_with(**fields: object) -> CheckedDocument:
    result = next(result for result in mixed_results() if result.findings)
    finding = result.findings[0]._replace(suppression=None, is_known=False, **fields)  # type: ignore[arg-type]
    return result._replace(findings=(finding,), path=finding.path)


_evil = st.lists(
    st.sampled_from(
        ["::error::x", "\n::set-output name=a::b", "\r::", "%0A::", "##[error]", ",", "a=b", ":", "%", "文字"]
    )
).map("".join)


@given(_evil, _evil, _evil)
def test_no_text_of_a_document_becomes_a_command(message: str, target: str, segment: str) -> None:
    result = result_with(message=message, target_text=target, segment=segment)
    commands = list(obeyed(rendered(result)))
    assert [name for name, *_ in commands] == ["group", "endgroup", commands[2][0]]
    assert commands[2][0] in ("error", "warning", "notice")


def test_an_annotation_says_where() -> None:
    result = result_with(path="a,b: 100%.md", message="a: b, 100 %")
    finding = result.findings[0]
    assert finding.regions is not None
    (_, _, (name, given_, message)) = obeyed(rendered(result))
    region = finding.regions.target
    assert (name, given_["file"], given_["line"]) == (LEVELS[finding.severity], "a,b: 100%.md", str(finding.line))
    assert (given_["col"], given_["endColumn"]) == (str(region.start_column), str(region.end_column))
    assert (finding.severity.value, finding.certainty.value) == ("major", "likely")
    assert given_["title"] == f"{finding.rule} (major, likely)"
    assert message == f"a: b, 100 % [{finding.segment}]"


def test_ten_a_level_the_most_severe_first_and_the_rest_counted() -> None:
    (template,) = active(mixed_results())[:1]
    counts = {Severity.MINOR: 30, Severity.MAJOR: 3, Severity.CRITICAL: 12}
    findings = [template._replace(severity=severity) for severity, count in counts.items() for _ in range(count)]
    result = CheckedDocument(template.path, 1, 1, tuple(findings))
    stream = io.StringIO()
    notes = render_github([result], stream)
    levels = [name for name, *_ in obeyed(stream.getvalue()) if "group" not in name]
    assert levels == [*["error"] * 10, *["warning"] * 3, *["notice"] * 10]
    assert notes == ["22 of 45 findings have no annotation: GitHub keeps 10 of each level"]


# The summary


def lines_of(results: Sequence[CheckedDocument]) -> str:
    ranked = heaviest_first(findings_of(results))
    return "\n".join(summary(results, ranked, relative_paths(results), ""))


_markdown = st.lists(
    st.sampled_from(
        ["*", "_", "`", "``", "|", "\\", "<b>", "[a](b)", "![a](b)", "\n", "# ", "&lt;", "www.a.b", "@x", " ", "文"]
    )
).map("".join)


@given(_markdown, _markdown)
@example("", "_*_|")
def test_no_text_of_a_document_takes_effect_in_the_summary(message: str, name: str) -> None:
    result = result_with(path=f"docs/{name}.md", message=message)
    text = lines_of([result])
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child.type for token in tokens for child in token.children or ()]
    assert set(inline) <= {"text", "code_inline", "softbreak", "text_special"}
    assert [token.type for token in tokens].count("table_open") == 2
    assert [token.type for token in tokens].count("list_item_open") == 1
    assert [token.type for token in tokens].count("heading_open") == 1


def figures(text: str) -> dict[str, int]:
    rows = re.findall(r"^\| ([a-z-]+) \| \w+ \| ([\d,]+) \|", text, re.MULTILINE)
    return {rule: int(found.replace(",", "")) for rule, found in rows}


def test_the_summary_has_the_figures_and_is_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "summary.md"
    file.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    rendered(*mixed_results())
    text = file.read_text(encoding="utf-8")
    assert text.startswith("before\n## l10nqa: ")
    found: list[Finding] = findings_of(mixed_results())
    assert figures(text) == {rule: sum(f.rule == rule for f in found) for rule in {f.rule for f in found}}


def test_a_summary_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "a.md"))
    with pytest.raises(ConfigError, match="the job summary cannot be written"):
        rendered(*mixed_results())


def test_nothing_found_is_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "a.md"))
    assert not rendered(CheckedDocument("docs/a.md", 1, 1, ()))
    assert (tmp_path / "a.md").read_text() == "## l10nqa: 0 findings in 1 document\n"
