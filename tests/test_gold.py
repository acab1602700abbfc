"""The figures on the labelled segments: how they are counted, and that none is worse than the committed one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[1]
_BENCHMARKS = _ROOT / "benchmarks"
_GOLD = _ROOT.parent / "shared" / "gold"
sys.path.insert(0, str(_BENCHMARKS))

from scorer import f1_of, score  # noqa: E402 - benchmarks/ is no package


def labelled(*labels: tuple[str, list[int]], **more: Any) -> dict[str, Any]:
    found = [{"rule": rule, "span": span} for rule, span in labels]
    return {"path": "a/b.md", "segment": "1-101", "labels": found, **more}


def finding(rule: str, start: int = 0, end: int = 5, path: str = "x/a/b.md") -> dict[str, Any]:
    return {"path": path, "segment": "1-101", "rule": rule, "target": {"start": start, "end": end}}


def counts(entry: dict[str, Any], *findings: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    result = score([entry], findings)
    rows = {name: row for name, row in result.items() if isinstance(row, dict) and name.islower()}
    return {name: (row["tp"], row["fp"], row["fn"]) for name, row in rows.items()}


def test_true_false_and_missed_are_counted_once_a_segment_and_rule() -> None:
    entry = labelled(("number", [0, 3]), ("code", [0, 3]))
    found = [finding("number"), finding("number", 8, 9), finding("spacing"), finding("house-rule")]
    assert counts(entry, *found) == {"number": (1, 0, 0), "code": (0, 0, 1), "spacing": (0, 1, 0)}


def test_other_documents_and_what_annotators_left_open_do_not_count() -> None:
    assert counts(labelled(("number", [0, 3])), finding("number", path="x/c.md")) == {"number": (0, 0, 1)}
    assert counts(labelled(open=True), finding("number")) == {}
    assert counts(labelled(("number", [0, 3]), doubtful=["number"])) == {}


def test_a_torn_link_may_have_any_of_its_three_names_at_the_spot() -> None:
    entry = labelled(("spacing", [2, 4]))
    assert counts(entry, finding("link-target")) == {"link-target": (1, 0, 0)}
    assert counts(entry, finding("spacing"), finding("link-count")) == {"spacing": (1, 0, 0)}
    assert counts(entry, finding("link-target", 8, 9)) == {"spacing": (0, 0, 1), "link-target": (0, 1, 0)}


def test_ratios() -> None:
    assert f1_of({"tp": 3, "fp": 1, "fn": 2}) == {
        "precision": 0.75,
        "recall": 0.6,
        "f1": 0.6667,
        "tp": 3,
        "fp": 1,
        "fn": 2,
    }
    assert f1_of({"tp": 0, "fp": 0, "fn": 0})["f1"] == 1


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_figure_is_worse_than_the_committed_one_and_certainty_keeps_its_promise() -> None:
    if not _GOLD.is_dir():
        pytest.skip("the labelled segments are not here: ../shared/gold does not exist")
    done = subprocess.run(
        [sys.executable, str(_BENCHMARKS / "gold.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
