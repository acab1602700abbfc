"""The gate on published documentation: what is inserted or translated anew touches no other finding."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bilingual import markup
from gating import commit, findings, git
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.workspace.baselining import renew_baseline
from l10nqa.workspace.checking import Gate, check
from l10nqa.workspace.fixing import fix, write_fixed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from l10nqa.model import Finding

pytestmark = [pytest.mark.corpora, pytest.mark.slow, pytest.mark.timeout(1800)]

_PARAGRAPH = "\n" + markup("0f0f0-901", "X", "X") + "\n\n"
_DOCUMENTS = 100


@pytest.fixture(params=["alchemy-lv-LV", "alchemy-ja-JP", "dynamics-lv-LV"])
def docs(request: pytest.FixtureRequest, real_corpora: Mapping[str, Path], tmp_path: Path) -> Path:
    """Copy a hundred documents of a corpus."""
    places = find_bitexts([str(real_corpora[request.param] / "bilingual")])
    for place in places[:: len(places) // _DOCUMENTS][:_DOCUMENTS]:
        (tmp_path / "docs" / place.name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(place.file, tmp_path / "docs" / place.name)
    return tmp_path / "docs"


def of_segments(found: list[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.path, finding.fingerprint) for finding in found)


def test_a_paragraph_at_the_top_of_a_hundred_documents_makes_no_finding_new(docs: Path) -> None:
    baseline = docs.parent / "known.jsonl"
    written = renew_baseline([str(docs)], baseline, target_locale="lv-LV").written
    for file in docs.rglob("*.md"):
        raw = file.read_bytes()
        at = raw.index(b"\n---", 3) + 5 if raw.startswith(b"---") else 0
        file.write_bytes(raw[:at] + _PARAGRAPH.encode() + raw[at:])
    run = check([str(docs)], gate=Gate(baseline=baseline), target_locale="lv-LV")
    new = [finding for result in run for finding in result.findings if finding.is_active]
    assert [finding for finding in new if finding.segment != "0f0f0-901"] == []
    assert (run.tally.known, run.tally.gone) == (written, [])
    print(f"{len(run.places)} documents, {written} findings known, {len(new)} new in the paragraphs")


def test_a_new_translation_changes_the_findings_of_its_segment_only(docs: Path) -> None:
    rules = ("link-punctuation", "emphasis-punctuation", "spacing", "number", "emphasis-count")
    before = findings(docs, select=rules)
    first = {finding.path: finding for finding in reversed(before)}
    for path, finding in first.items():
        file = docs.parent / path
        text = file.read_bytes().decode()
        opening = f'data-ttu-id="{finding.segment}">'
        file.write_bytes(text.replace(opening, f"{opening}Zz ", 1).encode())
    after = findings(docs, select=rules)
    chosen = {(path, finding.segment) for path, finding in first.items()}
    sides = [
        of_segments([finding for finding in found if (finding.path, finding.segment) not in chosen])
        for found in (before, after)
    ]
    assert sides[0] == sides[1]
    old, new = (
        of_segments([finding for finding in found if (finding.path, finding.segment) in chosen])
        for found in (before, after)
    )
    assert old
    assert not old & new
    print(f"{len(first)} segments of {len(first)} documents translated anew; {sides[0].total()} findings elsewhere")


def test_what_changed_since_a_revision_is_what_a_full_check_finds_there(docs: Path) -> None:
    commit(docs, "one")
    for at, result in enumerate(fix([str(docs)], suggested=True)):
        if at % 2:
            write_fixed(result)
    for at, file in enumerate(sorted(docs.rglob("*.md"))):
        if not at % 10:
            file.write_bytes(file.read_bytes().replace(b".</span>", b" 417.</span>"))
    commit(docs, "two")
    # The documents as they were, read in a way of their own.
    git(docs, "worktree", "add", "-q", str(docs.parent / "before"), "one")
    pairs = {
        name: {(segment.source, segment.target) for segment in open_bitext(place).segments}
        for place in find_bitexts([str(docs.parent / "before")])
        for name in [place.name]
    }
    everything, changed = findings(docs), findings(docs, Gate("one"))
    prefix = f"{docs.as_posix()}/"
    expected = [
        finding
        for finding in everything
        if (finding.source_text, finding.target_text) not in pairs[finding.path.removeprefix(prefix)]
    ]
    assert expected
    assert changed == expected
    print(f"{len(everything)} findings, {len(changed)} of them in what changed")
