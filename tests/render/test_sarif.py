"""SARIF: valid by others' validators, its places and fixes are right in the file, its limits are GitHub's."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mixed import ORACLES, SUPPRESSION, active, findings_of, mixed_results, needs
from sarif_fixes import fixed, span

from bilingual import CORPORA, markup, parsed
from l10nqa.bitext import SxsDocument, read_document, replace_targets
from l10nqa.engine import check_bitext
from l10nqa.errors import InputError
from l10nqa.model import CheckedDocument, Failure, Problem, ProblemKind
from l10nqa.quality import Certainty, Severity
from l10nqa.render.sarif import render_sarif
from l10nqa.rules import ALL_RULES, RULES
from l10nqa.workspace.checking import check
from l10nqa.workspace.fixing import fix

if TYPE_CHECKING:
    from pathlib import Path

_MULTITOOL = ORACLES / "@microsoft" / "sarif-multitool-linux"


def written(results: list[CheckedDocument]) -> tuple[str, tuple[str, ...]]:
    stream = io.StringIO()
    notes = render_sarif(results, stream)
    return stream.getvalue(), tuple(notes)


def run_of(*results: CheckedDocument) -> dict[str, Any]:
    (run,) = json.loads(written(list(results))[0])["runs"]
    assert isinstance(run, dict)
    return run


def everything() -> str:
    """Return the mixed results with a crash and with documents that cannot be read."""
    failure = Failure("docs/[a] {0}.md", "1-2", "number", 3, "ValueError: {0}")
    problem = Problem("docs/b.md", 1, 1, ProblemKind.UNREADABLE, "is UTF-16, not UTF-8")
    odd = [
        CheckedDocument("docs/[a] {0}.md", 1, 1, (), failures=(failure,)),
        CheckedDocument("docs/b.md", 0, 0, (), (problem,)),
    ]
    return written([*mixed_results(), *odd])[0]


@needs(_MULTITOOL)
def test_the_schema_takes_it() -> None:
    schema = json.loads((_MULTITOOL / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    jsonschema.Draft7Validator(schema).validate(json.loads(everything()))


@needs(_MULTITOOL)
def test_microsofts_validator_has_no_error_and_githubs_rules_have_none(tmp_path: Path) -> None:
    validator = _MULTITOOL / "Sarif.Multitool"
    validator.chmod(0o755)
    (tmp_path / "in.sarif").write_text(everything(), encoding="utf-8")
    command = [str(validator), "validate", "in.sarif", "-o", "out.sarif", "--rule-kind", "Sarif;Ghas"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}  # it asks for libicu otherwise
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
    (said,) = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8-sig"))["runs"]
    # There is no home page yet that informationUri could name.
    assert {(found["ruleId"], found.get("level", "warning")) for found in said["results"]} <= {("SARIF2005", "warning")}


def test_every_rule_is_described() -> None:
    rules = run_of()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.name for rule in ALL_RULES]
    for described, rule in zip(rules, ALL_RULES, strict=True):
        assert described["help"]["markdown"].startswith(rule.documentation)
        assert described["properties"]["category"] == rule.category.value
        assert len(described["fullDescription"]["text"]) <= 1024  # what GitHub shows


def test_no_path_of_this_machine_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = written(list(mixed_results()))[0]  # corpora/ lies outside the folder in which this runs
    assert str(CORPORA) not in text
    assert f'"uri":"{CORPORA.name}' not in text
    assert '"uri":"/' not in text
    assert '"uri":"..' not in text


def test_a_path_is_percent_encoded() -> None:
    problem = Problem("docs/ä b%#?:\udcff.md", 1, 1, ProblemKind.UNREADABLE, "x")
    run = run_of(CheckedDocument(problem.path, 0, 0, (), (problem,)))
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "docs/%C3%A4%20b%25%23%3F%3A%FF.md"
    assert run["invocations"][0]["executionSuccessful"] is False


def test_a_message_holds_neither_placeholders_nor_links() -> None:
    (result,) = [result for result in mixed_results() if result.findings][:1]
    finding = result.findings[0]._replace(message=r"“{0}” and [a](1) \[")
    (told,) = run_of(result._replace(findings=(finding,)))["results"]
    assert told["message"]["text"] == r"“{{0}}” and \[a\](1) \\\["


def test_suppressions_and_the_baseline_are_told_of_all_results_or_of_none() -> None:
    findings = findings_of(mixed_results())
    for finding, told in zip(findings, run_of(*mixed_results())["results"], strict=True):
        assert told["baselineState"] == ("unchanged" if finding.is_known else "new")
        (*said,) = told["suppressions"]
        assert len(said) == (finding.suppression is not None)
        for suppression in said:
            assert suppression["kind"] == "external"
            assert suppression["status"] == "accepted"
            assert suppression["justification"] == f"false-alarm: {SUPPRESSION.reason} (Ann, 2026-11-24)"
    plain = [result._replace(findings=tuple(f for f in result.findings if f.is_active)) for result in mixed_results()]
    for told in run_of(*plain)["results"]:
        assert not {"suppressions", "baselineState"} & set(told)


def test_fingerprints_tell_the_documents_apart() -> None:
    result = next(result for result in mixed_results() if result.findings)
    results = [
        result._replace(path=path, findings=tuple(f._replace(path=path) for f in result.findings)) for path in "ab"
    ]
    told = [found["partialFingerprints"] for found in run_of(*results)["results"]]
    assert len({prints["l10nqa/v1"] for prints in told}) == len(result.findings)
    assert len({prints["primaryLocationLineHash"] for prints in told}) == 2 * len(result.findings)


def test_limits_keep_the_most_severe_and_say_what_was_cut() -> None:
    (template,) = active(mixed_results())[:1]
    minor = template._replace(severity=Severity.MINOR, certainty=Certainty.LIKELY, fix=None)
    doubtful, critical = minor._replace(certainty=Certainty.POSSIBLE), minor._replace(severity=Severity.CRITICAL)
    suppressed = critical._replace(suppression=SUPPRESSION)
    result = CheckedDocument(template.path, 1, 1, (suppressed, doubtful, *[minor] * 25_000, critical))
    text, notes = written([result])
    run = json.loads(text)["runs"][0]
    results = run["results"]
    assert len(results) == 25_000
    assert [found["level"] for found in results] == [*["note"] * 24_999, "error"]
    assert all(found["properties"]["certainty"] == "likely" for found in results)
    assert not any("suppressions" in found for found in results)
    assert "3 of 25,003 findings are not in the SARIF file" in notes[0]
    assert "5,000 most severe of the 25,000 results" in notes[1]
    told = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert told == list(notes)


# Places and fixes

_FAULTY = (
    ("See [Plans](u).", "Skatiet [Plāni.](u)"),
    ("Select **Save**.", "😀 atlasiet **Saglabāt.**"),
    ("Run `a`.", "Izpildiet\t`c`."),
    ("Two\nlines, [one](u).", "Divas\nrindas, 😀 [viena](u) ."),
    ("Click [here](u).", "[ここ] (u) をクリックします。"),
    ('Say "yes" to **all**.', 'Sakiet "jā" **visam.**'),
)
_outside = st.lists(st.sampled_from(["text ", "\n", "\t", "😀", "文字", "كلمة", "é"]), max_size=6).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Make a document of one faulty segment: with a mark, line ends and damage of all kinds around and in it."""
    source, target = draw(st.sampled_from(_FAULTY))
    segment = markup("1a2b3-101", target, source)
    if draw(st.booleans()):
        segment = '<a href="' + segment.replace('"', "&quot;") + '">'
    head = draw(st.sampled_from(["", "---\nms.contentlocale: lv-LV\n---\n"]))
    text = head + draw(_outside) + segment + draw(_outside)
    mark = draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    broken = draw(st.sampled_from([b"", b"\xff"]))
    return mark + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode() + broken


