"""What `corpora/expected.jsonl` says must be found in the project's documents is found, and nothing else.

Expected faults of rules that are not (yet) in `RULES` are left out of the comparison. Rules that learn know little
from so few documents: of them it is asked only that they find nothing that is not there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bilingual import CORPORA
from l10nqa.bitext import SourceTree, find_bitexts, find_pairs, open_bitext
from l10nqa.quality import Certainty
from l10nqa.rules import RULES
from l10nqa.text import Span
from l10nqa.workspace.checking import check

if TYPE_CHECKING:
    from l10nqa.model import CheckedDocument

_LINES = [json.loads(line) for line in (CORPORA / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
_NAMES = {rule.name for rule in RULES}
_LEARNING = {rule.name for rule in RULES if rule.learns}
_FAULTS = [line for line in _LINES if line.get("rule") in _NAMES]
_PROBLEMS = [line for line in _LINES if "problem" in line]
_Key = tuple[str, str, str]
_ELSEWHERE = {
    # The bracket that lost its partner stands apart from where the partner stood.
    ("fr-FR/reports/export-report.md", "95470-104", "bracket"),
}
"""Findings that stand in the right segment, yet not at the fragment."""


_OF_DOCUMENTS = {("pairs/docusaurus/i18n/pt-BR/docusaurus-plugin-content-docs/current/messages.mdx", "", "block")}
"""Faults of no segment: the page lacks what `docs/docusaurus.md` translates."""


@pytest.fixture(scope="module")
def results() -> list[CheckedDocument]:
    return list(check([str(CORPORA)], min_certainty=Certainty.POSSIBLE, jobs=1))


def _key(path: str, segment: str, rule: str) -> _Key:
    return path.removeprefix(f"{CORPORA.as_posix()}/"), segment, rule


def test_exactly_the_planted_faults_are_found(results: list[CheckedDocument]) -> None:
    found = {_key(finding.path, finding.segment, finding.rule) for result in results for finding in result.findings}
    planted = {_key(line["path"], line["segment"], line["rule"]) for line in _FAULTS}
    assert sorted(key for key in planted - found if key[2] not in _LEARNING) == []
    assert sorted(found - planted - _OF_DOCUMENTS) == []


def test_no_rule_crashes(results: list[CheckedDocument]) -> None:
    assert [failure for result in results for failure in result.failures] == []


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda line: f"{line['path']}-{line['segment']}-{line['rule']}")
def test_a_finding_stands_where_the_fault_was_planted(results: list[CheckedDocument], fault: dict[str, Any]) -> None:
    wanted = _key(fault["path"], fault["segment"], fault["rule"])
    found = [f for result in results for f in result.findings if _key(f.path, f.segment, f.rule) == wanted]
    spots = [finding.target for finding in found if finding.target]
    if spots:
        start = found[0].target_text.index(fault["target"])
        fragment = Span(start, start + len(fault["target"]))
        touches = any(Span(spot.start, spot.end).touches(fragment) for spot in spots)
        assert touches == (wanted not in _ELSEWHERE), spots


def test_exactly_the_segments_that_cannot_be_paired_are_problems(results: list[CheckedDocument]) -> None:
    found = [(problem.path, problem.line, problem.kind.value) for result in results for problem in result.problems]
    expected = [((CORPORA / line["path"]).as_posix(), line["line"], line["problem"]) for line in _PROBLEMS]
    assert sorted(found) == sorted(expected)


def test_every_expected_fragment_stands_once_in_its_segment() -> None:
    places = find_pairs(find_bitexts([str(CORPORA)], also=(".mdx",)), SourceTree()).places
    documents = {place.name: open_bitext(place) for place in places}
    for line in _LINES:
        if "rule" in line:
            (segment,) = (s for s in documents[line["path"]].segments if s.id == line["segment"])
            assert segment.target.count(line["target"]) == 1, line
