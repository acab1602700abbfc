"""Law 8: N shards, merged, are what one process gives: findings, figures, notes, units, lexicons."""

from __future__ import annotations

import json
import re
import shutil
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilingual import CORPORA, text_of
from gating import commit, git
from l10nqa.errors import InputError
from l10nqa.memory import Memory
from l10nqa.memory.learning import learned_lexicon
from l10nqa.quality import Severity
from l10nqa.shard import Shard
from l10nqa.workspace.checking import Gate, check
from l10nqa.workspace.extracting import extract
from l10nqa.workspace.parts.finding_records import document_of, document_record, finding_of, finding_record
from l10nqa.workspace.parts.findings import FindingsPart
from l10nqa.workspace.parts.merging import MergedRun
from l10nqa.workspace.parts.merging_units import merge_units
from l10nqa.workspace.parts.observations import merge_observations, write_observations
from l10nqa.workspace.parts.part_file import open_part_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from l10nqa.engine import Tally
    from l10nqa.model import CheckedDocument

_CRITERIA = {"--fail-on": "minor", "--block-certainty": "certain", "--score-threshold": ""}
_PAIRS = [
    ("See [Plans](u).", "Skatiet [Plāni.](u)"),
    ("Save the file.", "Saglabājiet failu"),
    ("Wait {0} seconds.", "Gaidiet {O} sekundes."),
    ("Select **OK**.", "Atlasiet **Labi**."),
    ("It takes 7 days.", "Tas aizņem 14 dienas."),
    ("Good.", "Labi."),
]
_SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class _Outcome(NamedTuple):
    """All that a run says."""

    results: list[CheckedDocument]
    notes: list[str]
    figures: dict[str, object]


def _figures(tally: Tally) -> dict[str, object]:
    return {**vars(tally), "gone": None if tally.gone is None else sorted(tally.gone), "unused": list(tally.unused)}


def _whole(paths: Sequence[str], gate: Gate, ledger: Path | None) -> _Outcome:
    run = check(paths, gate=gate, jobs=1, ledger=ledger)
    return _Outcome(list(run), run.notes, _figures(run.tally))


def _attempt(run: Callable[[], _Outcome]) -> _Outcome | str:
    """Return what a run says, or the error that it ends with."""
    try:
        return run()
    except InputError as error:
        return str(error)


def _merged(folder: Path, paths: Sequence[str], total: int, gate: Gate, ledger: Path | None, form: str) -> _Outcome:
    folder.mkdir()
    parts = []
    for number in range(1, total + 1):
        run = check(paths, gate=gate, shard=Shard(number, total), jobs=1, ledger=ledger)
        stream = StringIO()
        FindingsPart(run, gate, {"jobs": 1, "ledger": ledger}, _CRITERIA).write(run, form, stream)
        parts.append(folder / f"{number}.{form}")
        parts[-1].write_text(stream.getvalue(), "utf-8", errors="backslashreplace", newline="")
    merged = MergedRun([open_part_file(part) for part in reversed(parts)])
    return _Outcome(list(merged), merged.notes, _figures(merged.tally))


@_SLOW
@given(
    documents=st.lists(st.lists(st.sampled_from(_PAIRS), max_size=4), min_size=1, max_size=8),
    moved=st.integers(0, 3),
    total=st.integers(1, 9),
    form=st.sampled_from(["jsonl", "json"]),
    data=st.data(),
)
def test_shards_find_what_one_run_finds(
    tmp_path: Path, documents: list[list[tuple[str, str]]], moved: int, total: int, form: str, data: st.DataObject
) -> None:
    """With a baseline, of which some documents were renamed since, a ledger, and severities of the user's own."""
    work = tmp_path / "work"
    shutil.rmtree(work, ignore_errors=True)
    docs = work / "docs"
    docs.mkdir(parents=True)
    for number, pairs in enumerate(documents):
        (docs / f"{number}.md").write_text(text_of(*pairs), "utf-8")
    plain = [finding for result in check([str(docs)], jobs=1, allow_empty=True) for finding in result.findings]
    known = [finding for finding in plain if data.draw(st.booleans())]
    baseline, ledger = work / "known.jsonl", work / "ledger.jsonl"
    lines = [
        {
            "path": f"{'docs/old/' if number < moved else 'docs/'}{Path(finding.path).name}",
            "rule": finding.rule,
            "fingerprint": finding.fingerprint if number != moved else "gone",
        }
        for number, finding in enumerate(known)
    ]
    lines.append({"path": "docs/old/z.md", "rule": "number", "fingerprint": "gone with its document"})
    lines.append({"path": "elsewhere/z.md", "rule": "number", "fingerprint": "not looked for"})
    baseline.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    why = {"reason": "r", "author": "a", "date": "2026-11-01"}
    decided: list[dict[str, str]] = []
    for each in plain:
        what = data.draw(st.sampled_from(["", "", "false-alarm", "accepted", "fixed"]))
        if what:
            one = {"path": f"docs/{Path(each.path).name}", "rule": each.rule, "fingerprint": each.fingerprint}
            decided.append({**one, "decision": what, **why})
    decided.append({"rule": "number", "path": "docs/0.md", "decision": "accepted", **why})
    decided.append({"rule": "spacing", "text": "nowhere", "decision": "accepted", **why})
    ledger.write_text("".join(f"{json.dumps(line)}\n" for line in decided), "utf-8")
    gate = Gate(baseline=baseline, severities={"number": Severity.CRITICAL})
    whole = _attempt(lambda: _whole([str(docs)], gate, ledger))
    # That nothing was read at all only all shards together can tell.
    assert _attempt(lambda: _merged(work / "parts", [str(docs)], total, gate, ledger, form)) == whole


