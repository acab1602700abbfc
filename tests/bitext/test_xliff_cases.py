"""XLIFF of real tools, as literate cases: what is read, what is put in, and what stands in the file then.

`xliff/*.md` holds a file, the segments expected (JSON, of each what matters), and perhaps targets to put in (with the
score of a match where they come from a memory) with lines that the file then holds.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xliff_files import match, opened

from l10nqa.model import State, Target

if TYPE_CHECKING:
    from l10nqa.model import Segment

_CASE = re.compile(r"^## (?P<name>.+?)$(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^`````(\w+)\n(.*?)^`````$", re.MULTILINE | re.DOTALL)
CASES = {
    f"{file.stem}: {case['name']}": dict(_BLOCK.findall(case["body"]))
    for file in sorted(Path(__file__).with_name("xliff").glob("*.md"))
    for case in _CASE.finditer(file.read_text("utf-8"))
}


def lines(block: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in block.splitlines()]


def shown(segment: Segment) -> dict[str, Any]:
    profile = segment.profile
    facts = segment._asdict() | profile._asdict()
    placeholders = profile.markup.placeholders
    return facts | {
        "markup": profile.markup.dialect.value,
        "placeholders": None if placeholders is None else sorted(placeholders),
        "state": segment.state.value,
        "notes": list(segment.notes),
        "plural": None if segment.plural is None else list(segment.plural),
        "source_codes": [list(code) for code in segment.source_codes],
        "target_codes": [list(code) for code in segment.target_codes],
    }


def target(facts: dict[str, Any]) -> Target:
    state = State(facts["state"]) if "state" in facts else None
    score, text = facts.get("score"), facts.get("text")
    found = None if score is None or text is None else match(text, similarity=score, origin=facts.get("origin"))
    return Target(text, state, match=found)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    blocks = CASES[name]
    bitext = opened(blocks["xliff"])
    expected = lines(blocks["segments"])
    assert [segment.id for segment in bitext.segments] == [facts["id"] for facts in expected]
    for segment, facts in zip(bitext.segments, expected, strict=True):
        found = shown(segment)
        assert {key: found[key] for key in facts} == facts
    wanted = {facts["id"]: facts for facts in lines(blocks.get("targets", ""))}
    written = bitext.with_targets({name: target(facts) for name, facts in wanted.items()})
    assert written.refused.keys() == {name for name, facts in wanted.items() if "refused" in facts}
    assert all(wanted[name]["refused"] in reason for name, reason in written.refused.items())
    text = written.raw.decode()
    for line in blocks.get("written", "").splitlines():
        assert line in text
    after = bitext.again(written.raw)
    for segment in after.segments:
        facts = wanted.get(segment.id, {})
        if facts and "refused" not in facts:
            assert segment.target == facts.get("text", segment.target)
            assert segment.state == facts.get("state", segment.state)
    again = after.with_targets({name: target(facts) for name, facts in wanted.items() if "refused" not in facts})
    assert again.raw == written.raw


def test_there_are_cases() -> None:
    assert len(CASES) >= 12