@given(documents())
def test_applying_a_fix_from_sarif_writes_what_fix_writes(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.mktemp("docs") / "a.md"
    file.write_bytes(raw)
    options: Any = {
        "min_certainty": Certainty.POSSIBLE,
        "jobs": 1,
        "ignore": ["front-matter"],
        "target_locale": "lv-LV",
    }
    found = list(check([str(file)], **options))
    with_fix = [told for told in run_of(*found)["results"] if "fixes" in told]
    (done,) = fix([str(file)], suggested=True, **options)
    if len(with_fix) == 1 and len(done.rules) == 1:
        assert fixed(raw, with_fix[0]) == done.after
    assert bool(with_fix) == (done.before != done.after)


def assert_places(document: SxsDocument, found: CheckedDocument) -> None:
    """Each region holds the spot's text, and each fix alone gives the document with its target."""
    text = document.text.removeprefix("\ufeff")
    for finding, told in zip(found.findings, run_of(found)["results"], strict=True):
        region = told["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == finding.line
        start, end = span(text, region)
        if finding.target and not document.damage:
            assert re.sub("[\udc80-\udcff]", "�", text[start:end]) == finding.target.text
        if finding.fix:
            expected = replace_targets(document, {finding.segment: finding.fix.result})
            assert not expected.refused
            assert fixed(document.raw, told) == expected.raw


@pytest.mark.parametrize("file", sorted(CORPORA.rglob("*.md")), ids=lambda file: file.relative_to(CORPORA).as_posix())
def test_places_and_fixes_hold_in_the_projects_documents(file: Path) -> None:
    try:
        document = read_document(file, file.as_posix(), file.name)
    except InputError as error:
        pytest.skip(str(error))
    assert_places(document, check_bitext(document, RULES))


def test_a_spot_is_placed_in_utf_16_and_a_byte_order_mark_is_no_column() -> None:
    document = parsed("\ufeff😀" + markup("1-2", "😀 [Plāni.](u)", "See [Plans](u)."))
    found = check_bitext(document, [rule for rule in RULES if rule.name == "link-punctuation"])
    (told,) = run_of(found)["results"]
    region = told["locations"][0]["physicalLocation"]["region"]
    before = 2 + len('<span data-ttu-id="1-2">') + len("xx [Plāni")
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (1, before + 1, before + 2)
