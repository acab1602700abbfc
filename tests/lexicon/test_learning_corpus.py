"""What the rules learn from the project's learning corpus lets them find the planted scope faults, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from bilingual import CORPORA
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.quality import Certainty
from l10nqa.workspace.checking import check

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Finding

_LEARN = CORPORA / "learn"
_RULES = {"emphasis-scope", "link-scope"}
_LOCALES = ("ja-JP", "tr-TR")
_EXPECTED = [json.loads(line) for line in (_LEARN / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
_Key = tuple[str, str, str]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learn")
    subprocess.run([sys.executable, str(_LEARN / "generate.py"), str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def origins(corpus: Path) -> dict[str, str]:
    return {place.name: str(open_bitext(place).origin) for place in find_bitexts([str(corpus)])}


@pytest.fixture(scope="module")
def found(corpus: Path) -> dict[_Key, Finding]:
    """The scope findings that users see, by document, segment and rule."""
    results = check([str(corpus)], min_certainty=Certainty.LIKELY, jobs=1)
    findings = [finding for result in results for finding in result.findings if finding.rule in _RULES]
    prefix = f"{corpus.as_posix()}/"
    return {(finding.path.removeprefix(prefix), finding.segment, finding.rule): finding for finding in findings}


def key_of(line: dict[str, Any]) -> _Key:
    return line["path"], line["segment"], line["rule"]


def test_the_generator_writes_what_is_expected_and_enough_to_learn_from(corpus: Path) -> None:
    assert (corpus / "expected.jsonl").read_bytes() == (_LEARN / "expected.jsonl").read_bytes()
    pairs: dict[str, set[tuple[str, str]]] = {locale: set() for locale in _LOCALES}
    for place in find_bitexts([str(corpus)]):
        bitext = open_bitext(place)
        pairs[bitext.target_locale] |= {(segment.source, segment.target) for segment in bitext.segments}
    assert all(len(found) >= 2_000 for found in pairs.values())


@pytest.mark.parametrize("locale", _LOCALES)
@pytest.mark.parametrize(
    ("rule", "note", "share"),
    [
        ("emphasis-scope", "the first part of the name is left outside", 0.95),
        ("emphasis-scope", "the markup sits on the word after the name", 0.95),
        ("emphasis-scope", "the word after the name is swallowed", 0.75),
        ("link-scope", "the first part of the name is left outside", 0.95),
        ("link-scope", "the markup sits on the word after the name", 0.95),
    ],
)
def test_planted_faults_of_machine_translation_are_found(
    found: dict[_Key, Finding], origins: dict[str, str], locale: str, rule: str, note: str, share: float
) -> None:
    planted = [
        line
        for line in _EXPECTED
        if line["rule"] == rule and line["note"] == note and line["path"].startswith(locale)
        if origins[line["path"]] == "MT"
    ]
    assert planted
    assert sum(key_of(line) in found for line in planted) >= share * len(planted)


@pytest.mark.parametrize("locale", _LOCALES)
def test_human_translation_is_checked_too(found: dict[_Key, Finding], origins: dict[str, str], locale: str) -> None:
    planted = [line for line in _EXPECTED if line["path"].startswith(locale) and origins[line["path"]] == "HT"]
    reported = Counter(found[key].certainty for line in planted if (key := key_of(line)) in found)
    assert reported.total() >= 0.3 * len(planted)


def test_an_empty_link_is_certain(found: dict[_Key, Finding]) -> None:
    empty = [line for line in _EXPECTED if line["note"] == "the link is empty"]
    assert empty
    assert {found[key_of(line)].certainty for line in empty} == {Certainty.CERTAIN}


def test_hardly_anything_right_is_reported(found: dict[_Key, Finding]) -> None:
    wrong = set(found) - {key_of(line) for line in _EXPECTED}
    assert len(wrong) <= 0.05 * len(found), sorted(wrong)


def test_a_finding_stands_where_the_fault_was_planted(found: dict[_Key, Finding]) -> None:
    for line in _EXPECTED:
        finding = found.get(key_of(line))
        if finding and finding.target:
            shown = finding.target_text[finding.target.start : finding.target.end]
            assert shown == line["target"]