def test_a_finding_that_moved_is_known_once_whichever_shards_have_its_copies(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(6):
        (docs / f"{number}.md").write_text(text_of(_PAIRS[0]), "utf-8")
    (fingerprint,) = {finding.fingerprint for result in check([str(docs)], jobs=1) for finding in result.findings}
    entries = [{"path": f"docs/old-{n}.md", "rule": "link-punctuation", "fingerprint": fingerprint} for n in range(2)]
    baseline = tmp_path / "known.jsonl"
    baseline.write_text("".join(f"{json.dumps(entry)}\n" for entry in entries), "utf-8")
    gate = Gate(baseline=baseline)
    whole = _whole([str(docs)], gate, None)
    assert whole.figures["known"] == 2
    assert _merged(tmp_path / "parts", [str(docs)], 3, gate, None, "jsonl") == whole


def test_a_shard_without_files_learns_nothing_and_is_merged(tmp_path: Path) -> None:
    docs, tm = tmp_path / "docs", tmp_path / "tm.db"
    shutil.copytree(CORPORA / "lv-LV", docs)
    extract([str(docs)], tm)
    gate, total = Gate(), 20
    whole = check([str(docs)], tm=tm, jobs=1)
    results = list(whole)
    parts = []
    for number in range(1, total + 1):
        run = check([str(docs)], shard=Shard(number, total), tm=tm, jobs=1)
        parts.append(tmp_path / f"{number}.jsonl")
        with parts[-1].open("w", encoding="utf-8") as stream:
            FindingsPart(run, gate, {"tm": tm}, _CRITERIA).write(run, "jsonl", stream)
    heads = [open_part_file(part).head for part in parts]
    assert 0 < sum("the lexicons" in head.options for head in heads) < total
    merged = MergedRun([open_part_file(part) for part in parts])
    assert list(merged) == results
    learned = next(part for part, head in zip(parts, heads, strict=True) if "the lexicons" in head.options)
    learned.write_text(re.sub(r"(\d+) segments \(", "1 segment (", learned.read_text("utf-8"), count=1), "utf-8")
    with pytest.raises(InputError, match="was made with the lexicons"):
        MergedRun([open_part_file(part) for part in parts])


@pytest.mark.parametrize("total", [1, 2, 8])
def test_shards_find_what_changed(tmp_path: Path, total: int) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(5):
        (docs / f"{number}.md").write_text(text_of(_PAIRS[number], _PAIRS[5]), "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "before")
    gate = Gate("before")
    unchanged = _whole([str(docs)], gate, None)
    assert unchanged.notes == ["no translation changed since before"]
    assert _merged(tmp_path / "unchanged", [str(docs)], total, gate, None, "jsonl") == unchanged
    (docs / "3.md").write_text(text_of(_PAIRS[0], _PAIRS[3], _PAIRS[5]), "utf-8")
    changed = _whole([str(docs)], gate, None)
    assert changed.figures["segments"] == 1
    assert _merged(tmp_path / "changed", [str(docs)], total, gate, None, "jsonl") == changed


def test_a_file_that_is_added_moves_no_other(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(CORPORA / "de-DE", docs)

    def shards() -> dict[str, int]:
        each = {number: check([str(docs)], shard=Shard(number, 3), jobs=1) for number in (1, 2, 3)}
        return {place.path: number for number, run in each.items() for place in run.places}

    before = shards()
    (docs / "a.md").write_text(text_of(_PAIRS[0]), "utf-8")
    after = shards()
    assert {path: after[path] for path in before} == before
    assert len(after) == len(before) + 1


def test_a_checked_document_comes_back_from_its_records() -> None:
    for result in check([str(CORPORA)], jobs=1):
        records = json.loads(json.dumps([finding_record(finding, is_held=False) for finding in result.findings]))
        placed = document_of(json.loads(json.dumps(document_record(result, 7))))
        assert placed.number == 7
        assert placed.document._replace(findings=tuple(finding_of(each).finding for each in records)) == result


def _content(memory: Path) -> list[object]:
    """Return what a memory holds, but for times: documents and units with their numbers, and the log of changes."""
    with Memory(memory) as opened, opened.transaction(write=False) as database:
        return [
            database.execute(statement).fetchall()
            for statement in (
                "SELECT id, path, source_locale, target_locale, content_hash, front_matter FROM document ORDER BY id",
                "SELECT id, document, segment, occurrence, source, target, origin, notes FROM unit ORDER BY id",
                "SELECT id, source_hash, previous_hash, next_hash, context, form FROM unit ORDER BY id",
                "SELECT unit FROM change ORDER BY number",
                "SELECT count(*) FROM generation",
            )
        ]


def _exchange(*units: tuple[str, str, str | None, str]) -> str:
    """Return JSON Lines with units: source, target, the document that they are of, and the segment."""
    same = {"source_locale": "en-US", "target_locale": "lv-LV"}
    lines = [
        {"source": source, "target": target, "segment": segment, **same, **({"path": path} if path else {})}
        for source, target, path, segment in units
    ]
    return "".join(f"{json.dumps(line)}\n" for line in lines)


@pytest.mark.parametrize("total", [1, 2, 3, 8])
def test_parts_of_a_memory_make_the_memory_of_one_extraction(tmp_path: Path, total: int) -> None:
    """Of several kinds of files; some have units of other documents, which several of them and the document have."""
    docs = tmp_path / "docs"
    shutil.copytree(CORPORA, docs)
    named = []
    for name in ("a", "b", "c", "d"):
        file = tmp_path / f"{name}.jsonl"
        of = f"{docs}/lv-LV/users/add-user.md"
        own = [(f"Source {n}", f"Avots {n} {name}", None, f"{n}") for n in range(3)]
        file.write_text(_exchange(*own, ("Shared", f"Kopīgs {name}", of, "k"), ("X", name, "z.md", "x")), "utf-8")
        named.append(str(file))
    paths = [named[0], str(docs), *named[1:]]
    whole = extract(paths, tmp_path / "whole.db")
    parts = [tmp_path / f"{number}.db" for number in range(1, total + 1)]
    for number, part in enumerate(parts, 1):
        extract(paths, part, shard=Shard(number, total))
    merged = merge_units(parts[::-1], tmp_path / "merged.db")
    assert _content(tmp_path / "merged.db") == _content(tmp_path / "whole.db")
    assert (merged.changes, merged.problems, merged.notes) == (whole.changes, whole.problems, whole.notes)
    assert list(map(str, merged.skipped)) == list(map(str, whole.skipped))
    # Once more, into what is there: as a second extraction.
    assert merge_units(parts, tmp_path / "merged.db").changes == extract(paths, tmp_path / "whole.db").changes
    assert _content(tmp_path / "merged.db") == _content(tmp_path / "whole.db")


@pytest.mark.parametrize("total", [1, 2, 5])
def test_observations_of_shards_make_the_lexicon_of_one_process(tmp_path: Path, total: int) -> None:
    memory = tmp_path / "tm.db"
    extract([str(CORPORA)], memory)
    parts = []
    with Memory(memory) as opened:
        locales = opened.locales()
        lexicons = {locale: learned for locale in locales if (learned := learned_lexicon(opened, locale, anew=True))}
        for number in range(1, total + 1):
            parts.append(tmp_path / f"{number}.jsonl")
            with parts[-1].open("w", encoding="utf-8") as stream:
                write_observations(opened, locales, Shard(number, total), stream)
    found = dict(merge_observations([open_part_file(part) for part in parts[::-1]], memory))
    assert {locale: each.packed for locale, each in found.items()} == {
        locale: packed for locale, (_, packed) in lexicons.items()
    }
