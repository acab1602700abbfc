"""The literate cases beside this file: each heading names a case, its blocks hold a document and what is read from it.

A row of `expected` is a segment or a problem; `block` stands only where it matters. A block `published` holds the
document's target side.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from l10nqa.bitext import blocks, parse_document, publish, replace_targets

_FOLDER = Path(__file__).parent
_HEADING_OR_FENCE = re.compile(r"^## (?P<name>.+)\n|^`````(?P<kind>\w+)\n(?P<body>(?:.*\n)*?)^`````\n", re.MULTILINE)


class Case(NamedTuple):
    file: str
    name: str
    fences: dict[str, str]

    @property
    def raw(self) -> bytes:
        return self.fences["bilingual"].encode()

    @property
    def expected(self) -> list[dict[str, Any]]:
        return [json.loads(row) for row in self.fences["expected"].splitlines()]


def _cases() -> list[Case]:
    cases: list[Case] = []
    for file in sorted(_FOLDER.glob("*.md")):
        for part in _HEADING_OR_FENCE.finditer(file.read_bytes().decode()):
            if part["name"]:
                cases.append(Case(file.stem, part["name"], {}))
            else:
                cases[-1].fences[part["kind"]] = part["body"]
    return cases


_CASES = _cases()
_every_case = pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.file}: {case.name}")
_published = [case for case in _CASES if "published" in case.fences]


def test_every_fence_belongs_to_a_case() -> None:
    fences = sum(file.read_text(encoding="utf-8").count("\n`````bilingual\n") for file in _FOLDER.glob("*.md"))
    assert len(_CASES) == fences > 70
    assert len({(case.file, case.name) for case in _CASES}) == len(_CASES)
    assert all(case.fences.keys() - {"published"} == {"bilingual", "expected"} for case in _CASES)


@_every_case
def test_segments_and_problems_are_as_written(case: Case) -> None:
    document = parse_document(case.raw, "case.md", "case.md")
    found: list[dict[str, Any]] = [
        {"id": segment.id, "source": segment.source, "target": segment.target, "block": block.value}
        for segment, block in zip(document.segments, blocks(document), strict=True)
    ]
    for row, expected in zip(found, case.expected, strict=False):
        if "block" not in expected:
            del row["block"]
    found += [{"problem": problem.kind.value, "line": problem.line} for problem in document.problems]
    assert found == case.expected


@pytest.mark.parametrize("case", _published, ids=lambda case: f"{case.file}: {case.name}")
def test_published_target_is_as_written(case: Case) -> None:
    assert publish(parse_document(case.raw, "case.md", "case.md")).decode() == case.fences["published"]


@_every_case
def test_unchanged_targets_give_the_same_bytes(case: Case) -> None:
    document = parse_document(case.raw, "case.md", "case.md")
    assert document.raw == case.raw
    targets = {segment.id: segment.target for segment in reversed(document.segments)}
    assert replace_targets(document, targets) == (case.raw, {})


@_every_case
def test_a_new_target_reads_back_alone(case: Case) -> None:
    document = parse_document(case.raw, "case.md", "case.md")
    seen: set[str] = set()
    for number, segment in enumerate(document.segments):
        if segment.id not in seen:
            replaced = replace_targets(document, {segment.id: "Jauns (teksts)"})
            again = parse_document(replaced.raw, "case.md", "case.md")
            expected = [(s.id, s.source, s.target) for s in document.segments]
            expected[number] = (segment.id, segment.source, "Jauns (teksts)")
            assert replaced.refused == {}
            assert [(s.id, s.source, s.target) for s in again.segments] == expected
        seen.add(segment.id)
